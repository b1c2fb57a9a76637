"""The layers of marks, and the tags that belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Layer(StrEnum):
    """The kind of an annotation; a tag belongs to one layer."""

    HIGHLIGHT = "highlight"
    ENTITY = "entity"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the tag set.

    sign tells it apart without colour; key is pressed to use it; mapping names it elsewhere (conll,
    ontonotes, ftm, stix).
    """

    name: str
    layer: Layer
    label: str
    key: str | None = None
    colour: str = "white"
    sign: str = "·"
    parent: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    retired: bool = False

"""Marks as callers hand them in, to be made or to be changed into."""

from __future__ import annotations

from dataclasses import dataclass

from store.model.marks import Alias, Claim, Mode, Role
from store.text import Span


@dataclass(frozen=True, slots=True)
class PartDraft:
    """A part to be made: the library adds the words it covers."""

    role: Role
    span: Span
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class NewEntity:
    """An entity to be made in the same action as the mark that names it."""

    name: str
    tag: str
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """A link of a chain to be made; entity is an identifier, an entity to be made, or None with a label."""

    entity: str | NewEntity | None = None
    label: str = ""
    mode: Mode = Mode.STATES
    medium: str | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A mark to be made, or what an existing one is to become.

    claim carries everything but the chain, which stands in chain (depth 0 first).
    """

    tag: str
    parts: tuple[PartDraft, ...]
    entity: str | NewEntity | None = None
    note: str = ""
    claim: Claim | None = None
    chain: tuple[LinkDraft, ...] = ()

"""The library in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from store.model.listed import Counts


@dataclass(frozen=True, slots=True)
class Stats:
    """The library in figures; tags counts accepted marks, alike the articles whose story another one told here before.

    deleted: articles that are among no other figure, until they are purged. words_read: those of articles that are done.
    annotators: accepted marks by who made them.
    """

    articles: int
    states: Mapping[str, int]
    annotations: Counts
    entities: int
    relations: int
    tags: Mapping[str, int]
    words: int
    alike: int = 0
    deleted: int = 0
    words_read: int = 0
    annotators: Mapping[str, int] = field(default_factory=dict)


class Grouping(StrEnum):
    """What the figures of a library can be told by. DAY and MONTH: of publication. MARKED: the day a mark was made."""

    DAY = "day"
    MONTH = "month"
    OUTLET = "outlet"
    LANGUAGE = "language"
    STATE = "state"
    LABEL = "label"
    TAG = "tag"
    ANNOTATOR = "annotator"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class Figures:
    """A group of articles in figures: how many they are and how many of them are done, their words, their accepted marks.

    of: what they have in common; None where they have nothing of the kind. done, words and words_read are None where
    marks are grouped, and articles are those that have such marks.
    """

    of: str | None
    articles: int
    done: int | None
    words: int | None
    words_read: int | None
    marks: Counts

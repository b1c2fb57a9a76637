"""What a filter says once it is understood: terms that an article, a claim or an entity fits or does not. Data; finds nothing.

Some are asked of claims or entities alone: no article fits them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from store.filters.everything import EVERYTHING, All
from store.model import State

__all__ = [
    "EVERYTHING",
    "All",
    "Any",
    "Counted",
    "Dated",
    "Figured",
    "Having",
    "InLanguage",
    "InState",
    "Labelled",
    "Mark",
    "Marked",
    "Not",
    "Quantity",
    "Term",
    "Trait",
    "When",
    "Where",
    "Words",
]


class Where(StrEnum):
    """Where words are sought. ANYWHERE: an article's title, byline, outlet and text; a claim's content and gist; an entity's
    names and note. SOURCE: the names of those in a claim's chain.
    """

    ANYWHERE = "anywhere"
    TITLE = "title"
    BYLINE = "byline"
    OUTLET = "outlet"
    SOURCE = "source"
    UNIT = "unit"
    NOTE = "note"
    ALIAS = "alias"


class Quantity(StrEnum):
    """What is counted; marks are accepted ones. LINKS: of a claim's chain. MENTIONS, ARTICLES: that name an entity."""

    MARKS = "marks"
    CLAIMS = "claims"
    ENTITIES = "entities"
    HIGHLIGHTS = "highlights"
    WORDS = "words"
    LINKS = "links"
    MENTIONS = "mentions"
    ARTICLES = "articles"


class When(StrEnum):
    """Which date is meant. EVENT: of what a claim is about. SAID: by a link of its chain. SEEN: of an article that names an
    entity.
    """

    PUBLISHED = "date"
    ADDED = "added"
    EVENT = "event"
    SAID = "said"
    SEEN = "seen"


class Mark(StrEnum):
    """By what of its marks an article is chosen, or a claim itself: their tag, whom they name, who made them."""

    TAG = "tag"
    ENTITY = "entity"
    ANNOTATOR = "annotator"


class Trait(StrEnum):
    """What a claim or an entity has, or has not. ID: an identifier elsewhere."""

    CERTAINTY = "certainty"
    POLARITY = "polarity"
    RELATION = "relation"
    UNIT = "unit"
    RELIABILITY = "reliability"
    ID = "id"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand next to one another, in any case and with any accents; open: the last of them may go on."""

    text: str
    where: Where = Where.ANYWHERE
    open: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """A date between two, both included, each ISO 8601 as precise as it matters ("2024-07"); None: no border on that
    side. Neither: the article has no such date.
    """

    when: When
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class InState:
    """How far its reading has come. Without such a term no deleted article fits."""

    state: State


@dataclass(frozen=True, slots=True)
class InLanguage:
    """Its language, an ISO 639-1 code; None: not known."""

    language: str | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label, in any case; None: any label at all."""

    label: str | None


@dataclass(frozen=True, slots=True)
class Marked:
    """An accepted mark of a kind: with a tag (or one below it), naming an entity by how one of its names begins, or by an
    annotator.
    """

    by: Mark
    value: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of something between two, both included; None: no border above."""

    what: Quantity
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Figured:
    """A claim's figure between two, both included, unless it must be beyond them; None: no border on that side. Neither: any
    figure.
    """

    least: int | float | None = None
    most: int | float | None = None
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Having:
    """A trait, as it is written in the library, in small letters; None: any."""

    what: Trait
    value: str | None


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever does not fit a term."""

    term: Term


@dataclass(frozen=True, slots=True)
class Any:
    """What fits at least one of some terms."""

    terms: tuple[Term, ...]


Term: TypeAlias = (
    Words | Dated | InState | InLanguage | Labelled | Marked | Counted | Figured | Having | Not | All | Any
)

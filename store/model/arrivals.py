"""What comes in, from a source or by interchange, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from store.model.articles import Article, Source
from store.model.marks import Annotation, Entity
from store.model.tags import Tag


class Outcome(StrEnum):
    """What became of a raw item: KNOWN, the same bytes are here; DELETED, they are here, of an article that was deleted and
    stays so; COMPLETED, only the article's name was here.
    """

    ADDED = "added"
    KNOWN = "known"
    DELETED = "deleted"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Carried:
    """What one line of interchange brings: an article (its document None where only its name came), its source and its
    labels, or a mark on it with the entities that the mark names.
    """

    article: Article
    source: Source | None = None
    annotation: Annotation | None = None
    entities: tuple[Entity, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Apart:
    """What one line of interchange brings that belongs to no article: a tag, or an entity that no mark names."""

    brought: Tag | Entity


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a raw item, and of which article it is.

    orphans are the marks that wait for its text and whose words are not in it for sure; they are kept.
    """

    article: str
    title: str
    outcome: Outcome
    orphans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: how many articles and marks are new, were updated, or were here already; completed: articles
    that were here by name and now have their text; unmet: relations left out because their other end is not here.

    orphans are the marks whose words could not be found in the text that is here (kept, without a place).
    """

    articles: int = 0
    completed: int = 0
    annotations: int = 0
    updated: int = 0
    known: int = 0
    unmet: int = 0
    orphans: tuple[str, ...] = ()

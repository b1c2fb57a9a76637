"""What a list shows and how: states, orders, queues, and the row of an article."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

LARGEST = 2**63 - 1
"""The largest whole number that the database keeps as one."""


class State(StrEnum):
    """How far the reading of an article has come. ASIDE: set aside, not to be read for now. DELETED: until it is purged."""

    NEW = "new"
    READING = "reading"
    DONE = "done"
    ASIDE = "aside"
    DELETED = "deleted"


class Counts(NamedTuple):
    """Accepted marks by layer."""

    highlight: int = 0
    entity: int = 0
    claim: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.highlight + self.entity + self.claim


class Sort(StrEnum):
    """What a list is in order of. DATE: of publication. RANK: how well the words that are sought fit, the best first."""

    DATE = "date"
    ADDED = "added"
    TITLE = "title"
    OUTLET = "outlet"
    STATE = "state"
    MARKS = "marks"
    LANGUAGE = "language"
    RANK = "rank"


class Order(NamedTuple):
    """The order of a list: dates newest first, marks most first, words by the alphabet; turned: the other way round."""

    by: Sort = Sort.DATE
    turned: bool = False


class Queue(NamedTuple):
    """A filter that somebody keeps under a name, with its order; key: one character that opens it."""

    name: str
    filter: str
    order: Order = Order()
    key: str | None = None


class ArticleSummary(NamedTuple):
    """A row of the list. number: its place by date and then by arrival, the newest highest. alike: the article that was
    here first of those that tell the same story, where it is another.
    """

    id: str
    title: str
    outlet: str | None
    published: str | None
    byline: str | None
    state: State
    counts: Counts
    added: str
    alike: str | None = None
    number: int = 0
    language: str | None = None
    labels: tuple[str, ...] = ()

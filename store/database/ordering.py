"""The orders in which a list is walked along: stretches one after another, each along an index of `listed`."""

from __future__ import annotations

from dataclasses import dataclass

from store.model import Order, Sort, State

_MARKS = "listed.highlights + listed.mentions + listed.claims"
_ADDED = "(SELECT added FROM article WHERE article.id = listed.article)"
_BY_ADDED = "article INDEXED BY article_by_added CROSS JOIN listed ON listed.article = article.id"
_STATES = (State.NEW, State.READING, State.DONE, State.ASIDE, State.DELETED)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a list: what its rows must be, and by what they stand in order before their numbers ("": by these alone).

    source: where to walk along; walked: the key there, where that is another column.
    """

    test: str = ""
    key: str = ""
    source: str = "listed NOT INDEXED"
    walked: str = ""
    key_falls: bool = False
    number_falls: bool = True

    @property
    def tests(self) -> tuple[str, ...]:
        """What its rows must be, as a query's tests."""
        return (self.test,) if self.test else ()

    def order(self) -> str:
        """For a query whose columns are named number and key."""
        number = f"number{' DESC' if self.number_falls else ''}"
        return f"key{' DESC' if self.key_falls else ''}, {number}" if self.key else number


def sections(order: Order) -> list[Section]:
    """The stretches of a list in an order; articles of whose title, outlet or language nothing is known stand last."""
    falls = not order.turned
    match order.by:
        case Sort.ADDED:
            return [Section("", _ADDED, _BY_ADDED, "article.added", falls, falls)]
        case Sort.TITLE | Sort.OUTLET | Sort.LANGUAGE:
            column = f"listed.{order.by.value}"
            known, unknown = (
                (f"{column} IS NOT NULL", f"{column} IS NULL")
                if order.by is Sort.LANGUAGE
                else (f"{column} > ''", f"{column} = ''")
            )
            index = f"listed INDEXED BY listed_by_{order.by.value}"
            return [
                Section(known, column, index, "", not falls, falls),
                Section(unknown, "", index, number_falls=falls),
            ]
        case Sort.MARKS:
            marked = Section(f"{_MARKS} > 0", _MARKS, "listed INDEXED BY listed_by_marks", "", falls, falls)
            return [marked, Section(f"{_MARKS} = 0", number_falls=falls)][:: 1 if falls else -1]
        case Sort.STATE:
            return [Section(f"listed.state = '{state}'", number_falls=falls) for state in _STATES][
                :: 1 if falls else -1
            ]
    return [Section(number_falls=falls)]

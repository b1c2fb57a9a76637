"""Which rows the list has: articles that tell the same story are one row, and as many as they are once it is unfolded. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from store.model import ArticleSummary, Counts, State


@dataclass(frozen=True, slots=True)
class Row:
    """An article in the list.

    others: those that tell the same story and came later, on the row of the first. unfolded: they stand below it.
    under: it is one of those below.
    """

    summary: ArticleSummary
    others: tuple[ArticleSummary, ...] = ()
    unfolded: bool = False
    under: bool = False

    @property
    def folded(self) -> tuple[ArticleSummary, ...]:
        """The articles that this row hides."""
        return () if self.unfolded else self.others

    @property
    def group(self) -> str | None:
        """The first article of the group that the row is of; None where nobody else tells its story."""
        return self.summary.alike if self.under else self.summary.id if self.others else None

    @property
    def counts(self) -> Counts:
        """The marks of the article, and of those that the row hides."""
        return added_up([self.summary.counts, *(each.counts for each in self.folded)])

    @property
    def sign(self) -> str:
        """How many others there are: "+4" where they are hidden, "-4" where they stand below."""
        return f"{'-' if self.unfolded else '+'}{len(self.others)}" if self.others else ""

    @property
    def waits(self) -> bool:
        """Whether the row hides articles that nobody has done."""
        return any(each.state is not State.DONE for each in self.folded)


def rows(summaries: Sequence[ArticleSummary], unfolded: Collection[str] = ()) -> tuple[Row, ...]:
    """The rows of a list in its order; unfolded: the groups that are, by their first article.

    A group stands where its first article stands, and does not move when another outlet brings the story too.
    """
    here = {each.id for each in summaries}
    others: dict[str, list[ArticleSummary]] = defaultdict(list)
    for each in summaries:
        if each.alike in here:
            others[each.alike].append(each)
    made: list[Row] = []
    for each in summaries:
        if each.alike in here:
            continue
        group, is_unfolded = tuple(others.get(each.id, ())), each.id in unfolded
        made.append(Row(each, group, unfolded=is_unfolded and bool(group)))
        if is_unfolded:
            made += [Row(other, under=True) for other in group]
    return tuple(made)


def added_up(counts: Sequence[Counts]) -> Counts:
    """All marks of several articles."""
    return Counts(
        highlight=sum(each.highlight for each in counts),
        entity=sum(each.entity for each in counts),
        claim=sum(each.claim for each in counts),
    )


def index_of(rows: Sequence[Row], article: str | None) -> int | None:
    """The row of an article, or the one that hides it; None where it is not in the list."""
    found = (
        index
        for index, row in enumerate(rows)
        if row.summary.id == article or (row.others and any(each.id == article for each in row.folded))
    )
    return next(found, None)

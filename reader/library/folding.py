"""A row of the list: an article, with the others that tell the same story hidden on it, or below it once it is unfolded. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from reader.library.rows import tally
from store.model import ArticleSummary, Counts, State


class Row(NamedTuple):
    """An article in the list.

    others: those that tell the same story, on the row of one. unfolded: they stand below it. under: it is one of those
    below.
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
    def tells_more(self) -> bool:
        """Whether somebody else tells its story too."""
        return self.under or bool(self.others)

    @property
    def counts(self) -> Counts:
        """The marks of the article, and of those that the row hides."""
        return added_up([self.summary.counts, *(each.counts for each in self.folded)])

    @property
    def states(self) -> Counter[str]:
        """How many of the articles that the row hides are in each state."""
        return Counter(each.state.value for each in self.folded)

    @property
    def sign(self) -> str:
        """How many others there are: "+4" where they are hidden, "-4" where they stand below."""
        return f"{'-' if self.unfolded else '+'}{len(self.others)}" if self.others else ""

    @property
    def waits(self) -> bool:
        """Whether the row hides articles that nobody has done."""
        return any(each.state is not State.DONE for each in self.folded)


def added_up(counts: Sequence[Counts]) -> Counts:
    """All marks of several articles."""
    return Counts(
        highlight=sum(each.highlight for each in counts),
        entity=sum(each.entity for each in counts),
        claim=sum(each.claim for each in counts),
    )


def marks_in_words(row: Row) -> str:
    """The marks of a row, where it has any, and of which states those are that it hides."""
    counts = row.counts
    named = ((counts.claim, "claim"), (counts.entity, "entity mark"), (counts.highlight, "highlight"))
    told = [f"{count} {word}{'s' if count > 1 else ''}" for count, word in named if count]
    return " · ".join([f"{row.sign} ({tally(row.states)})", *told] if row.folded else told)

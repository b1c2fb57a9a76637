"""What a list asks of an open library: which articles a filter chooses, in what order, and what its rows show."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from store.database import articles, finding, searching, showing
from store.database.connection import connect, interrupt, stop_when
from store.filters.terms import EVERYTHING, Term
from store.model import ArticleSummary, Order, State

NEWEST_FIRST = Order()


class Listing:
    """A library file, open for its list to be shown. Raises LibraryError."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self._connection = connect(path, create=create)

    def numbers(
        self, wanted: Term = EVERYTHING, order: Order = NEWEST_FIRST, *, most: int | None = None, each: bool = False
    ) -> "array[int]":
        """The rows of a list in order, by their numbers, so many at most; a story has one row: its first that fits.

        each: every article that fits has its own.
        """
        return finding.numbers(self._connection, wanted, order, most, each=each)

    def rows(self, numbers: Iterable[int]) -> dict[int, ArticleSummary]:
        """What rows show, by their numbers; those that are not there are left out."""
        return articles.summaries_of(self._connection, numbers)

    def number_of(self, article: str) -> int | None:
        """The number of an article; None where there is no such article."""
        return showing.number_of(self._connection, article)

    def count(self, wanted: Term = EVERYTHING) -> int:
        """How many articles a filter chooses, each for itself."""
        return finding.count(self._connection, wanted)

    def tally(self, wanted: Term = EVERYTHING) -> dict[State, int]:
        """How many articles of each state a filter chooses."""
        return finding.tally(self._connection, wanted)

    def story(self, article: str) -> tuple[ArticleSummary, ...]:
        """The others that tell the same story as an article, the first of them first."""
        return showing.story(self._connection, article)

    def stories(self, numbers: Iterable[int]) -> dict[int, tuple[ArticleSummary, ...]]:
        """The others that tell the same story as each of these rows; rows that nobody else tells are left out."""
        return showing.stories(self._connection, numbers)

    def texts_of(self, articles: Sequence[str], most: int) -> dict[str, str]:
        """The beginnings of texts, so many code points at most, by article; "" where a text is not here."""
        return showing.texts_of(self._connection, articles, most)

    def text_of(self, article: str) -> str:
        """An article's text; "" where it is not here."""
        return showing.text_of(self._connection, article)

    def values(self, key: str, beginning: str, most: int = 50) -> list[str]:
        """What may stand behind a key of the filter language and begins so, in any case: for completion."""
        return showing.values(self._connection, key, beginning, most)

    def not_indexed(self) -> int:
        """How many articles the index of words does not know yet, or only as they were."""
        return searching.waiting(self._connection)

    def seen_change(self) -> int:
        """A number that is another one when another connection has written to the library."""
        return showing.seen_change(self._connection)

    def interrupt(self) -> None:
        """Break off the query that runs, from another thread: it raises LibraryError there."""
        interrupt(self._connection)

    def stop_when(self, over: Callable[[], bool]) -> None:
        """Break off any query, as interrupt does, once this is so; it is asked every few milliseconds."""
        stop_when(self._connection, over)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

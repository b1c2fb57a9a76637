"""What a list asks of an open library: which articles a filter chooses, in what order, and what its rows show."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from store.database import showing, summaries, whole
from store.database.connection import connect, interrupt, let_go_of_pages, set_patience, stop_when
from store.database.transactions import CONTRADICTED, commits, in_words, said_of
from store.errors import LibraryError, OffsetError
from store.filters.everything import EVERYTHING
from store.model import ArticleSummary, Order, Sort, State

if TYPE_CHECKING:
    from store.filters.terms import Term

NEWEST_FIRST = Order()


class Listing:
    """A library file, open for its list to be shown. Raises LibraryError."""

    _seen = 0
    _damage: LibraryError | None = None

    def __init__(self, path: "Path | Listing", *, create: bool = False) -> None:
        """path: of the file; or one that is open already, whose connection this one goes on with."""
        if isinstance(path, Path):
            self.path, self._connection = path, connect(path, create=create)
        else:
            self.path, self._connection = path.path, path._connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def numbers(
        self, wanted: "Term" = EVERYTHING, order: Order = NEWEST_FIRST, *, most: int | None = None, each: bool = False
    ) -> "array[int]":
        """The rows of a list in order, by their numbers, so many at most; a story has one row: its first that fits.

        each: every article that fits has its own.
        """
        if wanted == EVERYTHING and order.by is Sort.DATE and not each:
            return whole.numbers(self._connection, most, turned=order.turned)
        from store.database import finding  # not before somebody filters or sorts

        return finding.numbers(self._connection, wanted, order, most, each=each)

    def rows(self, numbers: Iterable[int]) -> dict[int, ArticleSummary]:
        """What rows show, by their numbers; those that are not there are left out."""
        with self.in_words():  # a row that cannot be drawn is blank, and that is said
            return summaries.summaries_of(self._connection, numbers)

    def number_of(self, article: str) -> int | None:
        """The number of an article; None where there is no such article."""
        return showing.number_of(self._connection, article)

    def count(self, wanted: "Term" = EVERYTHING) -> int:
        """How many articles a filter chooses, each for itself."""
        return sum(self.tally(wanted).values())

    def tally(self, wanted: "Term" = EVERYTHING) -> dict[State, int]:
        """How many articles of each state a filter chooses."""
        if wanted == EVERYTHING:
            return whole.tally(self._connection)
        from store.database import finding

        return finding.tally(self._connection, wanted)

    def story(self, article: str) -> tuple[ArticleSummary, ...]:
        """The others that tell the same story as an article, the first of them first."""
        return showing.story(self._connection, article)

    def stories(self, numbers: Iterable[int]) -> dict[int, tuple[ArticleSummary, ...]]:
        """The others that tell the same story as each of these rows; rows that nobody else tells are left out."""
        return showing.stories(self._connection, numbers)

    def borders(self, numbers: Sequence[int], by: Sort) -> "array[int]":
        """The places in a list, in order of date or of outlet, at which another day or outlet begins."""
        from store.database import grouping  # not before somebody wants headings

        return grouping.borders(self._connection, numbers, by)

    def day_of(self, number: int) -> str | None:
        """The day of publication by which an article stands in order of date, by its number, in UTC; None: no date."""
        from store.database import grouping

        return grouping.date_of(number)

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
        from store.database import searching

        return searching.waiting(self._connection)

    def is_behind(self) -> bool:
        """Whether there are articles that the index of words does not know, or no index at all. Cheap."""
        from store.database import searching

        return searching.is_behind(self._connection)

    def seen_change(self) -> int:
        """A number that is another one when another connection has written to the library.

        Where it cannot be seen just now, the one that was seen last.
        """
        with suppress(LibraryError):
            self._seen = showing.seen_change(self._connection)
        return self._seen

    @property
    def network(self) -> str | None:
        """The kind of file system over a network that it lies on, where one program at a time has it; None: on a disk."""
        return self._connection.network

    def wait_for(self, seconds: float) -> None:
        """How long whatever is done from now on waits for another program's writing before it raises Busy; 10 s at first."""
        set_patience(self._connection, seconds)

    @property
    def commits(self) -> int:
        """How many transactions the thread that asks has brought onto the disk: whether it did something in between."""
        return commits()

    @contextmanager
    def in_words(self) -> Iterator[None]:
        """What SQLite raises inside is raised as LibraryError, Busy where another program stands in the way; and so is
        what the rows of a damaged library bring about.
        """
        try:
            with in_words():
                yield
        except CONTRADICTED as error:
            if (damage := self._damage_behind(error)) is None:
                raise
            raise damage from error

    def said_of(self, error: BaseException) -> LibraryError | None:
        """What an error that nobody met says of the library, in words; None where it is none of the library's."""
        return said_of(error) or self._damage_behind(error)

    def _damage_behind(self, error: BaseException) -> LibraryError | None:
        """The library is looked through before it is blamed, once: it does not mend by itself."""
        if not isinstance(error, (*CONTRADICTED, OffsetError)):
            return None
        if self._damage is None:
            from store.database.checking.blaming import damage_in  # what is sound never asks

            self._damage = damage_in(self._connection)
        return self._damage

    def interrupt(self) -> None:
        """Break off the query that runs, from another thread: it raises LibraryError there."""
        interrupt(self._connection)

    def stop_when(self, over: Callable[[], bool]) -> None:
        """Break off any query, as interrupt does, once this is so; it is asked every few milliseconds."""
        stop_when(self._connection, over)

    def let_go_of_pages(self) -> None:
        """Give the memory back in which the pages lie that were read last; whoever asks for them again waits for the disk."""
        let_go_of_pages(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

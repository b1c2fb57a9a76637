"""The library: the one door that the app, the command line and scripts use. Decides nothing that a pure module can."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from store.arriving import Arriving, carried_of
from store.database import annotations, articles, keeping, pages, searching
from store.database.arrivals import Arrivals
from store.database.keeping import Fresh
from store.database.recording import Action, recording
from store.database.spool import laid_down
from store.database.transactions import writing
from store.digests import sha256_of
from store.model import Added, Apart, Article, Carried, Change, Cleaned, Deed, Imported, Outcome, RawItem, State
from store.preserving import Preserving

if TYPE_CHECKING:
    from store.database.checking.soundness import Fault

_WORDS_OF = 200
"""The words of so many articles are taken into the index at once: a tenth of a second, for which others wait."""


class Library(Preserving):
    """A library file, open. Every method that changes something is one transaction, on disk when it returns.

    All raise LibraryError where the file is locked, full or read-only, Refused where a rule would be broken; nothing
    is changed then. annotator: who makes the marks. clock and ids: where times and identifiers come from.
    """

    # --- articles ---------------------------------------------------------------------------------------------------

    def add(self, item: RawItem) -> Added:
        """Clean a raw item and keep it; the same bytes twice are one article. Raises CleaningError."""
        sha256 = sha256_of(item.raw)
        if (here := articles.by_digest(self._connection, sha256)) and here[1]:
            return self._known(here[0])
        from store.cleaning import clean  # the cleaners take time to load, and only adding needs them

        return self.keep(item, clean(item))

    def keep(self, item: RawItem, cleaned: Cleaned) -> Added:
        """Keep a raw item that was cleaned elsewhere; one whose bytes are here stays as it is.

        Marks that waited for the text move to their words in it; Added.orphans are those that could not.
        """
        return self.keep_all([Arriving.of(item, cleaned)])[0]

    def keep_all(self, arriving: Iterable[Arriving]) -> list[Added]:
        """Keep raw items as keep does, all of them or, where one is refused, none; each is a step of the history."""
        given = list(arriving)
        kept: list[Added | str] = []
        fresh: dict[str, Fresh] = {}
        with recording(self._connection):
            here = keeping.here(self._connection, [each.sha256 for each in given])
            for each in given:
                if each.sha256 not in here:
                    new = self._fresh(each)
                    fresh[each.sha256], here[each.sha256] = new, (new.article, True)
                    kept.append(Added(new.article, each.columns.title, Outcome.ADDED))
                elif here[each.sha256][1]:
                    kept.append(here[each.sha256][0])
                else:
                    kept.append(self._complete(each, here[each.sha256][0]))
                    here[each.sha256] = (here[each.sha256][0], True)
            if fresh:
                self._walk.begin_anew()
                keeping.keep_new(self._connection, list(fresh.values()))
        return [self._known(each) if isinstance(each, str) else each for each in kept]

    def _fresh(self, arriving: Arriving) -> Fresh:
        """The identifiers of an item that is not here, and its step of the history."""
        at, source, article = self._clock(), self._new_id(), self._new_id()
        summary = f"article “{arriving.columns.title}”"
        change = Change(self._new_id(), at, self.annotator, Deed.ADD, summary, article)
        return Fresh(arriving, source, article, self._new_id(), at, change)

    def _complete(self, arriving: Arriving, article: str) -> Added:
        """Give an article that came with an import the bytes and the text that it lacked, in the transaction that is open."""
        action, placing = Action(self._connection), Action(self._connection)
        at = self._clock()
        arrivals = Arrivals(self._connection, action, placing, at, self._new_id)
        arrivals.take(carried_of(arriving, at, self._new_id))
        orphans = arrivals.close().orphans
        if arriving.columns.outlet and arriving.lines is not None:
            pages.remember(self._connection, article, arriving.columns.outlet, arriving.lines)
        title = arriving.columns.title
        self._tell(action, Deed.ADD, f"article “{title}”", article)
        self._tell_places(placing, article)
        return Added(article, title, Outcome.COMPLETED, orphans)

    def known(self, digests: Iterable[str]) -> dict[str, Added]:
        """The articles whose bytes are here, by the digest of those; as with add, for the same bytes once more."""
        here = keeping.known(self._connection, digests)
        return {sha256: self._known(article) for sha256, article in here.items()}

    def _known(self, article: str) -> Added:
        """An article whose bytes are here; its marks that wait for words are sought in its text once more.

        A deleted one stays deleted: who adds a feed each day would meet again what was thrown away.
        """
        title = self.title(article)
        orphans: tuple[str, ...] = ()
        if annotations.some_wait(self._connection, article):
            with recording(self._connection) as placing:
                arrivals = Arrivals(self._connection, placing, placing, self._clock(), self._new_id)
                arrivals.find_again(article)
                orphans = arrivals.close().orphans
                self._tell_places(placing, article)
        outcome = Outcome.DELETED if self.state(article) is State.DELETED else Outcome.KNOWN
        return Added(article, title, outcome, orphans)

    def set_position(self, article: Article, position: int) -> None:
        """Keep the code point at which reading stopped; not part of the history.

        Raises LibraryError at once where another program is writing: it is not worth waiting for.
        """
        with writing(self._connection, wait=False):
            articles.set_position(self._connection, article.id, article.text_id, position, self._clock())

    # --- the index of words -----------------------------------------------------------------------------------------

    def catch_up(self, most: int = 1000) -> int:
        """Take in the words of articles that the index does not know yet, the newest first, so many at most. How many are
        left then. Others may write in between.
        """
        taken = searching.is_behind(self._connection)
        while most > 0 and taken:
            with writing(self._connection):
                taken = searching.catch_up(self._connection, min(most, _WORDS_OF)) > 0
            most -= _WORDS_OF
        return self.not_indexed()

    def rebuild_index(self) -> None:
        """Forget the index of words; catch_up makes it anew."""
        with writing(self._connection):
            searching.forget_all(self._connection)

    def faults(self) -> "list[Fault]":
        """What is wrong with the library, the worst first; nothing where all is well. Reads all of the file."""
        from store.database.checking import soundness  # the doctor's, here and below

        words = [soundness.Fault(each, curable=True) for each in self.index_faults()]
        return soundness.faults(self._connection) + words

    def cure(self) -> None:
        """Make anew what can be: the rows of the list and the desks, and the index of words where it is wrong (catch_up
        fills it).
        """
        from store.database.checking import soundness

        soundness.cure(self._connection)
        self.settle()
        if self.index_faults():
            self.rebuild_index()

    def warnings(self) -> list[str]:
        """What is to be known of the SQLite that keeps it."""
        from store.database.checking import soundness

        return soundness.warnings(self._connection)

    def index_faults(self) -> list[str]:
        """What is wrong with the index of words, each in a sentence; that it is not complete yet is no fault."""
        return searching.faults(self._connection)

    # --- in and out -------------------------------------------------------------------------------------------------

    def receive(self, records: Iterable[Carried | Apart]) -> Imported:
        """Take in what another library exported, all of it or, where a record cannot be taken, nothing.

        The records are read to their end before the library is locked, so they may come as slowly as they like. Marks
        and entities are known by their identifiers: of a mark the state changed last is kept; an entity that is here
        stays as it is, and gets the other names that it lacks. Tags that are here stay as they are, unless no article is.
        """
        with laid_down(records, self.path.parent) as arriving, recording(self._connection) as action:
            placing = Action(self._connection)
            arrivals = Arrivals(self._connection, action, placing, self._clock(), self._new_id)
            for record in arriving:
                arrivals.take(record)
            imported = arrivals.close()
            if imported.articles or imported.completed or not action.empty:
                self._tell(action, Deed.IMPORT, f"{imported.annotations + imported.updated} imported marks", None)
            self._tell_places(placing, None)
        return imported

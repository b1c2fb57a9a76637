"""The library: the one door that the app, the command line and scripts use. Decides nothing that a pure module can."""

import hashlib
from collections.abc import Iterable

from store.addresses import outlet_key
from store.arriving import Arriving, arrived
from store.database import annotations, articles, keeping, pages
from store.database.arrivals import Arrivals
from store.database.connection import writing
from store.database.recording import Action, recording
from store.database.spool import laid_down
from store.model import Added, Article, Carried, Cleaned, Deed, Imported, Outcome, RawItem, State
from store.renewing import Renewing


class Library(Renewing):
    """A library file, open. Every method that changes something is one transaction, on disk when it returns.

    All raise LibraryError where the file is locked, full or read-only, Refused where a rule would be broken; nothing
    is changed then. annotator: who makes the marks. clock and ids: where times and identifiers come from.
    """

    # --- articles ---------------------------------------------------------------------------------------------------

    def add(self, item: RawItem) -> Added:
        """Clean a raw item and keep it; the same bytes twice are one article. Raises CleaningError."""
        sha256 = hashlib.sha256(item.raw).hexdigest()
        if (here := articles.by_digest(self._connection, sha256)) and here[1]:
            return self._known(here[0])
        from store.cleaning import clean  # the cleaners take time to load, and only adding needs them

        return self.keep(item, clean(item))

    def keep(self, item: RawItem, cleaned: Cleaned) -> Added:
        """Keep a raw item that was cleaned elsewhere; one whose bytes are here stays as it is.

        Marks that waited for the text move to their words in it; Added.orphans are those that could not.
        """
        return self.keep_all([Arriving(item, cleaned)])[0]

    def keep_all(self, arriving: Iterable[Arriving]) -> list[Added]:
        """Keep raw items as keep does, all of them or, where one is refused, none; each is a step of the history."""
        with recording(self._connection):
            kept = [self._keep(each) for each in arriving]
        return [self._known(each) if isinstance(each, str) else each for each in kept]

    def _keep(self, arriving: Arriving) -> Added | str:
        """Keep one, in the transaction that is open; where its bytes are here, which article they are."""
        at = self._clock()
        carried = arrived(arriving.item, arriving.cleaned, at, self._new_id)
        new, title = carried.article, carried.article.metadata.title
        here = articles.by_digest(self._connection, new.source_sha256)
        if here and here[1]:
            return here[0]
        action, placing = Action(self._connection), Action(self._connection)
        orphans: tuple[str, ...] = ()
        if here is None:
            keeping.keep_new(self._connection, carried, self._new_id(), arriving.sketch)
        else:
            arrivals = Arrivals(self._connection, action, placing, at, self._new_id)
            arrivals.take(carried)
            orphans = arrivals.close().orphans
        identifier = here[0] if here else new.id
        outlet = outlet_key(new.metadata.url, new.metadata.outlet)
        if outlet and arriving.lines is not None:
            pages.remember(self._connection, identifier, outlet, arriving.lines)
        self._tell(action, Deed.ADD, f"article “{title}”", identifier)
        self._tell_places(placing, identifier)
        return Added(identifier, title, Outcome.COMPLETED if here else Outcome.ADDED, orphans)

    def known(self, digests: Iterable[str]) -> dict[str, Added]:
        """The articles whose bytes are here, by the digest of those; as with add, for the same bytes once more."""
        here = keeping.known(self._connection, digests)
        return {sha256: self._known(article) for sha256, article in here.items()}

    def _known(self, article: str) -> Added:
        """An article whose bytes are here; its marks that wait for words are sought in its text once more."""
        title = self.title(article)
        orphans: tuple[str, ...] = ()
        if annotations.some_wait(self._connection, article):
            with recording(self._connection) as placing:
                arrivals = Arrivals(self._connection, placing, placing, self._clock(), self._new_id)
                arrivals.find_again(article)
                orphans = arrivals.close().orphans
                self._tell_places(placing, article)
        return Added(article, title, Outcome.KNOWN, orphans)

    def set_state(self, article: str, state: State) -> None:
        """Say how far the reading of an article has come."""
        with recording(self._connection) as action:
            title = self.title(article)
            articles.set_state(action, article, state)
            self._tell(action, Deed.STATE, f"{state}: “{title}”", article)

    def set_position(self, article: Article, position: int) -> None:
        """Keep the code point at which reading stopped; not part of the history.

        Raises LibraryError at once where another program is writing: it is not worth waiting for.
        """
        with writing(self._connection, wait=False):
            articles.set_position(self._connection, article.id, article.text_id, position, self._clock())

    # --- in and out -------------------------------------------------------------------------------------------------

    def receive(self, records: Iterable[Carried]) -> Imported:
        """Take in what another library exported, all of it or, where a record cannot be taken, nothing.

        The records are read to their end before the library is locked, so they may come as slowly as they like. Marks
        and entities are known by their identifiers: of a mark the state changed last is kept; an entity that is here
        stays as it is, and gets the other names that it lacks.
        """
        with laid_down(records) as arriving, recording(self._connection) as action:
            placing = Action(self._connection)
            arrivals = Arrivals(self._connection, action, placing, self._clock(), self._new_id)
            for record in arriving:
                arrivals.take(record)
            imported = arrivals.close()
            if imported.articles or imported.completed or not action.empty:
                self._tell(action, Deed.IMPORT, f"{imported.annotations + imported.updated} imported marks", None)
            self._tell_places(placing, None)
        return imported

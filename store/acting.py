"""An open library that can be written to: whose hand it is, and the history that everyone walks their own steps of.

Knows nothing of what is done; the classes that stand on it do it, each method one transaction.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Self

from store import drafting
from store.database import arranging, history, keeping_again
from store.database.recording import Action
from store.database.transactions import together
from store.database.walking import Walk
from store.errors import NothingToUndo
from store.listing import Listing
from store.model import Change, Deed, Step
from store.provenance import annotator_here, later, new_id, now
from store.reading import Reading


class Acting(Reading):
    """A library file, open to be changed. annotator: who makes the marks. clock and ids: where times and identifiers
    come from.
    """

    def __init__(
        self,
        path: Path | str | Listing,
        *,
        create: bool = True,
        annotator: str | None = None,
        clock: Callable[[], str] = now,
        ids: Callable[[], str] = new_id,
    ) -> None:
        super().__init__(Path(path) if isinstance(path, str) else path, create=create)
        self.annotator = _name_of(annotator or annotator_here())
        self._clock = clock
        self._new_id = ids
        self._walk = Walk(self._connection)

    def another(self) -> Self:
        """The same library over a connection of its own, in the same hand; made in the thread that will use it."""
        other = type(self)(self.path, create=False, annotator=self.annotator, clock=self._clock, ids=self._new_id)
        other._walk = self._walk.over(other._connection)
        return other

    @contextmanager
    def acting_as(self, annotator: str) -> Iterator[None]:
        """What is done inside is done by another annotator."""
        before, self.annotator = self.annotator, _name_of(annotator)
        try:
            yield
        finally:
            self.annotator = before

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is done inside is one transaction: all of it is kept, or none; each step is one of the history all the same."""
        with together(self._connection):
            yield

    # --- history ----------------------------------------------------------------------------------------------------

    def undo(self) -> Change:
        """Take back this annotator's newest step in force, whatever its article. Raises NothingToUndo.

        Raises ChangedSince where somebody changed the same since; the next undo passes that step over, where it still
        cannot be taken back. What others may still need stays (see store.database.history).
        """
        return self._walk.go(Deed.UNDO, self.annotator, partial(self._tell_reverted, Deed.UNDO))

    def redo(self) -> Change:
        """Do again what was undone last. Raises NothingToUndo, and ChangedSince as undo does."""
        return self._walk.go(Deed.REDO, self.annotator, partial(self._tell_reverted, Deed.REDO))

    def rows_ahead(self, *, redone: bool, most: int) -> int:
        """How many rows the next undo, or redo, brings back, most at most; 0 where there is no step."""
        return history.rows_ahead(self._connection, self.annotator, Deed.REDO if redone else Deed.UNDO, most)

    def step_ahead(self, *, redone: bool) -> Step:
        """The step that the next undo, or redo, is about. It may turn out to be impossible. Raises NothingToUndo."""
        find = history.to_redo if redone else history.to_undo
        if (found := find(self._connection, self.annotator)) is None:
            raise NothingToUndo(f"there is nothing to {Deed.REDO if redone else Deed.UNDO}")
        return self.origin(found[1])

    def origin(self, change: Change) -> Step:
        """The step that an undo or a redo was about in the end."""
        return history.origin(self._connection, change.id)

    def _tell(
        self, action: Action, deed: Deed, summary: str, article: str | None, *, undoes: str | None = None
    ) -> Change:
        change = Change(self._new_id(), self._at(), self.annotator, deed, summary, article, undoes)
        if undoes is None:
            self._walk.begin_anew()
        if undoes is not None or not action.empty or deed in (Deed.ADD, Deed.IMPORT, Deed.PURGE, Deed.MERGE):
            action.tell(change)
        return change

    def _tell_reverted(self, deed: Deed, action: Action, step: Change) -> Change:
        change = self._tell(action, deed, step.summary, step.article, undoes=step.id)
        self._settle(action)
        return change

    def _settle(self, action: Action) -> None:
        """After an undo or a redo: marks that it left on another version than their article's text look for their words in
        that, and where articles went or came back, those that tell the same story group anew.
        """
        arranging.follow(self._connection, action)
        for article in keeping_again.unsettled(self._connection, action):
            placing = Action(self._connection)
            keeping_again.settle(self._connection, placing, article)
            self._tell_places(placing, article)

    def _tell_places(self, placing: Action, article: str | None) -> None:
        if not placing.empty:
            summary = "marks that waited for their text found their words"
            placing.tell(Change(self._new_id(), self._at(), self.annotator, Deed.PLACE, summary, article))

    def _at(self) -> str:
        """The time of a change: behind that of the one before, also where a clock was put back. Which came later decides
        where libraries are merged.
        """
        at, before = self._clock(), history.last_at(self._connection)
        return later(at, before) if before else at


def _name_of(annotator: str) -> str:
    return drafting.on_one_line(annotator) or "someone"

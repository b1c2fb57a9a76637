"""Undo and redo: takes one step of an annotator back or does it again, and knows which were found to be impossible.

Which step is next, and what is in a step's way, store.database.history says.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial

from store.database import history, reverting
from store.database.connection import with_room
from store.database.recording import Action, recording
from store.errors import ChangedSince, NothingToUndo, Refused
from store.model import Change, Deed


class Walk:
    """The way through the history that one person goes, from one undo or redo to the next."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._told_of: set[str] = set()

    def over(self, connection: sqlite3.Connection) -> Walk:
        """The same way, gone over another connection."""
        other = Walk(connection)
        other._told_of = self._told_of
        return other

    def begin_anew(self) -> None:
        """Something else was done: what was found to be impossible is told of again."""
        self._told_of.clear()

    def go(
        self, deed: Deed, annotator: str, tell: Callable[[Action, Change], Change], *, only: Deed | None = None
    ) -> Change:
        """Undo or redo one step; tell writes it to the history. only: undo the newest of that kind, whatever came since.

        A step that cannot be reverted is told of once, by ChangedSince; the next time, where it still cannot be, it is
        passed over. Raises NothingToUndo where no step is left.
        """
        find = partial(history.to_undo, only=only) if deed is Deed.UNDO else history.to_redo
        passing: set[str] = set()
        while True:
            step: Change | None = None
            try:
                with with_room(self._connection), recording(self._connection) as action:
                    if (found := find(self._connection, annotator, passing)) is None:
                        what = f"there is {f'no {only}' if only else 'nothing'} {'else ' if passing else ''}to {deed}"
                        raise NothingToUndo(what)
                    number, step = found
                    reverting.revert(self._connection, action, number)
                    return tell(action, step)
            except Refused as error:
                assert step is not None
                if step.id not in self._told_of:
                    self._told_of.add(step.id)
                    raise ChangedSince(_impossible(deed, step)) from error
                passing.add(step.id)


def _impossible(deed: Deed, step: Change) -> str:
    done = "taken back" if deed is Deed.UNDO else "done again"
    return (
        f"“{step.summary}” cannot be {done}: it, or what rests on it, was changed since; nothing was changed. "
        f"{deed.capitalize()} again goes on to the step before"
    )

"""An action that the library did not take: held, tried again by itself or when asked, with the keys typed since behind it.

Decides when it is tried and what is told of it; the foot draws that, the screens carry actions and keys out.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple, Protocol

from textual import events
from textual.timer import Timer

from reader.commands.key_names import is_typed
from reader.commands.keymap import Keymap
from reader.commands.keys import name_of
from reader.commands.table import Place
from store.errors import Busy, LibraryError

SECONDS = 10.0
"""For so long an action that another program stands in the way of is tried again by itself."""
PATIENCE = 0.05
"""Seconds for which each attempt waits for the other program; the screen stands still then."""
_BETWEEN = 0.05
"""Seconds between two attempts."""
_AGAIN = ("enter", "ctrl+j", "ctrl+m")

Typed = events.Key | events.Paste


class Banner(NamedTuple):
    """What is told of an action that is held, also in ever fewer words: what became of it, what can be done, both in one."""

    what: tuple[str, ...]
    how: tuple[str, ...]
    both: tuple[str, ...]


class Holder(Protocol):
    """The screen on which an action was asked for, as what holds it sees it."""

    @property
    def place(self) -> Place:
        """Where keys are pressed."""

    def act(self, action: Callable[[], object]) -> object:
        """Do it; where the library does not take it, it is held again."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Do something after some seconds."""

    def show_held(self, banner: Banner | None) -> None:
        """Show this, on whatever screen is seen, or nothing."""

    def go_on(self) -> None:
        """Carry out the next of the keys that wait, on the screen that is seen, and then those behind it."""

    def settle_down(self, *, left: int | None = None) -> None:
        """Nothing is held any more. left: the action was left, and so many keys behind it; None: it was done or refused."""

    def leave_at_once(self, error: LibraryError) -> None:
        """End the application; why what was held was not saved is to be told."""


class _Held(NamedTuple):
    """An action. since: when it was given, by the monotonic clock. tries: how often it was tried."""

    holder: Holder
    action: Callable[[], object]
    error: LibraryError
    since: float
    tries: int
    waits: bool


class Holding:
    """What is held in one sitting: one action at a time. seconds: how long it is tried again by itself."""

    def __init__(self, keymap: Keymap, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._keymap = keymap
        self._held: _Held | None = None
        self._trying: _Held | None = None
        self._next: deque[_Held] = deque()
        """Others that were refused while one was held, such as a change of many articles."""
        self._keys: deque[Typed] = deque()
        self._timer: Timer | None = None

    @property
    def is_holding(self) -> bool:
        """Whether an action is held, or keys wait behind one: what they act on must stay as it is."""
        return self._held is not None or self._trying is not None or bool(self._keys)

    @property
    def waits(self) -> bool:
        """Whether an action is held that is tried again by itself."""
        return self._held is not None and self._held.waits

    # --- holding ------------------------------------------------------------------------------------------------------

    def hold(
        self, holder: Holder, action: Callable[[], object], error: LibraryError, *, waited: float | None = None
    ) -> None:
        """Hold an action that the library did not take. waited: so many seconds were waited for it elsewhere already."""
        now, trying = time.monotonic(), self._trying
        since = trying.since if trying is not None else now - (waited or 0)
        tries = trying.tries + 1 if trying is not None else 1
        waits = isinstance(error, Busy) and now - since < self.seconds and waited is None
        held = _Held(holder, action, error, since, tries, waits)
        if self._held is not None:
            self._next.append(held)
        else:
            self._keep(held)

    def _keep(self, held: _Held) -> None:
        self._held = held
        self._tell()
        if held.waits:
            self._timer = held.holder.set_timer(_BETWEEN, self._try)

    def _try(self) -> None:
        """Try it once more; it holds itself again where that fails."""
        if (held := self._held) is None:
            return
        self._stop()
        self._held, self._trying = None, held
        try:
            held.holder.act(held.action)
        finally:
            self._trying = None
        if self._held is None:
            self._over(held.holder)

    def _over(self, holder: Holder, *, left: int | None = None) -> None:
        holder.show_held(None)
        holder.settle_down(left=left)
        if self._next:
            self._keep(self._next.popleft())
        else:
            holder.go_on()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    # --- keys ---------------------------------------------------------------------------------------------------------

    def takes(self, event: Typed) -> bool:
        """Keep what is typed while something is held, or do what it says about that; False: it is for the screen."""
        held = self._held
        if held is None:
            if self._keys:
                self._keys.append(event)
            return bool(self._keys)
        key = event.key if isinstance(event, events.Key) else ""
        if isinstance(event, events.Key) and self._leaves(event, held):
            held.holder.leave_at_once(held.error)
        elif key == "escape":
            self._leave(held)
        elif held.waits:
            self._keys.append(event)
            self._tell()
        elif key in _AGAIN:
            self._ask_again(held)
        return True

    def _leaves(self, event: events.Key, held: _Held) -> bool:
        """Whether a key ends the application here; a letter does only where it cannot be meant for what comes behind."""
        key = name_of(event.key, event.character if event.is_printable else None)
        found = self._keymap.table(Place.LIST).get(key)
        quits = found is not None and found.name == "quit"
        may = not is_typed(key) or (held.holder.place is Place.LIST and not self._keys)
        return event.key == "ctrl+c" or (quits and may)

    def _leave(self, held: _Held) -> None:
        """Drop it, and what was typed since: that was meant for what would have been there then."""
        self._stop()
        left = len(self._keys)
        self._held = None
        self._keys.clear()
        self._over(held.holder, left=left)

    def _ask_again(self, held: _Held) -> None:
        """A person wants it to be tried; it is waited for as long as at first."""
        self._held = _Held(held.holder, held.action, held.error, time.monotonic(), held.tries, held.waits)
        self._try()

    def next_key(self) -> Typed | None:
        """The next of the keys that wait, to be carried out now; None where none may be."""
        return self._keys.popleft() if self._keys and self._held is None else None

    # --- what is told -------------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        if self._held is not None:
            self._held.holder.show_held(self._told(self._held))

    def _told(self, held: _Held) -> Banner:
        wrong, _, reason = str(held.error).partition("; ")[0].partition(": ")
        if held.waits:
            yet = f"{wrong} yet" if wrong.startswith("not ") else wrong
            behind = f"{len(self._keys)} {'key waits' if len(self._keys) == 1 else 'keys wait'} behind it · "
            waiting = f"waiting {time.monotonic() - held.since:.0f} s · "
            return Banner(
                (f"{yet} · {reason}", f"{yet} · another program writes", yet, "not done yet"),
                (waiting + behind * bool(self._keys) + "esc leaves it", f"{waiting}esc leaves it", "esc leaves it"),
                (f"{yet} · {waiting}esc leaves it", f"{yet} · esc leaves it", "not done yet · esc"),
            )
        again = (
            f"{wrong} in {self.seconds:.0f} s" if isinstance(held.error, Busy) else f"{wrong}, tried {held.tries} times"
        )
        tried = again if held.tries > 1 or isinstance(held.error, Busy) else wrong
        first = f"{held.error.remedy}, then " if held.error.remedy else ""
        return Banner(
            tuple(" · ".join(filter(None, each)) for each in ((tried, reason), (wrong, reason))),
            (
                f"{first}enter tries again · esc leaves it",
                "enter tries again · esc leaves it",
                "enter again · esc leaves",
                "enter or esc",
            ),
            (f"{wrong} · {reason} · enter, esc", f"{wrong} · enter tries again · esc", "not done · enter"),
        )

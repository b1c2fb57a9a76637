"""Adding beside reading: the room of the list for a, the listing of what could not be read, and stopping."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING

from textual.timer import Timer

from reader.article.lists.listing import Entries, Entry, Listing
from reader.article.sheet import Asked
from reader.commands.hints import Clause, Hint, Key
from reader.commands.keys import Given
from reader.errors import Unable
from reader.library.listed import Listed
from reader.library.naming import Naming
from reader.library.paths import ADDRESSES, Paths, place_of
from reader.library.sheet_over_list import SheetOverList
from reader.sitting import Sitting
from store.text import Span

if TYPE_CHECKING:
    from reader.library.adding.process import AddingProcess
    from reader.library.adding.telling import Failure, Told

_OFTEN = 0.2
"""Seconds between two looks at what a process tells."""
_TOLD_SECONDS = 15.0
"""For how long the head tells what came of it."""
_MOST_KEPT = 10_000
"""Failures of a sitting that can be listed."""


class Adder:
    """The room of the list in which articles are added while it is read."""

    def __init__(self, sitting: Sitting, screen: Listed, asking: SheetOverList) -> None:
        self.library = sitting.library
        self.screen = screen
        self._asking = asking
        self._paths = Paths(screen, asking)
        self._process: AddingProcess | None = None
        self._queued: list[str] = []
        self._failures: list[Failure] = []
        self._timer: Timer | None = None
        self._said_that_it_goes_on = False

    @property
    def is_adding(self) -> bool:
        """Whether something is being added."""
        return self._process is not None

    # --- beginning ----------------------------------------------------------------------------------------------------

    def do_add(self, _given: Given) -> None:
        """Ask what to add; what comes while something is being added waits for its turn."""
        title = "add articles from a file, a folder or an address"
        self._asking.ask(Naming.open(title, "from", does="add"), self._take, changed=self._paths.follow)

    def _take(self, asked: Asked) -> None:
        assert isinstance(asked, Naming)
        place = _place(asked.words)
        self._asking.leave()
        if self._process is not None:
            self._queued.append(place)
            self.screen.say(f"will be added next · {place}")
            self._show_doing()
        else:
            self._begin(place)

    def _begin(self, place: str) -> None:
        from reader.library.adding.process import AddingProcess  # not needed for the first paint of the list

        try:
            self._process = AddingProcess(self.library.path, [place])
        except OSError as error:
            raise Unable(f"adding could not begin: {error.strerror or error}") from error
        self._said_that_it_goes_on = False
        self.screen.say(Hint.of(f"adding · {place}", (Key("stop_adding"), " stops it")))
        self._show_doing()
        if self._timer is None:
            self._timer = self.screen.set_interval(_OFTEN, self._listen)

    # --- while it goes on ---------------------------------------------------------------------------------------------

    def _listen(self) -> None:
        process = self._process
        if process is None:
            return
        goes_on = process.listen()
        if not goes_on:
            self._end(process.told)
        self._show_doing()

    def _end(self, told: Told) -> None:
        """Say what came, and go on with what waits."""
        self._process = None
        room = max(0, _MOST_KEPT - len(self._failures))
        self._failures += told.failures[:room]
        clauses: list[Clause] = [told.summary()]
        if told.skipped:
            clauses.append((f"{told.skipped:,} could not be read (", Key("list_adding"), " shows them)"))
        self.screen.library_changed()
        if self._queued:
            self.screen.attempt(lambda: self._begin(self._queued.pop(0)))
        elif self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.screen.say(Hint(tuple(clauses)), bad=bool(told.skipped) and not told.added)
        if self._process is None:  # a key may take what the foot says away before it is read
            self.screen.head.show_doing(told.brief())
            self.screen.set_timer(_TOLD_SECONDS, self._forget_doing)

    def _show_doing(self) -> None:
        if self._process is not None:
            self.screen.head.show_doing(self._process.told.underway(len(self._queued)))

    def _forget_doing(self) -> None:
        if self._process is not None:
            return
        if self.screen.is_current:
            self.screen.head.show_doing("")
        else:  # an article is being read: who comes back from it is told too
            self.screen.set_timer(_TOLD_SECONDS, self._forget_doing)

    def do_stop_adding(self, _given: Given) -> None:
        """Stop where it can be stopped; what was added is kept, and what waits is not begun."""
        if self._process is None:
            raise Unable("nothing is being added", (Key("add"), " adds something"))
        self._process.stop()
        self._queued.clear()
        self.screen.say("stopping · what was added is kept")

    # --- what could not be read ---------------------------------------------------------------------------------------

    def do_list_adding(self, _given: Given) -> None:
        """What is being added, what waits, and what could not be read in this sitting, the newest first."""
        entries = self._entries()
        if not entries:
            raise Unable("nothing is being added, and all could be read", (Key("add"), " adds something"))
        listing = Listing.open("places and failures", Entries.of(entries), does="back")
        self._asking.ask(listing, lambda _: self._asking.leave())

    def _entries(self) -> Sequence[Entry]:
        process = self._process
        entries = [_entry(each, process.told.underway(), "▸", "green") for each in process.places] if process else []
        entries += [_entry(each, "waits", "·", "white") for each in self._queued]
        failures = [*self._failures, *(process.told.failures if process else ())]
        return [*entries, *(_entry(each.origin, each.reason, "×", "red") for each in reversed(failures))]

    # --- leaving ------------------------------------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """Whether annotty may be left now; at the first time of asking, while something is added, it is told what becomes
        of it.
        """
        if self._process is None or self._said_that_it_goes_on:
            return True
        self._said_that_it_goes_on = True
        self.screen.say(
            Hint.of("adding goes on by itself", (Key("quit"), " again leaves"), (Key("stop_adding"), " stops it"))
        )
        return False

    def close(self) -> None:
        """annotty is left: what is being added goes on, and what waits for its turn is begun."""
        if self._process is not None:
            self._process.let_go()
            self._process = None
        if self._queued:
            from reader.library.adding.process import add_by_itself

            places, self._queued = self._queued, []
            with suppress(OSError):
                add_by_itself(self.library.path, places)


def _entry(origin: str, told: str, sign: str, colour: str) -> Entry:
    """A row of the listing: a file by its name alone, with the whole path below the list; what has no origin says itself."""
    if not origin:
        return Entry(Span(0, 0), told, "", sign, colour)
    path = "" if origin.startswith(ADDRESSES) or not (origin.isascii() and origin.isprintable()) else origin
    return Entry(Span(0, 0), origin if not path else PurePath(path).name or path, told, sign, colour, told=path)


def _place(words: str) -> str:
    """What is to be added. Raises Unable where nothing can be there."""
    if not words or words == "-":
        raise Unable("it needs a path or an address", (Key("dismiss"), " leaves it"))
    if words.startswith(ADDRESSES):
        return words
    path = place_of(words)
    try:
        is_there = path.exists()
    except (OSError, ValueError):  # a name too long, a folder that is closed to us
        is_there = False
    if not is_there and not set("*?[") & set(words):
        raise Unable(f"there is no file or folder of this name: {words}")
    return str(path)

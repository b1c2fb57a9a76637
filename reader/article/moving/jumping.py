"""Keeping places under letters and jumping: the room of the page for m ' ` and the jump list."""

from __future__ import annotations

from reader.article.moving.places import Spot
from reader.article.page import Page
from reader.commands import Place
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.errors import Unable
from reader.sitting import Sitting
from store.errors import Refused


class Jumper:
    """The room of the page in which it is gone to places and back; what it keeps outlives the page."""

    def __init__(self, sitting: Sitting, page: Page) -> None:
        self.sitting = sitting
        self.page = page

    def do_keep_place(self, given: Given) -> None:
        """Keep this place under a letter."""
        letter = given.argument or ""
        if not letter.isalnum():
            raise Refused("a place is kept under a letter")
        self.page.walker.kept.places[letter] = self.page.cursor
        self.page.say(Hint.of("this place is kept", (Key("go_to_place", letter), " comes back to it")))

    def do_go_to_place(self, given: Given) -> None:
        """To the place kept under a letter; the key twice: to where the cursor was before it last jumped."""
        letter = given.argument or ""
        walker = self.page.walker
        if letter in self._twice:
            before = walker.kept.jumps.before
            if before is None:
                raise Refused("the cursor has not jumped yet")
            walker.kept.jumps.note(walker.spot)
            walker.return_to(before)
        elif (offset := walker.kept.places.get(letter)) is not None:
            self.page.jump_to(offset)
        else:
            if not letter.isalnum():
                raise Refused("no such place")
            raise Unable(f"no place is kept under {letter}", (Key("keep_place", letter), " keeps one"))

    @property
    def _twice(self) -> set[str]:
        """The keys that mean going back behind the key that goes to a place: the same ones."""
        commands = self.sitting.keymap.commands(Place.PAGE)
        return {keys.split(" ")[-1] for each in commands if each.name == "go_to_place" for keys in each.keys}

    def do_jump_back(self, given: Given) -> None:
        """To where the cursor was before it jumped, at last to the article from which a link led to this one."""
        walker, came_from = self.page.walker, self.sitting.came_from
        spot = walker.kept.jumps.back(walker.spot, given.count or 1)
        if spot is None and came_from:
            self.page.open_article(came_from.pop(), "back where the link was")
        else:
            self._return(spot, "no older place")

    def do_jump_forward(self, given: Given) -> None:
        """To where it was before going back."""
        self._return(self.page.walker.kept.jumps.forward(given.count or 1), "no newer place")

    def _return(self, spot: Spot | None, where: str) -> None:
        if spot is None:
            raise Refused(where)
        self.page.walker.return_to(spot)

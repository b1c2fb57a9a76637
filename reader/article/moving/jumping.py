"""Keeping places under letters and jumping: the room of the page for m ' ` and the jump list."""

from __future__ import annotations

from reader.article.moving.places import Spot
from reader.article.page import Page
from reader.commands.keys import Given
from store.errors import Refused

_BACK = "'`"


class Jumper:
    """The room of the page in which it is gone to places and back; what it keeps outlives the page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def do_keep_place(self, given: Given) -> None:
        """Keep this place under a letter."""
        letter = given.argument or ""
        if not letter.isalnum():
            raise Refused("a place is kept under a letter")
        self.page.walker.kept.places[letter] = self.page.cursor
        self.page.say(f"this place is kept · '{letter} comes back to it")

    def do_go_to_place(self, given: Given) -> None:
        """To the place kept under a letter; the key twice: to where the cursor was before it last jumped."""
        letter = given.argument or ""
        walker = self.page.walker
        if letter and letter in _BACK:
            before = walker.kept.jumps.before
            if before is None:
                raise Refused("the cursor has not jumped yet")
            walker.kept.jumps.note(walker.spot)
            walker.return_to(before)
        elif (offset := walker.kept.places.get(letter)) is not None:
            self.page.jump_to(offset)
        else:
            raise Refused(
                f"no place is kept under {letter} · m{letter} keeps one" if letter.isalnum() else "no such place"
            )

    def do_jump_back(self, given: Given) -> None:
        """To where the cursor was before it jumped."""
        walker = self.page.walker
        self._return(walker.kept.jumps.back(walker.spot, given.count or 1), "no older place")

    def do_jump_forward(self, given: Given) -> None:
        """To where it was before going back."""
        self._return(self.page.walker.kept.jumps.forward(given.count or 1), "no newer place")

    def _return(self, spot: Spot | None, where: str) -> None:
        if spot is None:
            raise Refused(where)
        self.page.walker.return_to(spot)

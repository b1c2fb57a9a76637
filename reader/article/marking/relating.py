"""Relating claims to one another, in one article or across articles: = here, then = there, then which kind it is.

And from a claim on the page to the dispute that it is in.
"""

from __future__ import annotations

from reader.article.page import Page
from reader.claims.relating import Relating
from reader.commands.keys import Given
from reader.errors import no_mark
from reader.sitting import Sitting
from store.errors import Refused
from store.model import Annotation


class Relater:
    """The room of the page in which claims are related."""

    def __init__(self, sitting: Sitting, page: Page) -> None:
        self.sitting = sitting
        self.page = page
        self._relating = Relating(sitting, page.ask, page.marks_changed)

    def do_relate(self, _given: Given) -> None:
        """Begin a relation at the claim under the cursor, or end it there and ask which kind it is."""
        if said := self._relating.at(self._in_hand()):
            self.page.say(said)

    def do_open_dispute(self, _given: Given) -> None:
        """What hangs together with the claim under the cursor."""
        from reader.claims.dispute_screen import DisputeScreen

        mark = self._in_hand()
        if mark.claim is None:
            raise Refused("only claims are in a dispute")
        self.page.app.push_screen(DisputeScreen(self.sitting, mark.id))

    def _in_hand(self) -> Annotation:
        if (mark := self.page.mark_in_hand) is None:
            raise no_mark()
        return mark

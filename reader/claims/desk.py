"""The desk of claims: who said what, through whom, in which article; and from there to the page, the dispute, the pairs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.article.sheet import Asked
from reader.claims import wording
from reader.claims.beside_view import ClaimsBeside, rows_below
from reader.claims.relating import Relating
from reader.claims.sides import side_of
from reader.claims.stock import ClaimStock
from reader.commands import Place
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.desk.opening import Desks
from reader.desk.screen import DeskScreen
from reader.sitting import Sitting
from store.errors import NotFound, Refused
from store.filters.everything import EVERYTHING
from store.model import ClaimOrder, ClaimRow

if TYPE_CHECKING:
    from textual import events

    from store.filters.terms import Term

_TWO = 2


class ClaimsScreen(DeskScreen[ClaimRow, ClaimOrder]):
    """The claims of all articles. term and words: the filter that is in force at first."""

    def __init__(self, sitting: Sitting, *, term: Term = EVERYTHING, words: str = "") -> None:
        super().__init__(sitting, ClaimStock(), Place.CLAIMS, term=term, words=words)
        self.sides = ClaimsBeside(sitting.palette)
        self.beside = self.sides
        self.rooms = (*self.rooms, Desks(sitting, self, in_place=True))
        self._relating = Relating(sitting, self._ask, self.changed)

    def on_resize(self, event: events.Resize) -> None:
        """What is told of a claim stands below the rows: two claims need the width."""
        event.prevent_default()  # a desk would put it beside them
        self.beside.stand(beside=0, below=rows_below(event.size.height))
        self._tell_beside_soon()

    def _ask(self, asked: Asked, accept: Callable[[Asked], None]) -> None:
        """Ask something over the rows; what is asked goes with the answer, also where that is refused."""

        def accepted(answer: Asked) -> None:
            with self.over.asking.answered():
                accept(answer)

        self.over.asking.ask(asked, accepted)

    # --- what is told -------------------------------------------------------------------------------------------------

    def _tell_foot(self) -> None:
        """What the bar is on; while a relation is begun, where it was and how it goes on."""
        super()._tell_foot()
        if self.over.place is None and (begun := self._relating.begun):
            how = Hint.of((Key("relate"), " on the other claim"), (Key("relate"), " here drops it"))
            self.foot.show_status(
                [(f"{begun} …", self.palette.accent)], [(f"  {self.worded(how)}", self.palette.quiet)]
            )

    def tell_beside(self) -> None:
        """The claim that the bar is on in its sentence; where two are selected, or a relation was begun, both."""
        if self.beside.display:
            self.attempt(self._tell_sides)

    def _tell_sides(self) -> None:
        two = self._two()
        try:
            self.sides.show_sides([side_of(self.library, each) for each in two], *self._between(two))
        except NotFound:  # somebody deleted it; the row goes when the library is looked at next
            self.sides.show_sides(())

    def _two(self) -> list[ClaimRow]:
        """The claims that are told of: two, one, or none."""
        if self.picker.count == _TWO:
            return wording.later_first(self.selected)
        chosen = self.rows.row_chosen if self.rows.arrangement.stops else None
        if chosen is None:
            return []
        begun = self.sitting.relating
        others = self.library.claims_of([begun.id]) if begun is not None and begun.id != chosen.id else []
        return [*others, chosen]

    def _between(self, two: list[ClaimRow]) -> tuple[str, int | None]:
        """How they stand to one another, and which of them the bar is on."""
        if len(two) < _TWO:
            return "", None
        relations = self.library.relations(two[0].id)
        told = wording.between(relations, two[0].id, two[1].id) or "not related"
        chosen = self.rows.row_chosen
        return told, next((at for at, each in enumerate(two) if chosen is not None and each.id == chosen.id), None)

    # --- commands -----------------------------------------------------------------------------------------------------

    def open_row(self) -> None:
        """The page, at the claim."""
        from reader.article.screen import PageScreen

        row = self.row_in_hand
        self.opened(lambda: PageScreen(self.sitting, row.article, mark=row.id))

    def do_go_to_claim(self, _given: Given) -> None:
        """The page, at the claim."""
        self.open_row()

    def do_unfilter(self, given: Given) -> None:
        """Drop a relation that was begun, else what a desk drops."""
        if self.sitting.relating is not None:
            self.sitting.relating = None
            self.say("no relation was made")
        else:
            super().do_unfilter(given)

    def do_open_dispute(self, _given: Given) -> None:
        """What hangs together with the claim."""
        from reader.claims.dispute_screen import DisputeScreen

        row = self.row_in_hand
        self.opened(lambda: DisputeScreen(self.sitting, row.id))

    def do_list_pairs(self, _given: Given) -> None:
        """Claims that may be related to the one that is selected; without one, any two."""
        from reader.claims.pairs_screen import PairsScreen

        claim = self.selected[0].id if self.picker.count == 1 else None
        self.opened(lambda: PairsScreen(self.sitting, claim))

    def do_timeline(self, _given: Given) -> None:
        """The dispute that the claim is in, drawn in time."""
        from reader.timeline.screen import TimelineScreen

        row = self.row_in_hand
        self.opened(lambda: TimelineScreen(self.sitting, claim=row.id))

    def do_relate(self, _given: Given) -> None:
        """Relate the two that are selected; where they are not two, begin a relation here, or end it."""
        if self.picker.count == _TWO:
            one, other = wording.later_first(self.selected)
            self._relating.between(self.library.annotation(one.id), self.library.annotation(other.id))
        elif self.picker.count > _TWO:
            raise Refused("two claims are related at a time; select two")
        elif said := self._relating.at(self.library.annotation(self.row_in_hand.id)):
            self.say(said)

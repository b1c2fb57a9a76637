"""A dispute: the claims that hang together by relations, as a table in time, and the two ends of a relation side by side."""

from __future__ import annotations

from collections.abc import Sequence

from reader.claims import relating, table, wording
from reader.claims.table_screen import TableScreen
from reader.commands import Place
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.copying import of_row
from reader.dates import day
from reader.drawing import Piece, cut
from reader.sitting import Sitting
from store.errors import NotFound, Refused
from store.model import ClaimRow, Dispute

_TWO = 2
_ABOUT = 60
"""Cells of what is said in the foot."""


class DisputeScreen(TableScreen):
    """The dispute that a claim is in, by its annotation; the claim alone where it is related to none."""

    def __init__(self, sitting: Sitting, claim: str) -> None:
        super().__init__(sitting, Place.DISPUTE)
        self._claim = claim
        """The claim that the bar is on, or was on last."""
        self._selected: tuple[str, ...] = ()
        self._turn = 0
        """Which of the claims that the chosen one is related to stands beside it."""
        self.dispute = Dispute((), ())
        self._laid: table.Table | None = None

    # --- what is shown ------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read what hangs together with the claim; where that is gone, with another that was here."""
        known = [self._claim, *(each.id for each in self.dispute.claims)]
        for each in known:
            try:
                self.dispute = self.library.dispute(each)
            except NotFound:
                continue
            self._claim = each
            break
        else:
            self.dispute = Dispute((), ())
        there = {each.id for each in self.dispute.claims}
        self._selected = tuple(each for each in self._selected if each in there)
        self.lay_out()

    def lay_out(self) -> None:
        """The table, as wide as the screen."""
        claims = self.dispute.claims
        self._laid = laid = table.lay_out(self.dispute, self.size.width)
        articles = len({each.article for each in claims})
        number = f"{len(claims):,} claim{'' if len(claims) == 1 else 's'}"
        counted = f"{number} · {articles:,} article{'' if articles == 1 else 's'}"
        events = {each.claim.event_from for each in claims} - {None}
        shared = day(next(iter(events)), short=True) if len(events) == 1 else ""
        about = " · ".join(filter(None, (wording.about(claims[0]) if claims else "", shared)))
        self.head.show("dispute", about, counted, laid.heading() if claims else [])
        self.table.empty = ("these claims were deleted",)
        at = next((n for n, each in enumerate(claims) if each.id == self._claim), 0)
        self.table.show(len(claims), self._drawn, at)

    def _drawn(self, index: int) -> list[tuple[str, str]]:
        if self._laid is None:
            return []
        selected = self.dispute.claims[index].id in self._selected
        return self._laid.row(index, chosen=self.table.at, selected=selected, plain=self.sitting.plain)

    @property
    def in_hand(self) -> ClaimRow:
        """The claim that the bar is on. Raises Refused where there is none."""
        if not self.dispute.claims:
            raise Refused("these claims were deleted")
        return self.dispute.claims[self.table.at]

    def to_copy(self) -> str:
        """What the claim says that the bar is on. Raises Refused where there is none."""
        return of_row(self.in_hand)

    @property
    def article_in_hand(self) -> str | None:
        """The one that the claim is in."""
        return self.in_hand.article if self.dispute.claims else None

    def _beside(self) -> tuple[ClaimRow, ...]:
        """Two that are selected, else the claim in hand and one that it is related to."""
        if not self.dispute.claims:
            return ()
        if len(self._selected) == _TWO:
            return tuple(wording.later_first(each for each in self.dispute.claims if each.id in self._selected))
        mine = self.in_hand
        others = list(wording.related_to(self.dispute, mine.id))
        if not others:
            return (mine,)
        other = others[self._turn % len(others)]
        return (mine, *(each for each in self.dispute.claims if each.id == other))

    def sides(self) -> tuple[Sequence[ClaimRow], str, int | None]:
        """The two ends of a relation, the claim in hand at the left."""
        two = self._beside()
        if len(two) < _TWO:
            return two, "related to no other", None
        told = wording.between(self.dispute.relations, two[0].id, two[1].id) or "not related"
        at = next((at for at, each in enumerate(two) if each.id == self.in_hand.id), None)
        return two, told, at

    def changed(self, said: str) -> None:
        """What was selected was selected for this change."""
        self._selected = ()
        super().changed(said)

    def after_command(self) -> None:
        """Keep which claim the bar is on."""
        if self.dispute.claims and self._claim != self.in_hand.id:
            self._claim, self._turn = self.in_hand.id, 0
        super().after_command()

    def told(self) -> tuple[list[Piece], list[Piece]]:
        """What is said, and in which article."""
        if not self.dispute.claims:
            return [], []
        mine = self.in_hand
        left: list[Piece] = [(cut(wording.said(mine), _ABOUT), self.palette.text)]
        if self._selected:
            hint = Hint.of(f"{len(self._selected)} selected", (Key("relate"), " relates two"))
            left = [(self.worded(hint), self.palette.accent), (" · ", self.palette.quiet), *left]
        where = " · ".join(filter(None, (mine.outlet, mine.title)))
        return left, [(f"  {where}", self.palette.quiet)]

    def unable(self) -> Sequence[str]:
        """Without claims nothing; without relations nothing is taken back."""
        if not self.dispute.claims:
            return ["go_to_claim", "relate", "list_pairs", "pick_claim", "other_end", "unrelate", "timeline"]
        related = wording.related_to(self.dispute, self.in_hand.id)
        return [*([] if related else ["unrelate"]), *([] if len(related) >= _TWO else ["other_end"])]

    # --- commands -----------------------------------------------------------------------------------------------------

    def open_row(self) -> None:
        """The page, at the claim."""
        self.open_claim(self.in_hand)

    def do_go_to_claim(self, _given: Given) -> None:
        """The page, at the claim."""
        self.open_row()

    def do_other_end(self, _given: Given) -> None:
        """Show it beside the next claim that it is related to."""
        related = wording.related_to(self.dispute, self.in_hand.id)
        if len(related) < _TWO:
            raise Refused("this claim is related to one other" if related else "this claim is related to no other")
        self._selected = ()
        self._turn = (self._turn + 1) % len(related)
        self.table.refresh()

    def do_pick_claim(self, _given: Given) -> None:
        """Select the claim, or leave it out, and go to the next."""
        mine = self.in_hand.id
        kept = tuple(each for each in self._selected if each != mine)
        self._selected = kept if mine in self._selected else (*kept, mine)
        self.table.choose(self.table.at + 1)

    def do_relate(self, _given: Given) -> None:
        """Relate the two that are selected; where they are not two, begin a relation here, or end it."""
        if len(self._selected) > _TWO:
            raise Refused("two claims are related at a time; select two")
        if len(self._selected) == _TWO:
            one, other = self._beside()
            self.relating.between(self.library.annotation(one.id), self.library.annotation(other.id))
        elif said := self.relating.at(self.library.annotation(self.in_hand.id)):
            self.say(said)

    def do_unrelate(self, _given: Given) -> None:
        """Take the relations between the two claims below back."""
        two = self._beside()
        ends = {each.id for each in two}
        found = [each for each in self.dispute.relations if {each.origin, each.target} == ends]
        if not found:
            raise Refused(
                "these two claims are not related" if len(two) == _TWO else "this claim is related to no other"
            )
        self.library.unrelate(found[0])
        names = wording.in_short(self.dispute.claims)
        one, other = (names[each.id] for each in two)
        self.changed(relating.told(f"no longer {found[0].kind}", one, other))

    def do_list_pairs(self, _given: Given) -> None:
        """Claims that may be related to this one."""
        from reader.claims.pairs_screen import PairsScreen

        self.app.push_screen(PairsScreen(self.sitting, self.in_hand.id))

    def do_timeline(self, _given: Given) -> None:
        """The dispute drawn in time."""
        from reader.timeline.screen import TimelineScreen

        self.app.push_screen(TimelineScreen(self.sitting, claim=self.in_hand.id))

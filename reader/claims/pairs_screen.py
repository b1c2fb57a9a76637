"""Suggested pairs: claims that may be related, and how; each is related or passed over by key, none by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.claims import wording
from reader.claims.relating import told as told_of_relation
from reader.claims.table_screen import TableScreen
from reader.commands import Place
from reader.commands.keys import Given
from reader.drawing import Piece
from reader.sitting import Sitting
from reader.terminal.cells import cell_len, fit
from store.errors import AnnottyError, ChangedSince, NotSaved, Refused
from store.model import Annotation, ClaimRow, Pair

if TYPE_CHECKING:
    from store.finding import Finder
    from store.knowing import Knowing

_SOUGHT = 60
"""Pairs that are asked for, those that were passed over among them."""
_FEW = 200
"""So many claims and entities are settled before pairs are asked for: more than are made between two looks at a desk."""
_KIND, _WHY = 11, 34
_WHY_FROM = 96
"""Cells from which it is told in the rows why two claims may be related; the foot tells it of the one in hand."""


class PairsScreen(TableScreen):
    """Pairs with one claim, by its annotation, or any (None)."""

    def __init__(self, sitting: Sitting, claim: str | None = None) -> None:
        super().__init__(sitting, Place.PAIRS)
        self._claim = claim
        self._other = False
        """Whether of the pair in hand the second claim is the one that keys act on."""
        self.pairs: tuple[Pair, ...] = ()
        self._is_asking = False
        self._finder: Finder[Knowing] | None = None

    # --- what is shown ------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Ask for pairs in a thread: the newest of many claims are compared with one another, which takes a moment."""
        if self._finder is None:
            from store.finding import Finder
            from store.knowing import Knowing

            self._finder = Finder(self.library.path, opening=Knowing)
        with suppress(NotSaved):  # from the page no desk has been opened that settles
            self.library.settle(_FEW)
        claim, most = self._claim, _SOUGHT + len(self.sitting.passed_over)

        def ask(knowing: Knowing) -> Iterator[list[Pair]]:
            yield knowing.pairs(claim, most=most)

        self._is_asking = True
        self._finder.ask(ask, self._answered, self._not_answered)
        self.lay_out()

    def _answered(self, found: list[Pair]) -> None:
        self.call_later(self._take, found)  # here and below: in the thread

    def _not_answered(self, error: AnnottyError) -> None:
        self.call_later(self._failed, error)

    def _take(self, found: list[Pair]) -> None:
        """Show what was found, without those that were passed over in this sitting; the bar stays on its pair, or where it is."""
        self._is_asking = False
        here = key_of(self.pairs[self.table.at]) if self.pairs else None
        self.pairs = tuple(each for each in found if key_of(each) not in self.sitting.passed_over)[:_SOUGHT]
        self.lay_out(next((at for at, each in enumerate(self.pairs) if key_of(each) == here), None))
        self.after_command()

    def _failed(self, error: AnnottyError) -> None:
        self._is_asking = False
        self.say(str(error), bad=True)

    @property
    def is_asking(self) -> bool:
        """Whether an answer is on its way."""
        return self._is_asking

    def on_unmount(self) -> None:
        """Let the thread go."""
        if self._finder is not None:
            self._finder.close()

    def lay_out(self, at: int | None = None) -> None:
        """A pair a row; at: where the bar is, if it is not where it was."""
        count = len(self.pairs)
        about = "" if self._claim is None or not self.pairs else f"with {wording.in_full(self._named(self.pairs[0]))}"
        self.head.show("suggested pairs", about, f"{count:,}" if count else "", self._heading() if count else [])
        again = ("what was passed over comes again when annotty is opened anew",) if self.sitting.passed_over else ()
        self.table.empty = (
            ("no two claims look related that are not", *again) if not self._is_asking else ("looking …",)
        )
        self.table.show(count, self._drawn, self.table.at if at is None else at)

    def _named(self, pair: Pair) -> ClaimRow:
        return pair.other if pair.other.id == self._claim else pair.one

    def _columns(self) -> tuple[int, int]:
        """The cells for each of the two claims, and for why."""
        width = self.size.width
        why = _WHY if width >= _WHY_FROM else 0
        return max(12, (width - 6 - _KIND - 4 - (why + 2 if why else 0)) // 2), why

    def _heading(self) -> list[tuple[str, str]]:
        cells, why = self._columns()
        told = f"   {fit('one', cells)}  {fit('', _KIND)}  {fit('other', cells)}"
        return [(told + (f"  {fit('why', why)}" if why else ""), "quiet")]

    def _drawn(self, index: int) -> list[tuple[str, str]]:
        pair, chosen = self.pairs[index], index == self.table.at
        text, accent = ("chosen", "chosen") if chosen else ("text", "accent")
        cells, why = self._columns()
        mark = ("> " if self.sitting.plain else "▸ ") if chosen else "  "
        found = [
            (f" {mark}", text),
            (fit(_compared(pair.one), cells), text),
            (f"  {fit(pair.kind.value, _KIND)}  ", accent),
            (fit(_compared(pair.other), cells), text),
        ]
        if why:
            found.append((f"  {fit(pair.why, why)}", "chosen_quiet" if chosen else "quiet"))
        rest = self.size.width - 1 - sum(cell_len(words) for words, _ in found)
        return [*found, (" " * max(0, rest), text)]

    @property
    def pair(self) -> Pair:
        """The pair that the bar is on. Raises Refused where there is none."""
        if not self.pairs:
            raise Refused("there is no pair here")
        return self.pairs[self.table.at]

    @property
    def in_hand(self) -> ClaimRow:
        """Of its two claims the one that keys act on."""
        return self.pair.other if self._other else self.pair.one

    @property
    def article_in_hand(self) -> str | None:
        """The one that the claim in hand is in."""
        return self.in_hand.article if self.pairs else None

    def sides(self) -> tuple[Sequence[ClaimRow], str, int | None]:
        """The two claims, and how they may be related."""
        if not self.pairs:
            return (), "", None
        pair = self.pair
        arrow = " →" if pair.kind in wording.DIRECTED else ""
        return (pair.one, pair.other), f"{pair.kind.value}{arrow}", int(self._other)

    def told(self) -> tuple[list[Piece], list[Piece]]:
        """Why they may be related."""
        if not self.pairs:
            return [], []
        pair = self.pair
        return [(pair.kind.value, self.palette.accent), (f"  {pair.why}", self.palette.text)], []

    def unable(self) -> Sequence[str]:
        """Without pairs, what is done with one."""
        return [] if self.pairs else ["make_pair", "pass_over", "relate", "go_to_claim", "other_end"]

    # --- commands -----------------------------------------------------------------------------------------------------

    def open_row(self) -> None:
        """The page, at the claim in hand."""
        self.open_claim(self.in_hand)

    def do_go_to_claim(self, _given: Given) -> None:
        """The page, at the claim in hand."""
        self.open_row()

    def do_other_end(self, _given: Given) -> None:
        """The other claim of the pair is the one in hand."""
        self._other = not self._other

    def do_make_pair(self, _given: Given) -> None:
        """Relate the two as it is suggested."""
        pair = self.pair
        self.library.relate(pair.one.id, pair.other.id, pair.kind, since=self._as_shown(pair))
        self._drop(pair)
        self.changed(told_of_relation(pair.kind.value, wording.in_full(pair.one), wording.in_full(pair.other)))

    def _as_shown(self, pair: Pair) -> list[Annotation]:
        """Its claims. Raises ChangedSince where somebody changed one after the pair was looked for."""
        found = []
        for row in (pair.one, pair.other):
            mark = self.library.annotation(row.id)
            if mark.updated != row.updated:
                raise ChangedSince("somebody changed one of the two claims since; nothing was saved, it is shown anew")
            found.append(mark)
        return found

    def do_relate(self, _given: Given) -> None:
        """Relate the two in another way."""
        one, other = self._as_shown(self.pair)
        self.relating.between(one, other)

    def do_pass_over(self, _given: Given) -> None:
        """Offer this pair no more."""
        self.sitting.passed_over.add(key_of(self.pair))
        self._drop(self.pair)
        self.say("passed over")

    def _drop(self, pair: Pair) -> None:
        """Take a pair out; which one comes in its place is asked when the list is read again."""
        self.pairs = tuple(each for each in self.pairs if each is not pair)
        self.lay_out()


def _compared(row: ClaimRow) -> str:
    """A claim beside another: the figure before who says it, for it is the figures that differ."""
    figure = wording.figure(row)
    return f"{figure} · {wording.chain(row)}" if figure else wording.in_full(row)


def key_of(pair: Pair) -> frozenset[str]:
    """By what a pair is known: its two claims."""
    return frozenset({pair.one.id, pair.other.id})

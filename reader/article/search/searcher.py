"""Searching in the article: the room of the page for / ? n N * and #, and for the words while they are being typed."""

from __future__ import annotations

import asyncio
from time import perf_counter

from reader.article.drawing.telling import Status
from reader.article.moving.hand import Hand
from reader.article.moving.places import Spot
from reader.article.moving.text_objects import word_at
from reader.article.moving.walking import Standing
from reader.article.page import Page
from reader.article.search.hits import Hits, Hunt
from reader.article.search.line import SearchLine
from reader.article.search.searching import Letters, Search
from reader.commands import Place
from reader.commands.hints import Key
from reader.commands.key_names import keys_as_written
from reader.commands.keys import Given
from reader.drawing import Piece
from reader.errors import Unable
from reader.line_editing import CARET
from reader.sitting import Sitting
from store.errors import Refused
from store.text import Span

_SLICE, _REST = 0.002, 0.008
"""Seconds for which a search goes on at a time, and in which it leaves the keys to themselves in between."""
_TOLD_EVERY = 25
"""Slices after which the foot tells how many there are by now."""
_LEAST = 20
"""Cells that the words being typed have in the foot."""


class Searcher:
    """The room of the page in which it is searched. hits: what is lit, None where nothing is."""

    def __init__(self, sitting: Sitting, page: Page) -> None:
        self.searches = sitting.searches
        self.sitting = sitting
        self.page = page
        self.hits: Hits | None = None
        self._letters: Letters | None = None
        self._line: SearchLine | None = None
        self._is_sought = True
        """Whether what is typed now has been looked for."""
        self._from = Standing(Hand(0), 0)
        self._hunt: Hunt | None = None
        self._stood: tuple[Hand, bool] = (Hand(0), True)
        """Where the cursor was left: a hunt that ends later takes it on from nowhere else."""
        self._landed: tuple[int, int] = (-1, -1)
        """The cursor at the hit it was last put on, and where that hit begins: no cursor can stand on some signs."""
        self._is_at_work = False

    # --- the keys -----------------------------------------------------------------------------------------------------

    def do_search(self, given: Given) -> None:
        """Type what to search for."""
        self._begin(given, back=False)

    def do_search_back(self, given: Given) -> None:
        """Type what to search for towards the start."""
        self._begin(given, back=True)

    def do_next_hit(self, given: Given) -> None:
        """To the next place that was found, in the direction of the search."""
        self._repeat(given, back=self.searches.back)

    def do_previous_hit(self, given: Given) -> None:
        """The other way."""
        self._repeat(given, back=not self.searches.back)

    def do_search_word(self, given: Given) -> None:
        """Search the word under the cursor, or what is selected."""
        self._search_here(given, back=False)

    def do_search_word_back(self, given: Given) -> None:
        """Search it towards the start."""
        self._search_here(given, back=True)

    def _search_here(self, given: Given, *, back: bool) -> None:
        document = self.page.view.document
        selected = self.page.selected
        span = selected or word_at(document, self.page.cursor)
        search = Search(span.of(document.text), whole=selected is None) if span else None
        if not span or not search:
            raise Refused("there is no word under the cursor")
        self.searches.keep(search, back=back)
        self._leap(search, span.start, back=back, count=given.count or 1)

    def _repeat(self, given: Given, *, back: bool) -> None:
        if self.searches.last is None:
            raise Unable("nothing was searched for yet", (Key("search"), " searches"))
        self._leap(self.searches.last, self._origin, back=back, count=given.count or 1)

    @property
    def _origin(self) -> int:
        cursor, start = self._landed
        return start if cursor == self.page.cursor else self.page.cursor

    def _leap(self, search: Search, origin: int, *, back: bool, count: int) -> None:
        self._from = self.page.walker.standing
        self._light(search)
        if self.hits is not None:
            self._start(Hunt(self.hits, origin, back=back, count=count))

    # --- typing -------------------------------------------------------------------------------------------------------

    @property
    def is_typing(self) -> bool:
        """Whether letters are what is searched for."""
        return self._line is not None

    def _begin(self, given: Given, *, back: bool) -> None:
        self._line, self._is_sought = SearchLine(self.searches.typed, back, given.count or 1), True
        self._from = self.page.walker.standing
        self.put_out()

    def typed(self, characters: str) -> bool:
        """Take characters, if letters are what is searched for; whether they were taken."""
        if self._line is None:
            return False
        self._change(self._line.typed(characters))
        return True

    def commanded(self, command: str) -> None:
        """Take a command of the place where it is typed."""
        line = self._line
        assert line is not None
        if command == "accept":
            self._accept(line)
        elif command == "dismiss" or (command == "erase" and not line.words):
            self._line = None
            self.put_out()
            self._go_back()
        elif (changed := line.commanded(command)) is not None:
            self._change(changed)

    def _change(self, line: SearchLine) -> None:
        """Letters that are waiting already are taken first: only the last of them is looked for."""
        self._line = line
        self.page.say("")
        if self._is_sought:
            self._is_sought = False
            self.page.view.call_later(self._catch_up)

    def _catch_up(self) -> None:
        if self._line is not None and not self._is_sought:
            self._seek(self._line)
            self.page.after_command()

    def _seek(self, line: SearchLine) -> None:
        self._is_sought = True
        before = self.hits
        self._light(Search(line.words))
        if self.hits is None:
            self._go_back()
        elif self.hits is not before:
            self._start(Hunt(self.hits, self._from.hand.cursor, back=line.back, count=line.count))

    def _accept(self, line: SearchLine) -> None:
        if not self._is_sought:
            self._seek(line)
        self._line = None
        if search := Search(line.words):
            self.searches.keep(search, back=line.back)
            if self._hunt is not None and self._hunt.is_over:
                self._arrive(self._hunt)
        elif self.searches.last is None:
            raise Refused("nothing was searched for yet")
        else:
            self.searches.back = line.back
            self._leap(self.searches.last, self._origin, back=line.back, count=line.count)

    # --- looking ------------------------------------------------------------------------------------------------------

    def _light(self, search: Search) -> None:
        if not search:
            self.put_out()
            return
        known = self.hits.search if self.hits is not None else None
        if known is None or (known.folded, known.whole) != (search.folded, search.whole):
            text = self.page.view.document.text
            if self._letters is None or self._letters.text is not text:
                self._letters = Letters(text)
            self.hits = Hits(search, self._letters)
            self.page.view.show_hits(self.hits.lit)

    def put_out(self) -> bool:
        """Put the lights out; whether there were any."""
        was_lit, self.hits, self._hunt = self.hits is not None, None, None
        if was_lit:
            self.page.view.show_hits(None)
        return was_lit

    def _start(self, hunt: Hunt) -> None:
        """Hunt and count for a slice; what is left is done between the keys."""
        self._hunt, self._stood = hunt, self._now
        self._go_on()
        if self._is_at_work or not self._has_work:
            return
        self._is_at_work = True
        self.page.run_worker(self._work_on())

    @property
    def _has_work(self) -> bool:
        is_hunting = self._hunt is not None and not self._hunt.is_over
        return self.hits is not None and (is_hunting or not self.hits.is_counted)

    async def _work_on(self) -> None:
        slices = 0
        while self._has_work:
            await asyncio.sleep(_REST)
            hunt = self._hunt
            was_over = hunt is None or hunt.is_over
            self._go_on()
            slices += 1
            if not self._has_work or slices % _TOLD_EVERY == 0 or (hunt is not None and hunt.is_over and not was_over):
                self.page.after_command()
        self._is_at_work = False

    def _go_on(self) -> None:
        end = perf_counter() + _SLICE
        hits, hunt = self.hits, self._hunt
        if hits is None:
            return
        if hunt is not None and not hunt.is_over:
            has_arrived = hunt.step()
            while not has_arrived and perf_counter() < end:
                has_arrived = hunt.step()
            if has_arrived:
                self._arrive(hunt)
        else:
            hits.count_on()
        while not hits.is_counted and perf_counter() < end:
            hits.count_on()

    def _arrive(self, hunt: Hunt) -> None:
        """Go where the hunt has led; while it is typed, only to look. Who has gone elsewhere since is left there."""
        found = hunt.found
        if self._now != self._stood:
            return
        if self.is_typing:
            if found is None:
                self._go_back()
            else:
                self._show(found)
            return
        if found is None:
            self._go_back()
            self.put_out()
            self.page.say(f"not found · {hunt.hits.search.words}", bad=True)
            return
        if self.page.view.rows.nearest_stop(found.start) != self._from.hand.cursor:
            self.page.walker.kept.jumps.note(Spot(self._from.hand.cursor, self._from.top))
        self._show(found)
        if hunt.is_around:
            is_alone = hunt.hits.is_counted and hunt.hits.counted == 1 and found.start == hunt.origin
            around = "on from the end" if hunt.back else "on from the start"
            self.page.say("found only here" if is_alone else around)

    # --- the hand -----------------------------------------------------------------------------------------------------

    @property
    def _now(self) -> tuple[Hand, bool]:
        return self.page.walker.hand, self.page.view.shows_cursor

    def _show(self, hit: Span) -> None:
        """Put the cursor on a hit, rows around it in sight; what is selected grows with it."""
        view, walker = self.page.view, self.page.walker
        at = view.rows.nearest_stop(hit.start)
        if not view.is_in_sight(at):
            view.scroll_rows_to(view.rows.row_of(at) - view.size.height // 3)
        walker.go(walker.hand.to(at))
        self._landed = at, hit.start
        self._stood = self._now

    def _go_back(self) -> None:
        """Be exactly where the search began."""
        self.page.walker.come_back(self._from, selected=True)
        self._stood = self._now

    # --- what the foot says -------------------------------------------------------------------------------------------

    def told(self, status: Status, *, in_page: bool) -> Status:
        """What the foot says of the page, with what is searched for, or with how many there are.

        in_page: nothing is selected, picked or asked, so that escape puts the lights out.
        """
        palette, line = self.sitting.palette, self._line
        if line is not None:
            before, after = line.typing.seen(max(_LEAST, self.page.view.size.width - 2 * _LEAST))
            sign = "?" if line.back else "/"
            return [(sign, palette.accent), (before + CARET + after, palette.text)], self._number()
        if self.hits is None:
            return status
        left, right = status
        key = self.sitting.keymap.first_key(Place.PAGE, "leave")
        out: list[Piece] = [(f" · {keys_as_written(key)} lights out", palette.quiet)] if key and in_page else []
        return left, [*right, ("  ", palette.text), *self._number(), *out]

    def _number(self) -> list[Piece]:
        palette, hits = self.sitting.palette, self.hits
        if hits is None:
            return []
        if (self._hunt is not None and not self._hunt.is_over) or not (hits.counted or hits.is_counted):
            return [("searching …", palette.quiet)]
        if hits.is_counted and not hits.counted:
            return [("not found", palette.bad)]
        total = f"{hits.counted:,}{'' if hits.is_counted else '…'}"
        hit = hits.at(self.page.cursor)
        number = hits.ordinal(hit.start) if hit is not None else None
        return [(f"{number:,} of {total}" if number else f"{total} found", palette.quiet)]

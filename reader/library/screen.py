"""The list on the screen: the articles that fit the filter, a story a row. Wires the rows, their preview, head and foot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer
from textual.widget import Widget

from reader.backing_up import are_there
from reader.commands import Place
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.drawing import Piece, cut
from reader.library.at_work import AtWork
from reader.library.catching_up import CatchingUp
from reader.library.folding import Row, marks_in_words
from reader.library.head import ListHead
from reader.library.list_view import ArticleList
from reader.library.lister import ORDERS, Lister
from reader.library.measures import preview_below, preview_beside
from reader.library.over_list import OverList
from reader.library.picking import Picker
from reader.library.preview import MOST, Preview, Shown
from reader.library.shelf import Shelf
from reader.rows_view import row_after
from reader.screen import CommandScreen
from reader.sitting import Sitting
from store.errors import Refused
from store.model import Order

if TYPE_CHECKING:
    from store.filters.terms import Term

_AT_REST = 0.06
"""Seconds without a key after which the chosen article is told of; while a key is held nobody could read that."""
_LEAST_WORDS = 80
_TITLE = 56  # cells of a title in the foot: each costs a byte at every step
_SAME = 40
"""So many code points tell whether a sentence is that with which a text begins."""
_NO_ARTICLE = (
    Hint.of("no article yet"),
    Hint.of((Key("add"), " adds from a file, a folder or an address")),
    Hint.of("or, in a shell: annotty add PATH"),
)
_BACKED_UP = Hint.of("there are backups; in a shell: annotty restore --list")
_NONE_FITS = (
    Hint.of("no article fits the filter"),
    Hint.of((Key("unfilter"), " shows all articles again"), (Key("filter"), " changes the filter")),
    Hint.of("words are sought whole: shelt* finds shelter too"),
)
_NONE_YET = (Hint.of("the index of words is being made, more may be found"),)


class LibraryScreen(CommandScreen):
    """The list, its head and its foot."""

    DEFAULT_CSS = "LibraryScreen > Container { height: 1fr; layers: base sheet; overflow: hidden; }"

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.head = ListHead(sitting.palette)
        self.list = ArticleList(sitting.palette, Shelf(sitting.listing), sitting.listing.day_of, plain=sitting.plain)
        self.preview = Preview(sitting.palette)
        self.lister = Lister(sitting, self, self.list, self.head)
        self.picker = Picker(sitting, self.list, self.lister)
        self.at_work = AtWork(self)
        self.catching_up = CatchingUp(sitting, self)
        self.over = OverList(sitting, self)
        self.rooms = (self.lister, self.picker, *self.over.rooms)
        self._rest: Timer | None = None
        self._moves = False
        """The bar is being moved, and tells what it is on when it rests."""
        self._opened: tuple[str, int] | None = None
        """The article that was opened last, and its stop then: it may not be in the list any more."""

    def compose(self) -> ComposeResult:
        """Head, filter, list and preview, foot."""
        yield self.head
        yield self.over.row
        with Container():
            yield self.list
            yield self.preview
        yield self.foot

    def lay_over(self, widget: Widget) -> Widget:
        """Let a widget lie over the rows; gives what it lies in."""
        rows = self.query_one(Container)
        rows.mount(widget)
        return rows

    def on_mount(self) -> None:
        """Read the library."""
        self.sitting.beside, self.sitting.standing = self._beside, self._standing
        self.sitting.in_force = lambda: (self.filtered, self.term)
        self.attempt(self.lister.begin)
        self.catching_up.begin()
        self.list.focus()
        self.after_command()

    def on_unmount(self) -> None:
        """Let the threads go."""
        self.catching_up.close()
        self.lister.close()
        self.over.close()

    def on_resize(self, event: events.Resize) -> None:
        """Share the room between list and preview."""
        self._share_room(*event.size)

    def _share_room(self, width: int, height: int) -> None:
        below = preview_below(width, height, sought=self.lister.seeks_words)
        self.preview.stand(beside=preview_beside(width), below=below)
        self._tell_words_soon()

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """Read it again: marks were made meanwhile; the bar stands on the article that was read last."""
        if self.sitting.last_read is None and not self.sitting.from_desk:
            return
        if self.sitting.last_read is not None:
            self._choose(self.sitting.last_read)
        self.sitting.last_read, self.sitting.from_desk = None, False
        self.library_changed()

    # --- what the list has --------------------------------------------------------------------------------------------

    @property
    def filtered(self) -> str:
        """The words of the filter in force; empty where every article is in the list."""
        return self.lister.asked.words

    @property
    def term(self) -> Term:
        """What they mean."""
        return self.lister.asked.term

    @property
    def order(self) -> Order:
        """The order in force."""
        return self.lister.asked.order

    def show_filter(self, term: Term, words: str, order: Order | None = None) -> None:
        """Bring a filter into force; order None: as it is. The library is asked in a thread of its own."""
        self.attempt(lambda: self.lister.show(term, words, order))
        self._share_room(*self.size)

    def selected(self) -> tuple[str, ...]:
        """The selected articles, else the chosen one; of a story that is folded, all that tell it."""
        return self.picker.articles

    @property
    def selected_count(self) -> int:
        """How many rows are selected; 0: the chosen one counts."""
        return self.picker.count

    def drop_selection(self) -> bool:
        """Select nothing; whether something was selected."""
        return self.picker.clear()

    def on_lister_answered(self, message: Lister.Answered) -> None:
        """The library has answered."""
        self.attempt(lambda: self.lister.take(message.answer))

    def on_lister_failed(self, message: Lister.Failed) -> None:
        """The library could not answer."""
        self.say(str(message.error), bad=True)

    def listed(self) -> None:
        """Other rows are in the list, or its figures are others."""
        found, of = len(self.list.arrangement.numbers), self.lister.rows_of_all
        self.over.counted(found, of, so_far=self._is_index_growing)
        self._tell()

    @property
    def _is_index_growing(self) -> bool:
        """Whether words are sought that the index may not know of every article yet."""
        return bool(self.catching_up.told and self.filtered)

    def indexed(self) -> None:
        """The index of words knows more articles than it did."""
        self.attempt(self.lister.ask_again)

    def library_changed(self) -> None:
        """Read the list again."""
        self.list.renew()
        self.attempt(self.lister.ask)
        self.over.library_changed()
        self.after_command()

    # --- articles and their places ------------------------------------------------------------------------------------

    def _stop_of(self, article: str) -> int | None:
        """Where an article stands, or the one that hides it; None where neither is in the list."""
        arrangement = self.list.arrangement
        number = self.sitting.listing.number_of(article)
        stop = None if number is None else arrangement.stop_of(number)
        if stop is None:
            stops = (arrangement.stop_of(each.number) for each in self.sitting.listing.story(article))
            stop = next((each for each in stops if each is not None), None)
        return self._opened[1] if stop is None and self._opened and self._opened[0] == article else stop

    def _choose(self, article: str) -> None:
        if (stop := self._stop_of(article)) is not None:
            self.list.choose(stop)

    def _beside(self, article: str, step: int) -> str | None:
        """The article so many rows further in the list as it was shown last; None where the list ends before."""
        here, stops = self._stop_of(article), self.list.arrangement.stops
        if here is None or not 0 <= here + step < stops:
            return None
        found = self.list.row_at(self.list.arrangement.at(here + step))
        if found is None:
            return None
        self._opened = (found.summary.id, here + step)
        return found.summary.id

    def _standing(self, article: str) -> str:
        """Which row of the list an article is on: "3 of 20"."""
        here = self._stop_of(article)
        return "" if here is None else f"{here + 1:,} of {self.list.arrangement.stops:,}"

    @property
    def _chosen(self) -> Row | None:
        return self.list.row_chosen

    @property
    def article_in_hand(self) -> str | None:
        """The chosen article."""
        return self._chosen.summary.id if self._chosen else None

    def on_arranged_view_picked(self, message: ArticleList.Picked) -> None:
        """The mouse chose a row."""
        self.list.choose(message.chosen)
        self.after_command()
        if message.clicks > 1:
            self.attempt(lambda: self.do_read(Given("read")))

    # --- what is told -------------------------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """The list, or what is typed or asked over it."""
        return self.over.place or Place.LIST

    def after_command(self) -> None:
        """Tell about the chosen article."""
        self.catching_up.hold()
        self.lister.looked_at()
        self._tell()

    def _tell(self) -> None:
        self._tell_words_soon()
        if not self._moves:
            self._tell_foot()
        self._moves = False

    def _tell_foot(self) -> None:
        if not self.list.arrangement.stops:
            self._tell_none()
        if self.over.tell_foot():
            return
        chosen = self._chosen
        if not self.list.arrangement.stops:
            self._tell_empty()
            return
        if self.keys.awaits(Place.LIST) == "sort":
            self.foot.show_status([("sort by", self.palette.text)])
            self.foot.show_keys(
                Place.LIST, extra=ORDERS, unable=[each.name for each in self.sitting.keymap.commands(Place.LIST)]
            )
            return
        status: list[Piece] = [] if chosen is None else self._about(chosen)
        if self.at_work.words:
            status = [(self.at_work.words, self.palette.accent), (" · ", self.palette.quiet), *status]
        elif self.picker.count:
            status = [(self.worded(self.picker.hint), self.palette.accent), (" · ", self.palette.quiet), *status]
        marks = "" if chosen is None else marks_in_words(chosen)
        self.foot.show_status(status, [(f"  {marks}", self.palette.quiet)] if marks else [])
        self.foot.show_keys(Place.LIST, unable=self._unable(chosen))

    def _about(self, chosen: Row) -> list[Piece]:
        summary = chosen.summary
        byline = f" · {summary.byline}" if summary.byline else ""
        return [(cut(summary.title, _TITLE), self.palette.text), (byline, self.palette.quiet)]

    def _unable(self, chosen: Row | None) -> list[str]:
        unable = [] if chosen is not None and chosen.tells_more else ["unfold"]
        return unable if self.filtered else [*unable, "unfilter"]

    def _tell_none(self) -> None:
        """Why the list is empty, and which keys change that; of these nothing while a filter is typed."""
        told: tuple[Hint, ...] = _NONE_FITS if self.over.place is None else _NONE_FITS[:1]
        if not self.filtered:
            told = (*_NO_ARTICLE, _BACKED_UP) if are_there(self.sitting.listing.path) else _NO_ARTICLE
        self.list.empty = tuple(map(self.worded, (*(_NONE_YET if self._is_index_growing else ()), *told)))
        self.list.refresh()

    def _tell_empty(self) -> None:
        self.foot.show_status([])
        unable = ["read", "toggle_done", "unfold", "pick", "set_aside", "label", "delete_articles", "export_articles"]
        self.foot.show_keys(Place.LIST, unable=unable if self.filtered else [*unable, "unfilter", "filter", "sort"])

    def _tell_words_soon(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_AT_REST, self.tell_at_rest)

    def tell_at_rest(self) -> None:
        """Tell of the chosen article, how it begins, or where the words of the filter stand in it."""
        self._tell_foot()
        chosen = self._chosen
        if chosen is None or not self.preview.display:
            self.preview.show(None)
            return
        summary = chosen.summary
        text = (self.attempt(lambda: self.sitting.listing.texts_of([summary.id], MOST)) or {}).get(summary.id, "")
        text = text.removeprefix(summary.title).lstrip()
        most = max(_LEAST_WORDS, self.preview.room)
        if not self.filtered:
            self.preview.show(Shown(chosen, text[:most]))
            return
        from store.filters.hits import hits, sentence_of  # not needed where nothing is sought
        from store.filters.terms import Where

        found = sentence_of(self.term, text, most)
        words, lit, beginning = found.words, found.lit, text[:most]
        if not lit or beginning.startswith(words.strip("… ")[:_SAME]):
            words, lit, beginning = beginning, tuple(hits(self.term, beginning)), ""
        in_title = tuple(hits(self.term, summary.title, Where.TITLE))
        self.preview.show(Shown(chosen, words, lit, in_title, beginning))

    # --- commands -----------------------------------------------------------------------------------------------------

    def typed(self, character: str) -> bool:
        """Letters of the filter, or of what is asked."""
        return self.over.typed(character)

    def pasted(self, words: str) -> None:
        """Words for the filter, or for what is asked."""
        self.over.pasted(words)

    def carry_out(self, given: Given) -> None:
        """Motions move the bar; the rest have methods."""
        if self.over.takes(given):
            return
        view, arrangement = self.list, self.list.arrangement
        page = view.size.height - 1
        at = target = view.chosen
        if given.command in ("page_down", "page_up", "half_page_down", "half_page_up") and arrangement.stops:
            found = row_after(given.command, given.count, at=arrangement.row_of(at), page=page, rows=arrangement.rows)
            target = arrangement.nearest(found or 0, upwards=given.command.endswith("up"))
        elif (found := row_after(given.command, given.count, at=at, page=page, rows=arrangement.stops)) is not None:
            target = found
        else:
            super().carry_out(given)
            return
        self._moves = True
        view.choose(target)

    def do_read(self, _given: Given) -> None:
        """Open the chosen article."""
        if self._chosen is not None:
            from reader.article.screen import PageScreen  # not needed for the first paint of the list

            self._opened = (self._chosen.summary.id, self.list.chosen)
            self.app.push_screen(PageScreen(self.sitting, self._chosen.summary.id))

    def do_unfold(self, _given: Given) -> None:
        """Show the articles that tell the same story as this one, or hide them."""
        chosen, number = self._chosen, self.list.group_chosen
        if chosen is None or number is None or not chosen.tells_more:
            raise Refused("no other article here tells this story")
        self.list.turn(number)

    def do_unfilter(self, _given: Given) -> None:
        """Drop the selection; where there is none, the filter."""
        if not self.drop_selection() and not self.over.drop_filter():
            raise Refused("nothing is selected, and no filter is in force")

    def do_undo(self, _given: Given) -> None:
        """Take the last change back, whatever its article."""
        self.at_work.undo(partial(self._tell_step, redone=False))

    def do_redo(self, _given: Given) -> None:
        """Do it again."""
        self.at_work.redo(partial(self._tell_step, redone=True))

    def do_quit(self, _given: Given) -> None:
        """Everything is saved already; what is being changed is waited for."""
        if self.at_work.words:
            raise Refused(f"{self.at_work.words} wait for it")
        if self.over.may_leave():
            self.app.exit()

"""The page: one article, read and marked. Wires view, sheet, head and foot; what decides lies in the pure modules beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer

from reader import undoing
from reader.article.answering import Answerer
from reader.article.asking import DRAFT, OF_THE_PAGE, Asking
from reader.article.bookmark import Bookmark
from reader.article.drawing import telling
from reader.article.drawing.head import PageHead
from reader.article.drawing.view import ArticleView
from reader.article.finishing import Finisher
from reader.article.lists.lister import Lister
from reader.article.lists.listing import Listing
from reader.article.lists.waiting import Waiting
from reader.article.looking import Looker
from reader.article.marking.changer import Changer
from reader.article.marking.marker import Marker
from reader.article.marking.relating import Relater
from reader.article.moving.jumping import Jumper
from reader.article.moving.mark_walking import MarkWalker
from reader.article.moving.places import Kept
from reader.article.moving.scrolling import Scroller
from reader.article.moving.walking import Walker
from reader.article.noticing import Noticer
from reader.article.page_foot import tell_foot
from reader.article.page_marks import PageMarks
from reader.article.renewing import read_article
from reader.article.search.searcher import Searcher
from reader.article.sheet import Asked, Sheet
from reader.article.sheet_over_page import SheetOverPage
from reader.article.source.about import About
from reader.article.spreading.lit import Lit
from reader.article.spreading.spreader import Spreader
from reader.commands import Place
from reader.commands.hints import Hint, Key, Words
from reader.commands.key_names import keys_as_written
from reader.commands.keys import Given
from reader.desk.opening import Desks
from reader.library.at_work import AtWork
from reader.loading import GUESSES, IDLE_SECONDS, load
from reader.screen import CommandScreen
from reader.sitting import Sitting
from store.errors import AnnottyError, Refused
from store.model import Annotation, Article
from store.text import Span


class PageScreen(CommandScreen):
    """An article on the screen. mark: the annotation at which it opens, else where reading stopped."""

    DEFAULT_CSS = """
    PageScreen > Container { layers: base sheet; height: 1fr; }
    PageScreen ArticleView { height: 1fr; }
    """

    def __init__(self, sitting: Sitting, article: str, *, mark: str | None = None) -> None:
        super().__init__(sitting)
        self.article: Article = self.library.article(article)
        self.head = PageHead(self.palette)
        self.view = ArticleView(self.palette, sitting.preferences.measure)
        self.asking = Asking(Sheet(self.palette), self._show_marks)
        self.marker = Marker(sitting, self)
        self.marks = PageMarks(self.library, self.marker.tags, self.palette)
        self.keys.tag_keys = self.marker.tag_keys()
        self.bookmark = Bookmark(self.library, self.article, self.later, sitting.unsaved)
        self.walker = Walker(self.view, self._walked, sitting.kept.setdefault(self.article.text_id, Kept()))
        self.over = SheetOverPage(self.asking, self.view, self.walker)
        self.scroller = Scroller(sitting, self)
        self.changer = Changer(sitting, self, self.marker)
        self.at_work = AtWork(self)
        self.waiting = Waiting(sitting, self, self.marker.tags)
        self.answerer = Answerer(self, self.changer, self.waiting)
        self.searcher = Searcher(sitting, self)
        self.looker = Looker(sitting, self)
        self.rooms = (
            self.marker,
            self.changer,
            self.changer.notes,
            self.answerer,
            Relater(sitting, self),
            Spreader(sitting, self, self.marker, self.at_work),
            self.scroller,
            Jumper(sitting, self),
            MarkWalker(self),
            Lister(sitting, self),
            self.waiting,
            About(self.library, self),
            Finisher(sitting, self),
            self.searcher,
            self.looker,
            Desks(sitting, self),
        )
        self.is_behind = False
        self._opens_at = mark
        self._was_left = False
        self._may_leave = False

    def compose(self) -> ComposeResult:
        """Head, text with the sheet over it, foot."""
        yield self.head
        with Container():
            yield self.view
            yield self.asking.sheet
        yield self.looker.below
        yield self.foot

    def on_mount(self) -> None:
        """Show the text where reading stopped, with its marks."""
        self.attempt(self.library_changed)
        document = self.article.document or telling.without_text(self.marks.waiting_quotes)
        position, left = self.bookmark.position, self.walker.kept.left
        top = left.top if left is not None and left.offset == position else None
        self.view.show(document, self.view.marks, position, top)
        self.walker.begin()
        if self.sitting.preferences.pager:
            self.scroller.begin()
        if self._opens_at is not None:
            MarkWalker(self).go_to(self._opens_at)
        self.sitting.last_read = self.article.id
        self.view.focus()
        self.bookmark.opened()
        Noticer(self)
        self.set_timer(IDLE_SECONDS, lambda: load(GUESSES))

    def _stop_reading(self) -> None:
        self.walker.kept.left = self.walker.spot
        self.attempt(self.bookmark.close)

    def on_unmount(self) -> None:
        """Whichever way the page is left, where reading stopped is kept."""
        self.attempt(self.bookmark.close)

    def later(self, seconds: float, action: Callable[[], None]) -> Timer:
        """Do something after some seconds."""
        return self.set_timer(seconds, lambda: self.attempt(action))

    # --- what marking needs of the page -------------------------------------------------------------------------------

    @property
    def selected(self) -> Span | None:
        """The words that are selected, without the white space at their edges."""
        return self.walker.selected

    @property
    def cursor(self) -> int:
        """Where the cursor is."""
        return self.walker.cursor

    @property
    def marks_in_hand(self) -> list[Annotation]:
        """The marks under the cursor, the one that keys act on first."""
        if not self.view.shows_cursor:
            return []
        return self.marks.under(self.view.marks, self.cursor, self.walker.turn)

    @property
    def mark_in_hand(self) -> Annotation | None:
        """The mark that keys act on."""
        return next(iter(self.marks_in_hand), None)

    def select(self, span: Span) -> None:
        """Select these words."""
        self.walker.select(span)

    def go_to(self, offset: int) -> None:
        """Put the cursor there."""
        self.walker.go_to(offset)

    def jump_to(self, offset: int) -> None:
        """Put the cursor there, and remember where it was, to come back; what is selected goes along."""
        self.walker.jump_to(offset)

    def open_article(self, article: str, said: str = "") -> None:
        """Leave this page for that of another article, whose foot then says something."""
        page = PageScreen(self.sitting, article)
        page.say(said)
        self._stop_reading()
        self.app.switch_screen(page)

    def take_in_hand(self, mark: Annotation) -> None:
        """Make a mark the one that keys act on; the cursor goes to it where it is on none of its words, if in sight."""
        if mark.id not in {each.id for each in self.marks_in_hand} and self.view.is_in_sight(mark.start):
            self.walker.go_to(mark.start)
        self.walker.turn = self.marks.turn_to(mark.id, self.view.marks, self.cursor)

    def ask(self, asked: Asked, accept: Callable[[Asked], None], revising: str | None = None) -> None:
        """Lay a sheet over the half of the page where the words in question are not."""
        self.over.ask(asked, accept, revising)

    def close_sheet(self, *, selected: bool = False) -> None:
        """Ask nothing any more, and be where the hand was before; with what was selected then, or without."""
        self.over.close(selected=selected)
        if self.is_behind:
            self.attempt(self.library_changed)

    def leave_for_words(self) -> None:
        """Words are to be picked in the text: the hand comes back to where it is now."""
        self.over.stand_here()

    def marks_changed(self, said: Words) -> None:
        """Show what was saved, and say so."""
        self.close_sheet(selected=False)
        self.library_changed()
        self.say(said)

    # --- what is shown --------------------------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """Where keys are pressed: what is searched for, what is asked, a selection, or the page."""
        if self.searcher.is_typing:
            return Place.SEEK
        selecting = Place.SELECT if self.walker.hand.selection is not None else Place.PAGE
        return self.asking.place or selecting

    @property
    def article_in_hand(self) -> str | None:
        """This one."""
        return self.article.id

    def whereabouts(self, marks: Sequence[str]) -> str | None:
        """How far out of sight the first of some marks is; None where none of them is on this page."""
        rows, view = self.view.rows, self.view
        starts = [rows.row_of(each.start) for each in self.marks.annotations(marks).values()]
        return undoing.rows_away(min(starts), view.top_row, view.size.height) if starts else None

    @property
    def lit_by_search(self) -> Callable[[int, int], Sequence[Span]] | None:
        """What a search has lit; None where nothing is."""
        return self.searcher.hits.lit if self.searcher.hits is not None else None

    def take_up(self, marks: Sequence[str]) -> None:
        """Of the marks under the cursor the first of these is the one in hand."""
        for each in marks:
            if turn := self.marks.turn_to(each, self.view.marks, self.cursor):
                self.walker.turn = turn
                return

    def library_changed(self) -> None:
        """Read the article and its marks again."""
        read_article(self)
        self._show_marks()

    def others_changed_it(self) -> None:
        """Show what is there now; where even that fails, the message that is there stays."""
        with suppress(AnnottyError):
            self.library_changed()

    def _show_marks(self) -> None:
        self.view.set_marks(self.marks.painted(self.asking.draft, self.asking.revising), self.marks.labels)

    def after_command(self) -> None:
        """Bring head, foot and lights up to date with the hand."""
        if isinstance(listing := self.asking.asked, Listing | Lit):
            self.over.go_along(listing)
        in_hand = self.marks_in_hand
        lit = [in_hand[0].id] if in_hand and self.asking.asked is None else []
        self.view.light([*lit, DRAFT])
        tell_foot(self, in_hand)
        self._tell_head()
        self.looker.follow()

    def recolour(self) -> None:
        """Draw everything again: the palette has another theme."""
        self.view.repaint()
        super().recolour()

    def _tell_head(self) -> None:
        view = self.view
        progress = telling.progress(view.sight.end, len(view.document.text), self.keys.pending)
        self.head.show(self.article, title=not view.title_in_sight, progress=progress, margin=view.margin_in)

    # --- the hand ---------------------------------------------------------------------------------------------------------

    def _walked(self, cursor: int) -> None:
        """The cursor is somewhere else: no sheet lies over it, and it will be kept."""
        self.bookmark.moved(cursor)
        if self.asking.place is Place.PICK:
            self.over.lie_beside(Span(cursor, cursor))

    def on_pointed_widget_scrolled(self, _message: ArticleView.Scrolled) -> None:
        """Other rows are in sight; without a cursor it is they that are read."""
        self.walker.scrolled()
        self._tell_head()
        self.looker.follow()

    def on_pointed_widget_pointed(self, message: ArticleView.Pointed) -> None:
        """The mouse puts the cursor somewhere, or selects."""
        if not self.asking.takes_keys and not self.searcher.is_typing:
            self.walker.point(message.offset, message.anchor, message.clicks)
            self.after_command()

    def on_article_view_resized(self, _message: ArticleView.Resized) -> None:
        """Another width: the words in question stay in sight."""
        if self.asking.asked is not None:
            self.over.lie_beside(self.over.subject, anew=True)
        self.after_command()

    # --- keys -------------------------------------------------------------------------------------------------------------

    def typed(self, character: str) -> bool:
        """Characters go to what is searched for, or to the sheet, where it takes them."""
        if self.searcher.typed(character):
            return True
        taken = self.asking.typed(character)
        if taken and self.asking.is_answered:
            self.act(self.answerer.answer)
        return taken

    def pasted(self, words: str) -> None:
        """Words go to the field that is typed, if there is one."""
        if not self.searcher.typed(words):
            self.asking.pasted(words)

    def carry_out(self, given: Given) -> None:
        """What was given; escape says twice, without anything between, that the page is to be left."""
        self._may_leave = self._may_leave and given.command == "leave"
        self._carry_out(given)

    def _carry_out(self, given: Given) -> None:
        """Motions move the hand, the sheet takes what it knows; the rest have methods."""
        command = given.command
        if self.searcher.is_typing and command != "help":
            self.searcher.commanded(command)
        elif self.asking.takes_keys:
            if command in OF_THE_PAGE:
                super().carry_out(given)
            else:
                self.asking.commanded(command)
        else:
            self._carry_out_on_words(given)

    def _carry_out_on_words(self, given: Given) -> None:
        """Scroll, move, or what a room does; who reads without a cursor goes on so where it could not be done."""
        shows_cursor = self.view.shows_cursor
        try:
            if not self.scroller.take(given) and not self.walker.carry_out(given):
                super().carry_out(given)
        except Refused:
            if not shows_cursor and self.view.shows_cursor:
                self.scroller.begin()
            raise

    def do_undo(self, _given: Given) -> None:
        """Take the last change back; a large one meanwhile."""
        self.at_work.undo(partial(self._tell_step, redone=False))

    def do_redo(self, _given: Given) -> None:
        """Do it again."""
        self.at_work.redo(partial(self._tell_step, redone=True))

    # --- commands ---------------------------------------------------------------------------------------------------------

    def do_source(self, _given: Given) -> None:
        """The raw source, at the same place."""
        from reader.article.source_screen import SourceScreen

        self.attempt(self.bookmark.close)  # what is kept later would be of the text that there is now
        source = SourceScreen(self.sitting, self.article, self.cursor)
        self.app.push_screen(source, lambda _: self._back_from_source(source.wants_waiting))

    def _back_from_source(self, wants_waiting: bool) -> None:
        self.attempt(self.library_changed)
        if wants_waiting:
            self.attempt(lambda: self.waiting.do_list_waiting(Given("list_waiting")))
        self.after_command()

    def do_leave(self, given: Given) -> None:
        """Put out what is lit, where escape says so; then back to the list, for which it has to say so twice."""
        if given.keys == "escape" and self.searcher.put_out():
            return
        if given.keys == "escape" and not self._may_leave:
            self._may_leave = True
            again = f"{keys_as_written(given.keys)} again goes back to the list"
            self.say(Hint.of(again, ("so does ", Key("leave", beside=given.keys))))
            return
        self._stop_reading()
        self.dismiss()

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """Marks may have changed while another screen was shown."""
        if self._was_left:
            self.attempt(self.library_changed)
        self.after_command()

    def on_screen_suspend(self, _event: events.ScreenSuspend) -> None:
        """Another screen is shown."""
        self._was_left = True

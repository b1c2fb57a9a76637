"""The page: one article, read and marked. Wires view, sheet, head and foot; what decides lies in the pure modules beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer

from reader.article import marking, telling
from reader.article.asking import DRAFT, Asking
from reader.article.bookmark import Bookmark
from reader.article.head import PageHead
from reader.article.marker import Marker
from reader.article.page_marks import PageMarks
from reader.article.painting import Mark
from reader.article.selection import word_at
from reader.article.sheet import Asked, Sheet
from reader.article.view import ArticleView
from reader.article.walking import Standing, Walker
from reader.commands import Place
from reader.commands.keys import Given
from reader.screen import CommandScreen
from reader.sitting import Sitting
from store.errors import Refused
from store.model import Annotation, Article, State
from store.text import Span, words


class PageScreen(CommandScreen):
    """An article on the screen."""

    DEFAULT_CSS = """
    PageScreen > Container { layers: base sheet; height: 1fr; }
    PageScreen ArticleView { height: 1fr; }
    """

    def __init__(self, sitting: Sitting, article: str) -> None:
        super().__init__(sitting)
        self.article: Article = self.library.article(article)
        self.head = PageHead(self.palette)
        self.view = ArticleView(self.palette)
        self.asking = Asking(Sheet(self.palette), self._show_marks)
        self.marker = Marker(sitting, self)
        self.marks = PageMarks(self.library, self.marker.tags, self.palette)
        self.keys.tag_keys = self.marker.tag_keys()
        self.bookmark = Bookmark(self.library, self.article, self._later)
        self.walker = Walker(self.view, self._walked)
        self._asked_from: Standing | None = None
        self._was_left = False

    def compose(self) -> ComposeResult:
        """Head, text with the sheet over it, foot."""
        yield self.head
        with Container():
            yield self.view
            yield self.asking.sheet
        yield self.foot

    def on_mount(self) -> None:
        """Show the text where reading stopped, with its marks."""
        self.attempt(self.library_changed)
        document = self.article.document or telling.without_text(self.marks.waiting_quotes)
        self.view.show(document, self.view.marks, self.article.position)
        self.walker.begin()
        self.view.focus()
        if self.article.document is not None:
            self.bookmark.moved(self.cursor)

    def on_unmount(self) -> None:
        """Whichever way the page is left, where reading stopped is kept."""
        self.attempt(self.bookmark.close)

    def _later(self, seconds: float, action: Callable[[], None]) -> Timer:
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

    def take_in_hand(self, mark: Annotation) -> None:
        """Put the cursor on a mark where it is on none of its words, if they are in sight."""
        if mark.id not in {each.id for each in self.marks_in_hand} and self.view.is_in_sight(mark.start):
            self.walker.go_to(mark.start)

    def say(self, message: str, *, bad: bool = False) -> None:
        """Say something in the foot."""
        self.foot.say(message, bad=bad)

    def ask(self, asked: Asked, accept: Callable[[Asked], None], revising: str | None = None) -> None:
        """Lay a sheet over the half of the page where the words in question are not."""
        self._asked_from = self._asked_from or self.walker.standing
        self.asking.ask(asked, accept, revising)
        span = self.asking.subject or self.selected or Span(self.cursor, self.cursor)
        self._place_sheet(span, anew=True)

    def _place_sheet(self, span: Span, *, anew: bool = False) -> None:
        row_of, top = self.view.rows.row_of, self.view.top_row
        first, last = row_of(span.start) - top, row_of(max(span.start, span.end - 1)) - top
        self.asking.sheet.lie_beside(first, last, self.view.size.height, anew=anew)

    def marks_changed(self, said: str) -> None:
        """Show what was saved, and say so."""
        self._close(selected=False)
        self.library_changed()
        self.say(said)

    def _close(self, *, selected: bool) -> None:
        """Ask nothing any more, and be where the hand was before; with what was selected then, or without."""
        self.asking.dismiss()
        if self._asked_from is not None:
            self.walker.come_back(self._asked_from, selected=selected)
            self._asked_from = None
        elif not selected:
            self.walker.drop()

    # --- what is shown --------------------------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """Where keys are pressed: what is asked, a selection, or the page."""
        selecting = Place.SELECT if self.walker.hand.selection is not None else Place.PAGE
        return self.asking.place or selecting

    @property
    def article_in_hand(self) -> str | None:
        """This one."""
        return self.article.id

    def library_changed(self) -> None:
        """Read the article's marks and state again."""
        # The text of a version never changes, and a long one takes time to read: only the state can be another.
        self.article = replace(self.article, state=self.library.state(self.article.id))
        self.marks.read(self.article)
        self._show_marks()

    def _show_marks(self) -> None:
        self.view.set_marks(*self.marks.painted(self.asking.draft, self.asking.revising))

    def after_command(self) -> None:
        """Bring head, foot and lights up to date with the hand."""
        in_hand = self.marks_in_hand
        lit = [in_hand[0].id] if in_hand and self.asking.asked is None else []
        self.view.light([*lit, DRAFT])
        self._tell_foot(in_hand)
        self._tell_head()

    def _tell_head(self) -> None:
        view = self.view
        progress = telling.progress(view.rows.row_of(self.cursor), view.rows.height, self.keys.pending)
        self.head.show(self.article, title=not view.title_in_sight, progress=progress, margin=view.margin + 2)

    def _tell_foot(self, in_hand: list[Annotation]) -> None:
        palette, text, asking, place = self.palette, self.article.text, self.asking, self.place
        if place is Place.PICK:
            status = telling.of_picking(asking.what_is_picked, text, self.selected, palette)
        elif asking.asked is not None:
            status = ([(asking.asked.hint, palette.quiet)], [])
        elif (span := self.selected) is not None:
            status = telling.of_selection(text, span, palette)
        else:
            status = self.marks.told(in_hand, self.sitting.relating)
        self.foot.show_status(*status)
        on_page = telling.unable(
            place,
            on_mark=bool(in_hand),
            any_marks=bool(self.marks.annotations),
            marked_before=self.sitting.last_mark is not None,
        )
        unable = asking.unable if asking.takes_keys else on_page
        self.foot.show_keys(place, unable, telling.tag_keys(place, self.marker.tags), typing=asking.is_typed_in)

    # --- the hand ---------------------------------------------------------------------------------------------------------

    def _walked(self, cursor: int) -> None:
        """The cursor is somewhere else: no sheet lies over it, and it will be kept."""
        self.bookmark.moved(cursor)
        if self.asking.place is Place.PICK:
            self._place_sheet(Span(cursor, cursor))

    def on_article_view_pointed(self, message: ArticleView.Pointed) -> None:
        """The mouse puts the cursor somewhere, or selects."""
        if not self.asking.takes_keys:
            self.walker.point(message.offset, message.anchor, message.clicks)
            self.after_command()

    def on_article_view_resized(self, _message: ArticleView.Resized) -> None:
        """Another width: the words in question stay in sight."""
        if self.asking.asked is not None:
            self._place_sheet(self.asking.subject or Span(self.cursor, self.cursor), anew=True)
        self.after_command()

    # --- keys -------------------------------------------------------------------------------------------------------------

    def typed(self, character: str) -> bool:
        """Characters go to the sheet, where it takes them."""
        taken = self.asking.typed(character)
        if taken and self.asking.is_answered:
            self.attempt(self.asking.answer)
        return taken

    def pasted(self, words: str) -> None:
        """Words go to the field that is typed, if there is one."""
        self.asking.pasted(words)

    def carry_out(self, given: Given) -> None:
        """Motions move the hand, the sheet takes what it knows; the rest have methods."""
        command = given.command
        if self.asking.takes_keys:
            if command in ("accept", "dismiss", "pick_words", "add_link", "add_link_before", "help"):
                super().carry_out(given)
            else:
                self.asking.commanded(command)
        elif not self.walker.carry_out(command, given.count):
            super().carry_out(given)

    # --- commands ---------------------------------------------------------------------------------------------------------

    def do_mark(self, given: Given) -> None:
        """The key of a tag."""
        if given.tag is not None:
            self.marker.mark(given.tag)

    def do_claim(self, _given: Given) -> None:
        """Ask about a claim."""
        self.marker.claim()

    def do_mark_as(self, _given: Given) -> None:
        """Choose a tag."""
        self.marker.choose_tag()

    def do_again(self, _given: Given) -> None:
        """The last mark once more."""
        self.marker.again()

    def do_open_mark(self, _given: Given) -> None:
        """Open the mark in hand."""
        self.marker.open()

    def do_delete(self, _given: Given) -> None:
        """Delete it."""
        self.marker.delete()

    def do_grow(self, given: Given) -> None:
        """A word more."""
        self.marker.resize(given.count or 1)

    def do_shrink(self, given: Given) -> None:
        """A word less."""
        self.marker.resize(-(given.count or 1))

    def do_relate(self, _given: Given) -> None:
        """One end of a relation, or the other."""
        self.marker.relate()

    def do_reshape(self, _given: Given) -> None:
        """Select the mark's words, to move either end."""
        mark = self.mark_in_hand
        if mark is None:
            raise Refused("no mark under the cursor · ] goes to the next one")
        self.asking.reshaping = mark
        self._asked_from = self.walker.standing
        self.select(marking.subject_of(mark))

    def do_accept(self, _given: Given) -> None:
        """Answer what is asked."""
        self.asking.answer()

    def do_pick_words(self, _given: Given) -> None:
        """Leave the form for the text, to pick the words of the field in hand."""
        begin = self.asking.pick()
        self.walker.go_to(begin.start if begin else self.cursor)

    def do_add_link(self, given: Given) -> None:
        """A link more; the words that name its source are the next thing to pick."""
        self.asking.commanded(given.command)
        self.do_pick_words(given)

    do_add_link_before = do_add_link

    def do_take(self, _given: Given) -> None:
        """Take the selected words, or the word under the cursor."""
        self._take(beside=False)

    def do_take_also(self, _given: Given) -> None:
        """Take them beside those that were taken before."""
        self._take(beside=True)

    def _take(self, *, beside: bool) -> None:
        span = self.selected or word_at(self.view.document, self.cursor)
        if not span or next(words(self.article.text, span.start, span.end), None) is None:
            raise Refused("there is no word to take here")
        if self.asking.reshaping is not None:
            self.marker.reshape(self.asking.reshaping, span, beside=beside)
            return
        self.asking.take(span, beside=beside)
        self.walker.drop()

    def do_cancel(self, _given: Given) -> None:
        """Out of picking, or of the selection."""
        if self.asking.reshaping is not None:
            self._close(selected=False)
        else:
            self.asking.picking = False
            self.walker.drop()

    def do_dismiss(self, _given: Given) -> None:
        """Out of the sheet; nothing is saved, so what was filled in is not dropped at the first press."""
        if self.asking.may_be_dropped():
            self._close(selected=True)
        else:
            self.say("not saved · esc again leaves it, enter saves", bad=True)

    def do_next_mark(self, _given: Given) -> None:
        """To the next mark."""
        self._to_mark(self.view.marks.next)

    def do_previous_mark(self, _given: Given) -> None:
        """To the mark before."""
        self._to_mark(self.view.marks.previous)

    def _to_mark(self, find: Callable[[int, str], Mark | None]) -> None:
        found = self.walker.to_mark(find, self.mark_in_hand)
        ids = [mark.id for mark in self.marks_in_hand]
        self.walker.turn = ids.index(found.id) if found.id in ids else 0

    def do_other_mark(self, _given: Given) -> None:
        """To the next mark on the same words."""
        if len(self.marks_in_hand) < 2:
            which = "other " if self.marks_in_hand else ""
            raise Refused(f"there is no {which}mark on these words")
        self.walker.turn += 1

    def do_toggle_done(self, _given: Given) -> None:
        """Done, or not."""
        state = State.READING if self.article.state is State.DONE else State.DONE
        self.library.set_state(self.article.id, state)
        self.library_changed()
        self.say(f"saved · {state}")

    def do_source(self, _given: Given) -> None:
        """The raw source, at the same place."""
        from reader.article.source_screen import SourceScreen

        self.app.push_screen(SourceScreen(self.sitting, self.article, self.cursor))

    def do_leave(self, _given: Given) -> None:
        """Back to the list."""
        self.attempt(self.bookmark.keep)
        self.dismiss()

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """Marks may have changed while another screen was shown."""
        if self._was_left:
            self.attempt(self.library_changed)
        self.after_command()

    def on_screen_suspend(self, _event: events.ScreenSuspend) -> None:
        """Another screen is shown."""
        self._was_left = True

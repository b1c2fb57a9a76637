"""Answering what is asked: takes and leaves the sheet, and picks words in the text for it or for a mark."""

from __future__ import annotations

from reader.article.lists.waiting import Waiting
from reader.article.marking import drafts
from reader.article.marking.changer import Changer
from reader.article.moving.text_objects import word_at
from reader.article.page import Page
from reader.article.sheet import Chooser
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.errors import no_mark
from store.errors import LibraryError, Refused
from store.text import words


class Answerer:
    """The room of the page in which sheets are answered and words picked."""

    def __init__(self, page: Page, changer: Changer, waiting: Waiting) -> None:
        self.page = page
        self._changer = changer
        self._waiting = waiting

    def do_reshape(self, _given: Given) -> None:
        """Select the mark's words, to move either end."""
        mark = self.page.mark_in_hand
        if mark is None:
            raise no_mark()
        self.page.asking.reshaping = mark
        self.page.leave_for_words()
        self.page.select(drafts.subject_of(mark))

    def do_accept(self, _given: Given) -> None:
        """Answer what is asked."""
        self.answer()

    def answer(self) -> None:
        """Hand the answer on; a list to choose from goes away, also where what was chosen is refused.

        Where the library does not take it, the list stays: it is answered once more.
        """
        asking = self.page.asking
        asked = asking.asked
        stays = False
        try:
            asking.answer()
        except LibraryError:
            stays = True
            raise
        finally:
            if isinstance(asked, Chooser) and asking.asked is asked and not stays:
                self.page.close_sheet(selected=True)

    def do_pick_words(self, _given: Given) -> None:
        """Leave the form for the text, to pick the words of the field in hand."""
        begin = self.page.asking.pick()
        self.page.walker.go_to(begin.start if begin else self.page.cursor)

    def do_add_link(self, given: Given) -> None:
        """A link more; the words that name its source are the next thing to pick."""
        self.page.asking.commanded(given.command)
        self.do_pick_words(given)

    do_add_link_before = do_add_link

    def do_take(self, _given: Given) -> None:
        """Take the selected words, or the word under the cursor."""
        self._take(beside=False)

    def do_take_also(self, _given: Given) -> None:
        """Take them beside those that were taken before."""
        self._take(beside=True)

    def _take(self, *, beside: bool) -> None:
        span = self.page.selected or word_at(self.page.view.document, self.page.cursor)
        if not span or next(words(self.page.article.text, span.start, span.end), None) is None:
            raise Refused("there is no word to take here")
        if self.page.asking.placing is not None:
            self._waiting.place(self.page.asking.placing, span)
            return
        if self.page.asking.reshaping is not None:
            self._changer.reshape(self.page.asking.reshaping, span, beside=beside)
            return
        self.page.asking.take(span, beside=beside)
        self.page.walker.drop()

    def do_cancel(self, _given: Given) -> None:
        """Out of picking, or of the selection."""
        if self.page.asking.reshaping is not None or self.page.asking.placing is not None:
            self.page.close_sheet(selected=False)
        else:
            self.page.asking.picking = False
            self.page.walker.drop()

    def do_dismiss(self, _given: Given) -> None:
        """Out of the sheet; nothing is saved, so what was filled in is not dropped at the first press."""
        if self.page.asking.may_be_dropped():
            self.page.close_sheet(selected=True)
        else:
            self.page.say(
                Hint.of("not saved", (Key("dismiss"), " again leaves it"), (Key("accept"), " saves")), bad=True
            )

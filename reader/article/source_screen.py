"""The source of an article, line by line, with what cleaning left out dimmed; a key takes a line in or leaves it out."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container

from reader.article.asking import Asking
from reader.article.noticing import EVERY
from reader.article.sheet import Asked, Sheet
from reader.article.source import lines, telling
from reader.article.source.about import About
from reader.article.source.lines import SourceText
from reader.article.source.view import SourceHead, SourceView
from reader.commands import Place
from reader.commands.hints import Hint, Key, Words
from reader.commands.keys import Given
from reader.errors import Unable
from reader.library.at_work import AtWork
from reader.screen import CommandScreen
from reader.sitting import Sitting
from store.document import Document
from store.errors import AnnottyError, LibraryError, NotFound, Refused
from store.model import Article, RawItem, Verdict
from store.recleaning import Recleaned
from store.text import Span

if TYPE_CHECKING:
    from store.library import Library

_COSTS = 100
"""To clean an article takes as long as to change so many."""
_EXPLAINED = 2_000_000
"""Code points of a source; of a longer one it takes too long to say why each line was kept."""


class SourceScreen(CommandScreen):
    """The source of one article. wants_waiting: it was left for the marks that wait for their words."""

    DEFAULT_CSS = "SourceScreen > Container { layers: base sheet; height: 1fr; }"

    def __init__(self, sitting: Sitting, article: Article, cursor: int) -> None:
        super().__init__(sitting)
        self.article = article
        self.wants_waiting = False
        self._cursor = cursor
        self._in_markup = False
        self._tally = ""
        self._change = 0
        self._shown_of: tuple[object, ...] = ()
        self._read_source()
        self.head = SourceHead(self.palette)
        self.view = SourceView(self.palette)
        self.asking = Asking(Sheet(self.palette), lambda: None)
        self.at_work = AtWork(self)
        self.rooms = (About(self.library, self),)

    def compose(self) -> ComposeResult:
        """Head, lines with the sheet over them, foot."""
        yield self.head
        with Container():
            yield self.view
            yield self.asking.sheet
        yield self.foot

    def on_mount(self) -> None:
        """Begin where the cursor was in the text."""
        self.view.focus()
        self.attempt(self.library_changed)
        self.view.open_at(self._offset_of(self._cursor))
        self.after_command()
        self._change = self.library.seen_change()
        self.set_interval(EVERY, self._look)

    def _look(self) -> None:
        """Take in what another program wrote of this source; the line in hand stays. Others than this are not looked at again:
        to clean a long one takes a while.
        """
        if not self.is_current or self.is_holding or self.at_work.words or self.asking.asked is not None:
            return
        change = self.library.seen_change()
        if change == self._change:
            return
        try:
            known = self._known()
        except NotFound:
            known = None
        except LibraryError:
            return  # what cannot be read just now is read the next time
        self._change = change
        if known is None:
            self.say("this article was purged: it is in the library no more", bad=True)
        elif known != self._shown_of:
            self.attempt(self.library_changed)
            self.after_command()
            self.say("somebody changed what is taken from this source")

    def _known(self) -> tuple[object, ...]:
        """Of what the lines depend on that others may change: the text that was made, and what is known of lines."""
        here = self.library.article(self.article.id)
        return here.text_id, here.metadata, self.library.corrections(here.id)

    # --- what is shown --------------------------------------------------------------------------------------------------

    def _read_source(self) -> None:
        from store.cleaning import decode
        from store.cleaning.decoding import HTML

        source = self.library.source(self.article)
        self._decoded: str | None = None
        self._is_page = False
        if source.raw is None:
            self._about = "the raw source is not in this library; add the original file to have it here"
        else:
            decoded = decode(RawItem(source.raw, source.origin, source.media_type, source.encoding))
            self._decoded, self._is_page = decoded.text, decoded.media_type == HTML
            self._about = f"raw source · {source.media_type} · {source.encoding} · {source.origin}"

    def library_changed(self) -> None:
        """Read the article again, and make its lines anew with what is known of them."""
        self.article = self.library.article(self.article.id)
        self._shown_of = self._known()
        made, verdicts = self._explained()
        before, at = self.view.line, self.view.at
        source = self._shown(made, verdicts)
        source = lines.ruled(source, self.library.corrections(self.article.id))
        self._tally = telling.of_tally(source) if self._decoded is not None else ""
        self.view.show(source, source.nearest(before, at) if before is not None else 0)

    def _explained(self) -> tuple[str, Sequence[Verdict]]:
        """The text that cleaning would make now, and what it says of each line; nothing where it cannot."""
        if self._decoded is None or len(self._decoded) > _EXPLAINED:
            return "", ()
        try:
            cleaned, verdicts = self.library.explained(self.article)
        except AnnottyError:  # the source is shown all the same
            return "", ()
        return cleaned.document.text, verdicts

    def _shown(self, made: str, verdicts: Sequence[Verdict]) -> SourceText:
        document = self.article.document
        if self._is_page and verdicts and not self._in_markup:
            return lines.of_blocks(verdicts, made, self.article.text)
        kept = document.source_map.kept() if document is not None else ()
        return lines.of_text(self._decoded or "", kept, () if self._is_page else verdicts, fixed=self._is_page)

    def _offset_of(self, cursor: int) -> int:
        """Where the words at an offset of the text stand in what is shown."""
        document: Document | None = self.article.document
        if document is None or cursor >= len(document.text):
            return 0
        if self._is_page and any(line.words for line in self.view.source.lines):  # not the raw HTML
            places = (line.span.start for line in self.view.source.lines if line.place and cursor in line.place)
            return next(places, 0)
        found = document.source_map.to_source(Span(cursor, cursor + 1))
        return found.start if found is not None else 0

    def others_changed_it(self) -> None:
        """Show what is there now; where even that fails, the message that is there stays."""
        with suppress(AnnottyError):
            self.library_changed()

    def after_command(self) -> None:
        """Tell of the line in hand, or of what is asked."""
        asked, line = self.asking.asked, self.view.line
        self.head.show(self._about, self._tally)
        if asked is not None:
            self.foot.show_status([(self.worded(asked.hint), self.palette.quiet)])
            self.foot.show_keys(Place.FORM, self.asking.unable, typing=self.asking.is_typed_in, accept=asked.does)
            return
        self.foot.show_status(*telling.of_line(line, telling.outlet_of(self.article), self.palette))
        unable = set[str]() if self._is_page else {"markup"}
        if line is None or not line.words:
            unable |= {"take_line", "take_line_here", "as_cleaned", "take_line_others"}
        elif line.ruling is None:
            unable |= {"as_cleaned", "take_line_others"}
        elif line.ruling.outlet is None:
            unable.add("take_line_others")
        self.foot.show_keys(Place.SOURCE, unable)

    @property
    def place(self) -> Place:
        """The source, or what is asked over it."""
        return self.asking.place or Place.SOURCE

    @property
    def article_in_hand(self) -> str | None:
        """This one."""
        return self.article.id

    # --- what is asked ------------------------------------------------------------------------------------------------

    def typed(self, character: str) -> bool:
        """Characters go to the form, where there is one."""
        return self.asking.typed(character)

    def pasted(self, words: str) -> None:
        """Words go to the field in hand."""
        self.asking.pasted(words)

    def ask(self, asked: Asked, accept: Callable[[Asked], None], revising: str | None = None) -> None:
        """Lay a sheet over the lines."""
        self.asking.ask(asked, accept, revising)
        self.asking.sheet.lie_beside(0, 0, self.view.size.height)

    def marks_changed(self, said: Words) -> None:
        """Something was saved: show it, ask nothing any more, say so."""
        self.asking.dismiss()
        self.library_changed()
        self.say(said)

    def do_accept(self, _given: Given) -> None:
        """Answer what is asked."""
        self.asking.answer()

    def do_dismiss(self, _given: Given) -> None:
        """Out of the form; what was filled in is not dropped at the first press."""
        if self.asking.may_be_dropped():
            self.asking.dismiss()
        else:
            self.say(Hint.of("not saved", (Key("dismiss"), " again leaves it"), (Key("accept"), " saves")), bad=True)

    # --- commands -----------------------------------------------------------------------------------------------------

    def carry_out(self, given: Given) -> None:
        """Answer what is asked, walk by lines, or do something with the one in hand."""
        if self.asking.takes_keys:
            if given.command in ("accept", "dismiss", "help"):
                super().carry_out(given)
            else:
                self.asking.commanded(given.command)
        elif not self.view.walk(given.command, given.count):
            super().carry_out(given)

    def do_next_border(self, given: Given) -> None:
        """To where lines begin that were left out, or that were kept."""
        self._to_border(1, given.count or 1)

    def do_previous_border(self, given: Given) -> None:
        """The other way."""
        self._to_border(-1, given.count or 1)

    def _to_border(self, step: int, times: int) -> None:
        at: int | None = self.view.at
        for _ in range(times):
            found = self.view.source.border(at, step) if at is not None and self.view.source.lines else None
            if found is None:
                break
            at = found
        if at is None or at == self.view.at:
            raise Refused("that way nothing more changes between kept and left out")
        self.view.choose(at)

    def do_take_line(self, _given: Given) -> None:
        """Take the line in hand in, or leave it out, for all articles of the outlet."""
        self._overrule(only_here=False)

    def do_take_line_here(self, _given: Given) -> None:
        """For this article alone."""
        self._overrule(only_here=True)

    def do_as_cleaned(self, _given: Given) -> None:
        """Let the cleaner decide about the line again."""
        line = self.view.line
        if line is None or line.ruling is None:
            raise Refused("nobody has said anything of this line; the cleaner decides")
        report = self.library.withdraw(self.article.id, line.ruling.id)
        outlet = line.ruling.outlet and telling.outlet_of(self.article)
        self.library_changed()
        others = f"the others: annotty reclean --outlet {shlex.quote(outlet)}" if outlet else ""
        self.say(telling.of_correction("the cleaner decides", others, report))

    def _overrule(self, *, only_here: bool) -> None:
        line = self.view.line
        if line is None:
            raise Refused("there is no line here")
        if not line.words:
            raise Unable("raw HTML is only looked at", (Key("markup"), " shows the lines of the page"))
        keep = not line.kept
        report = self.library.correct_line(
            self.article.id, line.words, keep, only_here=only_here, text_id=self.article.text_id
        )
        self.library_changed()
        where = telling.scope(telling.outlet_of(self.article), only_here=only_here)
        others = 0 if only_here else len(self.library.others_with_line(self.article.id, line.words))
        self.say(telling.of_correction("taken in" if keep else "left out", where, report, others))

    def do_take_line_others(self, _given: Given) -> None:
        """Clean those other articles of the outlet again that the word about the line in hand would change."""
        line = self.view.line
        if line is None or line.ruling is None or line.ruling.outlet is None:
            raise Refused("nobody has said anything of this line for the outlet's other articles")
        others = self.library.others_with_line(self.article.id, line.words)
        if not others:
            raise Refused("the outlet's other articles are so already")
        what = f"cleaning {len(others):,} {'article' if len(others) == 1 else 'articles'} again …"
        self.at_work.do(_COSTS * len(others), what, partial(_cleaned_again, others), self._others_are_cleaned)

    def _others_are_cleaned(self, reports: Sequence[Recleaned]) -> None:
        self.library_changed()
        self.say(telling.of_others(reports))

    def do_markup(self, _given: Given) -> None:
        """The raw HTML in the place of the lines that it shows, or those again."""
        if not self._is_page:
            raise Refused("this source is plain text; there is nothing behind it")
        number = self.view.line.number if self.view.line is not None else 0
        self._in_markup = not self._in_markup
        self.library_changed()
        numbers = [line.number for line in self.view.source.lines]
        at = max((at for at, each in enumerate(numbers) if each <= number), default=0)
        self.view.choose(at)
        self.say("raw HTML" if self._in_markup else "the lines of the page")

    def do_list_waiting(self, _given: Given) -> None:
        """Back to the text, to the marks that wait for their words."""
        if not self.library.orphans(self.article.id):
            raise Refused("no mark of this article waits for its words")
        self.wants_waiting = True
        self.dismiss()

    def do_text(self, _given: Given) -> None:
        """Back to the text; what is being changed is waited for."""
        if self.at_work.words:
            raise Refused(f"{self.at_work.words} wait for it")
        self.dismiss()

    do_leave = do_text


def _cleaned_again(articles: Sequence[str], library: Library) -> Sequence[Recleaned]:
    reports: list[Recleaned] = []
    library.reclean(articles, tell=reports.append)
    return reports

"""What the rooms of the page need of it. A room carries out commands: it has a method do_x(given) for a command named x."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Protocol

from textual.app import App

from reader.article.asking import Asking
from reader.article.drawing.view import ArticleView
from reader.article.moving.walking import Walker
from reader.article.page_marks import PageMarks
from reader.article.sheet import Asked
from reader.commands.hints import Words
from store.model import Annotation, Article
from store.text import Span


class Page(Protocol):
    """The page as its rooms see it."""

    article: Article
    marks: PageMarks
    view: ArticleView
    walker: Walker
    asking: Asking

    @property
    def app(self) -> App[object]:
        """The application, which has the terminal."""

    @property
    def selected(self) -> Span | None:
        """The words that are selected, without the white space at their edges."""

    @property
    def cursor(self) -> int:
        """Where the cursor is, a code point."""

    @property
    def marks_in_hand(self) -> list[Annotation]:
        """The marks under the cursor, the one that keys act on first."""

    @property
    def lit_by_search(self) -> Callable[[int, int], Sequence[Span]] | None:
        """What a search has lit: gives the hits that touch a stretch; None where nothing is lit."""

    @property
    def mark_in_hand(self) -> Annotation | None:
        """The mark under the cursor that keys act on."""

    def select(self, span: Span) -> None:
        """Select these words."""

    def go_to(self, offset: int) -> None:
        """Put the cursor there."""

    def jump_to(self, offset: int) -> None:
        """Put the cursor there, and remember where it was, to come back."""

    def take_in_hand(self, mark: Annotation) -> None:
        """Make a mark the one that keys act on; the cursor goes to it where it is on none of its words, if in sight."""

    def ask(self, asked: Asked, accept: Callable[[Asked], None], revising: str | None = None) -> None:
        """Ask something; accept is called with the answer. revising: the mark whose draft is shown in its place."""

    def close_sheet(self, *, selected: bool = False) -> None:
        """Ask nothing any more, and be where the hand was before; with what was selected then, or without."""

    def leave_for_words(self) -> None:
        """Words are to be picked in the text: the hand comes back to where it is now."""

    def marks_changed(self, said: Words) -> None:
        """Marks were saved: show them, drop the selection, say so."""

    def library_changed(self) -> None:
        """Read the article and its marks again."""

    def say(self, message: Words, *, bad: bool = False) -> None:
        """Say something in the foot."""

    def after_command(self) -> None:
        """Bring head, foot and lights up to date with the hand, where no key has brought it elsewhere."""

    def open_article(self, article: str, said: str = "") -> None:
        """Leave this page for that of another article, whose foot then says something."""

    def run_worker(self, work: Coroutine[None, None, None]) -> object:
        """Do something while keys are read; it ends with the page."""

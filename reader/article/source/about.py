"""Correcting what is known of an article besides its text: asks with a form, and saves what it says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from reader.article.sheet import Asked
from reader.article.source.about_form import AboutForm
from reader.commands.hints import Hint, Key, Words
from reader.commands.keys import Given
from store.library import Library
from store.model import Article, Metadata


class Askable(Protocol):
    """What the room needs of its screen, which is the page or the source view."""

    article: Article

    def ask(self, asked: Asked, accept: Callable[[Asked], None], revising: str | None = None) -> None:
        """Ask something; accept is called with the answer."""

    def marks_changed(self, said: Words) -> None:
        """Something was saved: show it, ask nothing any more, say so."""


class About:
    """The room in which title, byline, outlet, dates and language are corrected."""

    def __init__(self, library: Library, screen: Askable) -> None:
        self._library = library
        self._screen = screen

    def do_about(self, _given: Given) -> None:
        """Show what is known of the article, to correct it."""
        article = self._library.article(self._screen.article.id)
        self._screen.ask(AboutForm.of(article), partial(self._accept, article.metadata))

    def _accept(self, since: Metadata, asked: Asked) -> None:
        assert isinstance(asked, AboutForm)
        changes = asked.changes
        if not changes:
            self._screen.marks_changed("nothing was changed")
            return
        self._library.correct_fields(self._screen.article.id, changes, since=since)
        self._screen.marks_changed(Hint.of(f"saved · {', '.join(changes)}", (Key("undo"), " takes it back")))

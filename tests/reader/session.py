"""The app driven by keys as a person would, and what its screen shows: rows of characters and rows of looks."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol, cast

from rich.style import Style
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.strip import Strip

from reader.app import AnnottyApp
from reader.article.drawing.row_painting import GUTTER
from reader.article.drawing.view import ArticleView
from reader.article.screen import PageScreen
from reader.commands.keymap import Keymap
from reader.library.screen import LibraryScreen
from reader.preferences import Preferences
from reader.screen import CommandScreen
from store.library import Library

_OFTEN = 0.005
"""Seconds between two looks at what is waited for."""
PATIENCE = 20.0
"""Seconds after which what was waited for will not come."""


class _Loop(Protocol):
    """What asyncio's event loop has to do at once."""

    _ready: deque[object]


class Session:
    """A running app and the keys pressed in it."""

    def __init__(self, app: AnnottyApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys by Textual's names for them; words behind a space are typed character by character."""
        for key in keys:
            for each in key[1:] if len(key) > 1 and key.startswith(" ") else [key]:
                await self._press(each)
        self.app.screen._on_timer_update()  # what the screen would draw at its next tick
        await self.settled()

    async def _press(self, key: str) -> None:
        """One key, and all that follows from it; the pilot's own press sleeps twice for each."""
        name = "space" if key == " " else _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        character = " " if name == "space" else key if len(key) == 1 else None
        driver = self.app._driver
        assert driver is not None
        event = events.Key(name, character)
        event.set_sender(self.app)
        driver.send_message(event)
        await self.settled()

    async def settled(self) -> None:
        """Wait until every widget has done what it was told, and what followed from that: nothing is left to do at once."""
        loop = cast(_Loop, asyncio.get_running_loop())
        async with asyncio.timeout(PATIENCE):
            await asyncio.sleep(0)
            while loop._ready:
                await asyncio.sleep(0)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something. Raises TimeoutError where it does not come about."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await asyncio.sleep(_OFTEN)
                await self.settled()

    @property
    def screen(self) -> CommandScreen:
        """The screen that keys go to."""
        return cast(CommandScreen, self.app.screen)

    @property
    def page(self) -> PageScreen:
        """The page that is open, also where help or source lies over it."""
        pages = [screen for screen in self.app.screen_stack if isinstance(screen, PageScreen)]
        assert pages, "no page is open"
        return pages[-1]

    @property
    def view(self) -> ArticleView:
        """The text of that page."""
        return self.page.view

    @property
    def strips(self) -> list[Strip]:
        """The rows of the screen."""
        return self.app.screen._compositor.render_strips()

    @property
    def rows(self) -> list[str]:
        """The characters on the screen."""
        return ["".join(segment.text for segment in strip) for strip in self.strips]

    @property
    def text(self) -> str:
        """All of them."""
        return "\n".join(row.rstrip() for row in self.rows)

    @property
    def text_rows(self) -> list[str]:
        """The characters where the article stands, without head, foot, gutter and what is beside the text."""
        view = self.view
        return [row[view.margin + GUTTER : view.notes_at or view.size.width] for row in self.rows[2:-3]]

    @property
    def said(self) -> str:
        """What the foot says was done."""
        return self.screen.foot.message

    @property
    def sheet(self) -> list[str]:
        """The rows of what is asked."""
        sheet = self.page.asking.sheet
        if sheet.asked is None:
            return []
        return ["".join(s.text for s in sheet.render_line(y)).rstrip() for y in range(sheet.size.height)]

    def looks_at(self, offset: int) -> Style:
        """How a code point of the text looks on the screen. Raises IndexError where it is out of sight."""
        row = self.view.rows.row_of(offset) - self.view.top_row
        column = self.view.rows.column_of(offset)
        strip = self.view.render_line(row)
        at = 0
        for segment in strip:
            at += segment.cell_length
            if at > column + self.view.margin + GUTTER:
                return segment.style or Style()
        raise IndexError(offset)

    async def go_to(self, words: str, *, end: bool = False) -> None:
        """Put the cursor on the first of some words (end: the last character), with the mouse's message."""
        start = self.page.article.text.index(words)
        offset = start + len(words) - 1 if end else start
        self.view.post_message(ArticleView.Pointed(offset, None, 1))
        await self.until(lambda: self.page.cursor == offset)

    async def open(self, article: str) -> None:
        """Open the page of an article."""
        self.app.open_article(article)
        await self.until(lambda: isinstance(self.app.screen, PageScreen) and bool(self.view.size))
        await self.settled()


class Start:
    """Starts the app on a library, on a terminal of some size."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @asynccontextmanager
    async def __call__(
        self,
        article: str | None = None,
        *,
        size: tuple[int, int] = (80, 24),
        library: Library | None = None,
        preferences: Preferences | None = None,
        keymap: Keymap | None = None,
    ) -> AsyncIterator[Session]:
        app = AnnottyApp(library or self.library, article=article, preferences=preferences, keymap=keymap)
        async with app.run_test(size=size) as pilot:
            session = Session(app, pilot)
            kind = PageScreen if article else LibraryScreen
            await session.until(lambda: isinstance(app.screen, kind) and bool(app.screen.foot.size))
            await session.settled()
            yield session

"""What is being asked over the list: the sheet, what its answer is for, and what happens while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from textual.widget import Widget

from reader.article.lists.listing import Listing
from reader.article.sheet import Asked, Chooser, Sheet
from reader.commands import Place
from reader.entities.entity_form import EntityForm
from reader.entities.picker import Picker
from reader.library.naming import Naming
from reader.palette import Palette
from store.errors import LibraryError


def _nothing(_asked: Asked) -> None:
    pass


_OF_CLAIMS = {"pick_words", "add_link", "add_link_before", "drop_link", "edit_outside"}
"""What only the form of a claim does, on the page."""


class LainOver(Protocol):
    """The screen that the sheet lies on."""

    def lay_over(self, widget: Widget) -> Widget:
        """Let a widget lie over the rows; gives what it lies in."""


class SheetOverList:
    """Holds the sheet that lies over the lower half of the list."""

    def __init__(self, palette: Palette, screen: LainOver) -> None:
        self.sheet = Sheet(palette)
        self._room = screen.lay_over(self.sheet)
        self._accept: Callable[[Asked], None] = _nothing
        self._changed: Callable[[Asked], None] = _nothing
        self._drop: Callable[[Asked], None] | None = None
        self._opened: Asked | None = None
        self._warned: Asked | None = None

    @property
    def asked(self) -> Asked | None:
        """What is asked."""
        return self.sheet.asked

    @property
    def place(self) -> Place | None:
        """Where keys are pressed; None where nothing is asked."""
        return self.asked.place if self.asked is not None else None

    @property
    def is_answered(self) -> bool:
        """Whether a key was pressed that chooses and answers at once."""
        return isinstance(self.asked, Chooser) and self.asked.taken is not None

    @property
    def unable(self) -> set[str]:
        """The commands that mean nothing for what is asked."""
        can_drop = isinstance(self.asked, Listing) and self.asked.can_delete
        is_tagged = isinstance(self.asked, Picker) and not self.asked.asks
        return _OF_CLAIMS | (set() if can_drop else {"drop_mark"}) | (set() if is_tagged else {"next_tag"})

    def ask(
        self,
        asked: Asked,
        accept: Callable[[Asked], None],
        *,
        changed: Callable[[Asked], None] = _nothing,
        drop: Callable[[Asked], None] | None = None,
    ) -> None:
        """Ask something; accept is called with the answer, changed with every state on the way, drop where a row goes."""
        self._accept, self._changed, self._drop = accept, changed, drop
        self._opened, self._warned = asked, None
        self.sheet.lie_beside(0, 0, self._room.size.height)
        self.becomes(asked)

    def becomes(self, asked: Asked) -> None:
        """Show another state of what is asked."""
        self.sheet.ask(asked)
        self._changed(asked)

    def may_be_dropped(self) -> bool:
        """Whether nothing was filled in that would be lost; asked a second time without a key between, it may."""
        asked, opened = self.asked, self._opened
        is_filled = isinstance(asked, EntityForm) and isinstance(opened, EntityForm) and not asked.says_the_same(opened)
        may = not is_filled or self._warned is asked
        self._warned = asked
        return may

    def leave(self) -> None:
        """Ask nothing any more."""
        self.sheet.ask(None)

    @contextmanager
    def answered(self) -> Iterator[None]:
        """What is asked goes when what is done inside is done, or refused; where the library does not take it, it stays."""
        asked, stays = self.asked, False
        try:
            yield
        except LibraryError:
            stays = True
            raise
        finally:
            if self.asked is asked and not stays:
                self.leave()

    def typed(self, characters: str) -> bool:
        """Give characters to what is asked; whether they were taken."""
        if self.asked is None or (answer := self.asked.typed(characters)) is None:
            return False
        self.becomes(answer)
        return True

    def pasted(self, words: str) -> None:
        """Give words to the line that is typed, if there is one."""
        if isinstance(self.asked, Naming | Listing | Picker | EntityForm):
            self.typed(words)

    def commanded(self, command: str) -> None:
        """Give a command to what is asked."""
        asked = self.asked
        assert asked is not None
        if command == "accept":
            self._accept(asked)
        elif command == "dismiss":
            self.leave()
        elif command == "drop_mark" and self._drop is not None:
            self._drop(asked)
        elif isinstance(asked, Listing) and command in ("page_down", "page_up"):
            page = max(1, self.sheet.size.height - 3)
            self.becomes(asked.moved(page if command == "page_down" else -page))
        elif (answer := asked.commanded(command)) is not None:
            self.becomes(answer)

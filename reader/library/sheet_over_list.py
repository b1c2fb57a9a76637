"""What is being asked over the list: the sheet, what its answer is for, and what happens while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from reader.article.lists.listing import Listing
from reader.article.sheet import Asked, Sheet
from reader.commands import Place
from reader.library.listed import Listed
from reader.library.naming import Naming
from reader.palette import Palette


def _nothing(_asked: Asked) -> None:
    pass


class SheetOverList:
    """Holds the sheet that lies over the lower half of the list."""

    def __init__(self, palette: Palette, screen: Listed) -> None:
        self.sheet = Sheet(palette)
        self._room = screen.lay_over(self.sheet)
        self._accept: Callable[[Asked], None] = _nothing
        self._changed: Callable[[Asked], None] = _nothing
        self._drop: Callable[[Asked], None] | None = None

    @property
    def asked(self) -> Asked | None:
        """What is asked."""
        return self.sheet.asked

    @property
    def place(self) -> Place | None:
        """Where keys are pressed; None where nothing is asked."""
        return self.asked.place if self.asked is not None else None

    @property
    def unable(self) -> set[str]:
        """The commands that mean nothing for what is asked."""
        can_drop = isinstance(self.asked, Listing) and self.asked.can_delete
        return set() if can_drop else {"drop_mark"}

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
        self.sheet.lie_beside(0, 0, self._room.size.height)
        self.becomes(asked)

    def becomes(self, asked: Asked) -> None:
        """Show another state of what is asked."""
        self.sheet.ask(asked)
        self._changed(asked)

    def leave(self) -> None:
        """Ask nothing any more."""
        self.sheet.ask(None)

    def typed(self, characters: str) -> bool:
        """Give characters to what is asked; whether they were taken."""
        if self.asked is None or (answer := self.asked.typed(characters)) is None:
            return False
        self.becomes(answer)
        return True

    def pasted(self, words: str) -> None:
        """Give words to the line that is typed, if there is one."""
        if isinstance(self.asked, Naming | Listing):
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

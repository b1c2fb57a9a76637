"""A note on a highlight, written in place. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from reader.commands import Place
from reader.drawing import Piece
from reader.form import Field, Form, Kind
from reader.line_editing import Typing
from reader.palette import Palette


@dataclass(frozen=True, slots=True)
class NoteForm:
    """One line to write in."""

    title: str
    form: Form

    @classmethod
    def of(cls, title: str, note: str) -> NoteForm:
        """The form with what the note says already."""
        return cls(title, Form((Field("note", "note", Kind.TYPED, typing=Typing.of(note)),)))

    @property
    def place(self) -> Place:
        """The keys of forms."""
        return Place.FORM

    @property
    def hint(self) -> str:
        """What to do."""
        return "write a note"

    @property
    def note(self) -> str:
        """What is written."""
        return self.form.named("note").value

    def typed(self, character: str) -> Self | None:
        """With a character more."""
        form = self.form.typed(character)
        return None if form is None else replace(self, form=form)

    def commanded(self, command: str) -> Self | None:
        """Edited."""
        form = self.form.commanded(command)
        return None if form is None else replace(self, form=form)

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """Its row."""
        return self.form.draw(palette, width, height)

"""What is known of an article besides its text, as a form: each value with where it came from. Pure; saves nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Self

from reader.article.source.telling import source_of
from reader.commands import Place
from reader.commands.hints import Hint, Key, Words
from reader.drawing import Piece, cut
from reader.form import Field, Form, Kind
from reader.line_editing import Typing
from reader.palette import Palette
from store.correcting import CORRECTED, checked_value
from store.errors import Refused
from store.model import Article

_CELLS = 42  # of a field, of 67
_DATES = ("published", "updated")


@dataclass(frozen=True, slots=True)
class AboutForm:
    """The fields that a reader can correct. was: what they said when it was opened; found: where each came from."""

    form: Form
    was: tuple[str, ...]
    found: tuple[str, ...]

    @classmethod
    def of(cls, article: Article) -> AboutForm:
        """The form of an article."""
        known = asdict(article.metadata)
        was = tuple(known[name] or "" for name in CORRECTED)
        fields = tuple(
            Field(name, name, Kind.TYPED, cells=_CELLS, typing=Typing.of(value))
            for name, value in zip(CORRECTED, was, strict=True)
        )
        found = tuple(
            source_of(article.found, name) if value else "" for name, value in zip(CORRECTED, was, strict=True)
        )
        return cls(Form(fields), was, found)

    @property
    def place(self) -> Place:
        """The keys of forms."""
        return Place.FORM

    @property
    def title(self) -> str:
        """What it is about."""
        return "about this article"

    @property
    def hint(self) -> Words:
        """How to fill the field in hand."""
        name = self.form.field.name
        if name in _DATES:
            return "a date: 2024-07-20, 2024-07, 2024 or 2024-07-20T15:04+02:00"
        if name == "language":
            return "a language by its code: en, de"
        return Hint.of(f"correct the {name}", (Key("accept"), " saves"))

    @property
    def does(self) -> str:
        """It is saved."""
        return "save"

    @property
    def changes(self) -> dict[str, str | None]:
        """The fields that say something else now, checked. Raises Refused where one says what it cannot."""
        now = {field.name: field.value for field in self.form.fields}
        return {
            name: checked_value(name, now[name])
            for name, was in zip(CORRECTED, self.was, strict=True)
            if now[name] != was
        }

    @property
    def fault(self) -> Self | None:
        """With the first field that cannot say what it does in hand; None where all can."""
        for at, (field, was) in enumerate(zip(self.form.fields, self.was, strict=True)):
            try:
                if field.value != was:
                    checked_value(field.name, field.value)
            except Refused:
                return replace(self, form=replace(self.form, at=at))
        return None

    def says_the_same(self, other: AboutForm) -> bool:
        """Whether nothing was filled in otherwise."""
        return [each.value for each in self.form.fields] == [each.value for each in other.form.fields]

    def typed(self, character: str) -> Self | None:
        """With a character more in the field in hand."""
        return self._with(self.form.typed(character))

    def commanded(self, command: str) -> Self | None:
        """To another field, or edited."""
        return self._with(self.form.commanded(command))

    def _with(self, form: Form | None) -> Self | None:
        return None if form is None else replace(self, form=form)

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """A row for each field, with where its value came from."""
        rows = self.form.draw(palette, width, height)
        first = self.form.unseen(height)[0]
        for at, drawn in enumerate(rows, first):
            told = "not saved yet" if self.form.fields[at].value != self.was[at] else self.found[at]
            drawn.append((f"  {cut(told, width)}" if told else "", palette.sheet_quiet))
        return rows

    def unseen(self, width: int, height: int) -> tuple[int, int]:  # noqa: ARG002 - the rows are those at any width
        """The rows out of sight above and below."""
        return self.form.unseen(height)

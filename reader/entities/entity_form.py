"""An entity as a form: its names, tag, reliability, identifiers elsewhere, note. Pure; saves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Self

from reader.commands import Place
from reader.commands.hints import Hint, Words
from reader.drawing import Piece
from reader.form import Field, Form, Kind
from reader.line_editing import Typing
from reader.palette import Palette
from store import naming
from store.errors import Refused
from store.model import Alias, Entity, EntityDraft, Tag

_BETWEEN = ";"
"""Parts names from one another: a comma stands in many of them."""
_WIKIDATA = "wikidata"
_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "name": "what it is called",
        "tag": "what it is; ← → or a letter",
        "marks": "whether its marks get the new tag too",
        "also": "its other names, with a ; between two: a comma parts none",
        "weakly": "names that others bear too, as “the minister”, with a ; between two",
        "reliable": "how reliable it is as a source, by the Admiralty’s letters",
        "wikidata": "its number there: Q42",
        "elsewhere": "what other registers call it, as in  viaf 113230702; isni 0000 0001",
        "note": "what else is to be remembered of it",
    }
)


@dataclass(frozen=True, slots=True)
class EntityForm:
    """The fields of an entity. called: what the sheet is called."""

    called: str
    form: Form

    @classmethod
    def of(cls, entity: Entity, tags: Sequence[Tag], *, has_marks: bool) -> EntityForm:
        """The form of one that is there; has_marks: marks name it, which may get a new tag too."""
        return cls._open(entity.name, naming.draft_of(entity), tags, has_marks=has_marks)

    @classmethod
    def new(cls, called: str, draft: EntityDraft, tags: Sequence[Tag]) -> EntityForm:
        """The form of one that is to be made."""
        return cls._open(called, draft, tags, has_marks=False)

    @classmethod
    def _open(cls, called: str, draft: EntityDraft, tags: Sequence[Tag], *, has_marks: bool) -> EntityForm:
        choices = tuple((tag.name, tag.label) for tag in tags)
        at = next((n for n, tag in enumerate(tags) if tag.name == draft.tag), 0)
        strong, weak = (
            _listed(each.name for each in draft.aliases if each.weak is is_weak) for is_weak in (False, True)
        )
        others = {key: value for key, value in draft.identifiers.items() if key != _WIKIDATA}
        letters = (("", "–"), *((letter, f"{letter} {said}") for letter, said in naming.RELIABILITIES.items()))
        rated = next((n for n, (letter, _) in enumerate(letters) if letter == (draft.reliability or "")), 0)
        marks = Field(
            "marks", "tag", Kind.CHOICE, label="its marks", choices=(("too", "too"), ("", "as they are")), cells=14
        )
        fields = (
            _typed("name", draft.name),
            Field("tag", "tag", Kind.CHOICE, choices=choices, chosen=at, cells=30),
            *((marks,) if has_marks else ()),
            _typed("also", strong),
            _typed("weakly", weak),
            Field("reliable", "reliable", Kind.CHOICE, choices=letters, chosen=rated, cells=30),
            _typed("wikidata", draft.identifiers.get(_WIKIDATA, "")),
            _typed("elsewhere", _listed(f"{key} {value}" for key, value in others.items())),
            _typed("note", draft.note.replace("\n", " ")),
        )
        return cls(called, Form(fields))

    # --- what a sheet asks --------------------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """The keys of forms."""
        return Place.FORM

    @property
    def title(self) -> str:
        """Whom it is about."""
        return self.called

    @property
    def hint(self) -> Words:
        """What the field in hand is for."""
        return Hint.of(_HINTS[self.form.field.name])

    @property
    def does(self) -> str:
        """It is saved."""
        return "save"

    def typed(self, character: str) -> Self | None:
        """A character for the field in hand."""
        return self._with(self.form.typed(character))

    def commanded(self, command: str) -> Self | None:
        """To another field, or edited."""
        return self._with(self.form.commanded(command))

    def _with(self, form: Form | None) -> Self | None:
        return None if form is None else replace(self, form=form)

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """A row for each field."""
        return self.form.draw(palette, width, height)

    def unseen(self, _width: int, height: int) -> tuple[int, int]:
        """The rows out of sight above and below."""
        return self.form.unseen(height)

    # --- what it says -------------------------------------------------------------------------------------------------

    @property
    def draft(self) -> EntityDraft:
        """What it says. Raises Refused where an identifier has no register."""
        value = {each.name: each.value for each in self.form.fields}
        names = [Alias(each) for each in _parted(value["also"])]
        names += [Alias(each, weak=True) for each in _parted(value["weakly"])]
        identifiers = {_WIKIDATA: value["wikidata"]} if value["wikidata"] else {}
        for each in _parted(value["elsewhere"]):
            key, _, said = each.partition(" ")
            if not said.strip():
                raise Refused(f"“{each}” is no identifier: a register and what it says, as in viaf 113230702")
            identifiers[key] = said.strip()
        reliability = value["reliable"] or None
        return EntityDraft(value["name"], value["tag"], tuple(names), identifiers, reliability, value["note"])

    @property
    def retags(self) -> bool:
        """Whether its marks get the new tag too."""
        return any(each.name == "marks" and each.value == "too" for each in self.form.fields)

    def says_the_same(self, other: EntityForm) -> bool:
        """Whether nothing was filled in otherwise."""
        return [each.value for each in self.form.fields] == [each.value for each in other.form.fields]

    @property
    def fault(self) -> Self | None:
        """With the field in hand that cannot be saved as it is filled; None where all can."""
        empty = EntityDraft("-", "")
        try:
            draft = self.draft
        except Refused:
            return self._at("elsewhere")
        ids = draft.identifiers
        tried = (
            ("name", replace(empty, name=draft.name)),
            ("also", replace(empty, name=draft.name, aliases=tuple(each for each in draft.aliases if not each.weak))),
            ("weakly", replace(empty, name=draft.name, aliases=draft.aliases)),
            ("wikidata", replace(empty, identifiers={key: ids[key] for key in ids if key == _WIKIDATA})),
            ("elsewhere", replace(empty, identifiers=ids)),
            ("note", replace(empty, note=draft.note)),
        )
        for name, part in tried:
            try:
                naming.composed("", part)
            except Refused:
                return self._at(name)
        return None

    def _at(self, name: str) -> Self:
        at = next(n for n, each in enumerate(self.form.fields) if each.name == name)
        return replace(self, form=replace(self.form, at=at))


def _typed(name: str, value: str) -> Field:
    return Field(name, name, Kind.TYPED, typing=Typing.of(value))


def _listed(names: Iterable[str]) -> str:
    return f"{_BETWEEN} ".join(names)


def _parted(names: str) -> list[str]:
    return [each for part in names.split(_BETWEEN) if (each := " ".join(part.split()))]

"""A tag as a form: every field that it has. Pure; saves nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Self

from reader.commands import Place
from reader.commands.hints import Hint, Key, Words
from reader.drawing import Piece
from reader.form import Field, Form, Kind
from reader.line_editing import Typing
from reader.palette import Palette
from store.model import Layer, Tag
from store.tagset import COLOURS, ELSEWHERE, free_key

_ROWS = {
    "name": ("name", "label"),
    "key": ("key", "sign", "colour"),
    "layer": ("layer", "parent"),
    "mapped to": ("conll", "ontonotes"),
    "/mapped to": ("ftm", "stix"),
}
_CELLS = {"name": 18, "label": 0, "key": 6, "sign": 6, "colour": 12, "layer": 16, "parent": 0, "conll": 18, "ftm": 18}
_LABELS = {"label": "label", "sign": "sign", "colour": "colour", "parent": "kind of", "ftm": "ftm", "stix": "stix"}
_LABELS |= {"conll": "conll", "ontonotes": "ontonotes"}
_NONE = "–"
_BESIDE_FROM = 64
"""Cells from which fields stand beside one another."""
_NO_NAME = re.compile(r"[^\w-]+")
_HINTS = {
    "label": "what it is called on the screen",
    "sign": "one letter or sign that tells it apart without colour; empty: its first letter",
    "colour": "the colour of its marks",
    "layer": "what its marks are: entities, claims or highlights",
    "parent": "the tag that it is a kind of; a filter for that finds it too",
}


@dataclass(frozen=True, slots=True)
class TagForm:
    """The fields of a tag. was: the tag as it is; None: a new one. others: the rest of the tag set. taken: keys that
    commands have.
    """

    form: Form
    was: Tag | None
    others: tuple[Tag, ...]
    taken: frozenset[str]

    @classmethod
    def of(cls, was: Tag | None, tags: Sequence[Tag], taken: Collection[str]) -> TagForm:
        """The form of a tag, or of a new one."""
        others = tuple(tag for tag in tags if was is None or tag.name != was.name)
        tag = was or Tag("", Layer.ENTITY, "", sign="")
        fields = [_field(name, row, tag, others) for row, names in _ROWS.items() for name in names]
        return cls(Form(tuple(fields)), was, others, frozenset(taken))

    @property
    def place(self) -> Place:
        """The keys of forms."""
        return Place.FORM

    @property
    def title(self) -> str:
        """Which tag."""
        return f"the tag {self.was.name}" if self.was is not None else "a new tag"

    @property
    def hint(self) -> Words:
        """How to fill the field in hand."""
        name = self.form.field.name
        if name == "name":
            return (
                "letters, figures, - and _; empty: from its label" if self.was is None else "letters, figures, - and _"
            )
        if name == "key":
            free = free_key(self.tag, self.others, self.taken)
            if self.was is None:
                return f"pressed on the page to mark with it; empty: {free or 'none'}"
            return f"pressed on the page to mark with it; {free} is free" if free else "pressed on the page"
        return ELSEWHERE.get(name) or Hint.of(_HINTS[name], (Key("accept"), " saves"))

    @property
    def does(self) -> str:
        """It is saved."""
        return "save"

    @property
    def tag(self) -> Tag:
        """What the form says; a new tag without a key has one that is free. Whether it can be, the library says."""
        said = {field.name: field.value for field in self.form.fields}
        name = said["name"] or _NO_NAME.sub("_", said["label"].strip()).strip("_").upper()
        mapping = dict(self.was.mapping) if self.was is not None else {}
        for where in ELSEWHERE:
            mapping.pop(where, None)
            if said[where]:
                mapping[where] = said[where]
        tag = Tag(
            name,
            Layer(said["layer"]),
            said["label"] or name.lower(),
            said["key"] or None,
            said["colour"],
            said["sign"] or name[:1].lower() or "·",
            said["parent"] or None,
            mapping,
            self.was is not None and self.was.retired,
        )
        if self.was is None and tag.key is None:
            return replace(tag, key=free_key(tag, self.others, self.taken))
        return tag

    def typed(self, character: str) -> Self | None:
        """With a character more in the field in hand."""
        return self._with(self.form.typed(character))

    def commanded(self, command: str) -> Self | None:
        """To another field, or edited."""
        return self._with(self.form.commanded(command))

    def _with(self, form: Form | None) -> Self | None:
        return None if form is None else replace(self, form=form)

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """A row for each group of fields; of a new tag in brackets what it gets where nothing is typed."""
        form = self.form
        if self.was is None:
            tag = self.tag
            for name, got in (("name", tag.name), ("key", tag.key), ("sign", tag.sign)):
                field = form.named(name)
                form = form.with_field(replace(field, alias=f"({got})" if got and not field.value else ""))
        return (form if width >= _BESIDE_FROM else _one_below_the_other(form)).draw(palette, width, height)

    def unseen(self, width: int, height: int) -> tuple[int, int]:
        """The rows out of sight above and below."""
        return (self.form if width >= _BESIDE_FROM else _one_below_the_other(self.form)).unseen(height)


def _one_below_the_other(form: Form) -> Form:
    fields = (replace(each, row=each.label or each.row, label="", cells=0) for each in form.fields)
    return replace(form, fields=tuple(fields))


def _field(name: str, row: str, tag: Tag, others: Sequence[Tag]) -> Field:
    label, cells = _LABELS.get(name, ""), _CELLS.get(name, 0)
    if name == "layer":
        return _choice(name, row, label, cells, [(each.value, each.value) for each in Layer], tag.layer.value)
    if name == "colour":
        own = [] if tag.colour in COLOURS else [(tag.colour, tag.colour)]
        return _choice(name, row, label, cells, [*own, *((each, each) for each in COLOURS)], tag.colour)
    if name == "parent":
        above = [(each.name, each.name) for each in others if not each.retired or each.name == tag.parent]
        return _choice(name, row, label, cells, [("", _NONE), *above], tag.parent or "")
    words = tag.mapping.get(name, "") if name in ELSEWHERE else str(getattr(tag, name) or "")
    return Field(name, row, Kind.TYPED, label, cells=cells, typing=Typing.of(words))


def _choice(name: str, row: str, label: str, cells: int, choices: Sequence[tuple[str, str]], value: str) -> Field:
    chosen = next((at for at, (each, _) in enumerate(choices) if each == value), 0)
    return Field(name, row, Kind.CHOICE, label, cells=cells, choices=tuple(choices), chosen=chosen)

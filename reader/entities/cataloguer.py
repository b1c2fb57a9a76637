"""What is done to entities on their desk: they are edited, added, given another tag, united, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.article.sheet import Asked, Choice, Chooser
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.drawing import cut
from reader.entities.asking import ask_about, ask_form, entity_tags, labels
from reader.entities.entity_form import EntityForm
from reader.entities.picker import Picker, marks
from reader.sitting import Sitting
from store import naming
from store.errors import Refused
from store.folding import folded
from store.model import Entity, EntityDraft, EntityRow, Offer

if TYPE_CHECKING:
    from reader.entities.screen import EntitiesScreen
    from store.library import Library

_NAME = 30  # cells of a name in what is said
_FIGURES = "123456789"
_NAMESAKES = 20
"""So many that a name may mean are looked at for another that is called so."""
_LONG, _TRIED = 4, 8
"""Letters of a word by which others are sought that may be the same; so many names and words are tried."""


class Cataloguer:
    """The room of the desk in which entities are changed."""

    def __init__(self, sitting: Sitting, screen: EntitiesScreen) -> None:
        self.sitting, self.screen = sitting, screen

    # --- one by one ---------------------------------------------------------------------------------------------------

    def do_edit_entity(self, _given: Given) -> None:
        """Change what is known of it."""
        row = self.screen.row_in_hand
        ask_about(self.sitting, self.screen, row.entity, row.mentions)

    def do_add_entity(self, _given: Given) -> None:
        """One that no mark names yet."""
        tags = entity_tags(self.sitting)
        form = EntityForm.new("a new entity", EntityDraft(self._name_sought, tags[0].name), tags)

        def accept(asked: Asked) -> None:
            assert isinstance(asked, EntityForm)
            made = self.screen.library.add_entity(asked.draft)
            self.screen.over.asking.leave()
            self.screen.changed(f"added · {cut(made.name, _NAME)}{self._namesakes(made)}")
            self.screen.choose(self.screen.library.entity_number(made.id))

        ask_form(self.screen, form, accept)

    def _namesakes(self, made: Entity) -> str:
        """In words that another of its kind is called so too, by its name; empty where none is."""
        found = (offer.entity for offer in self.screen.library.offered(made.name, tag=made.tag, most=_NAMESAKES))
        if any(
            each.id != made.id and each.tag == made.tag and folded(each.name) == folded(made.name) for each in found
        ):
            return f" · there is another {labels(self.sitting).get(made.tag, made.tag.lower())} called so"
        return ""

    @property
    def _name_sought(self) -> str:
        """What the filter says where nobody is called so: they are added under that name."""
        words = self.screen.filtered
        return "" if ":" in words or self.screen.rows.arrangement.stops else words.replace('"', "")

    # --- several ------------------------------------------------------------------------------------------------------

    def do_retag_entity(self, _given: Given) -> None:
        """Another tag, for them and their marks."""
        rows = self._rows
        tags = entity_tags(self.sitting)
        choices = tuple(Choice(tag.name, tag.key or "", tag.label) for tag in tags)
        what = _what(rows)

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Chooser)
            tag = asked.value
            told = f"{what} · {labels(self.sitting).get(tag, tag.lower())} now"
            with self.screen.over.asking.answered():
                self.screen.at_work.do(
                    sum(row.mentions for row in rows) + len(rows),
                    "giving another tag …",
                    partial(_retag, [row.entity for row in rows if row.entity.tag != tag], tag),
                    lambda _: self.screen.changed(told),
                )

        self.screen.over.asking.ask(Chooser(f"{what} · what is it?", choices), accept)

    def do_drop_entities(self, _given: Given) -> None:
        """Delete those that nothing names."""
        rows = self._rows
        if named := [row for row in rows if row.mentions]:
            raise Refused(f"{cut(named[0].entity.name, _NAME)} is named by marks; unite it, or delete those first")
        with self.screen.library.together():
            for row in rows:
                self.screen.library.drop_entity(row.entity.id, since=row.entity)
        self.screen.changed(self.screen.worded(Hint.of(f"deleted · {_what(rows)}", (Key("undo"), " brings it back"))))

    @property
    def _rows(self) -> list[EntityRow]:
        if not (rows := self.screen.selected):
            raise Refused("there is nothing here")
        return rows

    # --- uniting ------------------------------------------------------------------------------------------------------

    def do_unite(self, _given: Given) -> None:
        """The selected ones, or this one with another that is picked."""
        rows = self._rows
        if len(rows) > 1:
            self._ask_which(rows)
            return
        row, library = rows[0], self.screen.library

        def offered(words: str) -> Sequence[Offer]:
            alike = _alike(row.entity) if words == row.entity.name else [words]
            found = (each for sought in alike for each in library.offered(sought, tag=row.entity.tag))
            others = {each.entity.id: each for each in found if each.entity.id != row.entity.id}
            return list(others.values())

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Picker)
            if asked.offer is None:
                raise Refused("nobody is chosen")
            number = library.entity_number(asked.offer.entity.id)
            found = self.screen.rows.rows_of([] if number is None else [number])
            self._ask_which([*rows, *found])

        title = f"{cut(row.entity.name, _NAME)} is the same as …"
        picker = Picker.known_only(
            row.entity.name, title, tags=entity_tags(self.sitting, row.entity.tag), offered=offered
        )
        self.screen.over.asking.ask(picker, accept)

    def _ask_which(self, rows: Sequence[EntityRow]) -> None:
        """Which name stays; the others become other names of it. The most mentioned one, unless another is chosen."""
        rows = sorted(rows, key=lambda row: -row.mentions)[: len(_FIGURES)]
        tags = labels(self.sitting)
        choices = tuple(
            Choice(row.entity.id, figure, row.entity.name, f"{tags.get(row.entity.tag, '')} · {marks(row.mentions)}")
            for figure, row in zip(_FIGURES, rows, strict=False)
        )

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Chooser)
            into = asked.value
            others = [row for row in rows if row.entity.id != into]
            seen = [row.entity for row in rows]
            with self.screen.over.asking.answered():
                self.screen.at_work.do(
                    sum(row.mentions for row in others),
                    "uniting …",
                    partial(_unite, into, seen),
                    partial(self._united, others),
                )

        self.screen.over.asking.ask(Chooser("one entity of these · which name stays?", choices), accept)

    def _united(self, others: Sequence[EntityRow], made: Entity) -> None:
        taken = cut(others[0].entity.name, _NAME) if len(others) == 1 else f"{len(others)} others"
        self.screen.changed(f"united · {taken} is {cut(made.name, _NAME)}")
        self.screen.choose(self.screen.library.entity_number(made.id))


def _what(rows: Sequence[EntityRow]) -> str:
    return cut(rows[0].entity.name, _NAME) if len(rows) == 1 else f"{len(rows):,} entities"


def _alike(entity: Entity) -> list[str]:
    """What another entity may be called that is this one: its names, and the longer words of its name."""
    words = [word for word in entity.name.split() if len(word) >= _LONG]
    return [entity.name, *(alias.name for alias in entity.aliases), *words][:_TRIED]


def _retag(entities: Sequence[Entity], tag: str, library: Library) -> None:
    with library.together():
        for each in entities:
            library.change_entity(each.id, replace(naming.draft_of(each), tag=tag), retag=True, since=each)


def _unite(into: str, seen: Sequence[Entity], library: Library) -> Entity:
    """All of these as they were seen are one, which has the name of the first named."""
    made = library.entity(into)
    with library.together():
        since = seen
        for each in seen:
            if each.id != into:
                made, since = library.unite(into, each.id, since=since), ()
    return made

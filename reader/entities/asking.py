"""Asking about an entity over a desk or its mentions: the form is shown, checked, and what it says is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from reader.article.sheet import Asked
from reader.desk.over_desk import OverDesk
from reader.drawing import cut
from reader.entities.entity_form import EntityForm
from reader.library.at_work import AtWork
from reader.sitting import Sitting
from store.errors import Refused
from store.library import Library
from store.model import Entity, Layer, Tag

_NAME = 40  # cells of a name in what is said


class Asks(Protocol):
    """The screen over which it is asked."""

    over: OverDesk
    at_work: AtWork

    @property
    def library(self) -> Library:
        """The library."""

    def changed(self, said: str) -> None:
        """Something was changed here: read it again, and say so."""


def entity_tags(sitting: Sitting, *also: str) -> tuple[Tag, ...]:
    """The tags that an entity can get; a retired one only where it has it already. Raises Refused where there are none."""
    tags = (tag for tag in sitting.tags() if tag.layer is Layer.ENTITY)
    if found := tuple(tag for tag in tags if not tag.retired or tag.name in also):
        return found
    raise Refused("the tag set has no tag for entities")


def labels(sitting: Sitting) -> dict[str, str]:
    """What tags are called, by name."""
    return {tag.name: tag.label for tag in sitting.tags()}


def ask_form(screen: Asks, form: EntityForm, accept: Callable[[Asked], None]) -> None:
    """Ask for an entity; what cannot be saved as it is filled is the field in hand then."""

    def answered(asked: Asked) -> None:
        assert isinstance(asked, EntityForm)
        if (fault := asked.fault) is not None:
            screen.over.asking.becomes(fault)
        accept(asked)

    screen.over.asking.ask(form, answered)


def ask_about(sitting: Sitting, screen: Asks, entity: Entity, marks: int) -> None:
    """Ask for what is different of an entity that is there, and save it; marks: so many name it."""
    form = EntityForm.of(entity, entity_tags(sitting, entity.tag), has_marks=marks > 0)

    def accept(asked: Asked) -> None:
        assert isinstance(asked, EntityForm)
        if asked.says_the_same(form):
            screen.over.asking.leave()
            screen.changed("nothing was changed")
            return
        draft, retags = asked.draft, asked.retags

        def change(library: Library) -> Entity:
            return library.change_entity(entity.id, draft, retag=retags, since=entity)

        def done(made: Entity) -> None:
            screen.over.asking.leave()
            screen.changed(f"saved · {cut(made.name, _NAME)}")

        screen.at_work.do(marks if retags and draft.tag != entity.tag else 1, "saving …", change, done)

    ask_form(screen, form, accept)

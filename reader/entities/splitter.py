"""Splitting an entity: some of its mentions are somebody else's."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.article.sheet import Asked
from reader.commands.keys import Given
from reader.drawing import cut
from reader.entities.asking import ask_form, entity_tags
from reader.entities.entity_form import EntityForm
from reader.sitting import Sitting
from store.errors import Refused
from store.model import Entity, EntityDraft, MentionRow

if TYPE_CHECKING:
    from reader.entities.mentions_screen import MentionsScreen
    from store.library import Library

_NAME = 30  # cells of a name in what is said


class Splitter:
    """The room of the mentions in which some are split off."""

    def __init__(self, sitting: Sitting, screen: MentionsScreen) -> None:
        self.sitting, self.screen = sitting, screen

    def do_split(self, _given: Given) -> None:
        """The selected mentions, else that which the bar is on, go to a new entity."""
        screen = self.screen
        if not (rows := screen.selected):
            raise Refused("there is nothing here")
        if len(rows) == len(screen.rows.arrangement.numbers):
            raise Refused("these are all of its mentions; edit it, or select some")
        entity, ids = screen.entity, [row.annotation for row in rows]
        count = f"{len(ids):,} mention{'' if len(ids) == 1 else 's'}"
        draft = EntityDraft(_called(rows[0]), entity.tag)
        form = EntityForm.new(
            f"split off · {count} of {cut(entity.name, _NAME)}", draft, entity_tags(self.sitting, entity.tag)
        )

        def accept(asked: Asked) -> None:
            assert isinstance(asked, EntityForm)
            given = asked.draft

            def split(library: Library) -> Entity:
                return library.split(entity.id, ids, given)

            screen.at_work.do(len(ids), "splitting …", split, partial(self._is_split, count))

        ask_form(screen, form, accept)

    def _is_split(self, count: str, made: Entity) -> None:
        self.screen.over.asking.leave()
        self.screen.changed(f"split · {count} of {cut(made.name, _NAME)} now")


def _called(row: MentionRow) -> str:
    """The words of a mention, as the name of somebody else."""
    words = " … ".join(span.of(row.sentence) for span in row.spans)
    return " ".join(words.split()).removesuffix("’s").removesuffix("'s")

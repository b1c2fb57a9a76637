"""The desk of entities on the screen: who and what is named, how often, and when last. Wires its rooms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.commands import Place
from reader.commands.keys import Given
from reader.desk.opening import Desks
from reader.desk.screen import DeskScreen
from reader.entities.cataloguer import Cataloguer
from reader.entities.stock import EntityStock
from reader.sitting import Sitting
from store.filters.everything import EVERYTHING
from store.filters.keys import Subject
from store.model import EntityOrder, EntityRow

if TYPE_CHECKING:
    from store.filters.terms import Term


class EntitiesScreen(DeskScreen[EntityRow, EntityOrder]):
    """Every entity of the library."""

    def __init__(self, sitting: Sitting, *, term: Term = EVERYTHING, words: str = "") -> None:
        tags = {tag.name: tag for tag in sitting.tags()}
        super().__init__(sitting, EntityStock(tags), Place.ENTITIES, term=term, words=words)
        self.rooms = (*self.rooms, Cataloguer(sitting, self), Desks(sitting, self, in_place=True))

    def open_row(self) -> None:
        """Each mention of the entity that the bar is on."""
        from reader.entities.mentions_screen import MentionsScreen

        row = self.row_in_hand
        self.opened(lambda: MentionsScreen(self.sitting, row.entity))

    def do_open_entity(self, _given: Given) -> None:
        """Go into it."""
        self.open_row()

    def do_timeline(self, _given: Given) -> None:
        """What is known of it, drawn in time."""
        from reader.timeline.screen import TimelineScreen

        row = self.row_in_hand
        self.opened(lambda: TimelineScreen(self.sitting, entity=row.entity.id))

    def do_claims_desk(self, _given: Given) -> None:
        """The claims that name it; where nobody is here, all claims."""
        from reader.claims.desk import ClaimsScreen
        from reader.library.filtering.filter_typing import parsed
        from store.filters.wording import written

        row = self.rows.row_chosen
        words = "" if row is None else f"entity:{written(row.entity.name, keyed=True, subject=Subject.CLAIMS)}"
        term = parsed(words, Subject.CLAIMS)
        self.opened(lambda: ClaimsScreen(self.sitting, term=term, words=words))

    def unable(self, *, is_empty: bool) -> Sequence[str]:
        """What cannot be done with no row, or with several."""
        cannot = [*super().unable(is_empty=is_empty)]
        if is_empty:
            cannot += ["open_entity", "edit_entity", "retag_entity", "unite", "drop_entities", "timeline"]
        elif self.picker.count > 1:
            cannot += ["edit_entity"]
        return cannot

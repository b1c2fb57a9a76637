"""The desks are opened from the list, from a page, and from one another: the room for that on each of these screens."""

from __future__ import annotations

from typing import Protocol

from textual.app import App

from reader.commands.keys import Given
from reader.screen import CommandScreen
from reader.sitting import Sitting


class Opening(Protocol):
    """The screen from which a desk is opened."""

    @property
    def app(self) -> App[object]:
        """The application."""


class Desks:
    """Opens desks. in_place: over what lies below the screen, rather than over the screen itself."""

    def __init__(self, sitting: Sitting, screen: Opening, *, in_place: bool = False) -> None:
        self.sitting, self.screen = sitting, screen
        self._in_place = in_place

    def do_entities_desk(self, _given: Given) -> None:
        """Who is named, and where."""
        from reader.entities.screen import EntitiesScreen  # here and below: the list comes first

        self._show(EntitiesScreen(self.sitting))

    def do_claims_desk(self, _given: Given) -> None:
        """Who said what."""
        from reader.claims.desk import ClaimsScreen

        self._show(ClaimsScreen(self.sitting))

    def do_tag_set(self, _given: Given) -> None:
        """The tags that marks can have."""
        from reader.tags.screen import TagsScreen

        self.screen.app.push_screen(TagsScreen(self.sitting))

    def _show(self, desk: CommandScreen) -> None:
        if self._in_place:
            self.screen.app.switch_screen(desk)
        else:
            self.screen.app.push_screen(desk)

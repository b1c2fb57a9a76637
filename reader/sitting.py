"""What the screens of one sitting share: the library, how things look, and what was done last and waits to be finished."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Unpack

from reader.commands.keymap import Keymap
from reader.holding.held import Holding
from reader.palette import Palette
from reader.preferences import Changes, Preferences, changed
from store.errors import AnnottyError
from store.filters.everything import EVERYTHING

if TYPE_CHECKING:
    from reader.article.moving.places import Kept
    from reader.article.search.searching import Searches
    from store.filters.terms import Term
    from store.library import Library
    from store.listing import Listing
    from store.model import Annotation, Tag

_MOST_RECENT = 20
"""Entities that are remembered as marked last."""


@dataclass
class Sitting:
    """One person at one terminal with one library.

    plain: letters stand for signs that the terminal may lack. last_mark: tag and entity, for doing it again. recent: the entities
    that were marked last, the latest first. relating: the
    claim at which a relation was begun, whose other end is being looked for. preferences: how this person likes to read.
    keymap: which keys this person presses for what.
    remember: keeps them for the next sitting; by itself they are forgotten with this one.
    beside: the article so many places further in the list that was opened last, None where there is none. standing:
    which one of how many an article is in that list, in words. in_force: the filter of that list, in words and as a
    term. last_read: the article whose page was opened last, until the list has put its bar there. filters: those
    that were typed, the newest last, by what they choose among. kept: the places of each text version, by its
    identifier. unsaved: reading positions, by article, that another program stood in the way of. came_from: the
    articles from which links were followed to others, the newest last. from_desk: a desk was
    open since the list was seen, where marks may have been changed. passed_over: pairs of claims that were suggested,
    by their identifiers, and are to be suggested no more.
    """

    listing: Listing
    palette: Palette
    plain: bool = False
    last_mark: tuple[str, str | None] | None = None
    relating: Annotation | None = None
    recent: list[str] = field(default_factory=list)
    keymap: Keymap = field(default_factory=Keymap)
    preferences: Preferences = field(default_factory=Preferences)
    remember: Callable[[Preferences], object] = lambda _preferences: None
    beside: Callable[[str, int], str | None] = lambda _article, _step: None
    standing: Callable[[str], str] = lambda _article: ""
    in_force: Callable[[], tuple[str, Term]] = lambda: ("", EVERYTHING)
    last_read: str | None = None
    filters: dict[str, list[str]] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)
    unsaved: dict[str, int] = field(default_factory=dict)
    came_from: list[str] = field(default_factory=list)
    from_desk: bool = False
    passed_over: set[frozenset[str]] = field(default_factory=set)
    _is_forgotten: bool = field(default=False, init=False)

    @cached_property
    def holding(self) -> Holding:
        """What the library did not take yet."""
        return Holding(self.keymap)

    def keep_unsaved(self) -> None:
        """Write down the reading positions and preferences that could not be written when they were to be; what still cannot
        be waits on.
        """
        if self._is_forgotten:
            self._is_forgotten = self.remember(self.preferences) is False
        for article, position in list(self.unsaved.items()):
            with suppress(AnnottyError), self.listing.in_words():
                self.library.set_position(self.library.article(article), position)
                self.unsaved.pop(article, None)

    @cached_property
    def library(self) -> Library:
        """The whole library. Nobody needs it to see the list, and it takes longer to load than all of that."""
        from store.library import Library

        return self.listing if isinstance(self.listing, Library) else Library(self.listing)

    @cached_property
    def searches(self) -> Searches:
        """What was searched for in articles."""
        from reader.article.search.searching import Searches  # only an article needs it, and the list comes first

        return Searches()

    def tags(self) -> tuple[Tag, ...]:
        """The tags of the library with the keys that this person presses for them."""
        return self.keymap.tags(self.library.tags())

    def marked(self, entity: str) -> None:
        """An entity was marked: it is offered early the next time."""
        self.recent = [entity, *(each for each in self.recent if each != entity)][:_MOST_RECENT]

    def prefer(self, **changes: Unpack[Changes]) -> None:
        """Change what this person prefers, brought into range, and remember it at once."""
        self.preferences = changed(self.preferences, changes)
        self._is_forgotten = self.remember(self.preferences) is False

"""The mentions of an entity on the screen: each in its sentence, by article, the newest first; from here to the page and back."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.commands import Place
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.desk.screen import DeskScreen
from reader.desk.stock import Stock
from reader.drawing import Piece, cut
from reader.entities import mention_rows
from reader.entities.asking import ask_about
from reader.entities.splitter import Splitter
from reader.palette import Palette
from reader.sitting import Sitting
from store.filters.keys import Subject
from store.model import Entity, MentionRow, Tag

if TYPE_CHECKING:
    from store.filters.terms import Term
    from store.knowing import Knowing

_NAME = 40  # cells of the name in the head


class ByArticle(StrEnum):
    """The only order that there is: that of the articles, and in each that of the places."""

    NEWEST_FIRST = "newest first"


class MentionStock(Stock[MentionRow, ByArticle]):
    """The mentions of one entity. A row's number is its place among them when they were asked for last."""

    subject = Subject.ENTITIES
    name = "mentions"
    one = "mention"
    empty = (
        Hint.of("no mark names it"),
        Hint.of((Key("leave"), " goes back to the desk, where it can be deleted or united with another")),
    )
    none_fits = empty

    wants_rows_below = True
    grouped_at_first = True

    def __init__(self, entity: Entity, tags: Mapping[str, Tag]) -> None:
        self.entity, self.tags = entity, tags
        self._ids: list[str] = []
        self._numbers: dict[str, int] = {}
        """A mention keeps its number, whatever is marked or split off meanwhile."""

    @property
    def orders(self) -> Mapping[str, tuple[ByArticle, str]]:
        """By article."""
        return {"a": (ByArticle.NEWEST_FIRST, "article")}

    def is_alike(self, one: ByArticle, other: ByArticle) -> bool:
        """There is one."""
        return one is other

    def turned(self, order: ByArticle) -> ByArticle:
        """It is not turned."""
        return order

    def in_order(self, order: ByArticle) -> str:
        """In words."""
        return order.value

    def may_group(self, _order: ByArticle) -> bool:
        """An article stands above its mentions."""
        return True

    def numbers(self, knowing: Knowing, _term: Term, _order: ByArticle, most: int | None) -> array[int]:
        """All of them, or so many."""
        found = array("q")
        for each in knowing.mentions(self.entity.id, most):
            if each not in self._numbers:
                self._ids.append(each)
                self._numbers[each] = len(self._ids) - 1
            found.append(self._numbers[each])
        return found

    def borders(self, knowing: Knowing, numbers: array[int], _order: ByArticle) -> array[int]:
        """Where another article begins."""
        articles = knowing.mention_articles(self.ids_of(numbers))
        return array("q", (at for at, each in enumerate(articles) if not at or each != articles[at - 1]))

    def ids_of(self, numbers: Iterable[int]) -> list[str]:
        """The annotations with these numbers."""
        return [self._ids[each] for each in numbers]

    def rows(self, knowing: Knowing, numbers: Sequence[int]) -> Mapping[int, MentionRow]:
        """Those that are still there."""
        found = knowing.mention_rows(self.ids_of(numbers), self.entity.id)
        return {self._numbers[each]: row for each, row in found.items()}

    def pieces(
        self, row: MentionRow, width: int, palette: Palette, *, chosen: bool, selected: bool, plain: bool
    ) -> list[Piece]:
        """The sentence on one line."""
        tag = self.tags.get(row.tag)
        return mention_rows.pieces(
            row, tag, width, palette, colour=self._colour, chosen=chosen, selected=selected, plain=plain
        )

    def heading(self, row: MentionRow, _order: ByArticle) -> str:
        """The article."""
        return mention_rows.heading(row)

    def told(self, row: MentionRow, palette: Palette) -> tuple[list[Piece], list[Piece]]:
        """The article."""
        return mention_rows.told(row, self.tags.get(row.tag), palette)

    def may_be_beside(self) -> bool:
        """The sentence in full."""
        return True

    def beside(self, _knowing: Knowing, row: MentionRow, palette: Palette, size: tuple[int, int]) -> list[list[Piece]]:
        """The sentence in full."""
        return mention_rows.beside(row, palette, size, colour=self._colour)

    @property
    def _colour(self) -> str:
        """That of the entity's tag, in which its names are underlined on the page too."""
        tag = self.tags.get(self.entity.tag)
        return tag.colour if tag is not None else ""


class MentionsScreen(DeskScreen[MentionRow, ByArticle]):
    """Where one entity is named."""

    def __init__(self, sitting: Sitting, entity: Entity) -> None:
        self.mentions = MentionStock(entity, {tag.name: tag for tag in sitting.tags()})
        super().__init__(sitting, self.mentions, Place.MENTIONS)
        self.head.name_told = cut(entity.name, _NAME)
        self.rooms = (*self.rooms, Splitter(sitting, self))

    @property
    def entity(self) -> Entity:
        """Whose mentions they are."""
        return self.mentions.entity

    def library_changed(self) -> None:
        """Read them again; where the entity is gone or united with another there is nothing to be shown."""
        self.mentions.entity = self.library.entity(self.entity.id)
        self.head.name_told = cut(self.entity.name, _NAME)
        self.head.refresh()
        super().library_changed()

    def open_row(self) -> None:
        """The article, at the mention."""
        from reader.article.screen import PageScreen

        row = self.row_in_hand
        self.opened(lambda: PageScreen(self.sitting, row.article, mark=row.annotation))

    def do_go_to_mention(self, _given: Given) -> None:
        """Open its article there."""
        self.open_row()

    def do_edit_entity(self, _given: Given) -> None:
        """Change what is known of the entity."""
        ask_about(self.sitting, self, self.entity, self.rows.arrangement.stops)

    def do_timeline(self, _given: Given) -> None:
        """What is known of the entity, drawn in time."""
        from reader.timeline.screen import TimelineScreen

        self.opened(lambda: TimelineScreen(self.sitting, entity=self.entity.id))

    def unable(self, *, is_empty: bool) -> Sequence[str]:
        """What cannot be done where nothing is."""
        return [*super().unable(is_empty=is_empty), *(["go_to_mention", "split", "pick"] if is_empty else [])]

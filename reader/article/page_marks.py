"""The marks of one page: read from the library, given to the view as it paints them, and found under the cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.article import describing, telling
from reader.article.painting import Mark, Marks
from reader.drawing import Piece
from reader.palette import Palette
from store.library import Library
from store.model import Annotation, Article, Entity, Tag

Labels = Mapping[str, tuple[tuple[Piece, ...], ...]]


class PageMarks:
    """The annotations on an article's current text, and the entities they name."""

    def __init__(self, library: Library, tags: Mapping[str, Tag], palette: Palette) -> None:
        self._library = library
        self._tags = tags
        self._palette = palette
        self._entities: tuple[Entity, ...] | None = None
        self._related: dict[str, list[str]] = {}
        self.annotations: dict[str, Annotation] = {}
        self.waiting = 0
        self.waiting_quotes: list[str] = []

    def read(self, article: Article) -> None:
        """Read them again. waiting counts those that found no place in this text."""
        every = self._library.annotations(article.id)
        here = article.text_id if article.document is not None else None
        self.annotations = {each.id: each for each in every if each.text_id == here}
        self.waiting_quotes = [each.quote for each in every if each.text_id != here]
        self.waiting = len(self.waiting_quotes)
        self._entities = None
        self._related = {}

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Every entity of the library, read once until something changes."""
        if self._entities is None:
            self._entities = self._library.entities()
        return self._entities

    @property
    def names(self) -> dict[str, str]:
        """Entity → name."""
        return {entity.id: entity.name for entity in self.entities}

    def painted(self, draft: Mark | None, revising: str | None) -> tuple[Marks, Labels]:
        """Marks and the labels beside them; the draft of the one that is being revised stands in its place."""
        names, labels = self.names, {}
        marks = [draft] if draft is not None else []
        for each in self.annotations.values():
            if each.id != revising and (tag := self._tags.get(each.tag)) is not None:
                marks.append(Mark.of(each, tag.colour, tag.sign))
                labels[each.id] = describing.margin(each, tag, names, self._palette)
        return Marks(marks), labels

    def under(self, marks: Marks, cursor: int, turn: int) -> list[Annotation]:
        """The marks at an offset, the innermost first; turn: so many of them further."""
        ids = dict.fromkeys(touch.mark.id for touch in marks.at(cursor))
        found = [self.annotations[each] for each in ids if each in self.annotations]
        turn = turn % len(found) if found else 0
        return found[turn:] + found[:turn]

    def told(self, in_hand: Sequence[Annotation], relating: Annotation | None) -> telling.Status:
        """What the foot says of the mark in hand, or of all of them where none is, or of the relation that was begun."""
        return telling.of_marks(
            in_hand,
            self._tags,
            self._palette,
            names=self.names,
            related=self.related(in_hand[0]) if in_hand else (),
            total=len(self.annotations),
            waiting=self.waiting,
            relating=describing.in_full(relating, self.names) if relating is not None else "",
        )

    def related(self, mark: Annotation) -> list[str]:
        """How a claim stands to others, in words, whichever of them the relation was read from."""
        if mark.claim is None:
            return []
        if mark.id not in self._related:
            told = []
            for relation in self._library.relations(mark.id):
                other = self._library.annotation(relation.target if relation.origin == mark.id else relation.origin)
                claim = describing.in_full(other, self.names)
                told.append(f"{relation.kind} {claim}" if relation.origin == mark.id else f"{claim} {relation.kind} it")
            self._related[mark.id] = told
        return self._related[mark.id]

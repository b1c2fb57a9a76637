"""The marks of one page: read from the library, given to the view as it paints them, and found under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.article.drawing import describing, telling
from reader.article.drawing.marks import Mark, Marks
from reader.commands.hints import Wording
from reader.drawing import Piece
from reader.palette import Palette
from store.library import Library
from store.model import Annotation, Article, PartAt, Tag
from store.text import Span

Label = tuple[tuple[Piece, ...], ...]
"""The rows beside the text that tell of a mark."""


class PageMarks:
    """The annotations on an article's current text, and the entities they name; each is read when it is looked at."""

    def __init__(self, library: Library, tags: dict[str, Tag], palette: Palette) -> None:
        self._library = library
        self._tags = tags
        self._palette = palette
        self._names: dict[str, str] = {}
        self._related: dict[str, list[describing.Related]] = {}
        self._known: dict[str, Annotation] = {}
        self.read_up_to = 0
        """The number of the change up to which it was read."""
        self._marks = Marks()
        self.waiting = 0
        self.waiting_quotes: list[str] = []

    def read(self, article: Article) -> None:
        """Read what has changed since they were read last, by whomever. waiting counts those that found no place here."""
        with self._library.snapshot():
            self._read(article)

    def _read(self, article: Article) -> None:
        is_new = self.read_up_to == 0
        touched = self._library.touched(self.read_up_to, 0) if is_new else self._library.touched(self.read_up_to)
        if article.document is None:
            self.waiting_quotes = [each.quote for each in self._library.annotations(article.id)]
            self.waiting = len(self.waiting_quotes)
        elif is_new or touched.annotations is None:
            parts = self._library.parts(article)
            self._marks = Marks(parts=parts, make=self._painted)
            self._learn_tags(parts)
            self.waiting = self._library.waiting(article)
        elif touched.annotations:
            parts = self._library.parts(article, touched.annotations)
            self._marks = self._marks.replaced(touched.annotations, parts)
            self._learn_tags(parts)
            if self.waiting or len(touched.annotations) > len({part.annotation for part in parts}):
                self.waiting = self._library.waiting(article)
        self.read_up_to = touched.number  # last: what could not be read now is read the next time
        if touched.entities:
            self._names = {}
        self._related, self._known = {}, {}

    def _learn_tags(self, parts: Iterable[PartAt]) -> None:
        """An import elsewhere may have brought marks with tags that were not there when the page was opened."""
        if any(part.tag not in self._tags for part in parts):
            self._tags.update({tag.name: tag for tag in self._library.tags() if tag.name not in self._tags})

    def __len__(self) -> int:
        return len(self._marks)

    @property
    def ids(self) -> list[str]:
        """The identifiers of all of them."""
        return self._marks.ids_in_order

    def among(self, identifiers: Iterable[str]) -> list[str]:
        """Those of some identifiers that are marks of this page."""
        return [each for each in identifiers if each in self._marks]

    def names(self, marks: Iterable[Annotation]) -> dict[str, str]:
        """Entity → name, of those in the chains of some claims; each is read once until something changes."""
        chains = (each.claim.chain for each in marks if each.claim is not None)
        wanted = {link.entity for chain in chains for link in chain if link.entity is not None}
        if missing := wanted - self._names.keys():
            self._names |= {each.id: each.name for each in self._library.entities_of(missing).values()}
        return self._names

    def annotations(self, identifiers: Iterable[str]) -> dict[str, Annotation]:
        """The annotations with these identifiers that are on this page, in the order given."""
        wanted = self.among(identifiers)
        if missing := [each for each in wanted if each not in self._known]:
            self._known |= self._library.annotations_of(missing)
        return {each: self._known[each] for each in wanted if each in self._known}

    def touching(self, span: Span) -> dict[str, Annotation]:
        """The annotations that touch some words."""
        return self.annotations(dict.fromkeys(touch.mark.id for touch in self._marks.touching(span.start, span.end)))

    def painted(self, draft: Mark | None, revising: str | None) -> Marks:
        """The marks as they are painted; the draft of the one that is being revised stands in its place."""
        if draft is None and revising is None:
            return self._marks
        return self._marks.replaced([revising] if revising is not None else (), marks=[draft] if draft else ())

    def _painted(self, parts: Sequence[PartAt]) -> Mark:
        tag = self._tags[parts[0].tag]
        return Mark.of_parts(parts, tag.colour, tag.sign)

    def labels(self, identifiers: Sequence[str]) -> dict[str, Label]:
        """What stands beside the text of these marks."""
        found = self.annotations(identifiers)
        names = self.names(found.values())
        return {each.id: describing.margin(each, self._tags[each.tag], names, self._palette) for each in found.values()}

    def below(self, identifiers: Sequence[str], lit: str | None) -> list[tuple[Piece, ...]]:
        """A row for each of these marks, under the text; lit: the one in hand."""
        found = self.annotations(identifiers)
        names = self.names(found.values())
        return [
            describing.below(each, self._tags[each.tag], names, self._palette, lit=each.id == lit)
            for each in found.values()
        ]

    def under(self, marks: Marks, cursor: int, turn: int) -> list[Annotation]:
        """The marks at an offset, the innermost first; turn: so many of them further."""
        found = list(self.annotations(dict.fromkeys(touch.mark.id for touch in marks.at(cursor))).values())
        turn = turn % len(found) if found else 0
        return found[turn:] + found[:turn]

    def turn_to(self, mark: str, marks: Marks, cursor: int) -> int:
        """How many marks further than the innermost at an offset a mark is; 0 where it is not there."""
        ids = [each.id for each in self.under(marks, cursor, 0)]
        return ids.index(mark) if mark in ids else 0

    def told(self, in_hand: Sequence[Annotation], relating: Annotation | None, worded: Wording) -> telling.Status:
        """What the foot says of the mark in hand, or of all of them where none is, or of the relation that was begun."""
        return telling.of_marks(
            in_hand,
            self._tags,
            self._palette,
            names=self.names(in_hand),
            related=self.related(in_hand[0]) if in_hand else (),
            total=len(self),
            waiting=self.waiting,
            relating=describing.in_full(relating, self.names([relating])) if relating is not None else "",
            worded=worded,
        )

    def related(self, mark: Annotation) -> list[describing.Related]:
        """How a claim stands to others, in words, whichever of them the relation was read from."""
        if mark.claim is None:
            return []
        if mark.id not in self._related:
            told = []
            for relation in self._library.relations(mark.id):
                other = self._library.annotation(relation.target if relation.origin == mark.id else relation.origin)
                claim = describing.in_full(other, self.names([other]))
                how = describing.relation_in_words(relation.kind, reverse=relation.origin != mark.id)
                told.append((how, claim))
            self._related[mark.id] = told
        return self._related[mark.id]

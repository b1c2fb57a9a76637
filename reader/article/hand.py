"""Where the reader's hand is: the cursor, the selection, and how commands move them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reader.article import motions
from reader.article.layout import Layout
from reader.article.selection import Selection, sentence_at, text_object, trim
from store.document import Document
from store.text import Span

Motion = Callable[[Layout, int, int], int]

_MOTIONS: Mapping[str, Motion] = MappingProxyType(
    {
        name: getattr(motions, name)
        for name in (
            *("left", "right", "word_forward", "word_back", "word_end", "sentence_forward", "sentence_back"),
            *("block_forward", "block_back", "row_start", "row_end"),
        )
    }
)
_OBJECTS = {
    f"{how}_{what}": f"{how[0]}{key}"
    for how in ("inner", "around")
    for what, key in (("word", "w"), ("sentence", "s"), ("paragraph", "p"), ("quotation", '"'))
}
_BY_ROWS = {
    "down": (1, 0.0),
    "up": (-1, 0.0),
    "page_down": (0, 1.0),
    "page_up": (0, -1.0),
    "half_page_down": (0, 0.5),
    "half_page_up": (0, -0.5),
}


@dataclass(frozen=True, slots=True)
class Hand:
    """The cursor (a stop of the layout), the selection, and the column that motions by rows want to keep."""

    cursor: int
    selection: Selection | None = None
    goal: int | None = None

    def span(self, text: str) -> Span | None:
        """What is selected, without the white space at its edges; None where that is nothing."""
        if self.selection is None:
            return None
        return trim(text, self.selection.span(text)) or None


def moves(command: str) -> bool:
    """Whether a command moves the cursor."""
    return command in _MOTIONS or command in _BY_ROWS or command in ("text_start", "text_end")


def moved(hand: Hand, layout: Layout, command: str, count: int | None, page: int) -> Hand:
    """The hand after a motion; page is how many rows a page has. A selection grows with the cursor."""
    goal = None
    if command in _BY_ROWS:
        rows, pages = _BY_ROWS[command]
        step = motions.down if command == "down" else motions.up if command == "up" else None
        if step is not None:
            cursor, goal = step(layout, hand.cursor, count or 1, hand.goal)
        else:
            distance = rows + round(pages * max(1, page - 2))
            cursor, goal = motions.by_rows(layout, hand.cursor, distance * (count or 1), hand.goal)
    elif command == "text_start":
        cursor = layout.offset_at((count or 1) - 1, 0)
    elif command == "text_end":
        cursor = layout.offset_at(count - 1, 0) if count else motions.text_end(layout)
    else:
        cursor = _MOTIONS[command](layout, hand.cursor, count or 1)
    return Hand(cursor, hand.selection.moved(cursor) if hand.selection else None, goal)


def selects(command: str) -> bool:
    """Whether a command changes what is selected."""
    return command in _OBJECTS or command in ("select", "select_sentence", "other_end")


def selected(hand: Hand, layout: Layout, document: Document, command: str) -> Hand | None:
    """The hand after a command on the selection; None where there is no such thing to select."""
    text = document.text
    if command == "select":
        return Hand(hand.cursor, None if hand.selection else Selection(hand.cursor, hand.cursor))
    if command == "other_end":
        if hand.selection is None:
            return hand
        swapped = hand.selection.swapped()
        return Hand(swapped.head, swapped)
    if command == "select_sentence":
        return _sentence(hand, layout, document)
    span = text_object(document, hand.cursor, _OBJECTS[command])
    if not span:
        return None
    grown = hand.selection is not None and hand.selection.anchor != hand.selection.head
    selection = hand.selection.grown(text, span) if grown and hand.selection else Selection.of(text, span)
    return Hand(selection.head, selection)


def _sentence(hand: Hand, layout: Layout, document: Document) -> Hand | None:
    """This sentence; where it is selected to its end already, the next one too."""
    span = sentence_at(document, hand.cursor)
    if span is None:
        return None
    selection = Selection.of(document.text, span)
    if hand.selection is None:
        return Hand(selection.head, selection)
    if hand.selection.head >= selection.head:
        following = sentence_at(document, motions.sentence_forward(layout, hand.cursor, 1))
        if following is not None:
            span = following
    grown = hand.selection.grown(document.text, span)
    return Hand(grown.head, grown)


def on(span: Span, text: str) -> Hand:
    """The hand that has selected a span."""
    selection = Selection.of(text, span)
    return Hand(selection.head, selection)

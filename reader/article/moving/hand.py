"""Where the reader's hand is: the cursor, the selection, and how commands move them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reader.article.moving import motions
from reader.article.moving.selection import Selection, trim
from reader.article.moving.text_objects import quotation_at, text_object
from reader.article.setting.layout import Layout
from reader.commands.hints import Key
from reader.errors import Unable
from store.document import Document
from store.errors import Refused
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
    for what, key in (
        *(("word", "w"), ("name", "n"), ("sentence", "s")),
        *(("paragraph", "p"), ("block", "b"), ("quotation", '"')),
    )
}
# To the next text object of a kind, and back.
_STEPS: Mapping[str, tuple[Motion, Motion]] = MappingProxyType(
    {
        "w": (motions.word_forward, motions.word_back),
        "n": (motions.word_forward, motions.word_back),
        "s": (motions.sentence_forward, motions.sentence_back),
        "p": (motions.block_forward, motions.block_back),
        "b": (motions.block_forward, motions.block_back),
    }
)
_ALIKE = "wsp"
"""The kinds whose motion goes from one to the next, so that a count need not be walked."""
_MOST = 100
"""Of the other kinds: more than anybody counts."""
_MOST_STEPS = 100_000
"""The most steps of one motion: few enough for each to be quick."""
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

    def to(self, cursor: int, goal: int | None = None) -> Hand:
        """With the cursor somewhere else, what is selected taken along."""
        return Hand(cursor, self.selection.moved(cursor) if self.selection else None, goal)

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
    if count is not None and command not in ("text_start", "text_end"):
        count = min(count, _MOST_STEPS)
    if command in _BY_ROWS:
        rows, pages = _BY_ROWS[command]
        step = motions.down if command == "down" else motions.up if command == "up" else None
        if step is not None:
            cursor, goal = step(layout, hand.cursor, count or 1, hand.goal)
        else:
            distance = rows + round(pages * max(1, page - 2))
            cursor, goal = motions.by_rows(layout, hand.cursor, distance * (count or 1), hand.goal)
    elif command == "text_start":
        cursor = layout.first_stop((count or 1) - 1)
    elif command == "text_end":
        cursor = layout.first_stop(count - 1) if count else motions.text_end(layout)
    else:
        cursor = _MOTIONS[command](layout, hand.cursor, count or 1)
    return hand.to(cursor, goal)


def selects(command: str) -> bool:
    """Whether a command changes what is selected."""
    return command in _OBJECTS or command in ("select", "select_sentence", "other_end", "select_again")


def selected(
    hand: Hand,
    layout: Layout,
    document: Document,
    command: str,
    count: int | None = None,
    last: Selection | None = None,
) -> Hand:
    """The hand after a command on the selection; last is what was selected before this.

    A text object is taken into what is selected; one that is selected already brings the next one in, a quotation that
    around it. Raises Refused where there is no such thing.
    """
    match command:
        case "select":
            return Hand(hand.cursor, None if hand.selection else Selection(hand.cursor, hand.cursor))
        case "select_again":
            if last is None:
                raise Unable("nothing was selected here yet", (Key("select"), " begins a selection"))
            return _standing(layout, last)
        case "other_end":
            if hand.selection is None:
                return hand
            swapped = hand.selection.swapped()
            return Hand(swapped.head, swapped)
        case "select_sentence":
            keys = "is"
        case _:
            keys = _OBJECTS[command]
    if keys[1:] == '"':
        return _with_quotation(hand, layout, document, keys, count or 1)
    return _with_object(hand, layout, document, keys, count or 1)


def _with_quotation(hand: Hand, layout: Layout, document: Document, keys: str, count: int) -> Hand:
    """With the innermost quotation around the cursor that is more than what is selected, or that many further out."""
    for _ in range(min(count, _MOST)):
        own = hand.span(document.text) if _is_begun(hand) else None
        span = quotation_at(document, hand.cursor, marks=keys[0] == "a", outside=own or Span(0, 0))
        if not span:
            raise Refused("no quotation is open here" if own is None else "no other quotation is open around this")
        hand = _taken(hand, layout, span)
    return hand


def _with_object(hand: Hand, layout: Layout, document: Document, keys: str, count: int) -> Hand:
    text, kind = document.text, keys[1:]
    begun = _is_begun(hand)
    span = text_object(document, hand.cursor, keys)
    if not span and not begun:
        raise Refused("there is nothing of that kind under the cursor")
    more = count
    if span and not (begun and hand.selection is not None and hand.selection.span(text).covers(span)):
        hand = _taken(hand, layout, span)
        more -= 1
    rounds, steps = (min(more, 1), more) if kind in _ALIKE else (min(more, _MOST), 1)
    for _ in range(rounds):
        grown = _with_next(hand, layout, document, keys, steps)
        if grown is None and more == count:
            raise Refused("there is no more of that kind that way")
        if grown is None:
            break
        hand, more = grown, more - 1
    return hand


def _with_next(hand: Hand, layout: Layout, document: Document, keys: str, count: int) -> Hand | None:
    """With what stands that many of its kind behind the selection, or before it where that is the end that moves.

    None where nothing does.
    """
    assert hand.selection is not None
    ways = _STEPS[keys[1:]]
    step, turn = ways if hand.selection.is_forward else ways[::-1]
    there = step(layout, hand.cursor, count)
    # Where there are fewer the motion ends at the edge of the text, which may be none of them: then the last one counts.
    span = text_object(document, there, keys) or text_object(document, turn(layout, there, 1), keys)
    grown = _taken(hand, layout, span) if span else hand
    return grown if grown != hand else None


def _taken(hand: Hand, layout: Layout, span: Span) -> Hand:
    """With a span selected, beside what is selected already unless that is one character."""
    begun = hand.selection if _is_begun(hand) else None
    return _standing(layout, begun.grown(layout.text, span) if begun else Selection.of(layout.text, span))


def _standing(layout: Layout, selection: Selection) -> Hand:
    """The hand that has selected this, but for white space at its edges that is not drawn: no cursor stands there."""
    low, high = sorted((selection.anchor, selection.head))
    if not layout.is_stop(low):
        low = motions.right(layout, low)
    high = max(low, layout.nearest_stop(high))
    found = Selection(low, high) if selection.is_forward else Selection(high, low)
    return Hand(found.head, found)


def _is_begun(hand: Hand) -> bool:
    return hand.selection is not None and hand.selection.anchor != hand.selection.head


def on(span: Span, text: str) -> Hand:
    """The hand that has selected a span."""
    selection = Selection.of(text, trim(text, span) or span)
    return Hand(selection.head, selection)

"""Text objects: what stands around an offset, a word, a name, a sentence, a paragraph, a quotation or a block. Pure.

Only a block made of several, such as a list, reaches over the edge of its block. All offsets are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from types import MappingProxyType

from reader.article.moving.selection import trim
from store.document import Block, BlockKind, Document
from store.text import Span, is_boundary, next_grapheme, sentences, snap, words

# A word or a name is looked for within this many code points of the offset, a sentence at first too.
_REACH = 2048
# A quotation is looked for within this many; no block of a real text is longer.
_QUOTED = 100_000
# Small words that stand inside a name but neither begin nor end one.
_PARTICLES = frozenset(
    "of for the and de la le du des del di da dos van von den der ten ter zu al el bin ibn abu &".split()
)
_QUOTATION_MARK = re.compile('[“”„«»「」『』"]')
# The sign that opens a quotation, and those that close it.
_CLOSERS = MappingProxyType({"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』"})

# Blocks of these kinds are parts of one thing where they stand one behind the other.
_IN_RUNS = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE, BlockKind.QUOTATION, BlockKind.CODE})
_NOTHING = Span(0, 0)


def word_at(document: Document, offset: int) -> Span | None:
    """The word that covers an offset; None on white space and punctuation."""
    return _covering(_words_around(document, offset), offset)


def name_at(document: Document, offset: int) -> Span | None:
    """The name around an offset: neighbouring words in capitals with the small words between them; else the word."""
    text = document.text
    near = _words_around(document, offset)
    index = next((i for i, word in enumerate(near) if offset in word), -1)
    if index < 0:
        return None
    if not _is_capital(text, near[index]) and near[index].of(text) not in _PARTICLES:
        return near[index]
    first, last = _reach_of_name(text, near, index, -1), _reach_of_name(text, near, index, 1)
    if not (_is_capital(text, near[first]) and _is_capital(text, near[last])):
        return near[index]
    return Span(near[first].start, _whole(text, near[last]).end)


def sentence_at(document: Document, offset: int) -> Span | None:
    """The sentence around an offset; on white space the one before it. None outside the blocks."""
    bounds = _block_around(document, offset)
    if bounds is None:
        return None
    text = document.text
    reach = _REACH
    while True:
        floor = max(bounds.start, offset - reach)
        before: list[Span] = []
        for sentence in sentences(text, floor, bounds.end):
            if sentence.start > offset:
                break
            before.append(sentence)
        if floor == bounds.start or len(before) > 1:
            return _whole(text, before[-1]) if before else None
        reach *= 2


def paragraph_at(document: Document, offset: int) -> Span | None:
    """The block around an offset, without the white space at its edges; None outside the blocks."""
    bounds = _block_around(document, offset)
    return trim(document.text, bounds) if bounds else None


def quotation_at(document: Document, offset: int, marks: bool = True, outside: Span = _NOTHING) -> Span | None:
    """The innermost quotation around an offset, with or without its marks; None where none is open there.

    One that its block does not close runs to the block's end, as a quotation over several paragraphs does. outside: it
    must be more than this span.
    """
    bounds = _block_around(document, offset)
    if bounds is None:
        return None
    text = document.text
    near = Span(max(bounds.start, offset - _QUOTED), min(bounds.end, offset + _QUOTED))
    for span, closed in sorted(_quotations(text, near), reverse=True):
        if offset in span and (closed or near.end == bounds.end):
            found = _whole(text, span) if marks else trim(text, Span(span.start + 1, span.end - closed))
            if not outside or not outside.covers(found):
                return found
    return None


def block_at(document: Document, offset: int) -> Span | None:
    """The whole list, table, quotation or code around an offset; any other block by itself. None outside the blocks."""
    bounds = _block_around(document, offset)
    if bounds is None or not document.blocks:
        return trim(document.text, bounds) if bounds else None
    blocks = document.blocks
    first = last = bisect_right(blocks, offset, key=_start_of) - 1
    kind = blocks[first].kind
    if kind in _IN_RUNS:
        while first > 0 and blocks[first - 1].kind is kind:
            first -= 1
        while last + 1 < len(blocks) and blocks[last + 1].kind is kind:
            last += 1
    return trim(document.text, Span(blocks[first].span.start, blocks[last].span.end))


def text_object(document: Document, offset: int, keys: str) -> Span | None:
    """What two keys name around an offset: i or a, then w, n, s, p, b or a quotation mark.

    a takes the white space behind a word, name or sentence along (that before it where there is none behind), and
    the marks of a quotation. None where there is no such thing. Raises KeyError for other keys.
    """
    around, kind = keys[:1], keys[1:]
    if around not in ("i", "a"):
        raise KeyError(keys)
    if kind in ('"', "“", "”", "q"):
        return quotation_at(document, offset, marks=around == "a")
    span = _OBJECTS[kind](document, offset)
    bounds = _block_around(document, offset)
    if span is None or bounds is None:
        return None
    return span if around == "i" or kind == "b" else _with_space(document.text, span, bounds)


_OBJECTS: Mapping[str, Callable[[Document, int], Span | None]] = MappingProxyType(
    {"w": word_at, "n": name_at, "s": sentence_at, "p": paragraph_at, "b": block_at}
)


def _start_of(block: Block) -> int:
    return block.span.start


def _block_around(document: Document, offset: int) -> Span | None:
    """The block that covers an offset; in a document without blocks the line."""
    text = document.text
    if document.blocks:
        index = bisect_right(document.blocks, offset, key=_start_of) - 1
        if index >= 0 and offset in document.blocks[index].span:
            return document.blocks[index].span
    if not 0 <= offset < len(text) or text[offset].isspace():
        return None
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return Span(start, end if end >= 0 else len(text))


def _words_around(document: Document, offset: int) -> list[Span]:
    bounds = _block_around(document, offset)
    if bounds is None:
        return []
    text = document.text
    floor = max(bounds.start, offset - _REACH)
    if floor > bounds.start:
        floor = max(floor, text.rfind(" ", floor - _REACH, floor + 1))
    return [_whole(text, word) for word in words(text, floor, min(bounds.end, offset + _REACH))]


def _whole(text: str, span: Span) -> Span:
    """A span with both edges brought outward to whole grapheme clusters."""
    end = span.end if is_boundary(text, span.end) else next_grapheme(text, snap(text, span.end))
    return Span(snap(text, span.start), end)


def _covering(spans: list[Span], offset: int) -> Span | None:
    return next((span for span in spans if offset in span), None)


def _is_capital(text: str, word: Span) -> bool:
    return text[word.start].isupper() or text[word.start].istitle()


def _reach_of_name(text: str, near: list[Span], index: int, step: int) -> int:
    """The last capital word of a name in one direction, reached over small words and initials."""
    reached = at = index
    while 0 <= at + step < len(near):
        one, two = sorted((near[at], near[at + step]))
        between = text[one.end : two.start]
        is_initial = between == ". " and len(one) == 1
        if between not in (" ", "\xa0") and not is_initial:
            break
        at += step
        if _is_capital(text, near[at]):
            reached = at
        elif near[at].of(text) not in _PARTICLES:
            break
    return reached


def _quotations(text: str, bounds: Span) -> list[tuple[Span, bool]]:
    """The quotations of a block with their marks, and whether each is closed; the others reach to the block's end."""
    found: list[tuple[Span, bool]] = []
    open_marks: list[tuple[int, str]] = []
    for match in _QUOTATION_MARK.finditer(text, bounds.start, bounds.end):
        at, sign = match.start(), match.group()
        if open_marks and sign in open_marks[-1][1]:
            found.append((Span(open_marks.pop()[0], at + 1), True))
        elif sign in _CLOSERS:
            open_marks.append((at, _CLOSERS[sign]))
        elif sign == '"' and not (at > bounds.start and text[at - 1].isdigit()):  # 5" is five inches
            open_marks.append((at, '"'))
    return found + [(Span(start, bounds.end), False) for start, _ in open_marks]


def _with_space(text: str, span: Span, bounds: Span) -> Span:
    start, end = span.start, span.end
    while end < bounds.end and text[end].isspace() and is_boundary(text, end + 1):
        end += 1
    while end == span.end and start > bounds.start and text[start - 1].isspace() and is_boundary(text, start - 1):
        start -= 1
    return Span(start, end)

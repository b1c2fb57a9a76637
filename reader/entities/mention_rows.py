"""From a mention to a row: its sentence in one line, around the words that name the entity; and in full. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style

from reader.dates import day
from reader.drawing import Piece, cut, fit
from reader.entities.rows import shortened
from reader.library.preview import lit_lines
from reader.library.rows import NO_TITLE, PLAIN_SELECTED, SELECTED
from reader.palette import Palette
from reader.terminal.border import shown_line
from reader.terminal.cells import sized
from store.model import MentionRow, Tag
from store.text import Span

_NAMED = Style(underline=True)
"""The words that name the entity, on the row of the bar."""
_BEFORE = 3
"""Of so many parts of a row one stands before the words that name it, where the sentence has to be cut there."""


def pieces(
    mention: MentionRow,
    tag: Tag | None,
    width: int,
    palette: Palette,
    *,
    colour: str,
    chosen: bool,
    selected: bool,
    plain: bool,
) -> list[Piece]:
    """A row: sign of the tag, the sentence with the words underlined that name the entity, in its tag's colour."""
    text = palette.chosen if chosen else palette.accent if selected else palette.text
    mark = (PLAIN_SELECTED if plain else SELECTED) if selected else " "
    sign = tag.sign if tag else "·"
    look = palette.chosen if chosen else palette.sign(tag.colour if tag else "white")
    room = width - 4
    words, spans = in_a_line(mention.sentence, mention.spans, room)
    found: list[Piece] = [(mark, palette.chosen if chosen else palette.accent), (f"{sign} ", look)]
    named = palette.chosen + _NAMED if chosen else text + palette.mention(colour)
    taken, at = 0, 0
    for span in spans:
        for part, is_lit in ((words[at : span.start], False), (words[span.start : span.end], True)):
            found.append((part, named if is_lit else text))
            taken += cell_len(part)
        at = span.end
    found.append((fit(words[at:], max(0, room - taken)), text))
    return found  # the bar ends before the edge, as in the list


def in_a_line(sentence: str, spans: Sequence[Span], room: int) -> tuple[str, list[Span]]:
    """As much of a sentence as has room, on one line, with the first of the spans in it; begins with it where that can be."""
    line = shown_line(sentence.replace("\n", " "))
    first = spans[0] if spans else Span(0, 0)
    if cell_len(line) <= room or cell_len(line[: first.end]) <= room * 2 // _BEFORE:
        cut_at, before = 0, ""
    else:
        start = first.start
        while start > 0 and cell_len(line[start - 1 : first.start]) < room // _BEFORE:
            start -= 1
        blank = line.find(" ", start, first.start)
        cut_at, before = (blank + 1 if blank >= 0 else start), "… "
    words = before + line[cut_at:]
    if cell_len(words) > room:
        words = sized(words, room - 1).rstrip() + "…" if room > 1 else ""
    shift = len(before) - cut_at
    moved = ((max(0, each.start + shift), min(each.end + shift, len(words))) for each in spans)
    return words, [Span(start, end) for start, end in moved if start < end]


def heading(mention: MentionRow) -> str:
    """What stands above the mentions of an article."""
    return " · ".join(filter(None, (day(mention.published, short=True), mention.outlet, mention.title or NO_TITLE)))


def told(mention: MentionRow, tag: Tag | None, palette: Palette) -> tuple[list[Piece], list[Piece]]:
    """What the foot tells of the article that it is in, and as what it is named there."""
    beside = "".join(f" · {each}" for each in (mention.outlet, day(mention.published, short=True)) if each)
    how = "says it" if mention.claim else tag.label if tag else mention.tag.lower()
    left = [(cut(mention.title or NO_TITLE, 40), palette.text), (beside, palette.quiet)]
    return left, [(f"  {how}", palette.quiet)]


def beside(mention: MentionRow, palette: Palette, size: tuple[int, int], *, colour: str) -> list[list[Piece]]:
    """The sentence in full, and on a wide screen the article above it."""
    width, height = size
    rows: list[list[Piece]] = []
    if height > 3:
        lines = shortened(lit_lines(mention.title or NO_TITLE, (), width), 2, width)
        rows = [[(words, palette.strong) for words, _ in line] for line in lines]
        rows += [[(cut(" · ".join(filter(None, (mention.outlet, day(mention.published)))), width), palette.quiet)], []]
    looks = {False: palette.text, True: palette.text + palette.mention(colour)}
    lines = shortened(lit_lines(mention.sentence.replace("\n", " "), mention.spans, width), height - len(rows), width)
    return [*rows, *([(words, looks[is_lit]) for words, is_lit in line] for line in lines)]

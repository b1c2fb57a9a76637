"""Claims side by side, each in its sentence with its chain: two ends of a relation, or one alone. Pure; looks by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.claims import wording
from reader.claims.quoting import Quoted
from reader.dates import day
from reader.library.preview import lines_of
from reader.terminal.cells import cell_len, cut
from store.model import ClaimRow
from store.text import Span

Pieces = list[tuple[str, str]]
_COLUMNS_FROM = 64
"""Cells from which two claims stand in columns; in fewer one stands below the other."""
_GIST_FROM = 7
"""Rows from which the gist is told above the sentence."""
_CHAIN_FROM = 7
"""Rows from which a long chain takes two of them."""


@dataclass(frozen=True, slots=True)
class Side:
    """A claim as it is shown: what is known of it, and its sentence."""

    row: ClaimRow
    quoted: Quoted


def draw(sides: Sequence[Side], between: str, width: int, height: int, *, in_hand: int | None = None) -> list[Pieces]:
    """One claim or two in so many cells and rows, under a rule that says how the first stands to the second.

    in_hand: of two claims the one that keys act on.
    """
    if height <= 0 or not sides:
        return []
    rows: list[Pieces] = [_rule(between, width)]
    room = height - 1
    if len(sides) == 1:
        return rows + [[(" ", "text"), *each] for each in _told(sides[0], width - 2, room)]
    marks = [in_hand is not None and in_hand == at for at in range(2)]
    if width < _COLUMNS_FROM:
        above = (room + 1) // 2
        both = zip(sides, (above, room - above), marks, strict=True)
        return rows + [
            [(" ", "text"), *each] for side, tall, mark in both for each in _told(side, width - 2, tall, mark)
        ]
    cells = (width - 5) // 2
    left, right = (_told(side, cells, room, mark) for side, mark in zip(sides, marks, strict=True))
    for at in range(max(len(left), len(right))):
        one, other = (column[at] if at < len(column) else [] for column in (left, right))
        space = cells - sum(cell_len(words) for words, _ in one)
        rows.append([(" ", "text"), *one, (" " * space + " ", "text"), ("│ ", "faint"), *other])
    return rows


def _rule(between: str, width: int) -> Pieces:
    told = f" {cut(between, max(0, width - 8))} " if between else ""
    left = max(0, width - cell_len(told)) // 2
    return [("─" * left, "faint"), (told, "accent"), ("─" * max(0, width - left - cell_len(told)), "faint")]


def _told(side: Side, cells: int, height: int, in_hand: bool = False) -> list[Pieces]:
    """Who through whom, figure and stance, the sentence as far as there is room, and where it stands."""
    row = side.row
    figure = wording.figure(row)
    mark = "▸ " if in_hand else ""
    lines = _in_lines(wording.chain(row), cells - cell_len(mark), 2 if height >= _CHAIN_FROM else 1)
    head: list[Pieces] = [
        [(mark if not at else " " * cell_len(mark), "accent"), (words, "strong")] for at, words in enumerate(lines)
    ]
    stance = wording.stance(row)
    about: Pieces = [(cut(figure, cells), "accent")] if figure else []
    left = cells - cell_len(figure)
    if stance:
        told = f" · {stance}" if figure else stance
        about.append((cut(told, left), "quiet"))
    if row.claim.gist and height >= _GIST_FROM and wording.beside_figure(row):
        head.append([(cut(wording.said(row), cells), "text")])
    head += [about] if about else []
    where = " · ".join(filter(None, (row.outlet, day(row.published, short=True), row.title)))
    foot: list[Pieces] = [[(cut(where, cells), "quiet")]] if height > len(head) + 1 else []
    room = height - len(head) - len(foot)
    return [*head[:height], *_sentence(side.quoted, cells, room), *foot]


def _in_lines(words: str, cells: int, most: int) -> list[str]:
    """Words in so many lines at most; the last is cut."""
    lines = lines_of(words, max(1, cells))
    shown = [words[start:end] for start, end in lines[: most - 1]]
    return [*shown, cut(words[lines[most - 1][0] :], cells)] if len(lines) >= most else shown


def _sentence(quoted: Quoted, cells: int, most: int) -> list[Pieces]:
    """The sentence in lines; where there is no room for all, from just before where the content begins."""
    if most <= 0:
        return []
    lines = lines_of(quoted.words, max(1, cells))
    if len(lines) > most:
        content = next((span.start for span, look in quoted.lit if look == "lit_content"), 0)
        at = next((n for n, (_, end) in enumerate(lines) if content < end), 0)
        if first := max(0, min(at - 1, len(lines) - most)):
            quoted = _from(quoted, lines[first][0])
            lines = lines_of(quoted.words, max(1, cells))
    shown = [_line(quoted, Span(start, end)) for start, end in lines[:most]]
    if len(lines) > most:
        shown[-1] = [*_shortened(shown[-1], cells - 2), (" …", "text")]
    return shown


def _from(quoted: Quoted, start: int) -> Quoted:
    """The words from an offset on, behind an ellipsis."""
    before = "… "
    moved = ((max(span.start, start), span.end, look) for span, look in quoted.lit if span.end > start)
    shift = len(before) - start
    return Quoted(
        before + quoted.words[start:], tuple((Span(first + shift, last + shift), look) for first, last, look in moved)
    )


def _line(quoted: Quoted, line: Span) -> Pieces:
    found: Pieces = []
    at = line.start
    for span, look in quoted.lit:
        start, end = max(span.start, line.start), min(span.end, line.end)
        if start < end:
            found += [(quoted.words[at:start], "text"), (quoted.words[start:end], look)]
            at = end
    return [(words, look) for words, look in (*found, (quoted.words[at : line.end], "text")) if words]


def _shortened(line: Pieces, cells: int) -> Pieces:
    """A line without the last words that do not fit."""
    found = list(line)
    while found and sum(cell_len(words) for words, _ in found) > cells:
        words, look = found.pop()
        if kept := words.rstrip().rpartition(" ")[0]:
            found.append((kept, look))
    return found

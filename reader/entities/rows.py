"""From an entity to a row of the desk, to what the foot tells of it, and to what stands beside the rows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.cells import cell_len
from rich.style import Style

from reader.dates import day
from reader.drawing import Piece, cut, fit
from reader.library.preview import lit_lines
from reader.library.rows import PLAIN_SELECTED, SELECTED
from reader.palette import Palette
from store.model import Entity, EntityRow, EntitySort, MentionRow, Tag
from store.naming import RELIABILITIES

_COUNTED_FROM, _TAG_FROM, _LABEL_FROM = 34, 56, 72
"""Cells of the row from which it tells in how many articles, when it was seen last, and the label of its tag."""
_LABEL, _DATE = 13, 10
_LEAST_ALIASES = 10
"""Cells in which the beginning of other names still says something."""

_ORDERS = {
    EntitySort.NAME: ("by name", "by name, from the end"),
    EntitySort.TAG: ("by tag", "by tag, from the end"),
    EntitySort.MENTIONS: ("most mentions first", "fewest mentions first"),
    EntitySort.ARTICLES: ("in most articles first", "in fewest articles first"),
    EntitySort.SEEN: ("last seen first", "longest not seen first"),
}


def in_order(by: EntitySort, *, turned: bool) -> str:
    """An order of the desk in words."""
    return _ORDERS[by][turned]


def pieces(
    row: EntityRow, tag: Tag | None, width: int, palette: Palette, *, chosen: bool, selected: bool, plain: bool
) -> list[Piece]:
    """A row: sign of the tag, name with other names, tag, mentions in articles, when it was seen last."""
    text = palette.chosen if chosen else palette.accent if selected else palette.text
    quiet = palette.chosen_quiet if chosen else palette.quiet
    mark = (PLAIN_SELECTED if plain else SELECTED) if selected else " "
    sign = (f"{tag.sign if tag else '·'} ", palette.chosen if chosen else palette.sign(tag.colour if tag else "white"))
    beside = ""
    if width >= _LABEL_FROM:
        label = _label(tag, row.entity)
        beside += "  " + fit(label if cell_len(label) <= _LABEL else label.split(" ")[0], _LABEL)
    beside += (
        _counted(row) if width >= _COUNTED_FROM else f"{row.mentions:,}".rjust(5) if row.mentions else "·".rjust(5)
    )
    if width >= _TAG_FROM:
        beside += " " + day(row.last, short=True).rjust(_DATE - 1)
    name = width - 4 - cell_len(beside)
    named = _named(row.entity, name, text, quiet)
    return [
        (mark, palette.chosen if chosen else palette.accent),
        sign,
        *named,
        (beside + " ", palette.quiet),  # the bar ends before: what need not be drawn again makes a step shorter
    ]


def _label(tag: Tag | None, entity: Entity) -> str:
    return tag.label if tag else entity.tag.lower()


def _counted(row: EntityRow) -> str:
    """How often it is named, and in how many articles: "   41 in 12"."""
    if not row.mentions:
        return "·".rjust(7) + " " * 10
    return f"{row.mentions:,}".rjust(7) + " in " + f"{row.articles:,}".ljust(6)


def _named(entity: Entity, cells: int, text: Style, quiet: Style) -> list[Piece]:
    """The name, and behind it other names in what it leaves free."""
    free = cells - cell_len(entity.name[: 4 * cells]) - 2
    if not entity.aliases or free < _LEAST_ALIASES:
        return [(fit(entity.name, cells), text)]
    return [(f"{entity.name}  ", text), (fit(also(entity), free), quiet)]


def also(entity: Entity) -> str:
    """Its other names in words; empty where it has none."""
    return " · ".join(each.name for each in entity.aliases)


def counted(row: EntityRow) -> str:
    """How often it is named, in words."""
    if not row.mentions:
        return "named nowhere"
    mentions = f"{row.mentions:,} mention{'' if row.mentions == 1 else 's'}"
    return f"{mentions} in {row.articles:,} article{'' if row.articles == 1 else 's'}"


def told(row: EntityRow, palette: Palette) -> tuple[list[Piece], list[Piece]]:
    """What the foot tells: its names, and how often it is named."""
    other = also(row.entity)
    left = [(row.entity.name, palette.text), (f" · {other}" if other else "", palette.quiet)]
    return left, [(f"  {counted(row)}", palette.quiet)]


def beside(
    row: EntityRow, tag: Tag | None, mentions: Sequence[MentionRow], palette: Palette, size: tuple[int, int]
) -> list[list[Piece]]:
    """All that is known of it, and where it was named last, each in its sentence; in so many cells and rows."""
    width, height = size
    rows = _about(row, tag, palette, width) if height >= _ABOUT_FROM else []
    article = ""
    for each in _by_sentence(mentions):
        heading = " · ".join(filter(None, (day(each.published, short=True), each.outlet, each.title)))
        lines = lit_lines(each.sentence.replace("\n", " "), each.spans, width)
        most = _LINES if height >= _ABOUT_FROM else max(1, height - 1)
        if len(rows) + 2 + min(len(lines), most) > height:
            break
        if each.article != article:
            rows += [[]] if rows else []
            rows.append([(cut(heading, width), palette.quiet)])
            article = each.article
        looks = {False: palette.text, True: palette.text + palette.mention(tag.colour if tag else "")}
        rows += [[(words, looks[is_lit]) for words, is_lit in line] for line in shortened(lines, most, width)]
    return rows


def _by_sentence(mentions: Sequence[MentionRow]) -> list[MentionRow]:
    """Each sentence once, with all the words in it that name the entity."""
    found: dict[tuple[str, str], MentionRow] = {}
    for each in mentions:
        before = found.setdefault((each.article, each.sentence), each)
        spans = tuple(sorted({*before.spans, *each.spans}, key=lambda span: span.start))
        found[each.article, each.sentence] = replace(before, spans=spans)
    return list(found.values())


_ABOUT_FROM = 10
"""Rows from which there is room for more than where it was named last."""
_LINES = 3
"""Rows of a sentence."""


def shortened(lines: list[list[tuple[str, bool]]], most: int, room: int) -> list[list[tuple[str, bool]]]:
    """So many lines of them, with an ellipsis where there are more."""
    if len(lines) <= most:
        return lines
    kept = [list(line) for line in lines[:most]]
    if sum(cell_len(words) for words, _ in kept[-1]) + 2 > room:
        words, is_lit = kept[-1].pop()
        kept[-1].append((words.rpartition(" ")[0], is_lit))
    kept[-1].append((" …", False))
    return kept


def _about(row: EntityRow, tag: Tag | None, palette: Palette, width: int) -> list[list[Piece]]:
    entity = row.entity
    rows: list[list[Piece]] = [[(cut(entity.name, width), palette.strong)]]
    rows.append([(cut(f"{_label(tag, entity)} · {counted(row)}", width), palette.quiet)])
    if row.last:
        first, last = day(row.first, short=True), day(row.last, short=True)
        rows.append([(cut(f"seen {last}" if first == last else f"seen {first} to {last}", width), palette.quiet)])
    strong = [each.name for each in entity.aliases if not each.weak]
    weak = [each.name for each in entity.aliases if each.weak]
    ids = [f"{key} {value}" for key, value in sorted(entity.identifiers.items())]
    rated = f"{entity.reliability} {RELIABILITIES.get(entity.reliability, '')}" if entity.reliability else ""
    for name, words in (
        ("also", " · ".join(strong)),
        ("weakly", " · ".join(weak)),
        ("rated", rated),
        ("is", ", ".join(ids)),
    ):
        if words:
            rows += _field(name, words, palette, width)
    if entity.note:
        rows += [
            [],
            *([(words, palette.text) for words, _ in line] for line in lit_lines(entity.note, (), width)[:_LINES]),
        ]
    return rows


_NAMES = 8
"""Cells of the names of what is known."""


def _field(name: str, words: str, palette: Palette, width: int) -> list[list[Piece]]:
    lines = shortened(lit_lines(words, (), width - _NAMES), 2, width - _NAMES)
    return [
        [(fit("" if at else name, _NAMES), palette.quiet), *((part, palette.text) for part, _ in line)]
        for at, line in enumerate(lines)
    ]

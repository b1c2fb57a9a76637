"""How marks look: every kind and every overlap tells itself apart, by attributes where there are few colours or none."""

from __future__ import annotations

from itertools import chain, combinations, product

import pytest
from rich.color import Color
from rich.style import Style as Look
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from reader.article.drawing.looks import bar, block_look, segment_look
from reader.article.drawing.marks import Mark, Piece, Touch
from reader.article.drawing.painting import Gutter, Segment
from reader.palette import Palette
from reader.schemes import DARK
from reader.terminal.depth import Depth
from store.document import BlockKind, Style, StyleKind
from store.model import Layer, Role
from store.tagset import DEFAULT_TAGS
from store.text import Span

FEW = (Depth.SIXTEEN, Depth.NONE)
WORDS = Span(0, 4)


def touch(layer: Layer, role: Role, name: str = "", colour: str = "yellow", *, suggested: bool = False) -> Touch:
    piece = Piece(WORDS, role, 0 if role in (Role.CUE, Role.SOURCE) else None)
    mark = Mark(name or f"{layer} {role}", layer, layer.upper(), (piece,), colour, suggested=suggested)
    return Touch(mark, piece)


HIGHLIGHT = touch(Layer.HIGHLIGHT, Role.MENTION)
CONTENT = touch(Layer.CLAIM, Role.CONTENT)
CUE = touch(Layer.CLAIM, Role.CUE)
MENTION = touch(Layer.ENTITY, Role.MENTION, colour="blue")
KINDS = (HIGHLIGHT, CONTENT, CUE, MENTION)
OVERLAPS = list(chain.from_iterable(combinations(KINDS, count) for count in range(len(KINDS) + 1)))


def look(
    palette: Palette,
    *touches: Touch,
    lit: frozenset[str] = frozenset(),
    selected: bool = False,
    cursor: bool = False,
    styles: tuple[Style, ...] = (),
    ground: Look | None = None,
    hit: bool = False,
    aside: bool = False,
) -> Look:
    segment = Segment(0, 4, touches, styles, selected, cursor, hit, aside)
    return segment_look(palette, ground if ground is not None else palette.text, segment, lit)


def attributes(style: Look) -> tuple[object, ...]:
    """What is left of a look where hues cannot be told apart."""
    line = "double" if style.underline2 else "single" if style.underline else ""  # a terminal draws one of them
    return line, *map(bool, (style.bold, style.dim, style.italic, style.reverse, style.strike, style.blink))


@pytest.mark.parametrize("depth", FEW)
def test_every_kind_of_mark_and_every_overlap_has_attributes_of_its_own(depth: Depth) -> None:
    palette = Palette(depth)
    found = {attributes(look(palette, *touches)): [t.mark.id for t in touches] for touches in OVERLAPS}
    assert len(found) == len(OVERLAPS), found


@pytest.mark.parametrize("depth", list(Depth))
def test_every_overlap_looks_like_no_other(depth: Depth) -> None:
    palette = Palette(depth)
    assert len({look(palette, *touches) for touches in OVERLAPS}) == len(OVERLAPS)
    for touches in OVERLAPS:
        lit = frozenset([CONTENT.mark.id])
        if CONTENT in touches and HIGHLIGHT in touches and depth in (Depth.FULL, Depth.INDEXED):
            rest = [each for each in touches if each is not HIGHLIGHT]
            assert look(palette, *touches, lit=lit) != look(palette, *rest, lit=lit)


@pytest.mark.parametrize("depth", list(Depth))
@pytest.mark.parametrize("kind", [CONTENT, CUE, touch(Layer.CLAIM, Role.SOURCE)], ids=["content", "cue", "source"])
def test_the_claim_in_hand_looks_different_by_more_than_hue(depth: Depth, kind: Touch) -> None:
    palette = Palette(depth)
    plain, lit = look(palette, kind), look(palette, kind, lit=frozenset([kind.mark.id]))
    assert plain != lit
    if depth not in (Depth.FULL, Depth.INDEXED):
        assert attributes(plain) != attributes(lit)


@pytest.mark.parametrize("depth", list(Depth))
@pytest.mark.parametrize("touches", OVERLAPS, ids=lambda touches: "+".join(t.mark.id for t in touches) or "nothing")
@pytest.mark.parametrize("lit", [False, True])
def test_cursor_and_selection_are_seen_on_whatever_lies_there(
    depth: Depth, touches: tuple[Touch, ...], lit: bool
) -> None:
    palette = Palette(depth)
    ids = frozenset(t.mark.id for t in touches) if lit else frozenset()
    plain = look(palette, *touches, lit=ids)
    cursor = look(palette, *touches, lit=ids, cursor=True)
    selected = look(palette, *touches, lit=ids, selected=True)
    both = look(palette, *touches, lit=ids, selected=True, cursor=True)
    assert len({plain, cursor, selected}) == 3 or depth is Depth.NONE
    assert both != selected
    if depth not in (Depth.FULL, Depth.INDEXED):
        assert bool(cursor.reverse) is not bool(plain.reverse), "reverse video is what shows the cursor"
        assert bool(both.reverse) is not bool(selected.reverse)
    if depth is Depth.NONE:
        assert bool(selected.reverse) is not bool(plain.reverse)


@pytest.mark.parametrize("depth", list(Depth))
@pytest.mark.parametrize("highlighted", [False, True])
def test_the_claim_in_hand_is_seen_whole_where_another_lies_on_its_words(depth: Depth, highlighted: bool) -> None:
    palette = Palette(depth)
    other = touch(Layer.CLAIM, Role.CONTENT, "other")
    around = (HIGHLIGHT,) if highlighted else ()
    lit = frozenset([CONTENT.mark.id])
    alone = look(palette, *around, CONTENT, lit=lit)
    assert look(palette, *around, CONTENT, other, lit=lit) == look(palette, *around, other, CONTENT, lit=lit) == alone
    assert alone != look(palette, *around, CONTENT, other)


def test_all_tags_can_be_drawn_at_every_depth_and_unknown_colours_too() -> None:
    for depth in Depth:
        palette = Palette(depth)
        for colour in [tag.colour for tag in DEFAULT_TAGS] + ["", "orange", "[red]"]:
            assert look(palette, touch(Layer.ENTITY, Role.MENTION, colour=colour)).underline
            assert look(palette, touch(Layer.HIGHLIGHT, Role.MENTION, colour=colour)) != palette.text
            assert isinstance(palette.sign(colour), Look)


def looks_of(palette: Palette) -> dict[str, Look]:
    """Every look that has a name."""
    properties = (name for name in dir(Palette) if not name.startswith("_"))
    return {name: value for name in properties if isinstance(value := getattr(palette, name), Look)}


def test_without_colours_no_look_has_one() -> None:
    palette = Palette(Depth.NONE, "light")
    looks = [*looks_of(palette).values(), palette.mention("red"), palette.highlight("red"), palette.sign("red")]
    assert len(looks) > 25
    assert [each for each in looks if each.color is not None or each.bgcolor is not None] == []


@pytest.mark.parametrize("depth", FEW)
def test_what_is_there_for_the_moment_looks_like_no_mark_even_without_colours(depth: Depth) -> None:
    palette = Palette(depth)
    source = touch(Layer.CLAIM, Role.SOURCE)
    found = {
        "the claim in hand": look(palette, CONTENT, lit=frozenset([CONTENT.mark.id])),
        "its highlighted words": look(palette, CONTENT, HIGHLIGHT, lit=frozenset([CONTENT.mark.id])),
        "its cue": look(palette, CUE, lit=frozenset([CUE.mark.id])),
        "its source": look(palette, source, lit=frozenset([source.mark.id])),
        "selected": look(palette, selected=True),
        "found": look(palette, hit=True),
        "the cursor": look(palette, cursor=True),
        "aside": look(palette, aside=True),
    }
    found |= {"+".join(t.mark.id for t in touches) or "nothing": look(palette, *touches) for touches in OVERLAPS}
    if depth is Depth.SIXTEEN:  # there these two have a ground of their own
        assert len({found.pop(name).bgcolor for name in ("selected", "found")} - {palette.text.bgcolor}) == 2
    seen: dict[object, list[str]] = {}
    for name, each in found.items():
        seen.setdefault(attributes(each), []).append(name)
    assert [names for names in seen.values() if len(names) > 1] == []


@pytest.mark.parametrize("depth", list(Depth))
@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_what_is_only_suggested_is_told_from_what_is_marked(depth: Depth, kind: int) -> None:
    suggested = [touch(t.mark.layer, t.role, colour=t.mark.colour, suggested=True) for t in KINDS]
    palette = Palette(depth)
    if depth in FEW:
        assert attributes(look(palette, suggested[kind])) != attributes(look(palette, KINDS[kind]))
    assert len({look(palette, each) for each in (*KINDS, *suggested)}) == 2 * len(KINDS)


@pytest.mark.parametrize("depth", list(Depth))
def test_what_was_found_looks_the_same_on_whatever_lies_there(depth: Depth) -> None:
    palette = Palette(depth)
    plain = look(palette, hit=True)
    for touches in OVERLAPS:
        found = look(palette, *touches, hit=True)
        assert found != look(palette, *touches)
        assert (found.color, found.bgcolor, found.reverse) == (plain.color, plain.bgcolor, plain.reverse)
        assert look(palette, *touches, hit=True, cursor=True) != found
        assert look(palette, *touches, hit=True, selected=True) != found


@pytest.mark.parametrize("depth", list(Depth))
def test_aside_nothing_stands_out_but_what_was_found_selected_or_under_the_cursor(depth: Depth) -> None:
    palette = Palette(depth)
    strong = (Style(StyleKind.STRONG, WORDS),)
    for touches in OVERLAPS:
        lit = frozenset(t.mark.id for t in touches)
        assert look(palette, *touches, lit=lit, aside=True, styles=strong, ground=palette.strong) == palette.aside
    shown = [
        look(palette, CONTENT, aside=True, hit=h, selected=s, cursor=c) for h, s, c in product([False, True], repeat=3)
    ]
    assert all(each != palette.aside for each in shown[1:])


def test_the_bar_of_the_claim_in_hand_is_another_sign() -> None:
    palette = Palette(Depth.NONE)
    beside = Gutter((CONTENT.mark,))
    assert bar(palette, beside, frozenset())[0] == beside.sign
    assert bar(palette, beside, frozenset([CONTENT.mark.id]))[0] not in (beside.sign, "")
    assert bar(palette, beside, frozenset([CONTENT.mark.id]), aside=True) == (beside.sign, palette.aside)
    assert bar(palette, Gutter(), frozenset())[0] == ""


def test_two_claims_on_the_same_words_are_darker_than_one() -> None:
    palette = Palette(Depth.FULL)
    other = touch(Layer.CLAIM, Role.CONTENT, "another claim")
    assert look(palette, CONTENT, other) != look(palette, CONTENT)


def test_what_the_source_emphasised_stays_emphasised_under_marks() -> None:
    palette = Palette(Depth.FULL)
    strong, emphasis = (Style(kind, WORDS) for kind in (StyleKind.STRONG, StyleKind.EMPHASIS))
    seen = look(palette, MENTION, styles=(strong, emphasis))
    assert (seen.bold, seen.italic, seen.underline) == (True, True, True)
    for kind in StyleKind:
        assert isinstance(look(palette, styles=(Style(kind, WORDS),)), Look)


@pytest.mark.parametrize("depth", list(Depth))
def test_headings_and_captions_stand_apart_from_paragraphs(depth: Depth) -> None:
    palette = Palette(depth)
    plain = block_look(palette, BlockKind.PARAGRAPH)
    assert plain == palette.text
    for kind in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.STANDFIRST):
        assert attributes(block_look(palette, kind)) != attributes(plain) or depth in (Depth.FULL, Depth.INDEXED)
        assert block_look(palette, kind) != plain


# --- the themes ---------------------------------------------------------------------------------------------------------

MANY = [(Depth.FULL, 4.5), (Depth.INDEXED, 3.8)]  # the steps between 256 colours are coarse
THEMES = ["dark", "light"]
INK_ROLES = [touch(Layer.ENTITY, Role.MENTION, colour, colour) for colour in DARK.inks]
TINT_ROLES = [touch(Layer.HIGHLIGHT, Role.MENTION, colour, colour) for colour in DARK.tints]
CONTENTS = [(), (CONTENT,), (CONTENT, touch(Layer.CLAIM, Role.CONTENT, "another"))]
BLOCKS = [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION]


def luminance(colour: Color) -> float:
    """How bright a colour is, from 0 to 1 (WCAG 2)."""
    parts = [part / 255 for part in colour.get_truecolor(DEFAULT_TERMINAL_THEME)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Look) -> float:
    """Of the ink on its ground."""
    assert style.color is not None
    assert style.bgcolor is not None
    darker, brighter = sorted((luminance(style.color), luminance(style.bgcolor)))
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("depth", "least"), MANY)
@pytest.mark.parametrize("theme", THEMES)
def test_words_can_be_read_on_every_overlap_of_marks(depth: Depth, least: float, theme: str) -> None:
    palette = Palette(depth, theme)
    suggested = [touch(t.mark.layer, t.role, f"{t.mark.id}?", suggested=True) for t in KINDS]
    tops = [
        (),
        *((each,) for each in INK_ROLES),
        (CUE,),
        (touch(Layer.CLAIM, Role.SOURCE),),
        *((s,) for s in suggested),
    ]
    unread = {}
    for kind, tint, content, top in product(BLOCKS, [(), *((each,) for each in TINT_ROLES)], CONTENTS, tops):
        touches = (*tint, *content, *top)
        for lit, code in product((frozenset[str](), frozenset(t.mark.id for t in touches)), (False, True)):
            styles = (Style(StyleKind.CODE, WORDS),) if code else ()
            seen = look(palette, *touches, lit=lit, styles=styles, ground=block_look(palette, kind))
            if contrast(seen) < least:
                unread[kind, tuple(t.mark.id for t in touches), bool(lit)] = round(contrast(seen), 2)
    assert unread == {}


@pytest.mark.parametrize(("depth", "least"), MANY)
@pytest.mark.parametrize("theme", THEMES)
def test_every_other_look_can_be_read_too(depth: Depth, least: float, theme: str) -> None:
    palette = Palette(depth, theme)
    whole = {name: each for name, each in looks_of(palette).items() if each.color and each.bgcolor}
    faint = {name: 3.0 if name in ("faint", "aside") else least for name in whole}
    assert {"text", "quiet", "chosen_quiet", "sheet_quiet", "selection", "hit", "cursor", "field"} <= whole.keys()
    assert {name: contrast(each) for name, each in whole.items() if contrast(each) < faint[name]} == {}
    assert all(contrast(palette.sign(colour)) >= least for colour in DARK.inks)


@pytest.mark.parametrize("depth", [Depth.FULL, Depth.INDEXED])
@pytest.mark.parametrize("theme", THEMES)
def test_no_two_kinds_share_a_ground_or_an_ink(depth: Depth, theme: str) -> None:
    palette = Palette(depth, theme)
    grounds = [palette.text, palette.content, palette.content_twice, palette.content_highlighted, palette.lit_content]
    grounds += [palette.highlight(colour) for colour in DARK.tints]
    grounds += [palette.selection, palette.hit, palette.cursor]
    assert len({each.bgcolor for each in grounds}) == len(grounds)
    inks = [palette.text, palette.quiet, palette.faint, palette.accent]
    inks += [palette.mention(colour) for colour in DARK.inks if colour != "yellow"]  # yellow is the claims' own
    assert len({each.color for each in inks}) == len(inks)
    if depth is Depth.INDEXED:
        every = [*grounds, *inks, *looks_of(palette).values()]
        assert all(each.color is None or each.color.number is not None for each in every), (
            "the nearest would be guessed"
        )
        assert all(each.bgcolor is None or each.bgcolor.number is not None for each in every)


@pytest.mark.parametrize("depth", [Depth.FULL, Depth.INDEXED, Depth.SIXTEEN])
def test_the_terminals_own_colours_are_its_sixteen(depth: Depth) -> None:
    palette = Palette(depth, "terminal")
    looks = [*looks_of(palette).values(), *(palette.mention(colour) for colour in DARK.inks), palette.highlight("")]
    for colour in (colour for each in looks for colour in (each.color, each.bgcolor) if colour is not None):
        assert colour.is_default or (colour.number is not None and colour.number < 16)
    assert palette.text.bgcolor
    assert palette.text.bgcolor.is_default

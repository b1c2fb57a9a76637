"""How marks look: every kind and every overlap tells itself apart, by attributes where there are few colours or none."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from rich.style import Style as Look

from reader.article.looks import block_look, segment_look
from reader.article.painting import Mark, Piece, Segment, Touch
from reader.palette import Palette
from reader.terminal import Depth
from store.document import BlockKind, Style, StyleKind
from store.model import Layer, Role
from store.tagset import DEFAULT_TAGS
from store.text import Span

FEW = (Depth.SIXTEEN, Depth.NONE)
WORDS = Span(0, 4)


def touch(layer: Layer, role: Role, name: str = "", colour: str = "yellow") -> Touch:
    piece = Piece(WORDS, role, 0 if role in (Role.CUE, Role.SOURCE) else None)
    return Touch(Mark(name or f"{layer} {role}", layer, layer.upper(), (piece,), colour), piece)


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
) -> Look:
    segment = Segment(0, 4, touches, styles, selected, cursor)
    return segment_look(palette, ground if ground is not None else palette.text, segment, lit)


def attributes(style: Look) -> tuple[bool, ...]:
    """What is left of a look where hues cannot be told apart."""
    return tuple(
        map(bool, (style.bold, style.dim, style.italic, style.underline, style.reverse, style.strike, style.blink))
    )


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


def test_all_tags_can_be_drawn_at_every_depth_and_unknown_colours_too() -> None:
    for depth in Depth:
        palette = Palette(depth)
        for colour in [tag.colour for tag in DEFAULT_TAGS] + ["", "orange", "[red]"]:
            assert look(palette, touch(Layer.ENTITY, Role.MENTION, colour=colour)).underline
            assert look(palette, touch(Layer.HIGHLIGHT, Role.MENTION, colour=colour)) != palette.text
            assert isinstance(palette.sign(colour), Look)


def test_without_colours_no_look_has_one() -> None:
    palette = Palette(Depth.NONE)
    names = [name for name in dir(Palette) if not name.startswith("_") and name not in ("depth", *_WITH_ARGUMENTS)]
    looks = [getattr(palette, name) for name in names]
    looks += [palette.mention("red"), palette.highlight("red"), palette.sign("red")]
    assert [each for each in looks if each.color is not None or each.bgcolor is not None] == []


_WITH_ARGUMENTS = ("mention", "highlight", "sign")


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

"""From what a stretch of a row is to how it looks. Pure.

One channel a layer: highlights tint, claims have a bar in the gutter and a ground of their own, entity mentions are
underlined in their tag's colour. So all of them are seen where they overlap. What is only suggested is fainter.
"""

from __future__ import annotations

from rich.style import Style as Look

from reader.article.drawing.painting import Gutter, Segment
from reader.drawing import Piece
from reader.palette import Palette
from store.document import BlockKind, StyleKind
from store.model import Layer, Role

_LIT_BAR = "▌"
"""The bar beside the claim in hand: broader, so that it is seen without colours too."""


def style_look(palette: Palette, kind: StyleKind) -> Look:
    """What the source's own styles do to words."""
    match kind:
        case StyleKind.STRONG:
            return Look(bold=True)
        case StyleKind.EMPHASIS:
            return Look(italic=True)
        case StyleKind.CODE:
            return palette.code
        case StyleKind.LINK:
            return Look()


def bar(palette: Palette, beside: Gutter, lit: frozenset[str], *, aside: bool = False) -> Piece:
    """What stands in the gutter beside a row. aside: the row lies outside what reading is focused on."""
    in_hand = any(mark.id in lit for mark in beside.claims)
    if aside:
        return beside.sign, palette.aside
    return (_LIT_BAR, palette.accent) if in_hand else (beside.sign, palette.sign("yellow"))


def block_look(palette: Palette, kind: BlockKind) -> Look:
    """The ground that a block's words stand on."""
    match kind:
        case BlockKind.TITLE | BlockKind.HEADING:
            return palette.strong
        case BlockKind.CAPTION | BlockKind.CODE:
            return palette.quiet
        case BlockKind.STANDFIRST:
            return palette.text + Look(italic=True)
        case _:
            return palette.text


def segment_look(palette: Palette, ground: Look, segment: Segment, lit: frozenset[str]) -> Look:
    """How a stretch looks: its block's ground, the source's styles, then its marks, the selection and the cursor.

    lit: the marks in hand, whose cue and source words show too.
    """
    look = ground
    for style in segment.styles:
        look += style_look(palette, style.kind)
    contents = {t.mark.id for t in segment.of(Layer.CLAIM) if t.role is Role.CONTENT and not t.mark.suggested}
    is_highlighted = bool(segment.of(Layer.HIGHLIGHT))
    is_lit = any(touch.role is Role.CONTENT and touch.mark.id in lit for touch in segment.touches)
    for touch in segment.touches:
        mark, in_hand = touch.mark, touch.mark.id in lit
        match touch.role:
            case Role.CONTENT if is_lit and not in_hand:
                pass  # the claim in hand is seen whole, also where another lies on its words
            case Role.CONTENT:
                plain = palette.content_twice if len(contents) > 1 else palette.content
                look += palette.lit_content if in_hand else palette.content_suggested if mark.suggested else plain
                if is_highlighted:
                    look += palette.lit_highlighted if in_hand else palette.content_highlighted
            case Role.CUE:
                look += palette.lit_cue if in_hand else palette.cue_suggested if mark.suggested else palette.cue
            case Role.SOURCE:
                look += palette.lit_source if in_hand else Look()
            case Role.MENTION if mark.layer is Layer.ENTITY:
                look += palette.mention(mark.colour, suggested=mark.suggested)
            case Role.MENTION:
                look += palette.highlight(mark.colour, suggested=mark.suggested)
    if segment.aside:
        look = palette.aside
    if segment.hit:
        look += palette.hit
    if segment.selected:
        look += _toggled(palette.selection, look)
    if segment.cursor:
        look += _toggled(palette.cursor, look)
    return look


def _toggled(over: Look, under: Look) -> Look:
    """A cursor or selection made of reverse video must still show on words that are reversed themselves."""
    return over + Look(reverse=False) if over.reverse and under.reverse and over.color is None else over

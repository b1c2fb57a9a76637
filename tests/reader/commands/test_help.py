"""The help on the screen: what is long goes on in the next row, the signs are told, and the foot says how to scroll."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from reader.article.drawing.looks import bar
from reader.article.drawing.marks import Mark, Piece
from reader.article.drawing.painting import Gutter
from reader.commands import Place
from reader.commands.keymap import Keymap
from reader.help import help_lines, wrapped
from reader.library.rows import LETTERS, SIGNS
from reader.palette import Palette
from reader.terminal.depth import Depth
from store.model import Layer, Role
from store.tagset import DEFAULT_TAGS
from store.text import Span
from tests.conftest import MakeArticle
from tests.reader.session import Start

PALETTE = Palette(Depth.FULL)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_word_of_the_help_is_cut(width: int) -> None:
    lines = help_lines(Keymap(), DEFAULT_TAGS, Place.PAGE)
    rows = wrapped(lines, width)
    for kind, _, words in rows:
        assert cell_len(words) + (27 if kind in ("key", "sign") else 1) <= width, words
    told = " ".join(words for _, _, words in rows)
    assert " ".join(told.split()) == " ".join(" ".join(words for _, _, words in lines).split())
    assert [keys for _, keys, _ in rows if keys] == [keys for _, keys, _ in lines if keys]


def test_the_signs_of_list_gutter_and_margin_are_told() -> None:
    lines = help_lines(Keymap(), DEFAULT_TAGS, Place.PAGE)
    signs = {sign for kind, told, _ in lines if kind == "sign" for sign in told.split()}
    assert set(SIGNS.values()) <= signs
    assert {tag.sign for tag in DEFAULT_TAGS} <= signs
    one, two = (
        Mark(each, Layer.CLAIM, "CLAIM", (Piece(Span(0, 1), Role.CONTENT),), "yellow", "c") for each in ("1", "2")
    )
    for beside, lit in ((Gutter((one,)), ""), (Gutter((one, two)), ""), (Gutter((one,)), "1")):
        assert bar(PALETTE, beside, frozenset({lit}))[0] in signs
    plain = {told for kind, told, _ in help_lines(Keymap(), DEFAULT_TAGS, Place.PAGE, plain=True) if kind == "sign"}
    assert " ".join(LETTERS.values()) in plain


async def test_the_foot_of_the_help_says_how_to_scroll(start: Start, article: MakeArticle) -> None:
    async with start(article().id, size=(60, 24)) as session:
        await session.press("f1")
        assert "space page  pageup page back" in session.rows[-1]
        assert "esc back" in session.rows[-1]
        await session.press("G")
        assert "highlight" in session.rows[20]

"""Which theme is shown on which terminal, and that a palette forgets the looks of the theme before."""

from __future__ import annotations

import pytest

from reader.palette import Palette, first_theme
from reader.preferences import THEMES
from reader.terminal.depth import Depth


@pytest.mark.parametrize("depth", [Depth.SIXTEEN, Depth.NONE])
@pytest.mark.parametrize("theme", THEMES)
def test_a_terminal_with_few_colours_shows_its_own(depth: Depth, theme: str) -> None:
    palette = Palette(depth, theme)
    assert palette.theme == "terminal"
    assert palette.themes == ("terminal",)
    assert palette.text == Palette(depth).text


@pytest.mark.parametrize("depth", [Depth.FULL, Depth.INDEXED])
def test_the_looks_of_another_theme_are_other_looks(depth: Depth) -> None:
    palette = Palette(depth)
    assert palette.themes == THEMES
    seen = []
    for theme in THEMES:
        palette.theme = theme
        assert palette.theme == theme
        assert palette.text is palette.text
        seen.append((palette.text, palette.lit_content, palette.mention("blue"), palette.highlight("red")))
        assert seen[-1][0] == Palette(depth, theme).text
    assert all(len(set(each)) == len(THEMES) for each in zip(*seen, strict=True))


@pytest.mark.parametrize(
    ("told", "theme"),
    [
        ("15;0", "dark"),
        ("0;15", "light"),
        ("0;default;15", "light"),
        ("12;7", "light"),
        ("7;8", "dark"),
        ("15;default", "dark"),
        ("", "dark"),
        ("nonsense", "dark"),
        ("0;99", "dark"),
        ("0;²", "dark"),
    ],
)
def test_the_first_theme_suits_the_ground_that_the_terminal_tells_of(told: str, theme: str) -> None:
    assert first_theme({"COLORFGBG": told}) == theme


def test_a_terminal_that_tells_nothing_is_dark() -> None:
    assert first_theme({}) == "dark"

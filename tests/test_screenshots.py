"""The screenshots in the repository show the app as it is."""

from __future__ import annotations

import re

import pytest

from tests.screenshots import FOLDER, SHOTS, Shot, draw_all, index

NAMES = [f"{shot.name}.svg" for shot in SHOTS]


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    """Every screenshot, drawn now."""
    return draw_all()


@pytest.mark.parametrize("name", NAMES)
def test_a_screenshot_is_what_the_app_draws(name: str, drawn: dict[str, str]) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == drawn[name], "it is stale: make screenshots"


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_a_screenshot_shows_what_it_says(shot: Shot, drawn: dict[str, str]) -> None:
    assert shot.shows in drawn[f"{shot.name}.svg"]


def test_no_two_screenshots_are_the_same(drawn: dict[str, str]) -> None:
    assert len(set(drawn.values())) == len(SHOTS)


def test_no_screenshot_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*NAMES, "README.md"}


def test_each_is_told_of_beside_them() -> None:
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == index(), "it is stale: make screenshots"


def test_the_readme_shows_once_those_that_it_is_said_to_show() -> None:
    shown = re.findall(r"\(screenshots/([^)]+\.svg)\)", (FOLDER.parent / "README.md").read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(f"{shot.name}.svg" for shot in SHOTS if shot.in_readme)

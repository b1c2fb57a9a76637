"""The screenshots in the repository show the app as it is."""

from __future__ import annotations

import re

import pytest

from tests.screenshots import FOLDER, SHOTS, Drawing, Shot, index

NAMES = [f"{shot.name}.svg" for shot in SHOTS]


@pytest.fixture(scope="module")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> Drawing:
    """The demo library to draw them from."""
    return Drawing(tmp_path_factory.mktemp("screenshots"))


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_a_screenshot_is_what_the_app_draws_and_shows_what_it_says(shot: Shot, drawing: Drawing) -> None:
    drawn = drawing.draw(shot)
    assert shot.shows in drawn
    assert (FOLDER / f"{shot.name}.svg").read_text(encoding="utf-8") == drawn, "it is stale: make screenshots"


def test_no_two_screenshots_are_the_same() -> None:
    assert len({(FOLDER / name).read_text(encoding="utf-8") for name in NAMES}) == len(SHOTS)


def test_no_screenshot_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*NAMES, "README.md"}


def test_each_is_told_of_beside_them() -> None:
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == index(), "it is stale: make screenshots"


def test_the_readme_shows_once_those_that_it_is_said_to_show() -> None:
    shown = re.findall(r"\(screenshots/([^)]+\.svg)\)", (FOLDER.parent / "README.md").read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(f"{shot.name}.svg" for shot in SHOTS if shot.in_readme)

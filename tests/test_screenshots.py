"""The screenshots in the repository show the app as it is."""

from __future__ import annotations

import re

import pytest

from tests.screenshots import FOLDER, SHOTS, draw_all


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    """Every screenshot, drawn now."""
    return draw_all()


@pytest.mark.parametrize("name", [f"{shot.name}.svg" for shot in SHOTS])
def test_a_screenshot_is_what_the_app_draws(name: str, drawn: dict[str, str]) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == drawn[name], "it is stale: make screenshots"


def test_no_screenshot_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{shot.name}.svg" for shot in SHOTS}


def test_the_readme_shows_each_of_them_once() -> None:
    shown = re.findall(r"\(screenshots/([^)]+)\)", (FOLDER.parent / "README.md").read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(f"{shot.name}.svg" for shot in SHOTS)


def test_the_screenshots_show_what_they_say(drawn: dict[str, str]) -> None:
    words = {
        "list.svg": "annotty",
        "page.svg": "brakes",
        "entity_picker.svg": "Kaspar",
        "claim_form.svg": "certainty",
        "source.svg": "cookies",
    }
    assert all(word in drawn[name] for name, word in words.items())

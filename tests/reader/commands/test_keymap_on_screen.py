"""A person's keys in the app and in a real terminal: they act, foot and help tell them, and faults are said at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.commands import Place
from reader.commands.keys_toml import read_keys
from reader.preferences import Preferences, load, save
from store.library import Library
from store.model import Draft, PartDraft, Role
from store.tagset import DEFAULT_TAGS
from tests.conftest import MakeArticle, span_of
from tests.pty_terminal import PtyTerminal
from tests.reader.session import Start

KEYS = """
next_mark = ["é", "ctrl+j"]
help = "f9"
text_end = "ctrl+w e"
[tags]
PERSON = "X"
"""


async def test_the_keys_of_a_person_act_and_the_usual_ones_no_more(
    start: Start, library: Library, article: MakeArticle
) -> None:
    one = article()
    place = span_of(one.text, "islanders claimed")
    library.annotate(one.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, place),)))
    keymap = read_keys(KEYS, DEFAULT_TAGS)
    assert keymap.faults == ()
    async with start(one.id, keymap=keymap) as session:
        await session.press("]")
        assert session.said == "] does nothing here · F9 shows every key"
        await session.press("é")
        assert session.page.cursor == place.start
        await session.press("g", "g", "ctrl+j")
        assert session.page.cursor == place.start
        await session.press("ctrl+w")
        assert session.page.keys.pending == "ctrl+w"
        await session.press("e")
        assert session.page.cursor > place.end
        assert session.page.keys.tag_keys["X"] == "PERSON"
        assert "F9 help" in session.rows[-1]
        await session.press("f9")
        assert session.screen.place is Place.HELP
        await session.press("q", "P")
        assert session.said == "P does nothing here · F9 shows every key"
        await session.go_to("Ilse Maar")
        await session.press("X")
        assert session.page.place is Place.PICKER


@pytest.mark.parametrize("on_page", [True, False])
async def test_what_keys_toml_says_in_vain_is_told_on_the_first_screen_until_a_key_is_pressed(
    start: Start, article: MakeArticle, on_page: bool
) -> None:
    one = article()
    keymap = read_keys('next_mark = "w"\nundo = "semi"', DEFAULT_TAGS)
    async with start(one.id if on_page else None, keymap=keymap) as session:
        assert session.said.startswith("keys.toml: next_mark: w would mean")
        assert "· annotty keys shows all" in session.rows[-2]
        assert "F1 help" in session.rows[-1]
        await session.press("j")
        assert session.said == ""


async def test_escape_takes_back_what_was_typed_and_stays(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        page = session.page
        await session.press("z", "q")
        assert session.said == "zq does nothing here · F1 shows every key"
        await session.press("3", "f")
        assert page.keys.pending == "3f"
        await session.press("escape")
        assert (page.keys.pending, session.said) == ("", "")
        assert session.app.screen is page


def test_the_keys_and_what_is_preferred_come_from_the_persons_folders(
    library: Library, article: MakeArticle, tmp_path: Path
) -> None:
    article()
    config, state = tmp_path / "config", tmp_path / "state"
    config.mkdir()
    (config / "keys.toml").write_text('help = "f9"\n[list]\nquit = "Z"\nundo = "j"\n')
    save(state / "preferences.json", Preferences(measure=50))
    environment = {"ANNOTTY_CONFIG": str(config), "ANNOTTY_STATE": str(state)}
    with PtyTerminal(["--library", str(library.path)], environment=environment) as terminal:
        terminal.wait_for("keys.toml: [list] undo: j would mean")
        terminal.type(b"\r")
        terminal.wait_for("claim")
        terminal.type("+")
        terminal.until(lambda: load(state / "preferences.json").measure > 50)
        terminal.type("q")
        terminal.wait_for("F9 help")
        terminal.type("Z")
        assert terminal.end() == 0

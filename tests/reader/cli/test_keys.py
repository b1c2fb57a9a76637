"""annotty keys: the whole table as TOML, what a person's file changes in it, and what it says in vain."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.cli.keys import keymap_at
from reader.commands import COMMANDS, Place
from reader.commands.keymap import Keymap
from reader.commands.keys_toml import read_keys
from store.library import Library
from store.tagset import DEFAULT_TAGS
from tests.reader.cli.conftest import Run


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person's keys are."""
    monkeypatch.setenv("ANNOTTY_CONFIG", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    return tmp_path / "config" / "keys.toml"


def test_without_a_file_the_table_is_printed_and_no_library_is_made(run: Run, place: Path, config: Path) -> None:
    ran = run("keys")
    assert (ran.code, ran.err) == (0, "")
    assert read_keys(ran.out, DEFAULT_TAGS) == Keymap()
    assert all(f"\n{each.name} = " in ran.out for each in COMMANDS)
    assert not place.exists()
    assert not config.exists()


def test_what_was_printed_and_saved_gives_the_same_again(run: Run, config: Path) -> None:
    config.write_text('next_mark = ["é", "ctrl+j"]\n[page]\nundo = "z u"\n[tags]\nPERSON = "X"\n', encoding="utf-8")
    first = run("keys")
    assert first.code == 0
    config.write_text(first.out, encoding="utf-8")
    assert run("keys") == first
    assert 'next_mark = ["é", "ctrl+j"]  # ' in first.out
    assert 'PERSON = "X"  # person' in first.out


def test_what_is_said_in_vain_is_told_and_the_rest_holds(run: Run, config: Path) -> None:
    config.write_text('undo = "b"\nfly = "U"\nredo = "ctrl+g"\n')
    ran = run("keys")
    assert ran.code == 1
    assert ran.err.splitlines() == [
        f"annotty: {config}: undo: b would mean both word_back and undo in [page]",
        f"annotty: {config}: fly: there is no such command",
    ]
    assert '\nundo = "u"' in ran.out
    assert '\nredo = "ctrl+g"' in ran.out


def test_the_path_is_printed_whether_there_is_a_file_or_not(
    run: Run, config: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert run("keys", "--path").out == f"{config}\n"
    monkeypatch.delenv("ANNOTTY_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    assert run("keys", "--path").out.endswith("/keys.toml\n")
    assert "annotty" in run("keys", "--path").out


def test_the_tags_are_those_of_the_library(run: Run, place: Path, config: Path) -> None:
    with Library(place):
        pass
    config.write_text('[tags]\nDRAGON = "X"\n')
    ran = run("keys", "--library", str(place))
    assert ran.code == 1
    assert "[tags] DRAGON: there is no such tag" in ran.err


@pytest.mark.parametrize("content", [b"\xff\xfe", b"undo = ", b'"'])
def test_a_file_that_cannot_be_read_is_told_and_changes_nothing(config: Path, content: bytes) -> None:
    config.write_bytes(content)
    keymap = keymap_at(config, lambda: DEFAULT_TAGS)
    assert keymap == Keymap()
    assert len(keymap.faults) == 1
    assert len(keymap_at(config.parent, lambda: DEFAULT_TAGS).faults) == 1


def test_a_file_with_the_mark_that_some_editors_set_is_read(config: Path) -> None:
    config.write_bytes(b'\xef\xbb\xbfundo = "U"\n[page]\nundo = "X"')
    keymap = keymap_at(config, lambda: DEFAULT_TAGS)
    assert keymap.faults == ()
    assert keymap.first_key(Place.LIST, "undo") == "U"

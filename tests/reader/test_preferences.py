"""What a person prefers: kept whole, read with patience, remembered at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.palette import Palette
from reader.preferences import LEAST_MEASURE, MOST_MEASURE, THEMES, Preferences, load, preferences_of, save
from reader.sitting import Sitting
from reader.terminal.depth import Depth
from store.library import Library

OTHER = Preferences(measure=60, theme="light", pager=True, marks_below=True)
ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers())


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    assert save(tmp_path / "a folder" / "preferences.json", OTHER)
    assert load(tmp_path / "a folder" / "preferences.json") == OTHER


def test_the_file_is_its_owners_alone_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    save(path, Preferences())
    save(path, OTHER)
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("damaged", [b"", b"{", b"[1]", b'"dark"', b"\xff\xfe\x00", b"[" * 100_000, b"9" * 5_000])
def test_a_missing_or_damaged_file_says_nothing(tmp_path: Path, damaged: bytes) -> None:
    path = tmp_path / "preferences.json"
    assert load(path) == Preferences()
    path.write_bytes(damaged)
    assert load(path) == Preferences()
    assert load(tmp_path) == Preferences()


def test_what_a_file_says_wrongly_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(json.dumps({"measure": 7_000, "theme": "pink", "pager": True, "marks_below": 1, "from": "later"}))
    assert load(path) == Preferences(measure=MOST_MEASURE, pager=True)


@given(said=st.dictionaries(st.sampled_from([*Preferences._fields, "more"]), ANYTHING))
def test_whatever_is_said_the_preferences_are_in_range(said: dict[str, object]) -> None:
    found = preferences_of(said)
    assert LEAST_MEASURE <= found.measure <= MOST_MEASURE
    assert type(found.measure) is int
    assert found.theme in ("", *THEMES)
    assert type(found.pager) is type(found.marks_below) is bool
    assert preferences_of(found._asdict()) == found


def test_where_nothing_can_be_written_reading_goes_on(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file where a folder should be")
    assert not save(taken / "preferences.json", OTHER)
    folder = tmp_path / "preferences.json"
    (folder / "inside").mkdir(parents=True)
    assert not save(folder, OTHER)
    assert sorted(tmp_path.iterdir()) == [folder, taken]


def test_what_is_preferred_is_remembered_at_once_and_in_range(library: Library) -> None:
    kept: list[Preferences] = []
    sitting = Sitting(library, Palette(Depth.FULL), preferences=OTHER, remember=kept.append)
    sitting.prefer(measure=2, pager=False)
    assert sitting.preferences == Preferences(LEAST_MEASURE, "light", pager=False, marks_below=True)
    assert kept == [sitting.preferences]

"""What backups are called, which of them belong to a library, and which may go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.backups.naming import (
    VARIABLE,
    Backup,
    Place,
    Why,
    among,
    is_due,
    is_left_over,
    is_off,
    name_of,
    part_of,
    place_of,
    superfluous,
)

AT = datetime(2026, 11, 23, 1, 45, tzinfo=UTC)
LIBRARY = Path("/data/library.db")


def test_a_name_tells_the_library_the_time_and_why() -> None:
    assert name_of(LIBRARY, AT, Why.ASKED) == "library-20261123T014500Z.db"
    assert name_of(LIBRARY, AT, Why.DAILY) == "library-20261123T014500Z-daily.db"
    assert name_of(LIBRARY, AT, Why.MIGRATION, 2) == "library-20261123T014500Z-migration-2.db"


@given(
    st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(9999, 1, 1)),
    st.sampled_from(Why),
    st.integers(0, 20),
)
def test_what_a_name_tells_is_read_from_it(at: datetime, why: Why, number: int) -> None:
    at = at.replace(tzinfo=UTC, microsecond=0)
    path = Path("/backups") / name_of(LIBRARY, at, why, number)
    assert among(LIBRARY, [path]) == [Backup(path, at, why, number)]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "library.db",
            "library-20261123T014500Z.db-wal",
            "other-20261123T014500Z.db",
            "library-2-20261123T014500Z.db",
        ),
        *("library-20261323T014500Z.db", "library-20261123T014500Z-why.db", ".library-20261123T014500Z.db.x.part"),
        *("library-20261123T014500Z.db\n", "library-２０２６1123T014500Z.db", "xlibrary-20261123T014500Z.db"),
    ],
)
def test_what_is_called_otherwise_is_no_backup_of_this_library(name: str) -> None:
    assert among(LIBRARY, [Path("/backups") / name]) == []


def test_libraries_of_one_folder_have_backups_of_their_own() -> None:
    libraries = [
        Path("/data") / each for each in ("a.db", "a", "a.db.db", "a.sqlite", "a-20261123T014500Z.db", "(a|b).db")
    ]
    names = {each: Path("/data/backups") / name_of(each, AT, Why.ASKED) for each in libraries}
    for library in libraries:
        assert [each.path for each in among(library, names.values())] == [names[library]]


def test_the_newest_comes_first_whatever_its_kind() -> None:
    kinds = [Why.DAILY, Why.ASKED, Why.RESTORE, Why.MIGRATION]
    paths = [Path(name_of(LIBRARY, AT + timedelta(days=day), why)) for day, why in enumerate(kinds)]
    assert [each.path for each in among(LIBRARY, paths)] == paths[::-1]


def test_of_a_kind_the_oldest_go_and_those_before_a_migration_stay() -> None:
    made = [Backup(Path(f"{why}{day}"), AT + timedelta(days=day), why) for day in range(9) for why in Why]
    assert [each.path.name for each in superfluous(made, Why.DAILY, 7)] == ["daily1", "daily0"]
    assert [each.path.name for each in superfluous(made, Why.ASKED, 8)] == ["0"]
    assert superfluous(made, Why.MIGRATION, 1) == superfluous(made, Why.DAMAGED, 1) == []


def test_one_is_due_on_a_day_on_which_none_was_made() -> None:
    made = [Backup(Path("x"), AT, Why.ASKED)]
    assert is_due([], AT)
    assert not is_due(made, AT.replace(hour=23))
    assert is_due(made, AT + timedelta(days=1))


def test_they_lie_beside_the_library_unless_a_folder_is_named(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    assert place_of(library, {}) == place_of(library, {VARIABLE: "0"}) == Place(tmp_path / "backups")
    named = place_of(library, {VARIABLE: str(tmp_path / "far")})
    assert named.named
    assert named.folder.parent == tmp_path / "far"
    assert named.folder != place_of(tmp_path / "x" / "library.db", {VARIABLE: str(tmp_path / "far")}).folder
    assert is_off({VARIABLE: "0"})
    assert not is_off({})


def test_what_is_left_of_a_backup_is_known_by_its_name() -> None:
    start, end = part_of(name_of(LIBRARY, AT, Why.DAILY))
    assert is_left_over(LIBRARY, f"{start}abc{end}")
    assert is_left_over(LIBRARY, f"{start}abc{end}-journal")
    assert not is_left_over(LIBRARY, name_of(LIBRARY, AT, Why.DAILY))
    assert not is_left_over(Path("/data/other.db"), f"{start}abc{end}")

"""A library over a network: a person is told once, and can take it from a program that is gone on another machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader import network
from store.database.file.homes import LOCK
from store.library import Library
from tests.pty_terminal import PtyTerminal
from tests.reader.cli.conftest import Run

SOMEBODY = "farbox\nmachine\nboot\nspace\n77\n5\nBo \x1b[31m\n2026-11-22T08:00:00+00:00\n"


@pytest.fixture(autouse=True)
def over_a_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ANNOTTY_JOURNAL", "rollback")
    monkeypatch.setenv("ANNOTTY_STATE", str(tmp_path / "state"))


@pytest.fixture
def filled(run: Run, page: Path, place: Path) -> Path:
    """A library of one article."""
    assert "one program at a time" in run("add", str(page)).err
    return place


def test_it_is_said_once_of_each_library(run: Run, filled: Path, page: Path, tmp_path: Path) -> None:
    assert run("list").err == ""
    other = run("--library", str(tmp_path / "other ü.db"), "add", str(page))
    assert f"{tmp_path}/other ü.db lies on network storage" in other.err
    assert run("--library", str(tmp_path / "other ü.db"), "list").err == ""
    told = tmp_path / "state" / "network"
    assert len(told.read_text().splitlines()) == 2
    assert told.stat().st_mode & 0o777 == 0o600


def test_where_it_cannot_be_remembered_it_is_said_each_time(
    run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTTY_STATE", "/dev/null")
    for _ in range(2):
        assert "one program at a time" in run("list").err


def test_on_a_disk_nothing_is_said(run: Run, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTTY_JOURNAL", "wal")
    assert "one program" not in run("add", str(page)).err


def test_the_screen_says_it_once(filled: Path, tmp_path: Path) -> None:
    environment = {"ANNOTTY_JOURNAL": "rollback", "ANNOTTY_STATE": str(tmp_path / "another"), "ANNOTTY_BACKUPS": "0"}
    for is_told in (True, False):
        with PtyTerminal(["--library", str(filled)], environment=environment) as terminal:
            terminal.wait_for("F1 help")
            terminal.until(lambda is_told=is_told: network.in_short("network storage") in terminal.text or not is_told)  # type: ignore[misc]
            assert (network.in_short("network storage") in terminal.text) is is_told
            terminal.type("q")
            assert terminal.end() == 0
    assert not Path(f"{filled}{LOCK}").exists()


def test_nobody_has_a_library_that_is_closed(run: Run, filled: Path) -> None:
    assert (run("unlock").code, run("unlock").out) == (0, f"no program has {filled} open over a network\n")


def test_who_has_it_is_said_and_only_yes_takes_it(run: Run, filled: Path) -> None:
    beside = Path(f"{filled}{LOCK}")
    beside.write_text(SOMEBODY)
    refused = run("list")
    assert refused.code == 3
    assert "is open on another machine: Bo" in refused.err
    assert "annotty unlock" in refused.err
    asked = run("unlock")
    assert asked.code == 1
    assert "on farbox (process 77), since 2026-11-22 08:00 UTC" in asked.out
    assert "\x1b" not in asked.out + refused.err
    assert beside.exists()
    assert run("unlock", "--yes").code == 0
    assert run("list").code == 0
    assert not beside.exists()


def test_one_that_says_nothing_can_be_taken_too(run: Run, filled: Path) -> None:
    Path(f"{filled}{LOCK}").write_bytes(b"\0")
    assert "does not say" in run("unlock").out
    with Library(filled.with_name("other.db")):
        assert run("unlock", "--yes").code == 0
    assert run("list").code == 0

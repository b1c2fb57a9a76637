"""A step back and forth on the command line: told before it is taken, of this annotator only, and past what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.library import Library
from tests.reader.cli.conftest import Run


@pytest.fixture
def here(run: Run, page: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An article, and who works on it is called me."""
    monkeypatch.setenv("ANNOTTY_ANNOTATOR", "me")
    run("add", str(page))
    with Library(place, create=False) as library:
        return library.articles()[0].id


def labels(place: Path) -> set[str]:
    """The labels that are in use."""
    with Library(place, create=False) as library:
        return set(library.labels())


def test_a_step_is_told_taken_back_and_done_again(run: Run, here: str, place: Path) -> None:
    run("label", "dam", here)
    before = run("undo", "--dry-run").out
    assert before.startswith("would be undone · labelled “Ferry will sail again, says minister”")
    assert "UTC, in “Ferry will sail again, says minister”" in before
    assert labels(place) == {"dam"}
    assert run("undo").out == before.removeprefix("would be ")
    assert labels(place) == set()
    assert run("redo", "--dry-run").out.startswith("would be done again · labelled")
    assert labels(place) == set()
    assert run("redo").out.startswith("done again · labelled")
    assert labels(place) == {"dam"}


def test_where_nothing_is_left_or_all_is_somebody_elses_it_says_so(
    run: Run, here: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("label", "dam", here)
    monkeypatch.setenv("ANNOTTY_ANNOTATOR", "another")
    for command in ("undo", "redo"):
        for flags in ((), ("--dry-run",)):
            ran = run(command, *flags)
            assert (ran.code, ran.out, ran.err) == (1, "", f"annotty: there is nothing to {command}\n")
    assert labels(place) == {"dam"}


def test_what_others_built_on_is_refused_and_passed_over_when_asked(
    run: Run, here: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("state", "aside", here)
    run("label", "dam", here)
    monkeypatch.setenv("ANNOTTY_ANNOTATOR", "another")
    run("label", "dam", here, "--remove")
    monkeypatch.setenv("ANNOTTY_ANNOTATOR", "me")
    for _ in range(2):
        ran = run("undo")
        assert ran.code == 1
        assert ran.err.endswith("was changed since; nothing was changed. --past goes on to the step before\n")
    ran = run("undo", "--past")
    assert ran.code == 0
    assert ran.out.startswith("undone · aside: ")
    assert ran.err.startswith(
        "passed over: “labelled “Ferry will sail again, says minister” “dam”” cannot be taken back"
    )

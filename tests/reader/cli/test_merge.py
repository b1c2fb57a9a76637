from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from store.library import Library
from store.model import Draft, PartDraft, Role
from store.text import Span
from tests.reader.cli.conftest import Run, on_a_terminal


@pytest.fixture
def other(place: Path, page: Path, run: Run) -> Path:
    """A copy of the library, with one article more than that and a mark on one that both have."""
    run("add", str(page))
    path = place.with_name("other.db")
    shutil.copy(place, path)
    more = page.with_name("more.md")
    more.write_text("# Another day at the harbour\n\nNothing happened there that anybody would write about.\n")
    run("--library", str(path), "add", str(more))
    with Library(path, annotator="Bo") as library:
        home = min(library.article_ids())
        library.annotate(home, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 5)),)))
    return path


def test_what_came_is_told_and_the_second_time_nothing_comes(run: Run, place: Path, other: Path) -> None:
    ran = run("merge", str(other))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "merged other.db: 1 new article, 1 new mark, 2 steps of history\n"
    with Library(place) as library:
        assert (len(library.articles()), library.not_indexed()) == (2, 0)
    again = run("merge", str(other))
    assert (again.code, again.out, again.err) == (0, "all of other.db is here already\n", "")


def test_a_library_that_is_not_there_is_named(run: Run, place: Path, other: Path) -> None:
    for path, words in ((other.with_name("none.db"), "there is no library at"), (place, "is this very library")):
        ran = run("merge", str(path))
        assert (ran.code, ran.out) == (3, "")
        assert words in ran.err


def test_on_a_terminal_it_is_told_how_far_it_has_come(other: Path) -> None:
    code, shown = on_a_terminal("merge", str(other))
    assert code == 0
    assert shown.index(b"comparing") < shown.index(b"history") < shown.index(b"merged other.db: 1 new article")

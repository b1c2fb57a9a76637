from __future__ import annotations

import os
import pty
import sys
from pathlib import Path

import pytest

from store.library import Library
from store.model import State
from tests.conftest import TEXT
from tests.reader.cli.conftest import Run


@pytest.fixture
def page(tmp_path: Path, run: Run) -> str:
    """An article in the library, deleted; its identifier."""
    file = tmp_path / "page.txt"
    file.write_text(TEXT)
    run("add", str(file))
    with Library(tmp_path / "library.db") as library:
        (home,) = library.article_ids()
        library.delete_articles([home])
    return home


def test_a_script_says_yes_or_nothing_goes(run: Run, place: Path, page: str) -> None:
    refused = run("purge")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.splitlines() == [
        "annotty: 1 deleted article would go for good; say --yes",
        "annotty: nothing was purged",
    ]
    with Library(place) as library:
        assert library.state(page) is State.DELETED
    done = run("purge", "--yes")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("purged 1 deleted article; ")
    again = run("purge", "--yes")
    assert (again.code, again.out, again.err) == (0, "", "no deleted article is here\n")


def test_only_what_is_old_enough_goes(run: Run, page: str) -> None:
    kept = run("purge", "--older", "30d", "--yes")
    assert (kept.code, kept.err) == (0, "no deleted article is here that is old enough\n")
    assert run("purge", "--older", "0d", "--yes").out.startswith("purged 1 deleted article; ")


@pytest.mark.parametrize("age", ["30", "d", "-1d", "a month"])
def test_an_age_that_is_none_is_wrong_usage(run: Run, page: str, age: str) -> None:
    with_age = run("purge", f"--older={age}")
    assert with_age.code == 2
    assert "is no age: write 30d, 4w or 1y" in with_age.err


def answered(answer: bytes, *arguments: str) -> tuple[int, str]:
    """Runs a command on a terminal where somebody answers; its exit code, and what the terminal showed."""
    process, terminal = pty.fork()
    if process == 0:
        os.execv(sys.executable, [sys.executable, "-m", "reader", *arguments])
    os.write(terminal, answer)
    received = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other side is closed
            break
        if not piece:
            break
        received += piece
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), received.decode()


def test_a_person_is_asked(place: Path, page: str) -> None:
    for answer in (b"\n", b"n\n", b"\x04"):
        code, shown = answered(answer, "purge")
        assert code == 1
        assert "Purge 1 deleted article for good? This cannot be undone. [y/N]" in shown
        assert "nothing was purged" in shown
    code, shown = answered(b"y\n", "purge")
    assert code == 0
    assert "purged 1 deleted article" in shown
    with Library(place) as library:
        assert library.purgeable().articles == 0

"""A library whose rows contradict one another: it is said, on the screen and by commands, and all else is read on."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from reader.cli import main
from reader.library.screen import LibraryScreen
from store.library import Library
from store.model import Claim, Draft, PartDraft, Role
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of
from tests.reader.session import Start

DAMAGED = "the library is damaged (annotty doctor says where): "


@pytest.fixture
def marked(library: Library, article: MakeArticle) -> str:
    """An article with a claim, which is to be damaged, behind one without; its identifier."""
    home = article().id
    article("Another story\n\nOf something else, and of a pier.")
    content = PartDraft(Role.CONTENT, span_of(TEXT, "12 lost boats"))
    library.annotate(home, Draft("CLAIM", (content,), claim=Claim()))
    return home


def forge(library: Library, statement: str) -> None:
    """Let a library hold what neither annotty nor SQLite's own rules would let in."""
    with closing(sqlite3.connect(library.path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        connection.execute("PRAGMA ignore_check_constraints = 1")
        connection.execute("BEGIN")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")


@pytest.mark.parametrize(
    ("forged", "keys"),
    [
        ("UPDATE part SET start = -5", ["enter"]),
        ("UPDATE part SET role = 'zz'", ["enter"]),
        ("UPDATE claim SET certainty = 'zz'", ["enter", "]", "enter"]),
        ("UPDATE text SET blocks = '[[0]]' WHERE id IN (SELECT text FROM annotation)", ["enter"]),
    ],
)
async def test_an_article_that_is_damaged_ends_nothing_and_others_are_read(
    forged: str, keys: list[str], start: Start, library: Library, marked: str, open_library: OpenLibrary
) -> None:
    forge(library, forged)
    async with start(library=open_library()) as session:
        await session.press("j", *keys)
        assert "damaged" in " ".join(session.rows)
        await session.press("escape")
        for _ in range(3):
            if not isinstance(session.app.screen, LibraryScreen):
                await session.press("escape")
        await session.press("k", "enter")
        assert "of a pier" in session.text
        assert not session.app._exit


@pytest.mark.parametrize(
    ("forged", "keys"), [("UPDATE claim SET certainty = 'zz'", "c"), ("UPDATE listed SET state = 'zz'", "j")]
)
async def test_rows_that_cannot_be_read_are_blank_and_the_foot_says_why(
    forged: str, keys: str, start: Start, library: Library, marked: str, open_library: OpenLibrary
) -> None:
    forge(library, forged)
    async with start(library=open_library()) as session:
        await session.press(keys)
        assert DAMAGED.rstrip(": ") in session.rows[-2]
        assert session.rows[0].startswith(" annotty · " + ("claims" if keys == "c" else "library"))
        assert not session.app._exit


@pytest.mark.parametrize(
    ("forged", "command"),
    [
        ("UPDATE claim SET certainty = 'zz'", "claims"),
        ("UPDATE listed SET state = 'zz'", "list"),
        ("UPDATE article SET found = 'zz'", "show"),
    ],
)
def test_a_command_that_meets_what_is_damaged_says_so(
    forged: str, command: str, library: Library, marked: str, capfd: pytest.CaptureFixture[str]
) -> None:
    forge(library, forged)
    assert main(["--library", str(library.path), command, *([marked] if command == "show" else [])]) == 3
    told = capfd.readouterr().err
    assert told.startswith(f"annotty: {DAMAGED}")
    assert "Traceback" not in told


def test_the_library_is_not_blamed_for_a_mistake_of_ours(
    library: Library, marked: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(_library: Library) -> object:
        raise KeyError("what nobody foresaw")

    monkeypatch.setattr(Library, "stats", fail)
    assert main(["--library", str(library.path), "stats"]) == 1
    told = capfd.readouterr().err
    assert "Traceback" in told
    assert "damaged" not in told

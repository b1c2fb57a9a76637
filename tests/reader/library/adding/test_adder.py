"""Adding beside reading, with real processes: the list grows, what could not be read is listed, stopping and leaving."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from reader.library.adding.process import AddingProcess
from store.library import Library
from tests.reader.library.lists import listing, says
from tests.reader.session import Session, Start


def story(folder: Path, name: str, title: str) -> Path:
    """A file with an article, told in other words than those with other titles."""
    path = folder / f"{name}.txt"
    first, last = title.split(maxsplit=1)[0], title.rpartition(" ")[2]
    words = [f"{first} {number} were seen where the {last} {number * 7} begins." for number in range(12)]
    path.write_text(f"{title}\n\n{' '.join(words)}\n\nNobody wrote of {first}, said the keeper.\n", "utf-8")
    return path


@contextmanager
def held(library: Library) -> Iterator[None]:
    """Nobody else can write to the library inside: what is added waits."""
    with closing(sqlite3.connect(library.path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


async def add(session: Session, place: Path) -> None:
    """Say what to add."""
    await session.press("a")
    session.screen.pasted(str(place))
    await session.press("enter")


async def ended(session: Session) -> None:
    """Wait until nothing is being added."""
    await session.until(lambda: not listing(session).over.adder.is_adding)


async def test_what_is_added_is_told_in_the_head_and_comes_into_the_list(
    start: Start, library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for n, title in enumerate(("Lamps go out", "Boats come in")):
        story(folder, f"page {n}", title)
    async with start() as session:
        await session.press("a")
        assert "add articles from a file, a folder or an address" in session.text
        session.screen.pasted(f"{tmp_path}/p")
        await session.press("a")
        await session.until(lambda: "pages/" in session.text)
        await session.press("tab", "enter")
        assert session.said.startswith("adding · ")
        assert "adding" in session.rows[0]
        await says(session, "added 2")
        await session.until(lambda: "Boats come in" in session.text and "Lamps go out" in session.text)
        assert " annotty · added 2 " in session.rows[0]
    assert len(list(library.article_ids())) == 2


async def test_what_could_not_be_read_is_listed_with_its_reason(start: Start, library: Library, tmp_path: Path) -> None:
    story(tmp_path, "good", "Lamps go out")
    (tmp_path / "empty.txt").write_text("")
    async with start() as session:
        await add(session, tmp_path / "*.txt")
        await says(session, "added 1 · 1 could not be read (gi shows them)")
        await session.press("g", "i")
        assert "empty.txt" in session.text
        await session.press("enter")
        assert listing(session).over.place is None
    assert len(list(library.article_ids())) == 1


async def test_a_second_one_waits_for_its_turn(start: Start, library: Library, tmp_path: Path) -> None:
    first, second = story(tmp_path, "one", "Lamps go out"), story(tmp_path, "two", "Boats come in")
    async with start() as session:
        with held(library):
            await add(session, first)
            await add(session, second)
            assert session.said == f"will be added next · {second}"
            assert "1 more to add" in session.rows[0]
            await session.press("g", "i")
            assert "waits" in session.text
            await session.press("escape")
        await session.until(lambda: len(list(library.article_ids())) == 2)
        await ended(session)


async def test_what_is_stopped_ends_and_what_waited_is_not_begun(
    start: Start, library: Library, tmp_path: Path
) -> None:
    first, second = story(tmp_path, "one", "Lamps go out"), story(tmp_path, "two", "Boats come in")
    async with start() as session:
        with held(library):
            await add(session, first)
            await add(session, second)
            await session.press("g", "s")
            assert session.said == "stopping · what was added is kept"
        await ended(session)
        await session.press("g", "s")
        assert session.said == "nothing is being added · a adds something"
        assert not library.known([sha256(second.read_bytes()).hexdigest()])


async def test_leaving_while_something_is_added_is_asked_for_twice_and_it_goes_on(
    start: Start, library: Library, tmp_path: Path
) -> None:
    first, second = story(tmp_path, "one", "Lamps go out"), story(tmp_path, "two", "Boats come in")
    async with start() as session:
        with held(library):
            await add(session, first)
            await add(session, second)
            await session.press("q")
            assert session.said == "adding goes on by itself · q again leaves · gs stops it"
            assert session.app.is_running
            await session.press("q")
    async with start() as session:
        await session.until(lambda: "Lamps go out" in session.text and "Boats come in" in session.text)


@pytest.mark.parametrize("words", ["", "-", "no such file.txt"])
async def test_a_place_where_nothing_is_is_refused_and_stays_to_be_changed(start: Start, words: str) -> None:
    async with start() as session:
        await session.press("a", *([f" {words}"] if words else []), "enter")
        assert session.said.startswith(("it needs a path", "there is no file"))
        assert listing(session).over.place is not None


def test_a_library_that_cannot_be_used_is_told_as_a_failure(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no library" * 1000)
    process = AddingProcess(broken, [str(story(tmp_path, "one", "Lamps go out"))])
    while process.listen():
        pass
    assert process.told.failures
    assert process.told.added == 0

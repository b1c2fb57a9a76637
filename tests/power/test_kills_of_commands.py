"""Commands are killed, told to end or cut off at random moments: what they printed is done, what they did is whole, a file they
write is whole or as it was, and the same command goes on from there.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from store.formats import jsonl
from store.library import Library
from store.model import Deed, State
from tests.power.ground import put
from tests.power.killing import ANNOTATOR, End, command, gone_wrong
from tests.power.test_power_cuts import ROUNDS
from tests.power.test_power_cuts_while_adding import adding
from tests.power.working import undone_and_redone
from tests.store.adding.dumps import story

A_ROUND = 50
"""Commands at one library, one after another."""
PAGES, IMPORTED = 8, 3


@dataclass(frozen=True)
class Ground:
    """Where commands work: a library, what can be added to it, and where they write."""

    library: Path
    pages: Path
    exported: Path
    folder: Path
    articles: tuple[str, ...]


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    """A library, and beside it the export of another and pages."""
    path = tmp_path / "l.db"
    put(path)
    with Library(path) as library:
        articles = tuple(sorted(library.article_ids()))
    with Library(tmp_path / "other.db") as other:
        for each in adding(other.path, [str(rows(tmp_path, range(900, 900 + IMPORTED)))]):
            assert each.article
        (tmp_path / "other.jsonl").write_text("".join(jsonl.export(other, articles=True)))
    return Ground(path, tmp_path / "pages.jsonl", tmp_path / "other.jsonl", tmp_path, articles)


def rows(folder: Path, numbers: range) -> Path:
    """A data set of articles."""
    path = folder / f"rows{numbers.start}.jsonl"
    path.write_text("".join(json.dumps({"text": story(number)}) + "\n" for number in numbers))
    return path


@dataclass(frozen=True)
class Order:
    """A command, and what must hold of the library if it printed this. once: it is one step of the history."""

    arguments: tuple[str, ...]
    printed: str
    holds: Callable[[Library, re.Match[str], list[Deed]], bool]
    once: bool = True


def order(ground: Ground, number: int, chance: random.Random) -> Order:
    """A command of any kind."""
    some = chance.choice(ground.articles)
    pages = range(PAGES * (number // 8), PAGES * (number // 8 + 1))
    ship = ground.folder / "tags.toml"
    match chance.choice(
        ("add", "add", "add", "import", "mark", "tags", "delete", "undo", "redo", "reclean", "export", "label", "state")
    ):
        case "add":
            arguments = ("add", "--jobs", "1", str(rows(ground.folder, pages)))
            return Order(
                arguments,
                r"(?m)^added +(\S{36}) ",
                lambda library, told, _: told[1] in library.article_ids(),
                once=False,
            )
        case "import":
            return Order(
                ("import", str(ground.exported)), "imported ", lambda library, *_: has_imported(library), once=False
            )
        case "mark":
            return Order(
                ("mark", f"ferry{number % 12}", "--tag", "PERSON", "--all"),
                "marked ([1-9]) place",
                lambda _library, _, deeds: Deed.SPREAD in deeds,
                once=False,
            )
        case "tags":
            ship.write_text(f'[[tag]]\nname = "SHIP{number}"\nlayer = "entity"\n')
            return Order(
                ("tags", "import", str(ship)),
                "1 tag changed or new",
                lambda library, *_: f"SHIP{number}" in {tag.name for tag in library.tags()},
            )
        case "delete":
            return Order(("delete", some), "deleted", lambda library, *_: library.state(some) is State.DELETED)
        case "undo":
            return Order(("undo",), "undone", lambda _library, _, deeds: Deed.UNDO in deeds)
        case "redo":
            return Order(("redo",), "done again", lambda _library, _, deeds: Deed.REDO in deeds)
        case "reclean":
            return Order(
                ("reclean", "--all"), "again, [1-9]", lambda _library, _, deeds: Deed.RECLEAN in deeds, once=False
            )
        case "export":
            return Order(
                ("export", "--articles", "--output", str(ground.folder / "export.jsonl")),
                "lines written",
                lambda *_: is_whole(ground.folder / "export.jsonl"),
            )
        case "label":
            return Order(
                ("label", f"label{number}", some),
                "given to",
                lambda _library, _, deeds: Deed.LABEL in deeds,
            )
        case _:
            return Order(("state", "done", some), "done: ", lambda library, *_: library.state(some) is State.DONE)


@pytest.mark.parametrize("before", ["", "as it was\n"])
def test_an_export_that_is_killed_as_it_is_written_leaves_the_file_as_it_was_or_whole(
    before: str, ground: Ground
) -> None:
    chance, wholes = random.Random(1), 0
    path, folder = ground.folder / "out" / "export.jsonl", ground.folder / "out"
    folder.mkdir()

    def begun() -> bool:
        """Whether anything was made in the folder, or the file is no longer what it was."""
        return [each.name for each in folder.iterdir()] != ["export.jsonl"][: len(before)] or (
            before != "" and path.stat().st_size != len(before)
        )

    for number in range(round(14 * ROUNDS)):
        for each in folder.iterdir():
            each.unlink()
        if before:
            path.write_text(before)
        arguments = ("export", "--articles", "--output", str(path))
        command(ground.library, arguments, list(End)[number % 4], chance, begun)
        if path.exists() and path.read_text() != before:
            assert is_whole(path)
            wholes += 1
        else:
            assert path.exists() == bool(before)
    assert wholes < round(14 * ROUNDS), "some were killed before they were whole"


def has_imported(library: Library) -> bool:
    titles = [row.title for row in library.articles()]
    return sum(f"story {number} " in title for title in titles for number in range(900, 900 + IMPORTED)) == IMPORTED


def is_whole(path: Path) -> bool:
    """Whether an export is there from its first line to its last."""
    lines = path.read_text().splitlines(keepends=True)
    assert lines
    assert lines[-1].endswith("\n")
    records = [json.loads(line) for line in lines]
    assert list(jsonl.read(lines, "export.jsonl"))
    return len(records) > 20


@pytest.mark.parametrize("seed", range(round(3 * ROUNDS) or 1))
def test_what_a_command_printed_is_done_however_it_ended(seed: int, ground: Ground) -> None:
    chance = random.Random(seed)
    path, printed, ended = ground.library, 0, 0
    for number in range(A_ROUND):
        with Library(path, annotator=ANNOTATOR) as library:
            before = len(list(library.changes()))
        wanted, end = order(ground, number, chance), list(End)[number % 4]
        at = f"seed {seed}, command {number}, {end}, {wanted.arguments}"
        done = command(path, wanted.arguments, end, chance)
        assert gone_wrong(path, before, ()) == [], at
        assert "Traceback" not in done.written, (at, done.written)
        assert done.is_as_before, at
        with Library(path, annotator=ANNOTATOR) as library:
            steps = [change.action for change in library.changes()]
            deeds = steps[: len(steps) - before]
            for told in re.finditer(wanted.printed, done.written):
                printed += 1
                assert wanted.holds(library, told, deeds), (at, told, deeds)
            if wanted.once:
                assert len(deeds) <= 1, (at, deeds)
        if (ground.folder / "export.jsonl").exists():
            assert is_whole(ground.folder / "export.jsonl"), at
        ended += done.code != 0
    assert printed > 5
    assert ended > 5
    sources = [str(each) for each in sorted(ground.folder.glob("rows*.jsonl")) if each.name != "rows900.jsonl"]
    for _ in adding(path, sources):
        pass
    with Library(path, annotator=ANNOTATOR) as library:
        with ground.exported.open("rb") as stream:
            library.receive(jsonl.read(stream, "other.jsonl"))
        (number,) = library._connection.execute("SELECT count(*) FROM article").fetchone()
        assert number == len(ground.articles) + PAGES * len(sources) + IMPORTED
        library.catch_up()
        assert undone_and_redone(library) == ""

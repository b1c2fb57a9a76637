"""Every command that prints, on a terminal, in a library whose every word attacks it: nothing leaves but words."""

from __future__ import annotations

import json
import os
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.cli import COMMANDS
from store.library import Library
from tests.conftest import MakeArticle
from tests.reader.attacking import attack, hostile_library
from tests.reader.cli.conftest import on_a_terminal
from tests.reader.recognising import not_ours

ROUNDS = int(os.environ.get("ANNOTTY_ROUNDS", "1"))
NAME = "\x1b]0;6677\x07\u202e\x9b6677m [red]6677[-]\n\udcff\udc9b6677m"
"""A file's name: with bytes that are no text, and one of them the first of a sequence."""


@dataclass(frozen=True)
class Place:
    """Where a command is tried: the library, one of its articles, a folder with hostile names, and hostile words."""

    library: Path
    article: str
    folder: Path
    words: str

    @property
    def file(self) -> str:
        return str(self.folder / NAME)


def lines_for(place: Place) -> dict[str, list[list[str]]]:
    """The command lines of every command; a command that is not here fails the test below."""
    file, words, article = place.file, place.words, place.article
    missing = [str(place.folder / words.replace("/", "")[:60])]
    return {
        "open": [["open", words], ["open", article, "--desk", words], [words, words]],
        "add": [
            ["add", f"{file}.html"],
            ["add", str(place.folder)],
            ["add", *missing],
            ["add", "--format", words, file],
            ["add", f"https://{words}/"],
        ],
        "clean": [["clean", f"{file}.html"], ["clean", "--explain", f"{file}.html"], ["clean", *missing]],
        "reclean": [
            ["reclean", "--dry-run", "--diff", "--all"],
            ["reclean", words],
            ["reclean", "--outlet", words],
            ["reclean", "--all", "--diff"],
        ],
        "list": [["list"], ["list", words], ["list", "--json"], ["list", f"label:{words}"]],
        "search": [
            ["search", "harbour"],
            ["search", words],
            ["search", "--sort", words, "x"],
            ["search", "--jsonl", "harbour"],
        ],
        "show": [["show", article], ["show", words]],
        "state": [["state", "done", article], ["state", words, article], ["state", "new", words]],
        "label": [["label"], ["label", words[:30], article], ["label", "--json"], ["label", "x", words]],
        "delete": [["delete", words], ["delete", "--filter", words], ["delete", article]],
        "undelete": [["undelete", words], ["undelete", article]],
        "undo": [["undo", "--dry-run"], ["undo"], ["undo", words]],
        "redo": [["redo", "--dry-run"], ["redo"]],
        "queue": [
            ["queue"],
            ["queue", words],
            ["queue", "list"],
            ["queue", "keep", words[:20], words],
            ["queue", "drop", words],
        ],
        "claims": [["claims"], ["claims", "--by", words], ["claims", words], ["claims", "--json"]],
        "stats": [["stats"], ["stats", "--json"], ["stats", words]],
        "doctor": [["doctor"], ["doctor", "--repair"], ["doctor", words]],
        "completion": [
            ["completion", "bash"],
            ["completion", words],
            ["completion", "--of", "label", "l"],
            ["completion", "--of", words],
        ],
        "entities": [
            ["entities"],
            ["entities", "show", words],
            ["entities", "--json"],
            ["entities", "add", words[:90], "--tag", "PERSON"],
            ["entities", "list", words],
        ],
        "mark": [
            ["mark", "harbour", "--all", "--tag", "HIGHLIGHT", "--dry-run"],
            ["mark", words, "--all"],
            ["mark", "x", words],
        ],
        "tags": [
            ["tags"],
            ["tags", "export", "-"],
            ["tags", "import", f"{file}.toml"],
            ["tags", "--json"],
            ["tags", "import", *missing],
        ],
        "timeline": [
            ["timeline", words],
            ["timeline", "--dispute", words],
            ["timeline", "harbour"],
            ["timeline", "x", "--output", *missing],
        ],
        "keys": [["keys"], ["keys", "--path"], ["keys", words]],
        "export": [["export"], ["export", "--articles"], ["export", "--output", f"{file}/x"], ["export", words]],
        "import": [["import", f"{file}.jsonl"], ["import", *missing], ["import", f"{file}.html"]],
        "purge": [["purge"], ["purge", "--older", words], ["purge", "--yes"]],
        "merge": [["merge", f"{file}.html"], ["merge", *missing], ["merge", f"{file}.db"]],
        "demo": [["demo", "--no-open"], ["demo", words]],
        "unlock": [["unlock"], ["unlock", words]],
        "backup": [["backup", "--output", f"{file}/x"], ["backup"], ["backup", words]],
        "restore": [["restore", "--list"], ["restore", f"{file}.html", "--yes"], ["restore", *missing]],
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of hostile names, with hostile words in files of every kind."""
    made = tmp_path / "files"
    made.mkdir()
    chance = random.Random(1)
    words = [attack(chance) for _ in range(20)]
    text = "\n".join(words)
    (made / f"{NAME}.html").write_bytes(
        f"<title>{text}</title><h1>{text}</h1><p>{text} the ferry sails again.</p>".encode() + b"\x9b6677m"
    )
    (made / f"{NAME}.txt").write_text(text, "utf-8")
    (made / f"{NAME}.jsonl").write_text(
        "".join(json.dumps({"schema": 3, "type": word, word: "\ud800\udc00\ud800"}) + "\n" for word in words)
    )
    (made / f"{NAME}.toml").write_text(f"[{json.dumps(text)}]\nlayer = {json.dumps(text)}\n")
    (made / f"{NAME}.csv").write_text(f"text,title\n{json.dumps(text)},{json.dumps(text)}\n", "utf-8")
    (made / f"{NAME}.db").write_bytes(b"SQLite format 3\x00" + text.encode())
    (made / f"{NAME}.xml").write_text(f"<rss><channel><item><title>{text}", "utf-8")
    (made / f"{NAME}.epub").write_bytes(b"PK\x03\x04" + text.encode())
    (made / f"{NAME}.warc").write_bytes(b"WARC/1.0\r\n" + text.encode())
    return made


def test_every_command_is_tried(folder: Path) -> None:
    assert set(lines_for(Place(folder, "", folder, "words"))) == set(COMMANDS)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_no_command_lets_a_hostile_word_do_anything(
    place: Path, folder: Path, library: Library, article: MakeArticle, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    one = hostile_library(library, article, seed)
    library.close()
    monkeypatch.setenv("ANNOTTY_LIBRARY", str(library.path))
    (folder.parent / "keys.toml").write_text(f'[{json.dumps(attack(chance))}]\n{json.dumps(attack(chance))} = "x"\n')
    monkeypatch.setenv("ANNOTTY_CONFIG", str(folder.parent))
    given = Place(library.path, one, folder, " ".join(attack(chance).replace("\x00", "\x01").split()))
    for lines in lines_for(given).values():
        for line in lines if ROUNDS > 1 else lines[:1]:
            code, sent = on_a_terminal(*line, typed=b"n\n\x04")  # some ask
            assert not_ours(sent) == [], line
            assert code in (0, 1, 2, 3, 4), line
            assert b"Traceback" not in sent, line

"""Several programs on one library: two people who mark in one article, an import and an adding. Nothing of anybody is lost."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from store.library import Library
from store.model import Draft, PartDraft, Role
from tests.conftest import MakeArticle, OpenLibrary, span_of
from tests.pty_terminal import PtyTerminal

ROUNDS = max(1, int(3 * float(os.environ.get("ANNOTTY_ROUNDS", "1"))))
"""How often each of the two marks something."""
PARAGRAPHS = 4 * ROUNDS + 8
TEXT = "Boats at the gate\n\n" + "\n\n".join(
    f"Paragraph {n} tells of boat {n} and of nothing." for n in range(PARAGRAPHS)
)
ADDED = 5


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for n in range(ADDED):
        (folder / f"{n}.txt").write_text(f"Report {n}\n\nThe harbour of bay {n} was closed, said {n} fishermen.\n" * 9)
    return folder


@pytest.fixture
def exported(tmp_path: Path, open_library: OpenLibrary, article: MakeArticle) -> Path:
    """What another library has: an article with marks."""
    away = open_library("away.db", annotator="Cy")
    one = article("Elsewhere\n\nA ferry sank at the gate, a minister said.", into=away)
    for words in ("ferry", "gate", "minister"):
        away.annotate(one.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(one.text, words)),)))
    written = tmp_path / "away.jsonl"
    with PtyTerminal(["--library", str(away.path), "export", "--articles", "--output", str(written)]) as terminal:
        assert terminal.end() == 0
    return written


def program(library: Library, *arguments: str, who: str = "Dee") -> PtyTerminal:
    environment = {"ANNOTTY_ANNOTATOR": who, "ANNOTTY_BACKUPS": "0"}
    return PtyTerminal(["--library", str(library.path), *arguments], environment=environment)


class Beside:
    """Commands that are begun anew whenever they end."""

    def __init__(self, library: Library, stack: ExitStack, *commands: tuple[str, ...]) -> None:
        self._library, self._stack = library, stack
        self._running = [(each, self._begin(each)) for each in commands]

    def _begin(self, command: tuple[str, ...]) -> PtyTerminal:
        return self._stack.enter_context(program(self._library, *command))

    def go_on(self) -> None:
        """Listen to all of them."""
        for at, (command, terminal) in enumerate(self._running):
            terminal.read(0)
            if terminal.has_ended():
                assert terminal.end() == 0, terminal.text
                self._running[at] = (command, self._begin(command))

    def end(self) -> None:
        """Wait until each has ended."""
        for _, terminal in self._running:
            assert terminal.end() == 0, terminal.text


def until_nothing_is_said(terminal: PtyTerminal) -> None:
    terminal.until(lambda: "saved" not in terminal.text)


def test_nothing_of_anybody_is_lost_and_each_sees_the_other_s_marks_where_they_read(
    library: Library, article: MakeArticle, files: Path, exported: Path
) -> None:
    one = article(TEXT)
    with ExitStack() as stack:
        ann, bo = (stack.enter_context(program(library, "open", one.id, who=who)) for who in ("Ann", "Bo"))
        for each in (ann, bo):
            each.wait_for("Paragraph 3")
        bo.type("G")
        bo.wait_for(f"Paragraph {PARAGRAPHS - 1}")
        others = Beside(library, stack, ("add", str(files)), ("import", str(exported)), ("list", "--json"))
        for made in range(1, ROUNDS + 1):
            for who, keys in ((ann, "}veH"), (bo, "{{veH")):
                who.type(keys)
                who.wait_for("saved")
                others.go_on()
                who.type("j" if who is ann else "k")
                until_nothing_is_said(who)
            for each in (ann, bo):
                seen = each.rows[2:-3]
                each.wait_for(f" {2 * made} marks in this article")
                assert each.rows[2:-3] == seen, "nothing moves"
        for each in (ann, bo):
            assert b"locked" not in each.received
            assert b"not saved" not in each.received
            each.type("q")
            each.wait_for("annotty · library")
            each.type("q")
            assert each.end() == 0
        others.end()
    by = [each.annotator for each in library.annotations(one.id)]
    assert (by.count("Ann"), by.count("Bo")) == (ROUNDS, ROUNDS)
    assert len(library.articles()) >= 2
    assert library.faults() == []

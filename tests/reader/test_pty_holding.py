"""On a real terminal: a lock that another program holds, and a disk that is full, are waited out with the app alive."""

from __future__ import annotations

import shutil

from store.library import Library
from store.model import State
from tests.conftest import MakeArticle
from tests.pty_terminal import ESCAPE, PtyTerminal
from tests.reader.holding.conditions import another_writes, full, small_disk


def opened(library: Library, *arguments: str) -> PtyTerminal:
    """The program on a terminal."""
    return PtyTerminal(["--library", str(library.path), "open", *arguments])


def test_an_action_waits_for_another_program_and_is_saved_when_that_is_done(
    article: MakeArticle, library: Library
) -> None:
    one = article()
    with opened(library, one.id) as terminal:
        terminal.wait_for("Nobody at the harbour")
        with another_writes(library.path):
            terminal.type("}VH")
            terminal.wait_for("not saved yet · another program is writing to the library")
            terminal.wait_for("waiting 1 s · esc leaves it")
            terminal.resize(70, 20)
            terminal.type("a")
            terminal.type("seen\r")
            terminal.wait_for("6 keys wait behind it")
            assert not list(library.annotations(one.id))
        terminal.wait_for("note “seen”")
        (mark,) = library.annotations(one.id)
        assert mark.note == "seen"
        terminal.type("x")
        terminal.wait_for("saved · done")
        with another_writes(library.path):
            terminal.type("x")
            terminal.wait_for("not saved yet")
            terminal.type("\x03")
            assert terminal.end() == 0
            assert b"the last action was left" in terminal.received
        assert library.state(one.id) is State.DONE


def test_a_full_disk_is_told_of_and_waited_out(article: MakeArticle, library: Library) -> None:
    one = article()
    library.close()
    with small_disk() as disk:
        shutil.copy(library.path, disk / "library.db")
        with Library(disk / "library.db") as there, opened(there, one.id) as terminal:
            terminal.wait_for("Nobody at the harbour")
            with full(disk):
                terminal.type("}VH")
                terminal.wait_for("not saved · the disk is full")
                terminal.wait_for("free some space, then enter tries again · esc leaves it")
                terminal.type("\r")
                terminal.wait_for("not saved, tried 2 times · the disk is full")
                terminal.type(ESCAPE)
                terminal.wait_for("not saved · left as it was")
                terminal.type("VH")
                terminal.wait_for("not saved · the disk is full")
                assert not list(there.annotations(one.id))
            terminal.type("\r")
            terminal.wait_for("saved · highlight")
            assert len(there.annotations(one.id)) == 1
            terminal.type("\x03")
            terminal.type(ESCAPE)
            terminal.type("qq")
            assert terminal.end() == 0
            assert not there.faults()

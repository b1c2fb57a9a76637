"""The app is killed, told to end or cut off at random moments of real work: all that its screen called saved is there, and
where the terminal still listens it is left as it was.
"""

from __future__ import annotations

import random
import signal
from pathlib import Path

import pytest

from store.library import Library
from tests.power.ground import TITLE, put
from tests.power.killing import ANNOTATOR, End, Plan, gone_wrong, sitting
from tests.power.test_power_cuts import ROUNDS
from tests.power.working import undone_and_redone
from tests.pty_terminal import PtyTerminal
from tests.reader.test_pty import assert_left_as_it_was

A_ROUND = 12
"""Sittings at one library, one after another."""
ACTIONS = 5
ON_THE_PAGE = (")wveH", ")wveHanote\r", ")c\t\r", ")wveHu", ")wveHu\x12", ")wveHd", ")wveP\r")
ON_THE_LIST = ("jx", "j_", "j@label{}\r", "jxu", "jxu\x12", "D", "Du", " j @label{}\r")
ON_THE_DESK = ("j  J\r", "j  J\ru", "j  J\ru\x12")


def plan(place: str, article: str, number: int, chance: random.Random) -> Plan:
    """What is done in a sitting of some number."""
    if place == "page":
        there = f"gg{1 + (ACTIONS + 1) * number})"
        return Plan(["open", article], [(there, TITLE)], "l", chance.choices(ON_THE_PAGE, k=ACTIONS))
    if place == "desk":
        steps = [("e", "annotty · library"), ("j" * number, "annotty · entities")]
        return Plan(["open"], steps, "j", chance.choices(ON_THE_DESK, k=ACTIONS))
    actions = [each.format(number * ACTIONS + at) for at, each in enumerate(chance.choices(ON_THE_LIST, k=ACTIONS))]
    return Plan(["open"], [("j" * number, "annotty · library")], "j", actions)


@pytest.mark.parametrize("seed", range(round(ROUNDS) or 1))
@pytest.mark.parametrize("place", ["page", "page again", "list", "desk"])
def test_what_the_screen_called_saved_is_there_however_it_ended(place: str, seed: int, tmp_path: Path) -> None:
    chance = random.Random(f"{place} {seed}")
    path = tmp_path / "l.db"
    article = put(path)
    told = 0
    for number in range(A_ROUND):
        with Library(path, annotator=ANNOTATOR) as library:
            before = len(list(library.changes()))
        end = list(End)[(number + seed) % 4]
        wanted = plan(place.split(maxsplit=1)[0], article, number, chance)
        done = sitting(path, wanted, end, chance)
        at = f"{place}, seed {seed}, sitting {number}, {end}, {wanted.actions}"
        assert gone_wrong(path, before, done.told) == [], at
        assert b"Traceback" not in done.received, at
        told += len(done.told)
        if end is End.KILL:
            assert done.code == -signal.SIGKILL, at
        elif end is not End.DROPPED:
            assert done.is_as_before, at
            if b"\x1b[?1049h" in done.received:
                assert_left_as_it_was(done)
    assert told > A_ROUND / 2
    with Library(path, annotator=ANNOTATOR) as library:
        assert undone_and_redone(library) == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_keys_that_wait_when_it_is_told_to_end_are_let_go(number: signal.Signals, tmp_path: Path) -> None:
    put(tmp_path / "l.db")
    for _ in range(4):
        with PtyTerminal(["--library", str(tmp_path / "l.db")]) as terminal:
            terminal.wait_for("library")  # it is painted before keys are read
            terminal.type("jxDuj_D")
            terminal.signal(number)
            assert terminal.end() in (0, -number)
            assert b"Traceback" not in terminal.received
            assert_left_as_it_was(terminal)

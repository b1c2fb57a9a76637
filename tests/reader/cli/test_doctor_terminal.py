"""`annotty doctor --terminal`: plain into a pipe, drawn on a terminal, and nothing that a stranger should not read."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from reader.cli.doctor_terminal import drawn, facts
from reader.preferences import Preferences
from tests.pty_terminal import PtyTerminal
from tests.reader.cli.conftest import Run

ENVIRONMENT = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "LANG": "C.UTF-8",
    "TMUX": "/tmp/tmux-1000/default,1,0",
    "SSH_CONNECTION": "192.0.2.7 1 192.0.2.8 22",
    "HOSTNAME": "secret",
}


def told(environment: dict[str, str], preferences: Preferences | None = None) -> dict[str, str]:
    return dict(facts(environment, preferences or Preferences()))


def test_what_is_known_is_told_without_addresses_and_paths() -> None:
    found = told(ENVIRONMENT)
    assert found["through"] == "tmux, ssh"
    assert found["colours"] == "24 bits, theme dark"
    assert found["signs"] == "as they are"
    everything = " ".join(found.values())
    assert not [each for each in ("192.0.2", "/tmp/", "secret") if each in everything]
    assert "Textual 8." in everything
    assert "\x1b" not in " ".join(told({"TERM": "\x1b[31mx\x07"}).values())


def test_what_follows_from_it_is_told() -> None:
    assert told({"TERM": "linux"})["signs"].startswith("plain")
    assert told({"TERM": "vt100", "LANG": "C.UTF-8"})["dialect"].startswith("old")
    assert told({"TERM": "xterm", "NO_COLOR": "1"})["colours"] == "none, theme terminal"
    assert told({"TERM": "xterm", "SSH_TTY": "/dev/pts/1"})["escape"] == "0.25 s"
    assert "lacks" in told({"TERM": "dumb"})
    assert told(ENVIRONMENT, Preferences(theme="light", mouse=False))["mouse"] == "the terminal’s"


@pytest.mark.parametrize("term", ["xterm-256color", "linux", "vt100"])
def test_every_look_is_drawn_and_the_pen_is_given_back(term: str) -> None:
    for row in drawn({"TERM": term, "LANG": "C.UTF-8"}, Preferences()):
        assert row.rfind("\x1b[") in (-1, max(row.rfind("\x1b[m"), row.rfind("\x1b[8h")))


def test_on_a_terminal_looks_signs_and_widths_are_drawn() -> None:
    with PtyTerminal(["doctor", "--terminal"], columns=100, rows=50) as terminal:
        assert terminal.end() == 0
        assert "size      100 columns, 50 rows" in terminal.text
        assert "underscore" in terminal.attributes_at("p person")
        bars = {row.index("│") for row in terminal.rows if row.rstrip().endswith(("1 cell", "to left"))}
        assert len(bars) == 1
        assert len(terminal.colours) > 10
        assert terminal.is_as_before


def test_into_a_pipe_it_is_plain_and_needs_no_library(run: Run) -> None:
    found = run("--library", "/nonexistent/library.db", "doctor", "--terminal")
    assert found.code == 0
    assert "\x1b" not in found.out
    assert "drawn     nothing" in found.out


def test_no_row_is_wider_than_a_terminal_and_looks_stand_in_columns() -> None:
    rows = [re.sub(r"\x1b\[[0-9;:]*m", "", row) for row in drawn(ENVIRONMENT, Preferences())]
    assert max(map(cell_len, rows)) <= 80
    at = rows.index("marks")
    second = [re.match(r"  .*?\S  +(?=\S)", row) for row in rows[at + 1 : rows.index("signs")]]
    assert len({each.end() for each in second if each}) == 1


def test_it_goes_alone(run: Run) -> None:
    ran = run("doctor", "--terminal", "--json")
    assert (ran.code, "--terminal goes alone" in ran.err) == (2, True)

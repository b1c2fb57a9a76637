"""The start: the list's first rows beside newsboat's, the first key beside a minimal Textual app's, leaving, and memory.

Programs that are compared run one after the other, again and again, so that whatever else the machine does is spread evenly.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks import peers
from tests.benchmarks.driven import FULL, Driven
from tests.benchmarks.large import Large
from tests.benchmarks.measuring import Bar, Times, note, tell

_ROUNDS = 15
_QUIET = 0.3
"""Seconds without a byte after which all that the start brings has come."""
_SETTLED = 1.5
"""Seconds after which everything is loaded that is loaded while the list is being looked at."""
_FEW, _MANY = Large(1_000, 20), Large(100_000, 20)
_FEW_ENTRIES, _MANY_ENTRIES = 1_000, 20_000

_MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Peer(App, inherit_bindings=False):
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = []
    def __init__(self):
        super().__init__(ansi_color=True)
        self.animation_level = "none"
    def compose(self):
        yield Static("the first words")
    def on_key(self, event):
        if event.key == "s":
            self.query_one(Static).update("the second words")
        elif event.key == "q":
            self.exit()
Peer().run()
"""


@dataclass
class Program:
    """What is started. shown: bytes of its first rows. acted: those that the key "s" brings; quits: the keys that end it."""

    name: str
    command: Sequence[str]
    home: str
    shown: bytes
    acted: bytes = b""
    quits: bytes = b""
    first: list[float] = field(default_factory=list)
    key: list[float] = field(default_factory=list)
    left: list[float] = field(default_factory=list)


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = (_annotty(each, folder) for each in (_FEW, _MANY))
        minimal = folder / "minimal.py"
        minimal.write_text(_MINIMAL)
        textual = Program("Textual", [sys.executable, str(minimal)], name, b"the first", b"second", b"q")
        boats = (
            [_newsboat(count, folder) for count in (_FEW_ENTRIES, _MANY_ENTRIES)] if shutil.which("newsboat") else []
        )
        if not boats:
            note("newsboat is not installed, so it is left out")
        programs = [few, many, textual, *boats]
        for turn in range(_ROUNDS + 1):
            for program in programs:
                _measure(program, counts=turn > 0)
        for ours, peer, bar in zip((few, many), boats or (None, None), (Bar(times=1.2), Bar(times=1)), strict=True):
            theirs = Times(tuple(peer.first)).median if peer else None
            tell(
                f"first rows, {ours.name}", Times(tuple(ours.first)).median, peer.name if peer else "", theirs, bar=bar
            )
        tell("    the same by the quickest of each", min(few.first), "newsboat", min(boats[0].first) if boats else None)
        tell("    for orientation: a minimal Textual app", Times(tuple(textual.first)).median)
        for ours in (few, many):
            theirs = Times(tuple(textual.key)).median
            tell(f"first key acts, {ours.name}", Times(tuple(ours.key)).median, "Textual", theirs, bar=Bar(times=1.25))
        tell("    the same by the quickest of each", min(few.key), "Textual", min(textual.key))
        theirs = Times(tuple(textual.left)).median
        tell(
            "leaving, from q to the end of the process",
            Times(tuple(many.left)).median,
            "Textual",
            theirs,
            bar=Bar(at_most=100),
        )
        _tell_memory(many, textual)


def _annotty(large: Large, folder: Path) -> Program:
    library = folder / f"{large.articles}.db"
    shutil.copyfile(large.library(), library)
    script = Path(sys.executable).with_name("annotty")
    command = [str(script)] if script.exists() else [sys.executable, "-m", "reader"]
    name = f"{large.articles:,} articles"
    return Program(name, [*command, "--library", str(library)], str(folder), "●".encode(), b"title", b"\x1b[27uq")


def _newsboat(count: int, folder: Path) -> Program:
    """newsboat on so many entries of one feed, which it has in its cache."""
    home = folder / f"newsboat-{count}"
    return Program("newsboat", peers.newsboat(count, home), str(home), b"Harbour Post")


def _measure(program: Program, *, counts: bool) -> None:
    """Start it once, and time its first rows, its first key where it has one, and its end."""
    with _started(program) as driven:
        if program.acted:
            driven.type(b"s")  # typed ahead: it acts as soon as keys do
        first, *keys = driven.came(program.shown, *filter(None, [program.acted]))
        left = 0.0
        if program.acted:
            driven.settle(_QUIET)
            left = _left(driven, program.quits)
    if counts:
        program.first.append(first)
        program.key += keys
        program.left.append(left)


def _started(program: Program) -> Driven:
    return Driven(program.command, program.home, FULL)


def _left(driven: Driven, quits: bytes) -> float:
    """Seconds from the keys that end it until it has closed the terminal, the last thing that it does."""
    began = time.perf_counter()
    driven.type(quits)
    while True:
        try:
            driven.take()
        except ChildProcessError:
            return time.perf_counter() - began


def _tell_memory(ours: Program, textual: Program) -> None:
    figures = []
    for program in (ours, textual):
        with _started(program) as driven:
            driven.came(program.shown)
            driven.settle(_SETTLED)
            rollup = Path(f"/proc/{driven.pid}/smaps_rollup").read_text(encoding="ascii")
            (share,) = (int(line.split()[1]) * 1024 / 1e6 for line in rollup.splitlines() if line.startswith("Pss:"))
            figures.append((driven.memory()[0], share))
    (resident, share), (theirs, _) = figures
    tell(f"memory, {ours.name} (resident)", resident, "Textual", theirs, unit="MB", bar=Bar(at_most=50))
    tell("    what other processes use too counted by its share", share, unit="MB")

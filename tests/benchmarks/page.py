"""The page in a real pty: first paint, cursor steps and pages, in milliseconds and bytes, beside Textual's own TextArea.

A step's time runs from the key's write to the last byte that answers it; what the terminal itself takes is not in it.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from store.document import Block, BlockKind, Document
from store.library import Library
from store.model import Cleaned, Draft, Metadata, NewEntity, PartDraft, RawItem, Role
from store.text import Span
from store.text import words as words_of
from tests.benchmarks.measuring import tell, words

_SIZE = (24, 80)
_QUIET = 0.06
"""Seconds without a byte after which an answer is taken to be whole."""

_PEER = """
import sys
from pathlib import Path
from textual.app import App
from textual.widgets import TextArea
class Peer(App):
    def compose(self):
        yield TextArea(Path(sys.argv[1]).read_text(), read_only=True, show_line_numbers=False)
Peer().run()
"""


class Driven:
    """A program in a pty of its own."""

    def __init__(self, command: Sequence[str]) -> None:
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
            environment.pop("NO_COLOR", None)
            os.execvpe(command[0], list(command), environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", *_SIZE, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def until(self, marker: bytes, seconds: float = 30.0) -> float:
        """Seconds since the start until a marker was written. Raises TimeoutError."""
        seen = b""
        while time.perf_counter() - self.began < seconds:
            if select.select([self.fd], [], [], 0.5)[0]:
                seen += os.read(self.fd, 65536)
                if marker in seen:
                    return time.perf_counter() - self.began
        raise TimeoutError(f"{marker!r} was not written within {seconds} s; the last bytes: {seen[-200:]!r}")

    def settle(self) -> tuple[int, float]:
        """Read until nothing comes any more: how many bytes, and when the last of them came."""
        size, last = 0, time.perf_counter()
        while select.select([self.fd], [], [], _QUIET)[0]:
            size += len(os.read(self.fd, 65536))
            last = time.perf_counter()
        return size, last

    def press(self, key: bytes) -> tuple[float, int]:
        """Seconds and bytes that a key takes."""
        began = time.perf_counter()
        os.write(self.fd, key)
        size, last = self.settle()
        return max(0.0, last - began), size

    def median(self, key: bytes, rounds: int) -> tuple[float, int]:
        """The median of seconds and of bytes over some presses."""
        results = [self.press(key) for _ in range(rounds)]
        return statistics.median(r[0] for r in results), int(statistics.median(r[1] for r in results))


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = words(180), words(180_000)
        ids = {
            size: _library(folder / f"{size}.db", text, marks)
            for size, text, marks in (("1KB", small, 10), ("1MB", large, 1000))
        }
        (folder / "peer.py").write_text(_PEER)
        (folder / "text.txt").write_text(small)
        annotty = [sys.executable, "-m", "reader"]

        def page(size: str) -> list[str]:
            return [*annotty, "--library", str(folder / f"{size}.db"), "open", ids[size]]

        peer = [sys.executable, str(folder / "peer.py"), str(folder / "text.txt")]
        marker = small.split(".")[0][2:26].encode()
        peer_paint = _paint(peer, marker)
        paint = _paint(page("1KB"), marker)
        tell("first paint of the page, 1 KB", paint, "Textual's TextArea", peer_paint)
        tell(
            "first paint of the page, 1 MB, 1,000 marks",
            _paint(page("1MB"), large.split(".")[0][2:26].encode()),
            "1 KB",
            paint,
        )
        tell(
            "first paint of the list",
            _paint([*annotty, "--library", str(folder / "1KB.db")], b"annotty"),
            "TextArea",
            peer_paint,
        )
        theirs = _steps(peer, marker, down=b"\x1b[B", page=b"\x1b[6~")
        for size, text in (("1KB", small), ("1MB", large)):
            ours = _steps(page(size), text.split(".")[0][2:26].encode(), down=b"j", page=b"\x1b[6~")
            for what in ours:
                tell(f"{what}, {size}", ours[what][0], "TextArea at 1 KB", theirs[what][0])
                tell(f"{what}, {size}", ours[what][1], "TextArea at 1 KB", theirs[what][1], unit="bytes")


def _paint(command: Sequence[str], marker: bytes) -> float:
    taken = []
    for _ in range(5):
        with Driven(command) as driven:
            taken.append(driven.until(marker))
    return statistics.median(taken)


def _steps(command: Sequence[str], marker: bytes, *, down: bytes, page: bytes) -> dict[str, tuple[float, int]]:
    with Driven(command) as driven:
        driven.until(marker)
        driven.settle()
        driven.press(down)
        return {"a row down": driven.median(down, 9), "a page down": driven.median(page, 3)}


def _library(path: Path, text: str, marks: int) -> str:
    blocks, at = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, Span(at, at + len(paragraph))))
        at += len(paragraph) + 2
    with Library(path, annotator="bench") as library:
        cleaned = Cleaned(Document(text, tuple(blocks)), Metadata(title="Bench"), "text/plain", "utf-8", "bench")
        article = library.keep(RawItem(text.encode(), path.name), cleaned).article
        spans = list(words_of(text))
        entity = None
        for span in spans[:: max(1, len(spans) // marks)][:marks]:
            draft = Draft("PERSON", (PartDraft(Role.MENTION, span),), entity=entity or NewEntity("Bench", "PERSON"))
            made = library.annotate(article, draft).entity
            entity = made.id if made else None
    return article

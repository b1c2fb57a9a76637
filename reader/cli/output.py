"""Where commands print: knows which stream is a terminal, and lets no control sequence of an article reach one.

Into a file or a pipe text and JSON go as they are, in UTF-8; lines for people do not, for `less` is at the other end.
"""

from __future__ import annotations

import io
import os
import sys
from typing import BinaryIO, NamedTuple, TextIO

from reader.terminal.depth import shown, shown_line


class Output(NamedTuple):
    """The two streams of a command: out for what was asked for, err for what a person should know besides."""

    out: TextIO
    err: TextIO
    out_is_terminal: bool
    err_is_terminal: bool

    @classmethod
    def of_this_process(cls) -> Output:
        """Standard output and standard error, made so that no character can fail to be written."""
        streams = []
        for stream in (sys.stdout, sys.stderr):
            # A process may be started with a stream closed; its words have nowhere to go then.
            open_stream: TextIO = stream if stream is not None else io.StringIO()
            terminal = open_stream.isatty()
            if reconfigure := getattr(open_stream, "reconfigure", None):
                # A terminal keeps its own encoding; a file or a pipe is read by programs, and they expect UTF-8.
                reconfigure(encoding=None if terminal else "utf-8", errors="backslashreplace")
            streams.append((open_stream, terminal))
        (out, out_is_terminal), (err, err_is_terminal) = streams
        return cls(out, err, out_is_terminal, err_is_terminal)

    def line(self, text: str) -> None:
        """One line of the answer."""
        self.out.write(shown_line(text) + "\n")

    def text(self, text: str) -> None:
        """Text of several lines, as it is, line ends and all."""
        self.out.write(shown(text) if self.out_is_terminal else text)

    def note(self, text: str) -> None:
        """One line beside the answer, for the person."""
        self.out.flush()
        self.err.write(shown_line(text) + "\n")

    def problem(self, text: str) -> None:
        """What went wrong, for the person; may have several lines."""
        self.out.flush()
        self.err.write(f"annotty: {shown(text)}\n")

    def flush(self) -> None:
        """Bring everything on its way, so that a full disk or a closed pipe is met here and not at exit."""
        self.out.flush()
        self.err.flush()

    def abandon(self) -> None:
        """Give up what takes no more, so that the interpreter does not fail on what is left in its buffer."""
        for stream in (self.out, self.err):
            try:
                stream.flush()
            except OSError:
                with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a descriptor is all that is wanted
                    os.dup2(nowhere.fileno(), stream.fileno())


def standard_input() -> BinaryIO:
    """The bytes on standard input; none where the process was started with it closed."""
    return sys.stdin.buffer if sys.stdin is not None else io.BytesIO()

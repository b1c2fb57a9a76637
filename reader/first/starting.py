"""Opens the list: paints its first rows, then loads the application, which takes the terminal over as it stands.

Loads nothing before the rows are painted.
"""

from __future__ import annotations

import gc
import os
import sys

from reader.first.painting import paint, write
from reader.folders import library_in

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself takes longer to load than a screen to paint
    from collections.abc import Callable

    from reader.cli.output import Output
    from reader.first.painting import Painted, Row

_INTERRUPTED = 130


def start(command: str, library: str | None) -> int:
    """Open the list of a library, or of the demo ("demo"); library: what --library says. Returns the exit code."""
    gc.disable()  # nothing that is loaded becomes garbage, and looking for some takes a tenth of the time
    path = library_in(os.environ, library, "demo.db" if command == "demo" else "library.db")
    painted: Painted | None = None
    try:
        painted, whole = paint(path, os.environ) or (None, None)
        from reader.cli.running import carry_out

        return carry_out(lambda output: _open(command, path, output, painted, whole))
    except KeyboardInterrupt:  # so early that nothing was there to say it
        if painted is not None:
            painted.leave()
        sys.stderr.write("annotty: interrupted\n")
        return _INTERRUPTED
    finally:
        if painted is not None:
            painted.leave()


def _complete(painted: Painted, rows: list[Row]) -> None:
    """Paint the rows that take long to measure: emoji, Arabic, letters made of several."""
    from reader.first.handing import frame_of
    from reader.wire.difference import difference

    before = frame_of(painted)
    painted.rows = rows
    write(difference(before, frame_of(painted)))


def _open(
    command: str, path: str, output: Output, painted: Painted | None, whole: Callable[[], list[Row]] | None
) -> int:
    try:
        if painted is not None and whole is not None:
            _complete(painted, whole())
        from pathlib import Path

        if command == "demo":
            from reader.cli.demo import show

            return show(Path(path), output, painted)
        from reader.cli.open_ import open_list

        return open_list(Path(path), output, painted)
    finally:
        if painted is not None:
            painted.leave()  # before anything is said of what went wrong

"""What goes wrong in a way that nobody foresaw, told on the terminal: the words of an error may be those of an article too."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reader.terminal.border import shown

if TYPE_CHECKING:
    from rich.console import Console


class _Shown:
    """A stream through which nothing but shown text passes."""

    def write(self, text: str) -> int:
        if sys.stderr is not None:
            sys.stderr.write(shown(text))
        return len(text)

    def flush(self) -> None:
        if sys.stderr is not None:
            sys.stderr.flush()


def console() -> Console:
    """What a report of an error is printed on: without colours, for those are sequences too."""
    from typing import IO, cast

    from rich.console import Console as RichConsole

    return RichConsole(file=cast(IO[str], _Shown()), force_terminal=False, no_color=True, markup=False, highlight=False)


def report() -> str:
    """The error that is being handled, with its traceback, for whoever is to mend it."""
    import traceback

    return (
        "stopped by what nobody foresaw; the library is as its last change left it\n" + traceback.format_exc().rstrip()
    )

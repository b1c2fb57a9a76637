"""The first screen, painted before Textual is loaded: takes the terminal, and gives it back where nobody takes it over.

Paints what the application will draw (reader.library.rows), at once; what cannot be told yet stays empty. Whatever is in the
way, nothing is painted and nothing is said: the application sees to that.
"""

from __future__ import annotations

import os
import termios

from reader.colours import depth_in, first_theme, is_of_today, plain_signs
from reader.first.pens import RESET, change, pen
from reader.folders import preferences_in
from reader.library.measures import preview_below, preview_beside
from reader.library.rows import head, in_order, pieces
from reader.terminal.border import AS_WRITTEN, IN_ORDER, PLAIN_SIGNS, leaves_order
from reader.terminal.cells import is_certain, laid
from store.database.newest import Article, newest, said_in

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself takes longer to load than a screen to paint
    import signal
    from collections.abc import Callable, Mapping, Sequence

    Modes = list[int | list[bytes | int]]
    Row = list[tuple[str, str]]
else:
    try:
        import _signal as signal  # what signal is made of, without the names that it makes, which take 3 ms
    except ImportError:  # another Python than CPython
        import signal

_HEAD, _FOOT = 2, 3
_LEAST_WIDTH, _LEAST_HEIGHT = 20, _HEAD + _FOOT + 3
_NAMED = 3
"""Of the head so much is the name of what is seen, one cell in so many."""
_IN, _OUT, _ERR = 0, 1, 2
_INPUT, _LOCAL, _SPECIAL = 0, 3, 6
"""Where the settings of a line say how it takes bytes, what it does with them, and which of them are special."""


class Painted:
    """What stands on the terminal, which is ours from here on until it is left or handed over.

    rows: pieces of words, each with the name of its look (reader.colours).
    """

    def __init__(self, rows: Sequence[Row], width: int, depth: str, theme: str, *, in_order: bool = True) -> None:
        self.rows = rows
        self.width = width
        self.depth = depth
        self.theme = theme
        self._order = (AS_WRITTEN, IN_ORDER) if in_order else ("", "")
        self.modes: Modes = termios.tcgetattr(_IN)
        """The settings of the line as they were before."""
        self.is_ours = False
        """Whether nobody has taken it over."""

    def take(self) -> None:
        """Take the terminal and paint the rows. Raises OSError, termios.error."""
        for number, end in self._ends:
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, end)
        rows = _sequence(self.rows, self.depth, self.theme)
        self.is_ours = True
        self._paint(rows)

    def _paint(self, rows: str) -> None:
        termios.tcsetattr(_IN, termios.TCSANOW, _quiet(self.modes))
        write(f"\x1b[?1049h\x1b[?25l\x1b[?7l{self._order[0]}{rows}")

    def hand_over(self) -> None:
        """Whoever calls this sees to it from here on that the terminal is given back."""
        self.is_ours = False

    def leave(self) -> None:
        """Give the terminal back as it was, where nobody has taken it over."""
        if not self.is_ours:
            return
        self.is_ours = False
        self._give_back()
        for number, end in self._ends:
            if signal.getsignal(number) == end:
                usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
                signal.signal(number, usual)

    @property
    def _ends(self) -> tuple[tuple[int, Callable[[int, object], None]], ...]:
        """What is done where the process is ended or stopped before the application is there."""
        deadly = (signal.SIGTERM, self._end), (signal.SIGHUP, self._end), (signal.SIGINT, self._interrupt)
        return *deadly, (signal.SIGTSTP, self._pause)

    def _give_back(self) -> None:
        try:
            termios.tcsetattr(_IN, termios.TCSANOW, self.modes)
            write(f"\x1b[m{self._order[1]}\x1b[?7h\x1b[?1049l\x1b[?25h")
        except (OSError, termios.error):  # the terminal is gone
            pass

    def _end(self, number: int, _frame: object) -> None:
        """Somebody ends the process before the application is there: as if nothing had been painted."""
        self.leave()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def _interrupt(self, _number: int, _frame: object) -> None:
        """Also where nobody has been told yet that anything was painted."""
        self.leave()
        raise KeyboardInterrupt

    def _pause(self, _number: int, _frame: object) -> None:
        """Somebody stops the process before the application is there; it goes on as it was."""
        if self.is_ours:
            self._give_back()
        os.kill(os.getpid(), signal.SIGSTOP)
        if self.is_ours:
            try:  # noqa: SIM105 - contextlib takes a millisecond to load
                self._paint(_sequence(self.rows, self.depth, self.theme))
            except (OSError, termios.error):  # the application will see
                pass


def paint(path: str, environment: Mapping[str, str]) -> tuple[Painted, Callable[[], list[Row]] | None] | None:
    """Paint the first rows of a library on this process's terminal; None where that cannot be done.

    Beside what was painted: where words that take long to measure were left out, what makes all the rows.
    """
    try:
        if not _may_paint(environment):
            return None
        width, height = os.get_terminal_size(_OUT)
        if width < _LEAST_WIDTH or height < _LEAST_HEIGHT:
            return None
        articles = newest(path, height - _HEAD - _FOOT - preview_below(width, height))
        if not articles:
            return None
        theme = _theme_said(preferences_in(environment)) or first_theme(environment)
        plain = plain_signs(environment)
        certain = [each if _is_certain(each) else None for each in articles]
        rows = screen(certain, width, height, plain=plain)
        painted = Painted(rows, width, depth_in(environment), theme, in_order=not leaves_order(environment))
    except (OSError, termios.error, ValueError):
        return None
    try:
        painted.take()
    except BaseException:
        painted.leave()
        raise
    return painted, None if all(certain) else lambda: screen(articles, width, height, plain=plain)


def screen(articles: Sequence[Article | None], width: int, height: int, *, plain: bool) -> list[Row]:
    """The rows of the screen as far as they can be told: head, list, and the rules; the rest is blank."""
    blank, rule = [(" " * width, "text")], [("─" * width, "faint")]
    left, _ = head(in_order("date", turned=False))
    beside, below = preview_beside(width), preview_below(width, height)
    edge = [("│", "faint"), (" " * (beside - 1), "text")] if beside else []
    room = height - _HEAD - _FOOT - below
    listed = [_row(each, width - beside, chosen=not at, plain=plain) for at, each in enumerate(articles[:room])]
    listed += [[(" " * (width - beside), "text")]] * (room - len(listed))
    named = laid(left, width // _NAMED, "text")  # the figures come later, and take the room that they need
    above = [[*named, (" " * (width - width // _NAMED), "text")], rule]
    rows = [*above, *([*row, *edge] for row in listed), *([blank] * below), rule, blank, blank]
    return [[(words.translate(PLAIN_SIGNS), look) for words, look in row] for row in rows] if plain else rows


def write(sequence: str) -> None:
    """Write to the terminal, all of it. Raises OSError."""
    rest = sequence.encode()
    while rest:
        rest = rest[os.write(_ERR, rest) :]


def _may_paint(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is there, is ours, and is one on which the application will draw the same. Raises OSError."""
    if not (os.isatty(_IN) and os.isatty(_OUT) and os.isatty(_ERR)) or os.tcgetpgrp(_IN) != os.getpgrp():
        return False
    if any(name.startswith(("COLUMNS", "LINES", "TEXTUAL")) for name in environment):
        return False
    if not is_of_today(environment):
        return False
    return depth_in(environment) != "full" or environment.get("COLORTERM") in ("truecolor", "24bit")


def _is_certain(article: Article) -> bool:
    return all(map(is_certain, (article.title, article.outlet or "", article.language or "", *article.labels)))


def _row(article: Article | None, width: int, *, chosen: bool, plain: bool) -> Row:
    ground = "chosen" if chosen else "text"
    if article is None:
        return [(" " * width, ground)]
    found = pieces(
        article,
        width,
        chosen=chosen,
        plain=plain,
        marked=article.marked,
        sign=f"+{article.others}" if article.others else "",
        waits=article.waits,
    )
    return laid(found, width, ground)


def _theme_said(path: str) -> str:
    """The theme that a file of preferences names; empty where it names none."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib takes 8 ms
            said = file.read(100_000)
    except OSError:
        return ""
    return said_in(said.decode("utf-8", "replace"), "$.theme") if b'"theme"' in said else ""


def _sequence(rows: Sequence[Row], depth: str, theme: str) -> str:
    """The rows as a terminal takes them, each at its place, with the pen reset at the end."""
    pens = {look: pen(look, depth, theme) for row in rows for _, look in row}
    written, held = [], RESET
    for y, row in enumerate(rows):
        written.append(f"\x1b[{y + 1}H" if y else "\x1b[H")
        for words, look in row:
            written += [change(held, pens[look]), words]
            held = pens[look]
    return "".join([*written, change(held, RESET)])


def _quiet(modes: Modes) -> Modes:
    """The settings of a line that keeps keys as they are typed, and shows none; ctrl+c still ends the program."""
    taken, done, letters = modes[_INPUT], modes[_LOCAL], modes[_SPECIAL]
    assert isinstance(taken, int)
    assert isinstance(done, int)
    assert isinstance(letters, list)
    quiet, special = [*modes], [*letters]
    quiet[_INPUT] = taken & ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    quiet[_LOCAL] = done & ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    never = bytes([os.fpathconf(_IN, "PC_VDISABLE") & 0xFF])
    special[termios.VSUSP] = special[termios.VQUIT] = never
    special[termios.VMIN], special[termios.VTIME] = 1, 0
    quiet[_SPECIAL] = special
    return quiet

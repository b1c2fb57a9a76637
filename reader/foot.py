"""The foot of every screen: a rule, what is under the cursor, and on the last line what can be done and what was done.

It never changes its height: nothing on the page moves because something is said.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from reader.commands import Command, Place
from reader.commands.key_names import is_typed, keys_as_written
from reader.commands.keymap import Keymap
from reader.drawing import Piece, between, cut, row, seen
from reader.holding.held import Banner
from reader.palette import Palette
from reader.terminal.depth import shown_line

_TAG_RANK = 6
"""Where the keys of tags stand among the commands."""
_LEAST_KEYS = 44
"""The cells that a message beside the keys leaves to them; a longer one takes the row above for itself."""
_AROUND = 3
"""The cells before a message and behind it."""


class Foot(Widget):
    """Three rows: rule, status, keys with the last message; on a low terminal one, for keys or message."""

    DEFAULT_CSS = "Foot { dock: bottom; height: 3; }"

    def __init__(self, palette: Palette, keymap: Keymap) -> None:
        super().__init__()
        self.palette = palette
        self.keymap = keymap
        self._place = Place.LIST
        self._unable: frozenset[str] = frozenset()
        self._extra: tuple[tuple[str, str], ...] = ()
        self._typing = False
        self._accept = ""
        self._status: tuple[Piece, ...] = ()
        self._right: tuple[Piece, ...] = ()
        self._message = ""
        self._is_bad = False
        self._banner: Banner | None = None

    def show_keys(
        self,
        place: Place,
        unable: Collection[str] = (),
        extra: Sequence[tuple[str, str]] = (),
        *,
        typing: bool = False,
        accept: str = "",
    ) -> None:
        """Show what can be done here, without the commands that cannot act now.

        extra: keys of tags and the like, with their labels. typing: letters are text now, so only named keys are shown.
        accept: what taking what is asked is called, where it is not what the table says.
        """
        new = (place, frozenset(unable), tuple(extra), typing, accept)
        if new != (self._place, self._unable, self._extra, self._typing, self._accept):
            self._place, self._unable, self._extra, self._typing, self._accept = new
            self.refresh()

    def show_status(self, left: Sequence[Piece], right: Sequence[Piece] = ()) -> None:
        """Say what is under the cursor."""
        if (tuple(left), tuple(right)) != (self._status, self._right):
            self._status, self._right = tuple(left), tuple(right)
            self.refresh()

    def say(self, message: str, *, bad: bool = False) -> None:
        """Say what has been done, or why it was not."""
        if (message, bad) != (self._message, self._is_bad):
            self._message, self._is_bad = message, bad
            self.refresh()

    @property
    def unable(self) -> frozenset[str]:
        """The commands that cannot act now."""
        return self._unable

    def show_banner(self, banner: Banner | None) -> None:
        """Tell of an action that is held, in place of status and keys, which mean nothing until that is settled."""
        if banner != self._banner:
            self._banner = banner
            self.refresh()

    @property
    def message(self) -> str:
        """What was said last."""
        return self._message

    def render_line(self, y: int) -> Strip:
        """The rule, the status, or the keys."""
        palette, width = self.palette, self.size.width
        if self.size.height == 1:
            return self._only_row(width)
        if y == 0:
            return row([("─" * width, palette.faint)], width, palette.text)
        if self._banner is not None:
            ways, shade = (self._banner.what, palette.bad) if y == 1 else (self._banner.how, palette.key)
            return row([(" ", palette.text), (_fitting(ways, width - 2), shade)], width, palette.text)
        look, told = palette.bad if self._is_bad else palette.good, shown_line(self._message)
        taken = cell_len(told) + _AROUND if told else 0
        is_beside = not told or width - taken >= _LEAST_KEYS
        if y == 1 and is_beside:
            return status_row(self._status, self._right, width, palette)
        if y == 1:
            return row([(f" {cut(told, width - 2)}", look)], width, palette.text)
        message = [(f"  {told} ", look)] if told and is_beside else []
        room = width - (taken if is_beside else 0) - 1
        return between([(" ", palette.text), *self._keys(room)], message, width, palette.text)

    def _only_row(self, width: int) -> Strip:
        """The most urgent of what there is to say."""
        palette = self.palette
        if self._banner is not None:
            return row(
                [(" ", palette.text), (_fitting(self._banner.both, width - 2), palette.bad)], width, palette.text
            )
        if self._message:
            look = palette.bad if self._is_bad else palette.good
            return row([(f" {cut(shown_line(self._message), width - 2)}", look)], width, palette.text)
        return row([(" ", palette.text), *self._keys(width - 1)], width, palette.text)

    def _keys(self, room: int) -> list[Piece]:
        """As many keys as there is room for, those of lowest rank first; help is kept a place at the end."""
        ranked = [(_TAG_RANK, sign, label) for sign, label in self._extra]
        able = [each for each in self.keymap.commands(self._place) if each.rank and each.keys]
        signs = [(each, sign_of(each, typing=self._typing)) for each in able if each.name not in self._unable]
        called = {"accept": self._accept} if self._accept else {}
        ranked += [(each.rank, sign, called.get(each.name, each.label)) for each, sign in signs if each.name != "help"]
        help_key = [(0, sign, each.label) for each, sign in signs if each.name == "help"]
        room -= sum(_cells(sign, label) for _, sign, label in help_key)
        shown = []
        for entry in sorted(ranked, key=lambda entry: entry[0]):
            room -= _cells(*entry[1:])
            if room < -2:
                break
            shown.append(entry)
        pieces: list[Piece] = []
        for _, sign, label in (*shown, *help_key):
            gap = "  " if pieces else ""  # none behind the last: what does not fit is cut
            pieces += [(gap, self.palette.quiet), (sign, self.palette.key), (f" {label}", self.palette.quiet)]
        return pieces


def status_row(left: Sequence[Piece], right: Sequence[Piece], cells: int, palette: Palette) -> Strip:
    """What is in hand, and at the right what is told beside it: in half of the row, or in what the left leaves free."""
    ground: Piece = (" ", palette.text)
    in_hand, beside = (sum(cell_len(seen(text, cells)) for text, _ in side) for side in (left, right))
    room = max(cells // 2, cells - in_hand - 1) - 1
    drawn = row(right, max(0, min(beside, room)), palette.text)
    drawn = drawn.crop(0, cell_len(drawn.text.rstrip()))
    edge = row([ground], min(1, cells), palette.text)
    told = row([ground, *left], cells - drawn.cell_length - edge.cell_length, palette.text)
    return Strip.join([told, drawn, edge])


def _fitting(ways: Sequence[str], cells: int) -> str:
    """The first of several ways to say something that has room in so many cells; the last is cut where none has."""
    shown = [shown_line(each) for each in ways]
    return next((each for each in shown if cell_len(each) <= cells), cut(shown[-1], max(0, cells)))


def _cells(sign: str, label: str) -> int:
    """What a key and its label take with the space behind them."""
    return cell_len(sign) + cell_len(label) + 3


def sign_of(command: Command, *, typing: bool = False) -> str:
    """The first keys of a command as the foot writes them; while letters are text, the first that are none.

    Raises IndexError where it has no keys.
    """
    named = (keys for keys in command.keys if not typing or not is_typed(keys.split(" ")[0]))
    return keys_as_written(next(named, command.keys[0]), awaits=command.argument)

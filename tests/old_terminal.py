"""What a program wrote to a terminal, read as strictly as the terminal would: nothing unknown, nothing outside its screen."""

from __future__ import annotations

import re

from rich.cells import cell_len

_TOKEN = re.compile(
    r"\x1b\[(?P<private>[<=>?]?)(?P<parameters>[\d;]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b(?P<short>[@-Z\\^_7-9=>])|(?P<control>[\x00-\x1f\x7f-\x9f])|(?P<words>[^\x00-\x1f\x7f-\x9f]+)"
)
_MOVES = {"H", "A", "B", "C", "D", "K", "J", "r", "m"}
"""What every terminal with a cursor knows of CSI (VT100)."""
_NEWER = {"G", "L", "M"}
"""What ECMA-48 has besides, and the Linux console and all of today."""
_COLOURS = re.compile(r"(?:^|;)(?:[34]8|[39]\d|[34][0-7]|10[0-7])(?:;|$)")
_ATTRIBUTES_OF_OLD = {"", "0", "1", "4", "5", "7"}
_MODES_OF_TODAY = {"7", "25", "1000", "1002", "1003", "1004", "1006", "1015", "1016", "1049", "2004", "2026", "2048"}


class OldTerminal:
    """Takes what was written; raises AssertionError at the first thing that a terminal of this name does not know.

    What stands beyond the last column or row is as wrong as a sequence that is unknown.
    """

    def __init__(self, term: str, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self._is_vt = term.startswith("vt")
        self._is_linux = term == "linux"
        self._modes = {"7"} if self._is_vt else {"7", "25"} if self._is_linux else _MODES_OF_TODAY
        self._x = self._y = 0
        self.sequences: set[str] = set()
        """The kinds of sequences that were seen."""
        self.colours: set[str] = set()
        """The parameters of those that set a colour."""

    def take(self, written: str) -> None:
        """Read it all. Raises AssertionError."""
        at = 0
        for found in _TOKEN.finditer(written):
            assert found.start() == at, f"not understood: {written[at : found.start()]!r}"
            at = found.end()
            if found["words"]:
                self._write(found["words"])
            elif found["control"]:
                self._control(found["control"])
            elif found["short"]:
                assert found["short"] == "M", found[0]
            else:
                self._sequence(found)
        assert at == len(written), f"not understood: {written[at:]!r}"

    def _write(self, words: str) -> None:
        self._x += cell_len(words)
        assert self._x <= self.columns, f"beyond the last column: {words!r}"

    def _control(self, control: str) -> None:
        assert control in "\r\n\x18\x07\x08", repr(control)
        if control == "\r":
            self._x = 0
        elif control == "\n":
            self._y = min(self._y + 1, self.rows - 1)

    def _sequence(self, found: re.Match[str]) -> None:
        private, given, between, final = found["private"], found["parameters"], found["between"], found["final"]
        self.sequences.add(f"{private}{between}{final}")
        numbers = [int(each or 1) for each in given.split(";")] if final != "m" else []
        if private == "?" and final in "hl" and not between:
            assert set(given.split(";")) <= self._modes, found[0]
        elif private or between or final in "hl":
            is_today = not self._is_vt and not self._is_linux
            assert is_today and f"{private}{between}{final}" in {"?$p", ">u", "<u", "h", "l"}, found[0]
        else:
            assert final in (_MOVES if self._is_vt else _MOVES | _NEWER), found[0]
            self._move(final, numbers, given)

    def _move(self, final: str, numbers: list[int], given: str) -> None:
        first = numbers[0] if numbers else 1
        match final:
            case "H":
                self._go(first - 1, (numbers[1] if len(numbers) > 1 else 1) - 1)
            case "G":
                self._go(self._y, first - 1)
            case "A" | "B":
                self._go(self._y + (first if final == "B" else -first), self._x)
            case "C" | "D":
                self._go(self._y, self._x + (first if final == "C" else -first))
            case "m" if _COLOURS.search(given):
                self.colours.add(given)
            case "m" if self._is_vt:
                assert set(given.split(";")) <= _ATTRIBUTES_OF_OLD, given
            case "r" if given:
                assert numbers[1] <= self.rows, given

    def _go(self, y: int, x: int) -> None:
        assert 0 <= y < self.rows, f"row {y + 1} of {self.rows}"
        assert 0 <= x < self.columns, f"column {x + 1} of {self.columns}"
        self._y, self._x = y, x

"""What annotty knows of the terminal, and every look and sign that it draws there: for a report of what looks wrong.

Into a file or a pipe it is plain: what was found, and no colours. Names and addresses of machines are not told.
"""

from __future__ import annotations

import locale
import platform
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from rich.cells import cell_len

from reader.colours import cannot_place_its_cursor
from reader.first.handing import system_of
from reader.palette import Palette, first_theme
from reader.preferences import Preferences
from reader.terminal.bidi import LEFT_TO_TERMINAL, in_visual_order
from reader.terminal.border import AS_WRITTEN, IN_ORDER, shown_line
from reader.terminal.depth import Depth, depth_of
from reader.terminal.dialect import dialect_of
from reader.terminal.spelling import spelling_of
from reader.wire.hearing import escape_wait
from reader.wire.pen import RESET, pen_of, transition
from store.database.checking.soundness import SQLITE
from store.model import Layer, Tag
from store.tagset import DEFAULT_TAGS

if TYPE_CHECKING:
    from rich.style import Style

    from reader.cli.output import Output

_VARIABLES = ("TERM", "COLORTERM", "NO_COLOR", "COLORFGBG", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "LC_TERMINAL")
_OF_WORDS = ("LC_ALL", "LC_CTYPE", "LANG", "PYTHONIOENCODING", "ESCDELAY", "ANNOTTY_ESCAPE", "ANNOTTY_BIDI")
_PRESENT = {"tmux": "TMUX", "screen": "STY", "ssh": "SSH_CONNECTION", "mosh": "MOSH_CONNECTION"}
"""Variables of which it is told only that they are there: they hold addresses and paths."""
_LONGEST = 80
_LOOKS = ("text", "quiet", "faint", "strong", "accent", "good", "bad", "chosen", "key", "field", "sheet", "cursor")
_MARKS = (
    "selection",
    "hit",
    "aside",
    "content",
    "content_twice",
    "content_highlighted",
    "lit_content",
    "cue",
    "lit_cue",
)
_SIGNS = "─ │ ┃ ║ ┊ ▌ ▏ ▸ ▾ ▴ ▰ ▱ ● ◐ ○ ◆ ‹ › ← → ↑ ↓ · … “ ” – ×"
_WIDTHS = {"2 cells": "港 漢 👍 ⚠️ 👩‍🚒", "1 cell": "é e\u0301 ß к", "right to left": "שלום 12"}
_WIDTH, _GAP, _BAR = 78, 2, 18
"""Cells of a row beside its margin, between two looks, and before the bars."""


def tell(output: Output, environment: Mapping[str, str], preferences: Preferences) -> int:
    """Tell what was found, and draw; returns the exit code."""
    for name, found in facts(environment, preferences):
        output.line(f"{name:<10}{found}")
    if output.out_is_terminal and not cannot_place_its_cursor(environment):
        output.flush()
        for row in drawn(environment, preferences):
            output.out.write(f"{row}\n")
    else:
        output.line("drawn     nothing: this is no terminal that could show it")
    return 0


def facts(environment: Mapping[str, str], preferences: Preferences) -> Iterator[tuple[str, str]]:
    """What is known, and what follows from it: a name and words for each."""
    said = (
        f"{name}={shown_line(environment[name])[:_LONGEST]}"
        for name in (*_VARIABLES, *_OF_WORDS)
        if name in environment
    )
    yield "says", " ".join(said) or "nothing"
    yield "through", ", ".join(name for name, variable in _PRESENT.items() if environment.get(variable)) or "nothing"
    columns, rows = shutil.get_terminal_size((0, 0))
    yield "size", f"{columns} columns, {rows} rows" if columns else "none"
    streams = {"in": sys.__stdin__, "out": sys.__stdout__, "err": sys.__stderr__}
    ttys = (f"{name} {'terminal' if each and each.isatty() else 'none'}" for name, each in streams.items())
    yield "streams", ", ".join(ttys)
    spelling, palette = spelling_of(environment), _palette(environment, preferences)
    yield "encoding", f"{spelling.codec}, locale {locale.setlocale(locale.LC_CTYPE)}"
    yield "signs", "plain, the terminal may lack others" if spelling.plain else "as they are"
    depths = {Depth.FULL: "24 bits", Depth.INDEXED: "256", Depth.SIXTEEN: "16", Depth.NONE: "none"}
    yield "colours", f"{depths[palette.depth]}, theme {palette.theme}"
    yield "order", "the terminal puts Hebrew and Arabic in order" if LEFT_TO_TERMINAL else "annotty puts words in order"
    yield "mouse", "annotty’s" if preferences.mouse else "the terminal’s"
    yield "escape", f"{escape_wait(environment):g} s"
    yield "dialect", "of today" if dialect_of(environment) is None else "old: no mouse, no pastes, no clipboard"
    if cannot_place_its_cursor(environment):
        yield "lacks", "a cursor that can be placed: nothing can be opened on it"
    python = f"Python {platform.python_version()}, SQLite {SQLITE}"
    yield "runs on", f"{python}, Textual {_version('textual')}, rich {_version('rich')}, {platform.system()}"


def drawn(environment: Mapping[str, str], preferences: Preferences) -> Iterator[str]:
    """Rows with every look and sign, as the application draws them on this terminal."""
    dialect, line = dialect_of(environment), spelling_of(environment).line
    for row in _rows(_palette(environment, preferences), line):
        yield row if dialect is None else dialect.spoken(row)


def _rows(palette: Palette, line: Callable[[str], str]) -> Iterator[str]:
    named = {name.replace("_", " "): palette.look(name) for name in (*_LOOKS, *_MARKS)}
    tags = [tag for tag in DEFAULT_TAGS if tag.layer is not Layer.CLAIM]
    marks = {f"{line(tag.sign)} {tag.label}": _mark(palette, tag) for tag in tags}
    for title, looks in (("looks", named), ("marks", marks)):
        yield title
        column = max(map(cell_len, looks)) + _GAP
        in_a_row = (_WIDTH + _GAP) // column
        pieces = [_painted(*each, palette) + " " * (column - cell_len(each[0])) for each in looks.items()]
        for at in range(0, len(pieces), in_a_row):
            yield f"  {''.join(pieces[at : at + in_a_row]).rstrip(' ')}"
    yield "signs"
    yield f"  {line(_SIGNS)}"
    yield "widths: the bars stand below each other where terminal and annotty agree"
    for told, words in _WIDTHS.items():
        blanks = " " * max(0, _BAR - cell_len(words))
        yield f"  {AS_WRITTEN}{line(in_visual_order(words))}{IN_ORDER}{blanks}{line('│')} {told}"


def _mark(palette: Palette, tag: Tag) -> Style:
    return palette.highlight(tag.colour) if tag.layer is Layer.HIGHLIGHT else palette.mention(tag.colour)


def _painted(words: str, style: Style, palette: Palette) -> str:
    pen = pen_of(style, system_of(palette.depth))
    return f"{transition(RESET, pen)}{words}{transition(pen, RESET)}"


def _palette(environment: Mapping[str, str], preferences: Preferences) -> Palette:
    return Palette(depth_of(environment), preferences.theme or first_theme(environment))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"

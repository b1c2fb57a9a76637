"""Draws screenshots/ from the real app on the demo library: `make screenshots`. The same bytes on every machine."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from itertools import count
from pathlib import Path
from types import MappingProxyType

from rich.color import parse_rgb_hex
from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.strip import Strip

from reader.library.screen import LibraryScreen
from reader.preferences import Preferences
from reader.schemes import DARK, LIGHT
from store.demo import build
from store.library import Library
from tests.reader.session import Start

FOLDER = Path(__file__).parents[1] / "screenshots"
SMALL, WIDE, TINY = (80, 24), (140, 40), (40, 15)
_MIDDLE = (100, 30)
"""Columns and rows."""

# The colours of the terminal must not depend on whoever draws.
_MANY = MappingProxyType({"TERM": "xterm-256color", "COLORTERM": "truecolor"})
_INDEXED = MappingProxyType({"TERM": "xterm-256color"})
_SIXTEEN = MappingProxyType({"TERM": "xterm"})
_NONE = MappingProxyType({"TERM": "xterm-256color", "NO_COLOR": "1"})
_DECIDING = ("TERM", "COLORTERM", "NO_COLOR", "COLORFGBG", "LC_ALL", "LC_CTYPE")


_OWN = [(0, 0, 0), (205, 49, 49), (13, 188, 121), (229, 229, 16), (70, 130, 220), (188, 63, 188), (17, 168, 205)]
"""The first seven of a terminal's own colours; no terminal has the same."""
_WHITE = (229, 229, 229)


def _window(paper: str, ink: str) -> TerminalTheme:
    """The window of a terminal, in the colours of what it shows."""
    return TerminalTheme(parse_rgb_hex(paper[1:]), parse_rgb_hex(ink[1:]), [*_OWN, _WHITE])


_WINDOWS = {
    "dark": _window(DARK.paper, DARK.ink),
    "light": _window(LIGHT.paper, LIGHT.ink),
    "terminal": _window("#000000", "#e5e5e5"),
}

_PROMISE, _TOLL, _FIGURES = "Institute: minister", "Ministry raises", "Lethria puts dam dead"
_ON_A_CLAIM = ("]",) * 8
_ON_AN_OVERLAP = ("]",) * 3


_THE_TOLL = ("/", " figure:>=60 unit:killed", "enter")


def _found(words: str) -> tuple[str, ...]:
    return "/", f" {words}", "enter", "escape"


@dataclass(frozen=True)
class Shot:
    """A screenshot: its file's name, what it shows, the first words of the title of the article to open, and the keys.

    shows: a word that must be seen on it. Words behind a space in keys are typed. terminal: what the terminal says of
    itself in the environment. in_readme: the README shows it too.
    """

    name: str
    tells: str
    shows: str
    article: str = ""
    keys: Sequence[str] = ()
    size: tuple[int, int] = SMALL
    theme: str = "dark"
    terminal: Mapping[str, str] = field(default_factory=lambda: _MANY)
    in_readme: bool = False


SHOTS = (
    Shot(
        "list",
        "The list of articles: a sign for new, being read and done, and how many marks each has.",
        "Northern",
        keys=["j", "j", "j"],
        in_readme=True,
    ),
    Shot(
        "page",
        "A page: names underlined in the colour of their tag, claims with a bar beside them, the claim under the cursor "
        "lit with the words for its sources and the words that attribute it.",
        "Aldmoor",
        _PROMISE,
        _ON_A_CLAIM,
    ),
    Shot(
        "page_wide",
        "The same page in a wide terminal: what is marked is told in the margin, beside its line.",
        "napkin",
        _PROMISE,
        _ON_A_CLAIM,
        WIDE,
        in_readme=True,
    ),
    Shot(
        "light",
        "The same page on light paper.",
        "napkin",
        _PROMISE,
        _ON_A_CLAIM,
        WIDE,
        "light",
    ),
    Shot(
        "figures",
        "A page with figures that contradict one another: the foot tells how the claim under the cursor stands to others.",
        "contradict",
        _FIGURES,
        _found("peak flow at Kray"),
        WIDE,
    ),
    Shot(
        "selecting",
        "Selecting words: the foot shows what they can be marked as.",
        "organisation",
        _PROMISE,
        (*_found("senior official"), "v", "e", "e"),
    ),
    Shot(
        "overlap",
        "A name in two claims in a highlight: the claim in hand is lit, tab goes to the others on the same words.",
        "Halvern",
        _TOLL,
        _ON_AN_OVERLAP,
    ),
    Shot("overlap_wide", "The same in a wide terminal.", "stretcher", _TOLL, _ON_AN_OVERLAP, WIDE),
    Shot(
        "search",
        "Searching: every place that was found is lit and counted.",
        "esc",
        _PROMISE,
        ["/", " brake", "enter"],
    ),
    Shot("focus", "Reading a paragraph at a time, the rest dimmed.", "paragraph", _PROMISE, ["}"] * 4 + ["z", "f"]),
    Shot(
        "claim_form",
        "The form of a claim, with its chain of sources: whom the outlet cites first, who says it last.",
        "certainty",
        _PROMISE,
        (*_ON_A_CLAIM, "enter", "tab"),
        in_readme=True,
    ),
    Shot("claim_form_wide", "The same in a wide terminal.", "gist", _PROMISE, (*_ON_A_CLAIM, "enter", "tab"), WIDE),
    Shot(
        "entity_picker",
        "Picking the entity that a mention means.",
        "Kaspar",
        _PROMISE,
        (*_found("Dvole also"), "P"),
        in_readme=True,
    ),
    Shot("marks_list", "The marks of the article, to go to one.", "find", _PROMISE, (*_ON_A_CLAIM, "g", "m")),
    Shot(
        "marks_below",
        "The marks of the rows in sight, told below them where there is no margin.",
        "Aldmoor",
        _PROMISE,
        (*_ON_A_CLAIM, "z", "m"),
    ),
    Shot(
        "source",
        "The raw source of an article, what cleaning left out dimmed.",
        "cookies",
        _TOLL,
        ["r"],
        in_readme=True,
    ),
    Shot("indexed", "A terminal with 256 colours.", "Aldmoor", _PROMISE, _ON_A_CLAIM, terminal=_INDEXED),
    Shot(
        "sixteen_colours",
        "The overlap in a terminal with 16 colours, where kinds of marks differ by attribute too.",
        "Halvern",
        _TOLL,
        _ON_AN_OVERLAP,
        terminal=_SIXTEEN,
    ),
    Shot("no_colour", "The overlap without colours.", "Halvern", _TOLL, _ON_AN_OVERLAP, terminal=_NONE),
    Shot(
        "claims",
        "The desk of claims: who says what, through whom, how sure it sounds, where; below, the claim in its sentence.",
        "stretcher",
        keys=["c", *"jjjjj"],
        size=WIDE,
    ),
    Shot(
        "dispute",
        "A dispute: the figures that contradict and update one another in time, who gave each; below, the two ends of a "
        "relation side by side.",
        "stretcher",
        keys=["c", *_THE_TOLL, "d"],
        size=_MIDDLE,
        in_readme=True,
    ),
    Shot("timeline", "The same in time.", "later", keys=["c", *_THE_TOLL, "t"], size=_MIDDLE),
    Shot(
        "entities",
        "The desk of entities: how often each is named, in how many articles, when last, and what else it is called.",
        "Dvole",
        keys=["e", "j"],
        size=_MIDDLE,
        in_readme=True,
    ),
    Shot(
        "every_occurrence",
        "Marking every occurrence of a name: lit and counted, and one left out.",
        "left",
        _PROMISE,
        (*_found("Dvole also"), "A", "j", "space"),
    ),
    Shot("tag_set", "The tag set, to be edited.", "organisation", keys=["g", "t"]),
    Shot("actions", "Every action that can be done here, found by its words.", "occurrence", _PROMISE, [":", " mark"]),
    Shot("narrow", "A page in 40 columns and 15 rows.", "brake", _PROMISE, _ON_A_CLAIM, TINY),
)
_INDEX = """# Screenshots

Drawn from the demo library by `make screenshots`. A test holds each of them to what the app draws.
"""


def index() -> str:
    """What screenshots/README.md says: every screenshot with its sentence."""
    told = (f"## {s.name}\n\n{s.tells}\n\n![{s.tells}]({s.name}.svg)\n" for s in SHOTS)
    return "\n".join((_INDEX, *told))


@contextmanager
def fixed_terminal(terminal: Mapping[str, str]) -> Iterator[None]:
    """An environment in which the app always sees the same terminal."""
    before: Mapping[str, str] = dict(os.environ)
    for name in _DECIDING:
        os.environ.pop(name, None)
    os.environ.update(terminal, LANG="C.UTF-8")
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _library(path: Path, sitting: int) -> Library:
    """A library whose times go on by a second with each reading, and whose identifiers are counted."""
    seconds, numbers = count(), count(1)

    def clock() -> str:
        second = next(seconds)
        return f"2024-07-25T{8 + sitting:02}:{second // 60 % 60:02}:{second % 60:02}.000Z"

    return Library(
        path,
        annotator="reader",
        clock=clock,
        ids=lambda: f"00000000-0000-7000-800{sitting}-{next(numbers):012x}",
    )


async def _draw(shot: Shot, path: Path) -> str:
    """One screenshot as SVG, of a demo library of its own."""
    with fixed_terminal(shot.terminal), _library(path, 1) as library:
        found = [each.id for each in library.articles() if shot.article and each.title.startswith(shot.article)]
        article = found[0] if shot.article else None
        async with Start(library)(article, size=shot.size, preferences=Preferences(theme=shot.theme)) as session:
            await session.press(*shot.keys)
            if isinstance(session.screen, LibraryScreen):
                session.screen.tell_at_rest()
                await session.press()
            await session.until(lambda: any(shot.shows in row for row in session.rows))  # some rest before they tell
            await session.app.workers.wait_for_complete()  # figures that are counted beside
            await session.settled()
            return _svg(session.strips, shot.size, _WINDOWS[session.app.sitting.palette.theme])


def _svg(strips: Sequence[Strip], size: tuple[int, int], window: TerminalTheme) -> str:
    """Rows of the screen as SVG; rich knows no double underline, so it is drawn as one that it knows and nobody uses."""
    console = Console(
        width=size[0], height=size[1], file=StringIO(), force_terminal=True, color_system="truecolor", record=True
    )
    rows = [Segment(text, _known(style)) for strip in strips for text, style, _ in (*strip, Segment("\n"))]
    console.print(Segments(rows[:-1]))
    svg = console.export_svg(title="annotty", theme=window)
    return svg.replace("underline;;text-decoration: line-through;", "underline double;")


def _known(style: Style | None) -> Style:
    style = style or Style()
    return style + Style(underline=True, strike=True) if style.underline2 else style


class Drawing:
    """Draws screenshots from one demo library, which is built once and copied for each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._whole = folder / "demo.db"
        with _library(self._whole, 0) as library:
            build(library)

    def draw(self, shot: Shot) -> str:
        """A screenshot as SVG."""
        own = self._folder / f"{shot.name}.db"
        shutil.copy(self._whole, own)
        return asyncio.run(_draw(shot, own))


def main() -> None:
    """Write them to screenshots/."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        drawing = Drawing(Path(folder))
        for shot in SHOTS:
            (FOLDER / f"{shot.name}.svg").write_text(drawing.draw(shot), encoding="utf-8")
            print(f"screenshots/{shot.name}.svg")
    (FOLDER / "README.md").write_text(index(), encoding="utf-8")


if __name__ == "__main__":
    main()

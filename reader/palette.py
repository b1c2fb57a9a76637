"""The colours and attributes of everything on the screen, by what it means, for each depth of colour.

Kinds of marks differ by attribute and sign as well as by hue, so that they can be told apart in 16 colours and in none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rich.style import Style

from reader.terminal import Depth

_INK, _PAPER = "#d8d5cc", "#15171c"
_TINTS = {
    "blue": ("#8fb6ee", "#1d2a40"),
    "cyan": ("#7cc5c5", "#18302f"),
    "magenta": ("#cba3e0", "#2e2238"),
    "green": ("#9ccb88", "#20311d"),
    "red": ("#e58d82", "#3b211f"),
    "yellow": ("#e3c06c", "#39301a"),
    "white": ("#c4c8d0", "#2a2d35"),
}


@dataclass(frozen=True)
class Palette:
    """Every style the screens use. Names say what a thing is, not how it looks."""

    depth: Depth

    def _style(self, full: str, sixteen: str, none: str, indexed: str = "") -> Style:
        """indexed: for 256 colours, where the nearest of them to the full one would not be seen."""
        by_depth = {Depth.FULL: full, Depth.INDEXED: indexed or full, Depth.SIXTEEN: sixteen, Depth.NONE: none}
        return Style.parse(by_depth[self.depth])

    @cached_property
    def text(self) -> Style:
        """Words to read."""
        return self._style(f"{_INK} on {_PAPER}", "default on default", "none")

    @cached_property
    def quiet(self) -> Style:
        """What is there when it is looked for: dates, outlets, captions."""
        return self._style(f"#8b8f98 on {_PAPER}", "default on default dim", "dim")

    @cached_property
    def faint(self) -> Style:
        """What is hardly there: rules, what cleaning left out."""
        return self._style(f"#565a64 on {_PAPER}", "bright_black on default", "dim")

    @cached_property
    def strong(self) -> Style:
        """Titles and headings."""
        return self._style(f"bold #f2efe6 on {_PAPER}", "bold default on default", "bold")

    @cached_property
    def accent(self) -> Style:
        """Claims, and the few things that should be found first."""
        return self._style(f"#e3b04b on {_PAPER}", "yellow on default", "bold")

    @cached_property
    def good(self) -> Style:
        """That something is on disk."""
        return self._style(f"#9ccb88 on {_PAPER}", "green on default", "none")

    @cached_property
    def bad(self) -> Style:
        """That something was not done."""
        return self._style(f"bold #e58d82 on {_PAPER}", "bold red on default", "bold reverse")

    @cached_property
    def chosen(self) -> Style:
        """The row that the cursor is on, in a list or form."""
        return self._style("#f2efe6 on #2a2f3a", "reverse", "reverse")

    @cached_property
    def chosen_quiet(self) -> Style:
        """Quiet words on the chosen row."""
        return self._style("#a9adb6 on #2a2f3a", "reverse", "reverse")

    @cached_property
    def sheet(self) -> Style:
        """A sheet that lies over the page: a picker, a form."""
        return self._style(f"{_INK} on #1d2027", "default on default", "none")

    @cached_property
    def sheet_quiet(self) -> Style:
        """Labels on a sheet."""
        return self._style("#8b8f98 on #1d2027", "default on default dim", "dim")

    @cached_property
    def sheet_strong(self) -> Style:
        """What a sheet is about."""
        return self._style("bold #f2efe6 on #1d2027", "bold default on default", "bold")

    @cached_property
    def sheet_accent(self) -> Style:
        """A guess or a key on a sheet."""
        return self._style("#e3b04b on #1d2027", "yellow on default", "bold")

    @cached_property
    def field(self) -> Style:
        """The field that is being filled."""
        return self._style("#f2efe6 on #323948", "reverse", "reverse")

    @cached_property
    def key(self) -> Style:
        """A key in the foot."""
        return self._style(f"#c9ccd3 on {_PAPER}", "bold default on default", "bold")

    # --- laid over the words of the page, one channel a layer, so that all are seen where they overlap ---------------

    @cached_property
    def cursor(self) -> Style:
        """The grapheme under the cursor."""
        return self._style(f"{_PAPER} on #e8e4d8", "reverse", "reverse")

    @cached_property
    def selection(self) -> Style:
        """The words that are selected."""
        return self._style("#ffffff on #3d4f7a", "bold not reverse white on blue", "reverse bold")

    @cached_property
    def content(self) -> Style:
        """The content of a claim."""
        return self._style("on #2b2717", "bold", "bold", "on color(236)")

    @cached_property
    def content_twice(self) -> Style:
        """Where the contents of two claims overlap."""
        return self._style("on #3d3619", "bold", "bold", "on color(238)")

    @cached_property
    def content_highlighted(self) -> Style:
        """Where the content of a claim is highlighted too: a ground of its own, laid over the claim's."""
        return self._style("on #63551f", "none", "none", "on color(94)")

    @cached_property
    def lit_content(self) -> Style:
        """The content of the claim that the cursor is in or the form is about."""
        return self._style("#fff7df on #4a3f17", "bold reverse yellow", "bold reverse", "color(230) on color(58)")

    @cached_property
    def cue(self) -> Style:
        """The attributing words of a claim."""
        return self._style("italic #e3b04b", "italic yellow", "italic")

    @cached_property
    def lit_cue(self) -> Style:
        """The same, of the claim in hand."""
        return self._style(
            "bold italic #ffcf66 on #4a3f17", "bold italic yellow", "bold italic", "bold italic color(221) on color(58)"
        )

    @cached_property
    def lit_source(self) -> Style:
        """The words for the source of the claim in hand."""
        return self._style("bold #ffcf66", "bold yellow", "bold")

    def mention(self, colour: str) -> Style:
        """An entity mention, in its tag's colour."""
        ink, _ = _TINTS.get(colour, _TINTS["white"])
        sixteen = colour if colour in _TINTS else "white"
        return self._style(f"underline {ink}", f"underline {sixteen}", "underline")

    def highlight(self, colour: str) -> Style:
        """A highlight."""
        _, tint = _TINTS.get(colour, _TINTS["yellow"])
        sixteen = colour if colour in _TINTS else "yellow"
        return self._style(f"on {tint.replace('#39301a', '#4d421c')}", f"reverse {sixteen}", "reverse", "on color(60)")

    def sign(self, colour: str) -> Style:
        """A tag's sign beside the text."""
        ink, _ = _TINTS.get(colour, _TINTS["white"])
        return self._style(f"{ink} on {_PAPER}", f"{colour if colour in _TINTS else 'white'} on default", "none")

"""The looks of everything on the screen, by what it means, in every theme and for each depth of colour.

Kinds of marks differ by attribute and sign as well as by hue, so that they can be told apart in 16 colours and in none:
mentions are underlined, contents of claims bold, cues italic, highlights reversed, and what is there for the moment
(the claim in hand, what was found, the cursor) is underlined twice or dim besides.
"""

from __future__ import annotations

from functools import cached_property

from rich.style import Style

from reader.colours import LOOKS, first_theme
from reader.preferences import THEMES
from reader.schemes import DARK, DARK_INDEXED, LIGHT, LIGHT_INDEXED, Scheme
from reader.terminal.depth import Depth

__all__ = ["Palette", "first_theme"]

_SCHEMES = {
    ("dark", Depth.FULL): DARK,
    ("light", Depth.FULL): LIGHT,
    ("dark", Depth.INDEXED): DARK_INDEXED,
    ("light", Depth.INDEXED): LIGHT_INDEXED,
}
_SOME_HUE = "white"
"""For tags whose colour no theme knows."""
_SOME_TINT = "yellow"


class Palette:
    """Every style the screens use. Names say what a thing is, not how it looks.

    All screens share one; when its theme is changed, what was drawn with it must be drawn again.
    """

    def __init__(self, depth: Depth, theme: str = "dark") -> None:
        self.depth = depth
        self._theme = theme

    @property
    def theme(self) -> str:
        """ "dark", "light", or "terminal": the colours of the terminal itself, all there is where it has 16 or none."""
        return self._theme if (self._theme, self.depth) in _SCHEMES else "terminal"

    @theme.setter
    def theme(self, theme: str) -> None:
        depth, self._theme = self.depth, theme
        self.__dict__.clear()  # every look that was made
        self.depth, self._theme = depth, theme

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes that this terminal can show, in the order in which a key goes through them."""
        return THEMES if (THEMES[0], self.depth) in _SCHEMES else ("terminal",)

    @property
    def scheme(self) -> Scheme | None:
        """The colours; None where they are the terminal's own."""
        return _SCHEMES.get((self._theme, self.depth))

    @property
    def has_few_colours(self) -> bool:
        """Whether tags cannot be told apart by their colours."""
        return self.depth in (Depth.SIXTEEN, Depth.NONE)

    def look(self, name: str) -> Style:
        """The look of a name, as rows say it that are laid out where no palette is. Raises AttributeError where there is none."""
        found: Style = getattr(self, name)
        return found

    def _of(self, name: str) -> Style:
        return self._style(*LOOKS[name])

    def _style(self, many: str, sixteen: str, none: str) -> Style:
        """many: with the names of a scheme's colours in braces."""
        scheme = self.scheme
        if scheme is not None:
            return Style.parse(many.format_map(scheme._asdict()))
        return Style.parse(none if self.depth is Depth.NONE else sixteen)

    @cached_property
    def text(self) -> Style:
        """Words to read."""
        return self._of("text")

    @cached_property
    def quiet(self) -> Style:
        """What is there when it is looked for: dates, outlets, captions."""
        return self._of("quiet")

    @cached_property
    def faint(self) -> Style:
        """What is hardly there: rules, what cleaning left out."""
        return self._of("faint")

    @cached_property
    def strong(self) -> Style:
        """Titles and headings."""
        return self._of("strong")

    @cached_property
    def accent(self) -> Style:
        """Claims, and the few things that should be found first."""
        return self._of("accent")

    @cached_property
    def good(self) -> Style:
        """That something is on disk."""
        return self._of("good")

    @cached_property
    def bad(self) -> Style:
        """That something was not done."""
        return self._of("bad")

    @cached_property
    def chosen(self) -> Style:
        """The row that the cursor is on, in a list or form."""
        return self._of("chosen")

    @cached_property
    def chosen_quiet(self) -> Style:
        """Quiet words on the chosen row."""
        return self._of("chosen_quiet")

    @cached_property
    def sheet(self) -> Style:
        """A sheet that lies over the page: a picker, a form."""
        return self._of("sheet")

    @cached_property
    def sheet_quiet(self) -> Style:
        """Labels on a sheet."""
        return self._of("sheet_quiet")

    @cached_property
    def sheet_strong(self) -> Style:
        """What a sheet is about."""
        return self._of("sheet_strong")

    @cached_property
    def sheet_accent(self) -> Style:
        """A guess or a key on a sheet."""
        return self._of("sheet_accent")

    @cached_property
    def field(self) -> Style:
        """The field that is being filled."""
        return self._of("field")

    @cached_property
    def key(self) -> Style:
        """A key in the foot."""
        return self._of("key")

    @cached_property
    def code(self) -> Style:
        """Words that a machine reads, in the middle of others."""
        return self._of("code")

    # --- laid over the words of the page, one channel a layer, so that all are seen where they overlap ---------------

    @cached_property
    def cursor(self) -> Style:
        """The grapheme under the cursor."""
        few = "reverse underline2 italic not bold not underline"
        return self._style("{cursor_ink} on {cursor}", few, few)

    @cached_property
    def selection(self) -> Style:
        """The words that are selected."""
        return self._style("{selection_ink} on {selection}", "bold not reverse white on blue", "reverse dim")

    @cached_property
    def hit(self) -> Style:
        """Words that were searched for."""
        plain = "not bold not dim not italic not underline underline2"
        return self._style("{hit_ink} on {hit}", f"{plain} not reverse black on yellow", f"{plain} reverse")

    @cached_property
    def aside(self) -> Style:
        """Words outside what reading is focused on."""
        return self._style("{aside} on {paper}", "default on default dim", "dim")

    @cached_property
    def content(self) -> Style:
        """The content of a claim."""
        return self._style("{ink} on {content}", "bold", "bold")

    @cached_property
    def content_twice(self) -> Style:
        """Where the contents of two claims overlap."""
        return self._style("{ink} on {content_twice}", "bold", "bold")

    @cached_property
    def content_highlighted(self) -> Style:
        """Where the content of a claim is highlighted too: a ground of its own, laid over the claim's."""
        return self._style("on {content_highlighted}", "none", "none")

    @cached_property
    def content_suggested(self) -> Style:
        """The content of a claim that is only suggested."""
        return self._style("{soft}", "dim italic", "dim italic")

    @cached_property
    def lit_content(self) -> Style:
        """The content of the claim that the cursor is in or the form is about."""
        return self._style("{lit_ink} on {lit}", "bold underline2 yellow", "bold underline2")

    @cached_property
    def lit_highlighted(self) -> Style:
        """The same where it is highlighted too."""
        return self._style("on {lit_highlighted}", "none", "none")

    @cached_property
    def cue(self) -> Style:
        """The attributing words of a claim."""
        return self._style("italic {cue}", "italic yellow", "italic")

    @cached_property
    def cue_suggested(self) -> Style:
        """The attributing words of a claim that is only suggested."""
        return self._style("italic {soft}", "dim bold italic", "dim bold italic")

    @cached_property
    def lit_cue(self) -> Style:
        """The same, of the claim in hand."""
        return self._style("bold italic {lit_cue} on {lit}", "bold italic underline2 yellow", "bold italic underline2")

    @cached_property
    def lit_source(self) -> Style:
        """The words for the source of the claim in hand."""
        return self._style("bold {lit_cue}", "underline2 yellow", "underline2")

    def mention(self, colour: str, *, suggested: bool = False) -> Style:
        """An entity mention, in its tag's colour."""
        line = "not underline italic" if suggested else "underline"
        few = "underline not underline2 dim" if suggested else "underline not underline2"
        return self._style(f"{line} {self._ink(colour)}", f"{few} {_hue(colour)}", few)

    def highlight(self, colour: str, *, suggested: bool = False) -> Style:
        """A highlight."""
        few = "reverse dim italic" if suggested else "reverse"
        tint = self.scheme.tints.get(colour, self.scheme.tints[_SOME_TINT]) if self.scheme else ""
        many = f"italic {{ink}} on {tint}" if suggested else f"{{ink}} on {tint}"
        return self._style(many, f"{few} {_hue(colour, _SOME_TINT)}", few)

    def sign(self, colour: str) -> Style:
        """A tag's sign beside the text."""
        return self._style(f"{self._ink(colour)} on {{paper}}", f"{_hue(colour)} on default", "none")

    def _ink(self, colour: str) -> str:
        return self.scheme.inks.get(colour, self.scheme.inks[_SOME_HUE]) if self.scheme else ""


def _hue(colour: str, other: str = _SOME_HUE) -> str:
    """One of the terminal's own colours."""
    return colour if colour in DARK.inks else other

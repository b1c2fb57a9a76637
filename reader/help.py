"""Every key, read from the command table and the tag set."""

from __future__ import annotations

from rich.style import Style
from textual.app import ComposeResult
from textual.strip import Strip

from reader.commands import Place, commands_in
from reader.commands.keys import Given
from reader.drawing import row
from reader.foot import keys_as_written
from reader.palette import Palette
from reader.rows_view import RowsView
from reader.screen import CommandScreen
from reader.sitting import Sitting
from store.model import Tag

_TITLES = {
    Place.PAGE: "the page",
    Place.SELECT: "with a selection",
    Place.PICK: "picking words",
    Place.PICKER: "choosing an entity",
    Place.FORM: "the claim form",
    Place.SOURCE: "the raw source",
    Place.LIST: "the list",
}
_INTRO = (
    "Small letters move and act, capitals mark, c makes a claim.",
    "enter goes in or takes, esc goes out. A number before a motion repeats it: 3w.",
    "Everything is on disk the moment the foot says saved.",
)


def help_lines(tags: tuple[Tag, ...], first: Place) -> list[tuple[str, str, str]]:
    """The help as rows of kind ("title", "key", "text"), keys and words; the place in question first."""
    lines = [("text", "", line) for line in _INTRO]
    seen: set[str] = set()
    for place in sorted(_TITLES, key=lambda each: each is not first):
        commands = [each for each in commands_in(place) if each.name not in seen]
        if not commands:
            continue
        lines += [("text", "", ""), ("title", "", _TITLES[place])]
        for each in commands:
            seen.add(each.name)
            lines.append(("key", "  ".join(keys_as_written(keys) for keys in each.keys), each.help))
        if place is Place.PAGE:
            lines += [("text", "", ""), ("title", "", "tags, on the selection or on the name under the cursor")]
            lines += [("key", tag.key, f"{tag.label} · {tag.layer}") for tag in tags if tag.key]
    return lines


class HelpView(RowsView):
    """The rows of the help."""

    def __init__(self, palette: Palette, lines: list[tuple[str, str, str]]) -> None:
        super().__init__(palette)
        self.lines = lines

    @property
    def count(self) -> int:
        """The rows."""
        return len(self.lines)

    def draw(self, index: int, width: int) -> Strip:
        """Keys in a column, words beside them."""
        kind, keys, words = self.lines[index]
        palette = self.palette
        looks: dict[str, Style] = {"title": palette.accent, "key": palette.text, "text": palette.quiet}
        if kind == "key":
            return row([(f"   {keys:<22} ", palette.key), (words, palette.text)], width, palette.text)
        return row([(f" {words}", looks[kind])], width, palette.text)


class HelpScreen(CommandScreen):
    """Every key on a page of its own."""

    def __init__(self, sitting: Sitting, place: Place) -> None:
        super().__init__(sitting)
        self.view = HelpView(self.palette, help_lines(self.library.tags(), place))

    def compose(self) -> ComposeResult:
        """Rows and foot."""
        yield self.view
        yield self.foot

    def on_mount(self) -> None:
        """Say where we are."""
        self.view.focus()
        self.foot.show_status([("every key", self.palette.strong)])
        self.foot.show_keys(Place.HELP)

    @property
    def place(self) -> Place:
        """The help."""
        return Place.HELP

    def carry_out(self, given: Given) -> None:
        """Page through, or leave."""
        if not self.view.page(given.command, given.count):
            super().carry_out(given)

    def do_leave(self, _given: Given) -> None:
        """Back."""
        self.dismiss()

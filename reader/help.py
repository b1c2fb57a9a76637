"""Every key, read from the command table and the tag set."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.app import ComposeResult
from textual.strip import Strip

from reader.commands import TITLES, Command, Place
from reader.commands.key_names import keys_as_written
from reader.commands.keymap import Keymap
from reader.commands.keys import Given
from reader.drawing import row
from reader.palette import Palette
from reader.rows_view import RowsView
from reader.screen import CommandScreen
from reader.sitting import Sitting
from store.model import Tag

_INTRO = (
    "Small letters move and act, capitals mark, c makes a claim.",
    "enter goes in or takes, esc goes out. A number before a motion repeats it: 3w.",
    "Everything is on disk the moment the foot says saved.",
)


_MANY = 20
"""Rows of a place from which they are told in groups."""
KEYS_CELLS = 23


def help_lines(keymap: Keymap, tags: Sequence[Tag], first: Place) -> list[tuple[str, str, str]]:
    """The help as rows of kind ("title", "group", "key", "text"), keys and words; the place in question first.

    What is told once is not told again of another place.
    """
    lines = [("text", "", line) for line in _INTRO]
    seen: set[tuple[str, str]] = set()
    for place in sorted(TITLES, key=lambda each: each is not first):
        told = [(each.group, keys_of(each), each.help) for each in keymap.commands(place) if each.keys]
        new = [(group, keys, words) for group, keys, words in told if (keys, words) not in seen]
        seen.update((keys, words) for _, keys, words in new)
        if new:
            lines += [("text", "", ""), ("title", "", TITLES[place])]
        group = ""
        for each, keys, words in new:
            if each != group and len(new) >= _MANY:
                lines += [*([("text", "", "")] if group else []), ("group", "", each)]
            group = each
            lines.append(("key", keys, words))
        if place is Place.PAGE:
            lines += [("text", "", ""), ("group", "", "tags, on the selection or on the name under the cursor")]
            lines += [("key", tag.key, f"{tag.label} · {tag.layer}") for tag in tags if tag.key and not tag.retired]
    return lines


def keys_of(command: Command) -> str:
    """All keys of a command as they are written for people."""
    return "  ".join(keys_as_written(keys, awaits=command.argument) for keys in command.keys)


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
        looks: dict[str, Style] = {"title": palette.accent, "group": palette.strong, "text": palette.quiet}
        if kind == "key":
            return row([(f"   {keys:<{KEYS_CELLS}} ", palette.key), (words, palette.text)], width, palette.text)
        return row([(f" {words}", looks[kind])], width, palette.text)


class HelpScreen(CommandScreen):
    """Every key on a page of its own."""

    def __init__(self, sitting: Sitting, place: Place) -> None:
        super().__init__(sitting)
        self.view = HelpView(self.palette, help_lines(sitting.keymap, sitting.tags(), place))

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

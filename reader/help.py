"""Every key, read from the command table and the tag set, and what the signs on the screen mean."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.app import ComposeResult
from textual.strip import Strip

from reader.commands import TITLES, Command, Place
from reader.commands.hints import Hint, Key, Words, worded
from reader.commands.key_names import keys_as_written
from reader.commands.keymap import Keymap
from reader.commands.keys import Given
from reader.drawing import row
from reader.library.rows import LETTERS, SIGNS
from reader.palette import Palette
from reader.rows_view import RowsView
from reader.screen import CommandScreen
from reader.sitting import Sitting
from store.filters.keys import KEYS
from store.model import Tag

Line = tuple[str, str, str]
"""A row: its kind ("title", "group", "key", "sign", "text"), keys or signs, and words."""
_INTRO: tuple[Words, ...] = (
    Hint.of("small letters move and act", "capitals mark", (Key("claim"), " makes a claim")),
    Hint.of((Key("open_mark"), " goes in or takes"), (Key("leave"), " goes out")),
    Hint.of((Key("actions"), " lists every action that can be done where you are")),
    Hint.of(("a number before a motion repeats it: 3", Key("word_forward"))),
    "everything is on disk the moment the foot says saved",
)
_LANGUAGE = (
    ("dam rain", "both words, anywhere; case and accents do not matter"),
    ("“broken dam”", "these words side by side"),
    ("shelt*", "words that begin so"),
    ("dam or rain", "one of them is enough; ( ) hold words together"),
    ("-rain", "articles without it"),
)
_STORIES = (("+2 -2", "in the list: two others tell the same story, hidden or below"),)
_BARS = (
    ("┃ ║", "beside the text: a claim, several claims"),
    ("▌", "the claim in hand"),
    ("┊", "claims that are only suggested"),
)
_SCROLLING = (("page_down", "page"), ("page_up", "page back"), ("text_end", "end"), ("text_start", "start"))
"""What the foot of the help offers, and how it calls it."""
_MANY = 20
"""Rows of a place from which they are told in groups."""
KEYS_CELLS = 23
_BEFORE = KEYS_CELLS + 4
"""The cells of keys with the space around them."""
_LEAST = 12
"""The fewest cells in which words are wrapped."""


def help_lines(keymap: Keymap, tags: Sequence[Tag], first: Place, *, plain: bool = False) -> list[Line]:
    """The help, the place in question first; plain: letters stand for signs in the list.

    What is told once is not told again of another place.
    """
    lines: list[Line] = [("text", "", worded(line, keymap, Place.PAGE)) for line in _INTRO]
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
    return lines + _filters() + _legend(tags, plain=plain)


def _filters() -> list[Line]:
    """The language of the filter, which the command line speaks too: examples in the column of the keys."""
    lines: list[Line] = [("text", "", ""), ("title", "", "what a filter may say")]
    lines += [("key", *each) for each in _LANGUAGE]
    for key in KEYS.values():
        examples = [""]
        for each in key.values.split("  "):
            if examples[-1] and len(examples[-1]) + 2 + len(each) > KEYS_CELLS:
                examples.append(each)
            else:
                examples[-1] += f"  {each}" if examples[-1] else each
        lines += [("key", told, "" if at else key.help) for at, told in enumerate(examples)]
    return lines


def _legend(tags: Sequence[Tag], *, plain: bool) -> list[Line]:
    """What the signs mean."""
    states = LETTERS if plain else SIGNS
    told = [(" ".join(states.values()), f"in the list: {', '.join(states)}"), *_STORIES, *_BARS]
    lines: list[Line] = [("text", "", ""), ("title", "", "signs")]
    lines += [("sign", signs, words) for signs, words in told]
    lines += [("text", "", ""), ("group", "", "before a mark beside or below the text; with few colours, before a row")]
    return lines + [("sign", tag.sign, tag.label) for tag in tags if not tag.retired]


def wrapped(lines: Sequence[Line], width: int) -> list[Line]:
    """The rows with words that are too long for a width, in cells, going on under themselves."""
    rows: list[Line] = []
    for kind, keys, words in lines:
        room = max(_LEAST, width - (_BEFORE if kind in ("key", "sign") else 1) - 1)
        first, *others = _wrapped(words, room)
        rows += [(kind, keys, first), *((kind, "", each) for each in others)]
    return rows


def _wrapped(words: str, room: int) -> list[str]:
    rows = [""]
    for word in words.split(" "):
        if rows[-1] and cell_len(rows[-1]) + 1 + cell_len(word) > room:
            rows.append(word)
        else:
            rows[-1] += f" {word}" if rows[-1] else word
    return rows


def keys_of(command: Command) -> str:
    """All keys of a command as they are written for people."""
    return "  ".join(keys_as_written(keys, awaits=command.argument) for keys in command.keys)


class HelpView(RowsView):
    """The rows of the help."""

    def __init__(self, palette: Palette, lines: list[Line]) -> None:
        super().__init__(palette)
        self._lines = lines
        self.rows = lines

    def lay_out(self, width: int) -> None:
        """Wrap what is too long."""
        self.rows = wrapped(self._lines, width)

    @property
    def count(self) -> int:
        """The rows."""
        return len(self.rows)

    def draw(self, index: int, width: int) -> Strip:
        """Keys in a column, words beside them."""
        kind, keys, words = self.rows[index]
        palette = self.palette
        looks: dict[str, Style] = {"title": palette.accent, "group": palette.strong, "text": palette.quiet}
        if kind in ("key", "sign"):
            return row([(f"   {keys:<{KEYS_CELLS}} ", palette.key), (words, palette.text)], width, palette.text)
        return row([(f" {words}", looks[kind])], width, palette.text)


class HelpScreen(CommandScreen):
    """Every key on a page of its own."""

    def __init__(self, sitting: Sitting, place: Place) -> None:
        super().__init__(sitting)
        self.view = HelpView(self.palette, help_lines(sitting.keymap, sitting.tags(), place, plain=sitting.plain))

    def compose(self) -> ComposeResult:
        """Rows and foot."""
        yield self.view
        yield self.foot

    def on_mount(self) -> None:
        """Say where we are."""
        self.view.focus()
        self.foot.show_status([("every key", self.palette.strong)])
        keyed = [(Key(name).written(self.sitting.keymap, Place.HELP), label) for name, label in _SCROLLING]
        self.foot.show_keys(Place.HELP, extra=[(keys, label) for keys, label in keyed if keys])

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

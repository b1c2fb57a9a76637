"""The list of actions: everything that can be done in a place, with its key and its words, found as you type.

It lies over the screen on which it was asked for, and does there what is chosen, as if its key had been pressed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from rich.cells import cell_len
from textual.app import ComposeResult

from reader.article.sheet import Sheet
from reader.commands import MARKED_BY_KEY, TITLES, TYPED_IN, Command, Place
from reader.commands.hints import Words
from reader.commands.key_names import keys_as_written
from reader.commands.keymap import Keymap
from reader.commands.keys import Given
from reader.drawing import Piece, cut, fit
from reader.foot import sign_of
from reader.line_editing import Typing, row_to_find_by
from reader.palette import Palette
from reader.rows_around import rows_around, unseen
from reader.screen import CommandScreen
from reader.terminal.least import LOW
from store.folding import folded
from store.model import Tag

if TYPE_CHECKING:
    from textual import events

_KEYS, _LABEL = 10, 17
"""The most cells of the column of keys, and of that of labels."""
_FOOT = 3
"""The rows of the foot."""
_LEAST_HELP = 20
"""Cells in which what is told beside a label still says something."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done: its key as people write it, two or three words, a sentence, and what is given for it.

    words: all by which it is found, folded.
    """

    command: Command | None
    key: str
    label: str
    help: str
    tag: str | None = None
    words: str = ""

    def answers(self, wanted: Sequence[str]) -> int | None:
        """How well it fits folded words, from 0 (best): each begins a word of the label, or of the rest, or stands in one.

        None where one of the words is nowhere.
        """
        label, worst = folded(self.label).split(), 0
        for each in wanted:
            if any(word.startswith(each) for word in label):
                continue
            if any(word.startswith(each) for word in self.words.split()):
                worst = max(worst, 1)
            elif each in self.words:
                worst = max(worst, 2)
            else:
                return None
        return worst


def actions_in(place: Place, keymap: Keymap, tags: Sequence[Tag], unable: Collection[str] = ()) -> tuple[Action, ...]:
    """What can be done in a place: first what its foot offers, in that order, then tags, then the rest of the table.

    unable: names of commands that cannot act now.
    """
    able = [each for each in keymap.commands(place) if each.name not in unable and each.name != "actions"]
    first = sorted((each for each in able if each.rank), key=lambda each: (each.name == "help", each.rank))
    marked = [each for each in tags if not each.retired] if place in MARKED_BY_KEY else []
    return (
        *(_action(each, place) for each in first),
        *(_marking(each) for each in marked),
        *(_action(each, place) for each in able if not each.rank),
    )


def _action(command: Command, place: Place) -> Action:
    key = sign_of(command, typing=place in TYPED_IN) if command.keys else ""
    return Action(command, key, command.label, command.help, words=_found_by(command.label, command.help, command.name))


def _marking(tag: Tag) -> Action:
    told = f"mark it as {tag.label} · {tag.layer}"
    key = keys_as_written(tag.key) if tag.key else ""
    return Action(None, key, tag.label, told, tag.name, _found_by(tag.label, told, "tag"))


def _found_by(*texts: str) -> str:
    return folded(" ".join(texts).replace("_", " "))


@dataclass(frozen=True, slots=True)
class Actions:
    """The actions of a place, what is typed, those that have it, best first, and the one that the bar is on."""

    where: str
    all: tuple[Action, ...]
    typing: Typing = field(default_factory=Typing)
    found: tuple[Action, ...] = ()
    at: int = 0
    not_now: tuple[Action, ...] = ()

    @classmethod
    def open(cls, where: str, actions: tuple[Action, ...], not_now: tuple[Action, ...] = ()) -> Actions:
        """All of them; where: the place in words; not_now: those that cannot act now."""
        return cls(where, actions, found=actions, not_now=not_now)

    @property
    def action(self) -> Action | None:
        """The one in hand; None where none fits."""
        return self.found[self.at] if self.found else None

    @property
    def place(self) -> Place:
        """Letters are typed here."""
        return Place.ACTIONS

    @property
    def title(self) -> str:
        """Where they can be done, and which of how many the bar is on."""
        return f"{self.where} · {f'{self.at + 1} of {len(self.found)}' if self.found else 'no action'}"

    @property
    def hint(self) -> Words:
        """What the one in hand does."""
        if self.action is not None:
            return self.action.help
        wanted = folded(self.typing.text).split()
        for each in self.not_now:
            if each.answers(wanted) == 0:
                return f"not now: {each.key} {each.label} · {each.help}"
        return "no action here has these words"

    @property
    def does(self) -> str:
        """It is done at once."""
        return "do it"

    def typed(self, character: str) -> Self | None:
        """Find what is typed."""
        return self._with(self.typing.typed(character))

    def commanded(self, command: str) -> Self | None:
        """Move the bar, or the caret."""
        step = {"choice_down": 1, "choice_up": -1}.get(command)
        if step is not None:
            return self.moved(step)
        typing = self.typing.commanded(command)
        return None if typing is None else self._with(typing)

    def moved(self, rows: int) -> Self:
        """With the bar so many rows on, or as far as there are rows."""
        return replace(self, at=max(0, min(self.at + rows, len(self.found) - 1)))

    def _with(self, typing: Typing) -> Self:
        if typing.text == self.typing.text:
            return replace(self, typing=typing)
        wanted = folded(typing.text).split()
        fitting = [(how, each) for each in self.all if (how := each.answers(wanted)) is not None]
        found = tuple(each for _, each in sorted(fitting, key=lambda one: one[0]))
        return replace(self, typing=typing, found=found, at=0)

    # --- drawing ------------------------------------------------------------------------------------------------------

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """What is typed, and the rows around the bar."""
        rows = [row_to_find_by(self.typing, palette, width)]
        keys = min(_KEYS, max((cell_len(each.key) for each in self.all), default=0))
        label = min(_LABEL, max((cell_len(each.label) for each in self.all), default=0))
        for index in rows_around(self.at, len(self.found), height - 1):
            each, look = self.found[index], palette.field if index == self.at else palette.sheet
            room = width - keys - label - 5
            told = room if room >= _LEAST_HELP else 0
            rows.append(
                [
                    (f"  {fit(each.key, keys)} ", palette.sheet_accent),
                    (fit(f" {each.label}", label + 2 if told else width - keys - 3), look),
                    (cut(f" {each.help}", told), palette.sheet_quiet),
                ]
            )
        return rows[:height]

    def unseen(self, width: int, height: int) -> tuple[int, int]:  # noqa: ARG002 - what all that is asked can say
        """The rows out of sight above and below."""
        return unseen(rows_around(self.at, len(self.found), height - 1), len(self.found))


class ActionsScreen(CommandScreen):
    """The list of actions over the screen on which it was asked for. count: what was typed before it, for what is chosen."""

    DEFAULT_CSS = """
    ActionsScreen Sheet { margin-bottom: 3; }
    ActionsScreen.-low Sheet { margin-bottom: 1; }
    """

    def __init__(self, under: CommandScreen, count: int | None) -> None:
        super().__init__(under.sitting)
        self._under = under
        self._count = count
        self._sheet = Sheet(self.palette)
        able = actions_in(under.place, self.sitting.keymap, self.sitting.tags(), under.foot.unable)
        every = actions_in(under.place, self.sitting.keymap, ())
        not_now = tuple(each for each in every if each.command and each.command.name in under.foot.unable)
        times = f"{count} × · " if count is not None else ""
        self._asked = Actions.open(f"{times}{TITLES[under.place]}", able, not_now)
        # The colours of the application name a ground for every screen; through this one the other is seen.
        self.styles.background = "transparent"

    def compose(self) -> ComposeResult:
        """The sheet over what is seen of the screen below, and the foot."""
        yield self._sheet
        yield self.foot

    def on_mount(self) -> None:
        """Show all that can be done."""
        self._show(self._asked)
        self.after_command()

    def on_resize(self, event: events.Resize) -> None:
        """As much of the rows as there is room for."""
        self._sheet.lie_beside(0, 0, max(1, event.size.height - (1 if event.size.height < LOW else _FOOT)))

    @property
    def place(self) -> Place:
        """The list of actions."""
        return Place.ACTIONS

    def _show(self, asked: Actions) -> None:
        self._asked = asked
        self._sheet.ask(asked)

    def after_command(self) -> None:
        """Tell in the foot what the action in hand does."""
        self.foot.show_status([(self.worded(self._asked.hint), self.palette.text)])
        self.foot.show_keys(Place.ACTIONS, typing=True, accept=self._asked.does)

    def typed(self, character: str) -> bool:
        """Letters find actions."""
        return self._take(self._asked.typed(character))

    def pasted(self, words: str) -> None:
        """So do words."""
        self.typed(words)

    def carry_out(self, given: Given) -> None:
        """Do the action in hand, leave, or move the bar."""
        page = max(1, self._sheet.size.height - 3)
        step = {"page_down": page, "page_up": -page}.get(given.command)
        if step is not None:
            self._show(self._asked.moved(step))
        elif not self._take(self._asked.commanded(given.command)):
            super().carry_out(given)

    def _take(self, asked: Actions | None) -> bool:
        if asked is not None:
            self._show(asked)
        return asked is not None

    def do_dismiss(self, _given: Given) -> None:
        """Back, with nothing done."""
        self.dismiss()

    def do_accept(self, _given: Given) -> None:
        """Do what is in hand where one was; what takes a character waits for it there."""
        action = self._asked.action
        if action is None:
            return
        self.dismiss()
        if action.command is None:
            self._under.obey(Given("mark", self._count, action.tag))
        elif action.command.argument:
            self._under.keys.begin(action.command, self._count)
        else:
            self._under.obey(Given(action.command.name, self._count))
        self._under.after_command()

"""What every screen of ours does alike: reads keys through the command table and calls the method that bears a command's name.

A screen with much to do has rooms: objects that have such methods for a part of its commands.

How an action is added: a Command in reader.commands (or another place for one that is there), and a method do_<its name> on the
screen or a room. Foot, help, the list of actions, keys.toml and `annotty keys` have it from there. How a screen is added: a
Place in reader.commands.table with its title, commands `at` it, and a subclass of CommandScreen (reader.desk.sheet_screen for
one of rows) with that `place`; another screen opens it in the method of a command. tests/reader/test_every_screen.py,
test_actions.py and test_hostile.py walk all of them: name the keys that lead to the new one there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.widget import Widget

from reader.commands import Place
from reader.commands.hints import Hint, Key, Words, worded
from reader.commands.key_names import keys_as_written
from reader.commands.keys import Given, Unknown, name_of
from reader.copying import Copier, of_article
from reader.drawing import cut
from reader.holding.screen import HoldingScreen
from reader.sitting import Sitting
from reader.terminal.least import LOW, Least, is_too_small
from reader.wire.parsing import LongPaste
from store.errors import Refused

if TYPE_CHECKING:
    from store.library import Library
    from store.model import Change


class CommandScreen(HoldingScreen):
    """A screen whose keys are the command table's. A command named x is carried out by do_x(given), its own or a room's."""

    AUTO_FOCUS = None

    class Recoloured(Message):
        """The palette that all screens share has another theme."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.palette = sitting.palette
        self.rooms: tuple[object, ...] = ()
        self.copier = Copier(self)

    def on_resize(self, event: events.Resize) -> None:
        """Where there are few rows the foot takes fewer; where there are too few, say what is needed."""
        self._fit(event.size.width, event.size.height)

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """The size may be another than when it was seen last."""
        self._fit(self.app.size.width, self.app.size.height)

    def _fit(self, columns: int, rows: int) -> None:
        self.set_class(rows < LOW, "-low")
        if is_too_small(columns, rows):
            if not self.query(Least):
                self.mount(Least(self.palette))
        else:
            self.query(Least).remove()

    @property
    def library(self) -> Library:
        """The library."""
        return self.sitting.library

    @property
    def place(self) -> Place:
        """Where keys are pressed now."""
        raise NotImplementedError

    def typed(self, _character: str) -> bool:
        """Take a character as text rather than as a key; whether it was taken."""
        return False

    def pasted(self, _words: str) -> None:
        """Take pasted words where words are typed."""

    def on_key(self, event: events.Key) -> None:
        """Carry out what the keys say."""
        event.stop()
        event.prevent_default()
        if self.app.screen is not self:
            # Typed ahead while this screen was going: the key is for the one that is seen now.
            self.app.screen.post_message(events.Key(event.key, event.character))
        elif not self.is_attached:
            pass  # typed ahead before the end, which came: what keys act on may be gone already
        elif not self.sitting.holding.takes(event):
            self.press(event)

    def press(self, event: events.Key) -> None:
        """Carry out what a key says."""
        # Escape and a letter that arrive together are alt and the letter to Textual: never the letter alone.
        character = event.character if event.is_printable and not event.key.startswith("alt+") else None
        if character and not self.keys.pending and self.typed(character):
            self.after_command()
            return
        given = self.keys.press(self.place, name_of(event.key, character))
        if isinstance(given, Given):
            self.foot.say("")
            self.obey(given)
        elif isinstance(given, Unknown):
            self.say(self.why_not(given.keys), bad=True)
        elif given is not None:
            self.foot.say("")
        self.after_command()

    def obey(self, given: Given) -> None:
        """Carry out what was given, or say why not; every screen shows its actions alike, whatever is asked on it."""
        self.act(lambda: self.do_actions(given) if given.command == "actions" else self.carry_out(given))

    def why_not(self, keys: str) -> Hint:
        """Why keys do nothing here."""
        written = keys_as_written(keys)
        if self.place is Place.SELECT and keys in self.sitting.keymap.table(Place.PAGE):
            return Hint.of(f"{written} works without a selection", (Key("cancel"), " drops it"))
        return Hint.of(f"{written} does nothing here", (Key("help"), " shows every key"))

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text is text, never keys."""
        event.stop()
        if not self.sitting.holding.takes(event):
            self.paste(event)

    def paste(self, event: events.Paste) -> None:
        """Take what was pasted."""
        if words := " ".join(event.text.split()):
            self.pasted(words)
            self.after_command()
            if isinstance(event, LongPaste):
                self.say(f"only the first {len(event.text):,} characters of what was pasted", bad=True)

    def carry_out(self, given: Given) -> None:
        """Call the method of a command. Raises LookupError where no room has one."""
        name = f"do_{given.command}"
        for room in (self, *self.rooms, self.copier):
            method: Callable[[Given], None] | None = getattr(room, name, None)
            if method is not None:
                method(given)
                return
        raise LookupError(f"{name} is nowhere; the command table and the rooms of {type(self).__name__} disagree")

    def worded(self, words: Words) -> str:
        """A text with the keys that this person presses for what it names."""
        return worded(words, self.sitting.keymap, self.place)

    def say(self, message: Words, *, bad: bool = False) -> None:
        """Say something in the foot."""
        self.foot.say(self.worded(message), bad=bad)

    def others_changed_it(self) -> None:
        """What was to be changed is not what this screen shows any more."""

    def after_command(self) -> None:
        """Bring foot and header up to date."""

    # --- commands that are the same everywhere ----------------------------------------------------------------------

    def do_help(self, _given: Given) -> None:
        """Show every key."""
        from reader.help import HelpScreen

        self.app.push_screen(HelpScreen(self.sitting, self.place))

    def do_actions(self, given: Given) -> None:
        """Show what can be done here."""
        from reader.actions import ActionsScreen

        self.app.push_screen(ActionsScreen(self, given.count))

    def do_theme(self, _given: Given) -> None:
        """The next theme that the terminal can show, on every screen at once."""
        themes, palette = self.palette.themes, self.palette
        if len(themes) == 1:
            raise Refused("this terminal has its own few colours and no others")
        palette.theme = themes[(themes.index(palette.theme) + 1) % len(themes)]
        self.sitting.prefer(theme=palette.theme)
        self.post_message(self.Recoloured())
        self.foot.say("the terminal’s own colours" if palette.theme == "terminal" else f"{palette.theme} colours")

    def recolour(self) -> None:
        """Draw everything again: the palette has another theme."""
        self.after_command()
        for widget in self.walk_children(Widget):
            widget.refresh()

    def do_undo(self, _given: Given) -> None:
        """Take the last change back, whatever its article."""
        self._tell_step(self.library.undo(), redone=False)

    def do_redo(self, _given: Given) -> None:
        """Do it again."""
        self._tell_step(self.library.redo(), redone=True)

    def _tell_step(self, change: Change, *, redone: bool) -> None:
        from reader.undoing import told

        step, marks, changed = self.library.origin(change)
        before = self.whereabouts(marks)  # a mark that was taken back is on the page until it is read again
        self.library_changed()
        after = self.whereabouts(marks)
        self.take_up(marks)
        where = self.elsewhere(step.article) or (before if after is None else after) or ""
        self.foot.say(told(step, changed, redone=redone, where=where))

    def take_up(self, _marks: Sequence[str]) -> None:
        """Of several marks at one place let the first of these be the one that keys act on."""

    def whereabouts(self, _marks: Sequence[str]) -> str | None:
        """Where on this screen the first of some marks is, in words: empty where it is in sight, None where it is not here."""
        return None

    def elsewhere(self, article: str | None) -> str:
        """In which other article something happened, in words; nothing where it is this one."""
        if article is None or article == self.article_in_hand:
            return ""
        return f" · in “{cut(self.library.title(article), 30)}”"

    @property
    def article_in_hand(self) -> str | None:
        """The article that this screen is about."""
        return None

    def to_copy(self) -> str:
        """The words in hand, to be taken out. Raises Refused where there are none."""
        for room in self.rooms:
            method: Callable[[], str] | None = getattr(room, "to_copy", None)
            if method is not None:
                return method()
        if (article := self.article_in_hand) is None:
            raise Refused("there is nothing to copy here")
        return of_article(self.library.metadata_of([article])[article], article)

    def kept_words(self) -> str:
        """As the rooms say."""
        kept: list[Callable[[], str]] = [keep for room in self.rooms if (keep := getattr(room, "kept_words", None))]
        return next((told for keep in kept if (told := keep())), "")

    def library_changed(self) -> None:
        """Read again what this screen shows."""

"""What every screen of ours does alike: reads keys through the command table and calls the method that bears a command's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual import events
from textual.screen import Screen

from reader.commands import Place
from reader.commands.keys import Given, KeyReader, name_of
from reader.foot import Foot
from reader.sitting import Sitting
from store.errors import AnnottyError

Result = TypeVar("Result")


class CommandScreen(Screen[None]):
    """A screen whose keys are the command table's. A command named x is carried out by the method do_x(given)."""

    AUTO_FOCUS = None

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self.palette = sitting.palette
        self.library = sitting.library
        self.foot = Foot(sitting.palette)
        self.keys = KeyReader()

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
            return
        # Escape and a letter that arrive together are alt and the letter to Textual: never the letter alone.
        character = event.character if event.is_printable and not event.key.startswith("alt+") else None
        if character and not self.keys.pending and self.typed(character):
            self.after_command()
            return
        given = self.keys.press(self.place, name_of(event.key, character))
        if isinstance(given, Given):
            self.foot.say("")
            self.attempt(lambda: self.carry_out(given))
        elif given is not None:
            self.foot.say(
                f"{event.key if given.keys == event.key else given.keys} does nothing here · F1 shows every key",
                bad=True,
            )
        self.after_command()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text is text, never keys."""
        event.stop()
        if words := " ".join(event.text.split()):
            self.pasted(words)
            self.after_command()

    def carry_out(self, given: Given) -> None:
        """Call the method of a command."""
        method: Callable[[Given], None] = getattr(self, f"do_{given.command}")
        method(given)

    def attempt(self, action: Callable[[], Result]) -> Result | None:
        """Do something with the library; where it refuses, the foot says so and nothing was changed."""
        try:
            return action()
        except AnnottyError as error:
            self.foot.say(str(error), bad=True)
            return None

    def after_command(self) -> None:
        """Bring foot and header up to date."""

    # --- commands that are the same everywhere ----------------------------------------------------------------------

    def do_help(self, _given: Given) -> None:
        """Show every key."""
        from reader.help import HelpScreen

        self.app.push_screen(HelpScreen(self.sitting, self.place))

    def do_undo(self, _given: Given) -> None:
        """Take the last change back, whatever its article."""
        change = self.library.undo()
        self.foot.say(f"undone · {change.summary}{self.elsewhere(change.article)}")
        self.library_changed()

    def do_redo(self, _given: Given) -> None:
        """Do it again."""
        change = self.library.redo()
        self.foot.say(f"done again · {change.summary}{self.elsewhere(change.article)}")
        self.library_changed()

    def elsewhere(self, article: str | None) -> str:
        """In which other article something happened, in words; nothing where it is this one."""
        if article is None or article == self.article_in_hand:
            return ""
        return f" · in “{self.library.article(article).metadata.title}”"

    @property
    def article_in_hand(self) -> str | None:
        """The article that this screen is about."""
        return None

    def library_changed(self) -> None:
        """Read again what this screen shows."""

"""A screen on which things are asked of the library: what that refuses is said, what it does not take is held.

Which keys say what, and what is done then, is its subclasses' business.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from rich.text import Text
from textual import events
from textual.message import Message
from textual.screen import Screen

from reader.commands import Place
from reader.commands.hints import Words
from reader.commands.keys import KeyReader
from reader.errors import Unable
from reader.foot import Foot
from reader.holding.held import Banner
from reader.sitting import Sitting
from reader.terminal.depth import shown_line
from store.errors import AnnottyError, ChangedSince, LibraryError, NotFound

Result = TypeVar("Result")


class HoldingScreen(Screen[None]):
    """One with a foot, which tells what became of what was asked for."""

    class Unread(Message):
        """What was to be drawn could not be read."""

        def __init__(self, error: LibraryError) -> None:
            self.error = error
            super().__init__()

    class KeysWait(Message, bubble=False):
        """Keys that were typed while an action was held are to be carried out."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self.foot = Foot(sitting.palette, sitting.keymap)
        self.keys = KeyReader(sitting.keymap)

    # --- what a subclass says -----------------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """Where keys are pressed now."""
        raise NotImplementedError

    def press(self, event: events.Key) -> None:
        """Carry out what a key says."""
        raise NotImplementedError

    def paste(self, event: events.Paste) -> None:
        """Take what was pasted."""
        raise NotImplementedError

    def say(self, message: Words, *, bad: bool = False) -> None:
        """Say something in the foot."""
        raise NotImplementedError

    def after_command(self) -> None:
        """Bring foot and header up to date."""

    def library_changed(self) -> None:
        """Read again what this screen shows."""

    def others_changed_it(self) -> None:
        """What was to be changed is not what this screen shows any more."""

    # --- what is asked of the library ---------------------------------------------------------------------------------

    def attempt(self, action: Callable[[], Result]) -> Result | None:
        """Do something with the library that nobody asked for; where it refuses, the foot says so and nothing was changed."""
        try:
            with self.sitting.listing.in_words():
                return action()
        except AnnottyError as error:
            self._refused(error)
            return None

    def act(self, action: Callable[[], Result]) -> Result | None:
        """Do what a person asked for, as attempt does; where the library does not take it, it is held until it does.

        It is done from its beginning again then: before it has written, nothing may be different.
        """
        listing = self.sitting.listing
        before = listing.commits
        try:
            with listing.in_words():
                return action()
        except LibraryError as error:
            if listing.commits > before:  # nothing is done a second time; what is there now is to be seen
                unseen = type(error)(f"saved, but not shown: {error}", remedy=error.remedy)
                self.hold(self.library_changed, unseen)
            else:
                self.hold(action, error)
        except AnnottyError as error:
            self._refused(error)
        return None

    def _refused(self, error: AnnottyError) -> None:
        self.say(error.hint if isinstance(error, Unable) else str(error), bad=True)
        if isinstance(error, ChangedSince | NotFound):
            self.others_changed_it()

    # --- what is held -------------------------------------------------------------------------------------------------

    @property
    def is_holding(self) -> bool:
        """Whether an action waits to be taken, or keys behind one: what they act on must stay as it is."""
        return self.sitting.holding.is_holding

    def hold(self, action: Callable[[], object], error: LibraryError, *, waited: float | None = None) -> None:
        """Hold what was asked for; waited: so many seconds were waited elsewhere for another program already."""
        self.sitting.holding.hold(self, action, error, waited=waited)

    def show_held(self, banner: Banner | None) -> None:
        """Show on every screen what is held, or nothing."""
        for screen in self.app.screen_stack:
            if isinstance(screen, HoldingScreen):
                screen.foot.show_banner(banner)

    def settle_down(self, *, left: int | None = None) -> None:
        """Nothing is held any more. left: the action was left, and so many keys behind it; None: it was done or refused."""
        if left is not None:
            self.keys.clear()
            behind = f" · {left} {'key' if left == 1 else 'keys'} behind it dropped" if left else ""
            self.say(f"not saved · left as it was{behind}", bad=True)
        self.after_command()

    def go_on(self) -> None:
        """The keys that wait are for the screen that is seen."""
        self.app.screen.post_message(self.KeysWait())

    def on_holding_screen_keys_wait(self) -> None:
        """Carry out the first of them; where it leads to another screen, the others are for that."""
        if self.app.screen is not self:
            self.go_on()
            return
        if (event := self.sitting.holding.next_key()) is None:
            return
        if isinstance(event, events.Key):
            self.press(event)
        else:
            self.paste(event)
        self.go_on()

    def leave_at_once(self, error: LibraryError) -> None:
        """End the application; the terminal that is left tells what was held."""
        told = self.kept_words() or str(error).partition("; ")[0]
        self.app.exit(message=Text(f"annotty: the last action was left · {shown_line(told)}"))

    def kept_words(self) -> str:
        """Keep what was written and is to be saved yet; where, in words, empty where there is nothing."""
        return ""

    def _forward_event(self, event: events.Event) -> None:
        """As Textual does; while something is held, the mouse does nothing."""
        if not (isinstance(event, events.MouseEvent) and self.is_holding):
            super()._forward_event(event)

    # --- what cannot be read ------------------------------------------------------------------------------------------

    def on_holding_screen_unread(self, message: Unread) -> None:
        """Say why there are blank rows."""
        self.say(str(message.error), bad=True)

    async def _dispatch_message(self, message: Message) -> None:
        """As Textual does; a library that cannot be read, such as one whose disk is gone, ends no screen."""
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if (said := self.sitting.listing.said_of(error)) is None:
                raise
            self.say(str(said), bad=True)

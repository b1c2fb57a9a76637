"""The list on the screen: every article in the library, a row each, drawn as far as it can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from reader.commands import Place
from reader.commands.keys import Given
from reader.drawing import between, row
from reader.library.rows import pieces, tally
from reader.palette import Palette
from reader.screen import CommandScreen
from store.model import ArticleSummary, State

if TYPE_CHECKING:
    from reader.app import AnnottyApp


class ArticleList(ScrollView, can_focus=True):
    """The rows; knows which one is chosen."""

    DEFAULT_CSS = "ArticleList { scrollbar-size: 0 0; overflow-x: hidden; overflow-y: auto; }"

    class Picked(Message):
        """A row was clicked; twice: it is to be opened."""

        def __init__(self, index: int, clicks: int) -> None:
            self.index = index
            self.clicks = clicks
            super().__init__()

    def __init__(self, palette: Palette, *, plain: bool) -> None:
        super().__init__()
        self.palette = palette
        self.plain = plain
        self.summaries: tuple[ArticleSummary, ...] = ()
        self.chosen = 0

    def show(self, summaries: tuple[ArticleSummary, ...]) -> None:
        """Show these articles; the chosen one stays chosen where it is still there."""
        kept = self.summaries[self.chosen].id if self.summaries else None
        self.summaries = summaries
        found = next((n for n, each in enumerate(summaries) if each.id == kept), min(self.chosen, len(summaries) - 1))
        self.virtual_size = Size(self.size.width, len(summaries))
        self.choose(max(0, found))
        self.refresh()

    def choose(self, index: int) -> None:
        """Put the bar on a row and bring it into sight."""
        index = max(0, min(index, len(self.summaries) - 1))
        old, self.chosen = self.chosen, index
        for each in {old, index}:
            self.refresh_line(each)
        top, height = round(self.scroll_offset.y), self.size.height
        if index < top:
            self.scroll_to(y=index, animate=False, immediate=True, force=True)
        elif height and index >= top + height:
            self.scroll_to(y=index - height + 1, animate=False, immediate=True, force=True)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the chosen row in sight."""
        self.virtual_size = Size(event.size.width, len(self.summaries))
        self.choose(self.chosen)

    def render_line(self, y: int) -> Strip:
        """One article."""
        index = round(self.scroll_offset.y) + y
        width = self.size.width
        if index >= len(self.summaries):
            return row([], width, self.palette.text)
        chosen = index == self.chosen
        ground = self.palette.chosen if chosen else self.palette.text
        return row(pieces(self.summaries[index], width, self.palette, chosen=chosen, plain=self.plain), width, ground)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        self.post_message(self.Picked(round(self.scroll_offset.y) + event.y, event.chain))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three rows on."""
        event.stop()
        event.prevent_default()  # Textual would scroll two more
        self.scroll_to(y=self.scroll_offset.y + 3, animate=False, immediate=True)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three rows back."""
        event.stop()
        event.prevent_default()  # Textual would scroll two more
        self.scroll_to(y=self.scroll_offset.y - 3, animate=False, immediate=True)


class ListHead(Widget):
    """Two rows: what this is and how much there is of it, and a rule."""

    DEFAULT_CSS = "ListHead { dock: top; height: 2; }"

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self._tally = ""

    def show(self, counted: str) -> None:
        """Say how much there is."""
        self._tally = counted
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The name and the figures, or the rule."""
        palette, width = self.palette, self.size.width
        if y == 1:
            return row([("─" * width, palette.faint)], width, palette.text)
        left = [(" annotty", palette.strong), (" · library", palette.quiet)]
        return between(left, [(self._tally + " ", palette.quiet)], width, palette.text)


class LibraryScreen(CommandScreen):
    """The list, its head and its foot."""

    def __init__(self, owner: AnnottyApp) -> None:
        super().__init__(owner)
        self.head = ListHead(owner.palette)
        self.list = ArticleList(owner.palette, plain=owner.plain_signs)

    def compose(self) -> ComposeResult:
        """Head, list, foot."""
        yield self.head
        yield self.list
        yield self.foot

    def on_mount(self) -> None:
        """Read the library."""
        self.library_changed()
        self.list.focus()

    def on_screen_resume(self) -> None:
        """Read it again: marks were made meanwhile."""
        self.library_changed()

    @property
    def place(self) -> Place:
        """The list."""
        return Place.LIST

    def library_changed(self) -> None:
        """Read the list again."""
        if (summaries := self.attempt(self.library.articles)) is not None:
            self.list.show(summaries)
            self.head.show(tally(summaries))
        self.after_command()

    def after_command(self) -> None:
        """Tell about the chosen article."""
        summary = self._chosen
        if summary is None:
            empty = [("no article yet · leave with q, then: annotty add PATH", self.palette.quiet)]
            self.foot.show_status(empty)
            self.foot.show_keys(Place.LIST, unable=("read", "toggle_done"))
            return
        counts = summary.counts
        told = [
            (n, w)
            for n, w in ((counts.claim, "claim"), (counts.entity, "entity mark"), (counts.highlight, "highlight"))
            if n
        ]
        marks = " · ".join(f"{count} {word}{'s' if count > 1 else ''}" for count, word in told) or "no marks yet"
        title = [
            (summary.title, self.palette.text),
            (f" · {summary.byline}" if summary.byline else "", self.palette.quiet),
        ]
        self.foot.show_status(title, [("  " + marks, self.palette.quiet)])
        self.foot.show_keys(Place.LIST)

    @property
    def _chosen(self) -> ArticleSummary | None:
        return self.list.summaries[self.list.chosen] if self.list.summaries else None

    @property
    def article_in_hand(self) -> str | None:
        """The chosen article."""
        return self._chosen.id if self._chosen else None

    def on_article_list_picked(self, message: ArticleList.Picked) -> None:
        """The mouse chose a row."""
        if message.index < len(self.list.summaries):
            self.list.choose(message.index)
            self.after_command()
            if message.clicks > 1:
                self.attempt(lambda: self.do_read(Given("read")))

    # --- commands ---------------------------------------------------------------------------------------------------

    def carry_out(self, given: Given) -> None:
        """Motions move the bar; the rest have methods."""
        page, chosen = max(1, self.list.size.height - 1), self.list.chosen
        count = given.count or 1
        targets = {
            "down": chosen + count,
            "up": chosen - count,
            "page_down": chosen + page * count,
            "page_up": chosen - page * count,
            "half_page_down": chosen + page * count // 2,
            "half_page_up": chosen - page * count // 2,
            "text_start": count - 1,
            "text_end": given.count - 1 if given.count else len(self.list.summaries) - 1,
        }
        if given.command in targets:
            self.list.choose(targets[given.command])
        else:
            super().carry_out(given)

    def do_read(self, _given: Given) -> None:
        """Open the chosen article."""
        if self._chosen is not None:
            self.owner.open_article(self._chosen.id)

    def do_toggle_done(self, _given: Given) -> None:
        """Done, or not."""
        if (summary := self._chosen) is not None:
            state = State.READING if summary.state is State.DONE else State.DONE
            self.library.set_state(summary.id, state)
            self.foot.say(f"saved · {state}")
            self.library_changed()

    def do_quit(self, _given: Given) -> None:
        """Everything is saved already."""
        self.app.exit()

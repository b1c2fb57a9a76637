"""The list on the screen: every article in the library, a story a row, drawn as far as it can be seen."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.commands import Place
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.drawing import between, row
from reader.library.folding import Row, index_of, rows
from reader.library.rows import pieces, tally
from reader.palette import Palette
from reader.rows_view import RowsView, row_after
from reader.screen import CommandScreen
from reader.sitting import Sitting
from store.errors import Refused
from store.model import ArticleSummary, State


class ArticleList(RowsView):
    """The rows; knows which one is chosen."""

    class Picked(Message):
        """A row was clicked; twice: it is to be opened."""

        def __init__(self, index: int, clicks: int) -> None:
            self.index = index
            self.clicks = clicks
            super().__init__()

    def __init__(self, palette: Palette, *, plain: bool) -> None:
        super().__init__(palette)
        self.plain = plain
        self.summaries: tuple[ArticleSummary, ...] = ()
        self.rows: tuple[Row, ...] = ()
        self.unfolded: frozenset[str] = frozenset()
        self.chosen = 0

    @property
    def count(self) -> int:
        """The rows."""
        return len(self.rows)

    def show(self, summaries: tuple[ArticleSummary, ...]) -> None:
        """Show these articles; the chosen one stays chosen where it is still there."""
        self.summaries = summaries
        self._lay_out()

    def unfold(self, group: str) -> None:
        """Show the articles of a group below its first, or hide them; the chosen row stays where it is on the screen."""
        self.unfolded ^= {group}
        self._lay_out()

    def _lay_out(self) -> None:
        kept = self.rows[self.chosen].summary.id if self.rows else None
        self.rows = rows(self.summaries, self.unfolded)
        found = index_of(self.rows, kept)
        self.virtual_size = Size(self.size.width, self.count)
        if self.top > self.count - self.size.height:
            self.go(self.top)  # no further than the rows that are left
        self.choose(max(0, min(self.chosen, self.count - 1) if found is None else found))
        self.refresh()

    def choose(self, index: int) -> None:
        """Put the bar on a row and bring it into sight."""
        index = max(0, min(index, self.count - 1))
        old, self.chosen = self.chosen, index
        for each in {old, index}:
            self.refresh_line(each)
        height = self.size.height
        if index < self.top:
            self.go(index)
        elif height and index >= self.top + height:
            self.go(index - height + 1)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the chosen row in sight."""
        super().on_resize(event)
        self.choose(self.chosen)

    def draw(self, index: int, width: int) -> Strip:
        """One article."""
        chosen = index == self.chosen
        ground = self.palette.chosen if chosen else self.palette.text
        return row(pieces(self.rows[index], width, self.palette, chosen=chosen, plain=self.plain), width, ground)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        self.post_message(self.Picked(self.top + event.y, event.chain))


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

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.head = ListHead(sitting.palette)
        self.list = ArticleList(sitting.palette, plain=sitting.plain)

    def compose(self) -> ComposeResult:
        """Head, list, foot."""
        yield self.head
        yield self.list
        yield self.foot

    def on_mount(self) -> None:
        """Read the library."""
        self.sitting.beside, self.sitting.standing = self._beside, self._standing
        self.library_changed()
        self.list.focus()

    def on_screen_resume(self) -> None:
        """Read it again: marks were made meanwhile; the bar stands on the article that was read last."""
        self.library_changed()
        if (found := index_of(self.list.rows, self.sitting.last_read)) is not None:
            self.list.choose(found)
            self.after_command()
        self.sitting.last_read = None

    def _beside(self, article: str, step: int) -> str | None:
        """The article so many rows further in the list as it was shown last; None where the list ends before."""
        here = index_of(self.list.rows, article)
        if here is None or not 0 <= here + step < self.list.count:
            return None
        return self.list.rows[here + step].summary.id

    def _standing(self, article: str) -> str:
        """Which row of the list an article is on: "3 of 20"."""
        here = index_of(self.list.rows, article)
        return "" if here is None else f"{here + 1:,} of {self.list.count:,}"

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
        chosen = self._chosen
        if chosen is None:
            how = Hint.of("no article yet", ("leave with ", Key("quit"), ", then: annotty add PATH"))
            self.foot.show_status([(self.worded(how), self.palette.quiet)])
            self.foot.show_keys(Place.LIST, unable=("read", "toggle_done", "unfold"))
            return
        counts, summary = chosen.counts, chosen.summary
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
        if chosen.folded:
            marks = f"{chosen.sign} ({tally(chosen.folded)}) · {marks}"
        self.foot.show_status(title, [("  " + marks, self.palette.quiet)])
        self.foot.show_keys(Place.LIST, unable=() if chosen.group else ("unfold",))

    @property
    def _chosen(self) -> Row | None:
        return self.list.rows[self.list.chosen] if self.list.rows else None

    @property
    def article_in_hand(self) -> str | None:
        """The chosen article."""
        return self._chosen.summary.id if self._chosen else None

    def on_article_list_picked(self, message: ArticleList.Picked) -> None:
        """The mouse chose a row."""
        if message.index < self.list.count:
            self.list.choose(message.index)
            self.after_command()
            if message.clicks > 1:
                self.attempt(lambda: self.do_read(Given("read")))

    # --- commands ---------------------------------------------------------------------------------------------------

    def carry_out(self, given: Given) -> None:
        """Motions move the bar; the rest have methods."""
        rows = self.list
        target = row_after(given.command, given.count, at=rows.chosen, page=rows.size.height - 1, rows=rows.count)
        if target is None:
            super().carry_out(given)
        else:
            rows.choose(target)

    def do_read(self, _given: Given) -> None:
        """Open the chosen article."""
        if self._chosen is not None:
            from reader.article.screen import PageScreen  # not needed for the first paint of the list

            self.app.push_screen(PageScreen(self.sitting, self._chosen.summary.id))

    def do_unfold(self, _given: Given) -> None:
        """Show the articles that tell the same story as this one, or hide them under the first."""
        if self._chosen is None or self._chosen.group is None:
            raise Refused("no other article here tells this story")
        self.list.unfold(self._chosen.group)

    def do_toggle_done(self, _given: Given) -> None:
        """Done, or not."""
        if self._chosen is not None:
            summary = self._chosen.summary
            state = State.READING if summary.state is State.DONE else State.DONE
            self.library.set_state(summary.id, state)
            self.foot.say(f"saved · {state}")
            self.library_changed()

    def do_quit(self, _given: Given) -> None:
        """Everything is saved already."""
        self.app.exit()

"""The timeline on the screen: scrolled event by event, each leading to its article, and written to a file. Wires it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip
from textual.widget import Widget

from reader.article.sheet import Asked
from reader.commands import Place
from reader.commands.hints import Key
from reader.commands.keys import Given
from reader.desk.sheet_screen import SheetScreen
from reader.drawing import Piece, between
from reader.errors import Unable
from reader.library.naming import Naming
from reader.library.paths import Paths, file_of
from reader.palette import Palette
from reader.rows_view import row_after
from reader.sitting import Sitting
from reader.timeline.view import TimelineView
from reader.writing import write
from store.errors import AnnottyError, Refused
from store.timeline_words import counted

if TYPE_CHECKING:
    from store.timeline import Timeline

_FILE = "timeline.md"


class TimelineHead(Widget):
    """One row: what it is the timeline of, and how much there is."""

    DEFAULT_CSS = "TimelineHead { height: 1; }"

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self.timeline: Timeline | None = None

    def render_line(self, _y: int) -> Strip:
        """The title, and the figures at the right as far as there is room."""
        palette, shown = self.palette, self.timeline
        left: list[Piece] = [(" annotty · timeline", palette.quiet)]
        if shown is None:
            return between(left, [], self.size.width, palette.text)
        left.append((f" · {shown.title}", palette.strong))
        told = [*counted(shown), *([f"{shown.left_out:,} older left out"] if shown.left_out else [])]
        if self.size.width < len(shown.title) + len(" · ".join(told)) + 25:
            told = told[:1]
        return between(left, [(" · ".join(told) + " ", palette.quiet)], self.size.width, palette.text)


class TimelineScreen(SheetScreen):
    """The timeline of the dispute that a claim is in (claim: its annotation's identifier), or of an entity."""

    DEFAULT_CSS = "TimelineScreen > Container { height: 1fr; layers: base sheet; overflow: hidden; }"

    def __init__(self, sitting: Sitting, *, claim: str | None = None, entity: str | None = None) -> None:
        super().__init__(sitting, Place.TIMELINE)
        self._claim, self._entity = claim, entity
        self.head = TimelineHead(sitting.palette)
        self.view = TimelineView(sitting.palette, plain=sitting.plain)
        self._overwrites: Path | None = None
        """The file of which it was said that it is there already."""
        self._was_left = False

    def compose(self) -> ComposeResult:
        """Head, rows, foot."""
        yield self.head
        with Container():
            yield self.view
        yield self.foot

    def on_mount(self) -> None:
        """Read it, and look from now on for what other programs write."""
        self.view.focus()
        self.look_from_now()
        self.library_changed()
        self.after_command()

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """Marks may have changed while the page was shown."""
        if self._was_left:
            self.library_changed()

    def on_screen_suspend(self) -> None:
        """Another screen is shown."""
        self._was_left = True

    def library_changed(self) -> None:
        """Read it again, meanwhile: an entity may be named in thousands of articles."""
        self.run_worker(self._read(), exclusive=True, group="reading")

    async def _read(self) -> None:
        try:
            found = await asyncio.to_thread(_chart, self.library.path, self._claim, self._entity)
        except AnnottyError as error:
            self.view.empty = str(error)
            self.view.refresh()
            self.say(str(error), bad=True)
            return
        self.head.timeline = found
        self.head.refresh()
        self.view.show(found)
        self.after_command()

    # --- what is told -------------------------------------------------------------------------------------------------

    @property
    def article_in_hand(self) -> str | None:
        """That of the event that the bar is on."""
        return self.view.event.named.article if self.view.event is not None else None

    def after_command(self) -> None:
        """Tell of the event that the bar is on: its words, in full as far as there is room."""
        if self.tell_asked():
            return
        event = self.view.event
        told = event.claim.content if event is not None and event.claim is not None else ""
        told = told or (event.named.sentence if event is not None else "")
        where = f"  {self.view.chosen + 1:,} of {self.view.events:,}" if event is not None else ""
        self.foot.show_status([(f"“{told}”" if told else "", self.palette.quiet)], [(where, self.palette.quiet)])
        self.foot.show_keys(Place.TIMELINE, () if event is not None else ("go_to_event", "write_timeline"))

    # --- keys ---------------------------------------------------------------------------------------------------------

    def carry_out(self, given: Given) -> None:
        """Motions move the bar; the rest have methods."""
        view = self.view
        if self.takes(given):
            return
        if given.command in ("page_down", "page_up", "half_page_down", "half_page_up"):
            found = row_after(
                given.command, given.count, at=view.row_chosen, page=view.size.height - 1, rows=view.count
            )
            to = view.event_near(found or 0)
            step = 1 if given.command.endswith("down") else -1
            view.choose(to if to != view.chosen else to + step)
        else:
            to_event = row_after(given.command, given.count, at=view.chosen, page=1, rows=view.events)
            if to_event is None:
                super().carry_out(given)
            else:
                view.choose(to_event)

    def do_go_to_event(self, _given: Given) -> None:
        """Open the article at the event's mark."""
        from reader.article.screen import PageScreen

        if (event := self.view.event) is None:
            raise Refused("there is no event here")
        named = event.named
        self.app.push_screen(PageScreen(self.sitting, named.article, mark=named.annotation))

    def do_write_timeline(self, _given: Given) -> None:
        """Write it to a file whose path is asked; the ending of that says in which format."""
        from store.formats.timelines import format_of

        timeline = self.view.timeline
        if timeline is None or not timeline.events:
            raise Refused("there is nothing to write yet")
        self._overwrites = None

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Naming)
            path = file_of(asked.words)
            format_of(path.name)
            if path.exists() and path.samefile(self.library.path):
                raise Refused("that is the library itself; choose another file")
            if path.exists() and path != self._overwrites:
                self._overwrites = path
                raise Unable(f"there is a file of this name: {path.name}", (Key("accept"), " again writes over it"))
            self.asking.leave()
            self.run_worker(self._write(path, timeline))

        title = "write the timeline: .md a report, .svg a picture, .json for programs"
        paths = Paths(self, self.asking)
        self.asking.ask(Naming.open(title, "path", does="write", words=_FILE), accept, changed=paths.follow)

    async def _write(self, path: Path, timeline: Timeline) -> None:
        from store.formats.timelines import FORMATS, format_of

        try:
            await asyncio.to_thread(lambda: write(path, FORMATS[format_of(path.name)](timeline)))
        except OSError as error:
            self.say(f"not written · {path.name}: {error.strerror or error}", bad=True)
        except Refused as error:
            self.say(f"not written · {error}", bad=True)
        else:
            self.say(f"written · {len(timeline.events):,} events to {path}")

    def do_leave(self, _given: Given) -> None:
        """Back to where it was opened."""
        self.dismiss()


def _chart(path: Path, claim: str | None, entity: str | None) -> Timeline:
    """Read the timeline over a connection of its own."""
    from store import charting
    from store.library import Library

    with Library(path, create=False) as library:
        if claim is not None:
            return charting.of_claim(library, claim)
        assert entity is not None
        return charting.of_entity(library, entity)

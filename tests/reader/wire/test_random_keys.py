"""Whatever is pressed, pointed at or resized: what the differences have made of a terminal is what a whole repaint makes.

The whole application, on texts in hard scripts with marks one over the other; only the terminal line is left out.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from rich.color import ColorSystem
from rich.console import RenderableType
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._xterm_parser import XTermParser
from textual.screen import Screen

from reader.app import AnnottyApp
from reader.article.drawing.view import ArticleView
from reader.article.screen import PageScreen
from reader.commands import COMMANDS, Place
from reader.library.screen import LibraryScreen
from reader.wire.memory import Memory
from store.library import Library
from store.model import Article, Claim, Draft, PartDraft, Role
from store.text import Span, snap
from tests.conftest import MakeArticle
from tests.reader.article.documents import HARD, LATIN
from tests.reader.session import Session
from tests.reader.wire.screens import Terminal

_OUTSIDE = frozenset({"quit", "edit_outside", "follow_link", "list_links"})
"""What would leave the application, or start another."""
_MOVING = [each for each in COMMANDS if each.motion or each.name.startswith(("row_to", "scroll", "next_m", "jump"))]
_READING = [each for each in COMMANDS if each.places & {Place.PAGE, Place.SELECT} and each.name != "leave"]
_SIZES = ((80, 24), (40, 10), (20, 5), (140, 40), (81, 24), (7, 3))
_ROUNDS = 12
"""How often the screen is looked at; a few keys before each."""
_WORDS = ("the", "漢", "a", "zzz", "क्षे", "👍")


class Written(AnnottyApp):
    """The app, and a terminal that has had the differences."""

    def begin(self, system: ColorSystem, size: tuple[int, int]) -> None:
        """A terminal of that many colours and cells."""
        self.system = system
        self._memory = Memory(system)
        self.resized(*size)

    def resized(self, width: int, height: int) -> None:
        """Another size: what stands there then is anybody's guess."""
        self.terminal = Terminal(width, height)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(renderable, LayoutUpdate | ChopsUpdate) and not self._batch_count and self._running:
            self.terminal.feed(self._sequence(screen, renderable))
        super()._display(screen, renderable)


async def repaint(session: Session, app: Written) -> Terminal:
    """A terminal on which all is written once, every row drawn anew."""
    screen = app.screen
    for widget in screen.walk_children():
        if isinstance(widget, ArticleView):
            widget.repaint()
        widget.refresh()
    await session.press()
    whole = screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    assert isinstance(whole, LayoutUpdate)
    alone = Terminal(*screen.size)
    alone.feed(Memory(app.system).sequence(whole))
    return alone


def pointed(chance: random.Random, width: int, height: int) -> str:
    """A click, two or three of them, a drag, or the wheel."""
    x, y, to_x, to_y = (chance.randint(1, most) for most in (width, height, width, height))
    click = f"\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"
    drag = f"\x1b[<0;{x};{y}M\x1b[<32;{to_x};{to_y}M\x1b[<0;{to_x};{to_y}m"
    return chance.choice([click, click * 2, click * 3, drag, *(f"\x1b[<{64 + n};{x};{y}M" * 3 for n in (0, 1))])


async def act(session: Session, app: Written, chance: random.Random) -> str:
    """Do something by chance; what was done."""
    kind = chance.random()
    if kind < 0.08:
        size = chance.choice(_SIZES)
        app.resized(*size)
        await session.pilot.resize_terminal(*size)
        await session.press()
        return f"size {size}"
    if kind < 0.2:
        width, height = app.size
        parser, bytes_sent = XTermParser(), pointed(chance, width, height)
        driver = app._driver
        assert driver is not None
        for event in parser.feed(bytes_sent):
            event.set_sender(app)
            driver.process_message(event)
        await session.settled()
        await session.press()
        return bytes_sent
    if kind < 0.25:
        app.screen.post_message(events.Paste(chance.choice(_WORDS)))
        await session.settled()
        await session.press()
        return "paste"
    if kind < 0.32:
        keys = ["/", f" {chance.choice(_WORDS)}", chance.choice(["enter", "escape"])]
    elif kind < 0.4:
        keys = [chance.choice(["escape", "P", "H", "L", "a", "e"])]
    else:
        command = chance.choice(_MOVING if kind < 0.65 else _READING if kind < 0.9 else COMMANDS)
        if command.name in _OUTSIDE or not command.keys:
            return ""
        keys = [*chance.choice(command.keys).split(" "), *(["a"] if command.argument else [])]
    if isinstance(app.screen, LibraryScreen) and {"q", "ctrl+q"} & set(keys):
        return ""
    await session.press(*keys)
    return " ".join(keys)


def words(chance: random.Random, known: Iterable[str], count: int) -> str:
    return " ".join(chance.choices([*known], k=count)).strip()


@pytest.fixture
def marked(article: MakeArticle, library: Library) -> Article:
    """An article in every script, with marks of several kinds, many of them over others."""
    chance = random.Random(1)
    passages = [words(chance, [*LATIN, *HARD], size) for size in (4, 30, 3, 60, 12, 1, 80, 9, 40)]
    one = article("\n\n".join(passages))
    for number in range(30):
        start = snap(one.text, chance.randrange(len(one.text) - 1))
        span = Span(start, snap(one.text, min(len(one.text), start + chance.choice((1, 9, 80, 400)))))
        if span and span.of(one.text).strip():
            tag = ("HIGHLIGHT", "CLAIM", "PERSON")[number % 3]
            role, claim = (Role.CONTENT, Claim()) if tag == "CLAIM" else (Role.MENTION, None)
            library.annotate(one.id, Draft(tag, (PartDraft(role, span),), claim=claim))
    return library.article(one.id)


@pytest.mark.parametrize(
    ("seed", "size", "system", "colours"),
    [
        (1, (80, 24), ColorSystem.TRUECOLOR, {}),
        (2, (140, 40), ColorSystem.EIGHT_BIT, {"COLORTERM": ""}),
        (3, (40, 10), ColorSystem.STANDARD, {"TERM": "xterm", "COLORTERM": ""}),
        (4, (20, 5), ColorSystem.STANDARD, {"NO_COLOR": "1"}),
    ],
)
async def test_after_any_keys_the_screen_is_that_of_a_whole_repaint(
    seed: int,
    size: tuple[int, int],
    system: ColorSystem,
    colours: dict[str, str],
    library: Library,
    marked: Article,
    terminal: pytest.MonkeyPatch,
) -> None:
    for name, value in colours.items():
        terminal.setenv(name, value)
    chance = random.Random(seed)
    app = Written(library, article=marked.id)
    app.begin(system, size)
    async with app.run_test(size=size) as pilot:
        session = Session(app, pilot)
        await session.until(lambda: isinstance(app.screen, PageScreen) and bool(app.screen.foot.size))
        await pilot.pause()
        done = []
        for _ in range(_ROUNDS):
            done += [await act(session, app, chance) for _ in range(chance.randint(1, 4))]
            shown = app.terminal.looks
            alone = await repaint(session, app)
            assert shown == alone.looks, f"{done[-12:]}\n{app.terminal.screen.display}"
            assert app.terminal.looks == alone.looks
            assert app.terminal.is_at_rest

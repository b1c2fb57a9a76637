"""annotty on every kind of terminal: old and new, with and without colours and UTF-8, tiny and huge, resized, in tmux.

The suite starts it on a covering set: every two properties of a terminal meet at least once, but of the locales each name
of a terminal meets only one that takes every letter and one that does not. ANNOTTY_ROUNDS above 1 asks for more: first for
every two properties, then for the whole product, 9999 for all of it.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import partial
from itertools import combinations, product
from pathlib import Path

import pyte
import pytest

from reader.colours import charset_in, depth_in, plain_signs
from reader.terminal.spelling import codec_of
from store.library import Library
from store.model import Article, Claim, Draft, NewEntity, PartDraft, Role
from tests.conftest import TEXT, MakeArticle, span_of
from tests.old_terminal import OldTerminal
from tests.pty_terminal import ESCAPE, PtyTerminal

ROUNDS = float(os.environ.get("ANNOTTY_ROUNDS", "1"))
WORDS = TEXT.replace("12 lost boats", "12 lost boats (потеряно 十二 bateaux coulés)")
LETTERS = "потеряно 十二"


@dataclass(frozen=True)
class Kind:
    """A terminal: what its environment says, and its size."""

    term: str
    colorterm: str
    no_color: str
    locale: str
    size: tuple[int, int]

    def __str__(self) -> str:
        parts = (self.term, self.colorterm, self.no_color and "NO_COLOR", self.locale)
        return "-".join([*filter(None, parts), "x".join(map(str, self.size))])

    @property
    def environment(self) -> dict[str, str]:
        """What it says; where nothing else is said than C, Python says UTF-8 before annotty is asked (PEP 538)."""
        name, _, value = self.locale.partition("=")
        said = {"TERM": self.term, "COLORTERM": self.colorterm, "NO_COLOR": self.no_color, name: value}
        return {"LANG": "", **said, "LC_CTYPE": "C.UTF-8" if self.locale == "LANG=C" else ""}

    @property
    def codec(self) -> str:
        """The codec of what it takes."""
        return codec_of(charset_in(self.environment))

    @property
    def is_utf_8(self) -> bool:
        """Whether it takes every letter."""
        return self.codec == "utf-8"


AXES = (
    ("xterm-256color", "tmux-256color", "screen", "linux", "vt100"),
    ("", "truecolor"),
    ("", "1"),
    ("LANG=C.UTF-8", "LC_ALL=C", "LANG=de_DE.ISO-8859-1", "LANG=ru_RU.KOI8-R", "LANG=C"),
    ((80, 24), (40, 12), (20, 5), (300, 80)),
)
PRODUCT = tuple(Kind(*each) for each in product(*AXES))


HUGE = (
    Kind("xterm-256color", "truecolor", "", "LANG=C.UTF-8", (300, 80)),
    Kind("vt100", "", "", "LANG=ru_RU.KOI8-R", (300, 80)),
)
"""They take the emulator long: where only a covering set is tried, the first is the only one of that size."""
USUAL = tuple(each for each in PRODUCT if each.size != (300, 80))


def pairs(kind: Kind) -> set[tuple[object, ...]]:
    told = [(field.name, getattr(kind, field.name)) for field in fields(kind)]
    return {(*one, *other) for one, other in combinations(told, 2)}


def most_pairs(kind: Kind) -> set[tuple[object, ...]]:
    """Every two, but for the name the letters that it takes in place of the locale, which say what is written there."""
    met = {pair for pair in pairs(kind) if {*pair[::2]} != {"term", "locale"}}
    return met | {("term", kind.term, "is_utf_8", kind.is_utf_8)}


def covering(met_in: Callable[[Kind], set[tuple[object, ...]]]) -> list[Kind]:
    """A small set of terminals in which all meets that meets in any."""
    missing = set().union(*map(met_in, USUAL))
    chosen = []
    while missing:
        best = max(USUAL, key=lambda kind: len(met_in(kind) & missing))
        chosen.append(best)
        missing -= met_in(best)
    return chosen


def wanted() -> list[Kind]:
    cover = [*covering(most_pairs), HUGE[0]]
    others = [each for each in PRODUCT if each not in cover]
    random.Random(7).shuffle(others)
    of_pairs = {*covering(pairs), *HUGE}
    others.sort(key=lambda kind: kind not in of_pairs)
    return cover + others[: round(max(0.0, ROUNDS - 1) * len(cover))]


@pytest.fixture
def marked(article: MakeArticle, library: Library) -> Article:
    """An article with a mark of each kind, and some that overlap."""
    one = article(WORDS)
    for words, tag, role in (
        ("Coast Institute", "ORGANISATION", Role.MENTION),
        ("Ilse Maar", "PERSON", Role.MENTION),
        ("harbour could", "PLACE", Role.MENTION),
        ("“for another winter.”", "HIGHLIGHT", Role.MENTION),
        ("fishermen spoke of up to 40", "CLAIM", Role.CONTENT),
        ("up to 40", "HIGHLIGHT", Role.MENTION),
    ):
        claim = Claim() if tag == "CLAIM" else None
        entity = NewEntity(words, tag) if tag in ("ORGANISATION", "PERSON", "PLACE") else None
        library.annotate(one.id, Draft(tag, (PartDraft(role, span_of(WORDS, words)),), claim=claim, entity=entity))
    return one


class Seen:
    """A program on a terminal of some kind, whose bytes are read as that terminal would."""

    def __init__(self, terminal: PtyTerminal, kind: Kind) -> None:
        self.terminal = terminal
        self.kind = kind

    @property
    def width(self) -> int:
        return self.kind.size[0]

    def wait_for(self, *words: str) -> None:
        """Wait until one of these begins or stands somewhere; narrow terminals show the beginning of most words."""
        self.terminal.until(lambda: any(each in self.terminal.text for each in words))

    def has_bar(self) -> bool:
        """Whether a row's ground is another than that of all others, or reversed where there is none."""
        grounds = [self.terminal.ground_at(row, 3) for row in range(self.kind.size[1])]
        return any(grounds.count(each) == 1 for each in grounds)

    def signs_at(self, words: str) -> tuple[object, ...]:
        """What tells a mark without colours: attributes of its words, and the letters before its row."""
        row = next(row for row in self.terminal.rows if words in row)
        before = {80: 4, 120: 8}[self.kind.size[0]]
        return self.terminal.attributes_at(words), row[:before].strip()


def opened(library: Library, kind: Kind, *arguments: str) -> PtyTerminal:
    columns, rows = kind.size
    given = ["--library", str(library.path), *arguments]
    return PtyTerminal(given, columns=columns, rows=rows, environment=kind.environment)


def walk(seen: Seen, article: Article) -> None:
    """The list, the page with its marks, the form, the list of actions, the help and both desks."""
    terminal = seen.terminal
    type_, wait = terminal.type, seen.wait_for
    wait("annotty")
    wait("Ferry")
    wait("F1")
    terminal.until(seen.has_bar)
    type_("\r")
    wait("no outlet", "Ferry will")
    type_(":")
    wait("find")
    type_("head")
    wait("gh")
    type_(ESCAPE)
    terminal.until(lambda: "find" not in terminal.text)
    type_("c")
    wait("content")
    type_(ESCAPE)
    terminal.until(lambda: "content" not in terminal.text)
    type_("\x1bOP")
    wait("small letters")
    type_("q")
    terminal.until(lambda: "small letters" not in terminal.text)
    type_("q")
    wait("annotty")
    for key, words in (("e", "entities"), ("c", "claims")):
        type_(key)
        wait(words)
        terminal.until(seen.has_bar)
        type_("q")
        terminal.until(lambda: "library" in terminal.text)
    type_("q")
    assert terminal.end() == 0


def assert_understood(seen: Seen) -> None:
    """Every byte is a letter of its encoding or of a sequence that it knows, and stands on its screen."""
    kind, written = seen.kind, seen.terminal.received
    if not kind.is_utf_8:
        assert not any(0x80 <= byte < 0xA0 for byte in written)
    text = written.decode(kind.codec)
    if not kind.is_utf_8:
        assert LETTERS not in text
    if plain_signs(kind.environment):
        assert set("─│┃║┊▌▏●◐○▸") & set(text) == set()
    strict = OldTerminal(kind.term, *kind.size)
    strict.take(text)
    depth = depth_in(kind.environment)
    if depth == "none":
        assert not strict.colours
    if depth != "full":
        assert not any("8;2;" in each for each in strict.colours)
    if depth == "sixteen":
        assert not any("8;5;" in each for each in strict.colours)


@pytest.mark.parametrize("kind", wanted(), ids=str)
def test_it_can_be_used_on_every_terminal(kind: Kind, library: Library, marked: Article) -> None:
    with opened(library, kind) as terminal:
        seen = Seen(terminal, kind)
        walk(seen, marked)
        assert_understood(seen)


def test_every_two_properties_of_a_terminal_meet() -> None:
    for met_in, most in ((most_pairs, 18), (pairs, 30)):
        cover = covering(met_in)
        assert set().union(*map(met_in, cover)) == set().union(*map(met_in, USUAL))
        assert len(cover) <= most


# --- marks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "vt100"}, {"TERM": "linux"}], ids=str)
def test_marks_are_told_apart_without_colour(
    environment: Mapping[str, str], size: tuple[int, int], library: Library, marked: Article
) -> None:
    kind = Kind(environment.get("TERM", "xterm-256color"), "", environment.get("NO_COLOR", ""), "LANG=C.UTF-8", size)
    with opened(library, kind, "open", marked.id) as terminal:
        seen = Seen(terminal, kind)
        terminal.wait_for("Nobody at the harbour")
        terminal.type("G")
        terminal.wait_for("100%")
        told = {
            words: seen.signs_at(words)
            for words in ("Coast Institute", "Ilse Maar", "harbour could", "another", "fishermen", "up to 40", "waited")
            if words in terminal.text
        }
        assert len(told) == 6
        assert len(set(told.values())) == len(told), told
        terminal.type("q")
        terminal.wait_for("library")
        terminal.type("q")
        assert terminal.end() == 0


# --- sizes ------------------------------------------------------------------------------------------------------------


def test_a_storm_of_sizes_leaves_the_right_screen(library: Library, marked: Article) -> None:
    chance = random.Random(3)
    kind = Kind("xterm-256color", "", "", "LANG=C.UTF-8", (80, 24))
    with opened(library, kind, "open", marked.id) as terminal:
        terminal.wait_for("Nobody at the harbour")
        terminal.until(lambda: "help" in terminal.rows[-1])
        right = terminal.rows[2:21]
    with opened(library, kind, "open", marked.id) as terminal:
        terminal.wait_for("Nobody at the harbour")
        for keys in ("", "c", ESCAPE + ":", ESCAPE + "\x1bOP"):
            terminal.type(keys)
            for _ in range(round(60 * ROUNDS)):
                terminal.resize(
                    chance.choice((1, 2, 7, 19, 20, 40, 80, 131, 300)), chance.choice((1, 2, 4, 5, 8, 24, 80))
                )
                terminal.read(0)
            terminal.resize(90, 26)
            terminal.until(partial(has_rule, terminal, 90, 23))
        terminal.type("q")
        terminal.resize(80, 24)
        terminal.until(partial(has_rule, terminal, 80, 21))
        terminal.until(lambda: terminal.rows[2:21] == right)


def has_rule(terminal: PtyTerminal, columns: int, row: int) -> bool:
    return terminal.rows[row] == "─" * columns


@pytest.mark.parametrize("size", [(19, 24), (80, 4), (12, 3), (5, 2)], ids=str)
def test_where_there_is_no_room_it_says_what_it_needs(size: tuple[int, int], library: Library, marked: Article) -> None:
    kind = Kind("xterm-256color", "", "", "LANG=C.UTF-8", size)
    with opened(library, kind, "open", marked.id) as terminal:
        said = "annottyneeds20columnsand5rows" if size[0] * size[1] > 40 else "20x5"
        terminal.until(lambda: said in "".join(terminal.text.split()))
        terminal.resize(80, 24)
        terminal.wait_for("Nobody at the harbour")
        terminal.type("q")
        terminal.wait_for("library")
        terminal.type("q")
        assert terminal.end() == 0


# --- terminals on which nothing can be drawn, and in another ----------------------------------------------------------


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_without_a_cursor_is_told_what_is_needed_in_one_line(term: str, library: Library) -> None:
    kind = Kind(term, "truecolor", "", "LANG=C.UTF-8", (200, 24))
    with opened(library, kind) as terminal:
        assert terminal.end() == 2
        assert terminal.received.count(b"\n") == 1
        assert b"\x1b" not in terminal.received
        assert "needs a terminal that can place its cursor" in terminal.text


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[list[str]]:
    """The beginning of a command for a tmux of our own."""
    if shutil.which("tmux") is None:
        pytest.skip("there is no tmux here")
    command = ["tmux", "-S", str(tmp_path / "tmux"), "-f", "/dev/null"]
    yield command
    subprocess.run([*command, "kill-server"], check=False, capture_output=True)


@pytest.mark.parametrize("term", ["tmux-256color", "screen"])
def test_through_tmux_the_screen_is_the_same(term: str, tmux: list[str], library: Library, marked: Article) -> None:
    kind = Kind(term, "", "", "LANG=C.UTF-8", (80, 24))
    program = f"{sys.executable} -m reader --library {library.path} open {marked.id}"
    environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "ANNOTTY_STATE": "/dev/null"}
    begin = ["new-session", "-d", "-s", "a", "-x", "80", "-y", "24", f"TERM={term} {program}"]
    subprocess.run([*tmux, *begin], check=True, env=environment, cwd=Path(__file__).parents[2])

    def shown() -> list[str]:
        found = subprocess.run([*tmux, "capture-pane", "-p", "-t", "a"], check=False, capture_output=True, text=True)
        return [row.rstrip() for row in found.stdout.splitlines()]

    end = time.monotonic() + 30
    with opened(library, kind, "open", marked.id) as terminal:
        for keys in ("", "G", "c", "Escape"):
            if keys:
                subprocess.run([*tmux, "send-keys", "-t", "a", keys], check=True)
                terminal.type(ESCAPE if keys == "Escape" else keys)
            terminal.wait_for({"": "Nobody", "G": "100%", "c": "certainty", "Escape": "100%"}[keys])
            if keys == "Escape":
                terminal.until(lambda: "certainty" not in terminal.text)
            while (now := shown()) != terminal.text.split("\n") and time.monotonic() < end:
                terminal.read(0.02)
            assert now == terminal.text.split("\n")
    subprocess.run([*tmux, "send-keys", "-t", "a", "q"], check=True)


def test_the_emulator_itself_is_strict() -> None:
    for term, written in (
        ("vt100", "\x1b[2m"),
        ("vt100", "\x1b[5G"),
        ("vt100", "\x1b[?25l"),
        ("linux", "\x1b[?1049h"),
        ("linux", "\x1b[?2026$p"),
        ("xterm-256color", "\x1b[5;81H"),
        ("xterm-256color", "\x1b]0;title\x07"),
        ("xterm-256color", "\x1b[25H"),
        ("xterm-256color", "\x1b[1;79Habc"),
    ):
        with pytest.raises(AssertionError):
            OldTerminal(term, 80, 24).take(written)
    assert pyte.Screen(1, 1).columns == 1

"""Words that want power: in every field of every screen they are words, in the rows that are drawn and in the bytes sent."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from rich.cells import cell_len

from reader.commands import Place
from store.library import Library
from store.model import Article, Claim, Draft, LinkDraft, Metadata, NewEntity, PartDraft, Role
from store.text import Span, normal_form
from tests.conftest import MakeArticle
from tests.pty_terminal import ESCAPE, PtyTerminal
from tests.reader.hostile import EVERYTHING, MARKUP, PAYLOADS, powers_in, texts
from tests.reader.session import Session, Start

WIDE = "﷽" * 40 + "𒐫" * 40 + "ｗ" * 200 + "e" + "\u0301" * 300 + "x" * 3000
HOSTILE = "\n\n".join([f"Title {EVERYTHING}", *PAYLOADS, WIDE, "Plain end of it."])


@pytest.fixture
def hostile(article: MakeArticle, library: Library) -> Article:
    """An article with hostile words wherever words are, also where only another program could have put them."""
    text = normal_form(HOSTILE)
    one = article(
        HOSTILE,
        metadata=Metadata(f"T {EVERYTHING}", f"B {EVERYTHING}", f"O {EVERYTHING}", published=f"2024 {EVERYTHING}"),
        raw=f"raw {HOSTILE} \x00\x1b[31m".encode(),
    )
    whole = PartDraft(Role.MENTION, Span(0, 30))
    library.annotate(one.id, Draft("PERSON", (whole,), entity=NewEntity(f"E {EVERYTHING}"[:400], "PERSON")))
    library.annotate(one.id, Draft("HIGHLIGHT", (whole,), note=f"N {EVERYTHING}"))
    end = PartDraft(Role.CONTENT, Span(text.index("Plain"), len(text)))
    claim = Claim(gist=f"G {EVERYTHING}", unit=EVERYTHING, quantity=3, probability_words=EVERYTHING)
    chain = (LinkDraft(label=f"L {EVERYTHING}", medium=EVERYTHING),)
    library.annotate(one.id, Draft("CLAIM", (end,), note=EVERYTHING, claim=claim, chain=chain))
    with closing(sqlite3.connect(library.path)) as connection:
        connection.execute("UPDATE article SET title = ?1, byline = ?1, outlet = ?1", [f"T {EVERYTHING}"])
        connection.execute("UPDATE entity SET name = ?", [f"E {EVERYTHING}"])
        connection.execute("UPDATE annotation SET note = ?", [f"N {EVERYTHING}"])
        connection.execute("UPDATE attribution SET said = ?", [EVERYTHING])
        connection.execute("UPDATE tag SET label = label || ?", [f" L {EVERYTHING}"])
        connection.commit()
    return one


def assert_harmless(session: Session, where: str) -> None:
    """Nothing with power in any row, and every row as wide as the screen."""
    width = session.app.size.width
    for y, row in enumerate(session.rows):
        assert powers_in(row) == "", f"{where}, row {y}"
        assert sum(cell_len(segment.text) for segment in session.strips[y]) == width, f"{where}, row {y}"
    for strip in session.strips:
        for segment in strip:
            assert not segment.control, where
            assert segment.style is None or not (segment.style.meta.keys() & {"@click"} or segment.style.link), where


SCREENS: tuple[tuple[str, list[str]], ...] = (
    # what is looked at, and the keys that lead there from the one before
    ("the list", []),
    ("the page", ["enter"]),
    ("a mark in hand", ["]"]),
    ("the picker on a mark", ["enter"]),
    ("the picker, typed in", [" [/]x"]),
    ("the page again", ["escape"]),
    ("the note of a highlight", ["tab", "enter"]),
    ("a selection", ["escape", "V"]),
    ("the tag set", ["enter"]),
    ("the page's end", ["escape", "G"]),
    ("the claim form", ["enter"]),
    ("a link of it", ["tab"]),
    ("its words", ["tab"]),
    ("picking words", ["space", "v", "{"]),
    ("the form again", ["escape"]),
    ("its last field", ["up", "up"]),
    ("help", ["f1"]),
    ("the end of the help", ["G"]),
    ("the page after all", ["q", "escape"]),
    ("a saved mark in the foot", ["v", "4", "{", "H"]),
    ("a refusal", ["[", "["]),
    ("an undo", ["u"]),
    ("a relation begun", ["G", "="]),
    ("the raw source", ["r"]),
    ("its end", ["G"]),
    ("the list again", ["q", "q"]),
    ("the desk of claims", ["c"]),
    ("a relation dropped on the desk", ["="]),
    ("a dispute", ["d"]),
    ("suggested pairs", ["p"]),
    ("the desk of claims again", ["q", "q"]),
)


@pytest.mark.parametrize("size", [(80, 24), (150, 40), (30, 10)])
async def test_no_screen_shows_anything_with_power(size: tuple[int, int], start: Start, hostile: Article) -> None:
    async with start(size=size) as session:
        for where, keys in SCREENS:
            await session.press(*keys)
            assert session.app.is_running
            assert_harmless(session, where)


async def test_brackets_are_shown_as_they_stand_and_do_nothing_when_clicked(start: Start, article: MakeArticle) -> None:
    one = article(f"A title\n\n{MARKUP}", metadata=Metadata(MARKUP, MARKUP, MARKUP))
    async with start() as session:
        assert "[/] [@click=app.quit]" in session.text
        await session.press("enter")
        assert MARKUP in session.text
        row = next(y for y, each in enumerate(session.rows) if MARKUP in each)
        for column in range(5, 40, 5):
            await session.pilot.click(offset=(column, row))
        assert session.app.is_running
        assert not session.app._exit
        await session.press("P")
        assert session.page.place is Place.PICKER
        assert session.page.article.id == one.id


async def test_a_hostile_word_is_marked_at_its_own_offsets(start: Start, article: MakeArticle) -> None:
    text = "Title\n\nbefore \u202ehidden\u200bword\u202c 👨\u200d👩\u200d👧 behind"
    async with start(article(text).id) as session:
        await session.go_to("behind")
        await session.press("v", "e", "H")
        await session.go_to("👨\u200d")
        await session.press("v", "H")
        quotes = [mark.quote for mark in session.app.sitting.library.annotations(session.page.article.id)]
        assert quotes == ["behind", "👨\u200d👩\u200d👧"]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=texts(20))
async def test_whatever_the_words_are_the_page_shows_none_with_power(
    words: str, start: Start, article: MakeArticle
) -> None:
    one = article(f"Title\n\n{words}\n\nend", metadata=Metadata(words, words, words, words, words))
    start.library.annotate(one.id, Draft("PERSON", (PartDraft(Role.MENTION, Span(0, 5)),), note=words))
    async with start(one.id, size=(50, 12)) as session:
        assert_harmless(session, "the page")
        await session.press("G", "P")
        assert_harmless(session, "the picker")
        await session.press("escape", "escape")
        assert_harmless(session, "the list")


# --- the bytes that are sent ----------------------------------------------------------------------------------------------

# What an application may write: CSI sequences that move, colour and switch modes. Of
# OSC, DCS, APC, PM and SOS only the one that shapes the mouse's pointer.
_STRINGS = re.compile(rb"\x1b[\]PX^_][^\x1b\x07]*")
_POINTER = re.compile(rb"\x1b\]22;[a-z-]*(\x07|\x1b\\)")
_TWO_BYTE_C1 = re.compile(rb"\xc2[\x80-\x9f]")


def test_no_byte_of_an_article_reaches_the_terminal_as_a_control(hostile: Article, library: Library) -> None:
    with PtyTerminal(["--library", str(library.path)], columns=100, rows=30) as terminal:
        terminal.wait_for("annotty · library")
        for keys, words in (
            ("\r", "c claim"),
            ("\r", "other tag"),
            (ESCAPE, "c claim"),
            ("c", "next field"),
            (ESCAPE, "c claim"),
            ("r", "clean text"),
            ("G?", "every key"),
            ("Gq", "clean text"),
            ("q", "c claim"),
            ("V\r", "press a key of the list"),
        ):
            terminal.type(keys)
            terminal.wait_for(words)
        sent = _POINTER.sub(b"", terminal.received)
    assert _STRINGS.findall(sent) == []
    assert _TWO_BYTE_C1.findall(sent) == []
    for sign in {character for payload in PAYLOADS for character in payload if powers_in(character)} - {"\x1b", "\r"}:
        assert sign.encode() not in sent, repr(sign)
    controls = set(re.findall(rb"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]", sent))
    assert controls == set()


def test_a_file_name_with_power_is_told_without_it(tmp_path: Path) -> None:
    folder = tmp_path / "\x1b]52;c;eA==\x07 \u202e"
    folder.mkdir()
    path = folder / "library.txt"
    path.write_text("no library " * 100)
    with PtyTerminal(["--library", str(path)]) as terminal:
        assert terminal.end() == 3
        assert b"\x1b]52" not in terminal.received
        assert "\u202e".encode() not in terminal.received


def test_the_payloads_have_power() -> None:
    assert all(powers_in(payload) for payload in PAYLOADS if payload is not MARKUP)

"""Going by lists as a person does: by keys, in the app, on a real library file."""

from __future__ import annotations

import stat
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.article.lists.following import has_browser, open_in_browser
from reader.article.lists.listing import Listing
from reader.library.screen import LibraryScreen
from store.document import Block, BlockKind, Style, StyleKind
from store.library import Library
from store.model import Article, Draft, Metadata, PartDraft, Role
from store.text import Span
from tests.conftest import TEXT, MakeArticle, span_of
from tests.reader.session import Session, Start

HEADINGS = ("The harbour", "Who pays", "What the islanders say")
LONG = "Ferry report\n\n" + "\n\n".join(
    f"{heading}\n\n" + "\n\n".join(f"Paragraph {n} of part {part} tells of boat {n}." for n in range(12))
    for part, heading in enumerate(HEADINGS)
)
URL = "https://post.example/harbour/ferry"


@pytest.fixture(autouse=True)
def at_the_far_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """No browser is near, whatever machine the tests run on."""
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")


@pytest.fixture
def report(article: MakeArticle) -> Article:
    """An article of three parts, each longer than a screen."""
    kinds = {"Ferry report": (BlockKind.TITLE, 0), **dict.fromkeys(HEADINGS, (BlockKind.HEADING, 2))}
    blocks, at = [], 0
    for line in LONG.split("\n"):
        if line:
            kind, level = kinds.get(line, (BlockKind.PARAGRAPH, 0))
            blocks.append(Block(kind, Span(at, at + len(line)), level))
        at += len(line) + 1
    return article(LONG, blocks=blocks)


@pytest.fixture
def linked(article: MakeArticle) -> Article:
    """An article with four links, on a page whose address is known."""
    links = [
        ("Coast Institute", "https://coast.example/report?id=1&utm_source=post"),
        ("a new ferry", "/harbour/ferry#top"),
        ("Ilse Maar", "https://bank.example@evil.test/"),
        ("The ministry", "javascript:alert(1)"),
    ]
    styles = [Style(StyleKind.LINK, span_of(TEXT, words), href) for words, href in links]
    return article(styles=styles, metadata=Metadata("Linked", url="https://post.example/harbour/linked"))


def highlight(library: Library, article: Article, words: str, tag: str = "HIGHLIGHT", note: str = "") -> str:
    draft = Draft(tag, (PartDraft(Role.MENTION, span_of(article.text, words)),), note=note)
    return library.annotate(article.id, draft).id


def listing(session: Session) -> Listing:
    asked = session.page.asking.asked
    assert isinstance(asked, Listing)
    return asked


def standing(session: Session) -> tuple[int, int, bool]:
    """Where the cursor is, the row at the top, and whether the cursor is seen."""
    return session.page.cursor, session.view.top_row, session.view.shows_cursor


def title_of(session: Session) -> str:
    return session.page.article.metadata.title


# --- headings ---------------------------------------------------------------------------------------------------------


async def test_the_outline_goes_to_a_heading_and_ctrl_o_comes_back(start: Start, report: Article) -> None:
    async with start(report.id) as session:
        await session.go_to("Paragraph 3 of part 0")
        before = session.page.cursor
        await session.press("g", "h")
        assert session.sheet[0].startswith("── headings · 2 of 4 ")
        assert [row.rstrip() for row in session.sheet[2:6]] == [
            "   Ferry report",
            "     The harbour",
            "     Who pays",
            "     What the islanders say",
        ]
        await session.press("down", "enter")
        assert session.page.cursor == LONG.index("Who pays")
        await session.press("ctrl+o")
        assert session.page.cursor == before


@pytest.mark.parametrize("keys", [["down", "down"], [" islanders"], [" zzz"], []])
async def test_the_page_goes_along_with_the_bar_and_escape_leaves_all_as_it_was(
    start: Start, report: Article, keys: Sequence[str]
) -> None:
    async with start(report.id) as session:
        await session.go_to("Paragraph 2 of part 0")
        before = standing(session)
        await session.press("g", "h", *keys)
        if (entry := listing(session).entry) is not None:
            rows = range(2, 2 + session.view.size.height - len(session.sheet))
            assert any(entry.words in session.rows[row] for row in rows)
        await session.press("escape")
        assert standing(session) == before
        assert session.page.asking.asked is None


async def test_a_page_that_is_only_scrolled_stays_so(start: Start, report: Article) -> None:
    async with start(report.id) as session:
        await session.press("p", "space")
        before = standing(session)
        await session.press("g", "h", "down", "escape")
        assert standing(session) == before
        await session.press("g", "h", " who", "enter")
        assert not session.view.shows_cursor
        assert "Who pays" in session.text


async def test_words_that_no_heading_has_go_nowhere(start: Start, report: Article) -> None:
    async with start(report.id) as session:
        await session.press("g", "h", " zzz", "enter")
        assert session.said == "there are no headings with these words · ctrl+u shows all"
        await session.press("ctrl+u", "enter")
        assert session.page.asking.asked is None


async def test_a_page_without_them_says_so(start: Start, article: MakeArticle) -> None:
    home = article("Words alone.", blocks=[Block(BlockKind.PARAGRAPH, Span(0, 12))])
    async with start(home.id) as session:
        for keys, said in [
            ("h", "this article has no headings"),
            ("m", "this article has no marks yet"),
            ("l", "this article has no links"),
            ("x", "there is no link under the cursor · gl lists them"),
        ]:
            await session.press("g", keys)
            assert session.said == said


# --- marks ------------------------------------------------------------------------------------------------------------


async def test_the_marks_are_listed_in_order_and_enter_puts_one_in_hand(start: Start, article: MakeArticle) -> None:
    home = article()
    library = start.library
    later = highlight(library, home, "12 lost boats", note="counted twice?")
    highlight(library, home, "first counted 12 lost boats")
    highlight(library, home, "islanders")
    async with start(home.id) as session:
        await session.go_to("had promised")
        await session.press("g", "m")
        assert listing(session).title == "marks · 2 of 3"
        assert [each.words for each in listing(session).entries.at(range(3))] == [
            "islanders",
            "first counted 12 lost boats",
            "12 lost boats",
        ]
        await session.press(" TWICE")
        assert listing(session).title == "marks · 1 of 1 found of 3"
        await session.press("enter")
        assert session.page.mark_in_hand is not None
        assert session.page.mark_in_hand.id == later
        await session.press("g", "m")
        assert listing(session).title == "marks · 3 of 3"
        await session.press("ctrl+u", " highlight")
        assert listing(session).title == "marks · 3 of 3 found of 3"


async def test_of_marks_on_the_same_words_the_one_that_was_chosen_is_in_hand(
    start: Start, article: MakeArticle
) -> None:
    home = article()
    wide = highlight(start.library, home, "Ilse Maar")
    narrow = highlight(start.library, home, "Ilse")
    async with start(home.id) as session:
        for keys, mark in ([], wide), (["down"], narrow), (["up"], wide):
            await session.press("g", "m", *keys, "enter")
            assert session.page.mark_in_hand is not None
            assert session.page.mark_in_hand.id == mark


# --- links ------------------------------------------------------------------------------------------------------------


async def test_a_link_far_away_is_sent_to_the_clipboard_and_told(start: Start, linked: Article) -> None:
    async with start(linked.id) as session:
        await session.press("g", "l")
        assert session.sheet[0].startswith("── links · 1 of 4 ")
        assert session.sheet[-1] == "  → https://coast.example/report?id=1&utm_source=post"
        await session.press("enter")
        assert session.said == "sent to the terminal's clipboard · https://coast.example/report?id=1&utm_source=post"
        assert session.app.clipboard == "https://coast.example/report?id=1&utm_source=post"
        assert session.page.asking.asked is None


async def test_a_link_to_an_article_of_the_library_opens_it(
    start: Start, linked: Article, article: MakeArticle
) -> None:
    article(metadata=Metadata("The ferry itself", url=URL))
    async with start(linked.id) as session:
        await session.go_to("new ferry")
        await session.press("g", "x")
        assert title_of(session) == "The ferry itself"
        assert session.said == f"from the library · {URL}#top"
        assert len(session.app.screen_stack) == 2
        assert session.app.clipboard == ""
        await session.press("j", "ctrl+o")
        assert session.page.article.id == linked.id
        assert session.said == "back where the link was"
        assert session.page.article.text.startswith("new ferry", session.page.cursor)
        await session.press("ctrl+o")
        assert session.said == "no older place"


async def test_a_link_that_is_not_what_it_seems_is_shown_before_it_is_followed(start: Start, linked: Article) -> None:
    async with start(linked.id, size=(120, 24)) as session:
        await session.go_to("Ilse")
        await session.press("g", "x")
        assert listing(session).title == "links · 3 of 4"
        assert "leads to evil.test, not to bank.example" in session.text
        assert session.app.clipboard == ""
        await session.press("enter")
        assert session.app.clipboard == "https://bank.example@evil.test/"


async def test_what_is_no_page_is_not_followed(start: Start, linked: Article) -> None:
    async with start(linked.id, size=(140, 24)) as session:
        await session.go_to("The ministry")
        await session.press("g", "x")
        assert session.said == "only http and https are followed, not javascript · javascript:alert(1)"
        await session.press("g", "l", "enter")
        assert session.said.startswith("only http")
        assert listing(session).title == "links · 4 of 4"
        assert session.app.clipboard == ""


async def test_a_link_to_the_page_itself_leads_nowhere(start: Start, article: MakeArticle) -> None:
    home = article(
        styles=[Style(StyleKind.LINK, span_of(TEXT, "Ilse Maar"), URL + "#maar")], metadata=Metadata("F", url=URL)
    )
    async with start(home.id) as session:
        await session.go_to("Ilse")
        await session.press("g", "x")
        assert session.said == "the link leads to this article itself"


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A browser that writes down the address it is given, on this machine; gives the file."""
    program, seen = tmp_path / "browser", tmp_path / "seen"
    program.write_text(f"#!{sys.executable}\nimport sys\nopen({str(seen)!r}, 'w').write(repr(sys.argv[1:]))\n")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.delenv("SSH_CONNECTION")
    monkeypatch.setenv("BROWSER", f"{program} %s")
    return seen


async def test_a_link_is_handed_to_the_browser_at_hand(start: Start, linked: Article, browser: Path) -> None:
    async with start(linked.id) as session:
        await session.go_to("Coast")
        await session.press("g", "x")
        await session.until(lambda: session.said.startswith("handed to the browser · https://coast.example/"))
        assert session.app.clipboard == ""
    assert browser.read_text() == "['https://coast.example/report?id=1&utm_source=post']"


async def test_where_no_browser_answers_the_clipboard_is_left(
    start: Start, linked: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSH_CONNECTION")
    monkeypatch.setenv("BROWSER", "/nowhere/browser %s")
    monkeypatch.setenv("PATH", "/nowhere")
    async with start(linked.id) as session:
        await session.go_to("Coast")
        await session.press("g", "x")
        await session.until(lambda: session.said.startswith("sent to the terminal's clipboard · https://coast"))
        assert session.app.clipboard == "https://coast.example/report?id=1&utm_source=post"


def test_a_browser_is_asked_only_where_the_person_sits() -> None:
    assert has_browser({"DISPLAY": ":0"}, "linux")
    assert has_browser({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert has_browser({"BROWSER": "firefox"}, "linux")
    assert has_browser({}, "darwin")
    assert not has_browser({}, "linux")
    assert not has_browser({"DISPLAY": ":10", "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, "linux")
    assert not has_browser({"SSH_TTY": "/dev/pts/1"}, "darwin")


def test_an_address_with_signs_of_a_shell_reaches_the_browser_whole(browser: Path) -> None:
    assert open_in_browser("https://a.test/?a=1&b=2;c=(3)*%27")
    assert browser.read_text() == "['https://a.test/?a=1&b=2;c=(3)*%27']"


# --- from article to article ------------------------------------------------------------------------------------------


@pytest.fixture
def three(article: MakeArticle) -> list[Article]:
    """Three articles in the order in which the list shows them."""
    dates = ("2024-07-23", "2024-07-22", "2024-07-21")
    texts = (TEXT, *(f"A short report on boat {number}." for number in (1, 2)))
    return [
        article(text, metadata=Metadata(f"Report {n}", published=date))
        for n, (text, date) in enumerate(zip(texts, dates, strict=True))
    ]


async def test_the_next_article_is_that_of_the_list_and_the_bar_comes_along(start: Start, three: list[Article]) -> None:
    async with start() as session:
        await session.press("enter", "ctrl+n")
        assert (title_of(session), session.said) == ("Report 1", "2 of 3")
        await session.press("ctrl+n")
        assert (title_of(session), session.said) == ("Report 2", "3 of 3")
        await session.press("ctrl+n")
        assert (title_of(session), session.said) == ("Report 2", "no more articles that way")
        await session.press("ctrl+p")
        assert (title_of(session), session.said) == ("Report 1", "2 of 3")
        await session.press("q")
        assert isinstance(session.screen, LibraryScreen)
        assert session.screen.list.chosen == 1
        await session.press("j", "f1", "escape")
        assert session.screen.list.chosen == 2


async def test_an_article_that_was_opened_by_name_has_neighbours_too(start: Start, three: list[Article]) -> None:
    async with start(three[1].id) as session:
        await session.press("ctrl+p")
        assert (title_of(session), session.said) == ("Report 0", "1 of 3")
        await session.press("2", "ctrl+n")
        assert title_of(session) == "Report 2"
        await session.press("q")
        assert isinstance(session.screen, LibraryScreen)
        assert session.screen.list.chosen == 2


async def test_the_place_in_the_article_left_is_kept(start: Start, three: list[Article]) -> None:
    async with start(three[0].id) as session:
        await session.go_to("Nobody at the harbour")
        await session.press("ctrl+n", "ctrl+p")
        assert session.page.cursor == TEXT.index("Nobody at the harbour")
    assert start.library.article(three[0].id).position == TEXT.index("Nobody at the harbour")


async def test_a_page_of_rows_at_a_time(start: Start, report: Article) -> None:
    async with start(report.id) as session:
        await session.press("g", "h")
        page = len(session.sheet) - 3
        count = len(listing(session).found)
        assert listing(session).at == 0
        await session.press("pagedown")
        assert listing(session).at == min(page, count - 1)
        await session.press("pagedown", "pagedown", "pagedown", "pagedown")
        assert listing(session).at == count - 1
        await session.press("pageup")
        assert listing(session).at == max(0, count - 1 - page)


async def test_where_nothing_is_found_the_page_is_where_it_was(start: Start, report: Article) -> None:
    async with start(report.id) as session:
        top = session.view.top_row
        await session.press("g", "h", "down", "down", "down", "down")
        assert session.view.top_row != top
        await session.press(" zzz")
        assert session.view.top_row == top
        await session.press("ctrl+u")
        assert session.view.top_row != top

"""Overruling the cleaning in the source view, and the page that follows. Real keys on a real library file."""

from __future__ import annotations

import pytest

from store.cleaning import PageLines
from store.database import pages
from store.library import Library
from store.model import RawItem
from tests.conftest import MakeArticle, OpenLibrary
from tests.reader.article.source.pages import ALSO, FOOT, LINES, MAAR, TITLE, URL, boats, marked, page
from tests.reader.session import Session, Start


def bar(session: Session) -> str:
    """The row that the bar is on."""
    return next(row for row in session.rows if row.startswith("▸")).rstrip()


async def to_line(session: Session, words: str) -> None:
    """Put the bar on the line that begins with some words."""
    await session.press("g", "g")
    for _ in range(40):
        if words[:30] in bar(session):
            return
        await session.press("j")
    raise AssertionError(words)


async def test_the_lines_of_a_page_are_shown_with_why_each_was_kept_or_left_out(start: Start, library: Library) -> None:
    one = boats(library)
    async with start(one.id) as session:
        await session.press("r", "g", "g")
        assert "text/html · utf-8 · boats.html" in session.rows[0]
        assert "left out" in session.rows[0]
        assert bar(session) == "▸ · Home"
        assert "left out · trafilatura: " in session.text
        await session.press("]")
        assert bar(session) == f"▸   {TITLE}"
        assert "in the text · title" in session.text
        await session.press("]")
        assert bar(session) == f"▸ · {FOOT}"
        await session.press("]")
        assert session.said == "that way nothing more changes between kept and left out"
        await session.press("N")
        assert bar(session) == f"▸   {TITLE}"
        await session.press("2", "j")
        assert ALSO[:40] in bar(session)


async def test_one_key_leaves_a_line_out_and_the_marks_find_their_places(start: Start, library: Library) -> None:
    one = boats(library)
    lost, kept = marked(library, one, "tides of May"), marked(library, one, "Ilse Maar")
    async with start(one.id) as session:
        await session.go_to("keeps the light")
        await session.press("r")
        assert MAAR[:30] in bar(session)
        await to_line(session, ALSO)
        await session.press("x")
        assert session.said == "left out · 1 mark kept its place · 1 waits: gw · for all of gazette.example"
        assert ALSO not in library.article(one.id).text
        assert ALSO[:40] in bar(session)
        assert bar(session).startswith("▸ -")
        assert [each.outlet for each in library.corrections(one.id)] == ["gazette.example"]
        await session.press("g", "g", "]", "]")
        assert "reader left it out · for all of gazette.example" in session.text
        await session.press("r")
        assert session.page.article.text == library.article(one.id).text
        assert session.view.document is session.page.article.document
        assert session.page.article.text[session.page.cursor :].startswith("keeps the light")
        assert ALSO[:40] not in session.text
        assert "1 mark in this article · 1 mark waits for its words: gw" in session.text
        await session.press("[")
        assert session.page.mark_in_hand is not None
        assert session.page.mark_in_hand.id == kept.id
        await session.press("u")
        assert session.said.startswith("undone · left out")
        assert session.page.article.text == one.text
        assert ALSO[:40] in session.text
        assert len(session.page.marks) == 2
        assert session.page.marks.waiting == 0
        await session.press("ctrl+r")
        assert session.page.article.text != one.text
        assert library.annotation(lost.id).text_id == one.text_id


async def test_reading_goes_on_at_the_same_words_of_the_new_text(start: Start, library: Library) -> None:
    one = boats(library)
    async with start(one.id) as session:
        await session.go_to("keeps the light")
        await session.press("r")
        await to_line(session, ALSO)
        await session.press("x", "r", "q")
    here = library.article(one.id)
    assert ALSO not in here.text
    assert here.text[here.position :].startswith("keeps the light")
    async with start(one.id) as session:
        await session.go_to("went home")
        await session.press("u", "q")
    here = library.article(one.id)
    assert here.text == one.text
    assert here.text[here.position :].startswith("went home")


async def test_undo_in_the_source_view_takes_it_back_and_the_bar_stays(start: Start, library: Library) -> None:
    one = boats(library)
    async with start(one.id) as session:
        await session.press("r")
        await to_line(session, MAAR)
        row = next(n for n, each in enumerate(session.rows) if each.startswith("▸"))
        await session.press("x")
        assert session.rows[row].startswith("▸ -")
        await session.press("u")
        assert session.said.startswith("undone · left out")
        assert session.rows[row].startswith("▸   Nobody has seen them")
        assert library.article(one.id).text_id == one.text_id
        assert library.corrections(one.id) == ()
        await session.press("q")
        assert session.page.article.text == one.text


async def test_a_line_is_taken_in_for_this_article_alone_and_left_to_the_cleaner_again(
    start: Start, library: Library
) -> None:
    one = boats(library)
    async with start(one.id) as session:
        await session.press("r")
        await to_line(session, FOOT)
        await session.press("X")
        assert session.said == "taken in · only here"
        assert FOOT in library.article(one.id).text
        assert bar(session) == f"▸ + {FOOT}"
        assert [each.outlet for each in library.corrections(one.id)] == [None]
        await session.press("d")
        assert session.said == "the cleaner decides"
        assert library.article(one.id).text == one.text
        await session.press("d")
        assert "the cleaner decides" in session.said
    other = library.add(
        RawItem(page(*LINES[:1], *LINES[2:]), "more.html", "text/html", url="https://gazette.example/2")
    )
    assert FOOT not in library.article(other.article).text


async def test_what_is_filled_in_stays_while_the_text_becomes_another_elsewhere(
    start: Start, library: Library, open_library: OpenLibrary
) -> None:
    one = boats(library)
    async with start(one.id) as session:
        await session.go_to("Ilse Maar")
        await session.press("c", *["tab"] * 9, " seen")
        open_library(annotator="somebody").correct_line(one.id, ALSO, False)
        before = session.sheet
        await session.press("enter")
        assert "another text" in session.said or "changed" in session.said
        assert session.sheet == before
        await session.press("escape", "escape")
        assert session.sheet == []
        assert session.page.article.text == library.article(one.id).text != one.text
        assert ALSO[:40] not in session.text
        assert library.annotations(one.id) == ()


async def test_what_the_store_refuses_changes_nothing(start: Start, library: Library) -> None:
    one = boats(library)
    async with start(one.id) as session:
        await session.press("r")
        await to_line(session, TITLE)
        await session.press("x")
        assert "cannot be left out" in session.said
        assert library.article(one.id).text_id == one.text_id


async def test_the_raw_html_is_one_key_away_and_is_only_looked_at(start: Start, library: Library) -> None:
    one = boats(library)
    async with start(one.id) as session:
        await session.press("r")
        await to_line(session, MAAR)
        await session.press("tab")
        assert "<p>Nobody has seen them" in bar(session)
        await session.press("x")
        assert session.said == "raw HTML is only looked at · tab shows the lines of the page"
        await session.press("tab")
        assert bar(session).startswith("▸   Nobody has seen them")


async def test_a_plain_source_without_verdicts_is_gone_through_by_lines(start: Start, article: MakeArticle) -> None:
    one = article("A title\n\n" + "\n".join(f"Line {n} tells of boat {n}." for n in range(60)))
    async with start(one.id) as session:
        await session.press("r", "g", "g")
        assert bar(session) == "▸ · saved page 1"
        await session.press("3", "j")
        assert bar(session) == "▸   Line 1 tells of boat 1."
        await session.press("space", "space")
        assert int(bar(session).split()[2]) > 12
        await session.press("G")
        assert bar(session) == "▸   Line 59 tells of boat 59."
        await session.press("pageup")
        assert int(bar(session).split()[2]) < 59
        await session.press("tab")
        assert session.said == "this source is plain text; there is nothing behind it"


async def test_a_line_longer_than_the_window_is_gone_through_by_rows(start: Start, article: MakeArticle) -> None:
    one = article("Long\n\n" + " ".join(f"boat{n}" for n in range(700)) + "\n\nThe end.")
    async with start(one.id) as session:
        await session.press("r", "g", "g", "j", "j")
        seen = []
        while "The end." not in bar(session):
            seen.append(session.rows[2])
            await session.press("5", "j")
            assert len(seen) < 400
        assert len(set(seen)) == len(seen) > 30


async def test_keys_follow_the_window_when_it_gets_another_size(start: Start, library: Library) -> None:
    one = boats(library)
    async with start(one.id) as session:
        await session.press("r")
        await to_line(session, MAAR)
        for size in ((50, 12), (140, 40), (80, 24)):
            await session.pilot.resize_terminal(*size)
            await session.settled()
            assert MAAR[:30] in bar(session)


# --- what is known of the article -------------------------------------------------------------------------------------


async def test_title_and_dates_are_corrected_in_a_form_with_where_each_came_from(
    start: Start, library: Library
) -> None:
    one = boats(library)
    async with start(one.id) as session:
        await session.press("r", "e")
        assert any(TITLE in row for row in session.rows)
        assert any("language" in row and "its words" in row for row in session.rows)
        await session.press("tab", "tab", "tab", " 2024-13-40", "tab", "enter")
        assert "is no date" in session.said
        assert library.article(one.id).metadata.published is None
        await session.press("ctrl+u", " 2024-07-20", "escape")
        assert session.said.startswith("not saved")
        await session.press("enter")
        assert session.said.startswith("saved · published")
        here = library.article(one.id)
        assert (here.metadata.published, here.found["published"]) == ("2024-07-20", "reader")
        await session.press("e")
        assert any("2024-07-20" in row and "corrected by a reader" in row for row in session.rows)
        await session.press("escape", "r")
        assert "20 July 2024" in session.rows[0]
        await session.press("u")
        assert library.article(one.id).metadata.published is None
        assert "20 July 2024" not in session.rows[0]


async def test_all_that_was_filled_in_is_one_step(start: Start, library: Library) -> None:
    one = boats(library)
    async with start(one.id) as session:
        await session.press("r", "e", "  again", "tab", " Ilse Maar", "enter")
        assert session.said.startswith("saved · title, byline")
        assert library.article(one.id).metadata.title == f"{TITLE} again"
        await session.press("u")
        assert library.article(one.id).metadata == one.metadata


async def test_what_was_said_of_a_line_is_brought_to_the_outlets_other_articles(start: Start, library: Library) -> None:
    one = boats(library)
    raw = page(*LINES, "The boats came back on Saturday, and all who were in them were well, said the harbour master.")
    other = library.add(RawItem(raw, "back.html", "text/html", url=f"{URL}/back")).article
    for each in (one.id, other):
        pages.remember(library._connection, each, "gazette.example", PageLines.of(LINES))
    async with start(one.id) as session:
        await session.press("r")
        await to_line(session, ALSO)
        await session.press("o")
        assert session.said.startswith("nobody has said anything of this line")
        await session.press("x")
        assert session.said.startswith("left out · 1 other article would change: o")
        assert ALSO in library.article(other).text
        await session.press("o")
        assert session.said == "1 other article changed · u takes it back"
        assert ALSO not in library.article(other).text
        await session.press("o")
        assert session.said == "the outlet's other articles are so already"
        await session.press("d")
        assert session.said == "the cleaner decides · the others: annotty reclean --outlet gazette.example"
        await session.press("u", "u")
        assert ALSO in library.article(other).text


async def test_short_lines_stand_close_where_the_source_has_them_so(start: Start, library: Library) -> None:
    menu = "Home\nNews\n\nSport\n"
    story = "\n".join(f"{line} {line}" for line in LINES)
    one = library.add(RawItem(f"{menu}{TITLE}\n{story}".encode(), "boats.txt", "text/plain"))
    async with start(one.article) as session:
        await session.press("r", "g", "g")
        rows = [row[4:].strip() for row in session.rows[2:8]]
        assert rows[:5] == ["Home", "News", "", "Sport", TITLE]
        assert rows[5] == ""


async def test_the_form_opens_over_the_page_too_and_an_empty_title_is_refused(start: Start, library: Library) -> None:
    one = boats(library)
    async with start(one.id) as session:
        await session.press("g", "i", "ctrl+u", "enter")
        assert session.said == "an article needs a title; nothing was changed"
        await session.press(" Boats", "enter")
        assert session.said.startswith("saved · title")
        assert library.article(one.id).metadata.title == "Boats"
        assert library.article(one.id).text == one.text
        await session.press("g", "i", "enter")
        assert session.said == "nothing was changed"


async def test_what_somebody_else_decides_about_a_line_is_seen_and_the_bar_stays(
    start: Start, library: Library, open_library: OpenLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.article.source_screen.EVERY", 0.01)
    one = boats(library)
    async with start(one.id) as session:
        await session.press("r")
        await to_line(session, MAAR)
        assert not any(row.startswith("  -") for row in session.rows)
        open_library(annotator="Bo").correct_line(one.id, ALSO, keep=False)
        await session.until(lambda: any(row.startswith("  -") and ALSO[:30] in row for row in session.rows))
        assert MAAR[:30] in bar(session)
        assert session.said == "somebody changed what is taken from this source"

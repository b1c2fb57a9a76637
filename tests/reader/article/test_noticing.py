"""What others write while a page is open: it is seen soon, and nothing that is being read moves."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.article import noticing
from reader.article.noticing import News, told
from reader.claims.form import ClaimForm
from store.library import Library
from store.model import Annotation, Article, Draft, PartDraft, Role, State
from store.text import Span
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of
from tests.reader.session import Session, Start

LONG = TEXT + "\n\n" + "\n\n".join(f"Paragraph {n} tells of boat {n} and of nothing else." for n in range(60))


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for half a second here."""
    monkeypatch.setattr(noticing, "EVERY", 0.01)


@pytest.fixture
def bo(library: Library, open_library: OpenLibrary) -> Library:
    """Another program on the same library, in another hand."""
    assert library.annotator != "Bo"
    return open_library(annotator="Bo")


def mark(library: Library, on: Article, words: str | Span, tag: str = "HIGHLIGHT") -> Annotation:
    span = span_of(on.text, words) if isinstance(words, str) else words
    role = Role.CONTENT if tag == "CLAIM" else Role.MENTION
    return library.annotate(on.id, Draft(tag, (PartDraft(role, span),)), text_id=on.text_id)


def hand(session: Session) -> tuple[object, ...]:
    """All that a person would see move."""
    page, view = session.page, session.view
    in_hand = page.mark_in_hand
    rows = [row.text for row in (view.render_line(y) for y in range(view.size.height))]
    asked = page.asking.asked
    return page.cursor, page.selected, view.top_row, in_hand and in_hand.id, page.place, asked, len(rows)


async def test_marks_of_others_come_in_and_nothing_moves(start: Start, article: MakeArticle, bo: Library) -> None:
    one = article(LONG)
    mine = mark(start.library, one, "Coast Institute")
    async with start(one.id) as session:
        await session.go_to("Coast Institute")
        before, text = hand(session), session.text_rows
        mark(bo, one, "Ilse Maar", "PERSON")
        mark(bo, one, "Coast")  # inside the mark in hand, and so nearer to the cursor
        await session.until(lambda: len(session.page.marks) == 3 and bool(session.said))
        assert session.said == "2 marks by Bo came in"
        assert (hand(session), session.text_rows) == (before, text)
        assert session.page.mark_in_hand == mine
        mark(bo, one, "3 May")
        await session.until(lambda: session.said == "3 marks by Bo came in")
        await session.press("l")
        assert session.said == "", "it is told once"
        mark(bo, one, "19")
        await session.until(lambda: session.said == "1 mark by Bo came in")


async def test_a_page_that_was_scrolled_and_a_selection_stay(start: Start, article: MakeArticle, bo: Library) -> None:
    one = article(LONG)
    async with start(one.id) as session:
        await session.press("3", "0", "}", "v", "e", "e")
        before = hand(session)
        assert session.page.selected is not None
        assert session.view.top_row > 0
        mark(bo, one, "Coast Institute")
        mark(bo, one, Span(session.page.selected.end + 4, session.page.selected.end + 9))
        await session.until(lambda: len(session.page.marks) == 2)
        assert hand(session) == before


async def test_what_is_filled_in_stays_and_is_told_of_behind_it(
    start: Start, article: MakeArticle, bo: Library
) -> None:
    one = article(LONG)
    async with start(one.id) as session:
        await session.go_to("islanders")
        await session.press("v", "e", "C")
        assert isinstance(session.page.asking.asked, ClaimForm)
        await session.press("shift+tab", " !")
        asked, said, place = session.page.asking.asked, session.said, session.page.place
        mark(bo, one, "Ilse Maar", "PERSON")
        mark(bo, one, "islanders claimed", "CLAIM")
        await session.until(lambda: len(session.page.marks) == 2)
        assert session.page.asking.asked is asked
        assert (session.said, session.page.place) == (said, place)
        await session.press("escape", "escape")
        await session.until(lambda: session.said == "2 marks by Bo came in")


async def test_the_picker_and_a_list_of_marks_stay(start: Start, article: MakeArticle, bo: Library) -> None:
    one = article(LONG)
    first, last = mark(start.library, one, "Coast Institute"), mark(start.library, one, "19")
    async with start(one.id) as session:
        await session.go_to("Ilse")
        await session.press("v", "e", "P")
        asked = session.page.asking.asked
        assert asked is not None
        mark(bo, one, "3 May")
        await session.until(lambda: len(session.page.marks) == 3)
        assert session.page.asking.asked is asked
        await session.press("escape", "escape", "g", "m", "down")
        rows = session.sheet
        bo.delete_annotation(first.id)
        bo.delete_annotation(last.id)
        await session.until(lambda: len(session.page.marks) == 1)
        assert session.sheet == rows
        await session.press("up", "up", "enter")
        assert session.page.asking.asked is None


async def test_a_long_list_of_marks_tells_of_those_that_were_there_when_it_was_opened(
    start: Start, article: MakeArticle, bo: Library
) -> None:
    one = article(LONG)
    made = [mark(start.library, one, f"boat {n} and") for n in range(40)]
    async with start(one.id) as session:
        await session.press("g", "m")
        for each in made[2:]:
            bo.delete_annotation(each.id)
        await session.until(lambda: len(session.page.marks) == 2)
        await session.press(*["pagedown"] * 9)
        assert any("boat 39" in row for row in session.sheet)
        await session.press("up", "enter")
        assert session.page.cursor == span_of(one.text, "boat 38 and").start
        assert session.page.mark_in_hand is None


async def test_marks_that_others_changed_or_deleted_are_told(start: Start, article: MakeArticle, bo: Library) -> None:
    one = article()
    first, other = mark(start.library, one, "Coast Institute"), mark(start.library, one, "Ilse Maar")
    async with start(one.id) as session:
        await session.go_to("Coast Institute")
        bo.revise(first.id, Draft("ORGANISATION", (PartDraft(Role.MENTION, first.parts[0].span),)))
        await session.until(lambda: bool(session.said))
        assert session.said == "1 mark changed by Bo"
        assert session.page.mark_in_hand is not None
        assert session.page.mark_in_hand.tag == "ORGANISATION"
        await session.press("l")
        bo.delete_annotation(other.id)
        await session.until(lambda: session.said == "1 mark deleted by Bo")


async def test_what_the_same_person_does_in_another_program_comes_in_without_a_name(
    start: Start, article: MakeArticle, open_library: OpenLibrary
) -> None:
    one, again = article(), open_library(annotator=start.library.annotator)
    async with start(one.id) as session:
        mark(again, one, "Ilse Maar")
        await session.until(lambda: session.said == "1 mark came in")
        assert len(session.page.marks) == 1


async def test_marks_in_other_articles_are_nothing_to_this_page(
    start: Start, article: MakeArticle, bo: Library
) -> None:
    one, other = article(), article(LONG)
    async with start(one.id) as session:
        mark(bo, other, "Ilse Maar")
        mark(bo, one, "3 May")
        await session.until(lambda: bool(session.said))
        assert session.said == "1 mark by Bo came in"


async def test_another_text_is_told_and_not_put_under_whoever_reads(
    start: Start, article: MakeArticle, bo: Library
) -> None:
    one = article(raw=TEXT.encode())
    mark(start.library, one, "Ilse Maar")
    async with start(one.id) as session:
        rows = session.text_rows
        line = TEXT.split("\n\n")[-1]
        bo.correct_line(one.id, line, keep=False)
        assert bo.article(one.id).text_id != one.text_id
        await session.until(lambda: bool(session.said))
        assert session.said == "Bo changed the text of this article · open it again to read that"
        assert session.page.article.text_id == one.text_id
        assert session.text_rows == rows
        assert len(session.page.marks) == 1
        await session.press("l")
        mark(bo, bo.article(one.id), "3 May")
        await session.press("h")
        assert session.said == "", "it is told once"
        await session.go_to("Coast Institute")
        await session.press("v", "e", "H")
        assert "the text of" in session.said
        assert session.page.article.text_id != one.text_id, "what is to be marked is marked in the text there is"


async def test_an_article_that_was_deleted_or_purged_is_told_of_and_stays_on_the_screen(
    start: Start, article: MakeArticle, bo: Library
) -> None:
    one = article()
    async with start(one.id) as session:
        rows = session.text_rows
        bo.set_state(one.id, State.DELETED)
        await session.until(lambda: session.said == "Bo deleted this article · it is in no list any more")
        bo.purge()
        await session.until(lambda: "was purged" in session.said)
        assert session.text_rows == rows
        await session.press("v", "e", "H")
        assert "nothing" in session.said or "no article" in session.said
        await session.press("escape", "q")


async def test_nothing_is_taken_in_while_an_action_waits(
    start: Start, article: MakeArticle, bo: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = article()
    async with start(one.id) as session:
        looked: list[bool] = []

        def is_holding(_self: object) -> bool:
            looked.append(True)
            return True

        with monkeypatch.context() as holds:
            holds.setattr(type(session.page), "is_holding", property(is_holding))
            mark(bo, one, "Ilse Maar")
            await session.until(lambda: len(looked) > 3)
            assert len(session.page.marks) == 0
        await session.until(lambda: len(session.page.marks) == 1)


NAMES = st.lists(st.sampled_from(["me", "Bo", "Cy"]), max_size=3, unique=True).map(tuple)
COUNTS = st.integers(0, 3)


@given(COUNTS, COUNTS, COUNTS, NAMES)
@example(2, 0, 0, ("Bo",))
def test_news_is_told_of_others_and_of_no_more_than_there_is(
    new: int, changed: int, gone: int, by: tuple[str, ...]
) -> None:
    news = News(new, changed, gone, by)
    words = told(news, "me")
    assert bool(words) == bool(news) == any((new, changed, gone))
    assert words.count(" · ") == max(0, sum(bool(count) for count in (new, changed, gone)) - 1)
    assert "me" not in words.replace("came", "")
    assert ("Bo" in words) == (bool(news) and "Bo" in by and "Cy" not in by)
    assert news.also(News()) == news
    assert News().also(news) == news

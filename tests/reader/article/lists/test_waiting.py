"""Marks that lost their words: listed, placed by hand, deleted. Real keys on a real library file."""

from __future__ import annotations

from reader.commands import Place
from store.library import Library
from store.model import Article, Draft, LinkDraft, PartDraft, Role
from tests.conftest import span_of
from tests.reader.article.source.pages import ALSO, boats, marked
from tests.reader.session import Session, Start


def is_at(session: Session, place: Place) -> bool:
    """Whether keys are pressed in this place of the page."""
    return session.page.place is place


def without_also(library: Library, article: Article) -> Article:
    library.correct_line(article.id, ALSO, False)
    return library.article(article.id)


async def test_a_mark_that_waits_is_put_on_words_chosen_by_hand(start: Start, library: Library) -> None:
    one = boats(library)
    lost = marked(library, one, "tides of May")
    kept = marked(library, one, "light")
    without_also(library, one)
    async with start(one.id) as session:
        assert "1 mark in this article · 1 mark waits for its words: gw" in session.text
        await session.press("g", "w")
        assert "marks that wait for their words · 1 of 1" in session.sheet[0]
        (row,) = [row for row in session.sheet if "tides of May" in row]
        assert "highlight · …also: the […] and what" in row
        await session.press("enter")
        assert is_at(session, Place.PICK)
        assert session.said == "select the words it is about · enter puts the mark on them"
        await session.go_to("Nobody")
        await session.press("l", "h")
        assert "pick the words of “tides of May”" in session.text
        await session.press("v", "2", "e", "enter")
        placed = library.annotation(lost.id)
        assert (placed.quote, placed.text_id) == ("Nobody has", library.article(one.id).text_id)
        assert session.said == "placed · highlight Nobody has"
        assert session.page.mark_in_hand == placed
        assert is_at(session, Place.PAGE)
        assert session.page.marks.waiting == 0
        await session.press("u")
        assert library.annotation(lost.id) == lost
        assert session.page.marks.waiting == 1
        assert library.annotation(kept.id).text_id == library.article(one.id).text_id


async def test_words_like_those_that_were_lost_are_offered_and_never_taken_unseen(
    start: Start, library: Library
) -> None:
    one = boats(library)
    lost = marked(library, one, "The harbour master")  # stands twice: which of them it was cannot be told by itself
    draft = Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(one.text, "the people of the coast, by")),))
    other = library.annotate(one.id, draft)
    without_also(library, one)
    library.correct_line(one.id, one.text.split("\n\n")[1], False)
    assert {each.annotation.id for each in library.orphans(one.id)} == {lost.id, other.id}
    async with start(one.id) as session:
        await session.press("g", "w", " master", "enter")
        assert session.said.startswith("these words are like them")
        span = session.page.selected
        assert span is not None
        assert span.of(session.page.article.text) == "The harbour master"
        assert library.waiting(library.article(one.id)) == 2
        await session.press("escape")
        assert is_at(session, Place.PAGE)
        assert library.waiting(library.article(one.id)) == 2
        await session.press("g", "w", " master", "enter", "enter")
        assert library.annotation(lost.id).text_id == library.article(one.id).text_id
        assert session.said == "placed · highlight The harbour master · 1 more: gw"


async def test_a_claim_comes_along_with_the_cue_and_source_that_are_still_there(start: Start, library: Library) -> None:
    one = boats(library)
    parts = (
        PartDraft(Role.CONTENT, span_of(one.text, "the tides of May")),
        PartDraft(Role.SOURCE, span_of(one.text, "Ilse Maar"), 0),
        PartDraft(Role.CUE, span_of(one.text, "Read also"), 0),
    )
    lost = library.annotate(one.id, Draft("CLAIM", parts, chain=(LinkDraft(label="Maar"),)))
    without_also(library, one)
    async with start(one.id) as session:
        await session.press("g", "w", "enter")
        await session.go_to("twelve boats had")
        await session.press("v", "e", "enter")
        assert session.said.startswith("placed · without its cue · ")
    placed = library.annotation(lost.id)
    assert [(part.role, part.exact) for part in placed.parts if part.role is not Role.CUE] == [
        (Role.CONTENT, "twelve"),
        (Role.SOURCE, "Ilse Maar"),
    ]


async def test_a_mark_that_waits_is_deleted_from_the_list_and_brought_back(start: Start, library: Library) -> None:
    one = boats(library)
    first, second = marked(library, one, "tides of May"), marked(library, one, "our writers")
    without_also(library, one)
    async with start(one.id) as session:
        await session.press("g", "w", "ctrl+d")
        assert session.said.startswith("deleted · highlight tides of May")
        assert "1 of 1" in session.sheet[0]
        assert {each.id for each in library.annotations(one.id)} == {second.id}
        await session.press("ctrl+d")
        assert session.sheet == []
        await session.press("u", "u")
        assert {each.id for each in library.annotations(one.id)} == {first.id, second.id}
        await session.press("g", "h", "ctrl+d")
        assert session.said == "only a mark that waits for its words is deleted from a list"


async def test_where_no_mark_waits_the_list_says_so_and_the_source_leads_to_it(start: Start, library: Library) -> None:
    one = boats(library)
    marked(library, one, "tides of May")
    async with start(one.id) as session:
        await session.press("g", "w")
        assert session.said == "no mark of this article waits for its words"
        await session.press("r", "g", "w")
        assert session.said == "no mark of this article waits for its words"
        without_also(library, one)
        await session.press("g", "w")
        assert session.page is session.app.screen
        assert is_at(session, Place.LISTING)
        assert "marks that wait for their words · 1 of 1" in session.sheet[0]

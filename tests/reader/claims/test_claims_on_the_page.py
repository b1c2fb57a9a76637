"""Claims made and changed on the page: the form beside the text, words picked for it, and relations between claims."""

from __future__ import annotations

from dataclasses import replace

from reader.claims.form import ClaimForm
from reader.commands import Place
from store.model import Annotation, Layer, Metadata, Mode, RelationKind, Role
from tests.conftest import MakeArticle, tables_of
from tests.reader.on_the_page import CHAIN, LONG, annotate, is_at, marks_of
from tests.reader.session import Session, Start


def summary(mark: Annotation) -> list[tuple[str, str, int | None]]:
    return [(str(part.role), part.exact, part.depth) for part in mark.parts]


async def test_a_claim_is_made_of_a_good_guess_with_two_keys(start: Start, article: MakeArticle) -> None:
    async with start(article(CHAIN).id) as session:
        await session.go_to("shelters at")
        await session.press("c", "enter")
        (mark,) = marks_of(session)
        assert mark.layer is Layer.CLAIM
        assert session.said == "saved · claim by the minister"
        assert "▌" in session.text, "the bar of the claim in hand"


async def pick(session: Session, words_on: int, more: int) -> None:
    """Pick words for the field in hand: so many words from the paragraph's start on, and so many more."""
    if session.page.place is Place.FORM:
        await session.press("space")
    assert is_at(session, Place.PICK)
    await session.press("g", "g", "}")
    if words_on:
        await session.press(*str(words_on), "w")
    if more:
        await session.press("v", *str(more + 1), "e")
    await session.press("enter")
    assert is_at(session, Place.FORM)


async def test_the_chain_of_three_is_built_by_keys(start: Start, article: MakeArticle) -> None:
    async with start(article(CHAIN).id) as session:
        await session.go_to("had promised")
        await session.press("v", "7", "e", "c")
        assert len([row for row in session.sheet if "link" in row]) == 3
        await session.press("tab", "d", "tab", "d", "tab", "f4")
        assert not [row for row in session.sheet if "link" in row]

        await session.press("a")
        await pick(session, 0, 2)
        await pick(session, 3, 0)
        await session.press("tab", "tab", " Institute", "f3")
        await pick(session, 8, 0)
        await pick(session, 9, 0)
        await session.press("tab", "c", "f3")
        await pick(session, 10, 1)
        await pick(session, 13, 0)
        await session.press("tab", "i", "enter")

        (mark,) = marks_of(session)
        assert summary(mark) == [
            ("content", "had promised to build shelters at airfields", None),
            ("source", "The US-based Institute", 0),
            ("cue", "reported", 0),
            ("source", "bloggers", 1),
            ("cue", "claimed", 1),
            ("source", "the minister", 2),
            ("cue", "promised", 2),
        ]
        assert mark.claim is not None
        names = {e.id: e.name for e in start.library.entities()}
        chain = [(names.get(link.entity or "", link.label), link.mode) for link in mark.claim.chain]
        assert chain == [("Institute", Mode.REPORTS), ("bloggers", Mode.CLAIMS), ("the minister", Mode.INTENDS)]
        assert replace(mark.claim, chain=()) == type(mark.claim)()
        assert session.said == "saved · claim by the minister"


async def test_content_may_be_taken_in_pieces(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("We will")
        await session.press("v", "4", "e", "c", "space")
        await session.go_to("for another")
        await session.press("v", "3", "e", "+")
        assert is_at(session, Place.FORM)
        await session.press("enter")
        (mark,) = marks_of(session)
        content = [part.exact for part in mark.parts if part.role is Role.CONTENT]
        assert content == ["We will not wait", "for another winter"]


async def test_leaving_a_form_or_a_pick_saves_nothing_and_keeps_what_was_typed(
    start: Start, article: MakeArticle
) -> None:
    async with start(article(CHAIN).id) as session:
        await session.go_to("shelters at")
        before = tables_of(start.library)["annotation"]
        await session.press("c", "tab", "tab", "tab", "tab", " Somebody", "f3", "w", "escape")
        assert is_at(session, Place.FORM)
        assert any("Somebody" in row for row in session.sheet)
        await session.press("escape")
        assert is_at(session, Place.FORM)
        assert session.said == "not saved · esc again leaves it · enter saves"
        await session.press("escape")
        assert is_at(session, Place.PAGE)
        assert session.sheet == []
        assert tables_of(start.library)["annotation"] == before == []


async def test_a_claim_is_edited_and_keeps_the_rest(start: Start, article: MakeArticle) -> None:
    async with start(article(CHAIN).id) as session:
        await session.go_to("shelters at")
        await session.press("c", "enter")
        (before,) = marks_of(session)
        await session.press("enter")
        await session.press("up", "up", " shelters promised", "enter")
        (after,) = marks_of(session)
        assert after.claim is not None
        assert before.claim is not None
        assert replace(after.claim, gist="") == before.claim
        assert (after.claim.gist, after.parts, after.note) == ("shelters promised", before.parts, before.note)


async def test_two_claims_in_two_articles_are_related(start: Start, article: MakeArticle) -> None:
    one, other = article(metadata=Metadata("First report")), article(metadata=Metadata("Second report"))
    first = annotate(start.library, one.id, "12 lost boats", "CLAIM")
    second = annotate(start.library, other.id, "up to 40", "CLAIM")
    async with start(one.id) as session:
        await session.go_to("lost boats")
        await session.press("=", "escape")
        await session.open(other.id)
        await session.go_to("to 40")
        await session.press("=")
        assert "12 lost boats" in session.sheet[0]
        assert "up to 40" in session.sheet[1]
        await session.press("c")
        assert session.said == "saved · “12 lost boats” contradicts “up to 40”"
        (relation,) = start.library.annotation(first.id).relations
        assert (relation.target, relation.kind) == (second.id, RelationKind.CONTRADICTS)
        await session.press("=")
        assert "= on the other claim" in session.text
        await session.press("=")
        assert session.said == "no relation was made"
        assert "= on the other claim" not in session.text


async def test_a_relation_begun_at_a_claim_that_is_gone_is_given_up(start: Start, article: MakeArticle) -> None:
    one = article()
    first = annotate(start.library, one.id, "12 lost boats", "CLAIM")
    annotate(start.library, one.id, "up to 40", "CLAIM")
    async with start(one.id) as session:
        await session.go_to("lost boats")
        await session.press("=")
        start.library.delete_annotation(first.id)
        await session.go_to("to 40")
        await session.press("=")
        assert "gone" in session.said
        assert session.app.sitting.relating is None


async def test_a_form_that_is_refused_stays_with_what_was_typed(start: Start, article: MakeArticle) -> None:
    async with start(article(CHAIN).id) as session:
        await session.go_to("shelters at")
        await session.press("c", "up", "up", "up", "up", "tab", " many", "enter")
        assert "“many” is not a figure" in session.said
        assert marks_of(session) == ()
        assert any("many" in row for row in session.sheet)
        await session.press("ctrl+u", " 12", "enter")
        (mark,) = marks_of(session)
        assert mark.claim is not None
        assert mark.claim.quantity == 12


async def test_words_picked_for_a_field_that_is_typed_are_refused(start: Start, article: MakeArticle) -> None:
    async with start(article(CHAIN).id) as session:
        await session.go_to("shelters at")
        await session.press("c", "up", "f2")
        assert session.said.startswith("this field is typed or chosen")
        assert is_at(session, Place.FORM)


async def test_the_sheet_covers_half_of_the_page_and_never_the_words_in_question(
    start: Start, article: MakeArticle
) -> None:
    async with start(article(LONG).id) as session:
        for words in ("boat 1 and", "boat 2 and", "boat 4 and", "boat 6 and", "boat 9 and"):
            await session.go_to(words)
            await session.press("v", "2", "e", "c")
            assert any(words.rpartition(" ")[0] in row for row in session.text_rows)
            await session.press("escape")


async def test_another_size_in_the_middle_of_a_form_keeps_what_was_typed(start: Start, article: MakeArticle) -> None:
    async with start(article(CHAIN).id) as session:
        await session.go_to("shelters at")
        await session.press("c", *["tab"] * 4, " Some")
        for size in ((200, 60), (40, 12), (20, 5), (100, 30)):
            await session.pilot.resize_terminal(*size)
            await session.pilot.pause()
            assert len(session.rows) == size[1]
        await session.press(" body", "enter")
        (mark,) = marks_of(session)
        assert mark.claim is not None
        name = {e.id: e.name for e in start.library.entities()}.get(mark.claim.chain[0].entity or "")
        assert (name or mark.claim.chain[0].label) == "Somebody"


async def test_a_relation_is_taken_out_again(start: Start, article: MakeArticle) -> None:
    one = article()
    first = annotate(start.library, one.id, "12 lost boats", "CLAIM")
    annotate(start.library, one.id, "up to 40", "CLAIM")
    async with start(one.id) as session:
        for key, count in (("s", 1), ("x", 0)):
            await session.go_to("lost boats")
            await session.press("=")
            await session.go_to("to 40")
            await session.press("=", key)
            assert session.said.startswith("saved · ")
            assert len(start.library.annotation(first.id).relations) == count
        await session.press("u")
        assert len(start.library.annotation(first.id).relations) == 1


async def test_a_form_that_was_not_touched_is_left_at_once(start: Start, article: MakeArticle) -> None:
    async with start(article(CHAIN).id) as session:
        await session.go_to("shelters at")
        await session.press("c", "tab", "down", "escape")
        assert is_at(session, Place.PAGE)


async def test_the_words_that_are_picked_are_never_under_the_form(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id, size=(80, 24)) as session:
        await session.go_to("boat 40 and")
        standing = (session.page.cursor, session.view.top_row)
        await session.press("c", "space")
        for keys in (["{"] * 3, ["}"] * 9, ["g", "g"], ["G"], ["ctrl+u"]):
            await session.press(*keys)
            row = session.view.rows.row_of(session.page.cursor) - session.view.top_row
            sheet = session.page.asking.sheet
            covered = range(sheet.size.height) if sheet.has_class("-up") else range(20 - sheet.size.height, 20)
            assert row not in covered, keys
        await session.press("escape", "escape")
        assert is_at(session, Place.PAGE)
        assert (session.page.cursor, session.view.top_row) == standing


async def test_a_link_can_be_put_before_the_first(start: Start, article: MakeArticle) -> None:
    async with start(article(CHAIN).id) as session:
        await session.go_to("had promised")
        await session.press("v", "7", "e", "c", "tab", "d", "i")
        await pick(session, 0, 2)
        await pick(session, 3, 0)
        await session.press("enter")
        (mark,) = marks_of(session)
        assert [(part.exact, part.depth) for part in mark.parts if part.role is Role.SOURCE] == [
            ("The US-based Institute", 0),
            ("bloggers", 1),
            ("the minister", 2),
        ]


async def test_what_cannot_be_saved_is_the_field_in_hand(start: Start, article: MakeArticle) -> None:
    async with start(article(CHAIN).id) as session:
        await session.go_to("shelters at")
        await session.press("c", *["up"] * 3, " 2024-13", "tab", "tab", "enter")
        assert "is no date" in session.said
        asked = session.page.asking.asked
        assert isinstance(asked, ClaimForm)
        assert asked.form.field.name == "from"
        await session.press("ctrl+u", "enter")
        assert session.said.startswith("saved")


async def test_a_claim_that_was_just_made_is_in_hand(start: Start, article: MakeArticle) -> None:
    async with start(article(CHAIN).id) as session:
        await session.go_to("The US-based")
        await session.press("c", "enter", "d")
        assert session.said.startswith("deleted")

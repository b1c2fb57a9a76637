"""The app as a person drives it: reading, marking, changing one's mind, coming back. Real keys on a real library file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from textual import events
from textual.strip import Strip

from reader.article.drawing.view import ArticleView
from reader.article.screen import PageScreen
from reader.article.sheet import Chooser
from reader.article.source_screen import SourceScreen
from reader.claims.form import ClaimForm
from reader.commands import Place
from reader.help import HelpScreen
from reader.library.screen import LibraryScreen
from reader.rows_view import RowsView
from reader.screen import CommandScreen
from store.library import Library
from store.model import Annotation, Carried, Draft, Layer, Metadata, Mode, PartDraft, RelationKind, Role
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of, tables_of
from tests.reader.session import Session, Start

CHAIN = (
    "Bloggers and shelters\n\n"
    "The US-based Institute reported on 20 July that bloggers claimed the minister had promised to build shelters at "
    "airfields.\n\nNothing more was known."
)
LONG = "A long report\n\n" + "\n\n".join(
    f"Paragraph {n} tells of boat {n} and of nothing else at all." for n in range(80)
)


def marks_of(session: Session) -> tuple[Annotation, ...]:
    """What is in the library, on the article of the page."""
    return session.app.sitting.library.annotations(session.page.article.id)


def is_at(session: Session, place: Place) -> bool:
    """Whether keys are pressed in this place of the page."""
    return session.page.place is place


def is_on(session: Session, kind: type[CommandScreen]) -> bool:
    """Whether this kind of screen is shown."""
    return isinstance(session.screen, kind)


def selected(session: Session) -> str | None:
    """The selected words."""
    span = session.page.selected
    return span.of(session.page.article.text) if span else None


def summary(mark: Annotation) -> list[tuple[str, str, int | None]]:
    return [(str(part.role), part.exact, part.depth) for part in mark.parts]


def annotate(library: Library, article: str, words: str, tag: str = "HIGHLIGHT") -> Annotation:
    role = Role.CONTENT if tag == "CLAIM" else Role.MENTION
    text = library.article(article).text
    return library.annotate(article, Draft(tag, (PartDraft(role, span_of(text, words)),)))


# --- making marks ----------------------------------------------------------------------------------------------------


async def test_the_name_under_the_cursor_is_marked_with_two_keys(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("oast Institute")
        await session.press("O")
        assert "which one?" in session.sheet[0]
        await session.press("enter")
        (mark,) = marks_of(session)
        assert (mark.tag, mark.quote) == ("ORGANISATION", "Coast Institute")
        assert mark.entity is not None
        assert mark.entity.name == "Coast Institute"
        assert session.said == "saved · organisation Coast Institute"


async def test_someone_known_is_meant_by_the_surname(start: Start, article: MakeArticle) -> None:
    async with start(article(TEXT + "\n\nMaar left.").id) as session:
        await session.go_to("Ilse")
        await session.press("P", "enter")
        await session.go_to("Maar left")
        await session.press("P", "enter")
        one, other = marks_of(session)
        assert one.entity == other.entity
        assert len(start.library.entities()) == 1


async def test_selected_words_are_marked_under_a_name_that_is_typed(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("fishermen")
        await session.press("v", "e", "e", "O", " Fishing Guild", "enter")
        (mark,) = marks_of(session)
        assert mark.quote == "fishermen spoke"
        assert mark.entity is not None
        assert mark.entity.name == "Fishing Guild"


async def test_a_tag_is_chosen_from_the_whole_set(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("another winter")
        await session.press("v", "e", "e", "enter")
        assert "mark as" in session.sheet[0]
        await session.press("D", "tab", "enter")
        (mark,) = marks_of(session)
        assert (mark.tag, mark.quote) == ("QUANTITY", "another winter")


async def test_words_are_highlighted_and_a_note_is_written(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("We will")
        await session.press("v", "4", "e", "H")
        assert session.said == "saved · highlight We will not wait"
        await session.press("enter", " odd wording, twice", "enter")
        (mark,) = marks_of(session)
        assert mark.note == "odd wording, twice"


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


async def test_the_last_mark_is_made_again_elsewhere(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("minister\n")
        await session.press("P", " Ole Brandt", "enter")
        await session.go_to("minister had")
        await session.press(".")
        one, other = marks_of(session)
        assert (one.entity, one.tag) == (other.entity, other.tag)
        assert other.start == TEXT.index("minister had")
        await session.go_to("lost boats")
        await session.press("v", "2", "e", "H")
        await session.go_to("fishermen")
        await session.press("v", "e", ".")
        assert [mark.quote for mark in marks_of(session)[2:]] == ["lost boats", "fishermen"]


# --- changing marks --------------------------------------------------------------------------------------------------


async def test_a_mark_means_somebody_else_after_editing(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("Ilse")
        await session.press("P", "enter", "enter")
        assert "Ilse Maar" in session.sheet[1 if "name" in session.sheet[1] else 0]
        await session.press(" Ilse M. Maar", "tab", "enter")
        (mark,) = marks_of(session)
        assert mark.entity is not None
        assert (mark.entity.name, mark.tag) == ("Ilse M. Maar", "ORGANISATION")


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


async def test_edges_move_by_words_and_by_selecting_again(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("islanders")
        await session.press("v", "e", "H", "2", ">")
        assert [mark.quote for mark in marks_of(session)] == ["islanders claimed the"]
        await session.press("<")
        assert [mark.quote for mark in marks_of(session)] == ["islanders claimed"]
        await session.press("s", "o", "b", "enter")
        assert [mark.quote for mark in marks_of(session)] == ["that islanders claimed"]
        await session.press("s", "w", "escape")
        assert is_at(session, Place.PAGE)
        assert [mark.quote for mark in marks_of(session)] == ["that islanders claimed"]


async def test_what_is_deleted_comes_back_with_undo_and_goes_with_redo(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("islanders")
        await session.press("v", "e", "H", "d")
        assert session.said == "deleted · highlight islanders · u brings it back"
        assert marks_of(session) == ()
        await session.press("u")
        assert session.said == "undone · deleted highlight islanders (it is back)"
        assert [mark.quote for mark in marks_of(session)] == ["islanders"]
        assert "highlight" in session.rows[-2]
        await session.press("ctrl+r")
        assert session.said == "done again · deleted highlight islanders"
        assert marks_of(session) == ()
        await session.press("u", "u", "u")
        assert session.said == "there is nothing to undo"


async def test_undo_works_across_articles_and_after_a_restart(
    start: Start, article: MakeArticle, open_library: OpenLibrary
) -> None:
    one, other = article(metadata=Metadata("First report")), article(metadata=Metadata("Second report"))
    async with start(one.id) as session:
        await session.go_to("islanders")
        await session.press("v", "e", "H", "escape")
        await session.open(other.id)
        await session.go_to("fishermen")
        await session.press("v", "e", "H")
    again = open_library()
    async with start(other.id, library=again) as session:
        await session.press("u")
        assert session.said == "undone · new mark: highlight fishermen"
        await session.press("u")
        assert session.said == "undone · new mark: highlight islanders · in “First report”"
        assert again.annotations(one.id) == again.annotations(other.id) == ()
        await session.press("ctrl+r", "ctrl+r")
        assert len(again.annotations(one.id)) == len(again.annotations(other.id)) == 1


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
        assert session.said == "saved · contradicts · “12 lost boats” … “up to 40”"
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
        await session.press("=", "u")
        assert "gone" in session.said
        assert session.app.sitting.relating is None


async def test_tab_goes_through_the_marks_on_the_same_words(start: Start, article: MakeArticle) -> None:
    one = article()
    for words, tag in (("islanders", "PERSON"), ("islanders claimed", "HIGHLIGHT"), (TEXT.split("\n\n")[1], "CLAIM")):
        annotate(start.library, one.id, words, tag)
    async with start(one.id) as session:
        await session.go_to("islanders")
        seen = []
        for _ in range(4):
            seen.append(session.rows[-2].split()[0])
            assert "+2 more · tab" in session.rows[-2]
            await session.press("tab")
        assert seen == ["person", "highlight", "claim", "person"]
        await session.press("d")
        assert sorted(str(mark.layer) for mark in marks_of(session)) == ["claim", "entity"]


async def test_marks_are_gone_through_in_order_and_each_once(start: Start, article: MakeArticle) -> None:
    one = article()
    for words in ("up to 40", "Ilse Maar", "islanders claimed", "islanders", "Nobody"):
        annotate(start.library, one.id, words)
    async with start(one.id) as session:
        seen = []
        for _ in range(5):
            await session.press("]")
            assert session.page.mark_in_hand is not None
            seen.append(session.page.mark_in_hand.quote)
        assert seen == ["islanders claimed", "islanders", "Ilse Maar", "up to 40", "Nobody"]
        await session.press("]")
        assert session.said == "no more marks that way"
        back = []
        for _ in range(4):
            await session.press("[")
            assert session.page.mark_in_hand is not None
            back.append(session.page.mark_in_hand.quote)
        assert back == seen[-2::-1]


async def test_a_mark_with_a_retired_tag_is_still_seen_and_its_tag_makes_no_new_ones(
    start: Start, article: MakeArticle, library: Library
) -> None:
    one = article()
    annotate(library, one.id, "Ilse Maar", "WORK")
    with closing(sqlite3.connect(library.path)) as connection:
        connection.execute("UPDATE tag SET retired = 1 WHERE name = 'WORK'")
        connection.commit()
    async with start(one.id) as session:
        await session.press("]")
        assert "work or law" in session.rows[-2]
        await session.press("enter")
        assert "work or law · which one?" in session.sheet[0] + session.sheet[-1]
        await session.press("escape", "K")
        assert session.said.startswith("K does nothing here")


# --- saving, refusing, staying where one is --------------------------------------------------------------------------


async def test_the_foot_says_saved_only_when_another_program_can_read_it(
    start: Start, article: MakeArticle, library: Library
) -> None:
    async with start(article().id) as session:
        said, counted = [], []
        say = session.page.foot.say

        def watched(message: str, *, bad: bool = False) -> None:
            if message.startswith(("saved", "deleted")):
                with closing(sqlite3.connect(library.path)) as connection:
                    ((count,),) = connection.execute("SELECT count(*) FROM annotation").fetchall()
                said.append(message.split(" ", maxsplit=1)[0])
                counted.append(count)
            say(message, bad=bad)

        session.page.foot.say = watched  # type: ignore[method-assign]  # looks at the file at that very moment
        await session.go_to("islanders")
        await session.press("v", "e", "H", "w", "w", "P", "enter", "c", "enter", "d")
        assert said == ["saved", "saved", "saved", "deleted"]
        assert counted == [1, 2, 3, 2]


REFUSED = {
    "no mark under the cursor": ["d", "enter", "s", ">", "<", "=", "~", "a"],
    "no more marks": ["]", "["],
    "nothing was marked yet": ["."],
    "no mark on these words": ["tab"],
    "nothing to undo": ["u"],
    "nothing to redo": ["ctrl+r"],
    "does nothing here": ["y", "f9", "ctrl+g", "Z", "ä"],
}


async def test_what_cannot_be_done_says_why_and_changes_nothing(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        before, rows = tables_of(start.library), session.text_rows
        for reason, keys in REFUSED.items():
            for key in keys:
                await session.press(key)
                assert reason in session.said, key
                assert session.page.foot._is_bad
                assert reason in session.text or session.said[:40] in session.text, key
        assert tables_of(start.library) == before
        assert session.text_rows == rows


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


@pytest.mark.parametrize("size", [(80, 24), (150, 30)])
async def test_making_marks_moves_no_letter_and_does_not_scroll(
    size: tuple[int, int], start: Start, article: MakeArticle
) -> None:
    async with start(article(LONG).id, size=size) as session:
        await session.go_to("boat 40 and")
        before = (session.text_rows, session.view.top_row)
        assert before[1] > 0
        for keys in (
            ["v", "e", "e", "H"],
            ["P", "enter"],
            ["c", "enter"],
            ["V", "O", " Guild", "enter"],
            [">", "<", "u", "u", "ctrl+r", "d", "."],
            ["[", "enter", "escape", "v", "escape"],
            ["tab", "s", "escape"],
        ):
            await session.press(*keys)
            assert session.sheet == []
            assert (session.text_rows, session.view.top_row) == before, keys


async def test_the_sheet_covers_half_of_the_page_and_never_the_words_in_question(
    start: Start, article: MakeArticle
) -> None:
    async with start(article(LONG).id) as session:
        for words in ("boat 1 and", "boat 2 and", "boat 4 and", "boat 6 and", "boat 9 and"):
            await session.go_to(words)
            await session.press("v", "2", "e", "c")
            assert any(words.rpartition(" ")[0] in row for row in session.text_rows)
            await session.press("escape")


async def test_a_step_of_the_cursor_draws_only_the_rows_it_touches(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.go_to("boat 4 and")
        view = session.view
        drawn: list[int] = []
        draw = view._draw

        def watched_draw(row: int, width: int) -> Strip:
            drawn.append(row)
            return draw(row, width)

        view._draw = watched_draw  # type: ignore[method-assign]  # counts what is drawn
        for key, rows in (("l", 1), ("h", 1), ("w", 1), ("j", 2), ("k", 2), ("v", 1), ("e", 1), ("escape", 1)):
            drawn.clear()
            await session.press(key)
            assert 1 <= len(set(drawn)) <= rows, key


async def test_a_key_of_the_page_says_what_it_waits_for_while_words_are_selected(
    start: Start, article: MakeArticle
) -> None:
    async with start(article().id) as session:
        await session.press("v", "d")
        assert session.said == "d works without a selection · esc drops it"
        await session.press("y")
        assert session.said == "y does nothing here · F1 shows every key"


# --- coming back -----------------------------------------------------------------------------------------------------


async def test_reading_goes_on_at_the_very_letter_where_it_stopped(
    start: Start, article: MakeArticle, open_library: OpenLibrary
) -> None:
    one = article(LONG)
    offset = LONG.index("boat 40") + 3
    async with start(one.id) as session:
        await session.go_to("t 40")
        assert session.page.cursor == offset
        await session.press("q")
        assert start.library.article(one.id).position == offset
        await session.press("enter")
        assert session.page.cursor == offset
        assert any("boat 40" in row for row in session.text_rows)
    async with start(one.id, library=open_library(), size=(40, 12)) as session:
        assert session.page.cursor == offset
        assert any("boat 40" in row for row in session.text_rows)


async def test_the_position_is_kept_a_moment_after_a_motion_without_leaving(start: Start, article: MakeArticle) -> None:
    one = article(LONG)
    async with start(one.id) as session:
        await session.press("2", "0", "w")
        await session.until(lambda: start.library.article(one.id).position == session.page.cursor)


async def test_quitting_at_once_keeps_the_position_too(start: Start, article: MakeArticle) -> None:
    one = article(LONG)
    async with start(one.id) as session:
        await session.press("2", "0", "w")
        cursor = session.page.cursor
        await session.pilot.press("ctrl+q")
    assert cursor > 0
    assert start.library.article(one.id).position == cursor


async def test_reading_writes_nothing_but_the_position(start: Start, article: MakeArticle) -> None:
    one = article(LONG)
    before = tables_of(start.library)
    async with start() as session:
        await session.press("enter", "j", "w", ")", "}", "space", "G", "g", "g", "r", "r", "f1", "escape", "escape")
    after = tables_of(start.library)
    assert {name for name in before if before[name] != after[name]} <= {"reading", "listed"}
    assert start.library.article(one.id).text == one.text


# --- source and help -------------------------------------------------------------------------------------------------


async def test_the_raw_source_is_shown_at_the_cursor_and_left_again(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.go_to("boat 60 and")
        cursor = session.page.cursor
        await session.press("r")
        assert is_on(session, SourceScreen)
        assert any("boat 60 and" in row for row in session.rows)
        await session.press("g", "g")
        assert session.rows[2].startswith("▸ · saved page 1")
        assert "text/plain · utf-8 · page.txt" in session.text
        await session.press("r")
        assert is_on(session, PageScreen)
        assert session.page.cursor == cursor


async def test_keys_typed_ahead_of_the_screen_reach_the_one_they_are_meant_for(
    start: Start, article: MakeArticle
) -> None:
    article(CHAIN)
    async with start() as session:
        driver = session.app._driver
        assert driver is not None

        def type_ahead(*keys: str) -> None:
            for key in keys:
                event = events.Key(key, key if len(key) == 1 else None)
                event.set_sender(session.app)
                driver.send_message(event)

        type_ahead("enter", "f1", "q", "r", "q", "w", "w", "f1", "q", "q", "enter")
        await session.until(lambda: isinstance(session.screen, PageScreen) and session.page.cursor > 0)
        await session.pilot.pause()
        assert session.page.cursor == CHAIN.index("shelters")
        type_ahead("f1", "q", "q", "q")
        await session.until(lambda: not session.app.is_running or session.app._exit)


async def test_help_is_shown_from_everywhere_and_leaves_everything_as_it_was(
    start: Start, article: MakeArticle
) -> None:
    async with start(article(CHAIN).id) as session:
        await session.go_to("shelters at")
        for keys, first in (
            ([], "the page"),
            (["v"], "with a selection"),
            (["escape", "c", *["tab"] * 4, " Somebody"], "the claim form"),
            (["f3"], "picking words"),
        ):
            await session.press(*keys)
            place = session.page.place
            await session.press("f1")
            assert is_on(session, HelpScreen)
            assert first in session.text
            await session.press("j", "G", "q")
            assert is_on(session, PageScreen)
            assert session.page.place is place
        asked = session.page.asking.asked
        assert isinstance(asked, ClaimForm)
        assert asked.form.named("who", 0).value == "Somebody"


# --- the mouse -------------------------------------------------------------------------------------------------------


def place_of(session: Session, words: str) -> tuple[int, int]:
    """The cell of the view at which some words begin."""
    view, offset = session.view, session.page.article.text.index(words)
    row = view.rows.row_of(offset)
    return view.margin + 2 + view.rows.column_of(offset), row - view.top_row


async def test_a_click_puts_the_cursor_two_take_the_word_and_three_the_sentence(
    start: Start, article: MakeArticle
) -> None:
    async with start(article().id) as session:
        at = place_of(session, "minister had")
        await session.pilot.click(ArticleView, offset=at)
        assert session.page.cursor == TEXT.index("minister had")
        assert selected(session) is None
        await session.pilot.double_click(ArticleView, offset=at)
        assert selected(session) == "minister"
        await session.pilot.triple_click(ArticleView, offset=at)
        assert selected(session) == TEXT.split("\n\n")[1]
        await session.press("H")
        assert len(marks_of(session)) == 1


async def test_dragging_selects_and_a_click_drops_it(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        first, last = place_of(session, "islanders"), place_of(session, "d the minister")
        await session.pilot.mouse_down(ArticleView, offset=first)
        await session.pilot.hover(ArticleView, offset=last)
        await session.pilot.mouse_up(ArticleView, offset=last)
        await session.pilot.pause()
        assert selected(session) == "islanders claimed"
        await session.press("H")
        assert [mark.quote for mark in marks_of(session)] == ["islanders claimed"]
        await session.pilot.click(ArticleView, offset=first)
        assert selected(session) is None


async def test_the_wheel_scrolls_and_a_click_in_the_list_opens(start: Start, article: MakeArticle) -> None:
    article(LONG)
    async with start() as session:
        await session.pilot.double_click("ArticleList", offset=(5, 0))
        await session.until(lambda: isinstance(session.app.screen, PageScreen))
        await session.until(lambda: bool(session.view.size))
        cursor, view = session.page.cursor, session.view
        for kind, row in ((events.MouseScrollDown, 3), (events.MouseScrollDown, 6), (events.MouseScrollUp, 3)):
            view.post_message(kind(view, 5, 5, 0, 1, 0, False, False, False))
            await session.settled()
            assert view.top_row == row
        assert session.page.cursor == cursor


async def test_the_wheel_goes_by_three_rows_in_the_list_and_the_source_too(start: Start, article: MakeArticle) -> None:
    for number in range(59):
        article(f"Report {number:02}")
    article(LONG, metadata=Metadata("Report 59"))
    async with start() as session:
        for keys in ([], ["enter", "r"], ["f1"]):
            await session.press(*keys)
            (view,) = [each for each in session.screen.query(RowsView) if each.size.height > 3]
            for kind, row in ((events.MouseScrollDown, 3), (events.MouseScrollDown, 6), (events.MouseScrollUp, 3)):
                view.post_message(kind(view, 5, 5, 0, 1, 0, False, False, False))
                await session.settled()
                assert view.top == row


# --- pasting ---------------------------------------------------------------------------------------------------------


async def paste(session: Session, words: str) -> None:
    session.app.screen.post_message(events.Paste(words))
    await session.pilot.pause()


async def test_pasted_words_are_typed_where_words_are_typed_and_are_never_keys(
    start: Start, article: MakeArticle
) -> None:
    async with start(article().id) as session:
        await session.go_to("Ilse")
        await paste(session, "dHPq\n")
        assert marks_of(session) == ()
        assert is_at(session, Place.PAGE)
        await session.press("P")
        await paste(session, "Ilse\n  Marie Maar\n")
        await session.press("enter")
        (mark,) = marks_of(session)
        assert mark.entity is not None
        assert mark.entity.name == "Ilse Marie Maar"
        await session.press("v", "enter")
        for words in ("PHC", "H"):
            await paste(session, words)
            asked = session.page.asking.asked
            assert isinstance(asked, Chooser)
            assert asked.taken is None
        assert "mark as" in session.sheet[0] + session.sheet[-1]
        await session.press("escape", "c")
        await paste(session, "ad d")
        assert is_at(session, Place.FORM)
        asked = session.page.asking.asked
        assert isinstance(asked, ClaimForm)
        assert asked.form.at == 0


# --- sizes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (200, 60), (1, 1), (7, 3)])
async def test_every_screen_can_be_shown_at_any_size(size: tuple[int, int], start: Start, article: MakeArticle) -> None:
    one = article(CHAIN, metadata=Metadata("Bloggers and shelters", "I. Maar", "Harbour Post", published="2024-07"))
    annotate(start.library, one.id, "bloggers")
    async with start(size=size) as session:
        await session.press("j", "enter", "]", "tab", "w", "w", "P", "tab", "down", "escape", "c", "tab", "f3", "space")
        await session.press("v", "e", "enter", "f1", "j", "q", "escape", "v", "enter", "down", "escape", "r", "j", "r")
        assert len(session.rows) == size[1]
        assert all(len(row) <= size[0] for row in session.rows)
        await session.press("q")
        assert is_on(session, LibraryScreen)


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


async def test_another_size_keeps_the_cursor_and_its_row_in_sight(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.go_to("boat 40 and")
        cursor = session.page.cursor
        for size in ((40, 12), (200, 60), (30, 8), (80, 24)):
            await session.pilot.resize_terminal(*size)
            await session.pilot.pause()
            assert session.page.cursor == cursor
            row = session.view.rows.row_of(cursor) - session.view.top_row
            assert 0 <= row < session.view.size.height


async def test_a_wide_page_tells_of_its_marks_beside_their_rows(start: Start, article: MakeArticle) -> None:
    one = article()
    annotate(start.library, one.id, "12 lost boats", "CLAIM")
    async with start(one.id, size=(140, 30)) as session:
        row = next(row for row in session.rows if "12 lost boats" in row)
        assert row.rstrip().endswith("c 12 lost boats")
    async with start(one.id, size=(80, 30)) as session:
        row = next(row for row in session.rows if "12 lost boats" in row)
        assert not row.rstrip().endswith("c 12 lost boats")


async def test_an_empty_text_can_be_opened(start: Start, article: MakeArticle, library: Library) -> None:
    one = article("")
    async with start(one.id) as session:
        await session.press("j", "w", "v", "P", "escape", "c", "r")
        assert is_on(session, SourceScreen)
        assert library.annotations(one.id) == ()


async def test_where_only_the_name_of_an_article_is_here_the_page_says_so(
    start: Start, article: MakeArticle, open_library: OpenLibrary
) -> None:
    elsewhere = open_library("elsewhere.db")
    one = article(into=elsewhere)
    start.library.receive([Carried(replace(one, document=None))])
    async with start(one.id) as session:
        assert "The text of this article is not in this library" in session.text
        await session.press("j", "w", "v", "H", "escape", "P", "c", "]", "x", "r")
        assert is_on(session, SourceScreen)
        assert "the raw source is not in this library" in session.text
        await session.press("j", "G", "q", "f1", "q", "q")
        assert is_on(session, LibraryScreen)
        assert start.library.annotations(one.id) == ()


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


async def test_a_page_down_takes_the_page_along(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id, size=(80, 24)) as session:
        await session.press("space")
        assert session.view.top_row >= 15
        row = session.view.rows.row_of(session.page.cursor)
        await session.press("pageup")
        assert session.view.top_row == 0
        assert session.view.rows.row_of(session.page.cursor) < row


async def test_the_same_words_are_not_marked_the_same_way_twice(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("Ilse")
        await session.press("P", "enter", "P", "enter")
        assert session.said.startswith("these words are marked so already")
        await session.press("escape")
        assert len(marks_of(session)) == 1


async def test_a_known_entity_gives_its_mention_its_own_tag(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("minister\n")
        await session.press("O", " Ministry of Ferries", "enter")
        await session.go_to("minister had")
        await session.press("P", " Ferries", "enter")
        assert [mark.tag for mark in marks_of(session)] == ["ORGANISATION", "ORGANISATION"]
        await session.go_to("fishermen")
        await session.press("P", " Ferries", "tab")
        while session.page.asking.asked.mention_tag != "PLACE":  # type: ignore[union-attr]  # the picker's
            await session.press("tab")
        await session.press("enter")
        assert [mark.tag for mark in marks_of(session)][-1] == "PLACE"


async def test_an_edge_can_be_moved_back_and_forth(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("lost boats")
        await session.press("v", "2", "e", "H", "e", "e", "e", "[", "w", "<", ">")
        assert [mark.quote for mark in marks_of(session)] == ["lost boats"]


async def test_escape_and_a_letter_that_arrive_together_do_nothing(start: Start, article: MakeArticle) -> None:
    one = article()
    annotate(start.library, one.id, "12 lost boats")
    async with start(one.id) as session:
        await session.go_to("lost boats")
        await session.press("alt+d", "alt+x")
        assert len(marks_of(session)) == 1
        assert "does nothing here" in session.said


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


async def test_who_leaves_the_picker_has_selected_nothing(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("Ilse")
        cursor = session.page.cursor
        await session.press("P", "escape")
        assert is_at(session, Place.PAGE)
        assert session.page.cursor == cursor

"""Words marked by keys on the page: names under the cursor, words that are selected, tags, edges, the same again."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from reader.commands import Place
from store.library import Library
from tests.conftest import TEXT, MakeArticle
from tests.reader.on_the_page import LONG, annotate, is_at, marks_of
from tests.reader.session import Start


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


async def test_a_mark_means_somebody_else_after_editing(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("Ilse")
        await session.press("P", "enter", "enter")
        assert "Ilse Maar" in session.sheet[1 if "name" in session.sheet[1] else 0]
        await session.press(" Ilse M. Maar", "tab", "enter")
        (mark,) = marks_of(session)
        assert mark.entity is not None
        assert (mark.entity.name, mark.tag) == ("Ilse M. Maar", "ORGANISATION")


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


async def test_who_leaves_the_picker_has_selected_nothing(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("Ilse")
        cursor = session.page.cursor
        await session.press("P", "escape")
        assert is_at(session, Place.PAGE)
        assert session.page.cursor == cursor

"""What is done to the chosen article or the selected ones: states, labels, deletion, writing to a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store.library import Library
from store.model import State
from tests.reader.library.lists import listing, says, shows
from tests.reader.session import Start

ALL = ("Lighthouse", "Levee", "Ferry", "Dam")


async def test_articles_are_set_aside_and_taken_up_again(start: Start, library: Library, stories: list[str]) -> None:
    async with start() as session:
        await session.press("_")
        assert library.state(stories[3]) is State.ASIDE
        assert session.said == "saved · set aside"
        await session.press("_")
        assert library.state(stories[3]) is State.READING
        await session.press("!")
        assert library.state(stories[3]) is State.NEW


async def test_what_is_selected_is_set_at_once_and_undone_at_once(
    start: Start, library: Library, stories: list[str]
) -> None:
    async with start() as session:
        await session.press("space", "space", "_")
        assert session.said == "saved · 2 articles set aside"
        assert [library.state(each) for each in stories] == [State.NEW, State.NEW, State.ASIDE, State.ASIDE]
        assert listing(session).drop_selection() is False
        await session.press("u")
        assert {library.state(each) for each in stories} == {State.NEW}


@pytest.mark.parametrize("keys", [("D",), ("d", "d")])
async def test_deleted_articles_leave_the_list_and_come_back_with_undo(
    start: Start, library: Library, stories: list[str], keys: tuple[str, ...]
) -> None:
    async with start() as session:
        await session.press("j", *keys)
        assert session.said == "deleted · u takes it back"
        await shows(session, "Lighthouse", "Ferry", "Dam")
        assert library.state(stories[2]) is State.DELETED
        await session.press("u")
        await shows(session, *ALL)
        assert library.state(stories[2]) is State.NEW


async def test_a_label_is_given_chosen_among_known_ones_and_taken(
    start: Start, library: Library, stories: list[str]
) -> None:
    library.label([stories[0], stories[1]], "broken dam")
    async with start() as session:
        await session.press("@")
        assert "label for this article" in session.text
        assert "broken dam" in session.text
        await session.press(" bro", "tab", "enter")
        assert session.said == "labelled · broken dam"
        assert library.labels() == {"broken dam": 3}
        await session.press("@")
        assert "enter takes it" in session.text
        await session.press(" Broken Dam", "enter")
        assert session.said == "label taken · broken dam"
        assert library.labels() == {"broken dam": 2}
        await session.press("u")
        assert library.labels() == {"broken dam": 3}


async def test_a_label_goes_to_all_that_is_selected_and_needs_a_name(
    start: Start, library: Library, stories: list[str]
) -> None:
    assert stories
    async with start() as session:
        await session.press("space", "space", "@", "enter")
        assert session.said == "a label needs a name · esc leaves it"
        await session.press(" harbour", "enter")
        assert session.said == "labelled · harbour · 2 articles"
        assert library.labels() == {"harbour": 2}
        await session.press("escape", "G", "@", " HARBOUR", "enter")
        assert library.labels() == {"harbour": 3}


async def test_the_selected_articles_are_written_to_a_file_which_is_not_overwritten_unasked(
    start: Start, stories: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with start() as session:
        await session.press("space", "space", "w")
        assert "write 2 articles to a file" in session.text
        await session.press("enter")
        await says(session, "written · 2 articles to articles.jsonl")
        lines = [json.loads(line) for line in (tmp_path / "articles.jsonl").read_text("utf-8").splitlines()]
        assert {each["id"] for each in lines if each["type"] == "article"} == set(stories[2:])
        assert {each.name for each in tmp_path.iterdir()} >= {"articles.jsonl"}
        await session.press("escape", "w", "enter")
        assert session.said == "there is a file of this name: articles.jsonl · enter again writes over it"
        await session.press("enter")
        await says(session, "written · this article to articles.jsonl")


async def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left_of_it(
    start: Start, stories: list[str], tmp_path: Path
) -> None:
    assert stories
    async with start() as session:
        await session.press("w", f" {tmp_path}/nowhere/a.jsonl", "enter")
        await says(session, "not written · a.jsonl: No such file or directory")
        await session.press("w", f" {tmp_path}", "enter")
        await says(session, "it needs the name of a file")


async def test_in_an_empty_list_nothing_can_be_done(start: Start) -> None:
    async with start() as session:
        for key in ("_", "!", "D", "@", "w"):
            await session.press(key)
            assert session.said == "there is no article here"

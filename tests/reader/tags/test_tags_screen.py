"""The tag set on the screen: changed by keys, and at once what the page goes by."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reader.commands import Place, commands_in
from reader.commands.keymap import Keymap
from reader.commands.keys import Given
from reader.library.screen import LibraryScreen
from reader.tags.screen import TagsScreen
from store.library import Library
from store.model import Draft, PartDraft, Role
from store.tagset import DEFAULT_TAGS
from tests.conftest import TEXT, MakeArticle, span_of
from tests.reader.session import Session, Start


async def opened(session: Session) -> TagsScreen:
    await session.press("g", "t")
    assert isinstance(session.app.screen, TagsScreen)
    return session.app.screen


async def test_a_tag_is_added_changed_moved_and_taken_back(start: Start, library: Library) -> None:
    async with start() as session:
        screen = await opened(session)
        assert session.rows[2].split() == ["P", "p", "PERSON", "person", "entity", "·"]
        await session.press("a", "tab", " patrol ship", "enter")
        assert session.said == "saved · patrol ship · A marks with it" or session.said.startswith(
            "saved · patrol ship · "
        )
        tag = library.tags()[-1]
        assert (tag.name, screen.view.tag) == ("PATROL_SHIP", tag)
        await session.press("K", "enter", "tab", "tab", "ctrl+u", " P", "enter")
        assert session.said.startswith("P would be the key of PERSON and of PATROL_SHIP")
        await session.press("ctrl+u", " v", "enter")
        assert "v is the key for “select” on the page" in session.said
        await session.press("ctrl+u", " Z", "enter")
        assert session.said == "saved · patrol ship"
        assert [each.name for each in library.tags()[-2:]] == ["PATROL_SHIP", "HIGHLIGHT"]
        await session.press("u", "u", "u")
        assert library.tags() == DEFAULT_TAGS
        await session.press("ctrl+r")
        assert library.tags()[-1].name == "PATROL_SHIP"


async def test_a_tag_in_use_is_retired_and_taken_up_again(start: Start, library: Library, article: MakeArticle) -> None:
    library.annotate(article().id, Draft("PERSON", (PartDraft(Role.MENTION, span_of(TEXT, "Ilse Maar")),)))
    async with start() as session:
        screen = await opened(session)
        await session.until(lambda: screen.view.uses == {"PERSON": 1})
        await session.press("d")
        assert session.said == "retired · person · 1 mark stays · u takes it back"
        assert ("retired" in session.rows[2], "12 tags · 1 retired" in session.rows[0]) == (True, True)
        await session.press("d")
        assert (session.said, library.tags()) == ("offered again · person", DEFAULT_TAGS)


async def test_the_tag_set_is_written_to_a_file_and_read_from_it(
    start: Start, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "tags.toml"
    async with start() as session:
        await opened(session)
        await session.press("w", f" {path}", "enter")
        assert session.said == f"written · 13 tags to {path}"
        said = path.read_text(encoding="utf-8")
        path.write_text(said.replace('label = "person"', 'label = "human"'), encoding="utf-8")
        await session.press("r", f" {path}", "enter")
        assert (session.said, library.tags()[0].label) == ("saved · 1 tag changed or new", "human")
        path.write_text(said.replace('key = "O"', 'key = "P"'), encoding="utf-8")
        await session.press("r", f" {path}", "enter")
        assert session.said.startswith("P would be the key of PERSON and of ORGANISATION")
        assert library.tags()[1].key == "O"


async def test_a_key_that_keys_toml_gives_to_another_tag_is_refused(start: Start, library: Library) -> None:
    async with start(keymap=Keymap(tag_changes={"PERSON": "X"})) as session:
        await opened(session)
        assert session.rows[2].split() == ["X", "p", "PERSON", "person", "entity", "·", "keys.toml"]
        await session.press("j", "e", "tab", "tab", "ctrl+u", " X", "enter")
        assert "X is the key for “PERSON in keys.toml”" in session.said
        assert library.tags() == DEFAULT_TAGS


async def test_a_key_that_a_command_has_by_now_is_told_of(start: Start, library: Library) -> None:
    library.keep_tag(replace(DEFAULT_TAGS[0], key="v"))
    async with start() as session:
        await opened(session)
        assert session.rows[2].split() == ["p", "PERSON", "person", "entity", "·", "v", "is", "taken"]


async def test_the_page_goes_by_a_changed_tag_set_at_once(start: Start, library: Library, article: MakeArticle) -> None:
    home = article()
    async with start(home.id) as session:
        await opened(session)
        await session.press("a", "tab", " ship", "tab", " S", "enter", "q")
        await session.go_to("ferry")
        await session.press("S", "enter")
        assert [mark.tag for mark in library.annotations(home.id)] == ["SHIP"]
        await session.press("g", "t", "G", "d", "q")
        await session.go_to("winter")
        await session.press("S")
        assert session.said.startswith("S does nothing here")
        assert [mark.tag for mark in library.annotations(home.id)] == ["SHIP"]
        library.undo()  # as another window would
        session.page.library_changed()
        await session.press("S")
        assert session.sheet[0].startswith("── ship")


async def test_every_command_of_the_tag_set_is_carried_out(start: Start) -> None:
    async with start() as session:
        screen = await opened(session)
        for each in sorted(commands_in(Place.TAGSET), key=lambda each: each.name == "leave"):
            while session.app.screen is not screen:
                session.app.pop_screen()
            if screen.place is not Place.TAGSET:
                screen.carry_out(Given("dismiss"))
            assert screen.place is Place.TAGSET
            screen.attempt(lambda: screen.carry_out(Given(each.name)))  # noqa: B023 - at once
            await session.settled()
        assert isinstance(session.app.screen, LibraryScreen)

"""The tag set of a library: changed, taken back, retired, and brought together with another library's."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import AnnottyError, ChangedSince, NotFound, NothingToUndo, Refused
from store.formats import tags_toml
from store.library import Library
from store.model import Apart, Deed, Draft, Layer, NewEntity, PartDraft, Role, Tag
from store.tagset import DEFAULT_TAGS
from tests.conftest import TEXT, CountingClock, CountingIds, MakeArticle, OpenLibrary, span_of, with_library
from tests.store.merged import faults

SHIP = Tag("SHIP", Layer.ENTITY, "ship", "S", "blue", "s", mapping={"ftm": "Vessel"})


def tag_named(library: Library, name: str) -> Tag:
    return next(tag for tag in library.tags() if tag.name == name)


def on(words: str, tag: str) -> Draft:
    return Draft(tag, (PartDraft(Role.MENTION, span_of(TEXT, words)),))


def names(library: Library) -> list[str]:
    return [tag.name for tag in library.tags()]


def test_a_tag_is_added_changed_and_moved_and_each_is_a_step_that_goes_back(library: Library) -> None:
    library.keep_tag(SHIP)
    library.keep_tag(replace(SHIP, label="vessel", parent="FACILITY"))
    assert library.move_tag("SHIP", -20)
    assert not library.move_tag("SHIP", -1)
    assert (names(library)[0], tag_named(library, "SHIP").label) == ("SHIP", "vessel")
    told = [(change.action, change.summary) for change in library.changes()]
    assert told == [(Deed.TAG, each) for each in ("moved the tag SHIP", "changed the tag SHIP", "new tag SHIP")]
    for _ in range(3):
        library.undo()
    assert library.tags() == DEFAULT_TAGS
    for _ in range(3):
        library.redo()
    assert (names(library)[0], tag_named(library, "SHIP").label) == ("SHIP", "vessel")


def test_a_tag_in_use_is_retired_keeps_its_marks_and_its_marks_can_be_changed(
    library: Library, article: MakeArticle
) -> None:
    home = article()
    made = library.annotate(home.id, on("Ilse Maar", "PERSON"))
    assert library.retire_tag("PERSON")
    with pytest.raises(Refused, match="retired"):
        library.annotate(home.id, on("Coast Institute", "PERSON"))
    with pytest.raises(Refused, match="retired"):
        library.annotate(home.id, replace(on("Coast Institute", "ORGANISATION"), entity=NewEntity("Coast", "PERSON")))
    noted = library.revise(made.id, replace(on("Ilse Maar", "PERSON"), note="she"))
    assert (noted.tag, noted.note, library.tag_uses()) == ("PERSON", "she", {"PERSON": 1})
    assert library.take_up_tag("PERSON").key == "P"
    library.annotate(home.id, on("Coast Institute", "PERSON"))


def test_a_retired_tag_that_comes_back_leaves_its_key_to_the_one_that_has_it_now(library: Library) -> None:
    library.retire_tag("PERSON")
    library.keep_tag(replace(SHIP, key="P"))
    assert library.take_up_tag("PERSON").key is None
    assert [tag.name for tag in library.tags() if tag.key == "P"] == ["SHIP"]


def test_a_tag_that_nothing_ever_had_is_gone_when_it_is_retired(library: Library, article: MakeArticle) -> None:
    library.keep_tag(SHIP)
    assert not library.retire_tag("SHIP")
    assert library.tags() == DEFAULT_TAGS
    library.undo()
    mark = library.annotate(article().id, on("ferry", "SHIP"))
    library.delete_annotation(mark.id)
    assert library.retire_tag("SHIP")  # the history may bring the mark back
    library.undo()
    library.undo()
    assert library.annotation(mark.id).tag == "SHIP"


def test_a_name_and_a_layer_are_changed_only_where_nothing_rests_on_them(
    library: Library, article: MakeArticle
) -> None:
    library.keep_tag(SHIP)
    library.move_tag("SHIP", -3)
    before = names(library)
    library.keep_tag(replace(SHIP, name="VESSEL", layer=Layer.HIGHLIGHT), was="SHIP")
    assert names(library) == ["VESSEL" if name == "SHIP" else name for name in before]
    library.keep_tag(replace(SHIP, name="VESSEL"))
    library.annotate(article().id, on("ferry", "VESSEL"))
    for changed, was in ((SHIP, "VESSEL"), (replace(SHIP, name="VESSEL", layer=Layer.CLAIM), None)):
        with pytest.raises(Refused, match="in use"):
            library.keep_tag(changed, was=was)
    with pytest.raises(Refused, match="every library has a tag PERSON"):
        library.keep_tag(replace(DEFAULT_TAGS[0], name="HUMAN"), was="PERSON")
    with pytest.raises(Refused, match="already"):
        library.keep_tag(replace(SHIP, name="PERSON"), was="VESSEL")
    with pytest.raises(NotFound):
        library.keep_tag(SHIP, was="BOAT")


def test_two_tags_exchange_their_keys_in_one_step(library: Library) -> None:
    person, organisation = library.tags()[:2]
    assert library.keep_tags([replace(person, key="O"), replace(organisation, key="P")]) == 2
    assert [tag.key for tag in library.tags()[:2]] == ["O", "P"]
    library.undo()
    assert library.tags() == DEFAULT_TAGS


def test_a_file_is_taken_in_whole_or_not_at_all_and_tags_that_it_lacks_stay(library: Library) -> None:
    said = '[[tag]]\nname = "SHIP"\nlayer = "entity"\n[[tag]]\nname = "PERSON"\nkey = "{}"\nparent = "{}"\n'
    for key, parent, why in (("O", "", "O would be the key"), ("v", "", "“select”"), ("", "NAVY", "no such tag")):
        with pytest.raises(Refused, match=why):
            library.keep_tags(tags_toml.read(said.format(key, parent), library.tags()), taken={"v": "select"})
        assert library.tags() == DEFAULT_TAGS
    assert library.keep_tags(tags_toml.read(said.format("X", ""), library.tags())) == 2
    assert names(library) == ["SHIP", *(tag.name for tag in DEFAULT_TAGS)]
    library.undo()
    assert library.tags() == DEFAULT_TAGS
    assert next(library.changes()).action is Deed.UNDO


def test_what_is_exported_and_taken_in_again_changes_nothing_and_is_no_step(library: Library) -> None:
    library.keep_tag(replace(SHIP, parent="FACILITY"))
    steps = len(list(library.changes()))
    assert library.keep_tags(tags_toml.read(tags_toml.written(library.tags()), library.tags())) == 0
    assert len(list(library.changes())) == steps


def test_another_library_that_takes_the_file_in_has_the_same_tag_set(open_library: OpenLibrary) -> None:
    ours, theirs = open_library("ours.db"), open_library("theirs.db")
    ours.keep_tag(SHIP)
    ours.move_tag("SHIP", -4)
    ours.retire_tag("DATE")
    theirs.keep_tags(tags_toml.read(tags_toml.written(ours.tags()), theirs.tags()))
    assert theirs.tags() == ours.tags()


def test_a_new_tag_that_somebody_else_uses_by_now_is_not_taken_back(
    open_library: OpenLibrary, article: MakeArticle
) -> None:
    ours, theirs = open_library(annotator="ann"), open_library(annotator="bob")
    home = article(into=ours)
    ours.keep_tag(SHIP)
    theirs.annotate(home.id, on("ferry", "SHIP"))
    with pytest.raises(ChangedSince):
        ours.undo()
    assert tag_named(ours, "SHIP") == SHIP


def test_a_tag_that_an_import_brings_takes_its_key_with_it(library: Library) -> None:
    library.receive([Apart(replace(SHIP, key="P"))])
    assert (tag_named(library, "SHIP").key, tag_named(library, "PERSON").key) == ("P", None)
    library.undo()
    assert library.tags() == DEFAULT_TAGS


KEYS = st.sampled_from([None, *"PSXYZ"])
STEP = st.tuples(
    st.sampled_from("keep keep retire take-up move rename undo redo".split()),
    st.sampled_from(["PERSON", "PLACE", "SHIP", "SHOAL"]),
    KEYS,
    st.sampled_from([None, "PERSON", "PLACE", "SHIP", "CLAIM"]),
    st.integers(-5, 5),
)


def do(library: Library, what: str, name: str, key: str | None, parent: str | None, number: int) -> None:
    match what:
        case "keep":
            known = next((tag for tag in library.tags() if tag.name == name), replace(SHIP, name=name))
            library.keep_tag(replace(known, key=key, parent=parent, label=f"label {number}"))
        case "retire":
            library.retire_tag(name)
        case "take-up":
            library.take_up_tag(name)
        case "move":
            library.move_tag(name, number)
        case "rename":
            library.keep_tag(replace(tag_named(library, name), name="SHOAL"), was=name)
        case "undo":
            library.undo()
        case "redo":
            library.redo()


@settings(max_examples=30)
@given(steps=st.lists(STEP, max_size=12))
def test_whatever_is_done_keys_differ_parents_end_and_undoing_it_all_gives_the_first_tag_set(
    steps: list[tuple[str, str, str | None, str | None, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("tags") / "library.db"
    with Library(with_library(path), annotator="reader", clock=CountingClock(), ids=CountingIds()) as library:
        for step in steps:
            try:
                do(library, *step)
            except (AnnottyError, StopIteration):
                continue
            tags = {tag.name: tag for tag in library.tags()}
            keys = [tag.key for tag in tags.values() if tag.key]
            assert len(keys) == len(set(keys))
            for tag in tags.values():
                way = [tag.name]
                while (above := tags[way[-1]].parent) is not None:
                    assert above not in way
                    way.append(above)
        last = tags_toml.written(library.tags())
        done = 0
        while True:
            try:
                library.undo()
            except NothingToUndo:
                break
            done += 1
        assert library.tags() == DEFAULT_TAGS
        for _ in range(done):
            library.redo()
        assert tags_toml.written(library.tags()) == last
    assert faults(path) == []


# --- brought together ------------------------------------------------------------------------------------------------


def test_merged_libraries_agree_about_tags_and_a_key_has_who_was_given_it_last(
    open_library: OpenLibrary, tmp_path: Path
) -> None:
    with open_library("one.db", "ann") as one, open_library("two.db", "bob") as two:
        one.keep_tag(SHIP)
        two.keep_tag(replace(SHIP, name="SHOAL", parent="SHIP" if "SHIP" in names(two) else None))
        one.keep_tag(replace(tag_named(one, "PERSON"), label="human", parent="ORGANISATION"))
        two.keep_tag(replace(tag_named(two, "PERSON"), key="X"))
        two.keep_tag(replace(tag_named(two, "ORGANISATION"), parent="PERSON"))
    found = []
    for first, other in (("one", "two"), ("two", "one")):
        shutil.copy(tmp_path / f"{first}.db", tmp_path / f"{first}-both.db")
        with open_library(f"{first}-both.db") as library:
            assert not library.merge(tmp_path / f"{other}.db").is_nothing
            assert library.merge(tmp_path / f"{other}.db").is_nothing
            found.append({tag.name: tag for tag in library.tags()})
        assert faults(tmp_path / f"{first}-both.db") == []
    assert found[0] == found[1]
    both = found[0]
    assert (both["SHIP"].key, both["SHOAL"].key, both["PERSON"].key) == (None, "S", "X")
    assert both["PERSON"].label == "human"
    assert {both["PERSON"].parent, both["ORGANISATION"].parent} in ({None, "PERSON"}, {None, "ORGANISATION"})


def test_a_tag_that_went_here_stays_where_the_other_library_uses_it(
    open_library: OpenLibrary, article: MakeArticle, tmp_path: Path
) -> None:
    with open_library("one.db", "ann") as one:
        one.keep_tag(SHIP)
    shutil.copy(tmp_path / "one.db", tmp_path / "two.db")
    with open_library("two.db", "bob") as two:
        two.annotate(article(into=two).id, on("ferry", "SHIP"))
    with open_library("one.db", "ann") as one:
        assert not one.retire_tag("SHIP")
        one.merge(tmp_path / "two.db")
        assert tag_named(one, "SHIP").label == "ship"
        assert one.tag_uses() == {"SHIP": 1}
    assert faults(tmp_path / "one.db") == []


def test_a_tag_that_was_renamed_here_does_not_come_from_where_it_has_its_old_name_still(
    open_library: OpenLibrary, tmp_path: Path
) -> None:
    with open_library("one.db") as one:
        one.keep_tag(SHIP)
    shutil.copy(tmp_path / "one.db", tmp_path / "older.db")
    with open_library("one.db") as one:
        one.keep_tag(replace(SHIP, name="VESSEL"), was="SHIP")
        before = one.tags()
        assert one.merge(tmp_path / "older.db").is_nothing
        assert one.tags() == before

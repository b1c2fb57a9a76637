"""The catalogue of entities: made, changed, united, split, dropped, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from store.errors import ChangedSince, NotFound, Refused
from store.formats import jsonl
from store.library import Library
from store.model import (
    Alias,
    Annotation,
    Deed,
    Draft,
    Entity,
    EntityDraft,
    LinkDraft,
    NewEntity,
    PartDraft,
    Role,
    State,
)
from store.naming import draft_of
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of, tables_of
from tests.store.formats.libraries import exported, library_of
from tests.store.merged import contents, faults

MAAR = EntityDraft("Ilse Maar", "PERSON", (Alias("Maar"),), {"wikidata": "Q42"}, "B", "fisherwoman")
MINISTER = EntityDraft(
    "the minister", "PERSON", (Alias("Maar", weak=True), Alias("minister")), {"viaf": "7"}, "C", "new"
)


@pytest.fixture
def home(library: Library, article: MakeArticle) -> str:
    return article().id


def mention(library: Library, home: str, words: str, entity: str | NewEntity, tag: str = "PERSON") -> Annotation:
    return library.annotate(home, Draft(tag, (PartDraft(Role.MENTION, span_of(TEXT, words)),), entity))


def claim(library: Library, home: str, *chain: str) -> Annotation:
    content = PartDraft(Role.CONTENT, span_of(TEXT, "had promised a new ferry"))
    return library.annotate(home, Draft("CLAIM", (content,), chain=tuple(LinkDraft(each) for each in chain)))


def named(library: Library, mark: Annotation) -> str | None:
    entity = library.annotation(mark.id).entity
    return entity.id if entity else None


def chain(library: Library, mark: Annotation) -> list[str | None]:
    found = library.annotation(mark.id).claim
    return [link.entity for link in found.chain] if found else []


def last_step(library: Library) -> tuple[Deed, str]:
    change = next(library.changes())
    return change.action, change.summary


# --- made and changed ------------------------------------------------------------------------------------------------


def test_an_entity_is_made_before_any_mark_names_it_and_can_be_taken_back(library: Library) -> None:
    made = library.add_entity(MAAR)
    assert library.entity(made.id) == made
    assert draft_of(made) == MAAR
    assert last_step(library) == (Deed.ENTITY, "new person Ilse Maar")
    library.undo()
    assert library.entities() == ()
    library.redo()
    assert library.entities() == (made,)


def test_names_are_brought_to_one_line_with_single_blanks(library: Library) -> None:
    made = library.add_entity(EntityDraft("  Ilse\n Maar ", "PERSON", (Alias("I.\tMaar"),)))
    assert (made.name, made.aliases) == ("Ilse Maar", (Alias("I. Maar"),))


def test_an_entity_is_changed_in_one_step_and_one_that_stays_as_it_is_in_none(library: Library) -> None:
    made = library.add_entity(MAAR)
    changed = library.change_entity(made.id, replace(draft_of(made), name="Ilse Maar-Lund", note=""))
    assert library.entity(made.id) == changed
    assert last_step(library) == (Deed.ENTITY, "renamed Ilse Maar Ilse Maar-Lund")
    number = len(list(library.changes()))
    library.change_entity(made.id, draft_of(changed))
    assert len(list(library.changes())) == number
    library.undo()
    assert library.entity(made.id) == made


def test_with_another_tag_its_mentions_keep_theirs_unless_they_are_to_have_it(library: Library, home: str) -> None:
    made = library.add_entity(MAAR)
    one = mention(library, home, "Ilse Maar", made.id)
    other = mention(library, home, "fishermen", made.id, "ORGANISATION")
    place = replace(draft_of(made), tag="PLACE")
    library.change_entity(made.id, place)
    assert library.annotation(one.id).tag == "PERSON"
    library.undo()
    library.change_entity(made.id, place, retag=True)
    assert [library.annotation(each.id).tag for each in (one, other)] == ["PLACE", "ORGANISATION"]
    assert library.annotation(one.id).updated > one.updated
    library.undo()
    assert library.annotation(one.id) == one


# --- united ----------------------------------------------------------------------------------------------------------


def test_two_become_one_with_all_their_marks_chains_and_names_and_one_undo_brings_both_back(
    library: Library, home: str
) -> None:
    aliases = (Alias("Maar"), Alias("minister", weak=True))  # strong where it is so in one of them
    one, two = library.add_entity(replace(MAAR, aliases=aliases)), library.add_entity(MINISTER)
    mark, said = mention(library, home, "minister", two.id), claim(library, home, two.id)
    before = tables_of(library)
    made = library.unite(one.id, two.id)
    assert made == Entity(
        one.id,
        "Ilse Maar",
        "PERSON",
        (Alias("Maar"), Alias("minister"), Alias("the minister")),
        {"viaf": "7", "wikidata": "Q42"},
        "B",
        "fisherwoman\nnew",
    )
    assert library.entities() == (made,)
    assert library.entity(two.id) == made
    assert (named(library, mark), chain(library, said)) == (one.id, [one.id])
    assert all(library.annotation(each.id).updated > each.updated for each in (mark, said))
    assert last_step(library) == (Deed.UNITE, "united the minister with Ilse Maar")
    library.undo()
    after = tables_of(library)
    assert all(after[name] == before[name] for name in ("entity", "alias", "annotation", "attribution"))
    library.redo()
    assert (library.entities(), named(library, mark)) == ((made,), one.id)


def test_an_entity_that_was_united_before_goes_along(library: Library, home: str) -> None:
    one, two, three = (library.add_entity(EntityDraft(name, "PERSON")) for name in ("One", "Two", "Three"))
    mark = mention(library, home, "Ilse Maar", three.id)
    library.unite(two.id, three.id)
    library.unite(one.id, three.id)  # which is two by now
    assert {library.entity(each.id).id for each in (one, two, three)} == {one.id}
    assert named(library, mark) == one.id
    assert [alias.name for alias in library.entity(one.id).aliases] == ["Three", "Two"]


def test_one_entity_is_not_united_with_itself_nor_round_in_a_circle(library: Library) -> None:
    one, two = library.add_entity(MAAR), library.add_entity(MINISTER)
    with pytest.raises(Refused, match="one entity already, Ilse Maar"):
        library.unite(one.id, one.id)
    library.unite(one.id, two.id)
    before = tables_of(library)
    with pytest.raises(Refused, match="one entity already"):
        library.unite(two.id, one.id)
    assert tables_of(library) == before


def test_two_in_one_chain_are_not_united_for_nobody_is_their_own_source(library: Library, home: str) -> None:
    one, two = library.add_entity(MAAR), library.add_entity(MINISTER)
    claim(library, home, one.id, two.id)
    before = tables_of(library)
    with pytest.raises(
        Refused, match="own source: Ilse Maar and the minister are in one chain in “Ferry will sail again,…”"
    ):
        library.unite(one.id, two.id)
    assert tables_of(library) == before


def test_a_mark_that_is_to_name_one_that_was_united_names_the_other(library: Library, home: str) -> None:
    one, two = library.add_entity(MAAR), library.add_entity(MINISTER)
    library.unite(one.id, two.id)
    mark = mention(library, home, "Ilse Maar", two.id)
    said = claim(library, home, two.id)
    assert (named(library, mark), chain(library, said)) == (one.id, [one.id])


def test_a_mark_that_comes_back_names_whoever_its_entity_is_by_then(
    open_library: OpenLibrary, library: Library, home: str
) -> None:
    one, two = library.add_entity(MAAR), library.add_entity(MINISTER)
    mark, said = mention(library, home, "minister", two.id), claim(library, home, two.id)
    library.delete_annotation(mark.id)
    library.delete_annotation(said.id)
    open_library(annotator="another").unite(one.id, two.id)
    library.undo()
    library.undo()
    assert (named(library, mark), chain(library, said)) == (one.id, [one.id])
    assert faults(library.path) == []


def test_where_two_are_united_again_what_others_let_name_one_meanwhile_goes_along(
    open_library: OpenLibrary, library: Library, home: str
) -> None:
    one, two = library.add_entity(MAAR), library.add_entity(MINISTER)
    library.unite(one.id, two.id)
    library.undo()
    other = open_library(annotator="another")
    mark, said = mention(other, home, "minister", two.id), claim(other, home, two.id)
    library.redo()
    assert (named(library, mark), chain(library, said)) == (one.id, [one.id])
    library.undo()
    assert (library.annotation(mark.id), library.annotation(said.id)) == (mark, said)
    both = claim(other, home, one.id, two.id)
    before = tables_of(library)
    with pytest.raises(ChangedSince):
        library.redo()
    assert tables_of(library) == before
    other.delete_annotation(both.id)
    library.redo()
    assert library.entity(two.id).id == one.id
    assert faults(library.path) == []


def test_what_others_changed_since_is_not_taken_back(open_library: OpenLibrary, library: Library, home: str) -> None:
    one, two = library.add_entity(MAAR), library.add_entity(MINISTER)
    mark = mention(library, home, "minister", two.id)
    library.unite(one.id, two.id)
    other = open_library(annotator="another")
    other.revise(mark.id, Draft("PERSON", (PartDraft(Role.MENTION, span_of(TEXT, "minister")),), one.id, "a note"))
    before = tables_of(library)
    with pytest.raises(ChangedSince):
        library.undo()
    assert tables_of(library) == before


# --- split and dropped -----------------------------------------------------------------------------------------------


def test_some_marks_are_split_off_to_another_with_their_links_of_chains(library: Library, home: str) -> None:
    one = library.add_entity(MAAR)
    stays, goes = (mention(library, home, words, one.id) for words in ("Ilse Maar", "minister"))
    said = claim(library, home, one.id)
    before = tables_of(library)["annotation"]
    made = library.split(one.id, [goes.id, said.id], EntityDraft("The Minister", "PERSON"))
    assert [named(library, each) for each in (stays, goes)] == [one.id, made.id]
    assert chain(library, said) == [made.id]
    assert last_step(library) == (Deed.SPLIT, "split The Minister off Ilse Maar")
    library.undo()
    assert (tables_of(library)["annotation"], library.entities()) == (before, (one,))


def test_nothing_is_split_off_without_marks_or_by_marks_of_others(library: Library, home: str) -> None:
    one, two = library.add_entity(MAAR), library.add_entity(MINISTER)
    mark = mention(library, home, "Ilse Maar", one.id)
    before = tables_of(library)
    for marks, why in (([], "no mark was chosen"), ([mark.id], "not all of these marks name the minister")):
        with pytest.raises(Refused, match=why):
            library.split(two.id, marks, EntityDraft("New", "PERSON"))
    assert tables_of(library) == before


def test_an_entity_is_dropped_with_those_united_with_it_once_no_mark_names_it(library: Library, home: str) -> None:
    one, two = library.add_entity(MAAR), library.add_entity(MINISTER)
    made = library.unite(one.id, two.id)
    mark = mention(library, home, "Ilse Maar", one.id)
    library.set_state(home, State.DELETED)
    before = tables_of(library)
    with pytest.raises(Refused, match="1 mark names Ilse Maar"):
        library.drop_entity(one.id)
    assert tables_of(library) == before
    library.delete_annotation(mark.id)
    library.drop_entity(one.id)
    assert tables_of(library)["entity"] == tables_of(library)["alias"] == []
    library.undo()
    assert library.entity(two.id) == made


def test_what_is_not_there_is_said_to_be_gone(library: Library) -> None:
    made = library.add_entity(MAAR)
    for deed in (library.drop_entity, library.entity, lambda gone: library.unite(made.id, gone)):
        with pytest.raises(NotFound, match="there is no entity nobody"):
            deed("nobody")


# --- refused ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (replace(MAAR, name=" \n "), "needs a name"),
        (replace(MAAR, name="x" * 10_000), "characters at most, this one 10000"),
        (replace(MAAR, aliases=(Alias(""),)), "needs a name"),
        (replace(MAAR, aliases=(Alias("Ilse  Maar"),)), "is the name already"),
        (replace(MAAR, aliases=(Alias("Maar"), Alias("Maar", weak=True))), "twice among the other names"),
        (replace(MAAR, identifiers={"wikidata": "42"}), "Q and a number"),
        (replace(MAAR, identifiers={"wikidata": "Q042"}), "Q and a number"),
        (replace(MAAR, identifiers={"Wikidata": "Q42"}), "names no register"),
        (replace(MAAR, identifiers={"viaf": " "}), "is empty"),
        (replace(MAAR, identifiers={"viaf": "7" * 201}), "200 characters at most"),
        (replace(MAAR, reliability="G"), "a letter from A to F"),
        (replace(MAAR, note="x" * 10_001), "10000 characters at most"),
        (replace(MAAR, tag="CLAIM"), "no entity can have it"),
        (replace(MAAR, tag="NOBODY"), "there is no tag NOBODY"),
    ],
)
def test_bad_input_is_refused_with_words_and_nothing_is_changed(library: Library, draft: EntityDraft, why: str) -> None:
    here = library.add_entity(MINISTER)
    before = tables_of(library)
    with pytest.raises(Refused, match=why):
        library.add_entity(draft)
    with pytest.raises(Refused, match=why):
        library.change_entity(here.id, draft)
    with pytest.raises(Refused, match=why):
        library.split(here.id, ["a mark"], draft)
    assert tables_of(library) == before


# --- from library to library -----------------------------------------------------------------------------------------


def test_an_import_of_marks_that_name_one_that_was_united_here_names_the_other(library: Library, home: str) -> None:
    one, two = library.add_entity(MAAR), library.add_entity(MINISTER)
    mark, said = mention(library, home, "minister", two.id), claim(library, home, two.id)
    both = claim(library, home, two.id, one.id)
    lines = exported(library, articles=True)
    for each in (mark, said, both):
        library.delete_annotation(each.id)
    made = library.unite(one.id, two.id)
    library.receive(jsonl.read(lines, "there.jsonl"))
    assert (named(library, mark), chain(library, said)) == (one.id, [one.id])
    assert chain(library, both) == [one.id, None]
    assert library.entities() == (made,)
    assert faults(library.path) == []


def test_what_was_united_stays_so_in_an_export_and_its_import(library: Library, home: str) -> None:
    one, two = library.add_entity(MAAR), library.add_entity(MINISTER)
    mention(library, home, "minister", two.id)
    made = library.unite(one.id, two.id)
    lines = exported(library, articles=True)
    with library_of(lines) as other:
        assert other.entities() == (made,)
        assert exported(other, articles=True) == lines


def test_where_two_libraries_united_the_same_two_the_other_way_round_the_older_stays(
    open_library: OpenLibrary, library: Library, home: str
) -> None:
    one, two = library.add_entity(MAAR), library.add_entity(MINISTER)
    mark = mention(library, home, "minister", two.id)
    there = open_library("there.db", "another")
    there.merge(library.path)
    library.unite(one.id, two.id)
    there.unite(two.id, one.id)
    late = mention(there, home, "Ilse Maar", two.id)
    library.merge(there.path)
    there.merge(library.path)
    for each in (library, there):
        assert [entity.id for entity in each.entities()] == [one.id]
        assert {named(each, mark), named(each, late)} == {one.id}
        assert each.entity(two.id).id == one.id
        assert faults(each.path) == []
        assert each.settle() == 0
        assert len(each.mentions(one.id)) == 2


def test_a_mark_made_there_of_one_that_was_united_here_names_the_other_once_they_are_merged(
    open_library: OpenLibrary, library: Library, home: str
) -> None:
    one, two = library.add_entity(MAAR), library.add_entity(MINISTER)
    there = open_library("there.db", "another")
    there.merge(library.path)
    library.unite(one.id, two.id)
    mark, said = mention(there, home, "minister", two.id), claim(there, home, one.id, two.id)
    library.merge(there.path)
    assert named(library, mark) == one.id
    links = library.annotation(said.id).claim
    assert links
    assert [(link.entity, link.label) for link in links.chain] == [(one.id, ""), (None, "the minister")]
    assert library.merge(there.path).is_nothing


def test_libraries_say_the_same_in_whatever_order_they_are_merged(
    open_library: OpenLibrary, library: Library, home: str, tmp_path: Path
) -> None:
    one, two, three = (library.add_entity(EntityDraft(name, "PERSON")) for name in ("One", "Two", "Three"))
    mark = mention(library, home, "Ilse Maar", three.id)
    for name in ("b.db", "c.db"):
        open_library(name).merge(library.path)
    library.unite(one.id, two.id)
    part = (PartDraft(Role.MENTION, span_of(TEXT, "Ilse Maar")),)
    open_library("b.db").revise(mark.id, Draft("PERSON", part, two.id))
    open_library("c.db").revise(mark.id, Draft("PERSON", part, three.id, "sure"))
    paths = [library.path, tmp_path / "b.db", tmp_path / "c.db"]
    found = []
    for number, order in enumerate(permutations(paths)):
        merged = open_library(f"{number}.db")
        for path in order:
            merged.merge(path)
        found.append(contents(merged.path))
        assert named(merged, mark) == one.id
    assert all(each == found[0] for each in found)

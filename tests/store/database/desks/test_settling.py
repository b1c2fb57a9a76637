"""Rows of the desk of entities follow what is done, in doses, and what is wrong with them is found and cured."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from store.database.desks import settling
from store.errors import Refused
from store.library import Library
from store.model import Alias, Draft, EntityDraft, EntityRow, LinkDraft, Metadata, PartDraft, Role, State
from store.naming import draft_of
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of
from tests.store.formats.libraries import exported, library_of

MAAR = EntityDraft("Ilse Maar", "PERSON", (Alias("the Fisherwoman"),), note="Asked in May")


def mention(library: Library, home: str, words: str, entity: str) -> str:
    return library.annotate(home, Draft("PERSON", (PartDraft(Role.MENTION, span_of(TEXT, words)),), entity)).id


def claim(library: Library, home: str, entity: str) -> str:
    content = PartDraft(Role.CONTENT, span_of(TEXT, "had promised a new ferry"))
    return library.annotate(home, Draft("CLAIM", (content,), chain=(LinkDraft(entity), LinkDraft(label="a man")))).id


def row(library: Library, entity: str) -> EntityRow | None:
    assert library.settle() == 0
    number = library.entity_number(entity)
    return None if number is None else library.entity_rows([number])[number]


def figures(library: Library, entity: str) -> tuple[int, int, str | None, str | None]:
    found = row(library, entity)
    assert found
    return found.mentions, found.articles, found.first, found.last


def test_mentions_and_claims_count_by_their_articles_and_deleted_ones_do_not(
    library: Library, article: MakeArticle
) -> None:
    dates = ("2024-07-20T23:30:00-05:00", "2024-07-21T01:00:00Z", None)
    homes = [article(metadata=Metadata("Ferry", published=date)).id for date in dates]
    maar = library.add_entity(MAAR).id
    assert figures(library, maar) == (0, 0, None, None)
    marks = [mention(library, home, words, maar) for home in homes for words in ("Ilse Maar", "minister")]
    claim(library, homes[0], maar)
    # In UTC the first of these dates is the later one.
    assert figures(library, maar) == (7, 3, dates[1], dates[0])
    library.delete_articles(homes[:1])
    assert figures(library, maar) == (4, 2, dates[1], dates[1])
    library.restore_articles(homes[:1])
    library.correct_field(homes[0], "published", "2023")
    assert figures(library, maar) == (7, 3, "2023", dates[1])
    library.delete_annotation(marks[0])
    assert figures(library, maar)[:2] == (6, 3)


def test_a_row_goes_with_its_entity_and_follows_its_names(library: Library) -> None:
    maar = library.add_entity(MAAR)
    found = row(library, maar.id)
    assert found
    assert found.entity == maar
    changed = library.change_entity(maar.id, replace(draft_of(maar), name="Zoë Maar", tag="ORGANISATION", aliases=()))
    there = row(library, maar.id)
    assert there == replace(found, entity=changed)
    library.drop_entity(maar.id)
    assert row(library, maar.id) is None
    library.undo()
    assert row(library, maar.id) is not None


def test_one_that_was_united_has_no_row_and_the_other_its_marks(library: Library, article: MakeArticle) -> None:
    home = article().id
    one, two = library.add_entity(MAAR).id, library.add_entity(replace(MAAR, name="The Minister")).id
    mention(library, home, "minister", two)
    library.unite(one, two)
    assert row(library, two) is None
    assert figures(library, one)[0] == 1
    library.undo()
    assert (figures(library, one)[0], figures(library, two)[0]) == (0, 1)


def test_it_is_settled_in_doses_and_others_may_go_on(library: Library, open_library: OpenLibrary) -> None:
    for number in range(5):
        library.add_entity(replace(MAAR, name=f"Maar {number}"))
    assert library.unsettled() == 5
    assert library.settle(2) == 3
    assert len(library.entity_numbers()) == 2
    assert open_library(annotator="another").settle() == 0
    assert (library.unsettled(), len(library.entity_numbers())) == (0, 5)


def test_where_nothing_is_unsettled_nothing_is_written(library: Library) -> None:
    library.add_entity(MAAR)
    library.settle()
    with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert library.settle() == 0


def test_what_is_refused_unsettles_nothing(library: Library) -> None:
    maar = library.add_entity(MAAR)
    library.settle()
    with pytest.raises(Refused):
        library.unite(maar.id, maar.id)
    assert library.unsettled() == 0


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE known SET mentions = mentions + 1",
        "UPDATE known SET name = 'somebody'",
        "DELETE FROM known",
        "UPDATE known SET entity = 'nobody'",
    ],
)
def test_doctor_tells_and_cures_a_wrong_row(library: Library, article: MakeArticle, damage: str) -> None:
    home = article().id
    maar = library.add_entity(MAAR).id
    mention(library, home, "Ilse Maar", maar)
    right = row(library, maar)
    assert library.faults() == []
    with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
        other.execute(damage)
    (fault,) = library.faults()
    assert fault.curable
    assert "entities are not counted or named in their desk as they should be" in fault.words
    library.cure()
    assert library.faults() == []
    found = row(library, maar)
    assert right
    assert found
    assert replace(found, number=right.number) == right


def test_what_waits_to_be_settled_is_no_fault(library: Library) -> None:
    library.add_entity(MAAR)
    assert settling.wrong_entities(library._connection) == []
    assert library.faults() == []


def test_a_purge_leaves_no_word_of_an_entity_that_only_purged_marks_named(
    library: Library, article: MakeArticle
) -> None:
    home = article().id
    gone = library.add_entity(EntityDraft("Xanthippe Quux", "PERSON", (Alias("Zwyx"),))).id
    stays = library.add_entity(MAAR).id
    for entity in (gone, stays):
        mention(library, home, "Ilse Maar", entity)
    library.settle()
    library.set_state(home, State.DELETED)
    library.purge()
    assert [found.entity.name for found in library.entity_rows(library.entity_numbers()).values()] == ["Ilse Maar"]
    raw = library.path.read_bytes().lower()
    assert [word for word in (b"xanthippe", b"zwyx") if word in raw] == []
    assert library.faults() == []


def test_rows_are_settled_again_after_a_merge_and_an_import(open_library: OpenLibrary, article: MakeArticle) -> None:
    library = open_library()
    home = article().id
    maar = library.add_entity(MAAR).id
    mention(library, home, "Ilse Maar", maar)
    there = open_library("there.db")
    there.settle()
    there.merge(library.path)
    assert figures(there, maar)[0] == 1
    assert there.faults() == []


def test_a_mark_that_nobody_accepted_counts_for_nothing(library: Library, article: MakeArticle) -> None:
    maar = library.add_entity(MAAR).id
    home = article().id
    mention(library, home, "Ilse Maar", maar)
    claim(library, home, maar)
    lines = exported(library, articles=True)
    with library_of(lines) as other:
        assert figures(other, maar)[:2] == (2, 1)
    with library_of([line.replace('"accepted"', '"suggested"') for line in lines]) as other:
        assert figures(other, maar) == (0, 0, None, None)
        assert other.mentions(maar) == other.mentions(maar, 5) == []
        assert other.faults() == []

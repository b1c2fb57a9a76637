"""Two people who change the same: the later one is told, and nothing that the other said is written over unseen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from store import naming
from store.errors import ChangedSince, NotFound
from store.library import Library
from store.model import (
    Alias,
    Annotation,
    Article,
    Draft,
    Entity,
    EntityDraft,
    PartDraft,
    RelationKind,
    Role,
    State,
)
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of, tables_of


@pytest.fixture
def ann(open_library: OpenLibrary) -> Library:
    """One of them."""
    return open_library(annotator="Ann")


@pytest.fixture
def bo(open_library: OpenLibrary) -> Library:
    """The other."""
    return open_library(annotator="Bo")


def draft(words: str, tag: str = "CLAIM", *, note: str = "") -> Draft:
    role = Role.CONTENT if tag == "CLAIM" else Role.MENTION
    return Draft(tag, (PartDraft(role, span_of(TEXT, words)),), note=note)


@dataclass
class Seen:
    """What both had on their screens before either did anything."""

    article: Article
    claim: Annotation
    other: Annotation
    person: Entity
    namesake: Entity


@pytest.fixture
def seen(ann: Library, article: MakeArticle) -> Seen:
    one = article(into=ann, raw=TEXT.encode())
    claim, other = ann.annotate(one.id, draft("12 lost boats")), ann.annotate(one.id, draft("up to 40"))
    person = ann.add_entity(EntityDraft("Ilse Maar", "PERSON"))
    namesake = ann.add_entity(EntityDraft("I. Maar", "PERSON"))
    return Seen(ann.article(one.id), claim, other, person, namesake)


def _revise(library: Library, seen: Seen) -> object:
    return library.revise(seen.claim.id, draft("lost boats"), since=seen.claim.updated)


def _note(library: Library, seen: Seen) -> object:
    noted = draft("12 lost boats", note=f"said {library.annotator}")
    return library.revise(seen.claim.id, noted, since=seen.claim.updated)


def _delete(library: Library, seen: Seen) -> object:
    return library.delete_annotation(seen.claim.id, since=seen.claim.updated)


def _relate(library: Library, seen: Seen) -> object:
    both = (seen.claim, seen.other)
    return library.relate(seen.claim.id, seen.other.id, RelationKind.UPDATES, since=both)


def _rename(library: Library, seen: Seen) -> object:
    named = replace(naming.draft_of(seen.person), name=f"Ilse of {library.annotator}")
    return library.change_entity(seen.person.id, named, since=seen.person)


def _give_another_name(library: Library, seen: Seen) -> object:
    named = replace(naming.draft_of(seen.person), aliases=(Alias(f"Maar of {library.annotator}"),))
    return library.change_entity(seen.person.id, named, since=seen.person)


def _unite(library: Library, seen: Seen) -> object:
    return library.unite(seen.namesake.id, seen.person.id, since=(seen.namesake, seen.person))


def _drop(library: Library, seen: Seen) -> object:
    library.drop_entity(seen.person.id, since=seen.person)
    return None


def _retag(library: Library, seen: Seen) -> object:
    tag = next(each for each in library.tags() if each.name == "PERSON")
    changed = replace(tag, label=f"person of {library.annotator}")
    return library.keep_tag(changed, was="PERSON", since=replace(tag, label="person"))


def _correct(library: Library, seen: Seen) -> object:
    title = f"Boats, by {library.annotator}"
    return library.correct_fields(seen.article.id, {"title": title}, since=seen.article.metadata)


def _correct_line(library: Library, seen: Seen) -> object:
    line = TEXT.split("\n\n")[-1]
    return library.correct_line(seen.article.id, line, keep=False, text_id=seen.article.text_id)


Deed = Callable[[Library, Seen], object]
OF_ONE_THING: tuple[tuple[Deed, ...], ...] = (
    (_revise, _note, _delete),
    (_rename, _give_another_name, _unite, _drop),
    (_retag,),
    (_correct,),
    (_correct_line,),
)
PAIRS = [(first, second) for deeds in OF_ONE_THING for first in deeds for second in deeds]


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=lambda deed: deed.__name__.strip("_"))
def test_whoever_is_later_is_told_and_nothing_is_written_over(
    ann: Library, bo: Library, seen: Seen, first: Deed, second: Deed
) -> None:
    first(ann, seen)
    before = tables_of(ann)
    with pytest.raises((ChangedSince, NotFound), match=r"your change was not saved|nothing was changed|gone|no entity"):
        second(bo, seen)
    assert tables_of(ann) == before


@pytest.mark.parametrize("first", [_revise, _note, _delete], ids=lambda deed: deed.__name__.strip("_"))
def test_a_claim_that_says_something_else_by_now_is_related_to_nothing(
    ann: Library, bo: Library, seen: Seen, first: Deed
) -> None:
    first(ann, seen)
    with pytest.raises((ChangedSince, NotFound)):
        _relate(bo, seen)
    assert bo.relations(seen.other.id) == ()


def test_who_did_it_is_named(ann: Library, bo: Library, seen: Seen) -> None:
    _revise(bo, seen)
    _give_another_name(bo, seen)
    with pytest.raises(ChangedSince, match="this mark was changed meanwhile by Bo"):
        _delete(ann, seen)
    with pytest.raises(ChangedSince, match="Ilse Maar was changed meanwhile by Bo"):
        _rename(ann, seen)


def test_an_entity_that_was_united_with_another_meanwhile_does_not_draw_that_one_in(
    ann: Library, bo: Library, seen: Seen
) -> None:
    third = ann.add_entity(EntityDraft("Maar the elder", "PERSON"))
    bo.unite(third.id, seen.person.id)
    with pytest.raises(ChangedSince, match="Ilse Maar was changed meanwhile by Bo"):
        _unite(ann, seen)
    assert {each.name for each in ann.entities()} == {"I. Maar", "Maar the elder"}


def test_a_mark_that_waits_for_words_is_put_somewhere_by_one_of_two(ann: Library, bo: Library, seen: Seen) -> None:
    here = seen.article.text_id
    bo.place(seen.claim.id, draft("19").parts, since=seen.claim.updated, text_id=here)
    with pytest.raises(ChangedSince):
        ann.place(seen.claim.id, draft("Ilse Maar").parts, since=seen.claim.updated, text_id=here)
    assert ann.annotation(seen.claim.id).quote == "19"


def test_labels_of_both_are_there_and_a_state_is_what_was_said_last(ann: Library, bo: Library, seen: Seen) -> None:
    one = seen.article.id
    ann.label([one], "boats")
    bo.label([one], "harbour")
    ann.set_state(one, State.DONE)
    bo.set_state(one, State.ASIDE)
    assert set(ann.labels()) == {"boats", "harbour"}
    assert ann.state(one) is State.ASIDE
    assert [each.annotator for each in ann.changes(article=one)][:4] == ["Bo", "Ann", "Bo", "Ann"], (
        "the history has all"
    )


def test_each_takes_back_what_is_their_own_and_only_where_nobody_changed_it_since(
    ann: Library, bo: Library, seen: Seen
) -> None:
    theirs = bo.annotate(seen.article.id, draft("Ilse Maar", "PERSON"))
    _revise(ann, seen)
    assert bo.undo().annotator == "Bo"
    with pytest.raises(NotFound):
        ann.annotation(theirs.id)
    assert ann.annotation(seen.claim.id).quote == "lost boats", "what Ann did last stands"
    now = ann.annotation(seen.claim.id)
    bo.revise(now.id, draft("boats"), since=now.updated)
    with pytest.raises(ChangedSince, match="changed since"):
        ann.undo()
    assert ann.annotation(seen.claim.id).quote == "boats", "what Bo did stands"

"""Whatever is done to libraries and copies of them, and in whatever order they are merged: the same comes out of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.document import Document
from store.errors import ChangedSince, NothingToUndo, Refused
from store.library import Library
from store.model import (
    Alias,
    Claim,
    Cleaned,
    Draft,
    EntityDraft,
    LinkDraft,
    Metadata,
    NewEntity,
    PartDraft,
    Queue,
    RawItem,
    RelationKind,
    Role,
    State,
)
from store.text import words
from tests.conftest import CountingClock, CountingIds, with_library
from tests.store.merged import Rows, contents, faults

LONG = "Ferry again\n\nIslanders said the minister had promised a ferry.\n\nNobody at the harbour could be reached."
SHORT = LONG.removesuffix("\n\nNobody at the harbour could be reached.")
NUMBER = st.integers(0, 20)
WHAT = (
    "add add-short annotate annotate claim claim revise revise revise delete relate unrelate state label unlabel remove"
    " restore title byline queue drop undo undo redo position unite unite split drop-entity rename"
).split()
STEP = st.tuples(st.integers(0, 2), st.sampled_from(WHAT), NUMBER, NUMBER)


def draft(library: Library, text: str, kind: int, number: int) -> Draft:
    """A mark of one of five sorts on words of a text."""
    spans = tuple(words(text))
    span, other = spans[number % len(spans)], spans[(number * 7 + 3) % len(spans)]
    mention = (PartDraft(Role.MENTION, span),)
    known = [entity.id for entity in library.entities()]
    someone = (
        known[number % len(known)] if known and number % 3 else NewEntity(f"N{number}", "PERSON", (Alias("the one"),))
    )
    match kind % 5:
        case 0:
            return Draft("HIGHLIGHT", mention, note=f"note {number}")
        case 1:
            return Draft("PERSON", mention, entity=someone)
        case 2:
            return Draft("PLACE", mention, note=f"note {number}")
        case 3:
            return Draft("CLAIM", (PartDraft(Role.CONTENT, span),), claim=Claim(f"gist {number}"))
    parts = (PartDraft(Role.CONTENT, span), PartDraft(Role.CONTENT, other), PartDraft(Role.CUE, spans[0], 1))
    chain = (LinkDraft(someone), LinkDraft(label=f"L{number}"))
    return Draft("CLAIM", parts, claim=Claim(quantity=number, unit=f"u{number}"), chain=chain)


def do(library: Library, what: str, one: int, two: int) -> None:
    """One step, if there is something to do it to. Raises Refused where a rule would be broken."""
    if what in ("add", "add-short"):
        text = SHORT if what == "add-short" else LONG
        title = f"{library.annotator} {one % 3}"
        cleaned = Cleaned(Document(text), Metadata(title, outlet=library.annotator), "text/plain", "utf-8", "t")
        library.keep(RawItem(b"page %d" % (one % 3), "-"), cleaned)
        return
    homes = sorted(each for row in library.articles() for each in [row.id])
    gone = library.purgeable().articles
    if what == "restore" and gone:
        library.restore_articles(library._deleted_for(None)[:1])
        return
    if what == "queue":
        library.keep_queue(Queue(f"queue {one % 2}", f"{two}", key="abc"[two % 3]))
        return
    if what == "drop" and library.queues():
        library.drop_queue(library.queues()[0].name)
        return
    if what in ("undo", "redo"):
        (library.undo if what == "undo" else library.redo)()
        return
    if known := [entity.id for entity in library.entities()]:
        catalogue(library, what, known[one % len(known)], known[two % len(known)], two)
    if not homes:
        return
    home = library.article(homes[two % len(homes)])
    marks = [mark for article in homes for mark in library.annotations(article)]
    claims = [mark.id for mark in marks if mark.claim]
    mark = marks[two % len(marks)] if marks else None
    if what == "annotate":
        library.annotate(home.id, draft(library, home.text, one, two))
    elif what == "claim":
        library.annotate(home.id, draft(library, home.text, 4, one))
    elif what == "revise" and mark:
        library.revise(mark.id, draft(library, library.article(mark.article).text, one, two + one))
    elif what == "delete" and mark:
        library.delete_annotation(mark.id)
    elif what == "relate" and claims:
        kind = list(RelationKind)[one % 2]
        library.relate(claims[one % len(claims)], claims[two % len(claims)], kind)
    elif what == "unrelate":
        for relation in [relation for each in claims for relation in library.annotation(each).relations][:1]:
            library.unrelate(relation)
    elif what == "state":
        library.set_states(homes[: 1 + one % 2], (State.DONE, State.ASIDE, State.READING)[two % 3])
    elif what == "label":
        library.label(homes[: 1 + one % 3], f"label {two % 2}")
    elif what == "unlabel":
        library.unlabel(homes[: 1 + one % 3], f"label {two % 2}")
    elif what == "remove":
        library.delete_articles([home.id])
    elif what in ("title", "byline"):
        library.correct_field(home.id, what, f"{library.annotator} {two}")
    elif what == "position":
        library.set_position(home, one)


def catalogue(library: Library, what: str, one: str, other: str, number: int) -> None:
    """A step with entities."""
    if what == "unite":
        library.unite(one, other)
    elif what == "rename":
        library.change_entity(one, EntityDraft(f"R{number}", "PERSON", (Alias(f"A{number % 3}"),)))
    elif what == "drop-entity":
        library.drop_entity(one)
    elif what == "split":
        library.split(one, library.mentions(one)[: 1 + number % 2], EntityDraft(f"S{number}", "PERSON"))


def merged(paths: Iterable[Path], into: Path) -> Rows:
    """What is in the first of some libraries once it has taken in the others, one after the other."""
    first, *others = paths
    shutil.copy(first, into)
    with Library(into, annotator="merger") as library:
        for other in others:
            library.merge(other)
    assert faults(into) == []
    return contents(into)


def everything_undone(library: Library) -> None:
    for _ in range(200):
        try:
            library.undo()
        except ChangedSince:
            continue
        except NothingToUndo:
            return
    raise AssertionError("undo never ends")


@settings(max_examples=9, deadline=None)
@given(before=st.lists(STEP, max_size=8), steps=st.lists(STEP, min_size=3, max_size=24), apart=st.booleans())
def test_merged_in_any_order_libraries_say_the_same(
    before: list[tuple[int, str, int, int]], steps: list[tuple[int, str, int, int]], apart: bool
) -> None:
    clock, ids = CountingClock(), CountingIds()
    names = ("Ann", "Bo", "Cy")
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)

        def opened(who: str) -> Library:
            return stack.enter_context(Library(with_library(folder / f"{who}.db"), annotator=who, clock=clock, ids=ids))

        with Library(with_library(folder / "Ann.db"), annotator="Ann", clock=clock, ids=ids) as first:
            for _, what, one, two in [(0, "add", 0, 0), *before]:
                with suppress(Refused, NothingToUndo):
                    do(first, what, one, two)
        shutil.copy(folder / "Ann.db", folder / "Bo.db")
        if not apart:
            shutil.copy(folder / "Ann.db", folder / "Cy.db")
        libraries = [opened(who) for who in names]
        for which, what, one, two in steps:
            with suppress(Refused, NothingToUndo):
                do(libraries[which], what, one, two)
        stack.close()
        paths = [folder / f"{who}.db" for who in names]
        found = [merged(order, folder / f"{number}.db") for number, order in enumerate(permutations(paths))]
        assert all(each == found[0] for each in found)
        with Library(folder / "Bo.db", annotator="Bo") as library:
            library.merge(folder / "Cy.db")
        assert merged([folder / "Ann.db", folder / "Bo.db"], folder / "grouped.db") == found[0]
        assert merged([folder / "0.db", *paths, folder / "5.db"], folder / "again.db") == found[0]
        for who in names:
            with Library(folder / "1.db", annotator=who) as library:
                everything_undone(library)
        assert faults(folder / "1.db") == []


@pytest.mark.parametrize("who", ["Ann", "Bo"])
def test_whoever_undoes_in_one_library_is_followed_in_the_other(tmp_path: Path, who: str) -> None:
    clock, ids = CountingClock(), CountingIds()
    with Library(with_library(tmp_path / "Ann.db"), annotator="Ann", clock=clock, ids=ids) as ann:
        do(ann, "add", 0, 0)
    shutil.copy(tmp_path / "Ann.db", tmp_path / "Bo.db")
    with ExitStack() as stack:
        ann, bo = (
            stack.enter_context(Library(tmp_path / f"{name}.db", annotator=name, clock=clock, ids=ids))
            for name in ("Ann", "Bo")
        )
        for library in (ann, bo):
            do(library, "annotate", 1, 3)
            do(library, "claim", 5, 2)
        ann.merge(bo.path)
        with ann.acting_as(who):
            everything_undone(ann)
        bo.merge(ann.path)
        assert contents(ann.path) == contents(bo.path)
        (home,) = bo.article_ids()
        assert {mark.annotator for mark in bo.annotations(home)} == {"Ann", "Bo"} - {who}

"""Whatever is done to entities and the marks that name them: all of it can be taken back and done again, nothing hangs loose,
and the desk knows what looking at every mark tells.
"""

from __future__ import annotations

import itertools
import tempfile
from collections import Counter, defaultdict
from contextlib import suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from store.document import Block, BlockKind, Document
from store.errors import AnnottyError, NothingToUndo, Refused
from store.library import Library
from store.model import (
    Alias,
    Annotation,
    Claim,
    Cleaned,
    Draft,
    EntityDraft,
    LinkDraft,
    Metadata,
    NewEntity,
    PartDraft,
    RawItem,
    RelationKind,
    Role,
    State,
    Status,
)
from store.text import Span
from tests.conftest import CountingClock, CountingIds, with_library
from tests.store.formats.libraries import exported
from tests.store.merged import contents, faults

WORDS = "Ilse Maar of the Port Office said that Mara Ilsen had counted twelve boats"
NAMES = st.sampled_from(["Ilse Maar", "Mara", "Port Office", "The Office", "PO", "北京"])
TAGS = st.sampled_from(["PERSON", "ORGANISATION"])
DATES = st.sampled_from([None, "2024", "2024-07-20", "2024-07-20T23:30:00-05:00", "2023-02-11"])
ALIASES = st.lists(st.builds(Alias, NAMES, st.booleans()), max_size=2, unique_by=lambda alias: alias.name).map(tuple)
DRAFTS = st.builds(
    EntityDraft,
    NAMES,
    TAGS,
    ALIASES,
    st.sampled_from([{}, {"wikidata": "Q42"}]),
    st.sampled_from([None, "B"]),
    st.sampled_from(["", "asked in May"]),
)
SOME = st.integers(0, 40)
WHO = st.one_of(SOME, SOME, st.builds(NewEntity, NAMES, TAGS))
CHAINS = st.lists(WHO, max_size=3)
DATA = ("entity", "alias", "annotation", "part", "claim", "attribution", "relation")


class Cataloguing(RuleBasedStateMachine):
    """Marks are made, changed and deleted; entities are made, changed, united, split and dropped; steps go back and forth."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "l.db"
        self.library = Library(with_library(path), annotator="one", clock=CountingClock(), ids=CountingIds())
        self.numbers = itertools.count()
        self.articles: list[str] = []

    def teardown(self) -> None:
        try:
            self.knows()
            self.walks_there_and_back()
        finally:
            self.library.close()
            self.folder.cleanup()

    def walks_there_and_back(self) -> None:
        """Once everything is undone there is nothing but articles; once it is done again all is as it was, to the byte."""
        before = contents(self.library.path, history=False), self.exported()
        steps = 0
        with suppress(NothingToUndo):
            while True:
                self.library.undo()
                steps += 1
        now = contents(self.library.path, history=False)
        assert [name for name in DATA if now[name]] == []
        for _ in range(steps):
            self.library.redo()
        assert (contents(self.library.path, history=False), self.exported()) == before
        self.knows()

    def exported(self) -> list[str]:
        return exported(self.library, articles=True)

    # --- what is there ------------------------------------------------------------------------------------------------

    def entity(self, some: int) -> str | None:
        here = self.library.entities()
        return here[some % len(here)].id if here else None

    def whom(self, who: int | NewEntity) -> str | NewEntity | None:
        return who if isinstance(who, NewEntity) else self.entity(who)

    def marks(self) -> list[Annotation]:
        return [mark for article in self.articles for mark in self.library.annotations(article)]

    def mark(self, some: int) -> Annotation | None:
        marks = self.marks()
        return marks[some % len(marks)] if marks else None

    # --- what is done -------------------------------------------------------------------------------------------------

    @initialize(dates=st.lists(DATES, min_size=2, max_size=3))
    def begin(self, dates: list[str | None]) -> None:
        for date in dates:
            document = Document(WORDS, (Block(BlockKind.PARAGRAPH, Span(0, len(WORDS))),))
            cleaned = Cleaned(document, Metadata("Boats", published=date), "text/plain", "utf-8", "test 1")
            raw = f"{next(self.numbers)} {WORDS}".encode()
            self.articles.append(self.library.keep(RawItem(raw, "page.txt"), cleaned).article)

    @rule(some=SOME, start=st.integers(0, 60), who=WHO, tag=TAGS)
    def mention(self, some: int, start: int, who: int | NewEntity, tag: str) -> None:
        draft = Draft(tag, (PartDraft(Role.MENTION, Span(start, start + 4)),), self.whom(who))
        self.library.annotate(self.articles[some % len(self.articles)], draft)

    @rule(some=SOME, start=st.integers(0, 60), chain=CHAINS)
    def claim(self, some: int, start: int, chain: list[int | NewEntity]) -> None:
        links = tuple(LinkDraft(self.whom(who), "somebody") for who in chain)
        draft = Draft("CLAIM", (PartDraft(Role.CONTENT, Span(start, start + 9)),), claim=Claim(), chain=links)
        with suppress(Refused):  # where it names somebody twice
            self.library.annotate(self.articles[some % len(self.articles)], draft)

    @rule(some=SOME, who=WHO)
    def revise(self, some: int, who: int | NewEntity) -> None:
        mark = self.mark(some)
        if mark is not None and mark.claim is None:
            parts = tuple(PartDraft(part.role, part.span) for part in mark.parts)
            self.library.revise(mark.id, Draft(mark.tag, parts, self.whom(who), mark.note))

    @rule(some=SOME)
    def delete(self, some: int) -> None:
        if (mark := self.mark(some)) is not None:
            self.library.delete_annotation(mark.id)

    @rule(one=SOME, other=SOME, kind=st.sampled_from(RelationKind))
    def relate(self, one: int, other: int, kind: RelationKind) -> None:
        claims = [mark.id for mark in self.marks() if mark.claim is not None]
        if claims:
            with suppress(Refused):  # itself, or once more
                self.library.relate(claims[one % len(claims)], claims[other % len(claims)], kind)

    @rule(draft=DRAFTS)
    def add(self, draft: EntityDraft) -> None:
        with suppress(Refused):  # where another name is the name
            self.library.add_entity(draft)

    @rule(some=SOME, draft=DRAFTS, retag=st.booleans())
    def change(self, some: int, draft: EntityDraft, retag: bool) -> None:
        if (entity := self.entity(some)) is not None:
            with suppress(Refused):
                self.library.change_entity(entity, draft, retag=retag)

    @rule(one=SOME, other=SOME)
    def unite(self, one: int, other: int) -> None:
        into, merged = self.entity(one), self.entity(other)
        if into is None or merged is None:
            return
        before = contents(self.library.path, history=False)
        try:
            self.library.unite(into, merged)
        except Refused:
            assert contents(self.library.path, history=False) == before
            return
        assert self.library.entity(merged).id == into
        self.library.undo()
        assert contents(self.library.path, history=False) == before
        self.library.redo()

    @rule(some=SOME, draft=DRAFTS, chosen=st.sets(SOME, min_size=1, max_size=4))
    def split(self, some: int, draft: EntityDraft, chosen: set[int]) -> None:
        if (entity := self.entity(some)) is None:
            return
        marks = self.library.mentions(entity)
        with suppress(Refused):
            made = self.library.split(entity, sorted({marks[each % len(marks)] for each in chosen if marks}), draft)
            assert set(self.library.mentions(made.id)) <= set(marks)
            assert not set(self.library.mentions(made.id)) & set(self.library.mentions(entity))

    @rule(some=SOME)
    def drop(self, some: int) -> None:
        if (entity := self.entity(some)) is not None:
            with suppress(Refused):  # while marks name it
                self.library.drop_entity(entity)

    @rule(some=SOME, state=st.sampled_from([State.DELETED, State.DONE]))
    def put_away(self, some: int, state: State) -> None:
        self.library.set_state(self.articles[some % len(self.articles)], state)

    @rule(back=st.booleans(), often=st.integers(1, 3))
    def walk(self, back: bool, often: int) -> None:
        with suppress(NothingToUndo):
            for _ in range(often):
                self.library.undo() if back else self.library.redo()

    @rule(most=st.integers(1, 2))
    def settle(self, most: int) -> None:
        left = self.library.unsettled()
        assert self.library.settle(most) == max(0, left - most)

    # --- what holds ---------------------------------------------------------------------------------------------------

    @invariant()
    def nothing_hangs_loose(self) -> None:
        if not self.articles:
            return
        assert faults(self.library.path) == []
        here = {entity.id for entity in self.library.entities()}
        named = {mark.entity.id for mark in self.marks() if mark.entity}
        links = {link.entity for mark in self.marks() if mark.claim for link in mark.claim.chain if link.entity}
        assert named | links <= here, "a mark names somebody who was united with another"

    def knows(self) -> None:
        """Once it is settled the desk has a row of each entity, with what a look at every mark tells."""
        assert self.library.settle() == 0
        rows = {row.entity.id: row for row in self.library.entity_rows(self.library.entity_numbers()).values()}
        assert {identifier: row.entity for identifier, row in rows.items()} == {
            entity.id: entity for entity in self.library.entities()
        }
        counts, places = naively(self.library, self.articles)
        for identifier, row in rows.items():
            there = places[identifier]
            assert (row.mentions, row.articles) == (counts[identifier], len(there))
            assert {row.first, row.last} <= {*there.values(), None}
            assert (row.first is None) == (row.last is None) == (set(there.values()) <= {None})
            assert len(self.library.mentions(identifier)) == row.mentions
        assert self.library.faults() == []


def naively(library: Library, articles: list[str]) -> tuple[Counter[str], dict[str, dict[str, str | None]]]:
    """How many marks name each entity, and the articles in which they do, with their dates."""
    counts: Counter[str] = Counter()
    places: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
    for article in articles:
        if library.state(article) is State.DELETED:
            continue
        for mark in library.annotations(article):
            chain = mark.claim.chain if mark.claim else ()
            named = {link.entity for link in chain if link.entity} | ({mark.entity.id} if mark.entity else set())
            for entity in named if mark.status is Status.ACCEPTED else ():
                counts[entity] += 1
                places[entity][article] = library.article(article).metadata.published
    return counts, places


TestCataloguing = Cataloguing.TestCase
TestCataloguing.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)


def test_two_hands_take_back_what_they_can_and_nothing_hangs_loose() -> None:
    """An undo that another's step stands in the way of is refused, and changes nothing."""
    machine = Cataloguing()
    try:
        machine.begin(["2024", None])
        first, second = (NewEntity(name, "PERSON") for name in ("Ilse Maar", "Mara"))
        machine.mention(0, 0, first, "PERSON")
        machine.mention(1, 0, second, "PERSON")
        library = machine.library
        one, other = library.entities()
        before = contents(library.path, history=False)
        with library.acting_as("two"):
            library.unite(one.id, other.id)
        united = contents(library.path, history=False)
        with suppress(AnnottyError):
            library.undo()
        assert contents(library.path, history=False) == united
        machine.nothing_hangs_loose()
        with library.acting_as("two"):
            library.undo()
        assert contents(library.path, history=False) == before
    finally:
        machine.teardown()

"""Whatever is done to a library, the desk of claims finds what looking at every claim finds, and disputes are what hangs
together.
"""

from __future__ import annotations

import itertools
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from store.database.desks.claims_settling import wrong_claims
from store.document import Block, BlockKind, Document
from store.errors import AnnottyError, NothingToUndo
from store.filters.terms import (
    All,
    Any,
    Counted,
    Dated,
    Figured,
    Having,
    InState,
    Mark,
    Marked,
    Not,
    Quantity,
    Term,
    Trait,
    When,
    Where,
    Words,
)
from store.library import Library
from store.model import (
    Alias,
    Certainty,
    Claim,
    ClaimOrder,
    ClaimSort,
    Cleaned,
    Draft,
    EntityDraft,
    LinkDraft,
    Metadata,
    NewEntity,
    PartDraft,
    Polarity,
    RawItem,
    RelationKind,
    Role,
    State,
)
from store.text import Span
from tests.conftest import CountingClock, CountingIds
from tests.store.claims_seen import fitting_claims, groups, kinds, seen_claims

TEXT = "Twelve boats sank. The Port Office counted the boats twice, said Ilse Maar of the harbour, 北京 too."
DATES = ("2024", "2024-07", "2024-07-20", "2024-07-20T23:30:00-05:00", "2023-02-11")
OUTLETS = (None, "Harbour Post", "The Boat")
NAMES = ("Ilse Maar", "Port Office", "Mara")
SOME = st.integers(0, 30)
SPANS = st.builds(lambda start, size: Span(start, min(start + size, len(TEXT))), st.integers(0, 90), st.integers(1, 30))
DAYS = st.sampled_from([None, None, *DATES])
LINKS = st.lists(
    st.builds(
        LinkDraft,
        entity=st.none() | st.sampled_from(NAMES).map(lambda name: NewEntity(name, "PERSON")),
        label=st.sampled_from(["a guard", "the boats"]),
        said=DAYS,
    ),
    max_size=3,
).map(tuple)
CLAIMS = st.builds(
    Claim,
    gist=st.sampled_from(["", "boats sank", "they left"]),
    polarity=st.sampled_from(Polarity),
    certainty=st.sampled_from(Certainty),
    event_from=DAYS,
    quantity=st.sampled_from([None, 12, 40.5, -3]),
    unit=st.sampled_from([None, "boats", "Boats lost"]),
).map(lambda claim: claim if claim.quantity is not None else replace(claim, unit=None))
WORDS = st.sampled_from(
    ["boats", "boat", "the boats", "sank", "ilse", "maar mara", "har", "京", "b", "post", "lost", "—"]
)
ASKED = st.builds(
    Words,
    WORDS,
    st.sampled_from([Where.ANYWHERE, Where.SOURCE, Where.NOTE, Where.UNIT, Where.OUTLET, Where.TITLE]),
    st.booleans(),
)
BORDERS = st.sampled_from([None, 12, 13.5, 40.5])
LEAVES: st.SearchStrategy[Term] = st.one_of(
    ASKED,
    st.builds(
        Dated, st.sampled_from([When.PUBLISHED, When.EVENT, When.SAID]), DAYS, st.sampled_from(["2024-07", None])
    ),
    st.builds(Figured, BORDERS, BORDERS, st.booleans()),
    st.builds(Counted, st.just(Quantity.LINKS), st.integers(0, 2), st.none() | st.integers(0, 2)),
    st.builds(Having, st.just(Trait.RELATION), st.none() | st.sampled_from([each.value for each in RelationKind])),
    st.builds(Having, st.just(Trait.CERTAINTY), st.sampled_from([each.value for each in Certainty])),
    st.builds(Having, st.just(Trait.POLARITY), st.sampled_from([each.value for each in Polarity])),
    st.just(Having(Trait.UNIT, None)),
    st.builds(Marked, st.just(Mark.ENTITY), st.sampled_from(["ilse", "The Port", "Mar", "nobody", "M"])),
    st.builds(Marked, st.just(Mark.ANNOTATOR), st.sampled_from(["ONE", "two"])),
    st.builds(InState, st.sampled_from([State.NEW, State.DONE])),
)
TERMS: st.SearchStrategy[Term] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Any, st.lists(inner, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=4,
)

ALWAYS: tuple[Term, ...] = (
    Words("boats"),
    Words("boats", Where.SOURCE),
    Words("ilse maa", Where.SOURCE, open=True),
    Words("boats", Where.NOTE),
    Words("boats", Where.UNIT),
    Words("harbour", Where.OUTLET),
    Marked(Mark.ENTITY, "mara"),
    Marked(Mark.ENTITY, "boats"),
    Dated(When.PUBLISHED, "2024-07", None),
    Dated(When.EVENT, "2024-07-20", "2024-07-20"),
    Figured(12, None, beyond=True),
    Having(Trait.RELATION, None),
    Not(Any((Words("boats"), Words("port", Where.SOURCE)))),
)


class Changing(RuleBasedStateMachine):
    """Claims come, are changed, related and taken back; so are their articles and those whom they name."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "l.db"
        self.library = Library(path, annotator="one", clock=CountingClock(), ids=CountingIds())
        self.articles: list[str] = []
        self.numbers = itertools.count()
        self.asked: Term = Words("boats")

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()

    @initialize(claims=st.lists(st.tuples(SPANS, CLAIMS, LINKS), min_size=3, max_size=6))
    def begin(self, claims: list[tuple[Span, Claim, tuple[LinkDraft, ...]]]) -> None:
        for number, (span, claim, chain) in enumerate(claims):
            if number % 3 == 0:
                self.add(DATES[number % 5], OUTLETS[number % 3])
            self.claim(number // 3, span, claim, chain, "")
        self.relate([(0, 1, RelationKind.SUPPORTS), (1, 2, RelationKind.UPDATES)])

    @rule(published=DAYS, outlet=st.sampled_from(OUTLETS))
    def add(self, published: str | None, outlet: str | None) -> None:
        document = Document(TEXT, (Block(BlockKind.PARAGRAPH, Span(0, len(TEXT))),))
        cleaned = Cleaned(document, Metadata("Boats", None, outlet, None, published), "text/plain", "utf-8", "test 1")
        raw = f"{next(self.numbers)} {TEXT}".encode()
        self.articles.append(self.library.keep(RawItem(raw, "page.txt"), cleaned).article)

    @rule(some=SOME, span=SPANS, claim=CLAIMS, chain=LINKS, note=st.sampled_from(["", "ask the boats"]))
    def claim(self, some: int, span: Span, claim: Claim, chain: tuple[LinkDraft, ...], note: str) -> None:
        draft = Draft("CLAIM", (PartDraft(Role.CONTENT, span),), note=note, claim=claim, chain=chain)
        with suppress(AnnottyError):  # a chain that names somebody twice
            self.library.annotate(self.articles[some % len(self.articles)], draft)

    @rule(some=SOME, span=SPANS, name=st.sampled_from(NAMES))
    def mention(self, some: int, span: Span, name: str) -> None:
        known = next((each.id for each in self.library.entities() if each.name == name), NewEntity(name, "PERSON"))
        self.library.annotate(
            self.articles[some % len(self.articles)], Draft("PERSON", (PartDraft(Role.MENTION, span),), entity=known)
        )

    @rule(some=SOME, claim=CLAIMS, note=st.sampled_from(["", "boats"]))
    def revise(self, some: int, claim: Claim, note: str) -> None:
        if claims := seen_claims(self.library):
            mark = claims[some % len(claims)].mark
            parts = tuple(PartDraft(part.role, part.span, part.depth) for part in mark.parts)
            with suppress(AnnottyError):
                self.library.revise(mark.id, Draft("CLAIM", parts, note=note, claim=claim))

    @rule(some=SOME)
    def delete(self, some: int) -> None:
        if claims := seen_claims(self.library):
            self.library.delete_annotation(claims[some % len(claims)].mark.id)

    @rule(pairs=st.lists(st.tuples(SOME, SOME, st.sampled_from(RelationKind)), max_size=4))
    def relate(self, pairs: list[tuple[int, int, RelationKind]]) -> None:
        claims = seen_claims(self.library)
        for one, other, kind in pairs:
            with suppress(AnnottyError, ZeroDivisionError):
                self.library.relate(claims[one % len(claims)].mark.id, claims[other % len(claims)].mark.id, kind)

    @rule(some=SOME)
    def take_back(self, some: int) -> None:
        relations = [each for claim in seen_claims(self.library) for each in claim.mark.relations]
        if relations:
            self.library.settle()
            self.library.unrelate(relations[some % len(relations)])

    @rule(some=SOME, name=st.sampled_from(NAMES), alias=st.sampled_from(["boats", "Mara Maar"]))
    def rename(self, some: int, name: str, alias: str) -> None:
        if entities := self.library.entities():
            entity = entities[some % len(entities)]
            with suppress(AnnottyError):
                self.library.change_entity(entity.id, EntityDraft(name, entity.tag, (Alias(alias),)))

    @rule(one=SOME, other=SOME)
    def unite(self, one: int, other: int) -> None:
        if entities := self.library.entities():
            with suppress(AnnottyError):
                self.library.unite(entities[one % len(entities)].id, entities[other % len(entities)].id)

    @rule(some=SOME, field=st.sampled_from(["published", "outlet"]), value=st.sampled_from([*DATES[:3], "The Boat"]))
    def correct(self, some: int, field: str, value: str) -> None:
        if (field == "published") == value.startswith("2"):
            self.library.correct_field(self.articles[some % len(self.articles)], field, value)

    @rule(some=SOME, state=st.sampled_from([State.NEW, State.DONE, State.DELETED]))
    def set_state(self, some: int, state: State) -> None:
        self.library.set_state(self.articles[some % len(self.articles)], state)

    @rule(undo=st.booleans())
    def walk(self, undo: bool) -> None:
        with suppress(NothingToUndo, AnnottyError):
            self.library.undo() if undo else self.library.redo()

    @rule(most=st.integers(1, 3))
    def settle_some(self, most: int) -> None:
        self.library.settle(most)

    @rule(term=TERMS)
    def ask(self, term: Term) -> None:
        self.asked = term

    @invariant()
    def agrees(self) -> None:
        if not self.articles:
            return
        self.library.catch_up(10**6)
        if self.library.settle() or next(self.numbers) % 2:
            return
        claims = seen_claims(self.library)
        self.desk_is_right()
        for term in (self.asked, *ALWAYS):
            numbers = self.library.claim_numbers(term)
            expected = fitting_claims(self.library, term, claims)
            assert {row.id for row in self.library.claim_rows(numbers).values()} == expected, term
            assert list(numbers) == sorted(numbers, reverse=True)
            assert len(numbers) == len(expected)
        numbers = self.library.claim_numbers(self.asked)
        assert list(self.library.claim_numbers(self.asked, most=2)) == list(numbers[:2])
        for sort in ClaimSort:
            assert sorted(self.library.claim_numbers(self.asked, ClaimOrder(sort))) == sorted(numbers)

    def desk_is_right(self) -> None:
        claims = seen_claims(self.library)
        together = groups(self.library, claims)
        rows = {row.id: row for row in self.library.claim_rows(self.library.claim_numbers()).values()}
        assert rows.keys() == together.keys()
        for claim in claims:
            row, others = rows[claim.mark.id], together[claim.mark.id]
            assert row.chain == claim.names
            first = min(rows[each].number for each in others)
            assert row.dispute == (first if len(others) > 1 else None)
            assert {each.id for each in self.library.dispute(row.id).claims} == others
            fitting = [kind for kind in RelationKind if self.has(row.number, kind)]
            assert set(fitting) == kinds(self.library, claim, claims)
        assert wrong_claims(self.library._connection) == []

    def has(self, number: int, kind: RelationKind) -> bool:
        return number in self.library.claim_numbers(Having(Trait.RELATION, kind.value))


TestChanging = Changing.TestCase
TestChanging.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)

"""Whatever is done to a library, its index finds what looking at every article finds."""

from __future__ import annotations

import hashlib
import itertools
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from store.database.choosing import COLUMNS
from store.document import Block, BlockKind, Document
from store.errors import NothingToUndo, Refused
from store.filters.terms import All, Any, Dated, InState, Not, Term, When, Words
from store.library import Library
from store.model import (
    Annotation,
    Article,
    Carried,
    Cleaned,
    Layer,
    Metadata,
    Order,
    Part,
    RawItem,
    Role,
    Sort,
    State,
)
from store.text import Span
from tests.conftest import CountingClock, CountingIds, with_library
from tests.store.looking import fitting, sound

VOCABULARY = ("boat", "boats", "Bóat", "harbour", "the", "C++", "C#", "北京", "multi-agent", "don’t", "60+", "дом")
PHRASES = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(" ".join)
DATES = st.sampled_from([None, "2024", "2024-07", "2024-07-20", "2024-07-20T23:30:00-05:00", "2023-02-11T08:00"])
OUTLETS = st.sampled_from([None, "Harbour Post", "The Boat"])
STATES = st.sampled_from([State.NEW, State.DONE, State.ASIDE, State.DELETED])
SOME = st.integers(0, 50)
ASKED = st.builds(
    Words,
    st.sampled_from([*VOCABULARY, "boat the", "bo", "har", "北", "c", "—"]),
    st.sampled_from([*COLUMNS]),
    st.booleans(),
)
LEAVES: st.SearchStrategy[Term] = st.one_of(
    ASKED,
    st.builds(InState, STATES),
    st.builds(Dated, st.just(When.PUBLISHED), DATES, st.sampled_from(["2024-07", None])),
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


class Changing(RuleBasedStateMachine):
    """Articles come, are corrected, deleted, brought back; steps are undone; the index falls behind and catches up."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = with_library(Path(self.folder.name) / "l.db")
        self.library = Library(path, annotator="one", clock=CountingClock(), ids=CountingIds())
        self.articles: list[str] = []
        self.numbers = itertools.count()
        self.named: list[tuple[str, str]] = []
        self.asked: Term = Words("boat")

    def teardown(self) -> None:
        self.library.catch_up(10**6)
        self.agrees()
        assert sound(self.library)
        self.library.close()
        self.folder.cleanup()

    def one(self, some: int) -> str:
        return self.articles[some % len(self.articles)]

    def correct(self, some: int, field: str, value: str | None) -> None:
        if self.library.text_of(article := self.one(some)):
            self.library.correct_field(article, field, value)

    @initialize(texts=st.lists(PHRASES, min_size=2, max_size=4))
    def begin(self, texts: list[str]) -> None:
        for text in texts:
            self.add(text, text, "2024-07-20", "Harbour Post")

    @rule(title=PHRASES, text=PHRASES, published=DATES, outlet=OUTLETS)
    def add(self, title: str, text: str, published: str | None, outlet: str | None) -> None:
        document = Document(text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),))
        cleaned = Cleaned(document, Metadata(title, None, outlet, None, published), "text/plain", "utf-8", "test 1")
        item = RawItem(f"{next(self.numbers)} {text}".encode(), "page.txt")
        self.articles.append(self.library.keep(item, cleaned).article)

    @rule(title=PHRASES, text=PHRASES)
    def name_only(self, title: str, text: str) -> None:
        number = next(self.numbers)
        raw = f"named {number} {text}"
        sha256, digest = (hashlib.sha256(each.encode()).hexdigest() for each in (raw, text))
        identifier, at = f"a-{number}", "2024-05-04T10:00:00.000Z"
        article = Article(identifier, Metadata(title), State.NEW, at, "", digest, "far 1", "", sha256, None)
        part = Part(Role.MENTION, Span(0, 2), text[:2], "", text[2:34])
        mark = Annotation(f"m-{identifier}", identifier, digest, Layer.HIGHLIGHT, "HIGHLIGHT", (part,), "Far", at, at)
        self.library.receive([Carried(article, annotation=mark)])
        self.articles.append(identifier)
        self.named.append((raw, text))

    @rule(some=SOME, title=PHRASES)
    def complete(self, some: int, title: str) -> None:
        if self.named:
            raw, text = self.named.pop(some % len(self.named))
            document = Document(text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),))
            cleaned = Cleaned(document, Metadata(title), "text/plain", "utf-8", "test 1")
            self.library.keep(RawItem(raw.encode(), "page.txt"), cleaned)

    @rule(some=SOME, title=PHRASES)
    def correct_title(self, some: int, title: str) -> None:
        self.correct(some, "title", title)

    @rule(some=SOME, published=DATES)
    def correct_date(self, some: int, published: str | None) -> None:
        self.correct(some, "published", published)

    @rule(some=SOME, outlet=OUTLETS)
    def correct_outlet(self, some: int, outlet: str | None) -> None:
        self.correct(some, "outlet", outlet)

    @rule(some=SOME, state=STATES)
    def set_state(self, some: int, state: State) -> None:
        self.library.set_state(self.one(some), state)

    @rule(undo=st.booleans())
    def walk(self, undo: bool) -> None:
        with suppress(NothingToUndo, Refused):
            self.library.undo() if undo else self.library.redo()

    @rule()
    def purge(self) -> None:
        self.library.purge()
        self.articles = [each for each in self.articles if self.library.number_of(each) is not None]
        if not self.articles:
            self.add("boat", "the boat", None, None)

    @rule()
    def fall_behind(self) -> None:
        self.library.rebuild_index()

    @rule(most=st.integers(1, 3))
    def catch_up(self, most: int) -> None:
        self.library.catch_up(most)

    @rule(term=TERMS)
    def ask(self, term: Term) -> None:
        self.asked = term

    @invariant()
    def agrees(self) -> None:
        if not self.articles:
            return
        expected = fitting(self.library, self.asked)
        assert list(self.library.numbers(self.asked, each=True)) == expected, self.asked
        assert list(self.library.numbers(self.asked, most=2, each=True)) == expected[:2]
        assert self.library.count(self.asked) == len(expected)
        assert sorted(self.library.numbers(self.asked, Order(Sort.TITLE), each=True)) == sorted(expected)
        assert sorted(self.library.numbers(self.asked, Order(Sort.RANK), each=True)) == sorted(expected)


TestChanging = Changing.TestCase
TestChanging.settings = settings(max_examples=12, stateful_step_count=15, deadline=None)

"""Random libraries, as the records that bring them about, and libraries made by hand through the one door."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hypothesis import assume
from hypothesis import strategies as st

from store.anchoring import quote
from store.document import Block, BlockKind, Document, Run, SourceMap, Style, StyleKind
from store.drafting import on_one_line
from store.formats import jsonl
from store.library import Library
from store.model import (
    Alias,
    Annotation,
    Article,
    Attribution,
    Bound,
    Carried,
    Certainty,
    Claim,
    Entity,
    Layer,
    Metadata,
    Mode,
    Origin,
    Part,
    Polarity,
    Relation,
    RelationKind,
    Role,
    Source,
    State,
    Status,
)
from store.text import Span, next_grapheme, normal_form, snap
from tests.conftest import with_library

# Astral, joined, combining, right-to-left, CJK and invisible characters beside plain words.
PIECES = [
    "the dam ",
    "“quoted” ",
    "e\u0301",
    "é",
    "👩‍👩‍👧",
    "𝕏𝕐",
    "क्षि",
    "水",
    "\u202eabc\u202c",
    "\u200b",
    '"\\',
    "\n",
    ". ",
]
ABSENT = "☃"
"""A sign that no random text has: a quote of it can be found nowhere."""

# Drawn from a list rather than made: much faster, and each is one that has broken something somewhere.
NASTY = [
    "plain words",
    "Ⅻ é e\u0301",
    "👩‍👩‍👧",
    "\u2028\u2029\x85",
    "\x1b]52;c;\x07",
    "\x00",
    '"\\"',
    "[/]",
    "\ufeff",
    "\uffff",
    "\t\r\n",
]
NORMAL = [normal_form(words) for words in NASTY]
LINES = [words.replace("\n", " ") for words in NORMAL]
NAMES = sorted({name for words in NASTY if (name := on_one_line(words))})
# As the library itself keeps them: notes may have lines, metadata has not, names and labels have single spaces too.
words = st.sampled_from(["", *NORMAL])
lines = st.sampled_from(["", *LINES])
names = st.sampled_from(NAMES)
dates = st.sampled_from(["2024", "2024-07", "2024-07-20", "2024-07-20T10:00", "2024-07-20T10:00:05.5+02:00"])
hrefs = st.sampled_from(["", *NASTY])
times = st.integers(0, 999).map(lambda number: f"2024-07-20T09:00:00.{number:03}Z")
ids = st.uuids().map(str)
TAGS = {
    Layer.HIGHLIGHT: ["HIGHLIGHT", "ODD-HIGHLIGHT"],
    Layer.ENTITY: ["PERSON", "PLACE", "SHIP [/]"],
    Layer.CLAIM: ["CLAIM", "RUMOUR"],
}


def maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), strategy)


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    aliases = draw(st.sets(names, max_size=3))
    return Entity(
        id=draw(ids),
        name=draw(names),
        tag=draw(st.sampled_from(TAGS[Layer.ENTITY])),
        aliases=tuple(Alias(name, draw(st.booleans())) for name in sorted(aliases)),
        identifiers=draw(st.sampled_from([{}, {"wikidata": "Q42"}, {"\ufeff z": "", "a": "b"}])),
        reliability=draw(st.sampled_from([None, *"ABCDEF"])),
        note=draw(words),
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = "x" + "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30)))
    blocks, styles, at = [], [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(draw(st.sampled_from(BlockKind)), Span(at, at + len(line)), draw(st.integers(0, 6))))
            styles.append(Style(draw(st.sampled_from(StyleKind)), Span(at, at + 1), draw(maybe(hrefs))))
        at += len(line) + 1
    runs = (Run(0, draw(st.integers(0, 500)), len(text) // 2), Run(len(text) // 2, 900, 1))
    return Document(text, tuple(blocks), tuple(styles), SourceMap(draw(st.sampled_from([(), runs]))))


@st.composite
def articles(draw: st.DrawFn, number: int) -> tuple[Article, Source]:
    document = draw(st.one_of(documents(), st.none()))
    raw = f"{number} ".encode() + draw(st.binary(max_size=20))
    source = Source(
        id=draw(ids),
        sha256=hashlib.sha256(raw).hexdigest(),
        raw=raw if document is not None and draw(st.booleans()) else None,
        media_type=draw(lines),
        encoding=draw(lines),
        origin=draw(lines),
        fetched=draw(times),
    )
    article = Article(
        id=draw(ids),
        metadata=Metadata(draw(lines), *(draw(maybe(lines)) for _ in range(5))),
        state=draw(st.sampled_from([each for each in State if each is not State.DELETED])),
        added=draw(times),
        text_id="",
        text_sha256=hashlib.sha256(document.text.encode() if document else b"%d" % number).hexdigest(),
        cleaner=draw(lines),
        source_id=source.id,
        source_sha256=source.sha256,
        document=document,
    )
    return article, source


@st.composite
def parts(draw: st.DrawFn, article: Article, role: Role, depths: int, *, lost: bool) -> Part:
    depth = draw(st.sampled_from([None, *range(depths)])) if role in (Role.CUE, Role.SOURCE) else None
    source = draw(st.sampled_from([None, Span(3, 9)]))
    if article.document is None or lost:
        exact = ABSENT * draw(st.integers(1, 4))
        start = draw(st.integers(0, 90))
        return Part(role, Span(start, start + len(exact)), exact, draw(st.sampled_from(PIECES[:2])), "", depth, source)
    text = article.text
    start = snap(text, draw(st.integers(0, len(text) - 1)))
    end = max(next_grapheme(text, start), snap(text, draw(st.integers(0, len(text)))))
    exact, prefix, suffix = quote(text, Span(start, end))
    return Part(role, Span(start, end), exact, prefix, suffix, depth, source)


@st.composite
def claims(draw: st.DrawFn, chain: tuple[Attribution, ...]) -> Claim:
    quantity = draw(
        st.one_of(st.none(), st.integers(-(2**63) + 1, 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False))
    )
    return Claim(
        gist=draw(words),
        polarity=draw(st.sampled_from(Polarity)),
        certainty=draw(st.sampled_from(Certainty)),
        probability_words=draw(words),
        credibility=draw(st.sampled_from([None, 1, 6])),
        event_from=draw(maybe(dates)),
        event_to=draw(maybe(dates)),
        quantity=quantity,
        bound=None if quantity is None else draw(st.sampled_from([None, *Bound])),
        unit=draw(maybe(names)),
        chain=chain,
    )


@st.composite
def marks(draw: st.DrawFn, article: Article, known: list[Entity]) -> Carried:
    layer = draw(st.sampled_from(Layer))
    named = st.sampled_from([None, *known])
    drawn = draw(st.lists(named, max_size=3)) if layer is Layer.CLAIM else []
    # Nobody is their own source: who is there already is somebody without a name.
    chain = tuple((depth, None if who in drawn[:depth] else who) for depth, who in enumerate(drawn))
    links = tuple(
        Attribution(
            *(depth, who.id if who else None, draw(st.one_of(st.just(""), names)), draw(st.sampled_from(Mode))),
            medium=draw(maybe(names)),
            said=draw(maybe(dates)),
        )
        for depth, who in chain
    )
    about, more = (Role.CONTENT, [Role.CONTENT, Role.CUE, Role.SOURCE]) if layer is Layer.CLAIM else (Role.MENTION, [])
    roles = [about, *(draw(st.lists(st.sampled_from(more), max_size=4)) if more else [])]
    lost = draw(st.booleans()) and draw(st.booleans())
    meant = draw(named) if layer is Layer.ENTITY else None
    at = draw(times)
    annotation = Annotation(
        id=draw(ids),
        article=article.id,
        # The digest of its text: a lost one was made on a version that is not here, and stands nowhere in this one.
        text_id=hashlib.sha256(b"lost").hexdigest() if lost else article.text_sha256,
        layer=layer,
        tag=draw(st.sampled_from(TAGS[layer])),
        parts=tuple(draw(parts(article, role, len(links), lost=lost)) for role in roles),
        annotator=draw(names),
        created=at,
        updated=at,
        entity=meant,
        claim=draw(claims(links)) if layer is Layer.CLAIM else None,
        note=draw(words),
        status=draw(st.sampled_from([Status.ACCEPTED] * 4 + [Status.SUGGESTED, Status.REJECTED])),
        origin=draw(st.sampled_from(Origin)),
        score=draw(st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))),
    )
    return Carried(article, None, annotation, tuple(e for e in (meant, *(who for _, who in chain)) if e))


@st.composite
def libraries(draw: st.DrawFn) -> list[Carried]:
    """The records of a whole library: articles with and without text, marks of every kind, relations among claims."""
    known = draw(st.lists(entities(), max_size=3, unique_by=lambda e: e.id))
    brought = [draw(articles(number)) for number in range(draw(st.integers(1, 3)))]
    labels = st.sets(names, max_size=2).map(lambda labels: tuple(sorted(labels)))
    records = [Carried(article, source, labels=draw(labels)) for article, source in brought]
    made = [draw(marks(article, known)) for article, _ in brought for _ in range(draw(st.integers(0, 4)))]
    claimed = [m.annotation.id for m in made if m.annotation and m.annotation.claim]
    for mark in made:
        annotation = mark.annotation
        assert annotation is not None
        others = [other for other in claimed if other != annotation.id]
        relations = []
        if annotation.claim and others:
            ends = st.tuples(st.sampled_from(others), st.sampled_from(RelationKind))
            for target, kind in draw(st.lists(ends, max_size=3, unique=True)):
                relations.append(
                    Relation(draw(ids), annotation.id, target, kind, draw(names), draw(times), draw(words))
                )
        told = replace(annotation, relations=tuple(sorted(relations, key=lambda relation: relation.id)))
        records.append(Carried(mark.article, None, told, mark.entities))
    assume(_all_differ(a.id for a, _ in brought) and _all_differ(s.id for _, s in brought))
    marked = [record.annotation for record in records if record.annotation]
    assume(_all_differ(m.id for m in marked) and _all_differ(r.id for m in marked for r in m.relations))
    return records


def _all_differ(found: Iterable[str]) -> bool:
    found = list(found)
    return len(set(found)) == len(found)


# --- libraries for a test -------------------------------------------------------------------------------------------

_IN_MEMORY = Path("/dev/shm")


@contextmanager
def empty_library() -> Iterator[Library]:
    """A library in a file of its own that is gone afterwards; in memory where the platform has a place for that."""
    where = _IN_MEMORY if _IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=where) as folder, Library(with_library(Path(folder) / "l.db")) as library:
        yield library


def exported(library: Library, *, articles: bool = False, only: Iterable[str] | None = None) -> list[str]:
    return list(jsonl.export(library, articles=articles, only=only))


@contextmanager
def library_of(lines: Iterable[str]) -> Iterator[Library]:
    """A new library that read these lines."""
    with empty_library() as library:
        library.receive(jsonl.read(lines, "test.jsonl"))
        yield library

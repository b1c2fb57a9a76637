"""Words that are meant for a machine below: SQL, the index of words, patterns. Wherever words are taken they are words."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import AnnottyError
from store.filters.parsing import parse
from store.library import Library
from store.model import (
    Alias,
    Annotation,
    Claim,
    Draft,
    EntityDraft,
    LinkDraft,
    Metadata,
    NewEntity,
    PartDraft,
    Queue,
    Role,
)
from store.text import Span
from tests.bounded import FINE, REFUSED, within_bounds
from tests.conftest import MakeArticle, tables_of

TODAY = date(2024, 7, 20)
SQL = (
    "'",
    '"',
    "''",
    "';DROP TABLE article;--",
    '"; DELETE FROM text; --',
    "' OR '1'='1",
    "1) OR (1=1",
    "x' UNION SELECT raw FROM source--",
    "?1 :begun @a $b",
    "ferry' AND randomblob(1000000000) --",
    "\\' \\\" \\",
    "[article] `article`",
    "/* */ --",
)
INDEX = (
    '"',
    '"ferry',
    'ferry"',
    "NEAR(ferry harbour, 5)",
    "NEAR(",
    "*",
    "**",
    "^ferry",
    "+ferry",
    "title:{ferry",
    "{title text}: ferry",
    "-title: ferry",
    "text: *",
    "AND",
    "OR",
    "NOT",
    "NOT NOT",
    "ferry AND",
    "OR ferry",
    "ferry AND (",
    "((((((((((",
    ")))",
    "(" * 3000,
    "ferry OR " * 3000,
    "-" * 3000 + "ferry",
    '"' * 3001,
    "\x00",
    "fer\x00ry",
    "ferry\x00*",
    "\ud800",
    "\U0010ffff",
    "a " * 50_000,
    "x" * 100_000,
    '"' + "a " * 50_000 + '"',
    "rank MATCH",
    "search MATCH 'ferry'",
    "ferry : harbour",
    "ferry,harbour;",
    "bm25(search)",
)
PATTERNS = ("%", "_", "%e%", "f_rry", "*", "?", "[a-z]*", "[", "]", "[^x]", "f*y", "\\%", "\\")
KEYS = (
    "title",
    "outlet",
    "by",
    "label",
    "lang",
    "tag",
    "entity",
    "annotator",
    "date",
    "added",
    "state",
    "marks",
    "site",
    "like",
)


@pytest.fixture
def filled(library: Library, article: MakeArticle) -> Library:
    """Two articles about a ferry in a harbour."""
    for day in (1, 2):
        article(
            f"The ferry sails\n\nThe ferry left the harbour {day} times.",
            metadata=Metadata("The ferry sails", "I. Maar", "Harbour Post", None, f"2024-07-0{day}", "en"),
        )
    library.catch_up()
    return library


@pytest.mark.parametrize("words", SQL + INDEX + PATTERNS, ids=range(len(SQL + INDEX + PATTERNS)))
def test_words_that_are_sought_are_words(filled: Library, words: str) -> None:
    before = tables_of(filled)

    def seek() -> None:
        for given in (words, f'"{words}"', f"title:{words}", f'title:"{words}"', f"-({words})", f"{words}*"):
            try:
                wanted = parse(given, TODAY)
            except AnnottyError:
                continue
            filled.numbers(wanted), filled.count(wanted)

    assert within_bounds(seek).startswith((FINE, REFUSED)), ascii(words[:60])
    assert tables_of(filled) == before


@pytest.mark.parametrize("key", KEYS)
def test_words_behind_a_key_are_words(filled: Library, key: str) -> None:
    before = tables_of(filled)
    for words in (*SQL, *PATTERNS, *INDEX[:20]):
        quoted = words.replace('"', "")
        try:
            wanted = parse(f'{key}:"{quoted}"', TODAY)
        except AnnottyError:
            continue
        filled.count(wanted)
        filled.values(key, words)
    assert tables_of(filled) == before


@pytest.mark.parametrize("words", ["%", "Harb%Post", "H_rbour", "Harbour?Post", "[H]arbour"])
def test_a_pattern_of_sql_fits_only_itself(filled: Library, words: str) -> None:
    for key in ("outlet", "title", "by", "label"):
        assert filled.count(parse(f'{key}:"{words}"', TODAY)) == (
            2 if key == "outlet" and words == "Harbour?Post" else 0
        )
    assert filled.values("outlet", words) == []


@pytest.mark.parametrize("words", SQL)
def test_words_that_are_kept_come_back_as_they_are_and_do_nothing(filled: Library, words: str) -> None:
    counts = {table: len(rows) for table, rows in tables_of(filled).items()}
    articles = list(filled.article_ids())
    part = PartDraft(Role.MENTION, Span(4, 9))
    mark = filled.annotate(
        articles[0], Draft("PERSON", (part,), NewEntity(f"a{words}", "PERSON", (Alias(f"b{words}"),)))
    )
    content = (PartDraft(Role.CONTENT, Span(4, 9)),)
    claim: Annotation = filled.annotate(
        articles[0],
        Draft(
            "CLAIM",
            content,
            note=f"n{words}",
            claim=Claim(gist=f"g{words}", unit=f"u{words}", quantity=1),
            chain=(LinkDraft(label=f"l{words}", medium=f"m{words}"),),
        ),
    )
    other = filled.add_entity(EntityDraft(f"c{words}", "PERSON", note=f"n{words}"))
    filled.label(articles, f"l{words}")
    filled.keep_queue(Queue(f"q{words}", f"f{words}"))
    filled.settle()

    assert mark.entity is not None
    assert (mark.entity.name, [each.name for each in mark.entity.aliases]) == (f"a{words}", [f"b{words}"])
    assert (claim.note, claim.claim and claim.claim.gist, claim.claim and claim.claim.unit) == (
        f"n{words}",
        f"g{words}",
        f"u{words}",
    )
    assert filled.find_entity(f"c{words}").id == other.id
    assert filled.labels() == {f"l{words}": 2}
    assert [(queue.name, queue.filter) for queue in filled.queues()] == [(f"q{words}", f"f{words}")]
    for table in ("article", "text", "source", "tag"):
        assert len(tables_of(filled)[table]) == counts[table]
    assert filled.faults() == []

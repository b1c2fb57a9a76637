"""Which articles a filter chooses, and in what order: terms become queries that walk along an index wherever there is one.

The rows come as they are found, the first of them long before the last. What a term asks for is told by
store.database.choosing; here it is decided where to begin.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from store.database import searching
from store.database.choosing import FITS, Condition, Conditions, Value, has_the_words, hits, query_of
from store.database.ordering import Section, sections
from store.database.transactions import in_a_snapshot
from store.filters.settling import Parts, asks_for_deleted, has_words, in_title, parts_of, strands
from store.filters.terms import All, Term
from store.model import Order, Sort, State

_STORY = """coalesce(listed.alike,
    CASE WHEN EXISTS (SELECT 1 FROM listed AS other INDEXED BY listed_by_alike WHERE other.alike = listed.article)
        THEN listed.article END)"""
_STALE = "SELECT number FROM stale JOIN listed ON listed.article = stale.article"
_NOT_STALE = "NOT EXISTS (SELECT 1 FROM stale WHERE stale.article = listed.article)"
_FEW, _FEW_OF_ALL = 2_000, 200_000
"""Where no more articles than this fit a term they are gathered and put in order, rather than that all are walked along:
where the first rows are wanted, and where all are.
"""
_LOOKED_UP = 200
"""So many articles are looked up in the index of words, one after another, rather than that its hits are walked along."""
_SCANNED = 200
"""So many articles that the index does not know yet are looked through; where there are more they are left out."""
_FIRST, _AT_ONCE = 64, 4096
"""So many rows are taken from SQLite at once, first and at most: no page waits for more than it needs."""
_RANKED = 2_000
"""Of so many articles it is told how well the words fit; of more only whether they stand in the title."""


@dataclass(frozen=True, slots=True)
class _Walk:
    """A query: where it goes along, what its rows must be, and where their numbers and a section's keys stand there."""

    source: str
    tests: tuple[str, ...]
    number: str = "listed.number"
    key: str = ""

    def select(self, *columns: str) -> str:
        return f"SELECT {', '.join(columns)} FROM {self.source} WHERE {' AND '.join(self.tests) or '1'}"


@in_a_snapshot
def numbers(
    connection: sqlite3.Connection, wanted: Term, order: Order, most: int | None, *, each: bool = False
) -> array[int]:
    """The rows of a list in order: of each story the first that fits, by number; each: every article that fits."""
    if order.by is Sort.RANK and order.turned:
        ranked = numbers(connection, wanted, Order(Sort.RANK), None, each=each)
        return ranked[: -most - 1 : -1] if most is not None else ranked[::-1]
    found = array("q")
    for some in _Finding(connection, wanted, most, each=each).rows(order):
        found.extend(some)
        if most is not None and len(found) >= most:
            break
    return found[:most]


@in_a_snapshot
def count(connection: sqlite3.Connection, wanted: Term) -> int:
    """How many articles fit, each for itself."""
    return sum(tally(connection, wanted).values())


@in_a_snapshot
def tally(connection: sqlite3.Connection, wanted: Term) -> dict[State, int]:
    """How many articles of each state fit."""
    found = dict.fromkeys(State, 0)
    for state, number in _Finding(connection, wanted, None, each=True).states():
        found[State(state)] += number
    return {state: number for state, number in found.items() if number}


class _Finding:
    """What is found out about one filter while it is answered."""

    def __init__(self, connection: sqlite3.Connection, wanted: Term, most: int | None, *, each: bool) -> None:
        self._connection = connection
        self._parts = parts_of(wanted)
        self._rules = [] if asks_for_deleted(wanted) else ["listed.state <> 'deleted'"]
        self._few = _FEW_OF_ALL if most is None else _FEW
        self._values: dict[str, Value] = {}
        self._index = Conditions(connection, self._values)
        self._texts = Conditions(connection, self._values, scanning=True)
        seeks = any(map(has_words, self._parts))
        self._knows = not seeks or searching.is_at_hand(connection)
        self._left_out = self._count("SELECT 1 FROM stale", _SCANNED) if seeks else 0
        if self._left_out or not self._knows:
            _teach(connection)
        self._story, self._leading = "NULL", ""
        if not each and not self._parts:
            self._rules.append("listed.alike IS NULL")
            self._leading = "listed_as_stories"
        elif not each and self._count("SELECT 1 FROM listed WHERE alike IS NOT NULL", 1):
            self._story = _STORY

    def rows(self, order: Order) -> Iterator[list[int]]:
        """The numbers of the rows, some at a time, as they are found."""
        told: set[str] = set()
        ranked: set[int] = set()
        last = None
        for cursor in self._ranked() if order.by is Sort.RANK else self._in_order(order, self._parts):
            size = _FIRST
            while some := cursor.fetchmany(size):
                size = min(2 * size, _AT_ONCE)
                if not self._parts:
                    yield [row[0] for row in some]
                    continue
                found = []
                for number, story in some:
                    # What fits several alternatives comes from each, at the same place.
                    if number == last or number in ranked or story in told:
                        continue
                    last = number
                    found.append(number)
                    if story is not None:
                        told.add(story)
                if order.by is Sort.RANK:
                    ranked.update(found)
                yield found

    def states(self) -> Iterator[tuple[str, int]]:
        """Each state with how many articles that fit are in it; a state may come more than once."""
        section = Section() if self._parts else Section(source="listed INDEXED BY listed_by_state")
        for walk in self._walks(self._parts, section):
            yield from self._run(f"{walk.select('listed.state', 'count(*)')} GROUP BY 1")

    def _in_order(self, order: Order, parts: Parts) -> Iterator[sqlite3.Cursor]:
        for section in sections(order):
            alone = bool(section.key) or query_of(All(parts)) is not None
            walks = [walk for each in ([parts] if alone else strands(parts)) for walk in self._walks(each, section)]
            query = f"{' UNION ALL '.join(map(self._row, walks))} ORDER BY {section.order()}"
            # The key is for the order alone; it would be made a value of Python for each row.
            yield self._run(f"SELECT number, story FROM ({query})" if section.key else query)

    def _ranked(self) -> Iterator[sqlite3.Cursor]:
        """Those that have all the words in their titles first, then the others; few by how well they fit, many by date."""
        words, others = self._apart(self._parts)
        headed = tuple(map(in_title, self._parts))
        if words and self._knows:
            query = self._bound(words)
            if self._count(hits(query), _RANKED) > _RANKED:
                yield from self._in_order(Order(), headed)
            else:
                titles = hits(self._bound(self._apart(headed)[0]))
                rank = f"search.rowid IN ({titles}) DESC, bm25(search, 8.0, 4.0, 4.0, 1.0), number DESC"
                tests = (*self._rules, *self._not_stale, *(self._index.of(each).test for each in others))
                yield self._run(f"{self._row(_along_hits(query, tests))} ORDER BY {rank}")
        yield from self._in_order(Order(), self._parts)

    @property
    def _not_stale(self) -> tuple[str, ...]:
        return (_NOT_STALE,) if self._left_out else ()

    def _walks(self, parts: Parts, section: Section) -> list[_Walk]:
        """The queries that make a section: of what the index knows, and of what is looked through because it does not."""
        if not self._knows:
            return [self._scan(parts, section, stale=False)]
        if not any(map(has_words, parts)):
            return [self._walk(parts, section)]
        known = self._walk(parts, section, *self._not_stale)
        if not 0 < self._left_out <= _SCANNED:
            return [known]
        return [known, self._scan(parts, section, stale=True)]

    def _scan(self, parts: Parts, section: Section, *, stale: bool) -> _Walk:
        """Each text is looked through where nothing else says that the article does not fit; stale: of those alone that the
        index does not know.
        """
        words, others = self._apart(parts)
        conditions = [self._index.of(each) for each in others if not has_words(each)]
        sought = [self._texts.of(each) for each in (*words, *filter(has_words, others))]
        tests = (*section.tests, *self._rules, *(each.test for each in (*conditions, *sought)))
        return _gathered(_STALE, tests, section) if stale else _along(section, tests)

    def _walk(self, parts: Parts, section: Section, *rules: str) -> _Walk:
        """Where to begin: with what is rarest, where that is rare; with the words; else along all rows."""
        words, others = self._apart(parts)
        conditions = [self._index.of(each) for each in others]
        tests = (*section.tests, *self._rules, *rules, *(each.test for each in conditions))
        if not words:
            leading = "" if section.tests else next((each.leads for each in conditions if each.leads), self._leading)
            rare = self._rarest([each for each in conditions if not each.leads], self._few)
            return _gathered(rare, tests, section) if rare else _along(section, tests, leading)
        query = self._bound(words)
        if rare := self._rarest(conditions, _LOOKED_UP):
            return _gathered(rare, (*tests, f"EXISTS ({hits(query)} AND rowid = listed.number)"), section)
        if not section.key:
            return _along_hits(query, (*(each.between for each in conditions if each.between), *tests))
        if self._count(hits(query), self._few) <= self._few:
            return _gathered(hits(query), tests, section)
        return _along(section, (*tests, f"+listed.number IN ({hits(query)})"))

    def _rarest(self, conditions: Iterable[Condition], most: int) -> str:
        counted = [(self._count(each.counted, most), each.gather) for each in conditions if each.gather]
        count, gather = min(counted, default=(most + 1, ""))
        return gather if count <= most else ""

    def _apart(self, parts: Parts) -> tuple[Parts, Parts]:
        """The parts that ask for words alone, and the others."""
        words = tuple(each for each in parts if query_of(each) is not None)
        return words, tuple(each for each in parts if each not in words)

    def _bound(self, words: Parts) -> str:
        return self._index.bind(query_of(All(words)))

    def _row(self, walk: _Walk) -> str:
        key = [f"{walk.key} AS key"] if walk.key else []
        return walk.select(f"{walk.number} AS number", f"{self._story} AS story", *key)

    def _count(self, query: str, most: int) -> int:
        """How many rows a query has, or one more than most."""
        ((found,),) = self._run(f"SELECT count(*) FROM ({query} LIMIT {most + 1})")
        return int(found)

    def _run(self, query: str) -> sqlite3.Cursor:
        cursor = self._connection.cursor()
        cursor.row_factory = None  # a tuple takes half the time, and there may be a million of them
        return cursor.execute(query, self._values)


def _teach(connection: sqlite3.Connection) -> None:
    """Have SQLite know the function that looks through texts; once, for it may not be changed while a query runs."""
    if connection.execute("SELECT 1 FROM pragma_function_list WHERE name = ?", [FITS]).fetchone() is None:
        connection.create_function(FITS, 5, has_the_words, deterministic=True)


def _along(section: Section, tests: tuple[str, ...], leading: str = "") -> _Walk:
    source = f"listed INDEXED BY {leading}" if leading and not section.key else section.source
    return _Walk(source, tests, key=section.walked or section.key)


def _gathered(gather: str, tests: tuple[str, ...], section: Section) -> _Walk:
    return _Walk("listed NOT INDEXED", (f"listed.number IN ({gather})", *tests), key=section.key)


def _along_hits(query: str, tests: tuple[str, ...]) -> _Walk:
    source = "search CROSS JOIN listed ON listed.number = search.rowid"
    return _Walk(source, (f"search MATCH {query}", *tests), "search.rowid")

"""What a filter asks of an article, as conditions in SQL over a row of `listed`; values are bound, never written into it.
No article fits what is asked of claims or entities alone.

Each can be asked of one row (`test`); most can also be gone the other way, from what is sought to the articles (`gather`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate, repeat
from types import MappingProxyType

from store.database.schema.listing import number_at
from store.filters.terms import (
    All,
    Any,
    Counted,
    Dated,
    InLanguage,
    InState,
    Labelled,
    Mark,
    Marked,
    Not,
    Quantity,
    Term,
    When,
    Where,
    Words,
)
from store.folding import folded
from store.model import LARGEST
from store.searching import EVERY, fits, phrase, sought

Value = str | int | float | None
_DEEPEST = 15
_DEPTHS = {"(": 1, ")": -1}
_AFTER = "~"  # behind whatever may follow in a date that is more precise
_A_DAY = 24 * 60 * 60
_ZONES = 5 * _A_DAY
"""A date as it is written and its place in UTC, by which articles are numbered, are never so far apart, in seconds."""
_COUNTS = {
    Quantity.MARKS: "listed.highlights + listed.mentions + listed.claims",
    Quantity.CLAIMS: "listed.claims",
    Quantity.ENTITIES: "listed.mentions",
    Quantity.HIGHLIGHTS: "listed.highlights",
    Quantity.WORDS: "listed.words",
}
_LISTED = "SELECT number FROM listed WHERE"
COLUMNS: Mapping[Where, str] = MappingProxyType(
    {Where.ANYWHERE: "", Where.TITLE: "title", Where.OUTLET: "outlet", Where.BYLINE: "byline"}
)
"""The columns of the index of words in which words are sought; "": in all."""
FITS = "has_the_words"
"""The function that seeks words in a text where the index does not know it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """test: on a row of `listed`. gather: a query for the numbers of all that fit; "" where there is none. counted: one
    with at least as many rows that need not be brought together first. leads: the index of `listed` that leads along
    them in order of their numbers. between: the numbers beyond which none fits, on `search`.
    """

    test: str
    gather: str = ""
    counted: str = ""
    leads: str = ""
    between: str = ""


class Conditions:
    """Makes conditions of terms. values: where it keeps those that they name. scanning: words are sought in the texts."""

    def __init__(self, connection: sqlite3.Connection, values: dict[str, Value], *, scanning: bool = False) -> None:
        self._connection = connection
        self._values = values
        self._scanning = scanning

    def bind(self, value: Value) -> str:
        """The name under which a value stands in the SQL."""
        name = f"v{len(self._values)}"
        self._values[name] = value
        return f":{name}"

    def of(self, term: Term) -> Condition:
        """The condition that a term makes."""
        if (query := None if self._scanning else query_of(term)) is not None:
            found = hits(self.bind(query))
            return Condition(f"listed.number IN ({found})", found)
        match term:
            case Words(where=where) if where in COLUMNS:
                return Condition(self._in_the_text(term))
            case Dated(When.PUBLISHED | When.ADDED):
                return self._dated(term)
            case InState(state):
                return self._column("state", state.value)
            case InLanguage(language):
                return self._column("language", None) if language is None else self._in_language(language.lower())
            case Labelled(label):
                return self._labelled(label)
            case Marked(by, value):
                return self._marked(by, value)
            case Counted(what) if what in _COUNTS:
                return self._counted(term)
            case Not(inner):
                return Condition(f"NOT coalesce({self.of(inner).test}, 0)")
            case All(terms):
                return Condition(joined("AND", (self.of(each).test for each in terms), "1"))
            case Any(terms):
                return Condition(joined("OR", (self.of(each).test for each in terms), "0"))
        return Condition("0")

    def _column(self, name: str, value: Value) -> Condition:
        test = f"listed.{name} IS {self.bind(value)}"
        gather = f"{_LISTED} {test}"
        return Condition(test, gather, gather, leads=f"listed_by_{name}")

    def _in_language(self, language: str) -> Condition:
        """Also its kinds: English is what is written in en-GB."""
        kinds = f"listed.language > {self.bind(language + '-')} AND listed.language < {self.bind(language + '.')}"
        test = f"(listed.language = {self.bind(language)} OR {kinds})"
        return Condition(test, f"{_LISTED} {test}", f"{_LISTED} {test}")

    def _among(self, test: str, articles: str) -> Condition:
        """articles: a query for the articles, of which one may come more than once."""
        return Condition(test, f"{_LISTED} article IN ({articles})", articles)

    def _in_the_text(self, term: Words) -> str:
        wanted = self.bind(json.dumps([*sought(term.text, is_open=term.open), term.where]))
        return (
            f"(SELECT {FITS}({wanted}, article.title, article.byline, article.outlet, text.text) FROM article"
            " LEFT JOIN text ON text.id = article.text WHERE article.id = listed.article)"
        )

    def _dated(self, term: Dated) -> Condition:
        column = "published" if term.when is When.PUBLISHED else "added"
        said = []
        if term.first is not None:
            said.append(f"{column} >= {self.bind(term.first)}")
        if term.last is not None:
            said.append(f"{column} < {self.bind(term.last + _AFTER)}")
        test = " AND ".join(said) or f"{column} IS NULL"
        exact = f"EXISTS (SELECT 1 FROM article WHERE article.id = listed.article AND {test})"
        if term.when is When.ADDED:
            return self._among(exact, f"SELECT id FROM article WHERE {test}")
        if not said:
            undated = f"listed.number < {self.bind(number_at(None))}"
            return Condition(f"({undated} AND {exact})", between=undated.replace("listed.number", "search.rowid"))
        low, surely_from, surely_to, high = reach(term)
        sure = f"listed.number >= {self.bind(surely_from)} AND listed.number < {self.bind(surely_to)}"
        between = f"listed.number >= {self.bind(low)} AND listed.number < {self.bind(high)}"
        test = f"({between} AND ({sure} OR {exact}))"
        return Condition(test, between=between.replace("listed.number", "search.rowid"))

    def _labelled(self, label: str | None) -> Condition:
        test = "EXISTS (SELECT 1 FROM label WHERE label.article = listed.article"
        if label is None:
            return self._among(f"{test})", "SELECT article FROM label")
        names = (row[0] for row in self._connection.execute("SELECT DISTINCT name FROM label"))
        fitting = self.among(name for name in names if folded(name) == folded(label))
        return self._among(f"{test} AND name IN {fitting})", f"SELECT article FROM label WHERE name IN {fitting}")

    def _marked(self, by: Mark, value: str) -> Condition:
        test = (
            "EXISTS (SELECT 1 FROM annotation INDEXED BY annotation_by_article"
            " WHERE annotation.article = listed.article AND status = 'accepted'"
        )
        marks = f"SELECT article FROM annotation INDEXED BY annotation_by_{by.value} WHERE status = 'accepted'"
        if by is not Mark.ENTITY:
            names = self.among(tags_called(self._connection, value) if by is Mark.TAG else self.annotators(value))
            return self._among(f"{test} AND {by.value} IN {names})", f"{marks} AND {by.value} IN {names}")
        entities = self.among(self._entities(value))
        claims = f"SELECT claim FROM attribution WHERE entity IN {entities}"
        in_claims = f"SELECT article FROM annotation WHERE status = 'accepted' AND id IN ({claims})"
        return self._among(
            f"{test} AND (entity IN {entities} OR annotation.id IN ({claims})))",
            f"{marks} AND entity IN {entities} UNION ALL {in_claims}",
        )

    def _counted(self, term: Counted) -> Condition:
        count = _COUNTS[term.what]
        test = f"({count} >= {self.bind(term.least)}"
        if term.most is not None:
            test += f" AND {count} <= {self.bind(term.most)}"
        if term.what is Quantity.WORDS or term.least <= 0:
            return Condition(f"{test})")
        # Said in so many words, so that the index of those with marks will do.
        gather = f"SELECT number FROM listed INDEXED BY listed_by_marks WHERE {_COUNTS[Quantity.MARKS]} > 0 AND {test})"
        return Condition(f"{test})", gather, gather)

    def among(self, values: Iterable[str]) -> str:
        """A query for some values."""
        return f"(SELECT value FROM json_each({self.bind(json.dumps(sorted(set(values))))}))"

    def annotators(self, value: str) -> list[str]:
        """The annotators that are called so."""
        rows = self._connection.execute(distinct("annotation", "annotator", "status = 'accepted'")).fetchall()
        return [row[0] for row in rows if folded(row[0]) == folded(value)]

    def _entities(self, value: str) -> set[str]:
        rows = self._connection.execute(
            "SELECT coalesce(merged_into, id), name FROM entity"
            " UNION ALL SELECT coalesce(merged_into, id), alias.name FROM alias JOIN entity ON entity.id = entity"
        )
        wanted = folded(value)
        return {identifier for identifier, name in rows if folded(name).startswith(wanted)}


def tags_called(connection: sqlite3.Connection, value: str) -> list[str]:
    """The tags of a name or a label, and those below them."""
    rows = connection.execute("SELECT name, label, parent FROM tag").fetchall()
    found = [row["name"] for row in rows if folded(value) in (folded(row["name"]), folded(row["label"]))]
    for name in found:
        found += [row["name"] for row in rows if row["parent"] == name and row["name"] not in found]
    return found


def reach(term: Dated) -> tuple[int, int, int, int]:
    """The numbers of articles that a date of publication spans: below the first and from the last none fits, between the two
    others all do.
    """
    first, last = _seconds(term.first, after=False), _seconds(term.last, after=True)
    low, surely_from = (_number(first, by, number_at(None)) for by in (-_ZONES, _ZONES))
    high, surely_to = (_number(last, by, LARGEST) for by in (_ZONES, -_ZONES))
    return low, surely_from, surely_to, high


def hits(query: str) -> str:
    """A query for the numbers of what the index of words finds; query: the name of a value."""
    return f"SELECT rowid FROM search WHERE search MATCH {query}"


def query_of(term: Term, columns: Mapping[Where, str] = COLUMNS) -> str | None:
    """What a filter of words alone asks of the index, in the language of FTS5; None where it asks for anything else, or
    too deep for FTS5 to follow. columns: those of the index, one of which has EVERY.
    """
    query = _query_of(term, columns)
    return None if query is None or max(accumulate(map(_DEPTHS.get, query, repeat(0))), default=0) > _DEEPEST else query


def _query_of(term: Term, columns: Mapping[Where, str]) -> str | None:
    match term:
        case Words(text, where, is_open) if where in columns:
            words, is_open = sought(text, is_open=is_open)
            if not words:
                return EVERY
            found = phrase(words, is_open=is_open)
            return f"{{{columns[where]}}} : {found}" if columns[where] else found
        case Not(inner):
            unwanted = query_of(inner, columns)
            return None if unwanted is None else f"({EVERY} NOT {unwanted})"
        case All(terms) if terms:
            wanted = [query_of(each, columns) for each in terms if not isinstance(each, Not)]
            query = _together("AND", wanted or [EVERY])
            without = [query_of(each.term, columns) for each in terms if isinstance(each, Not)]
            if query is None or not without:
                return query
            none_of = _together("OR", without)
            return None if none_of is None else f"({query} NOT {none_of})"
        case Any(terms):
            return _together("OR", [query_of(each, columns) for each in terms]) if terms else None
    return None


def distinct(table: str, column: str, when: str = "1") -> str:
    """A query for the different values of a column that begins an index: it leaps from one to the next."""
    return (
        f"WITH RECURSIVE each(value) AS (SELECT min({column}) FROM {table} WHERE {when} UNION ALL"
        f" SELECT (SELECT min({column}) FROM {table} WHERE {when} AND {column} > value) FROM each WHERE value NOTNULL)"
        " SELECT value FROM each WHERE value NOTNULL"
    )


def has_the_words(wanted: str, title: str, byline: str | None, outlet: str | None, text: str | None) -> bool:
    """Whether words (as they were bound) stand in an article: what SQLite calls FITS."""
    words, is_open, where = json.loads(wanted)
    columns = {Where.TITLE: title, Where.BYLINE: byline, Where.OUTLET: outlet}
    places = [*columns.values(), text] if where == Where.ANYWHERE else [columns[where]]
    return any(fits(place or "", words, is_open=is_open) for place in places)


def _together(sign: str, queries: list[str | None]) -> str | None:
    found = [each for each in queries if each is not None]
    if len(found) < len(queries):
        return None
    return found[0] if len(found) == 1 else f"({f' {sign} '.join(found)})"


def joined(sign: str, tests: Iterable[str], none: str) -> str:
    """Tests as one; none: where there are none."""
    return f"({f' {sign} '.join(tests) or none})"


def _number(seconds: int | None, by: int, otherwise: int) -> int:
    return otherwise if seconds is None else number_at(seconds + by)


_FIRST = "0001-01-01"


def _seconds(date: str | None, *, after: bool) -> int | None:
    """When a date begins, in seconds since 1970, or when it is over; None where it is not given, or is none."""
    if date is None:
        return None
    try:
        moment = datetime.fromisoformat(date + _FIRST[len(date) :])
        if after and len(date) == len("2024"):
            moment = moment.replace(year=moment.year + 1)
        elif after and len(date) == len("2024-07"):
            moment = moment.replace(year=moment.year + moment.month // 12, month=moment.month % 12 + 1)
        return int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()) + (_A_DAY if after else 0)
    except (ValueError, OverflowError):
        return None

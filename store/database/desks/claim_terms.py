"""What a filter asks of a claim, as conditions in SQL over a row of `told`; values are bound, never written into it.

What is asked of its article is told by store.database.choosing: a claim's number begins with that of its article.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from store.database import searching
from store.database.choosing import Condition, Conditions, Value, distinct, joined, query_of, reach, tags_called
from store.database.desks import disputes, saying
from store.database.schema.desks import IN_AN_ARTICLE
from store.filters.terms import (
    All,
    Any,
    Counted,
    Dated,
    Figured,
    Having,
    InLanguage,
    InState,
    Labelled,
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
from store.model import LARGEST, RelationKind
from store.searching import fits, sought, words_of

_ARTICLE = f"told.number / {IN_AN_ARTICLE}"
_OF_ARTICLE = f"told.number >= place * {IN_AN_ARTICLE} AND told.number < (place + 1) * {IN_AN_ARTICLE}"
_WITH_CLAIMS = """SELECT number FROM listed INDEXED BY listed_by_marks
    WHERE listed.highlights + listed.mentions + listed.claims > 0 AND listed.claims > 0"""
_MENTIONS = "annotation AS mention INDEXED BY annotation_by_entity"
_SOME_MENTIONS = "json_each({}) AS wanted CROSS JOIN annotation AS mention ON mention.rowid = wanted.value"
_PLACES = f"""SELECT listed.number, mention.rowid FROM {_MENTIONS}
    CROSS JOIN listed ON listed.article = mention.article AND listed.claims > 0
    WHERE mention.entity IN (SELECT value FROM json_each(?)) AND mention.status = 'accepted' ORDER BY listed.number"""
# A mention inside what a claim says, on the same version of the text.
_IN_ITS_WORDS = f"""SELECT told.number FROM {{1}}
    CROSS JOIN listed ON listed.article = mention.article AND listed.claims > 0
    CROSS JOIN part AS named ON named.annotation = mention.id
    CROSS JOIN told ON {_OF_ARTICLE.replace("place", "listed.number")}
        AND told.start < named."end" AND told."end" > named.start
    CROSS JOIN part ON part.annotation = told.claim AND part.role = 'content'
        AND part.start < named."end" AND part."end" > named.start
    CROSS JOIN annotation AS claim ON claim.id = told.claim AND claim.text = mention.text
    WHERE mention.entity IN {{0}} AND mention.status = 'accepted'"""
_IN_ITS_CHAIN = "SELECT told.number FROM attribution CROSS JOIN told USING (claim) WHERE attribution.entity IN {0}"
_CALLED = "SELECT entity FROM known WHERE instr(names, ?) OR instr(names, ?)"
_NAMED_OFTEN = 2_000
"""Mentions from which on those of the first articles are looked at before the others."""
_AT_FIRST = 500
"""So many of them are looked at then, of the next stretch twice as many, and so on."""
_AFTER = "~"  # behind whatever may follow in a date that is more precise


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of the claims, by their numbers: those from low on, below high; and the mentions in their articles, by their rows,
    of whom a filter names.
    """

    low: int
    high: int
    mentions: Sequence[int]


class ClaimConditions:
    """Makes conditions of terms. values: where it keeps those that they name. mentions: the rows of those that are looked at,
    where not all are.
    """

    def __init__(
        self, connection: sqlite3.Connection, values: dict[str, Value], mentions: Sequence[int] | None = None
    ) -> None:
        self._connection, self._values = connection, values
        self._mentions = mentions
        self._articles = Conditions(connection, values, scanning=not searching.is_at_hand(connection))
        self._bind = self.bind = self._articles.bind
        self._knows = saying.is_at_hand(connection)

    def query_of(self, term: Term) -> str | None:
        """What words alone ask of the index of what claims say; None where anything else is asked, or there is no index."""
        return query_of(term, saying.COLUMNS) if self._knows else None

    def of(self, term: Term) -> Condition:
        """The condition that a term makes."""
        if (query := self.query_of(term)) is not None:
            return _among(saying.hits(self._bind(query)))
        match term:
            case Words(text, where, is_open) if where in saying.COLUMNS:
                words, is_open = sought(text, is_open=is_open)
                return _among(saying.scanned(self._bind(f" {' '.join(words)}{' ' * (not is_open)}"), where))
            case Words(where=Where.OUTLET | Where.UNIT as column):
                return self._column(term, column.value)
            case Words(where=Where.TITLE) | InState() | InLanguage() | Labelled():
                return self._of_its_article(self._articles.of(term))
            case Dated(When.PUBLISHED):
                return self._published(term)
            case Dated(When.EVENT):
                return self._between(term, "told.event_from", "told.event_to")
            case Dated(When.SAID):
                return self._between(term, "told.said", "told.said")
            case Marked(by, value):
                return self._marked(by, value)
            case Counted(Quantity.LINKS, least, most):
                above = "" if most is None else f" AND told.links <= {self._bind(most)}"
                return Condition(f"(told.links >= {self._bind(least)}{above})")
            case Figured():
                return self._figured(term)
            case Having(what, value):
                return self._having(what, value)
            case Not(inner):
                return Condition(f"NOT coalesce({self.of(inner).test}, 0)")
            case All(terms):
                return Condition(joined("AND", (self.of(each).test for each in terms), "1"))
            case Any(terms):
                return Condition(joined("OR", (self.of(each).test for each in terms), "0"))
        return Condition("0")

    def _column(self, term: Words, column: str) -> Condition:
        """Words in one of the few values of a column."""
        words, is_open = sought(term.text, is_open=term.open)
        values = self._connection.execute(distinct("told", column, f"{column} <> ''"))
        fitting = self._articles.among(row[0] for row in values if fits(row[0], words, is_open=is_open))
        return _rare(f"told.{column} <> '' AND told.{column} IN {fitting}", f"told_by_{column}")

    def _of_its_article(self, of: Condition) -> Condition:
        """Asked of the articles that have claims: there are fewer of these than of claims."""
        return Condition(f"{_ARTICLE} IN ({_WITH_CLAIMS} AND {of.test})")

    def _published(self, term: Dated) -> Condition:
        exact = self._articles.of(term).test
        if term.first is term.last is None:
            return self._of_its_article(Condition(exact))
        low, surely_from, surely_to, high = (self._bind(min(each * IN_AN_ARTICLE, LARGEST)) for each in reach(term))
        sure = f"told.number >= {surely_from} AND told.number < {surely_to}"
        exact = f"EXISTS (SELECT 1 FROM listed WHERE listed.number = {_ARTICLE} AND {exact})"
        return Condition(f"(told.number >= {low} AND told.number < {high} AND ({sure} OR {exact}))")

    def _between(self, term: Dated, begins: str, ends: str) -> Condition:
        """What is known as less precise than it is asked for fits: it may be so."""
        said = []
        if term.first is not None:
            said.append(f"{ends} || '{_AFTER}' >= {self._bind(term.first)}")
        if term.last is not None:
            said.append(f"{begins} < {self._bind(term.last + _AFTER)}")
        return Condition(f"({' AND '.join(said) or f'{begins} IS NULL'})")

    def _marked(self, by: Mark, value: str) -> Condition:
        if by is not Mark.ENTITY:
            names = tags_called(self._connection, value) if by is Mark.TAG else self._articles.annotators(value)
            return Condition(f"told.{by.value} IN {self._articles.among(names)}")
        named = self._articles.among(_called(self._connection, value))
        mentions = _MENTIONS
        if self._mentions is not None:
            mentions = _SOME_MENTIONS.format(self._bind(json.dumps(list(self._mentions))))
        # Found once: it takes longer than all that is asked of it after.
        found = f"{_IN_ITS_CHAIN.format(named)} UNION {_IN_ITS_WORDS.format(named, mentions)}"
        ((numbers,),) = self._connection.execute(f"SELECT json_group_array(number) FROM ({found})", self._values)
        return _among(f"SELECT value FROM json_each({self._bind(numbers)})")

    def _figured(self, term: Figured) -> Condition:
        tests = ["told.quantity IS NOT NULL"]
        sign = "" if term.beyond else "="
        if term.least is not None:
            tests.append(f"told.quantity >{sign} {self._bind(term.least)}")
        if term.most is not None:
            tests.append(f"told.quantity <{sign} {self._bind(term.most)}")
        return _rare(" AND ".join(tests), "told_by_figure")

    def _having(self, what: Trait, value: str | None) -> Condition:
        match what:
            case Trait.CERTAINTY | Trait.POLARITY:
                return Condition(f"told.{what.value} = {self._bind(value)}")
            case Trait.UNIT:
                return Condition("told.unit <> ''")
            case Trait.RELATION:
                kind = "" if value is None else f" AND told.relations & {disputes.bit_of(RelationKind(value))}"
                return _rare(f"told.dispute IS NOT NULL{kind}", "told_by_dispute")
        return Condition("0")


def stretches(connection: sqlite3.Connection, wanted: Term, *, newest: bool) -> Iterator[Stretch | None]:
    """All claims, one stretch behind the other in order of date, where a filter names somebody who is named often: the first
    that fit are found before all mentions are looked at. Else None alone.
    """
    whom = json.dumps([each for value in _whom(wanted) for each in _called(connection, value)])
    often = "SELECT sum(mentions) FROM known WHERE entity IN (SELECT value FROM json_each(?))"
    if (connection.execute(often, [whom]).fetchone()[0] or 0) < _NAMED_OFTEN:
        yield None
        return
    cursor = connection.cursor()
    cursor.row_factory = None
    rows = cursor.execute(f"{_PLACES} {'DESC' if newest else 'ASC'}", [whom]).fetchall()
    start, size, border = 0, _AT_FIRST, LARGEST if newest else -LARGEST
    while start < len(rows):
        end = start + size
        while end < len(rows) and rows[end][0] == rows[end - 1][0]:  # an article is in one stretch
            end += 1
        end = end if end < len(rows) else len(rows)
        last = -LARGEST if newest else LARGEST
        if end < len(rows):
            last = rows[end - 1][0] * IN_AN_ARTICLE if newest else rows[end][0] * IN_AN_ARTICLE
        yield Stretch(min(last, border), max(last, border), [mention for _, mention in rows[start:end]])
        start, size, border = end, size * 2, last
    if not rows:
        yield None


def _whom(term: Term) -> Iterator[str]:
    """What a filter calls the entities that it asks for."""
    match term:
        case Marked(Mark.ENTITY, value):
            yield value
        case Not(inner):
            yield from _whom(inner)
        case All(terms) | Any(terms):
            yield from chain.from_iterable(map(_whom, terms))


def _called(connection: sqlite3.Connection, value: str) -> list[str]:
    begins = " ".join(words_of(value))
    if len(begins) == 1 and begins.isascii():  # names that begin so are in every article
        begins += " \n"
    return [row[0] for row in connection.execute(_CALLED, [f"\n {begins}", f"\n the {begins}"])]


def _among(gather: str) -> Condition:
    return Condition(f"told.number IN ({gather})", gather, gather)


def _rare(test: str, index: str) -> Condition:
    gather = f"SELECT number FROM told INDEXED BY {index} WHERE {test}"
    return Condition(f"({test})", gather, gather)


def rarest(
    connection: sqlite3.Connection, conditions: Iterable[Condition], values: dict[str, Value], most: int
) -> Condition | None:
    """Of conditions that can be gathered the one that the fewest claims fit, if they are no more than most."""
    best, least = None, most + 1
    for each in conditions:
        if each.gather:
            counted = f"SELECT count(*) FROM (SELECT 1 FROM ({each.counted}) LIMIT {least})"
            (number,) = connection.execute(counted, values).fetchone()
            if number < least:
                best, least = each, number
    return best

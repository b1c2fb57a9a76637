"""The desk of claims: which a filter chooses, in what order, what their rows show. Reads `told`, which is settled before."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence

from store.database.annotations import by_ids
from store.database.choosing import FITS, Condition, Value, has_the_words
from store.database.desks.claim_terms import ClaimConditions, Stretch, rarest, stretches
from store.database.entities import entities
from store.database.grouping import changes, date_of
from store.database.schema.desks import IN_AN_ARTICLE
from store.database.transactions import in_a_snapshot
from store.filters.settling import parts_of
from store.filters.terms import All, Term
from store.model import Annotation, ClaimOrder, ClaimRow, ClaimSort

_SOME = "(SELECT value FROM json_each(?))"
_FEW, _FEW_OF_ALL = 2_000, 20_000
"""Where no more claims than this fit a term they are gathered and put in order, rather than that all are walked along:
where the first rows are wanted, and where all are.
"""
_STRETCH = 64
"""So many rows are looked at together where headings are close to one another."""
_KEYS = {
    ClaimSort.SOURCE: ("who", "told.who <> ''", "told.who = ''"),
    ClaimSort.OUTLET: ("outlet", "told.outlet <> ''", "told.outlet = ''"),
    ClaimSort.FIGURE: ("figure", "told.quantity IS NOT NULL", "told.quantity IS NULL"),
    ClaimSort.DISPUTE: ("dispute", "told.dispute IS NOT NULL", "told.dispute IS NULL"),
}
"""By what a desk is in order: the index that leads along it, which rows have it, and which come behind those."""
_TITLED = f"""SELECT annotation.id, title, article.outlet, published, told.number, told.dispute FROM annotation
    JOIN article ON article.id = annotation.article LEFT JOIN told ON told.claim = annotation.id
    WHERE annotation.id IN {_SOME}"""


@in_a_snapshot
def numbers(connection: sqlite3.Connection, wanted: Term, order: ClaimOrder, most: int | None) -> array[int]:
    """The rows that fit in order, by number, so many at most; those that stand alike newest first."""
    found = array("q")
    cursor = connection.cursor()
    cursor.row_factory = None
    by_date = most is not None and order.by is ClaimSort.DATE
    for stretch in stretches(connection, wanted, newest=not order.turned) if by_date else (None,):
        values: dict[str, Value] = {}
        asked = _Asked(connection, wanted, values, few=_FEW_OF_ALL if most is None else _FEW, of=stretch)
        for query in asked.queries(order):
            left = -1 if most is None else most - len(found)
            if not left:
                return found
            # As one value: to make a row in Python of each takes longer than all else.
            ((numbers_found,),) = cursor.execute(f"SELECT json_group_array(number) FROM ({query} LIMIT {left})", values)
            found.extend(json.loads(numbers_found))
        if len(found) == most:
            break
    return found


class _Asked:
    """A filter as it is asked: what is rare is gathered first; where nothing is, all rows are walked along in order."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        wanted: Term,
        values: dict[str, Value],
        *,
        few: int,
        of: Stretch | None = None,
    ) -> None:
        if connection.execute("SELECT 1 FROM pragma_function_list WHERE name = ?", [FITS]).fetchone() is None:
            connection.create_function(FITS, 5, has_the_words, deterministic=True)
        making = ClaimConditions(connection, values, None if of is None else of.mentions)
        parts = parts_of(wanted)
        words = tuple(each for each in parts if making.query_of(each) is not None)
        conditions: list[Condition] = [making.of(All(words))] if words else []
        self._words = conditions[0].gather if words else ""
        conditions += [making.of(each) for each in parts if each not in words]
        self._alone = len(conditions) == 1
        rare = rarest(connection, conditions, values, few)
        self._rare = rare.gather if rare else ""
        self._tests = [each.test for each in conditions if each is not rare]
        if of is not None:
            self._alone = False
            self._tests.append(f"told.number >= {making.bind(of.low)} AND told.number < {making.bind(of.high)}")

    def queries(self, order: ClaimOrder) -> list[str]:
        """The stretches of the desk in an order."""
        newest = "DESC" if not order.turned else "ASC"
        if order.by not in _KEYS:
            if self._alone and (gathered := self._rare or self._words):  # the index of words is in this order itself
                return [f"WITH gathered (number) AS ({gathered}) SELECT number FROM gathered ORDER BY number {newest}"]
            return [self._query("1", "NOT INDEXED", f"told.number {newest}")]
        index, known, unknown = _KEYS[order.by]
        column = "quantity" if order.by is ClaimSort.FIGURE else index
        rises = (order.by in (ClaimSort.SOURCE, ClaimSort.OUTLET)) != order.turned
        within = "ASC" if order.by is ClaimSort.DISPUTE else newest
        way = "ASC" if rises else "DESC"
        if self._tests or self._rare:
            # In one go through the rows as they lie: along the index each is a step to another page.
            last = f"CASE WHEN {known} THEN told.number END {within}, told.number {newest}"
            return [self._query("1", "NOT INDEXED", f"({known}) DESC, told.{column} {way}, {last}")]
        return [
            self._query(known, f"INDEXED BY told_by_{index}", f"told.{column} {way}, told.number {within}"),
            self._query(unknown, "NOT INDEXED", f"told.number {newest}"),
        ]

    def _query(self, section: str, leading: str, key: str) -> str:
        gathered = [f"told.number IN ({self._rare})"] if self._rare else []
        tests = " AND ".join([section, *gathered, *self._tests])
        return f"SELECT number FROM told {leading} WHERE {tests} ORDER BY {key}"


@in_a_snapshot
def rows(connection: sqlite3.Connection, wanted: Iterable[int]) -> dict[int, ClaimRow]:
    """What rows show, by number; those that are not there are left out."""
    query = f"SELECT claim FROM told WHERE number IN {_SOME}"
    ids = [row[0] for row in connection.execute(query, [json.dumps(list(wanted))])]
    return {row.number: row for row in rows_of(connection, ids)}


@in_a_snapshot
def rows_of(connection: sqlite3.Connection, ids: Iterable[str]) -> list[ClaimRow]:
    """What the rows of claims show, in the order asked for; marks that are no claims, or not there, are left out. number: 0
    where a claim's row is not settled yet.
    """
    ids = list(dict.fromkeys(ids))
    claims = {each.id: each for each in by_ids(connection, ids) if each.claim is not None}
    titled = {row["id"]: row for row in connection.execute(_TITLED, [json.dumps(list(claims))])}
    chains = {link.entity for each in claims.values() if each.claim for link in each.claim.chain if link.entity}
    names = {each.id: each.name for each in entities(connection, chains).values()}
    return [_row(claims[each], titled[each], names) for each in ids if each in titled]


def _row(claim: Annotation, titled: sqlite3.Row, names: dict[str, str]) -> ClaimRow:
    if claim.claim is None:
        raise ValueError(f"{claim.id} is no claim")
    return ClaimRow(
        number=titled["number"] or 0,
        id=claim.id,
        article=claim.article,
        title=titled["title"],
        outlet=titled["outlet"],
        published=titled["published"],
        tag=claim.tag,
        content=claim.quote,
        claim=claim.claim,
        names={link.entity: names[link.entity] for link in claim.claim.chain if link.entity in names},
        start=claim.start,
        updated=claim.updated,
        dispute=titled["dispute"],
    )


@in_a_snapshot
def number_of(connection: sqlite3.Connection, claim: str) -> int | None:
    """The number of a claim's row; None where it has none."""
    row = connection.execute("SELECT number FROM told WHERE claim = ?", [claim]).fetchone()
    return None if row is None else int(row[0])


@in_a_snapshot
def borders(connection: sqlite3.Connection, wanted: Sequence[int], by: ClaimSort) -> array[int]:
    """The places in a desk, in that order, at which another day, source, outlet or dispute begins."""
    if by is ClaimSort.DATE:
        return changes(len(wanted), lambda place: date_of(wanted[place] // IN_AN_ARTICLE))
    column = {ClaimSort.SOURCE: "who", ClaimSort.OUTLET: "outlet", ClaimSort.DISPUTE: "dispute"}.get(by, "quantity")
    reading = _Column(connection, wanted, column)
    return changes(len(wanted), reading.at)


class _Column:
    """A column of the rows of a desk by their places: near where it was read last, many at a time."""

    def __init__(self, connection: sqlite3.Connection, numbers: Sequence[int], column: str) -> None:
        self._cursor = connection.cursor()
        self._cursor.row_factory = None
        self._numbers = numbers
        self._one = f"SELECT {column} FROM told WHERE number = ?"
        self._many = f"SELECT number, {column} FROM told WHERE number IN {_SOME}"
        self._stretch = 0
        self._here: dict[int, Value] = {}

    def at(self, place: int) -> Value:
        """What stands at a place; None where the row is gone."""
        stretch, number = place // _STRETCH, self._numbers[place]
        if stretch == self._stretch + 1 or not self._here:
            some = self._numbers[stretch * _STRETCH : (stretch + 1) * _STRETCH]
            self._here = dict(self._cursor.execute(self._many, [json.dumps(list(some))]).fetchall())
            self._stretch = stretch
        if stretch == self._stretch:
            return self._here.get(number)
        row: tuple[Value] | None = self._cursor.execute(self._one, [number]).fetchone()
        return None if row is None else row[0]

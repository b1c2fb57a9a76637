"""Claims that may be related, found by what they have in common; store.suggesting.relating judges them.

With one claim: those whose figure counts the same, and those that have its words. Else among the newest claims: a desk of
hundreds of thousands is not compared with itself.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from store.database.choosing import distinct
from store.database.desks import claims, saying
from store.database.schema.desks import IN_AN_ARTICLE
from store.database.transactions import in_a_snapshot
from store.model import ClaimRow, Pair
from store.suggesting.relating import Likely, comparable, likely, salient

_SOME = "(SELECT value FROM json_each(?))"
_NEWEST = 1_000
"""So many of the newest claims are compared with one another."""
_AROUND = 60
"""So many claims of each unit, published before and after one, are compared with it; and so many that have its words."""
_WORDS = 12
"""So many of a claim's words are sought in others: the longest, which are the rarest."""
_MANY = 40
"""A word that so many of the claims have says nothing of two of them."""
_RELATED = f"""SELECT origin, target FROM relation WHERE origin IN {_SOME}
    UNION SELECT origin, target FROM relation WHERE target IN {_SOME}"""


@in_a_snapshot
def pairs(connection: sqlite3.Connection, claim: str | None, most: int) -> list[Pair]:
    """The likeliest pairs, so many at most, of one claim or among the newest; those that are related are left out, and
    among the newest those that hang together already.
    """
    if claim is None:
        numbers = connection.execute("SELECT number FROM told ORDER BY number DESC LIMIT ?", [_NEWEST]).fetchall()
        rows = list(claims.rows(connection, (row[0] for row in numbers)).values())
        candidates = _with_something_in_common(rows)
    else:
        mine = claims.rows_of(connection, [claim])
        if not mine:
            return []
        others = claims.rows(connection, _beside(connection, mine[0])).values()
        candidates = [(mine[0], other) for other in others]
    related = _related(connection, {row.id for pair in candidates for row in pair})
    found = [
        (offered, one, other)
        for one, other in candidates
        if frozenset((one.id, other.id)) not in related
        and (claim is not None or one.dispute is None or one.dispute != other.dispute)
        and (offered := likely(one, other)) is not None
    ]
    found.sort(key=lambda each: (-each[0].score, -max(each[1].number, each[2].number), each[1].id, each[2].id))
    return [_pair(*each) for each in found[:most]]


def _pair(offered: Likely, one: ClaimRow, other: ClaimRow) -> Pair:
    first, second = (other, one) if offered.turned else (one, other)
    return Pair(first, second, offered.kind, offered.why)


def _with_something_in_common(rows: Iterable[ClaimRow]) -> list[tuple[ClaimRow, ClaimRow]]:
    """Pairs of claims with figures in one article, or that may count the same, or that have two words not everybody has."""
    sharing: defaultdict[str, list[int]] = defaultdict(list)
    rows = sorted(rows, key=lambda row: -row.number)
    for place, row in enumerate(rows):
        for word in {*salient(row.content), *salient(row.claim.gist)}:
            sharing[word].append(place)
        for what in (row.article, *salient(row.claim.unit or "")) if row.claim.quantity is not None else ():
            sharing[f"{what} counted"].append(place)
    common: defaultdict[tuple[int, int], int] = defaultdict(int)
    for word, places in sharing.items():
        if len(places) <= _MANY or word.endswith(" counted"):
            for pair in combinations(places[:_MANY], 2):
                common[pair] += 2 if word.endswith(" counted") else 1
    return [(rows[one], rows[other]) for (one, other), number in common.items() if number > 1]


def _beside(connection: sqlite3.Connection, row: ClaimRow) -> list[int]:
    """The numbers of claims that may be related to one."""
    found: dict[int, None] = {}
    if row.claim.quantity is not None:
        place = row.number // IN_AN_ARTICLE * IN_AN_ARTICLE
        query = "SELECT number FROM told WHERE number >= ? AND number < ? AND quantity IS NOT NULL LIMIT ?"
        numbers = connection.execute(query, [place, place + IN_AN_ARTICLE, _NEWEST])
        found.update(dict.fromkeys(each[0] for each in numbers))
    if row.claim.quantity is not None and row.claim.unit:
        units = [
            each[0]
            for each in connection.execute(distinct("told", "unit", "unit <> ''"))
            if comparable(row.claim.unit, each[0])
        ]
        for unit in units[:_AROUND]:
            for sign, way in (("<", "DESC"), (">", "ASC")):
                query = (
                    f"SELECT number FROM told INDEXED BY told_by_unit WHERE unit = ? AND unit <> '' AND number {sign} ?"
                )
                numbers = connection.execute(f"{query} ORDER BY number {way} LIMIT {_AROUND}", [unit, row.number])
                found.update(dict.fromkeys(each[0] for each in numbers))
    words = sorted({*salient(row.content), *salient(row.claim.gist)}, key=lambda word: (-len(word), word))[:_WORDS]
    if words and saying.is_at_hand(connection):
        # The endings are cut off, and the others may have other ones.
        sought = " OR ".join(f'"{word}" *' if len(word) > 3 else f'"{word}"' for word in words)
        query = f"{saying.hits('?')} ORDER BY rank LIMIT {_AROUND}"
        numbers = connection.execute(query, [f"{{content gist}} : ({sought})"])
        found.update(dict.fromkeys(each[0] for each in numbers))
    found.pop(row.number, None)
    return list(found)


def _related(connection: sqlite3.Connection, ids: Iterable[str]) -> set[frozenset[str]]:
    wanted = json.dumps(sorted(ids))
    return {frozenset(row) for row in connection.execute(_RELATED, [wanted, wanted])}

"""What claims hang together by relations: kept in `told` for the desk, and read as it stands for one claim."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable

from store.database.annotations import relation_of
from store.database.transactions import in_a_snapshot
from store.disputing import components
from store.model import Relation, RelationKind

_BITS = {kind.value: 1 << place for place, kind in enumerate(RelationKind)}
# Relations of some claims to others, where both stand in the desk.
_TOLD = """SELECT one.claim, other.claim, kind FROM (
        SELECT origin AS here, target AS there, kind FROM relation WHERE origin IN (SELECT value FROM json_each(?1))
        UNION ALL SELECT target, origin, kind FROM relation WHERE target IN (SELECT value FROM json_each(?1)))
    CROSS JOIN told AS one ON one.claim = here CROSS JOIN told AS other ON other.claim = there"""
# The same as it stands, whether the desk is settled or not.
_STANDING = """SELECT here, there, kind FROM (
        SELECT origin AS here, target AS there, kind FROM relation WHERE origin IN (SELECT value FROM json_each(?1))
        UNION ALL SELECT target, origin, kind FROM relation WHERE target IN (SELECT value FROM json_each(?1)))
    CROSS JOIN claim ON claim.annotation = there CROSS JOIN annotation ON annotation.id = there AND status = 'accepted'
    CROSS JOIN listed ON listed.article = annotation.article AND listed.state <> 'deleted'"""
_SOME = "(SELECT value FROM json_each(?))"
Edge = tuple[str, str, str]


def bit_of(kind: RelationKind) -> int:
    """The bit of a kind in `told.relations`."""
    return _BITS[kind.value]


def disputes_of(connection: sqlite3.Connection, claims: Collection[str]) -> list[int]:
    """The disputes that claims are in, as it is kept."""
    query = f"SELECT DISTINCT dispute FROM told WHERE dispute IS NOT NULL AND claim IN {_SOME}"
    return [row[0] for row in connection.execute(query, [json.dumps(list(claims))])]


def settle_disputes(connection: sqlite3.Connection, claims: Collection[str], before: Collection[int]) -> None:
    """Find anew with whom claims hang together, and all that were in these disputes before, in the caller's transaction."""
    members = f"SELECT claim FROM told WHERE dispute IN {_SOME} UNION SELECT claim FROM told WHERE claim IN {_SOME}"
    pending = [row[0] for row in connection.execute(members, [json.dumps(list(before)), json.dumps(list(claims))])]
    edges = reached(connection, pending)
    kinds: defaultdict[str, int] = defaultdict(int)
    for one, _, kind in edges:
        kinds[one] |= _BITS[kind]
    together = components(pending, ((one, other) for one, other, _ in edges))
    everyone = json.dumps([each for group in together for each in group])
    query = f"SELECT claim, number FROM told WHERE claim IN {_SOME}"
    numbers: dict[str, int] = dict(connection.execute(query, [everyone]).fetchall())
    rows = []
    for group in together:
        dispute = min(numbers[each] for each in group) if len(group) > 1 else None
        rows += [(dispute, kinds[each], numbers[each], dispute, kinds[each]) for each in group]
    connection.executemany(
        "UPDATE told SET dispute = ?, relations = ? WHERE number = ? AND (dispute, relations) IS NOT (?, ?)", rows
    )


def reached(connection: sqlite3.Connection, claims: Iterable[str], query: str = _TOLD) -> list[Edge]:
    """Every relation between claims that some claims reach by relations, each in both ways where it is met from both ends:
    from whom, to whom, of what kind.
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    seen: set[str] = set()
    found: list[Edge] = []
    frontier = list(dict.fromkeys(claims))
    while frontier:
        seen.update(frontier)
        edges: list[Edge] = cursor.execute(query, [json.dumps(frontier)]).fetchall()
        found += edges
        frontier = [each for each in dict.fromkeys(other for _, other, _ in edges) if each not in seen]
    return found


@in_a_snapshot
def around(connection: sqlite3.Connection, claim: str) -> tuple[list[str], tuple[Relation, ...]]:
    """The claims that hang together with one, as it stands, itself the first; and their relations, the oldest first."""
    edges = reached(connection, [claim], _STANDING)
    together = list(dict.fromkeys([claim, *(each for one, other, _ in edges for each in (one, other))]))
    query = f"SELECT * FROM relation WHERE origin IN {_SOME} AND target IN {_SOME} ORDER BY id"
    everyone = json.dumps(together)
    return together, tuple(relation_of(row) for row in connection.execute(query, [everyone, everyone]))


@in_a_snapshot
def newest(connection: sqlite3.Connection, most: int) -> list[int]:
    """The disputes by their numbers, those that began last first, so many at most."""
    query = "SELECT DISTINCT dispute FROM told WHERE dispute IS NOT NULL ORDER BY dispute DESC LIMIT ?"
    return [row[0] for row in connection.execute(query, [most])]


@in_a_snapshot
def first_of(connection: sqlite3.Connection, dispute: int) -> str | None:
    """A claim of a dispute; None where there is none of that number."""
    row = connection.execute("SELECT claim FROM told WHERE dispute = ? ORDER BY number LIMIT 1", [dispute]).fetchone()
    return None if row is None else str(row[0])

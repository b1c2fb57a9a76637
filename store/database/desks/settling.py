"""Bringing the rows of the desks up to date: of each entity and claim that `unsettled` names, in the caller's transaction.

Those of claims are made in store.database.desks.claims_settling.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from store.database.desks.claims_settling import settle_claims
from store.database.schema.listing import number_at
from store.database.transactions import in_a_snapshot
from store.folding import folded
from store.ranking import acronyms, compared
from store.searching import words_of

AT_ONCE = 500
"""So many entities, and so many claims, are settled in one transaction."""

_LOOKED_AT = 5_000
"""So many entities are counted anew at once where it is asked whether they are right."""

_WANTED = "(SELECT value FROM json_each(:ids))"
_DATED = number_at(None)
# Along the index of marks by entity, which alone tells all but the state and the place of an article.
_NAMED = f"""SELECT entity, article, count(*) AS marks FROM annotation
        WHERE entity IN {_WANTED} AND status = 'accepted' GROUP BY entity, article
    UNION ALL SELECT attribution.entity, annotation.article, count(DISTINCT annotation.id)
        FROM attribution CROSS JOIN annotation ON annotation.id = attribution.claim
        WHERE attribution.entity IN {_WANTED} AND annotation.status = 'accepted' GROUP BY 1, 2"""
COUNTED = f"""SELECT entity, sum(marks) AS mentions, count(DISTINCT named.article) AS articles,
        min(number) FILTER (WHERE number >= {_DATED}) AS first, max(number) FILTER (WHERE number >= {_DATED}) AS last
    FROM ({_NAMED}) AS named CROSS JOIN listed ON listed.article = named.article AND listed.state <> 'deleted'
    GROUP BY entity"""
_PUBLISHED = "(SELECT published FROM listed JOIN article ON article.id = listed.article WHERE number = counted.{})"
_COUNTS = f"""SELECT entity, mentions, articles, {_PUBLISHED.format("first")}, {_PUBLISHED.format("last")}
    FROM ({COUNTED}) AS counted"""
_COLUMNS = "entity, tag, name, names, acronyms, note, mentions, articles, first, last"
_KEPT = f"""INSERT INTO known ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (entity) DO UPDATE SET
    {", ".join(f"{column} = excluded.{column}" for column in _COLUMNS.split(", ")[1:])}"""

Known = tuple[str, str, str, str, str, str, int, int, str | None, str | None]
"""A row of `known`, but for its number."""


@in_a_snapshot
def unsettled(connection: sqlite3.Connection) -> int:
    """How many rows of the desks are not what they should be."""
    (number,) = connection.execute("SELECT count(*) FROM unsettled").fetchone()
    return int(number)


def settle(connection: sqlite3.Connection, most: int) -> int:
    """Settle so many entities and claims at most; how many it were."""
    done = 0
    for what, settle_these in (("entity", settle_entities), ("claim", settle_claims)):
        rows = connection.execute("SELECT id FROM unsettled WHERE what = ? LIMIT ?", [what, most - done])
        if ids := [row[0] for row in rows]:
            settle_these(connection, ids)
            wanted = json.dumps(ids)
            chosen = "what = ? AND id IN (SELECT value FROM json_each(?))"
            connection.execute(f"DELETE FROM unsettled WHERE {chosen}", [what, wanted])
            done += len(ids)
    return done


def settle_entities(connection: sqlite3.Connection, ids: Sequence[str]) -> None:
    """Make the rows of these entities what they should be; one that is gone or merged into another has none."""
    rows = rows_of(connection, ids)
    gone = json.dumps(sorted(set(ids) - {row[0] for row in rows}))
    connection.execute("DELETE FROM known WHERE entity IN (SELECT value FROM json_each(?))", [gone])
    connection.executemany(_KEPT, rows)


def wrong_entities(connection: sqlite3.Connection) -> list[str]:
    """The entities whose rows are not what they should be, by identifier; those that wait to be settled are none of them."""
    waiting = "SELECT id FROM unsettled WHERE what = 'entity'"
    query = f"SELECT id FROM entity UNION SELECT entity FROM known EXCEPT {waiting} ORDER BY 1"
    ids = [row[0] for row in connection.execute(query)]
    cursor = connection.cursor()
    cursor.row_factory = None
    there = {row[0]: row for row in cursor.execute(f"SELECT {_COLUMNS} FROM known")}
    wrong: list[str] = []
    for start in range(0, len(ids), _LOOKED_AT):
        some = ids[start : start + _LOOKED_AT]
        right = {row[0]: row for row in rows_of(connection, some)}
        wrong += (each for each in some if right.get(each) != there.get(each))
    return wrong


def unsettle(connection: sqlite3.Connection, what: str, ids: Iterable[str]) -> None:
    """Have the rows of these entities, or claims, made anew, in the caller's transaction."""
    connection.executemany("INSERT OR IGNORE INTO unsettled VALUES (?, ?)", ((what, each) for each in ids))


def rows_of(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Known]:
    """What the rows of these entities should be."""
    cursor = connection.cursor()
    cursor.row_factory = None
    wanted = {"ids": json.dumps(list(ids))}
    others: defaultdict[str, list[str]] = defaultdict(list)
    for entity, name in cursor.execute(f"SELECT entity, name FROM alias WHERE entity IN {_WANTED}", wanted):
        others[entity].append(name)
    counts = {entity: told for entity, *told in cursor.execute(_COUNTS, wanted)}
    found: list[Known] = []
    chosen = f"SELECT id, tag, name, note FROM entity WHERE id IN {_WANTED} AND merged_into IS NULL ORDER BY id"
    for entity, tag, name, note in cursor.execute(chosen, wanted):
        mentions, articles, first, last = counts.get(entity, (0, 0, None, None))
        names = [name, *sorted(others[entity])]
        short = [each for one in names for each in acronyms(compared(one))]
        sorting = " ".join(folded(name).split())
        words = (_lines(names), _lines(short), _lines([note] if note else []))
        found.append((entity, tag, sorting, *words, mentions, articles, first, last))
    return found


def _lines(names: Sequence[str]) -> str:
    """The words of names, as they stand in `known`; "" where there are none."""
    lines = dict.fromkeys(f" {' '.join(words_of(each) or folded(each).split())} " for each in names)
    return "".join(f"\n{each}" for each in lines) + "\n" if lines else ""

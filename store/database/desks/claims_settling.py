"""Bringing the rows of the desk of claims up to date: where each stands, what it says, and whom it hangs together with."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from store.database.desks import disputes, saying
from store.database.schema.desks import IN_AN_ARTICLE
from store.folding import folded
from store.searching import EVERY

_SOME = "(SELECT value FROM json_each(?))"
_CLAIMS = f"""SELECT annotation.id, listed.number AS place, annotation.tag, annotation.annotator, annotation.note,
        article.outlet, claim.gist, claim.certainty, claim.polarity, claim.quantity, claim.unit,
        coalesce(event_from, event_to) AS event_from, coalesce(event_to, event_from) AS event_to,
        (SELECT min(start) FROM part WHERE part.annotation = annotation.id AND role = 'content') AS start,
        (SELECT max("end") FROM part WHERE part.annotation = annotation.id AND role = 'content') AS "end"
    FROM annotation CROSS JOIN claim ON claim.annotation = annotation.id
    CROSS JOIN listed ON listed.article = annotation.article CROSS JOIN article ON article.id = annotation.article
    WHERE annotation.id IN {_SOME} AND annotation.status = 'accepted' AND listed.state <> 'deleted'
    ORDER BY annotation.id"""
_CHAINS = f"""SELECT claim, said, coalesce(entity.name, label) AS name, entity.id AS entity FROM attribution
    LEFT JOIN entity ON entity.id = attribution.entity WHERE claim IN {_SOME} ORDER BY claim, depth"""
_CONTENTS = f"""SELECT annotation, exact FROM part WHERE annotation IN {_SOME} AND role = 'content'
    ORDER BY annotation, start, "end" """
_COLUMNS = (
    'number, claim, tag, annotator, outlet, who, links, start, "end", certainty, polarity, quantity, unit,'
    " event_from, event_to, said"
)
_KEPT = f"""INSERT INTO told ({_COLUMNS}) VALUES ({", ".join("?" * 16)}) ON CONFLICT (number) DO UPDATE SET
    {", ".join(f"{column} = excluded.{column}" for column in _COLUMNS.split(", ")[2:])}"""

Told = tuple[str | int | float | None, ...]
"""A row of `told`: _COLUMNS."""


@dataclass(slots=True)
class _Chain:
    """The names in a claim's chain, nearest the outlet first, those by which they are called as well, and when it was said."""

    names: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    said: str | None = None


def settle_claims(connection: sqlite3.Connection, ids: Sequence[str]) -> None:
    """Make the rows of these claims what they should be, in the caller's transaction; one that is not accepted, or whose
    article is deleted, has none.
    """
    wanted = json.dumps(list(ids))
    before = disputes.disputes_of(connection, ids)
    rows = connection.execute(_CLAIMS, [wanted]).fetchall()
    old: dict[str, int] = dict(
        connection.execute(f"SELECT claim, number FROM told WHERE claim IN {_SOME}", [wanted]).fetchall()
    )
    numbers = _numbers(connection, {row["id"]: row["place"] for row in rows}, old)
    left = [number for claim, number in old.items() if numbers.get(claim) != number]
    connection.executemany("DELETE FROM told WHERE number = ?", ((number,) for number in left))
    told, said = _made(connection, wanted, rows, numbers)
    connection.executemany(_KEPT, told)
    saying.keep(connection, said, left)
    disputes.settle_disputes(connection, ids, before)


def _numbers(connection: sqlite3.Connection, places: dict[str, int], old: dict[str, int]) -> dict[str, int]:
    """The number of each claim: the one it has, while its article stays where it is, else the next of its article.

    Who comes when an article has as many claims as have room has none.
    """
    found: dict[str, int] = {}
    following: dict[int, int] = {}
    for claim, place in places.items():
        first = place * IN_AN_ARTICLE
        if old.get(claim, -1) // IN_AN_ARTICLE == place:
            found[claim] = old[claim]
            continue
        if place not in following:
            query = "SELECT max(number) FROM told WHERE number >= ? AND number < ?"
            (last,) = connection.execute(query, [first, first + IN_AN_ARTICLE]).fetchone()
            following[place] = first if last is None else last + 1
        if following[place] < first + IN_AN_ARTICLE:
            found[claim] = following[place]
            following[place] += 1
    return found


def _made(
    connection: sqlite3.Connection, wanted: str, rows: Sequence[sqlite3.Row], numbers: dict[str, int]
) -> tuple[list[Told], dict[int, saying.Said]]:
    chains = _chains(connection, wanted)
    contents: defaultdict[str, list[str]] = defaultdict(list)
    for claim, exact in connection.execute(_CONTENTS, [wanted]):
        contents[claim].append(exact)
    told: list[Told] = []
    said: dict[int, saying.Said] = {}
    for row in rows:
        if (number := numbers.get(row["id"])) is None:
            continue
        chain = chains.get(row["id"], _Chain())
        who = folded(chain.names[-1]) if chain.names else ""
        told.append(
            (
                *(number, row["id"], row["tag"], row["annotator"], folded(row["outlet"] or ""), who, len(chain.names)),
                *(
                    row["start"] or 0,
                    row["end"] or 0,
                    row["certainty"],
                    row["polarity"],
                    row["quantity"],
                    folded(row["unit"] or ""),
                ),
                *(row["event_from"], row["event_to"], chain.said),
            )
        )
        content = saying.spaced(" ".join(contents[row["id"]]))
        # Between names stands what nobody can type, so that no phrase goes from one to the next; the first is every claim's.
        source = f" {EVERY}{EVERY.join(map(saying.spaced, chain.called)) or ' '}"
        said[number] = saying.Said(content, saying.spaced(row["gist"]), source, saying.spaced(row["note"]))
    return told, said


def _chains(connection: sqlite3.Connection, wanted: str) -> dict[str, _Chain]:
    links = connection.execute(_CHAINS, [wanted]).fetchall()
    others: defaultdict[str, list[str]] = defaultdict(list)
    entities = json.dumps(sorted({link["entity"] for link in links if link["entity"]}))
    for entity, name in connection.execute(
        f"SELECT entity, name FROM alias WHERE entity IN {_SOME} ORDER BY entity, name", [entities]
    ):
        others[entity].append(name)
    found: defaultdict[str, _Chain] = defaultdict(_Chain)
    for link in links:
        chain = found[link["claim"]]
        chain.names.append(link["name"])
        chain.called += [link["name"], *others.get(link["entity"] or "", ())]
        chain.said = link["said"] or chain.said
    return dict(found)


def wrong_claims(connection: sqlite3.Connection) -> list[str]:
    """The claims whose rows are missing, too many, or not where their article is, by identifier; those that wait to be settled
    are none of them.
    """
    query = f"""SELECT annotation.id FROM claim JOIN annotation ON annotation.id = claim.annotation
        JOIN listed ON listed.article = annotation.article LEFT JOIN told ON told.claim = annotation.id
        LEFT JOIN said ON said.number = told.number
        WHERE (annotation.status = 'accepted' AND listed.state <> 'deleted') IS NOT (told.number IS NOT NULL)
            OR told.number / {IN_AN_ARTICLE} <> listed.number OR (told.number IS NULL) <> (said.number IS NULL)
            OR (told.tag, told.certainty, told.polarity, told.quantity)
                IS NOT (annotation.tag, claim.certainty, claim.polarity, claim.quantity) AND told.number IS NOT NULL
    UNION SELECT claim FROM told WHERE NOT EXISTS (SELECT 1 FROM claim WHERE annotation = told.claim)"""
    waiting = "SELECT id FROM unsettled WHERE what = 'claim'"
    return [row[0] for row in connection.execute(f"SELECT id FROM ({query}) WHERE id NOT IN ({waiting}) ORDER BY id")]

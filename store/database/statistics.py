"""The library, or what a filter chooses of it, in figures: how many articles, words and marks, in all and in groups.

Words are those that the list counts; the words of articles that wait for the index are not counted yet.
"""

from __future__ import annotations

import sqlite3

from store.database import finding
from store.database.transactions import in_a_snapshot
from store.filters.terms import EVERYTHING, Term
from store.model import Counts, Figures, Grouping, Order, State, Stats

_MARKS = "listed JOIN annotation ON annotation.article = listed.article AND status = 'accepted'"
_GROUPS = {
    Grouping.DAY: "substr(published, 1, 10)",  # as it is written, and as a filter takes it
    Grouping.MONTH: "substr(published, 1, 7)",
    Grouping.OUTLET: "listed.outlet",
    Grouping.LANGUAGE: "listed.language",
    Grouping.STATE: "listed.state",
    Grouping.LABEL: "label.name",
    Grouping.TAG: "annotation.tag",
    Grouping.ANNOTATOR: "annotation.annotator",
    Grouping.MARKED: "substr(annotation.created, 1, 10)",
}
_OF_MARKS = frozenset({Grouping.TAG, Grouping.ANNOTATOR, Grouping.MARKED})
_BY_TIME = frozenset({Grouping.DAY, Grouping.MONTH, Grouping.MARKED})


@in_a_snapshot
def stats(connection: sqlite3.Connection, wanted: Term = EVERYTHING) -> Stats:
    """What a filter chooses, in figures."""
    chosen = _chosen(connection, wanted)
    rows = connection.execute(
        f"""SELECT state, count(*), sum(words), sum(alike IS NOT NULL), sum(highlights), sum(mentions), sum(claims)
        FROM listed WHERE {chosen} GROUP BY state"""
    ).fetchall()
    states = {State(row[0]): int(row[1]) for row in rows}
    gone = "SELECT count(*) FROM listed WHERE state = 'deleted'"
    deleted = connection.execute(gone).fetchone()[0] if wanted == EVERYTHING else states.get(State.DELETED, 0)
    tags = connection.execute(
        f"""SELECT tag.name, marks FROM tag JOIN (SELECT tag AS name, count(*) AS marks FROM {_MARKS} WHERE {chosen}
        GROUP BY tag) AS counted ON counted.name = tag.name ORDER BY tag.position"""
    ).fetchall()
    annotators = connection.execute(
        f"SELECT annotator, count(*) FROM {_MARKS} WHERE {chosen} GROUP BY annotator ORDER BY count(*) DESC, annotator"
    ).fetchall()
    return Stats(
        articles=sum(states.values()),
        states={state.value: states.get(state, 0) for state in State if state is not State.DELETED},
        deleted=deleted,
        annotations=Counts(*(sum(row[column] for row in rows) for column in (4, 5, 6))),
        entities=_entities(connection, wanted, chosen),
        relations=_relations(connection, chosen),
        tags=dict(map(tuple, tags)),
        words=sum(row[2] for row in rows),
        words_read=sum(row[2] for row in rows if row[0] == State.DONE),
        alike=sum(row[3] for row in rows),
        annotators=dict(map(tuple, annotators)),
    )


@in_a_snapshot
def figures(connection: sqlite3.Connection, wanted: Term, by: Grouping) -> list[Figures]:
    """What a filter chooses, in figures for each group: by time the earliest first, else the largest group first."""
    chosen, group = _chosen(connection, wanted), _GROUPS[by]
    if by in _OF_MARKS:
        tables = f"{_MARKS} JOIN tag ON tag.name = annotation.tag"
        columns = """count(DISTINCT annotation.article), NULL, NULL, NULL, sum(layer = 'highlight'),
            sum(layer = 'entity'), sum(layer = 'claim')"""
    else:
        tables = "listed JOIN article ON article.id = listed.article"
        columns = """count(*), sum(listed.state = 'done'), sum(words), sum(words * (listed.state = 'done')),
            sum(highlights), sum(mentions), sum(claims)"""
    if by is Grouping.LABEL:
        tables += " LEFT JOIN label ON label.article = listed.article"
    shown = "nullif(max(coalesce(article.outlet, '')), '')" if by is Grouping.OUTLET else group
    order = f"{group} IS NULL, 1" if by in _BY_TIME else "2 DESC, 1"
    query = f"SELECT {shown}, {columns} FROM {tables} WHERE {chosen} GROUP BY {group} ORDER BY {order}"
    rows = connection.execute(query).fetchall()
    return [Figures(row[0], row[1], row[2], row[3], row[4], Counts(row[5], row[6], row[7])) for row in rows]


def _chosen(connection: sqlite3.Connection, wanted: Term) -> str:
    """The condition under which a row of `listed` is one of those that a filter chooses."""
    if wanted == EVERYTHING:
        return "listed.state <> 'deleted'"
    numbers = finding.numbers(connection, wanted, Order(), None, each=True)
    connection.execute("DROP TABLE IF EXISTS temp.chosen")
    connection.execute("CREATE TEMP TABLE chosen (number INTEGER PRIMARY KEY)")
    connection.executemany("INSERT INTO temp.chosen VALUES (?)", ((number,) for number in numbers))
    return "listed.number IN (SELECT number FROM temp.chosen)"


def _entities(connection: sqlite3.Connection, wanted: Term, chosen: str) -> int:
    """All that are known, or of some articles those that their marks name."""
    query = "SELECT count(*) FROM entity WHERE merged_into IS NULL"
    if wanted != EVERYTHING:
        named = f"SELECT annotation.entity FROM {_MARKS} WHERE {chosen}"
        linked = f"SELECT attribution.entity FROM {_MARKS} JOIN attribution ON claim = annotation.id WHERE {chosen}"
        query += f" AND id IN ({named} UNION {linked})"
    return int(connection.execute(query).fetchone()[0])


def _relations(connection: sqlite3.Connection, chosen: str) -> int:
    end = f"""EXISTS (SELECT 1 FROM annotation JOIN listed ON listed.article = annotation.article
        WHERE annotation.id = {{}} AND {chosen})"""
    query = f"SELECT count(*) FROM relation WHERE {end.format('relation.origin')} AND {end.format('relation.target')}"
    return int(connection.execute(query).fetchone()[0])

"""What a person puts in order: states, labels and deletion of many articles at once, and the queues that are kept.

The rows of the history hold as much of an article as was changed: a hundred thousand may be in one step.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from store.database import likenesses
from store.database.recording import Action, Row
from store.database.transactions import in_a_snapshot
from store.model import Order, Queue, Sort, State

_TURNED = "-"


@in_a_snapshot
def titles(connection: sqlite3.Connection, articles: Iterable[str]) -> dict[str, str]:
    """The titles of those among these articles that are here, by identifier, in the order in which they are given."""
    rows = connection.execute(
        "SELECT article.id, title FROM json_each(?) AS wanted JOIN article ON article.id = wanted.value"
        " ORDER BY wanted.key",
        [json.dumps(list(articles))],
    )
    return {row["id"]: row["title"] for row in rows}


@in_a_snapshot
def labels(connection: sqlite3.Connection) -> dict[str, int]:
    """Every label that an article has which is not deleted, by the alphabet, and how many have it."""
    rows = connection.execute(
        "SELECT name, count(*) FROM label JOIN listed ON listed.article = label.article"
        " WHERE listed.state <> 'deleted' GROUP BY name ORDER BY name COLLATE NOCASE, name"
    )
    return dict(rows.fetchall())


@in_a_snapshot
def queues(connection: sqlite3.Connection) -> tuple[Queue, ...]:
    """The queues that are kept, by the alphabet."""
    rows = connection.execute("SELECT name, filter, sort, key FROM queue ORDER BY name COLLATE NOCASE, name")
    return tuple(_queue(row) for row in rows)


def set_state(
    connection: sqlite3.Connection, action: Action, articles: Iterable[str], state: State, at: str
) -> list[str]:
    """Say how far the reading of articles has come, or that they are deleted; which of them were otherwise."""
    changed = []
    for row in _rows(connection, articles):
        if state is State.DELETED:
            values: Row = {"deleted": row["deleted"] or at}
        else:
            values = {"state": state.value, "deleted": None}
        if row | values != row:
            action.update("article", row, **values)
            changed.append(str(row["id"]))
    return changed


def restore(connection: sqlite3.Connection, action: Action, articles: Iterable[str]) -> list[str]:
    """Take back that articles are deleted; which of them were."""
    gone = [row for row in _rows(connection, articles) if row["deleted"] is not None]
    for row in gone:
        action.update("article", row, deleted=None)
    return [str(row["id"]) for row in gone]


def label(connection: sqlite3.Connection, action: Action, articles: Iterable[str], name: str) -> list[str]:
    """Give articles a label; which of them had it not."""
    new = _labelled(connection, articles, name, has_it=False)
    for each in new:
        action.insert("label", {"article": each, "name": name})
    return new


def unlabel(connection: sqlite3.Connection, action: Action, articles: Iterable[str], name: str) -> list[str]:
    """Take a label from articles; which of them had it."""
    old = _labelled(connection, articles, name, has_it=True)
    for each in old:
        action.delete("label", {"article": each, "name": name})
    return old


def keep_queue(action: Action, queue: Queue) -> None:
    """Keep a queue, in the place of the one with its name."""
    sort = f"{_TURNED if queue.order.turned else ''}{queue.order.by}"
    row: Row = {"name": queue.name, "filter": queue.filter, "sort": sort, "key": queue.key}
    before = action.row("queue", name=queue.name)
    if before is None:
        action.insert("queue", row)
    else:
        action.update("queue", before, **row)


def drop_queue(action: Action, name: str) -> bool:
    """Let go of a queue; whether it was there."""
    row = action.row("queue", name=name)
    if row is not None:
        action.delete("queue", row)
    return row is not None


def follow(connection: sqlite3.Connection, action: Action) -> None:
    """Where articles were deleted or brought back by an action, those that tell the same story group anew."""
    gone, back = [], []
    for before, after in action.written("article"):
        if before is not None and after is not None and (was := before.get("deleted")) != (now := after.get("deleted")):
            if now is None:
                back.append(str(after["id"]))
            elif was is None:
                gone.append(str(after["id"]))
    if gone:
        likenesses.put_away(connection, gone)
    if back:
        likenesses.bring_back(connection, back)


def _rows(connection: sqlite3.Connection, articles: Iterable[str]) -> list[Row]:
    """As much of the rows of articles as can be changed here."""
    found = connection.execute(
        "SELECT id, state, deleted FROM article WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        [json.dumps(list(articles))],
    )
    return [dict(row) for row in found.fetchall()]


def _labelled(connection: sqlite3.Connection, articles: Iterable[str], name: str, *, has_it: bool) -> list[str]:
    """Those of the articles that have a label, or those that have it not."""
    found = connection.execute(
        "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?1))"
        " AND EXISTS (SELECT 1 FROM label WHERE label.article = article.id AND name = ?2) = ?3 ORDER BY id",
        [json.dumps(list(articles)), name, int(has_it)],
    )
    return [row["id"] for row in found.fetchall()]


def _queue(row: sqlite3.Row) -> Queue:
    sort = str(row["sort"])
    by = sort.removeprefix(_TURNED)
    return Queue(row["name"], row["filter"], Order(Sort(by), sort != by), row["key"])

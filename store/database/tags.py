"""The tag set."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from store.database.recording import Action, Row
from store.database.transactions import in_a_snapshot
from store.model import Layer, Tag

_COLUMNS = "name, layer, label, key, colour, sign, parent, mapping, retired"


@in_a_snapshot
def tags(connection: sqlite3.Connection) -> tuple[Tag, ...]:
    """The whole tag set in its order, retired ones included."""
    query = f"SELECT {_COLUMNS} FROM tag ORDER BY position, name"
    return tuple(_tag(row) for row in connection.execute(query))


@in_a_snapshot
def tag(connection: sqlite3.Connection, name: str) -> Tag | None:
    """The tag of this name, or None."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM tag WHERE name = ?", [name]).fetchone()
    return _tag(row) if row else None


def write(action: Action, tag: Tag, position: int | None = None) -> None:
    """Add a tag, or bring the one of its name to what is given. Another one that has its key has none from then on.

    position: its place among the tags; None: where it stands, a new one behind the others.
    """
    before = action.row("tag", name=tag.name)
    if tag.key is not None:
        for other in action.rows("tag", key=tag.key):
            if other["name"] != tag.name:
                action.update("tag", other, key=None)
    row = _row(tag)
    if position is not None:
        row["position"] = position
    if before is not None:
        action.update("tag", before, **row)
    else:
        action.insert("tag", {"position": _behind(action)} | row)


def set_keys(action: Action, tags: Sequence[Tag]) -> None:
    """Give tags their keys; those whose keys change have none for a moment, so that two may exchange them."""
    rows = [(action.row("tag", name=each.name), each.key) for each in tags]
    changed = [(str(row["name"]), key) for row, key in rows if row is not None and row["key"] != key]
    for values in ([(name, None) for name, _ in changed], changed):
        for name, key in values:
            row = action.row("tag", name=name)
            assert row is not None
            action.update("tag", row, key=key)


def order(action: Action, names: Sequence[str]) -> None:
    """Bring the tags into an order, by all of their names."""
    for position, name in enumerate(names):
        if (row := action.row("tag", name=name)) is not None:
            action.update("tag", row, position=position)


def take_out(action: Action, name: str) -> None:
    """Take a tag out of the set that nothing names."""
    if (row := action.row("tag", name=name)) is not None:
        action.delete("tag", row)


@in_a_snapshot
def uses(connection: sqlite3.Connection) -> dict[str, int]:
    """How many accepted marks have each tag, by its name; tags that none has are left out."""
    return dict(
        connection.execute("SELECT tag, count(*) FROM annotation WHERE status = 'accepted' GROUP BY tag").fetchall()
    )


@in_a_snapshot
def is_named(connection: sqlite3.Connection, name: str) -> bool:
    """Whether anything names a tag: a mark, an entity, a tag below it, or the history, which may bring such a thing back."""
    for table, column in (("annotation", "tag"), ("entity", "tag"), ("tag", "parent")):
        if connection.execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", [name]).fetchone():
            return True
    found = connection.execute(
        """SELECT 1 FROM change_row WHERE (name IN ('annotation', 'entity')
                AND (json_extract(before, '$.tag') = ?1 OR json_extract(after, '$.tag') = ?1))
            OR (name = 'tag' AND (json_extract(before, '$.parent') = ?1 OR json_extract(after, '$.parent') = ?1))
        LIMIT 1""",
        [name],
    ).fetchone()
    return found is not None


def _behind(action: Action) -> int:
    return max((int(str(row["position"])) for row in action.rows("tag")), default=0) + 1


def _row(tag: Tag) -> Row:
    """A row without its place."""
    return {
        "name": tag.name,
        "layer": tag.layer.value,
        "label": tag.label,
        "key": tag.key,
        "colour": tag.colour,
        "sign": tag.sign,
        "parent": tag.parent,
        "mapping": json.dumps(dict(tag.mapping), ensure_ascii=False, sort_keys=True),
        "retired": int(tag.retired),
    }


def _tag(row: sqlite3.Row) -> Tag:
    return Tag(
        name=row["name"],
        layer=Layer(row["layer"]),
        label=row["label"],
        key=row["key"],
        colour=row["colour"],
        sign=row["sign"],
        parent=row["parent"],
        mapping=json.loads(row["mapping"]),
        retired=bool(row["retired"]),
    )

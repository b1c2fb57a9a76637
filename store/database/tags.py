"""The tag set."""

from __future__ import annotations

import json
import sqlite3

from store.database.connection import in_a_snapshot
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


def add(connection: sqlite3.Connection, new: Tag) -> None:
    """Put a tag behind the others."""
    connection.execute(
        "INSERT INTO tag (name, layer, label, key, colour, sign, parent, mapping, retired, position)"
        " SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(max(position), 0) + 1 FROM tag",
        [
            *(new.name, new.layer.value, new.label, new.key, new.colour, new.sign, new.parent),
            *(json.dumps(dict(new.mapping), sort_keys=True), int(new.retired)),
        ],
    )


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

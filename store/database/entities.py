"""Entities and their other names."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from store.database.recording import Action
from store.database.transactions import in_a_snapshot
from store.errors import NotFound
from store.model import Alias, Entity

_COLUMNS = "id, name, tag, identifiers, reliability, note"


@in_a_snapshot
def entities(connection: sqlite3.Connection, ids: Iterable[str] | None = None) -> dict[str, Entity]:
    """Entities by identifier, in order of name: those asked for, or all that are not merged into another."""
    if ids is None:
        where, wanted = "WHERE merged_into IS NULL", "null"
    else:
        where, wanted = "WHERE id IN (SELECT value FROM json_each(?1))", json.dumps(sorted(set(ids)))
        if wanted == "[]":
            return {}
    aliases: defaultdict[str, list[Alias]] = defaultdict(list)
    of = "" if ids is None else "WHERE entity IN (SELECT value FROM json_each(?1))"
    values = [] if ids is None else [wanted]
    for row in connection.execute(f"SELECT entity, name, weak FROM alias {of} ORDER BY entity, name", values):
        aliases[row["entity"]].append(Alias(row["name"], bool(row["weak"])))
    query = f"SELECT {_COLUMNS} FROM entity {where} ORDER BY name COLLATE NOCASE, id"
    return {
        row["id"]: Entity(
            id=row["id"],
            name=row["name"],
            tag=row["tag"],
            aliases=tuple(aliases[row["id"]]),
            identifiers=json.loads(row["identifiers"]),
            reliability=row["reliability"],
            note=row["note"],
        )
        for row in connection.execute(query, values)
    }


@in_a_snapshot
def entity(connection: sqlite3.Connection, identifier: str) -> Entity:
    """An entity, or the one that it was united with. Raises NotFound."""
    found = meant(connection, [identifier]).get(identifier)
    if found is None:
        raise NotFound(f"there is no entity {identifier}; it was dropped, or never here")
    return found


@in_a_snapshot
def has_united(connection: sqlite3.Connection) -> bool:
    """Whether any entity was united with another."""
    return connection.execute("SELECT 1 FROM entity WHERE merged_into IS NOT NULL LIMIT 1").fetchone() is not None


@in_a_snapshot
def meant(connection: sqlite3.Connection, identifiers: Iterable[str]) -> dict[str, Entity]:
    """Entities by the identifiers asked for; for one that was united with another, that one. Those not here are left out."""
    wanted = set(identifiers)
    last = {each: each for each in wanted}
    if wanted and has_united(connection):
        for identifier in wanted:
            seen: dict[str, None] = {}
            at: str | None = identifier
            while at is not None and at not in seen:  # in a damaged file it may go round
                seen[at] = None
                row = connection.execute("SELECT merged_into FROM entity WHERE id = ?", [at]).fetchone()
                at = row[0] if row is not None else None
            last[identifier] = [*seen][-1]
    found = entities(connection, last.values())
    return {identifier: found[each] for identifier, each in last.items() if each in found}


def add_aliases(action: Action, entity: Entity) -> None:
    """Give the entity with this identifier the other names that it lacks; those it has stay as they are."""
    for alias in entity.aliases:
        if action.row("alias", entity=entity.id, name=alias.name) is None:
            action.insert("alias", {"entity": entity.id, "name": alias.name, "weak": int(alias.weak)})


def write(action: Action, entity: Entity) -> None:
    """Make an entity, or bring the one with this identifier to what is given."""
    row: dict[str, str | int | float | None] = {
        "id": entity.id,
        "name": entity.name,
        "tag": entity.tag,
        "identifiers": json.dumps(dict(entity.identifiers), ensure_ascii=False, sort_keys=True),
        "reliability": entity.reliability,
        "note": entity.note,
        "merged_into": None,
    }
    before = action.row("entity", id=entity.id)
    if before is None:
        action.insert("entity", row)
    else:
        action.update("entity", before, **(row | {"merged_into": before["merged_into"]}))
    names = {alias.name: alias for alias in entity.aliases}
    action.replace(
        "alias",
        ({"entity": entity.id, "name": alias.name, "weak": int(alias.weak)} for alias in names.values()),
        entity=entity.id,
    )

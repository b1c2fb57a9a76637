"""What stands in a library whose history is that of several: of each field the value that was given it last. Pure.

A field is a column, all the words of a mark together, or its chain; of a row that was taken out the last change decides
whether it is there. It follows from the changes alone, in the order of their times, whichever library told of them first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from store.addresses import outlet_key
from store.model import ROLES, Layer

Value = str | int | float | None
Row = dict[str, Value]

_BESIDE = {"part": "position", "attribution": "depth", "alias": "name"}
"""The tables that have several rows of one mark or entity, each with the column that tells them apart."""
_METADATA = ("title", "byline", "outlet", "url", "published", "language", "updated")
"""The columns of an article whose origin is told in `found`."""
_ONE = "one"
_ROLES = {layer: {role.value for role in roles} for layer, roles in ROLES.items()}


class Told(NamedTuple):
    """What a change did to one row, with the change's time and identifier; is_new: it has come from the other library."""

    at: str
    change: str
    is_new: bool
    table: str
    before: Row | None
    after: Row | None


class Image(NamedTuple):
    """A row before a change and after it."""

    before: Row | None
    after: Row | None


class Step(NamedTuple):
    """What one change did to the rows of one thing: by their table and by what tells them apart."""

    at: str
    change: str
    is_new: bool
    rows: Mapping[tuple[str, Value], Image]

    def of(self, table: str) -> list[Image]:
        """Those of a table."""
        return [image for (name, _), image in self.rows.items() if name == table]

    def one(self, table: str) -> Image:
        """The row of a table that has one only."""
        return self.rows.get((table, _ONE), Image(None, None))


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation as it is to be. parts: where it was put last, in the text version that `row` names; is_new: the other
    library put it there.
    """

    row: Row
    parts: Sequence[Row]
    claim: Row | None
    chain: Sequence[Row]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as it is to be; is_there: where nothing needs it any more."""

    is_there: bool
    row: Row
    aliases: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Side:
    """An article in one of two libraries; sha256 is that of its text, is_here whether its words are."""

    row: Row
    sha256: str
    is_here: bool


def steps_of(told: Iterable[Told]) -> list[Step]:
    """What was told of one thing, change by change in the order of time; within a change in the order in which it was told."""
    steps = []
    in_time = sorted(told, key=lambda each: (each.at, each.change))
    for (at, change, is_new), those in groupby(in_time, lambda each: (each.at, each.change, each.is_new)):
        rows: dict[tuple[str, Value], Image] = {}
        for each in those:
            image = each.after if each.before is None else each.before
            assert image is not None
            key = each.table, image[_BESIDE[each.table]] if each.table in _BESIDE else _ONE
            before = rows[key].before if key in rows else each.before
            rows[key] = Image(before, each.after)
        steps.append(Step(at, change, is_new, rows))
    return steps


def row_of(steps: Sequence[Step], table: str) -> Row | None:
    """A row that stands for itself; None where it is not there."""
    return _values(steps, table) if _is_there(steps, table) else None


def keys_of(there: Mapping[str, Row], told: Mapping[str, Sequence[Step]], table: str) -> dict[str, Value]:
    """The keys of the rows that are there, queues or tags, by their names: of several with one key the one has it that was
    given it last. told: what was ever told of them.
    """
    given: dict[Value, list[tuple[tuple[str, str], str]]] = {}
    for name, row in there.items():
        touched = [
            (step.at, step.change)
            for step in told.get(name, ())
            if (after := step.one(table).after) and (step.one(table).before or {}).get("key") != after["key"]
        ]
        given.setdefault(row["key"], []).append((max(touched, default=("", "")), name))
    return {name: row["key"] if max(given[row["key"]])[1] == name else None for name, row in there.items()}


def entity_of(steps: Sequence[Step]) -> Named:
    """An entity with its other names."""
    aliases: dict[Value, Row | None] = {}
    for step in steps:
        for (table, name), image in step.rows.items():
            if table == "alias":
                aliases[name] = image.after
    left = [row for _, row in sorted(aliases.items(), key=lambda each: str(each[0])) if row is not None]
    return Named(_is_there(steps, "entity"), _values(steps, "entity"), left)


def mark_of(steps: Sequence[Step], layers: Mapping[str, Layer]) -> Mark | None:
    """An annotation; None where it is not there. layers: of the tags.

    What it is, its tag says: words whose roles are others', an entity, a claim or a chain that it cannot have are those
    of another tag, and wait for it. That it was moved with its words to another text is nobody's doing.
    """
    done = [step for step in steps if not _is_moved(step.one("annotation"))]
    if not _is_there(done, "annotation"):
        return None
    row = _values(done, "annotation")
    layer = layers[str(row["tag"])]
    put = [step for step in done if _fits(step, layer)]
    if not put:
        return None
    last = put[-1].one("annotation").after
    assert last is not None
    row["text"] = last["text"]
    if layer is not Layer.ENTITY:
        row["entity"] = None
    chain = _chain(done) if layer is Layer.CLAIM else []
    parts = [image.after for image in put[-1].of("part") if image.after is not None]
    return Mark(
        row,
        [_bound(part, len(chain)) for part in sorted(parts, key=lambda part: str(part["position"]).zfill(9))],
        _values(done, "claim") if layer is Layer.CLAIM else None,
        chain,
        put[-1].is_new,
    )


def article_of(steps: Sequence[Step], ours: Side, theirs: Side) -> Row:
    """The row of an article that both have, under one identifier. What no change touched: the words that are here before
    those that are not, something before nothing, then the greater, so that it is the same whoever asks.
    """
    touched, places = _touched(steps)
    row = dict(ours.row)
    sides = (ours, theirs)
    for column in row.keys() - {"id", "source", "found", "outlet_key", "added", "text", *_METADATA}:
        values = [side.row[column] for side in sides]
        row[column] = touched[column] if column in touched else max(values, key=_greater)
    row["text"] = touched.get("text") or max(sides, key=lambda side: (side.is_here, side.sha256)).row["text"]
    found = {}
    for name in _METADATA:
        candidates = [(side.is_here, side.row[name], _found(side.row).get(name)) for side in sides]
        best = max(candidates, key=lambda each: (each[0], _greater(each[1]), each[2] or ""))
        row[name], place = (touched[name], places.get(name)) if name in touched else best[1:]
        if place is not None:
            found[name] = place
    row["found"] = json.dumps(found, ensure_ascii=False, sort_keys=True)
    row["added"] = min(str(side.row["added"]) for side in sides)
    row["outlet_key"] = outlet_key(_words(row["url"]), _words(row["outlet"]))
    return row


def _touched(steps: Sequence[Step]) -> tuple[Row, dict[str, str | None]]:
    """The columns of an article that changes touched, with their last values, and where those of the metadata were found."""
    touched: Row = {}
    places: dict[str, str | None] = {}
    for step in steps:
        before, after = step.one("article")
        if before is None or after is None:
            continue
        were, are = _found(before), _found(after)
        for column, value in after.items():
            if before.get(column) != value or (column in _METADATA and were.get(column) != are.get(column)):
                touched[column] = value
                if column in _METADATA:
                    places[column] = are.get(column)
    return touched, places


def _is_there(steps: Sequence[Step], table: str) -> bool:
    """Whether the last that happened to a row, or to those that belong to it, was not that it was taken out."""
    is_there = False
    for step in steps:
        before, after = step.one(table)
        is_there = after is not None or before is None
    return is_there


def _values(steps: Sequence[Step], table: str) -> Row:
    """What each column was given last; where nothing was, what it was when somebody looked."""
    row: Row = {}
    for step in steps:
        before, after = step.one(table)
        for column, value in (after or before or {}).items():
            if column not in row or (after is not None and (before is None or before.get(column) != value)):
                row[column] = value
    return row


def _is_moved(image: Image) -> bool:
    """Whether an annotation was only moved to another text."""
    before, after = image
    if before is None or after is None or before["text"] == after["text"]:
        return False
    return before | {"text": None} == after | {"text": None}


def _fits(step: Step, layer: Layer) -> bool:
    """Whether a step put a mark on words that one of this layer can have."""
    roles = {image.after["role"] for image in step.of("part") if image.after is not None}
    return bool(roles) and roles <= _ROLES[layer] and step.one("annotation").after is not None


def _chain(steps: Sequence[Step]) -> list[Row]:
    chain: list[Row] = []
    for step in steps:
        before, after = step.one("claim")
        links = step.of("attribution")
        if links or (before is None and after is not None):
            chain = [link.after for link in links if link.after is not None]
    return sorted(chain, key=lambda link: str(link["depth"]).zfill(9))


def _bound(part: Row, links: int) -> Row:
    """A part that belongs to no link where the chain has not so many."""
    depth = part["depth"]
    return part | {"depth": None} if isinstance(depth, int) and depth >= links else part


def _found(row: Row) -> dict[str, str]:
    found: dict[str, str] = json.loads(str(row.get("found") or "{}"))
    return found


def _greater(value: Value) -> tuple[bool, str]:
    return value is not None, str(value)


def _words(value: Value) -> str | None:
    return None if value is None else str(value)

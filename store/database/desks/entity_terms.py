"""What a filter asks of an entity, as a condition in SQL over a row of `known`; values are bound, never written into it."""

from __future__ import annotations

import json
import sqlite3

from store.database.choosing import tags_called
from store.filters.terms import (
    All,
    Any,
    Counted,
    Dated,
    Having,
    Mark,
    Marked,
    Not,
    Quantity,
    Term,
    Trait,
    When,
    Where,
    Words,
)
from store.folding import folded
from store.searching import sought

Value = str | int | None
_AFTER = "~"  # behind whatever may follow in a date that is more precise
# An entity's own name stands first.
_OTHERS = "substr(names, 1 + instr(substr(names, 2), char(10)))"
_PLACES = {Where.ANYWHERE: ("names", "note"), Where.NOTE: ("note",), Where.ALIAS: (_OTHERS,)}
_COUNTS = {Quantity.MENTIONS: "mentions", Quantity.ARTICLES: "articles"}
_NOTHING = "0"


def condition(connection: sqlite3.Connection, wanted: Term) -> tuple[str, dict[str, Value]]:
    """The condition that a filter makes, and the values that it names. What means nothing of entities none of them fits."""
    conditions = _Conditions(connection)
    return conditions.of(wanted), conditions.values


class _Conditions:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.values: dict[str, Value] = {}

    def of(self, term: Term) -> str:
        match term:
            case Words(text, where, is_open) if where in _PLACES:
                words, is_open = sought(text, is_open=is_open)
                if not words:
                    return "1"
                value = self._bind(f" {' '.join(words)}{'' if is_open else ' '}")
                return f"({' OR '.join(f'instr({place}, {value})' for place in _PLACES[where])})"
            case Marked(Mark.TAG, value):
                return f"known.tag IN {self._list(tags_called(self._connection, value))}"
            case Counted(what, least, most) if what in _COUNTS:
                at_most = f" AND {_COUNTS[what]} <= {self._bind(most)}" if most is not None else ""
                return f"({_COUNTS[what]} >= {self._bind(least)}{at_most})"
            case Dated(When.SEEN, first, last):
                return self._seen(first, last)
            case Having(what, value):
                return self._having(what, value)
            case Not(inner):
                return f"NOT coalesce({self.of(inner)}, 0)"
            case All(terms):
                return f"({' AND '.join(self.of(each) for each in terms) or '1'})"
            case Any(terms):
                return f"({' OR '.join(self.of(each) for each in terms) or '0'})"
        return _NOTHING

    def _seen(self, first: str | None, last: str | None) -> str:
        said = [f"known.last >= {self._bind(first)}"] if first is not None else []
        said += [f"known.last < {self._bind(last + _AFTER)}"] if last is not None else []
        return f"({' AND '.join(said) or 'known.last IS NULL'})"

    def _having(self, what: Trait, value: str | None) -> str:
        match what:
            case Trait.RELIABILITY:
                test = "reliability IS NOT NULL" if value is None else f"reliability = {self._bind(value.upper())}"
            case Trait.ALIAS:
                return f"length({_OTHERS}) > 1"
            case Trait.ID if value is None:
                test = "identifiers <> '{}'"
            case Trait.ID:
                test = f"identifiers <> '{{}}' AND id IN {self._list(self._identified(value or ''))}"
            case _:
                return _NOTHING
        return f"known.entity IN (SELECT id FROM entity WHERE {test})"

    def _identified(self, value: str) -> list[str]:
        """The entities with an identifier, in any case; with its register before it (wikidata:q42), or without."""
        rows = self._connection.execute("SELECT id, identifiers FROM entity WHERE identifiers <> '{}'")
        return [
            identifier
            for identifier, identifiers in rows
            for register, each in json.loads(identifiers).items()
            if folded(value) in (folded(each), folded(f"{register}:{each}"))
        ]

    def _bind(self, value: Value) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _list(self, values: list[str]) -> str:
        return f"(SELECT value FROM json_each({self._bind(json.dumps(sorted(set(values))))}))"

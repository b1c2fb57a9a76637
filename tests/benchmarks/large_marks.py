"""The marks of a large library: of ten six mentions, two claims with their chains, a highlight, and one not accepted."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_OF_ONE = 25
"""Marks on an article that has any, by and by; most have none, some have many."""
_AROUND = 32
_RELATED = 0.1
_AT_ONCE = 2_000
_FIRST = datetime(2024, 1, 8, 9, tzinfo=UTC)
_WORD = re.compile(r"[^\s。.]+")
_Row = tuple[str | int | float | None, ...]
_COLUMNS = {
    "entity": "id, name, tag, identifiers, reliability, note",
    "annotation": "id, article, text, tag, entity, note, status, origin, score, annotator, created, updated",
    "part": 'annotation, position, role, depth, start, "end", exact, prefix, suffix, source_start, source_end',
    "claim": "annotation, gist, polarity, certainty, probability_words, credibility, event_from, event_to, quantity, bound,"
    " unit",
    "attribution": "claim, depth, entity, label, mode, medium, said",
    "relation": "id, origin, target, kind, note, annotator, created",
}


def write(connection: sqlite3.Connection, whom: Sequence[str], about: Sequence[tuple[str, int]], number: int) -> None:
    """Mark so many spans of the articles that are here, in the order in which somebody might read them.

    whom: the names of the entities. about: each article, and whom it is about most.
    """
    entities: list[_Row] = []
    for each, name in enumerate(whom):
        tag, identifiers = "PERSON" if each % 4 else "ORGANISATION", "{}" if each % 5 else f'{{"wikidata": "Q{each}"}}'
        entities.append((_id(each, 9), name, tag, identifiers, None if each % 7 else "B", ""))
    _insert(connection, "entity", entities)
    aliases = [(row[0], f"{row[1]} {each}", each % 2) for row in entities[::10] for each in range(2)]
    connection.executemany("INSERT INTO alias (entity, name, weak) VALUES (?, ?, ?)", aliases)
    source = random.Random(11)
    order = source.sample(range(len(about)), min(len(about), max(1, number // _OF_ONE)))
    marking = _Marking(source, number)
    for each, at in enumerate(order, start=1):
        article, most = about[at]
        ((text_id, text),) = connection.execute(
            "SELECT text.id, text.text FROM article JOIN text ON text.id = article.text WHERE article.id = ?", [article]
        )
        left = number - marking.made
        share = left / (len(order) - each + 1)
        wanted = left if each == len(order) else min(left, round(share * source.uniform(0.1, 1.9)))
        marking.mark(_Text(article, text_id, text), whom[most], _id(most, 9), wanted)
        if each % _AT_ONCE == 0 or each == len(order):
            for table, rows in marking.rows.items():
                _insert(connection, table, rows)
            marking.rows.clear()


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[_Row]) -> None:
    signs = ", ".join("?" * (_COLUMNS[table].count(",") + 1))
    connection.executemany(f"INSERT INTO {table} ({_COLUMNS[table]}) VALUES ({signs})", rows)


@dataclass(frozen=True)
class _Text:
    """A text that is marked, and of which article it is."""

    article: str
    id: str
    words: str

    def part(self, start: int, end: int) -> _Row:
        """Some of it: start and end, the words, those before and behind; no place in the source."""
        end = min(end, len(self.words))
        before, behind = self.words[max(0, start - _AROUND) : start], self.words[end : end + _AROUND]
        return (start, end, self.words[start:end], before, behind, None, None)


class _Marking:
    """Makes the rows of marks, table by table."""

    def __init__(self, source: random.Random, number: int) -> None:
        self.made = 0
        self.rows: dict[str, list[_Row]] = {}
        self._source, self._number = source, number
        self._claims: list[str] = []

    def mark(self, text: _Text, name: str, entity: str, number: int) -> None:
        """Mark so many spans of a text; entity: the identifier of whoever has that name."""
        words = [match.span() for match in _WORD.finditer(text.words)]
        said = [match.span() for match in re.finditer(re.escape(name), text.words)] or words
        for each in range(number):
            kind = each % 10
            place = said[each % len(said)] if kind < 6 else words[self._source.randrange(len(words))]
            self._one(kind, text, None if said is words else entity, place)

    def _one(self, kind: int, text: _Text, entity: str | None, place: tuple[int, int]) -> None:
        self.made += 1
        made, identifier = self.made, _id(self.made, 3)
        tag = "PERSON" if kind < 6 else "CLAIM" if kind < 8 else "HIGHLIGHT"
        at = (_FIRST + timedelta(seconds=40 * made)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        told = ("suggested", "rule", 0.5 + made % 37 / 100) if kind == 9 else ("accepted", "person", None)
        note = "seen before “somewhere”, see page two" if made % 23 == 0 else ""
        who = ("ilse", "tomas", "mirela")[made // 500 % 3]
        named = entity if kind < 6 and made % 5 else None
        self._add("annotation", identifier, text.article, text.id, tag, named, note, *told, who, at, at)
        start, end = place
        if kind in (6, 7):
            self._add("part", identifier, 0, "content", None, *text.part(start, start + 70))
            self._add("part", identifier, 1, "cue", 0, *text.part(start, end))
            self._claim(identifier, who, at)
        else:
            self._add("part", identifier, 0, "mention", None, *text.part(start, end if kind < 6 else start + 90))

    def _claim(self, identifier: str, who: str, at: str) -> None:
        made = self.made
        quantity = made % 1000 if made % 11 == 0 else made / 7 if made % 13 == 0 else None
        counted = (None, None) if quantity is None else ("about", "families")
        gist, event = "" if made % 4 else "in short", None if made % 5 else "2024-07"
        letter = None if made % 3 else made % 6 + 1
        said = gist, "positive", "probable", "", letter, event, None, quantity, *counted
        self._add("claim", identifier, *said)
        for depth in range(1 + made % 2):
            named = _id(made % 977, 9) if made % 4 < 2 else None
            label = "" if named else "a person who was there"
            self._add("attribution", identifier, depth, named, label, "states", None, None)
        if self._claims and self._source.random() < _RELATED:
            self._add("relation", _id(made, 4), identifier, self._source.choice(self._claims), "supports", "", who, at)
        self._claims.append(identifier)
        del self._claims[:-1000]

    def _add(self, table: str, *row: str | float | None) -> None:
        self.rows.setdefault(table, []).append(row)


def _id(number: int, kind: int) -> str:
    return f"01900000-{kind:04x}-7000-8000-{number:012x}"

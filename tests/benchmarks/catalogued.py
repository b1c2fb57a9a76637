"""A library to measure the desks on: a million mentions of fifty thousand entities, two hundred thousand claims with chains.

Its articles are those of a large library (tests.benchmarks.large); the marks are written into the tables with the triggers
off, and what these would have kept is made anew behind them, as `annotty doctor` makes it. Kept in the cache folder.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

from store.database import schema
from store.database.checking import soundness
from store.database.desks import claims_settling, disputes, saying, settling
from store.library import Library
from tests.benchmarks import large, measuring, vocabulary
from tests.benchmarks.large import Large

ARTICLES, WORDS = 20_000, 150
MENTIONS, CLAIMS, ENTITIES = 1_000_000, 200_000, 50_000
UNITED = 10_000
"""The first two entities have so many mentions each, to be united."""

_RELATED = 0.1
_AROUND = 32
_AT_ONCE = 500
_WORD = re.compile(r"[^\s。.]+")
_TAGS = ("PERSON", "ORGANISATION", "PLACE", "GOVERNMENT", "FACILITY")
_UNITS = ("people killed", "houses", "cubic metres a second", "euros", "megawatts", "families", "litres", "boats")
_MODES = ("states", "reports", "claims", "believes", "denies")
_CERTAIN = ("unspecified", "unspecified", "certain", "probable", "possible")
_KINDS = ("contradicts", "updates", "supports", "same as", "related")
_WHO = ("ilse", "tomas", "mirela")
_AT = "2026-11-22T09:00:00.000Z"

_Row = tuple[str | int | float | None, ...]
_COLUMNS = {
    "entity": "id, name, tag, identifiers, reliability, note",
    "alias": "entity, name, weak",
    "annotation": "id, article, text, tag, entity, note, status, origin, score, annotator, created, updated",
    "part": 'annotation, position, role, depth, start, "end", exact, prefix, suffix',
    "claim": "annotation, gist, polarity, certainty, probability_words, credibility, event_from, event_to, quantity, bound,"
    " unit",
    "attribution": "claim, depth, entity, label, mode, medium, said",
    "relation": "id, origin, target, kind, note, annotator, created",
}


def library() -> Path:
    """Where it is, made and settled where it is not there yet; nobody may write to it."""
    folder = user_cache_path("annotty", appauthor=False) / "benchmarks"
    path = folder / f"catalogued-{_digest()}.db"
    if not path.exists():
        base = Large(ARTICLES, WORDS).library()
        measuring.note(f"making {MENTIONS:,} mentions and {CLAIMS:,} claims, the first time only; kept in {folder}")
        for old in folder.glob("catalogued-*"):
            old.unlink()
        half_made = folder / f"catalogued-{os.getpid()}.making"
        shutil.copyfile(base, half_made)
        make(half_made)
        half_made.rename(path)
    return path


def _digest() -> str:
    """Of what decides how the file looks: these modules, the tables, and how the desks' rows are made."""
    modules = [Path(module) for module in (__file__, large.__file__, vocabulary.__file__)]
    modules += sorted(Path(str(schema.__file__)).parent.glob("*.py"))
    modules += [Path(str(each.__file__)) for each in (settling, claims_settling, saying, disputes)]
    return hashlib.sha256(b"".join(each.read_bytes() for each in modules)).hexdigest()[:16]


def make(path: Path, *, mentions: int = MENTIONS, claims: int = CLAIMS, entities: int = ENTITIES) -> None:
    """Mark the articles of a library that has no marks, and settle its desks."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        connection.execute("BEGIN")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        _fill(connection, mentions, claims, entities)
        for what, table, column in (("entity", "entity", "id"), ("claim", "claim", "annotation")):
            connection.execute(f"INSERT INTO unsettled SELECT '{what}', {column} FROM {table}")
        for _, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")
        connection.row_factory = sqlite3.Row
        soundness.cure(connection)
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
    with Library(path, annotator="bench") as opened:
        opened.settle()


def named(number: int) -> str:
    """The identifier of an entity."""
    return _id(number, 9)


def _fill(connection: sqlite3.Connection, mentions: int, claims: int, entities: int) -> None:
    source = random.Random(23)
    names = [vocabulary.name(source, vocabulary.LOOKS[0 if each % 3 else each % 4]) for each in range(entities)]
    _insert(connection, "entity", [_entity(each, name) for each, name in enumerate(names)])
    aliases = [(named(each), name.split()[-1], each % 2) for each, name in enumerate(names) if each % 3 == 0]
    _insert(connection, "alias", aliases)
    articles = connection.execute("SELECT article, text.id, text FROM text ORDER BY text.id").fetchall()
    source.shuffle(articles)
    making = _Making(source, iter(_whom(source, mentions, entities)))
    for number, (article, text_id, text) in enumerate(articles, start=1):
        words = [match.span() for match in _WORD.finditer(text)]
        for_mentions, for_claims = (_share(of, number, len(articles)) for of in (mentions, claims))
        for _ in range(for_mentions):
            making.mention(article, text_id, text, source.choice(words))
        for _ in range(for_claims):
            making.claim(article, text_id, text, words, entities)
        if number % _AT_ONCE == 0 or number == len(articles):
            for table, rows in making.rows.items():
                _insert(connection, table, rows)
                rows.clear()


def _share(of: int, number: int, parts: int) -> int:
    return of * number // parts - of * (number - 1) // parts


def _whom(source: random.Random, mentions: int, entities: int) -> list[int]:
    """Whom each mention names: two entities are named as often as is to be united, few often, most seldom."""
    united = min(UNITED, mentions // 4)
    found = [0] * united + [1] * united
    found += [2 + int((entities - 2) * source.random() ** 3) for _ in range(mentions - len(found))]
    source.shuffle(found)
    return found


def _entity(each: int, name: str) -> _Row:
    identifiers = "{}" if each % 5 else f'{{"wikidata": "Q{each + 1}"}}'
    note = "spoke for the harbour office until spring" if each % 40 == 0 else ""
    return (
        named(each),
        name,
        _TAGS[each % 7 % len(_TAGS)],
        identifiers,
        None if each % 7 else "ABCDEF"[each % 6],
        note,
    )


@dataclass
class _Making:
    """Makes the rows of marks, table by table."""

    source: random.Random
    whom: Iterator[int]
    rows: dict[str, list[_Row]] = field(default_factory=dict)
    made: int = 0
    claims: list[str] = field(default_factory=list)

    def mention(self, article: str, text_id: str, text: str, place: tuple[int, int]) -> None:
        """A mention of whoever comes next."""
        whom = next(self.whom)
        identifier = self._annotation(article, text_id, _TAGS[whom % 7 % len(_TAGS)], named(whom))
        self._part(identifier, 0, "mention", None, text, *place)

    def claim(self, article: str, text_id: str, text: str, words: list[tuple[int, int]], entities: int) -> None:
        """A claim of some words with its chain; of ten one is related to another of late."""
        source = self.source
        identifier = self._annotation(article, text_id, "CLAIM", None)
        at = source.randrange(len(words))
        start, end = words[at][0], words[min(at + source.randint(5, 14), len(words) - 1)][1]
        self._part(identifier, 0, "content", None, text, start, end)
        gist = f"{source.choice(_UNITS)} near {text[slice(*words[at])]}" if self.made % 4 == 0 else ""
        event = f"2024-{self.made % 12 + 1:02}-{self.made % 28 + 1:02}" if self.made % 3 else None
        figure: _Row = (None, None, None)
        if self.made % 3 == 0:
            figure = (
                self.made % 1000,
                source.choice(("=", "=", "at least", "more than", "at most", "less than", "about")),
                source.choice(_UNITS),
            )
        letter = None if self.made % 3 else self.made % 6 + 1
        polarity = "negative" if self.made % 19 == 0 else "positive"
        said = (gist, polarity, source.choice(_CERTAIN), "", letter, event, None, *figure)
        self._add("claim", identifier, *said)
        chain = [2 + int((entities - 2) * source.random() ** 2) for _ in range(source.choice((0, 1, 1, 1, 2, 2, 3)))]
        if self.made % 400 == 0:
            chain = [1]  # who is to be united, in some chains
        for depth, whom in enumerate(dict.fromkeys(chain)):
            meant = (named(whom), "") if whom % 5 else (None, "people who were there")
            self._add("attribution", identifier, depth, *meant, source.choice(_MODES), None, event)
            self._part(identifier, 1 + depth, "source", depth, text, *source.choice(words))
        if self.claims and source.random() < _RELATED:
            other, kind = source.choice(self.claims), source.choice(_KINDS)
            self._add("relation", _id(self.made, 4), identifier, other, kind, "", "ilse", _AT)
        self.claims.append(identifier)
        del self.claims[:-500]

    def _annotation(self, article: str, text_id: str, tag: str, entity: str | None) -> str:
        self.made += 1
        identifier, who = _id(self.made, 3), _WHO[self.made // 500 % 3]
        self._add(
            "annotation", identifier, article, text_id, tag, entity, "", "accepted", "person", None, who, _AT, _AT
        )
        return identifier

    def _part(self, mark: str, position: int, role: str, depth: int | None, text: str, start: int, end: int) -> None:
        around = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        self._add("part", mark, position, role, depth, start, end, text[start:end], *around)

    def _add(self, table: str, *row: str | float | None) -> None:
        self.rows.setdefault(table, []).append(row)


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[_Row]) -> None:
    columns = _COLUMNS[table]
    signs = ", ".join("?" * (columns.count(",") + 1))
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({signs})", rows)


def _id(number: int, kind: int) -> str:
    return f"01900000-{kind:04x}-7000-8000-{number:012x}"

"""Large libraries to measure on: invented articles of several languages with their marks, written straight into the tables.

The library's own rules and triggers hold while they are written, so that what is kept by them is right; only what an
article costs in Python is left out. Always the same for the same figures; kept in the cache folder under a digest of
what they are made from. `python -m tests.benchmarks.large ARTICLES WORDS MARKS PATH [bare]` makes one anywhere, bare:
without the index of words.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from platformdirs import user_cache_path

from store import searching as words
from store.database import schema, searching
from store.library import Library
from tests.benchmarks import large_marks, measuring, vocabulary
from tests.benchmarks.vocabulary import LOOKS, Look

_LAST = datetime(2026, 11, 22, 18, tzinfo=UTC)
_DAYS = 5 * 365
_ARCHIVE = 0.6
"""So much of a library came at once, in no order; the rest day by day."""
_OUTLETS = 400
_NAMES = 3_000
_ALIKE = 0.04
"""So many of the articles tell a story again that one of the last so many told."""
_BEFORE = 500
_AT_ONCE = 2_000
_SENTENCE, _PARAGRAPH = (9, 17, 12, 22), 4


@dataclass(frozen=True)
class Large:
    """What a large library is made of; marks: in all of it."""

    articles: int
    words: int
    marks: int = 0

    @property
    def name(self) -> str:
        """In a table."""
        marks = f", {self.marks:,} marks" if self.marks else ""
        return f"{self.articles:,} articles of {self.words} words{marks}"

    def library(self) -> Path:
        """Where it is, made where it is not there yet; nobody may write to it."""
        folder = user_cache_path("annotty", appauthor=False) / "benchmarks"
        stem = f"large-{self.articles}-{self.words}-{self.marks}-"
        path = folder / f"{stem}{_digest()}.db"
        if not path.exists():
            measuring.note(f"making {self.name}, the first time only; kept in {folder}")
            folder.mkdir(parents=True, exist_ok=True)
            for old in folder.glob(f"{stem}*"):
                old.unlink()
            half_made = folder / f"{stem}{os.getpid()}.making"
            make(half_made, self)
            half_made.rename(path)
        return path


def _digest() -> str:
    """Of what decides how the file looks: these modules, the tables, and how the index of words is filled."""
    tables = Path(schema.__file__).parent
    made_from = [Path(module) for module in (__file__, large_marks.__file__, vocabulary.__file__)]
    made_from += [*sorted(tables.glob("*.py")), Path(searching.__file__), Path(words.__file__)]
    return hashlib.sha256(b"".join(each.read_bytes() for each in made_from)).hexdigest()[:16]


def make(path: Path, large: Large, *, indexed: bool = True) -> None:
    """Write a library to a file that is not there. indexed: with the index of its words, as the library fills it."""
    with Library(path, annotator="bench"):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "recursive_triggers = ON"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.execute("BEGIN")
        _fill(connection, large)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
    if indexed:
        with Library(path, annotator="bench") as library:
            while library.catch_up(_AT_ONCE):
                pass


@dataclass(frozen=True)
class Story:
    """An article's words and those whom it is about, as they stand in it again and again."""

    look: Look
    words: list[str]
    names: tuple[int, ...]
    title: str


def told(look: Look, words: list[str]) -> list[str]:
    """The paragraphs that some words make, in sentences."""
    sentences: list[str] = []
    at = 0
    while at < len(words):
        length = _SENTENCE[len(sentences) % len(_SENTENCE)]
        sentences.append(look.space.join(words[at : at + length]) + look.stop)
        at += length
    return ["".join(sentences[at : at + _PARAGRAPH]).rstrip() for at in range(0, len(sentences), _PARAGRAPH)]


def _fill(connection: sqlite3.Connection, large: Large) -> None:
    source = random.Random(7)
    looks = source.choices(LOOKS, [look.share for look in LOOKS], k=large.articles)
    whom = [vocabulary.name(source, LOOKS[0 if number % 3 else number % len(LOOKS)]) for number in range(_NAMES)]
    outlets = [f"{look.form(source, 2).capitalize()} {source.choice(('Post', 'Times', 'Kurier', 'Echo', '24'))}"
               for look in source.choices(LOOKS[:4], k=_OUTLETS)]  # fmt: skip
    about: list[tuple[str, int]] = []
    stories: list[tuple[str, Story, datetime | None]] = []
    for first in range(0, large.articles, _AT_ONCE):
        rows = []
        for number in range(first, min(first + _AT_ONCE, large.articles)):
            identifier, at = _id(number, _came(number, large.articles)), _came(number, large.articles)
            published = _published(source, number, large.articles, at)
            alike = None
            if stories and source.random() < _ALIKE:
                alike, story, published = source.choice(stories)
                words = story.words.copy()
                for _ in range(3):
                    words[source.randrange(len(words))] = source.choice(words)
                story = Story(story.look, words, story.names, story.title)
            else:
                story = _story(source, looks[number], large.words, whom)
                stories.append((identifier, story, published))
                del stories[:-_BEFORE]
            rows.append((number, identifier, at, published, alike, story))
            about.append((identifier, story.names[0]))
        _write(connection, source, rows, outlets, whom)
    if large.marks:
        large_marks.write(connection, whom, about, large.marks)


def _story(source: random.Random, look: Look, length: int, whom: list[str]) -> Story:
    words = look.words(source, length)
    names = tuple({int(_NAMES * source.random() ** 3) for _ in range(source.randint(1, 3))})
    for each in names:
        for _ in range(source.randint(2, 4)):
            words[source.randrange(length)] = whom[each]
    title = look.words(source, source.randint(4, 9))
    if source.random() < 0.3:
        title[source.randrange(len(title))] = whom[names[0]]
    return Story(look, words, names, look.space.join(title).capitalize())


_Row = tuple[int, str, datetime, datetime | None, str | None, Story]


def _write(
    connection: sqlite3.Connection,
    source: random.Random,
    rows: list[_Row],
    outlets: list[str],
    whom: list[str],
) -> None:
    kept: list[list[tuple[str | bytes | float | None, ...]]] = [[] for _ in _TABLES]
    sources, articles, texts, readings, likenesses, labels, changes = kept
    for number, identifier, at, published, alike, story in rows:
        paragraphs = told(story.look, story.words)
        text = "\n\n".join(paragraphs)
        raw = f"{number}\n{text}".encode()
        digest = hashlib.sha256(raw).hexdigest()
        added = _told(at)
        source_id, text_id = _id(number, at, 1), _id(number, at, 2)
        outlet = outlets[int(_OUTLETS * source.random() ** 2)] if source.random() < 0.97 else None
        page = f"https://{outlet.split()[0].lower()}.example" if outlet else None
        byline = source.choice(whom) if source.random() < 0.6 else None
        state = source.choices((None, "done", "aside", "reading"), (78, 15, 5, 2))[0]
        deleted = added if source.random() < 0.005 else None
        date = (
            None
            if published is None
            else f"{published:%Y-%m-%dT%H:%M:%SZ}"
            if source.random() < 0.7
            else f"{published:%Y-%m-%d}"
        )
        starts = accumulate((len(each) + 2 for each in paragraphs), initial=0)
        blocks = ",".join(
            f'["paragraph",{at},{at + len(each)},0]' for at, each in zip(starts, paragraphs, strict=False)
        )
        sources.append((source_id, digest, raw, "text/html", "utf-8", f"{page}/{number}", added))
        articles.append((identifier, source_id, text_id, story.title, byline, outlet, page and f"{page}/{number}", date,
                         story.look.language if source.random() < 0.97 else None, state, added, deleted, page or ""))  # fmt: skip
        changes.append((_id(number, at, 3), added, "bench", "add", f"article “{story.title}”", identifier))
        digest = hashlib.sha256(text.encode()).hexdigest()
        texts.append((text_id, identifier, digest, "bench", added, text, f"[{blocks}]", "[]", "[]"))
        if state is None and source.random() < 0.05:
            readings.append((identifier, text_id, len(text) // 2, added))
        if alike is not None:
            likenesses.append((identifier, alike, 0.9))
        if source.random() < 0.02:
            labels.append((identifier, source.choice(("follow up", "dam", "Küste", "to file"))))
    for table, columns, values in zip(_TABLES, _COLUMNS, kept, strict=True):
        signs = ", ".join("?" * len(columns.split()))
        connection.executemany(f"INSERT INTO {table} ({', '.join(columns.split())}) VALUES ({signs})", values)


_TABLES = ("source", "article", "text", "reading", "likeness", "label", "change")
_COLUMNS = (
    "id sha256 raw media_type encoding origin fetched",
    "id source text title byline outlet url published language state added deleted outlet_key",
    "id article sha256 cleaner created text blocks styles map",
    "article text position at",
    "article first score",
    "article name",
    "id at annotator action summary article",
)


def _came(number: int, of: int) -> datetime:
    """When an article came: those of the archive on one day, the others one after the other until now."""
    archive = int(of * _ARCHIVE)
    if number < archive:
        return _LAST - timedelta(days=_DAYS * (1 - _ARCHIVE)) + timedelta(milliseconds=number)
    return _LAST - timedelta(days=_DAYS * (1 - _ARCHIVE) * (of - number - 1) / of)


def _published(source: random.Random, number: int, of: int, came: datetime) -> datetime | None:
    if source.random() < 0.01:
        return None
    if number < int(of * _ARCHIVE):
        return came - timedelta(days=_DAYS * _ARCHIVE * source.random())
    return came - timedelta(hours=30 * source.random() ** 2)


def _told(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _id(number: int, at: datetime, kind: int = 0) -> str:
    """An identifier that sorts by time, as those of the library do."""
    time = f"{int(at.timestamp() * 1000):012x}"
    return f"{time[:8]}-{time[8:]}-7{kind:03x}-8000-{number:012x}"


if __name__ == "__main__":
    _articles, _words, _marks, _path, *_bare = sys.argv[1:]
    make(Path(_path), Large(int(_articles), int(_words), int(_marks)), indexed=not _bare)

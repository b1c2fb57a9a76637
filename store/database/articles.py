"""Articles, their sources, the versions of their text, and how far reading has come."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

from store.addresses import normal_address, outlet_key, traces_of
from store.arriving import found_json, structure_of
from store.database import likenesses
from store.database.recording import Action
from store.database.transactions import in_a_snapshot
from store.document import BlockKind, Blocks, Document, Later, Run, SourceMap, Style, StyleKind
from store.errors import LibraryError
from store.model import Article, Metadata, Source, State
from store.text import Span

_KINDS = {kind.value: kind for kind in BlockKind}
_NONE: tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]] = ((), (), (), ())


@in_a_snapshot
def ids_like(connection: sqlite3.Connection, wanted: str) -> list[str]:
    """The identifiers that are, begin with or end in what is wanted; two at most."""
    escaped = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = connection.execute(
        "SELECT id FROM article WHERE id = ?1 OR id LIKE ?2 ESCAPE '\\' OR id LIKE ?3 ESCAPE '\\'"
        " ORDER BY id <> ?1 LIMIT 2",
        [wanted, escaped + "%", "%" + escaped],
    )
    found = [row["id"] for row in rows]
    return found[:1] if wanted in found else found


@in_a_snapshot
def ids(connection: sqlite3.Connection) -> Iterator[str]:
    """The identifier of every article that is not deleted, in order."""
    # All at once: a cursor left open half way would hold an old snapshot, and the next write would fail on it.
    return (
        row["id"] for row in connection.execute("SELECT id FROM article WHERE deleted IS NULL ORDER BY id").fetchall()
    )


@in_a_snapshot
def article(
    connection: sqlite3.Connection, identifier: str, at_hand: Mapping[str, Document] = MappingProxyType({})
) -> Article | None:
    """An article with its current text, or None.

    at_hand: text versions that were read before, by identifier; they never change, and a long one takes time to read.
    """
    row = connection.execute(
        """SELECT article.*, listed.state AS shown_state, text.sha256 AS text_sha256, text.cleaner,
            source.sha256 AS source_sha256, coalesce(reading.position, 0) AS position
        FROM article JOIN text ON text.id = article.text JOIN source ON source.id = article.source
        JOIN listed ON listed.article = article.id
        LEFT JOIN reading ON reading.article = article.id AND reading.text = article.text
        WHERE article.id = ?""",
        [identifier],
    ).fetchone()
    if row is None:
        return None
    return Article(
        id=row["id"],
        metadata=Metadata(
            title=row["title"],
            byline=row["byline"],
            outlet=row["outlet"],
            url=row["url"],
            published=row["published"],
            language=row["language"],
            updated=row["updated"],
        ),
        state=State(row["shown_state"]),
        added=row["added"],
        text_id=row["text"],
        text_sha256=row["text_sha256"],
        cleaner=row["cleaner"],
        source_id=row["source"],
        source_sha256=row["source_sha256"],
        document=at_hand.get(row["text"]) or _document(connection, row["text"], row["title"]),
        position=row["position"],
        found=json.loads(row["found"]),
        alike=likenesses.others(connection, identifier),
    )


@in_a_snapshot
def version(connection: sqlite3.Connection, identifier: str) -> tuple[str, str] | None:
    """The identifier of the text that an article has now, and its title; None where there is no such article."""
    row = connection.execute("SELECT text, title FROM article WHERE id = ?", [identifier]).fetchone()
    return None if row is None else (row["text"], row["title"])


@in_a_snapshot
def now_otherwise(connection: sqlite3.Connection, texts: Iterable[tuple[str, str]]) -> list[str]:
    """The articles, each given with a text version, whose text is another one now, in order of identifier."""
    query = """SELECT DISTINCT article.id FROM json_each(?) AS each
        CROSS JOIN article ON article.id = json_extract(each.value, '$[0]')
        WHERE article.text <> json_extract(each.value, '$[1]') ORDER BY 1"""
    return [row[0] for row in connection.execute(query, [json.dumps(list(texts))])]


@in_a_snapshot
def title(connection: sqlite3.Connection, identifier: str) -> str | None:
    """The title of an article; None where there is no such article."""
    row = connection.execute("SELECT title FROM article WHERE id = ?", [identifier]).fetchone()
    return None if row is None else row["title"]


@in_a_snapshot
def state(connection: sqlite3.Connection, identifier: str) -> State | None:
    """How far the reading of an article has come; None where there is no such article."""
    row = connection.execute(
        "SELECT state FROM listed WHERE article = ?",
        [identifier],
    ).fetchone()
    return None if row is None else State(row[0])


def _document(connection: sqlite3.Connection, text: str, title: str) -> Document | None:
    row = connection.execute("SELECT text AS words, blocks, styles, map FROM text WHERE id = ?", [text]).fetchone()
    if row["words"] is None:
        return None
    try:
        kinds, starts, ends, levels = zip(*json.loads(row["blocks"]), strict=True) if row["blocks"] != "[]" else _NONE
        return Document(
            text=row["words"],
            blocks=Blocks(map(_KINDS.__getitem__, kinds), starts, ends, levels),
            styles=tuple(Style(StyleKind(k), Span(s, e), href) for k, s, e, href in json.loads(row["styles"])),
            source_map=source_map(row["map"], title),
            checked=True,  # it was when it was kept, and SQLite lets nobody edit it
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise LibraryError(f"the structure of “{title}” is damaged: {error}; its text is still there") from error


def source_map(stored: str, title: str) -> SourceMap:
    """The way back to the source of an article with this title, as it is stored; read when it is first gone."""
    return SourceMap(Later(partial(_runs, stored, title)))


def _runs(stored: str, title: str) -> tuple[Run, ...]:
    try:
        return tuple(Run(*run) for run in json.loads(stored))
    except (TypeError, ValueError) as error:
        raise LibraryError(f"the way back to the source of “{title}” is damaged: {error}; its text is there") from error


@in_a_snapshot
def source(connection: sqlite3.Connection, identifier: str) -> Source | None:
    """The source with this identifier, raw bytes and all, or None."""
    row = connection.execute("SELECT * FROM source WHERE id = ?", [identifier]).fetchone()
    return None if row is None else Source(**dict(row))


@in_a_snapshot
def by_digest(connection: sqlite3.Connection, sha256: str) -> tuple[str, bool] | None:
    """The article made from the bytes with this digest, and whether those bytes are here; None where it is unknown."""
    row = connection.execute(
        "SELECT article.id, source.raw IS NOT NULL AND text.text IS NOT NULL AS here FROM source"
        " JOIN article ON article.source = source.id JOIN text ON text.id = article.text WHERE source.sha256 = ?",
        [sha256],
    ).fetchone()
    return None if row is None else (row["id"], bool(row["here"]))


@in_a_snapshot
def by_address(connection: sqlite3.Connection, address: str) -> str | None:
    """The newest article that is known to stand at an address, or to have come from there; None where none is, or all
    such are deleted.
    """
    if (wanted := normal_address(address)) is None:
        return None
    # What stands in every way to write it narrows them down in C; what makes two the same is told in Python. Origins are
    # sought in their index: in its row an origin lies behind the raw bytes, and all of those would be read.
    rows = connection.execute(
        """SELECT article.id, url, origin FROM article JOIN source ON source.id = article.source
        WHERE article.deleted IS NULL
            AND (article.rowid IN (SELECT rowid FROM article WHERE instr(lower(url), ?1) AND instr(url, ?2))
            OR source.rowid IN (SELECT rowid FROM source WHERE instr(lower(origin), ?1) AND instr(origin, ?2)))
        ORDER BY article.added DESC, article.id DESC""",
        traces_of(wanted),
    )
    found = (row["id"] for row in rows.fetchall() if wanted in map(normal_address, (row["url"] or "", row["origin"])))
    return next(found, None)


@in_a_snapshot
def texts(connection: sqlite3.Connection, identifier: str) -> dict[str, tuple[str, bool]]:
    """The text versions of an article: digest → identifier, and whether its words are here."""
    rows = connection.execute("SELECT sha256, id, text IS NOT NULL AS here FROM text WHERE article = ?", [identifier])
    return {row["sha256"]: (row["id"], bool(row["here"])) for row in rows}


@in_a_snapshot
def words(connection: sqlite3.Connection, text: str) -> str | None:
    """The words of a text version; None where they are not here."""
    row = connection.execute("SELECT text FROM text WHERE id = ?", [text]).fetchone()
    return None if row is None else row["text"]


def insert_source(connection: sqlite3.Connection, new: Source) -> None:
    """Keep a source, or give the one with this digest the bytes that it lacked; one that has its bytes stays."""
    here = connection.execute("SELECT raw IS NOT NULL FROM source WHERE sha256 = ?", [new.sha256]).fetchone()
    values = [new.raw, new.media_type, new.encoding, new.origin, new.fetched, new.sha256]
    if here is None:
        connection.execute(
            "INSERT INTO source (raw, media_type, encoding, origin, fetched, sha256, id) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [*values, new.id],
        )
    elif new.raw is not None and not here[0]:
        connection.execute(
            "UPDATE source SET raw = ?, media_type = ?, encoding = ?, origin = ?, fetched = ? WHERE sha256 = ?", values
        )


def insert_text(
    connection: sqlite3.Connection,
    identifier: str,
    *,
    article: str,
    sha256: str,
    document: Document | None,
    cleaner: str,
    created: str,
) -> None:
    """Keep a text version, or give the one with this identifier the words that it lacked."""
    values = [document.text if document else None, *structure_of(document), cleaner, identifier]
    filled = connection.execute(
        "UPDATE text SET text = ?, blocks = ?, styles = ?, map = ?, cleaner = ? WHERE id = ?", values
    )
    if not filled.rowcount:
        connection.execute(
            "INSERT INTO text (text, blocks, styles, map, cleaner, id, article, sha256, created)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*values, article, sha256, created],
        )


_WRITTEN = "text title byline outlet url published language updated found outlet_key".split()
"""The columns of an article that change when it is written again."""


def write_article(connection: sqlite3.Connection, new: Article, *, state: State | None) -> None:
    """Keep an article's row, or bring it to what is given; state None leaves it to the reading position."""
    names = ("id", "source", "added", "state", *_WRITTEN)
    values = (new.id, new.source_id, new.added, state.value if state else None, *written(new))
    connection.execute(
        f"INSERT INTO article ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) ON CONFLICT (id) DO UPDATE SET"
        f" {', '.join(f'{name} = excluded.{name}' for name in _WRITTEN)}, state = coalesce(excluded.state, state)",
        values,
    )


def written(new: Article) -> tuple[str | None, ...]:
    """The values of the columns in _WRITTEN."""
    meta = new.metadata
    return (
        *(new.text_id, meta.title, meta.byline, meta.outlet, meta.url, meta.published, meta.language, meta.updated),
        *(found_json(new.found), outlet_key(meta.url, meta.outlet)),
    )


def rewrite(action: Action, new: Article) -> None:
    """Bring an article's row to what is given, all but how far its reading has come."""
    row = action.row("article", id=new.id)
    if row is not None:
        action.update("article", row, **dict(zip(_WRITTEN, written(new), strict=True)))


def set_position(connection: sqlite3.Connection, article: str, text: str, position: int, at: str) -> None:
    """Keep the place where reading stopped."""
    connection.execute(
        "INSERT INTO reading (article, text, position, at) VALUES (?, ?, ?, ?) ON CONFLICT (article) DO UPDATE"
        " SET text = excluded.text, position = excluded.position, at = excluded.at",
        [article, text, position, at],
    )

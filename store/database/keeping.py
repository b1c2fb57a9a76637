"""Keeping many new articles quickly: which are here already, by their bytes or by where they were found; and new rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from store.arriving import Arriving, printable
from store.database import likenesses, pages
from store.database.transactions import in_a_snapshot
from store.model import Change


@in_a_snapshot
def known(connection: sqlite3.Connection, digests: Iterable[str]) -> dict[str, str]:
    """The articles made from bytes with these digests, by the digest; only those whose bytes and text are here."""
    rows = connection.execute(
        """SELECT source.sha256, article.id FROM json_each(?) AS wanted
        CROSS JOIN source ON source.sha256 = wanted.value AND source.raw IS NOT NULL
        CROSS JOIN article ON article.source = source.id
        CROSS JOIN text ON text.id = article.text AND text.text IS NOT NULL""",
        [json.dumps([digest for digest in digests if digest])],
    )
    return {row["sha256"]: row["id"] for row in rows}


@in_a_snapshot
def here(connection: sqlite3.Connection, digests: Iterable[str]) -> dict[str, tuple[str, bool]]:
    """The articles made from bytes with these digests, by the digest, and whether those bytes and their text are here."""
    rows = connection.execute(
        """SELECT source.sha256, article.id, source.raw IS NOT NULL AND text.text IS NOT NULL
        FROM json_each(?) AS wanted CROSS JOIN source ON source.sha256 = wanted.value
        CROSS JOIN article ON article.source = source.id CROSS JOIN text ON text.id = article.text""",
        [json.dumps(list(digests))],
    )
    return {sha256: (article, bool(whole)) for sha256, article, whole in rows}


@in_a_snapshot
def by_origin(connection: sqlite3.Connection, origin: str) -> str | None:
    """The newest article that was found at an origin; None where none was."""
    row = connection.execute(
        "SELECT article.id FROM source JOIN article ON article.source = source.id"
        " WHERE origin = ? AND source.raw IS NOT NULL ORDER BY article.added DESC, article.id DESC LIMIT 1",
        [origin],
    ).fetchone()
    return None if row is None else row["id"]


@in_a_snapshot
def addresses(connection: sqlite3.Connection) -> list[str]:
    """The addresses at which the articles stand whose bytes are here, and those at which they were found, in no order."""
    # Not in one row with its article: an origin lies behind the raw bytes there, and all of those would be read.
    rows = connection.execute(
        """SELECT url FROM article JOIN source ON source.id = article.source
        WHERE url IS NOT NULL AND source.raw IS NOT NULL
        UNION ALL SELECT origin FROM source WHERE origin >= 'http' AND origin < 'httq' AND raw IS NOT NULL"""
    )
    return [address for (address,) in rows.fetchall()]


class Fresh(NamedTuple):
    """An item that is not here, and the identifiers under which it is kept; change: what tells of it in the history."""

    arriving: Arriving
    source: str
    article: str
    text: str
    at: str
    change: Change


def keep_new(connection: sqlite3.Connection, fresh: Sequence[Fresh]) -> None:
    """Write articles that are not here, each with its source, its text and the change that tells of it, in the caller's
    transaction.
    """
    sources, articles, texts = [], [], []
    for it, source, article, text, at, _ in fresh:
        of = it.columns
        sources.append((source, it.sha256, of.media_type, of.encoding, printable(it.item.origin), at, it.item.raw))
        articles.append((article, source, at, text, *of.metadata, of.found, of.outlet))
        texts.append((text, article, of.text_sha256, of.cleaner, at, of.text, *of.structure))
    connection.executemany(
        "INSERT INTO source (id, sha256, media_type, encoding, origin, fetched, raw) VALUES (?, ?, ?, ?, ?, ?, ?)",
        sources,
    )
    connection.executemany(
        "INSERT INTO article (id, source, added, text, title, byline, outlet, url, published, language, updated, found,"
        " outlet_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        articles,
    )
    connection.executemany(
        "INSERT INTO text (id, article, sha256, cleaner, created, text, blocks, styles, map)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        texts,
    )
    connection.executemany(
        "INSERT INTO change (id, at, annotator, action, summary, article) VALUES (?, ?, ?, ?, ?, ?)",
        [(c.id, c.at, c.annotator, c.action, c.summary, c.article) for c in (one.change for one in fresh)],
    )
    likenesses.remember_new(
        connection, [(one.article, one.arriving.columns.text, one.arriving.sketch) for one in fresh]
    )
    pages.remember_all(
        connection,
        [
            (one.article, one.arriving.columns.outlet, one.arriving.lines)
            for one in fresh
            if one.arriving.columns.outlet and one.arriving.lines is not None
        ],
    )

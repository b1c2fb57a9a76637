"""Keeping many new articles quickly: which are here already, by their bytes or by where they were found; and new rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from store.database import articles, likenesses
from store.database.connection import in_a_snapshot
from store.model import Carried


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


def keep_new(connection: sqlite3.Connection, carried: Carried, text_id: str, sketch: tuple[int, ...] | None) -> None:
    """Write an article that is not here, with its source and its text, in the caller's transaction."""
    new, source = carried.article, carried.source
    assert source is not None
    articles.insert_source(connection, source)
    articles.write_article(connection, replace(new, text_id=text_id), state=None)
    articles.insert_text(
        *(connection, text_id),
        article=new.id,
        sha256=new.text_sha256,
        document=new.document,
        cleaner=new.cleaner,
        created=new.added,
    )
    likenesses.remember(connection, new.id, new.text, sketch)

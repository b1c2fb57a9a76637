"""The rows of the list, without the texts and sources that stand behind them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from store.database.transactions import in_a_snapshot
from store.model import ArticleSummary, Counts, State

_SUMMARY = """SELECT article.id, article.title, article.outlet, published, article.byline, added, listed.state, alike,
    highlights, mentions, claims, number, article.language,
    (SELECT json_group_array(name) FROM label WHERE label.article = article.id) AS labels
    FROM listed JOIN article ON article.id = listed.article"""


@in_a_snapshot
def summaries(connection: sqlite3.Connection) -> tuple[ArticleSummary, ...]:
    """A row of the list for each article, newest first, those without a date last."""
    rows = connection.execute(f"{_SUMMARY} WHERE listed.state <> 'deleted' ORDER BY number DESC")
    return tuple(map(_summary, rows))


@in_a_snapshot
def summaries_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, ArticleSummary]:
    """Rows of the list by their numbers; those that are not there are left out."""
    wanted = json.dumps(list(numbers))
    rows = connection.execute(f"{_SUMMARY} WHERE number IN (SELECT value FROM json_each(?))", [wanted])
    return {row["number"]: _summary(row) for row in rows}


def _summary(row: sqlite3.Row) -> ArticleSummary:
    return ArticleSummary(
        id=row["id"],
        title=row["title"],
        outlet=row["outlet"],
        published=row["published"],
        byline=row["byline"],
        state=State(row["state"]),
        counts=Counts(row["highlights"], row["mentions"], row["claims"]),
        added=row["added"],
        alike=row["alike"],
        number=row["number"],
        language=row["language"],
        labels=tuple(json.loads(row["labels"])),
    )

"""After two libraries were merged: what is derived from the articles that came, or that read otherwise now, is made anew."""

from __future__ import annotations

import sqlite3

from store.database import articles, keeping_again, likenesses, pages

_AT_ONCE = 500

_BANDS = (
    # Those that may tell a story that is told here already find their place one by one; others keep theirs.
    """CREATE TEMP TABLE settling AS SELECT DISTINCT article AS id FROM other.sketched AS theirs
        JOIN other.band AS its ON its.number = theirs.number WHERE article IN come
        AND band >= 0 AND EXISTS (SELECT 1 FROM main.band AS here WHERE here.band = its.band)""",
    "INSERT INTO main.sketched (article) SELECT article FROM other.sketched WHERE article IN come ORDER BY number",
    """INSERT INTO main.band (band, number) SELECT band, ours.number FROM other.sketched AS theirs
        JOIN other.band AS its ON its.number = theirs.number JOIN main.sketched AS ours ON ours.article = theirs.article
        WHERE theirs.article IN come ORDER BY band""",
    """INSERT INTO settling SELECT article FROM other.likeness WHERE article IN come AND article NOT IN settling
        AND (first NOT IN come OR first IN settling)""",
    """INSERT INTO main.likeness (article, first, score) SELECT article, first, score FROM other.likeness
        WHERE article IN come AND article NOT IN settling""",
    """CREATE TABLE temp.seat AS SELECT id FROM settling JOIN main.article USING (id) WHERE deleted IS NULL
        ORDER BY added, id""",
)
_PAGES = f"""DELETE FROM main.page WHERE article IN (SELECT article FROM
        (SELECT article, row_number() OVER (PARTITION BY outlet ORDER BY article DESC) AS place FROM main.page
        WHERE outlet IN (SELECT outlet FROM main.page WHERE article IN come)) WHERE place > {pages.KEPT})"""


def derive(connection: sqlite3.Connection) -> None:
    """Make it anew, in the caller's transaction."""
    for statement in _BANDS:
        connection.execute(statement)
    done = 0
    while rows := connection.execute(
        "SELECT id FROM seat WHERE rowid > ? ORDER BY rowid LIMIT ?", [done, _AT_ONCE]
    ).fetchall():
        likenesses.bring_back(connection, [row["id"] for row in rows])
        done += len(rows)
    connection.execute(_PAGES)
    moved = connection.execute(
        "SELECT article FROM other_text UNION SELECT id FROM completed UNION SELECT reading.article FROM main.reading"
        " JOIN main.article ON article.id = reading.article WHERE reading.text <> article.text"
    ).fetchall()
    for row in moved:
        article = articles.article(connection, row["article"])
        if article is not None and article.document is not None:
            keeping_again.follow(connection, article)

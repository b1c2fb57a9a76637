"""Writing many parts at once: their quotes are held against the text together, which is read once for all of them.

The database holds each part against its text as it is written, and reads that text from its beginning each time: 36 ms
where it has 10 MB. Here its triggers are set aside and put back within the transaction that is open: nobody else ever sees
the library without them, and nothing is kept that they would not have let in.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from store.database import articles
from store.errors import Refused

_TRIGGERS = "('quote_stands_at_its_offsets', 'quote_still_stands_at_its_offsets')"
FEW = 100
"""So many parts at least are checked together; of fewer it is not asked how long their text is."""
_MANY = 20_000_000  # code points that the triggers would go through, from which it is quicker to set them aside


@contextmanager
def checked_together(connection: sqlite3.Connection, article: str, count: int) -> Iterator[None]:
    """For writing so many parts of an article's marks, inside a transaction; few are checked one by one, as ever.

    Raises Refused where a quote is not what stands at its offsets.
    """
    length = 0
    if count >= FEW:
        (length,) = connection.execute(
            "SELECT coalesce(max(length(text)), 0) FROM text WHERE article = ?", [article]
        ).fetchone()
    if count * length < _MANY:
        yield
        return
    set_aside = connection.execute(
        f"SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name IN {_TRIGGERS}"
    ).fetchall()
    for trigger in set_aside:
        connection.execute(f"DROP TRIGGER {trigger['name']}")
    yield  # an error takes back the whole transaction, and with it that they were set aside
    _check(connection, article)
    for trigger in set_aside:
        connection.execute(trigger["sql"])


def _check(connection: sqlite3.Connection, article: str) -> None:
    for (text,) in connection.execute("SELECT DISTINCT text FROM annotation WHERE article = ?", [article]).fetchall():
        if (words := articles.words(connection, text)) is None:
            continue
        parts = connection.execute(
            'SELECT start, "end", exact FROM part JOIN annotation ON annotation.id = part.annotation'
            " WHERE article = ? AND text = ?",
            [article, text],
        ).fetchall()
        if any(words[start:end] != exact for start, end, exact in parts):
            raise Refused("the quote is not what stands at its offsets; nothing was changed")

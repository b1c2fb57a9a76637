"""The index of words: brought up to date, made anew, told to forget, held against what it should know. Finds nothing itself.

`stale` names the articles whose words it does not know yet; `indexed` says under which number, from which text and by which
title it knows an article: an index that holds no texts must be told the same words again to forget them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from store.database.transactions import writing
from store.errors import LibraryError
from store.folding import folded
from store.searching import EVERY, SIGNS, VERSION, indexed

_AT_ONCE = 500
"""The words of so many articles are in memory while they are taken in."""
_FOLLOWED = 1000
"""The words of so many articles are taken in by the transaction that brings them; a second and a half at most."""
_COLUMNS = "title, byline, outlet, text"
# What goes into it has been made so that this tokenizer finds nothing but words (store.searching.indexed). Its rows are
# the numbers of `listed`; it holds no texts. Words are sought by their beginnings from two letters on.
_SEARCH = (
    f"CREATE VIRTUAL TABLE search USING fts5({_COLUMNS}, content='', prefix='2 3',"
    f" tokenize=\"ascii tokenchars '{SIGNS}'\")"
)
# Bytes of words that are gathered before they are written; how many pieces of the index lie side by side on one level
# before they are made one. Measured: half the default's time, and no query is slower.
_SETTINGS = (("hashsize", 8 * 2**20), ("automerge", 8))
# What is known of an article, and the words that its number was given in the index; "" as text: they were not here then.
_KNOWN = """SELECT indexed.number, indexed.article, indexed.title, indexed.byline, indexed.outlet,
    CASE WHEN indexed.text = '' THEN '' ELSE (SELECT text FROM text WHERE text.id = indexed.text) END AS words
    FROM indexed"""

_NOT_STALE = "NOT EXISTS (SELECT 1 FROM stale WHERE stale.article = {0}.article)"
_FAULTS = (
    (
        f"""SELECT count(*) FROM listed WHERE {_NOT_STALE.format("listed")} AND NOT EXISTS
            (SELECT 1 FROM indexed WHERE indexed.number = listed.number AND indexed.article = listed.article)""",
        "{number} articles are missing in the index of words",
    ),
    (
        f"""SELECT count(*) FROM indexed WHERE {_NOT_STALE.format("indexed")} AND NOT EXISTS
            (SELECT 1 FROM listed WHERE indexed.number = listed.number AND indexed.article = listed.article)""",
        "the index of words knows {number} articles that are gone",
    ),
    (
        """SELECT count(*) FROM indexed WHERE NOT EXISTS (SELECT 1 FROM search_docsize WHERE id = number)""",
        "{number} articles are named in the index of words, but have no words there",
    ),
    (
        """SELECT count(*) FROM search_docsize WHERE NOT EXISTS (SELECT 1 FROM indexed WHERE number = id)""",
        "the index of words has words of {number} articles that nobody knows",
    ),
)

_MISSING = "the index of words is missing"


def is_at_hand(connection: sqlite3.Connection) -> bool:
    """Whether there is an index of words that this program can read."""
    row = connection.execute("SELECT value FROM setting WHERE name = 'search'").fetchone()
    return row is not None and row[0] == VERSION and _has_fts(connection)


def catch_up(connection: sqlite3.Connection, most: int = 1000) -> int:
    """Take in the words of articles that the index does not know yet, the newest first, so many at most, in the caller's
    transaction. How many were taken in. An index that is damaged is made anew the next time.
    """
    return _catch_up(connection, most, 0, is_at_hand(connection) or _make(connection))


def follow(connection: sqlite3.Connection, since: int) -> None:
    """Take in the words of articles that came into the queue after a place, in the transaction that brought them there.

    Not of more than some, and not where the index of a large library is to be made first: whoever makes a mark would
    wait for it.
    """
    if newest_place(connection) <= since:
        return
    knows = is_at_hand(connection)
    if not knows:
        if connection.execute("SELECT 1 FROM listed LIMIT 1 OFFSET ?", [_FOLLOWED]).fetchone():
            return
        knows = _make(connection)
    _catch_up(connection, _FOLLOWED, since, knows)


def is_behind(connection: sqlite3.Connection) -> bool:
    """Whether catch_up has anything to do."""
    return newest_place(connection) > 0 or not is_at_hand(connection)


def waiting(connection: sqlite3.Connection) -> int:
    """How many articles the index does not know yet, or knows as they were."""
    (left,) = connection.execute("SELECT count(*) FROM stale").fetchone()
    return int(left)


def newest_place(connection: sqlite3.Connection) -> int:
    """The place in the queue of the article that came into it last; 0 where it is empty."""
    (place,) = connection.execute("SELECT coalesce(max(position), 0) FROM stale").fetchone()
    return int(place)


def forget_all(connection: sqlite3.Connection) -> None:
    """Have every article taken in again, in the caller's transaction."""
    _give_up(connection)
    connection.execute("DELETE FROM stale")
    connection.execute("INSERT INTO stale (article) SELECT article FROM listed ORDER BY number")


def forget(connection: sqlite3.Connection, articles: Iterable[str]) -> None:
    """Let go of the words of articles, in the caller's transaction: before their texts are taken out of the library."""
    if is_at_hand(connection):
        wanted = json.dumps(list(articles))
        _forget(connection, f"{_KNOWN} WHERE article IN (SELECT value FROM json_each(?))", [wanted])


def faults(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the index, each in a sentence; that articles wait for it is no fault.

    Takes a second for a hundred thousand articles, while nobody else can write.
    """
    try:
        with writing(connection):
            if not is_at_hand(connection):
                return [_MISSING] if _some_are_unseen(connection) and _can_be(connection) else []
            counted = [(connection.execute(query).fetchone()[0], what) for query, what in _FAULTS]
            found = [what.format(number=number) for number, what in counted if number]
            connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
            return found
    except LibraryError as error:
        return [f"the index of words is damaged ({error.__cause__ or error})"]


def _has_fts(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT rowid FROM search LIMIT 0")
    except sqlite3.OperationalError as error:
        if "no such" in str(error):  # "no such table", or "no such module" where this SQLite has no FTS5
            return False
        raise
    return True


def _some_are_unseen(connection: sqlite3.Connection) -> bool:
    """Whether there are articles that do not even wait for the index."""
    (unseen,) = connection.execute("SELECT (SELECT count(*) FROM listed) > (SELECT count(*) FROM stale)").fetchone()
    return bool(unseen)


def _can_be(connection: sqlite3.Connection) -> bool:
    """Whether this SQLite can have an index of words (FTS5)."""
    try:
        connection.execute("CREATE VIRTUAL TABLE temp.attempt USING fts5(words)")
    except sqlite3.OperationalError as error:
        if "no such module" not in str(error):
            raise
        return False
    connection.execute("DROP TABLE temp.attempt")
    return True


def _make(connection: sqlite3.Connection) -> bool:
    """An index that knows nothing; whether this SQLite can have one (FTS5)."""
    try:
        connection.execute("DROP TABLE IF EXISTS search")
        connection.execute(_SEARCH)
    except sqlite3.OperationalError as error:
        if "no such module" not in str(error):
            raise
        _give_up(connection)  # what another program made will know less than this one writes
        return False
    if _some_are_unseen(connection):
        forget_all(connection)
    connection.execute("DELETE FROM indexed")
    connection.executemany("INSERT INTO search (search, rank) VALUES (?, ?)", _SETTINGS)
    connection.execute("INSERT INTO setting (name, value) VALUES ('search', ?)", [VERSION])
    return True


def _give_up(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM setting WHERE name = 'search'")


def _catch_up(connection: sqlite3.Connection, most: int, since: int, knows: bool) -> int:
    done = 0
    try:
        while done < most and (taken := _take_in(connection, min(most - done, _AT_ONCE), since, knows)):
            done += taken
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        _give_up(connection)
    return done


def _take_in(connection: sqlite3.Connection, most: int, since: int, knows: bool) -> int:
    rows = connection.execute(
        """SELECT stale.article, listed.number, article.title, article.byline, article.outlet,
            CASE WHEN text.text IS NULL THEN '' ELSE text.id END, text.text
        FROM stale LEFT JOIN listed ON listed.article = stale.article LEFT JOIN article ON article.id = stale.article
        LEFT JOIN text ON text.id = article.text
        WHERE stale.position > ? ORDER BY stale.position DESC LIMIT ?""",
        [since, most],
    ).fetchall()
    # By number: the index is written in that order, and each step back would cost it a page of its own.
    here = sorted((tuple(row) for row in rows if row["number"] is not None), key=lambda row: row[1])
    taken = json.dumps([row["article"] for row in rows])
    if knows:
        numbers = json.dumps([row[1] for row in here])
        # Also what was indexed under a number that is another article's now.
        _forget(
            connection,
            f"{_KNOWN} WHERE number IN (SELECT number FROM indexed WHERE article IN (SELECT value FROM json_each(?1))"
            " UNION SELECT value FROM json_each(?2))",
            [taken, numbers],
        )
        connection.executemany(
            f"INSERT INTO search (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?)",
            ((number, *_words(title, byline, outlet, text)) for _, number, title, byline, outlet, _, text in here),
        )
        connection.executemany(
            "INSERT INTO indexed (number, article, text, title, byline, outlet) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, article, version, title, byline or "", outlet or "")
                for article, number, title, byline, outlet, version, _ in here
            ),
        )
    connection.executemany(
        "UPDATE listed SET title = ?, byline = ?, outlet = ?, words = ? WHERE number = ?",
        (
            (folded(title), folded(byline or ""), folded(outlet or ""), len((text or "").split()), number)
            for _, number, title, byline, outlet, _, text in here
        ),
    )
    connection.execute("DELETE FROM stale WHERE article IN (SELECT value FROM json_each(?))", [taken])
    return len(rows)


def _forget(connection: sqlite3.Connection, known: str, values: Sequence[str]) -> None:
    rows = connection.execute(f"{known} ORDER BY number", values).fetchall()
    if any(row["words"] is None for row in rows):  # its text is gone, and nothing else tells what is to be forgotten
        _give_up(connection)
        return
    connection.executemany(
        f"INSERT INTO search (search, rowid, {_COLUMNS}) VALUES ('delete', ?, ?, ?, ?, ?)",
        ((row["number"], *_words(row["title"], row["byline"], row["outlet"], row["words"])) for row in rows),
    )
    connection.executemany("DELETE FROM indexed WHERE number = ?", ((row["number"],) for row in rows))


def _words(title: str, byline: str | None, outlet: str | None, text: str | None) -> tuple[str, str, str, str]:
    return indexed(title), f"{indexed(byline or '')} {EVERY}", indexed(outlet or ""), indexed(text or "")

"""Whether a library is sound: its file, what its rows name, what it keeps, and what is derived from that. Repairs what can
be made anew.

The index of words is seen to in store.database.searching.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from store.database.checking import retelling, standing
from store.database.desks import claims_settling, settling
from store.database.file.guarding import code_of
from store.database.schema.listing import list_what_is_not
from store.database.transactions import CONTRADICTED, in_a_snapshot, writing

_WAL_CURED, _WAL_CURED_BEFORE = (3, 51, 3), (((3, 44, 6), (3, 45)), ((3, 50, 7), (3, 51)))
"""Since when SQLite is without the fault of https://sqlite.org/wal.html#walresetbug, and releases that were cured later."""
SQLITE = sqlite3.sqlite_version
"""The SQLite that this program runs on."""
_MOST = 20
"""Faults of a damaged file that are told; there may be millions."""

_COUNTED = """SELECT listed.number AS number, coalesce(h, 0) AS h, coalesce(m, 0) AS m, coalesce(c, 0) AS c FROM listed
    LEFT JOIN (SELECT article AS of, sum(layer = 'highlight') AS h, sum(layer = 'entity') AS m, sum(layer = 'claim') AS c
        FROM annotation JOIN tag ON tag.name = annotation.tag WHERE status = 'accepted' GROUP BY article)
    ON of = listed.article"""
_WRONG_COUNTS = f"""SELECT * FROM ({_COUNTED}) AS counted JOIN listed USING (number)
    WHERE (highlights, mentions, claims) <> (h, m, c)"""
_STATED = """SELECT listed.number AS number, CASE WHEN article.deleted IS NOT NULL THEN 'deleted'
        WHEN article.state IS NOT NULL THEN article.state
        WHEN EXISTS (SELECT 1 FROM reading WHERE reading.article = article.id) THEN 'reading' ELSE 'new' END AS true_state,
    article.language AS true_language, likeness.first AS first
    FROM listed JOIN article ON article.id = listed.article LEFT JOIN likeness ON likeness.article = article.id"""
_WRONG_STATES = f"""SELECT * FROM ({_STATED}) AS stated JOIN listed USING (number)
    WHERE (state, language, alike) IS NOT (true_state, true_language, first)"""
_UNLISTED = "SELECT id FROM article WHERE NOT EXISTS (SELECT 1 FROM listed WHERE listed.article = article.id)"


_ASTRAY = (
    "are not where their words stand",
    "begin or end inside of a character that is made of several",
    "remember other words beside theirs than stand there",
)


class Fault(NamedTuple):
    """Something that is wrong, in a sentence; whether it can be made anew from what is right, or does no harm."""

    words: str
    curable: bool = False
    harmless: bool = False


@in_a_snapshot
def faults(connection: sqlite3.Connection) -> list[Fault]:
    """What is wrong with a library, the worst first; nothing where all is well."""
    found: list[Fault] = []
    try:
        _look(connection, found)
    except sqlite3.DatabaseError as error:
        if code_of(error) != sqlite3.SQLITE_CORRUPT:
            raise
        found.append(Fault(f"the file is damaged: {error}, and not all of it could be looked at"))
    return found


def _look(connection: sqlite3.Connection, found: list[Fault]) -> None:
    """Add what is wrong. Raises DatabaseError where the file is so damaged that SQLite does not go on."""
    for row in connection.execute(f"PRAGMA integrity_check({_MOST})"):
        if row[0] != "ok":
            found.append(Fault(f"the file is damaged: {row[0]}"))
    loose = {(row[0], row[2]) for row in connection.execute("PRAGMA foreign_key_check")}
    found += [Fault(f"rows of {table} name {parent} that are not there") for table, parent in sorted(loose)]
    for look, what in _LOOKS:
        try:
            found += look(connection)
        except CONTRADICTED:
            found.append(Fault(f"{what} cannot be read"))
    for query, what in (
        (_UNLISTED, "{} articles are missing in the list"),
        (_WRONG_COUNTS, "the marks of {} articles are counted wrongly"),
        (_WRONG_STATES, "{} articles are listed in a state, a language or a story that is not theirs"),
    ):
        (number,) = connection.execute(f"SELECT count(*) FROM ({query})").fetchone()
        if number:
            found.append(Fault(what.format(number), curable=True))
    for ids, what in (
        (settling.wrong_entities(connection), "{} entities are not counted or named in their desk as they should be"),
        (claims_settling.wrong_claims(connection), "{} claims are not in their desk as they should be"),
    ):
        if ids:
            found.append(Fault(what.format(len(ids)), curable=True))


def _marks(connection: sqlite3.Connection) -> Iterator[Fault]:
    for marks, what, is_harmless in zip(standing.astray(connection), _ASTRAY, (False, True, True), strict=True):
        if marks:
            yield Fault(f"{len(marks)} marks {what} ({min(marks)} is one)", harmless=is_harmless)


def _texts(connection: sqlite3.Connection) -> Iterator[Fault]:
    if number := standing.wrong_texts(connection):
        yield Fault(f"{number} texts are not what they were when they came")


def _sources(connection: sqlite3.Connection) -> Iterator[Fault]:
    if number := standing.wrong_sources(connection):
        yield Fault(f"the raw bytes of {number} articles are not what they were when they came")


def _history(connection: sqlite3.Connection) -> Iterator[Fault]:
    for told in retelling.otherwise(connection):
        for number, what in (
            (told.otherwise, "{} rows of {} are not as the history tells"),
            (told.missing, "{} rows of {} are gone, of which the history tells"),
            (told.unmade, "{} rows of {} are there, of which no history tells"),
        ):
            if number:
                yield Fault(f"{what.format(number, told.table)}: annotty did not do that ({told.one} is one)")


_LOOKS = (
    (_marks, "marks"),
    (_texts, "texts"),
    (_sources, "raw bytes"),
    (_history, "steps of the history"),
)
"""What nobody can make anew, and whether the history tells of it as it is; and what cannot be read where a look fails."""


def cure(connection: sqlite3.Connection) -> None:
    """Make anew what the list derives from the articles, in one transaction; the wrong rows of the desks are named to be
    settled.
    """
    with writing(connection):
        list_what_is_not(connection)
        connection.execute(
            f"UPDATE listed SET highlights = h, mentions = m, claims = c FROM ({_COUNTED}) AS counted"
            " WHERE counted.number = listed.number AND (highlights, mentions, claims) <> (h, m, c)"
        )
        connection.execute(
            f"""UPDATE listed SET state = true_state, language = true_language, alike = first FROM ({_STATED}) AS stated
            WHERE stated.number = listed.number AND (state, language, alike) IS NOT (true_state, true_language, first)"""
        )
        settling.unsettle(connection, "entity", settling.wrong_entities(connection))
        settling.unsettle(connection, "claim", claims_settling.wrong_claims(connection))


def warnings(connection: sqlite3.Connection, version: tuple[int, ...] = sqlite3.sqlite_version_info) -> list[str]:
    """What is to be known of the SQLite that this program runs on, by its version."""
    found = []
    said = ".".join(map(str, version))
    if version < _WAL_CURED and not any(low <= version < high for low, high in _WAL_CURED_BEFORE):
        found.append(
            f"SQLite {said} has a fault, seldom met, that can lose what one program writes while another tidies up its log"
            " (the WAL-reset bug); 3.51.3 has it no more. Until then rather do not write from several programs at once"
        )
    if connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone() is None:
        found.append(f"SQLite {said} was built without FTS5; words are found by reading every text, which takes long")
    return found

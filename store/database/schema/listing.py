"""What the list needs to be as quick with a million articles as with ten: a row for each that follows what it shows, an index
of the words; and labels, queues and deletion.

`listed` and the index of words (store.database.searching) are derived: triggers keep the one, and name in `stale` what the
other does not know yet. Migration 003.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_UNDATED = 2**31
"""Numbers below this are those of articles without a date, which stand last."""
_IN_A_MINUTE = 2**14
_IN_A_DAY = 24 * 60 * _IN_A_MINUTE
_BEFORE_1970 = 62167219200 + _UNDATED // _IN_A_MINUTE * 60
"""Seconds from the year 0 to 1970, and those whose numbers are below _UNDATED."""


def day_of(number: int) -> int | None:
    """The day of publication by the number of an article, counted from the year 0; None where it has no date."""
    return None if number < _UNDATED else (number - _UNDATED) // _IN_A_DAY


def number_at(seconds: int | None) -> int:
    """The first number that an article of a minute may have, by its seconds since 1970; None: of any that has a date."""
    return _UNDATED if seconds is None else max(_UNDATED, (seconds + _BEFORE_1970) // 60 * _IN_A_MINUTE)


_TABLES = (
    "ALTER TABLE article ADD COLUMN deleted TEXT",
    """CREATE TABLE label (
        article TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
        name TEXT NOT NULL CHECK (name <> ''),
        PRIMARY KEY (article, name)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX label_by_name ON label (name)",
    # A filter that somebody keeps, with its order: what is left to read, under a name and a key.
    """CREATE TABLE queue (
        name TEXT PRIMARY KEY CHECK (name <> ''),
        filter TEXT NOT NULL,
        sort TEXT NOT NULL,
        key TEXT UNIQUE CHECK (length(key) = 1)
    ) STRICT, WITHOUT ROWID""",
    # A row of the list. number: its place by date of publication and then by arrival, the newest highest. alike: the
    # article that was here first of those that tell its story. title, outlet and byline: as they are compared.
    """CREATE TABLE listed (
        number INTEGER PRIMARY KEY,
        article TEXT NOT NULL UNIQUE REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
        state TEXT NOT NULL CHECK (state IN ('new', 'reading', 'done', 'aside', 'deleted')),
        alike TEXT,
        highlights INTEGER NOT NULL DEFAULT 0,
        mentions INTEGER NOT NULL DEFAULT 0,
        claims INTEGER NOT NULL DEFAULT 0,
        words INTEGER NOT NULL DEFAULT 0,
        title TEXT NOT NULL DEFAULT '',
        outlet TEXT NOT NULL DEFAULT '',
        byline TEXT NOT NULL DEFAULT '',
        language TEXT
    ) STRICT""",
    "CREATE INDEX listed_as_stories ON listed (number) WHERE alike IS NULL AND state <> 'deleted'",
    "CREATE INDEX listed_by_state ON listed (state, number DESC)",
    # alike and state: so that the whole list is put in order without a look at its rows.
    "CREATE INDEX listed_by_title ON listed (title, number DESC, alike, state)",
    "CREATE INDEX listed_by_outlet ON listed (outlet, number DESC, alike, state)",
    "CREATE INDEX listed_by_language ON listed (language, number DESC, alike, state)",
    "CREATE INDEX listed_by_alike ON listed (alike) WHERE alike IS NOT NULL",
    "CREATE INDEX article_by_added ON article (added, id)",
    "CREATE INDEX annotation_by_tag ON annotation (tag, article) WHERE status = 'accepted'",
    "CREATE INDEX annotation_by_annotator ON annotation (annotator, article) WHERE status = 'accepted'",
    "CREATE INDEX listed_by_marks ON listed (highlights + mentions + claims, number)"
    " WHERE highlights + mentions + claims > 0",
    # Articles whose words, title, outlet or number are others than the index of words knows; the newest are seen to first.
    "CREATE TABLE stale (position INTEGER PRIMARY KEY, article TEXT NOT NULL UNIQUE) STRICT",
    # What the index of words knows under each number: it must be told the same words to forget them.
    """CREATE TABLE indexed (
        number INTEGER PRIMARY KEY,
        article TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL,
        title TEXT NOT NULL,
        byline TEXT NOT NULL,
        outlet TEXT NOT NULL
    ) STRICT""",
    # SQLite asks after every new article and text whether something named it before it was there: without these it
    # reads the whole history for it, and every place where somebody stopped to read. So it does where something is purged.
    "CREATE INDEX change_by_article ON change (article) WHERE article IS NOT NULL",
    "CREATE INDEX change_by_undone ON change (undoes) WHERE undoes IS NOT NULL",
    "CREATE INDEX entity_by_other ON entity (merged_into) WHERE merged_into IS NOT NULL",
    # What a merge looks at each time: when the last step was, and the few rows that may stand in one another's way.
    "CREATE INDEX change_by_time ON change (at) WHERE action <> 'add'",
    "CREATE INDEX change_row_of_relations ON change_row (name) WHERE name = 'relation'",
    "CREATE INDEX change_row_of_queues ON change_row (name) WHERE name = 'queue'",
    "CREATE INDEX change_row_of_lost_entities ON change_row (name) WHERE name = 'entity' AND after IS NULL",
    "CREATE INDEX reading_by_text ON reading (text)",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # While there is a row in it, in one transaction alone, what is otherwise never touched may be: for purging and merging.
    "CREATE TABLE overhaul (what TEXT NOT NULL) STRICT",
)

_DAY = "substr(new.published || '-01-01', 1, max(10, length(new.published)))"  # "2024" and "2024-07" become their first day
_FIRST = f"(CAST(strftime('%s', {_DAY}) AS INTEGER) + {_BEFORE_1970}) / 60 * {_IN_A_MINUTE}"
# Behind the last of its minute, of its day where only that is known, or where the minute is full.
_NUMBER = f"""(SELECT CASE WHEN EXISTS (SELECT 1 FROM listed WHERE number = place) THEN (SELECT max(number) + 1 FROM listed)
        ELSE place END FROM (SELECT CASE
            WHEN first IS NULL THEN coalesce((SELECT max(number) FROM listed WHERE number < {_UNDATED}), 0) + 1
            WHEN wide OR EXISTS (SELECT 1 FROM listed WHERE number = first + {_IN_A_MINUTE - 1})
            THEN coalesce((SELECT max(number) FROM listed WHERE number >= first AND number < first + {_IN_A_DAY}),
                first - 1) + 1
            ELSE coalesce((SELECT max(number) FROM listed WHERE number >= first AND number < first + {_IN_A_MINUTE}),
                first - 1) + 1 END AS place
        FROM (SELECT {_FIRST} AS first, length(new.published) <= 10 AS wide)))"""
_STATE = """CASE WHEN new.deleted IS NOT NULL THEN 'deleted' WHEN new.state IS NOT NULL THEN new.state
        WHEN EXISTS (SELECT 1 FROM reading WHERE reading.article = new.id) THEN 'reading' ELSE 'new' END"""
# By hand: where a trigger has a conflict, the statement that set it off says what is to be done, whatever stands here.
_IS_STALE = "DELETE FROM stale WHERE article = {0}; INSERT INTO stale (article) VALUES ({0});"
_NEW_IS_STALE, _OLD_IS_STALE = _IS_STALE.format("new.id"), _IS_STALE.format("old.id")
_COUNTED = """UPDATE listed SET highlights = highlights {sign} (layer = 'highlight'),
            mentions = mentions {sign} (layer = 'entity'), claims = claims {sign} (layer = 'claim')
        FROM tag WHERE tag.name = {row}.tag AND listed.article = {row}.article AND {row}.status = 'accepted';"""
_LESS, _MORE = _COUNTED.format(sign="-", row="old"), _COUNTED.format(sign="+", row="new")

_TRIGGERS = (
    f"""CREATE TRIGGER article_is_listed AFTER INSERT ON article BEGIN
        INSERT INTO listed (number, article, state, language) VALUES ({_NUMBER}, new.id, {_STATE}, new.language);
        {_NEW_IS_STALE} END""",
    f"""CREATE TRIGGER article_moves_in_the_list AFTER UPDATE OF published ON article
    WHEN new.published IS NOT old.published BEGIN
        UPDATE listed SET number = {_NUMBER} WHERE article = new.id;
        {_NEW_IS_STALE} END""",
    f"""CREATE TRIGGER article_reads_otherwise AFTER UPDATE OF title, byline, outlet, text ON article
    WHEN (new.title, new.byline, new.outlet, new.text) IS NOT (old.title, old.byline, old.outlet, old.text) BEGIN
        {_NEW_IS_STALE} END""",
    f"""CREATE TRIGGER article_is_listed_otherwise AFTER UPDATE OF state, deleted, language ON article BEGIN
        UPDATE listed SET state = {_STATE}, language = new.language WHERE article = new.id; END""",
    f"""CREATE TRIGGER article_is_not_listed AFTER DELETE ON article BEGIN
        DELETE FROM listed WHERE article = old.id;
        {_OLD_IS_STALE} END""",
    f"""CREATE TRIGGER text_is_here_now AFTER UPDATE OF text ON text WHEN old.text IS NULL BEGIN
        {_IS_STALE.format("new.article")} END""",
    """CREATE TRIGGER article_is_being_read AFTER INSERT ON reading BEGIN
        UPDATE listed SET state = 'reading' WHERE article = new.article AND state = 'new'
            AND (SELECT state FROM article WHERE id = new.article) IS NULL; END""",
    f"CREATE TRIGGER mark_is_counted AFTER INSERT ON annotation BEGIN {_MORE} END",
    f"CREATE TRIGGER mark_is_not_counted AFTER DELETE ON annotation BEGIN {_LESS} END",
    f"""CREATE TRIGGER mark_is_counted_otherwise AFTER UPDATE OF article, tag, status ON annotation
    WHEN (new.article, new.tag, new.status) IS NOT (old.article, old.tag, old.status) BEGIN {_LESS} {_MORE} END""",
    """CREATE TRIGGER article_is_like_another AFTER INSERT ON likeness BEGIN
        UPDATE listed SET alike = new.first WHERE article = new.article; END""",
    """CREATE TRIGGER article_is_like_yet_another AFTER UPDATE ON likeness BEGIN
        UPDATE listed SET alike = NULL WHERE article = old.article;
        UPDATE listed SET alike = new.first WHERE article = new.article; END""",
    """CREATE TRIGGER article_is_like_no_other AFTER DELETE ON likeness BEGIN
        UPDATE listed SET alike = NULL WHERE article = old.article; END""",
)

_LIFTED = (
    "annotation_keeps_its_text text_is_never_edited text_is_never_removed source_is_never_edited source_is_never_removed"
    " history_is_never_edited history_is_never_removed history_rows_are_never_edited history_rows_are_never_removed"
).split()
"""The rules of migration 001 that do not hold during an overhaul."""
_STATES = "('new', 'reading', 'done'"


def third(db: Database) -> None:
    """Bring a library of schema 2 to 3; the index of words is made later (store.database.searching)."""
    connection = db.conn
    for statement in _TABLES:
        connection.execute(statement)
    _allow_setting_aside(connection)
    for name in _LIFTED:
        _lift_during_overhaul(connection, name)
    for statement in _TRIGGERS:
        connection.execute(statement)
    list_what_is_not(connection)


def _allow_setting_aside(connection: sqlite3.Connection) -> None:
    """Let an article have one more state: a CHECK is not kept in the file's pages, so that its words are all there is."""
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'article'", [_STATES, f"{_STATES}, 'aside'"]
    )
    connection.execute("PRAGMA writable_schema = RESET")


def _lift_during_overhaul(connection: sqlite3.Connection, name: str) -> None:
    (rule,) = connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?", [name]).fetchone()
    head, begin, body = str(rule).partition("BEGIN")
    what, _, when = head.partition("WHEN ")
    lifted = f"NOT EXISTS (SELECT 1 FROM overhaul){f' AND ({when.strip()})' if when else ''}"
    connection.execute(f"DROP TRIGGER {name}")
    connection.execute(f"{what.strip()} WHEN {lifted}\n    {begin}{body}")


def list_what_is_not(connection: sqlite3.Connection) -> None:
    """A row for each article that has none, in the caller's transaction, made as the triggers make it for a new one."""
    order = "ORDER BY published, added, id"
    connection.execute("CREATE TEMP TABLE here AS SELECT * FROM article LIMIT 0")
    connection.execute(
        f"""CREATE TEMP TRIGGER is_listed AFTER INSERT ON here BEGIN
        INSERT INTO listed (number, article, state, language) VALUES ({_NUMBER}, new.id, {_STATE}, new.language);
        {_NEW_IS_STALE} END"""
    )
    missing = "id NOT IN (SELECT article FROM listed)"
    connection.execute(f"INSERT INTO here SELECT * FROM article WHERE {missing} {order}")
    connection.execute("DROP TABLE here")
    connection.execute("UPDATE listed SET alike = first FROM likeness WHERE likeness.article = listed.article")
    connection.execute(
        """UPDATE listed SET highlights = h, mentions = m, claims = c FROM (
            SELECT article AS of, sum(layer = 'highlight') AS h, sum(layer = 'entity') AS m, sum(layer = 'claim') AS c
            FROM annotation JOIN tag ON tag.name = annotation.tag WHERE status = 'accepted' GROUP BY article)
        WHERE listed.article = of"""
    )

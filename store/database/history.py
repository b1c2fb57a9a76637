"""The history: what happened, and which step undo and redo would take next. How one is taken: store.database.reverting.

Everyone walks their own steps. A step is in force or taken back; which, the last change of its chain says: the step, the
undo that names it, the redo that names that undo, and so on. Undo takes the newest step in force, redo the newest that
was taken back since this annotator last did something new. Adding an article, and marks that found their words in a
text that came, are told and not walked.

A step goes back row by row, and only where each row is as the step left it and nothing of somebody else's rests on it;
else none of it does, and the walk may pass it over to the one before. It is tried first again the next time, for what
stood in its way may be gone. Two things that nobody did on purpose stand in no step's way: that a mark moved to the
text that came, and that an entity was taken up by others. So an entity that a step made stays where somebody else's
mark names it or it was changed since; one that a step would bring back, and that is here, stays as it is; and one that
a step's marks name, and that somebody's undo took away meanwhile, comes back with them. A mark that comes back and names
an entity that was united with another meanwhile names that one.

A new text version takes the marks along. When it is taken back they come back to where they were; but one that was changed
since stays as it is (and looks for its words anew, see store.database.keeping_again), and of many articles that were
cleaned again in one step those that were changed since stay as they are. What gave a mark other words goes back where the
mark moved since, as long as the former words are found in the text that it moved to (see store.database.moved).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterator

from store.database.transactions import in_a_snapshot
from store.errors import NotFound
from store.model import Change, Deed, Step, Touched

_COLUMNS = "number, id, at, annotator, action, summary, article, undoes"
# The raw source is never thrown away, so adding an article has no rows. An undo may have found nothing left to do.
_WALKED = (
    "action <> 'add' AND action NOT IN ('place', 'merge', 'purge') AND (undoes IS NOT NULL"
    " OR EXISTS (SELECT 1 FROM change_row WHERE change_row.change = change.number))"
)
# The columns that name the annotation a row belongs to.
_ANNOTATION_OF = {
    "annotation": ("id",),
    "part": ("annotation",),
    "claim": ("annotation",),
    "attribution": ("claim",),
    "relation": ("origin", "target"),
}
_CHANGED = {"part": "words", "claim": "claim", "attribution": "chain"}
"""What of a mark the rows of a table are."""
_MOST = 1000
"""The most rows of a step that are looked at: an import has thousands."""


@in_a_snapshot
def changes(connection: sqlite3.Connection, *, article: str | None = None) -> Iterator[Change]:
    """The history, newest first, all of it or one article's."""
    where, values = ("", []) if article is None else ("WHERE article = ?", [article])
    query = f"SELECT {_COLUMNS} FROM change {where} ORDER BY number DESC"
    # All at once: a cursor left open half way would hold an old snapshot, and the next write would fail on it.
    return (_change(row) for row in connection.execute(query, values).fetchall())


def last_at(connection: sqlite3.Connection) -> str:
    """The latest time of a change, but for articles that were added; "" where there is none."""
    (at,) = connection.execute("SELECT coalesce(max(at), '') FROM change WHERE action <> 'add'").fetchone()
    return str(at)


@in_a_snapshot
def has_steps_by(connection: sqlite3.Connection, annotator: str) -> bool:
    """Whether an annotator has done anything here."""
    return connection.execute("SELECT 1 FROM change WHERE annotator = ? LIMIT 1", [annotator]).fetchone() is not None


@in_a_snapshot
def touched(connection: sqlite3.Connection, since: int, most: int) -> Touched:
    """What was touched after the change of a number; which annotations is told of up to so many rows."""
    (number,) = connection.execute("SELECT coalesce(max(number), 0) FROM change").fetchone()
    rows = connection.execute(
        "SELECT name, coalesce(after, before) AS image FROM change_row WHERE change > ? LIMIT ?", [since, most + 1]
    ).fetchall()
    if len(rows) > most:
        return Touched(number, None, True)
    names = [(row["name"], json.loads(row["image"])) for row in rows]
    ids = {image[key] for name, image in names for key in _ANNOTATION_OF.get(name, ())}
    return Touched(number, frozenset(ids), any(name in ("entity", "alias") for name, _ in names))


@in_a_snapshot
def who_wrote(connection: sqlite3.Connection, since: int, article: str) -> list[str]:
    """Who changed something after the change of a number that is an article's, or no article's alone; the first first."""
    rows = connection.execute(
        "SELECT annotator FROM change WHERE number > ? AND (article = ? OR article IS NULL)"
        " GROUP BY annotator ORDER BY min(number)",
        [since, article],
    )
    return [row["annotator"] for row in rows]


@in_a_snapshot
def last_to_change(connection: sqlite3.Connection, annotation: str) -> str | None:
    """Who changed an annotation last."""
    row = connection.execute(
        "SELECT annotator FROM change WHERE EXISTS (SELECT 1 FROM change_row WHERE change_row.change = change.number"
        " AND name = 'annotation' AND json_extract(coalesce(after, before), '$.id') = ?) ORDER BY number DESC LIMIT 1",
        [annotation],
    ).fetchone()
    return None if row is None else row["annotator"]


@in_a_snapshot
def last_to_change_entity(connection: sqlite3.Connection, entity: str) -> str | None:
    """Who changed an entity last, or one of its other names."""
    row = connection.execute(
        "SELECT annotator FROM change WHERE EXISTS (SELECT 1 FROM change_row WHERE change_row.change = change.number"
        " AND ((name = 'entity' AND json_extract(coalesce(after, before), '$.id') = ?1)"
        " OR (name = 'alias' AND json_extract(coalesce(after, before), '$.entity') = ?1))) ORDER BY number DESC LIMIT 1",
        [entity],
    ).fetchone()
    return None if row is None else row["annotator"]


def to_undo(
    connection: sqlite3.Connection, annotator: str, passing: Container[str] = (), only: Deed | None = None
) -> tuple[int, Change] | None:
    """The newest step of an annotator that is in force, or None; a redo counts as the step it did again.

    The number is its place in the history. passing: the identifiers of changes to pass over. only: steps of that kind.
    """
    for number, change, is_last in _walk(connection, annotator):
        if not is_last or change.action is Deed.UNDO or change.id in passing:
            continue
        if only is None or origin(connection, change.id).change.action is only:
            return number, change
    return None


def to_redo(connection: sqlite3.Connection, annotator: str, passing: Container[str] = ()) -> tuple[int, Change] | None:
    """The undo that redo would take back, or None where there is none or something was done since."""
    for number, change, is_last in _walk(connection, annotator):
        if change.undoes is None:
            return None
        if is_last and change.action is Deed.UNDO and change.id not in passing:
            return number, change
    return None


@in_a_snapshot
def rows_ahead(connection: sqlite3.Connection, annotator: str, deed: Deed, most: int) -> int:
    """How many rows the step has that is undone, or done again, next; most at most, 0 where there is none."""
    found = to_undo(connection, annotator) if deed is Deed.UNDO else to_redo(connection, annotator)
    if found is None:
        return 0
    query = "SELECT count(*) FROM (SELECT 1 FROM change_row WHERE change = ? LIMIT ?)"
    (rows,) = connection.execute(query, [found[0], most]).fetchone()
    return int(rows)


@in_a_snapshot
def origin(connection: sqlite3.Connection, change: str) -> Step:
    """The step that an undo or a redo is about in the end.

    Raises NotFound where there is no such change.
    """
    while True:
        row = connection.execute(f"SELECT {_COLUMNS} FROM change WHERE id = ?", [change]).fetchone()
        if row is None:
            raise NotFound("that change is not in the history of this library")
        if row["undoes"] is None:
            break
        change = row["undoes"]
    marks: dict[str, None] = {}
    changed: dict[str, None] = {}
    for name, before, after in connection.execute(
        "SELECT name, before, after FROM change_row WHERE change = ? ORDER BY position LIMIT ?", [row["number"], _MOST]
    ).fetchall():
        old, new = (json.loads(image) if image else {} for image in (before, after))
        if name == "annotation":
            marks[(new or old)["id"]] = None
            fields = (each for each in ("tag", "entity", "note") if old and new and old[each] != new[each])
            changed |= dict.fromkeys(fields)
        elif name in _CHANGED:
            changed[_CHANGED[name]] = None
    return Step(_change(row), tuple(marks), tuple(changed))


def _walk(connection: sqlite3.Connection, annotator: str) -> Iterator[tuple[int, Change, bool]]:
    """The changes of an annotator, newest first, each with its number and whether it is the last of its chain.

    By their times: what came with a merge may have been done before what was done here.
    """
    named: set[str] = set()
    query = f"SELECT {_COLUMNS} FROM change WHERE annotator = ? AND {_WALKED} ORDER BY at DESC, number DESC"
    for row in connection.execute(query, [annotator]):
        change = _change(row)
        if change.undoes is not None:
            named.add(change.undoes)
        yield row["number"], change, change.id not in named


def _change(row: sqlite3.Row) -> Change:
    return Change(
        id=row["id"],
        at=row["at"],
        annotator=row["annotator"],
        action=Deed(row["action"]),
        summary=row["summary"],
        article=row["article"],
        undoes=row["undoes"],
    )

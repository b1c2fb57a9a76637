"""Bringing the rows that were changed in both libraries, or came, to what store.merging says, root by root.

A root is an article, a mark with all that belongs to it, an entity with its names, or a row that stands for itself. What is
written here no history follows: the changes that it follows from stand there already.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from store import merging
from store.database import annotations, articles, likenesses
from store.database.keeping_again import Passages
from store.database.merging.identities import joint
from store.database.recording import KEYS, Action, Row
from store.merging import Mark, Side, Step, Told
from store.model import Article, Layer, Part, Role
from store.text import Span

_IMAGE = "coalesce(after, before)"
_KIND = """CASE name WHEN 'part' THEN 'annotation' WHEN 'claim' THEN 'annotation' WHEN 'attribution' THEN 'annotation'
    WHEN 'alias' THEN 'entity' ELSE name END"""
_ROOT = f"""CASE name WHEN 'part' THEN json_extract({_IMAGE}, '$.annotation')
    WHEN 'claim' THEN json_extract({_IMAGE}, '$.annotation')
    WHEN 'attribution' THEN json_extract({_IMAGE}, '$.claim') WHEN 'alias' THEN json_extract({_IMAGE}, '$.entity')
    WHEN 'label' THEN json_extract({_IMAGE}, '$.article') || ' ' || json_extract({_IMAGE}, '$.name')
    WHEN 'queue' THEN json_extract({_IMAGE}, '$.name') ELSE json_extract({_IMAGE}, '$.id') END"""
_COMPARED = "title, byline, outlet, url, published, language, state, added, updated, found, outlet_key, deleted"
_ROOTS = (
    "CREATE TEMP TABLE root (kind TEXT, id TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID",
    # The articles that both have and that differ; is_other: in their text as well.
    f"""CREATE TEMP TABLE differing AS SELECT joint, theirs,
            here.text IS NOT {joint("text", "its.text")} AS is_other
        FROM common JOIN main.article AS here ON here.id = joint JOIN other.article AS its ON its.id = theirs
        WHERE ({", ".join(f"here.{each}" for each in ("text", *_COMPARED.split(", ")))})
            IS NOT ({joint("text", "its.text")}, {", ".join(f"its.{each}" for each in _COMPARED.split(", "))})""",
    "INSERT INTO root SELECT 'article', joint FROM differing",
    f"""INSERT OR IGNORE INTO root SELECT {_KIND}, {_ROOT} FROM taken
        JOIN main.change_row USING (change, position) WHERE name NOT IN ('article', 'relation', 'queue', 'tag')""",
    "INSERT OR IGNORE INTO root SELECT 'annotation', id FROM main.annotation"
    " WHERE article IN (SELECT joint FROM differing WHERE is_other UNION SELECT id FROM completed)",
    # What a mark names comes back with it, also where it was taken out here.
    """INSERT OR IGNORE INTO root SELECT 'entity', json_extract(before, '$.id') FROM main.change_row
        WHERE name = 'entity' AND after IS NULL AND EXISTS (SELECT 1 FROM taken)""",
)
_TURNS = (
    "CREATE TEMP TABLE told (kind TEXT, id TEXT, change INTEGER, position INTEGER)",
    f"""INSERT INTO told SELECT kind, id, change, position FROM
            (SELECT {_KIND} AS kind, {_ROOT} AS id, change, position FROM main.change_row)
        WHERE EXISTS (SELECT 1 FROM root) AND (kind, id) IN (SELECT kind, id FROM root)""",
    "CREATE INDEX told_by_root ON told (kind, id)",
    # Marks by their articles: each is read once.
    """CREATE TABLE temp.turn AS SELECT kind, id, CASE kind WHEN 'annotation' THEN
            (SELECT json_extract(coalesce(after, before), '$.article') FROM told JOIN main.change_row USING (change, position)
                WHERE told.kind = 'annotation' AND told.id = root.id AND name = 'annotation' LIMIT 1) END AS home
        FROM root ORDER BY CASE kind WHEN 'article' THEN 0 WHEN 'annotation' THEN 1 WHEN 'entity' THEN 3 ELSE 2 END,
            home, id""",
)
_ROOT_BY_ROOT = 500


@dataclass
class Decided:
    """What became of the marks: how many came, were changed and went, and which have no words in their texts."""

    come: int = 0
    changed: int = 0
    gone: int = 0
    others: int = 0
    orphans: list[str] = field(default_factory=list)


class Deciding:
    """Goes over the roots. connection: with both libraries, and what identities and uniting made."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._layers = {
            row["name"]: Layer(row["layer"]) for row in connection.execute("SELECT name, layer FROM main.tag")
        }
        self._at: tuple[Article, Passages | None] | None = None
        self.decided = Decided()

    def roots(self) -> int:
        """Find what is to be decided; how much it is."""
        for statement in (*_ROOTS, *_TURNS):
            self._connection.execute(statement)
        self._connection.execute("CREATE TEMP TABLE other_text (article TEXT PRIMARY KEY)")
        (number,) = self._connection.execute("SELECT count(*) FROM turn").fetchone()
        return int(number)

    def go(self, tell: Callable[[int], None]) -> Decided:
        """Decide; tell is called with how many roots are done."""
        done = 0
        while rows := self._connection.execute(
            "SELECT kind, id, home FROM turn WHERE rowid > ? ORDER BY rowid LIMIT ?", [done, _ROOT_BY_ROOT]
        ).fetchall():
            for row in rows:
                steps = merging.steps_of(self._told(row["kind"], row["id"]))
                match row["kind"]:
                    case "article":
                        self._article(row["id"], steps)
                    case "annotation":
                        self._mark(row["id"], row["home"], steps)
                    case "entity":
                        self._entity(row["id"], steps)
                    case kind:
                        self._row(kind, steps)
            done += len(rows)
            tell(done)
        return self.decided

    def _told(self, kind: str, root: str) -> Iterator[Told]:
        rows = self._connection.execute(
            """SELECT at, change.id, (told.change, told.position) IN (SELECT change, position FROM taken) AS is_new,
                name, before, after FROM told JOIN main.change ON number = told.change
            JOIN main.change_row USING (change, position) WHERE kind = ? AND told.id = ? ORDER BY change, position""",
            [kind, root],
        ).fetchall()
        return map(_as_told, rows)

    # --- articles -----------------------------------------------------------------------------------------------------

    def _article(self, identifier: str, steps: Sequence[Step]) -> None:
        ours = self._side("main", "article.*", "here.id = ?", identifier)
        theirs = self._side(
            "other",
            f"article.*, {joint('article', 'article.id')} AS id, {joint('source', 'article.source')} AS source,"
            f" {joint('text', 'article.text')} AS text",
            "here.id = (SELECT theirs FROM common WHERE joint = ?)",
            identifier,
        )
        row = merging.article_of(steps, ours, theirs)
        Action(self._connection).update("article", ours.row, **row)
        if row == ours.row:
            return
        self.decided.others += row | {"added": None, "found": None} != ours.row | {"added": None, "found": None}
        was, now = ours.row["deleted"], row["deleted"]
        if was is None and now is not None:
            likenesses.put_away(self._connection, [identifier])
        elif was is not None and now is None:
            likenesses.bring_back(self._connection, [identifier])
        if any(row[each] != ours.row[each] for each in ("text", "outlet_key")):
            self._connection.execute("INSERT OR IGNORE INTO other_text VALUES (?)", [identifier])

    def _side(self, library: str, columns: str, where: str, identifier: str) -> Side:
        # Words that came just now were not here when the article was given its title and the rest.
        is_here = "version.text IS NOT NULL" + (" AND version.id NOT IN lacking" if library == "main" else "")
        row = dict(
            self._connection.execute(
                f"SELECT {columns.replace('article.', 'here.')}, version.sha256 AS sha256, {is_here} AS is_here"
                f" FROM {library}.article AS here JOIN {library}.text AS version ON version.id = here.text WHERE {where}",
                [identifier],
            ).fetchone()
        )
        return Side(row, str(row.pop("sha256")), bool(row.pop("is_here")))

    # --- marks --------------------------------------------------------------------------------------------------------

    def _mark(self, identifier: str, home: str, steps: Sequence[Step]) -> None:
        action = Action(self._connection)
        before = action.row("annotation", id=identifier)
        mark = merging.mark_of(steps, self._layers)
        if mark is None:
            annotations.delete(action, identifier)
            self.decided.gone += before is not None
            return
        row, parts = self._placed(action, before, home, mark)
        if before is not None and before["text"] != row["text"]:
            action.replace("part", (), annotation=identifier)
        if before is None:
            action.insert("annotation", row)
        else:
            action.update("annotation", before, **row)
        action.replace("part", parts, annotation=identifier)
        action.replace("claim", [mark.claim] if mark.claim else [], annotation=identifier)
        action.replace("attribution", mark.chain, claim=identifier)
        self.decided.come += before is None
        self.decided.changed += before is not None and not action.empty

    def _placed(self, action: Action, before: Row | None, home: str, mark: Mark) -> tuple[Row, Sequence[Row]]:
        """Where a mark stands: where it stood, if nothing moved; else in the article's text, as far as it is found there."""
        article, passages = self._home(home)
        stand = action.rows("part", annotation=str(before["id"])) if before is not None and not mark.is_new else []
        # Words that were put last by another tag than the one it has now are not these.
        is_same = {part["role"] for part in stand} == {part["role"] for part in mark.parts}
        if before is not None and is_same and not self._is_other(home):
            depths = {part["position"]: part["depth"] for part in mark.parts}
            return mark.row | {"text": before["text"]}, [
                row | {"depth": depths.get(row["position"], row["depth"])} for row in stand
            ]
        version = str(mark.row["text"])
        if passages is None or version == article.text_id:
            return mark.row, mark.parts
        moved = passages.place(version, tuple(map(_part, mark.parts)))
        if moved is None:
            self.decided.orphans.append(str(mark.row["id"]))
            return mark.row, mark.parts
        return mark.row | {"text": article.text_id}, [
            row | _place(part) for row, part in zip(mark.parts, moved, strict=True)
        ]

    def _home(self, identifier: str) -> tuple[Article, Passages | None]:
        if self._at is None or self._at[0].id != identifier:
            article = articles.article(self._connection, identifier)
            assert article is not None
            self._at = article, Passages(self._connection, article.document) if article.document else None
        return self._at

    def _is_other(self, article: str) -> bool:
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM other_text WHERE article = ?1) OR EXISTS (SELECT 1 FROM completed WHERE id = ?1)",
            [article],
        ).fetchone()
        return bool(row[0])

    # --- the others ---------------------------------------------------------------------------------------------------

    def _entity(self, identifier: str, steps: Sequence[Step]) -> None:
        action = Action(self._connection)
        named = merging.entity_of(steps)
        is_there = named.is_there or any(
            self._connection.execute(f"SELECT 1 FROM main.{table} WHERE {column} = ? LIMIT 1", [identifier]).fetchone()
            for table, column in (("annotation", "entity"), ("attribution", "entity"), ("entity", "merged_into"))
        )
        action.replace("alias", named.aliases if is_there else [], entity=identifier)
        action.replace("entity", [named.row] if is_there else [], id=identifier)
        self.decided.others += not action.empty

    def _row(self, kind: str, steps: Sequence[Step]) -> None:
        action = Action(self._connection)
        before, after = steps[-1].one(kind)
        image = after or before
        assert image is not None
        row = merging.row_of(steps, kind)
        action.replace(kind, [row] if row else [], **{column: image[column] for column in KEYS[kind]})
        self.decided.others += not action.empty


def _as_told(row: sqlite3.Row) -> Told:
    before, after = (json.loads(row[image]) if row[image] else None for image in ("before", "after"))
    return Told(row["at"], row["id"], bool(row["is_new"]), row["name"], before, after)


def _part(row: Row) -> Part:
    start, end = row["start"], row["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    return Part(Role(str(row["role"])), Span(start, end), str(row["exact"]), str(row["prefix"]), str(row["suffix"]))


def _place(part: Part) -> Row:
    source = part.source
    return {
        "start": part.span.start,
        "end": part.span.end,
        "exact": part.exact,
        "prefix": part.prefix,
        "suffix": part.suffix,
        "source_start": source.start if source else None,
        "source_end": source.end if source else None,
    }

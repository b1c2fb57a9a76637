"""Keeping a new text version of an article: marks, the reading position and what is derived from texts go with the words.

A mark whose words are not in the new version for sure stays on the one it was made on: an orphan, and never lost.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from store.anchoring import Passage
from store.database import annotations, articles, likenesses
from store.database.quotes import checked_together
from store.database.recording import Action
from store.database.transactions import in_a_snapshot
from store.document import Document
from store.model import Annotation, Article, Part, State
from store.recleaning import Moved, Orphan


class Passages:
    """The ways from versions of an article's text to one document, each made when it is first asked for."""

    def __init__(self, connection: sqlite3.Connection, document: Document) -> None:
        self._connection = connection
        self._document = document
        self._made: dict[str, Passage] = {}

    def of(self, text_id: str) -> Passage:
        """The way from a version."""
        if text_id not in self._made:
            self._made[text_id] = Passage(articles.words(self._connection, text_id), self._document.text)
        return self._made[text_id]

    def move(self, mark: Annotation) -> tuple[Part, ...] | None:
        """The parts of a mark in the document, each with its place in the source; None where one is not found for sure."""
        return self.place(mark.text_id, mark.parts)

    def place(self, text_id: str, given: tuple[Part, ...]) -> tuple[Part, ...] | None:
        """Parts of a mark on a version, as move finds those of one that stands on it."""
        if (parts := self.of(text_id).move(given)) is None:
            return None
        to_source = self._document.source_map.to_source
        return tuple(replace(part, source=to_source(part.span)) for part in parts)


@in_a_snapshot
def moves(connection: sqlite3.Connection, old: Article, new: Article) -> list[Moved]:
    """Where the marks of an article stand in its new text, those that wait for words included; none where it is the same."""
    if new.document is None or new.text_sha256 == old.text_sha256:
        return []
    there = articles.texts(connection, old.id).get(new.text_sha256, ("", False))[0]
    passages = Passages(connection, new.document)
    return [
        Moved(mark, mark.parts if mark.text_id == there else passages.move(mark))
        for mark in annotations.of_article(connection, old.id)
    ]


def keep(
    connection: sqlite3.Connection, action: Action, old: Article, new: Article, at: str, new_id: Callable[[], str]
) -> tuple[Article, Sequence[Moved]]:
    """Keep an article as it is cleaned now, and move its marks; as it is kept, and what became of them."""
    moved: Sequence[Moved] = ()
    if new.text_sha256 != old.text_sha256:
        moved = moves(connection, old, new)
        here = articles.texts(connection, old.id).get(new.text_sha256)
        new = replace(new, text_id=here[0] if here else new_id())
        if here is None or not here[1]:
            articles.insert_text(
                *(connection, new.text_id),
                article=new.id,
                sha256=new.text_sha256,
                document=new.document,
                cleaner=new.cleaner,
                created=at,
            )
    articles.rewrite(action, new)
    with checked_together(connection, new.id, sum(len(mark.parts) for mark, _ in moved)):
        for mark, parts in moved:
            if parts is not None and mark.text_id != new.text_id:
                annotations.write(action, replace(mark, text_id=new.text_id, parts=parts))
    follow(connection, new)
    return new, moved


def settle(connection: sqlite3.Connection, placing: Action, article: str) -> None:
    """After a walk through the history: marks on another version than the current one look for their words in that."""
    here = articles.article(connection, article)
    if here is None or here.document is None:
        return
    if annotations.some_wait(connection, article):
        passages = Passages(connection, here.document)
        for mark in annotations.of_article(connection, article):
            if mark.text_id != here.text_id and (parts := passages.move(mark)) is not None:
                annotations.write(placing, replace(mark, text_id=here.text_id, parts=parts))
    follow(connection, here)


def unsettled(connection: sqlite3.Connection, action: Action) -> list[str]:
    """The articles whose text became another by an action, or that got marks on another version than their text."""
    touched = {
        str(after["id"]): None
        for before, after in action.written("article")
        if before and after and any(before.get(name) != after.get(name) for name in ("text", "outlet_key"))
    }
    standing = {(str(after["article"]), str(after["text"])) for _, after in action.written("annotation") if after}
    return list(touched | dict.fromkeys(articles.now_otherwise(connection, standing)))


def follow(connection: sqlite3.Connection, article: Article) -> None:
    """After an article's text or outlet became another: the reading position goes with the words, and what is derived from
    the text and the outlet is made again.
    """
    assert article.document is not None
    row = connection.execute("SELECT text, position FROM reading WHERE article = ?", [article.id]).fetchone()
    if row is not None and row["text"] != article.text_id:
        position = Passages(connection, article.document).of(row["text"]).offset(row["position"])
        connection.execute(
            "UPDATE reading SET text = ?, position = ? WHERE article = ?", [article.text_id, position, article.id]
        )
    # The page of an article that no outlet is known of any more stays: that may be taken back.
    connection.execute(
        "UPDATE page SET outlet = outlet_key FROM article WHERE article.id = ?1 AND article = ?1 AND outlet_key <> ''",
        [article.id],
    )
    likenesses.remember(connection, article.id, article.text)
    if article.state is State.DELETED:
        likenesses.put_away(connection, [article.id])


@in_a_snapshot
def orphans(connection: sqlite3.Connection, article: str | None) -> tuple[Orphan, ...]:
    """The marks that stand on another version than their article's current text, by article and place."""
    rows = connection.execute(
        "SELECT annotation.id, article.id AS article, title FROM annotation JOIN article ON article.id = annotation.article"
        " WHERE annotation.text <> article.text AND (article.id = ?1 OR ?1 IS NULL AND deleted IS NULL) ORDER BY article.id",
        [article],
    ).fetchall()
    marks = {mark.id: mark for mark in annotations.by_ids(connection, [row["id"] for row in rows])}
    found: list[Orphan] = []
    ways: dict[str, Passages | None] = {}
    for row in rows:
        if row["article"] not in ways:
            here = articles.article(connection, row["article"])
            ways = {row["article"]: Passages(connection, here.document) if here and here.document else None}
        mark, passages = marks[row["id"]], ways[row["article"]]
        found.append(Orphan(mark, row["title"], passages.of(mark.text_id).offset(mark.start) if passages else 0))
    return tuple(sorted(found, key=lambda each: (each.annotation.article, each.near, each.annotation.id)))


@in_a_snapshot
def of_outlet(connection: sqlite3.Connection, outlet: str) -> list[str]:
    """The articles of an outlet, by its key or its name in any case, in order of identifier."""
    rows = connection.execute(
        "SELECT id, outlet, outlet_key FROM article WHERE (outlet_key <> '' OR outlet <> '') AND deleted IS NULL"
    )
    wanted = " ".join(outlet.casefold().split())
    named = ((row["id"], row["outlet_key"], " ".join((row["outlet"] or "").casefold().split())) for row in rows)
    return sorted(identifier for identifier, *names in named if wanted and wanted in names)


@in_a_snapshot
def cleaned_otherwise(connection: sqlite3.Connection, cleaner: str) -> list[str]:
    """The articles whose text another cleaner made than this, and whose bytes are here, in order of identifier."""
    rows = connection.execute(
        "SELECT article.id FROM article JOIN text ON text.id = article.text JOIN source ON source.id = article.source"
        " WHERE text.cleaner <> ? AND source.raw IS NOT NULL AND deleted IS NULL ORDER BY article.id",
        [cleaner],
    )
    return [row["id"] for row in rows]


@in_a_snapshot
def untouched(connection: sqlite3.Connection, outlets: Iterable[str]) -> list[str]:
    """The articles of some outlets whose pages are remembered, and that nobody has marked, opened or put in order."""
    rows = connection.execute(
        """SELECT page.article FROM page JOIN article ON article.id = page.article
        WHERE page.outlet IN (SELECT value FROM json_each(?)) AND article.outlet_key = page.outlet
            AND article.state IS NULL AND article.deleted IS NULL
            AND NOT EXISTS (SELECT 1 FROM reading WHERE reading.article = article.id)
            AND NOT EXISTS (SELECT 1 FROM annotation WHERE annotation.article = article.id)
            AND NOT EXISTS (SELECT 1 FROM correction WHERE correction.article = article.id)
        ORDER BY page.article""",
        [json.dumps(list(outlets))],
    )
    return [row["article"] for row in rows]

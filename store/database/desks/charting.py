"""What a timeline needs besides the rows of the desks: which claims are about an entity, how they are related, references."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from store.database.transactions import in_a_snapshot
from store.model import Metadata, Relation, RelationKind

# In its chain, or named by a mention that shares words with what is said.
_ABOUT = """SELECT claim AS id FROM attribution WHERE entity = :entity
    UNION SELECT content.annotation FROM annotation AS mention
        CROSS JOIN part AS word ON word.annotation = mention.id
        CROSS JOIN annotation AS other ON other.article = mention.article AND other.text = mention.text
        CROSS JOIN part AS content ON content.annotation = other.id AND content.role = 'content'
            AND content.start < word."end" AND word.start < content."end"
        WHERE mention.entity = :entity AND mention.status = 'accepted'"""
_SOME = "(SELECT value FROM json_each(?1))"


@in_a_snapshot
def claims_about(connection: sqlite3.Connection, entity: str) -> list[str]:
    """The accepted claims whose chain names an entity, or that name it in what they say; those of the newest article first."""
    rows = connection.execute(
        f"""SELECT about.id FROM ({_ABOUT}) AS about JOIN annotation ON annotation.id = about.id
            JOIN claim ON claim.annotation = about.id JOIN listed ON listed.article = annotation.article
        WHERE status = 'accepted' AND listed.state <> 'deleted' ORDER BY listed.number DESC, about.id""",
        {"entity": entity},
    )
    return [row["id"] for row in rows]


@in_a_snapshot
def relations_among(connection: sqlite3.Connection, claims: Iterable[str]) -> list[Relation]:
    """The relations both of whose ends are among some claims, the oldest first."""
    rows = connection.execute(
        # The sign keeps SQLite from seeking each of them together with each of the others.
        f"SELECT * FROM relation WHERE origin IN {_SOME} AND +target IN {_SOME} ORDER BY id",
        [json.dumps(list(claims))],
    )
    return [
        Relation(
            *(row["id"], row["origin"], row["target"], RelationKind(row["kind"])),
            annotator=row["annotator"],
            created=row["created"],
            note=row["note"],
        )
        for row in rows
    ]


@in_a_snapshot
def metadata_of(connection: sqlite3.Connection, articles: Iterable[str]) -> dict[str, Metadata]:
    """What is known of articles besides their texts, by identifier."""
    rows = connection.execute(
        f"SELECT id, title, byline, outlet, url, published, language, updated FROM article WHERE id IN {_SOME}",
        [json.dumps(list(articles))],
    )
    return {
        row["id"]: Metadata(
            *(row["title"], row["byline"], row["outlet"], row["url"], row["published"], row["language"]),
            updated=row["updated"],
        )
        for row in rows
    }

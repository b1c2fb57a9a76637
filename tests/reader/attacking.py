"""A library whose every word attacks the terminal, and random words that do: of every family of sequences, and of every kind
of character that reorders, hides or fills a line.
"""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing

from store.library import Library
from store.model import (
    Alias,
    Claim,
    Draft,
    EntityDraft,
    LinkDraft,
    Metadata,
    NewEntity,
    PartDraft,
    Queue,
    RelationKind,
    Role,
)
from store.text import Span, normal_form
from tests.conftest import MakeArticle
from tests.reader.recognising import PAYLOAD

_STRINGS = (
    "]0;{}",
    "]8;;https://{}.example/",
    "]52;c;{}",
    "]1337;File=inline=1:{}",
    "P{}q#0",
    "_G{}",
    "^{}",
    "X{}",
    "k{}",
)
_CONTROLS = ("[{}m", "[?{}h", "[{};1H", "[{}J", "[!p{}", "[{}n", "[>{}c", "[{}$p", "[{};6t", "#{}", "({}", "c{}", "7{}")
_ENDS = ("\x07", "\x1b\\", "\x9c", "")
_FEW = (
    *(
        "\x00",
        "\x05",
        "\x07",
        "\x08",
        "\x0b",
        "\x0c",
        "\x0e",
        "\x0f",
        "\x11",
        "\x13",
        "\x18",
        "\x1a",
        "\x1b",
        "\x7f",
        "\r",
        "\t",
    ),
    *("\x84", "\x85", "\x88", "\x8d", "\x90", "\x9b", "\x9d", "\x9e", "\x9f"),
    *("\u061c", "\u200e", "\u200f", "\u202a", "\u202e", "\u202c", "\u2066", "\u2067", "\u2069", "\u2028", "\u2029"),
    *("\u200b", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u115f", "\u3164", "\ufff9", "\ufffb", "\u180e"),
    *("\U000e0001", "\U000e0041", "\U000e007f", "\ue000", "\U0010fffd", "\ufffe", "\U000e0fff", "\u0378"),
    *(
        "\u200d",
        "\ufe0f",
        "\ufe0e",
        "\U000e0100",
        "\U0001f468\u200d\U0001f469",
        "\u05d0\u0627",
        "\ufdfd",
        "\U000124ab",
        "\uff57",
    ),
)
_MARKUP = (
    "[@click=app.quit]{}[/]",
    "[bold red]{}",
    "[/]",
    "[link=file:///{}]x[/link]",
    "{{}}$${}",
    "%s%n{}",
    "\\x1b[{}m",
)


def attack(chance: random.Random, longest: int = 12) -> str:
    """Some hostile words; never empty."""
    return " ".join(_piece(chance) for _ in range(chance.randint(1, longest)))


def _piece(chance: random.Random) -> str:
    kind = chance.randrange(8)
    if kind < 2:
        return chance.choice(("\x1b", "\x1b\x1b")) + chance.choice(_STRINGS).format(PAYLOAD) + chance.choice(_ENDS)
    if kind == 2:
        return "\x1b" + chance.choice(_CONTROLS).format(PAYLOAD)
    if kind == 3:
        # The first byte of a sequence as one character: CSI for ESC [, OSC for ESC ], DCS, APC, PM, SOS.
        sequence = chance.choice(_STRINGS + _CONTROLS).format(PAYLOAD)
        return chr(ord(sequence[0]) + 0x40) + sequence[1:] + chance.choice(_ENDS)
    if kind == 4:
        return chance.choice(_MARKUP).format(PAYLOAD)
    if kind == 5:
        return "".join(chance.choices(_FEW, k=chance.randint(1, 6)))
    if kind == 6:
        return chance.choice(
            ("e" + "\u0301" * chance.choice((3, 300)), "\ufdfd" * 40, "\u6f22" * 90, "x" * 700, "\u0e33\u0e49" * 20)
        )
    return chr(chance.choice((chance.randrange(1, 0xD800), chance.randrange(0xE000, 0x110000)))) + "word"


NEVER_HOSTILE = frozenset(
    {
        # identifiers, and what the tables themselves hold to a few words
        *(
            "source.id",
            "source.sha256",
            "article.id",
            "article.source",
            "article.text",
            "article.state",
            "article.found",
            "article.deleted",
        ),
        *("text.id", "text.article", "text.sha256", "text.text", "text.blocks", "text.styles", "text.map"),
        *(
            "tag.name",
            "tag.layer",
            "tag.parent",
            "tag.mapping",
            "tag.key",
            "entity.id",
            "entity.tag",
            "entity.reliability",
        ),
        *(
            "entity.merged_into",
            "entity.identifiers",
            "alias.entity",
            "annotation.id",
            "annotation.article",
            "annotation.text",
        ),
        *(
            "annotation.tag",
            "annotation.entity",
            "annotation.status",
            "annotation.origin",
            "part.annotation",
            "part.role",
        ),
        *("part.exact", "claim.annotation", "claim.polarity", "claim.certainty", "claim.bound", "attribution.claim"),
        *(
            "attribution.entity",
            "attribution.mode",
            "relation.id",
            "relation.origin",
            "relation.target",
            "relation.kind",
        ),
        *(
            "reading.article",
            "reading.text",
            "change.id",
            "change.action",
            "change.article",
            "change.undoes",
            "change_row.name",
        ),
        *("change_row.before", "change_row.after", "label.article", "queue.key", "queue.filter", "queue.sort"),
        # what is derived from the others, and kept for each program itself
        *("listed", "stale", "indexed", "known", "told", "said", "unsettled", "sketched", "band", "likeness", "page"),
        *("correction", "setting", "overhaul"),
    }
)


def hostile_library(library: Library, article: MakeArticle, seed: int = 0) -> str:
    """Fill a library with an article whose words are all hostile, wherever words are; returns its identifier. The text
    begins with `Title` and holds `harbour`, by which it can be found.
    """
    chance = random.Random(seed)
    words = "\n\n".join(
        [
            f"Title {attack(chance)} harbour",
            *(f"{attack(chance)} ferry harbour {attack(chance)}." for _ in range(12)),
            "End of it.",
        ]
    )
    metadata = Metadata(*(attack(chance), attack(chance), attack(chance)), "https://example.org/", "2024-07-20", "en")
    one = article(words, metadata=metadata, raw=f"<p>{words}</p>".encode() + b"\x9b6677m\xff\x1b[6677m")
    other = article(f"Other {attack(chance)}\n\nThe harbour {attack(chance)}.")
    text = normal_form(words)
    at = text.index("ferry")
    whole = PartDraft(Role.MENTION, Span(at, at + 13))
    person = NewEntity(f"Maar {attack(chance, 2)}"[:150], "PERSON", (Alias(f"harbour{attack(chance, 1)}"[:150]),))
    made = library.annotate(one.id, Draft("PERSON", (whole,), entity=person))
    library.annotate(
        one.id, Draft("PERSON", (PartDraft(Role.MENTION, Span(0, 9)),), entity=made.entity.id if made.entity else None)
    )
    library.annotate(one.id, Draft("HIGHLIGHT", (whole,), note=attack(chance)))
    end = (PartDraft(Role.CONTENT, Span(text.index("End"), len(text))),)
    claims = []
    for number in range(3):
        claim = Claim(gist=attack(chance), unit=attack(chance, 1), quantity=number, probability_words=attack(chance, 2))
        who = made.entity.id if made.entity and number else None
        chain = (LinkDraft(who, label=attack(chance, 2), medium=attack(chance, 2)),)
        claims.append(library.annotate(one.id, Draft("CLAIM", end, note=attack(chance), claim=claim, chain=chain)).id)
    library.relate(claims[1], claims[0], RelationKind.CONTRADICTS)
    library.add_entity(EntityDraft(f"Nobody {attack(chance, 2)}"[:150], "PERSON"))
    library.label([one.id, other.id], f"label{attack(chance, 1)}"[:40])
    library.keep_queue(Queue(f"queue {attack(chance, 1)}", "harbour", key="h"))
    library.catch_up()
    _make_hostile(library, chance)
    return one.id


def _make_hostile(library: Library, chance: random.Random) -> None:
    """Hostile words past the library's own door, in every column that has words at all."""
    with closing(sqlite3.connect(library.path)) as connection, connection:
        connection.execute("INSERT INTO overhaul VALUES ('words')")  # else the tables keep to their own rules
        for table, column in wordy_columns(connection):
            change = f'UPDATE OR IGNORE {table} SET "{column}" = ?'
            try:
                rows = connection.execute(f"SELECT rowid FROM {table}").fetchall()
            except sqlite3.OperationalError:  # it has none
                connection.execute(change, [attack(chance, 4)])
                continue
            for (row,) in rows:
                connection.execute(f"{change} WHERE rowid = ?", [attack(chance, 4), row])
        connection.execute("DELETE FROM overhaul")


def wordy_columns(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The tables and columns that hold words of anybody's."""
    tables = [row[1] for row in connection.execute("PRAGMA table_list") if row[2] == "table" and row[5]]
    return [
        (table, row[1])
        for table in sorted(tables)
        if table not in NEVER_HOSTILE
        for row in connection.execute(f"PRAGMA table_info({table})").fetchall()
        if row[2] == "TEXT" and f"{table}.{row[1]}" not in NEVER_HOSTILE
    ]

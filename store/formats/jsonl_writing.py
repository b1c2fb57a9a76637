"""The lines of a JSONL file: what the library tells of an article or a mark, put together in the order of the format. Pure.

What stands inside the pieces, key by key, store.database.exporting says.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from itertools import islice

from store.database.exporting import ArticleTold, MarkTold
from store.formats.fields import escaped

SCHEMA_VERSION = 3
"""The version of the format that is written here; since 2 an article has its labels, since 3 there are lines of tags and of
entities that no mark names.
"""

OFFSET_UNIT = "codepoint"

_AT_ONCE = 200
"""Lines that are looked through together for what must not stand in them."""
_ESCAPED = tuple(map(chr, (*range(0x7F, 0xA0), 0x2028, 0x2029)))


def tag_line(told: str) -> str:
    """A tag of the tag set."""
    return f'{{"schema":{SCHEMA_VERSION},"type":"tag","tag":{told}}}\n'


def unnamed_line(told: str) -> str:
    """An entity that no mark in the file names."""
    return f'{{"schema":{SCHEMA_VERSION},"type":"unnamed","entity":{told}}}\n'


def article_line(told: ArticleTold) -> str:
    """An article with its text, its structure and its raw bytes, as far as they are here."""
    raw = "null" if told.raw is None else f'"{base64.b64encode(told.raw).decode("ascii")}"'
    return (
        f'{{"schema":{SCHEMA_VERSION},{told.about[1:-1]},"offset_unit":"{OFFSET_UNIT}",{told.text[1:-1]},'
        f'"source":{told.source[:-1]},"raw_base64":{raw}}}}}\n'
    )


def mark_line(told: MarkTold) -> str:
    """A mark with all that it needs to stand alone."""
    _, head, article, parts, entity, claim, attribution, relations = told
    return (
        f'{{"schema":{SCHEMA_VERSION},{head[1:-1]},"article":{article},"offset_unit":"{OFFSET_UNIT}","parts":{parts},'
        f'"entity":{entity},"claim":{claim},"attribution":{attribution},"relations":{relations}}}\n'
    )


def finished(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with what must not stand in them escaped."""
    rest = iter(lines)
    while some := list(islice(rest, _AT_ONCE)):
        # Nearly always there is nothing, and to seek each of them in all of it is quicker than to look at every character.
        joined = "".join(some)
        yield from map(escaped, some) if any(each in joined for each in _ESCAPED) else some

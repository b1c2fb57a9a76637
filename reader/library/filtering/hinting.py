"""What the foot tells of a filter while it is typed: the key that the caret stands behind, and what may stand there. Pure."""

from __future__ import annotations

import re

from reader.drawing import cut
from store.filters.keys import Subject, keys_of

_KEY = re.compile(r"(?:^|[\s(（-])([a-z]+)[:：](?:\"[^\"]*|\S*)$", re.IGNORECASE)
_CELLS = 76


def told_of(words: str, caret: int, subject: Subject = Subject.ARTICLES) -> str:
    """What the key at the caret means, with examples; nothing where there is none."""
    found = _KEY.search(words[:caret])
    key = keys_of(subject).get(found[1].lower()) if found else None
    return cut(f"{key.help} · {key.values}", _CELLS) if key is not None else ""

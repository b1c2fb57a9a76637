"""A first guess at what kind of thing a name names, by the words in it. Pure; it does not know the library's entities."""

from __future__ import annotations

import regex

from store.suggesting.dates import DATE
from store.suggesting.gazetteer import (
    EVENTS,
    FACILITIES,
    GOVERNMENT,
    ORGANISATIONS,
    OUTLET_NAMES,
    OUTLETS,
    PEOPLE,
    PLACE_NAMES,
    PLACES,
    STATE_BODIES,
    WEAPONS,
    WORKS,
)
from store.suggesting.quantity import first_count

__all__ = ["entity_tag"]

_QUOTED = regex.compile(r"^[“\"‘'«].+[”\"’'»]$", regex.DOTALL)
_DESIGNATION = regex.compile(
    r"\b(?:F|T|S|MiG|Su|Tu|Il|Ka|Mi|AH|UH|B|A|M|AK|MQ|RQ|Kh|Mk|AR|BM|TB|ATACMS|P)-?\d{1,3}[A-Za-z]?\b"
)


def entity_tag(words: str) -> str:
    """A first guess at the tag of a name, out of the default tags; PERSON where nothing speaks for another."""
    name = " ".join(words.split())
    if not name:
        return "PERSON"
    if (
        DATE.fullmatch(name)
        or name.lower() in _MONTHS
        or regex.fullmatch(r"(?:1[5-9]|20)\d\d|(?:the )?(?:1[5-9]|20)\d0s", name)
    ):
        return "DATE"
    counts = not name[0].isupper() and first_count(name) is not None
    if counts and not _DESIGNATION.search(name):
        return "QUANTITY"
    if _QUOTED.match(name):
        return "WORK"
    low = regex.sub(r"['’]s\b", "", name.lower())
    plain = regex.sub(r"^the ", "", low)
    tokens = regex.findall(r"[\p{L}\p{N}][\p{L}\p{N}.\-‐]*", plain)
    if not tokens:
        return "PERSON"
    if plain in OUTLET_NAMES:
        return "OUTLET"
    if plain in PLACE_NAMES:
        return "PLACE"
    if plain in STATE_BODIES:
        return "GOVERNMENT"
    # The head of a name stands before its first "of" or "for", else last: “Ministry of Harbours”, “Port Authority”.
    cut = next((i for i, token in enumerate(tokens) if token in {"of", "for", "on", "in", "against"}), len(tokens))
    head = tokens[cut - 1] if cut else tokens[0]
    if head in PEOPLE and (len(tokens) > 1 or name.islower()):
        return "OUTLET" if head == "media" and "Media" in name else "PERSON"
    for token in (tokens[cut - 1] if cut else tokens[0], *reversed(tokens[:cut]), *tokens[cut:]):
        for tag, table in _TABLES:
            if token in table:
                return tag
        if cut < len(tokens) and token == tokens[0]:
            break
    if _DESIGNATION.search(name):
        return "WEAPON"
    if len(tokens) > 1 and tokens[0] == "business" and name.removeprefix("The ").startswith("Business "):
        return "OUTLET"
    if len(tokens) > 1 and tokens[0] in {"northern", "southern", "eastern", "western", "central"}:
        return "PLACE"
    bare = plain.replace(".", "")
    if len(tokens) == 1 and 2 <= len(bare) <= 6 and sum(c.isupper() for c in name) >= 2:
        return "ORGANISATION"
    return "PERSON"


_MONTHS = frozenset("january february march april may june july august september october november december".split())
_TABLES: tuple[tuple[str, frozenset[str]], ...] = (
    ("GOVERNMENT", GOVERNMENT),
    ("OUTLET", OUTLETS),
    ("EVENT", EVENTS),
    ("WORK", WORKS),
    ("ORGANISATION", ORGANISATIONS),
    ("FACILITY", FACILITIES),
    ("WEAPON", WEAPONS),
    ("PLACE", PLACES),
)

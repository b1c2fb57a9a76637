"""The order in which words stand on the screen where some read from right to left (UAX #9). Pure; knows nothing of rows.

Text keeps its reading order everywhere else: only what is drawn is put in order, for most terminals write every cell
right of the last. Controls that would change the order are shown as signs and have no power here either. A person
whose terminal orders words whatever it is told leaves that to it by ANNOTTY_BIDI=terminal.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import TypedDict
from unicodedata import category, normalize

from rich.cells import cell_len

from reader.terminal.border import leaves_order, shown_line
from store.patterns import later
from store.text import GRAPHEME

LEFT_TO_TERMINAL = leaves_order(os.environ)
"""Whether the person wants every row in reading order, to be put in order by the terminal."""

# Without the code points that are no letters yet, all of which regex takes for Hebrew.
_LETTERS = r"[\p{bc=R}--\p{C}]\p{bc=AL}"
# Arabic digits too: on both sides of a space they stand from right to left.
_LEFTWARDS = later(rf"(?V1)[{_LETTERS}\p{{bc=AN}}]")
_STRONG = later(rf"(?V1)\p{{bc=L}}|([{_LETTERS}])")
_CLUSTER = later(GRAPHEME)
_PARTING = " ·"
"""What stands between a piece of a row and its neighbours."""
_FAR = 10_000
"""How many code points are looked at for a first letter: a table of ten megabytes may have none."""
_DEPTH = 63
"""How many brackets may be open at once (BD16)."""


class _Sign(TypedDict):
    """One code point as python-bidi keeps it: its class before and after the rules so far."""

    ch: str
    type: str
    orig: str
    level: int


def is_reordered(text: str) -> bool:
    """Whether anything in a left-to-right text stands elsewhere on the screen than where it is read."""
    return not text.isascii() and not LEFT_TO_TERMINAL and _LEFTWARDS.search(text) is not None


def reads_leftwards(text: str, start: int, end: int) -> bool:
    """Whether a paragraph (code points) reads from right to left: its first strong letter says so (P2, P3)."""
    found = None if LEFT_TO_TERMINAL else _STRONG.search(text, start, min(end, start + _FAR))
    return found is not None and found.group(1) is not None


def visual_order(clusters: Sequence[str], leftwards: bool) -> list[tuple[int, bool]]:
    """The grapheme clusters of a row from left to right: the index of each, and whether it reads from right to left.

    clusters as they are shown; leftwards: whether their paragraph reads from right to left. As they are read where they
    would take up other cells than so.
    """
    levels = _levels(clusters, 1 if leftwards else 0)
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):  # L2
        start = 0
        while start < len(order):
            stop = start
            while stop < len(order) and levels[order[stop]] >= level:
                stop += 1
            order[start:stop] = order[start:stop][::-1]
            start = stop + 1
    # A sign that widens the letter before it, and stands behind none, would come to stand behind one.
    if cell_len("".join(clusters[index] for index in order)) != cell_len("".join(clusters)):
        return [(index, False) for index in range(len(clusters))]
    return [(index, levels[index] % 2 == 1) for index in order]


def mirrored(cluster: str) -> str:
    """A cluster as it is drawn where it reads from right to left: brackets turn round (L4). As many code points."""
    return cluster.translate(_mirror())


def in_visual_order(text: str) -> str:
    """A piece of a row as it is drawn: a paragraph by itself. What parts it from its neighbours stays where it is."""
    if not is_reordered(text):
        return text
    words = text.strip(_PARTING)
    start = text.index(words)
    clusters = [match.group() for match in _CLUSTER.finditer(shown_line(words))]
    order = visual_order(clusters, reads_leftwards(words, 0, len(words)))
    drawn = "".join(mirrored(clusters[index]) if turned else clusters[index] for index, turned in order)
    return text[:start] + drawn + text[start + len(words) :]


# --- levels ----------------------------------------------------------------------------------------------------------


def _levels(clusters: Sequence[str], base: int) -> list[int]:
    """The embedding level of each cluster: that of its first code point which has one."""
    from bidi import algorithm  # type: ignore[import-untyped]  # python-bidi says nothing of its types

    storage = algorithm.get_empty_storage() | {"base_level": base, "base_dir": "LR"[base]}
    algorithm.get_embedding_levels("".join(clusters), storage)
    signs: list[_Sign] = storage["chars"]
    for sign in signs:
        if not sign["type"]:  # younger than Python's tables
            sign["type"] = sign["orig"] = "R" if _LEFTWARDS.match(sign["ch"]) else "L"
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], "LR"[base])
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    # What has no width and no direction has been taken out of the storage, and keeps the level it began with.
    levels = []
    before, at = base, 0
    for cluster in clusters:
        within = signs[at : at + len(cluster)]
        before = next((sign["level"] for sign in within if sign["orig"] != "BN"), before)
        levels.append(before)
        at += len(cluster)
    return levels  # white space at the end has that of the paragraph (L1): nothing but embeddings would give it another


def _resolve_brackets(signs: Sequence[_Sign], around: str) -> None:
    """Give both brackets of a pair one direction (N0), which python-bidi leaves out. around: that of the paragraph."""
    for start, end in _pairs(signs):
        inside = {_strong(sign) for sign in signs[start + 1 : end]} - {""}
        if around in inside:
            found = around
        elif inside:
            found = next(filter(None, map(_strong, reversed(signs[:start]))), around)
        else:
            continue
        for at in (start, end):
            signs[at]["type"] = found
            for sign in takewhile(lambda sign: sign["orig"] == "NSM", signs[at + 1 :]):
                sign["type"] = found


def _pairs(signs: Sequence[_Sign]) -> list[tuple[int, int]]:
    """The pairs of brackets in the order in which they open (BD16)."""
    closers = _closers()
    found: list[tuple[int, int]] = []
    awaited: list[tuple[str, int]] = []
    for at, sign in enumerate(signs):
        bracket = normalize("NFC", sign["ch"])
        if bracket in closers:
            if len(awaited) == _DEPTH:
                break
            awaited.append((closers[bracket], at))
            continue
        for depth in range(len(awaited) - 1, -1, -1):
            if awaited[depth][0] == bracket:
                found.append((awaited[depth][1], at))
                del awaited[depth:]
                break
    return sorted(found)


def _strong(sign: _Sign) -> str:
    """The direction of a sign, numbers counted as right-to-left; empty where it has none."""
    kind = sign["type"]
    return kind if kind in ("L", "R") else "R" if kind in ("EN", "AN") else ""


@cache
def _mirror() -> dict[int, str]:
    from bidi.mirror import MIRRORED  # type: ignore[import-untyped]  # the same

    table: dict[str, str] = MIRRORED
    return {ord(one): other for one, other in table.items()}


@cache
def _closers() -> dict[str, str]:
    """The bracket that closes each one that opens."""
    return {
        normalize("NFC", chr(one)): normalize("NFC", other)
        for one, other in _mirror().items()
        if category(chr(one)) == "Ps" and category(other) == "Pe"
    }

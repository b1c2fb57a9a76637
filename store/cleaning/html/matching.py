"""Which lines of a page an extractor's output is made of: found by their letters, as they are or run together. Pure.

Decides nothing about what belongs to the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from store.cleaning.html.blocks import PageBlock

_SHORTEST = 12  # letters: what is shorter could stand inside any line
_MOST = 0.5  # share of a line's letters that must be in the output
_EFFORT = 30_000_000  # letters that may be looked through
_PAIRS = 200_000  # comparisons of a line with a piece of it


def matched(keys: Sequence[str], blocks: Sequence[PageBlock]) -> set[int]:
    """The numbers of the blocks whose letters the output holds; of several that say the same, the best placed."""
    wanted = Counter(keys)
    places: dict[str, list[int]] = {}
    for block in blocks:
        places.setdefault(block.key, []).append(block.number)
    chosen: set[int] = set()
    doubtful: list[tuple[str, int]] = []
    for key, number in wanted.items():
        at = places.get(key)
        if at is None:
            continue
        if len(at) <= number:
            chosen.update(at)
        else:
            doubtful.append((key, number))
    chosen |= _in_parts([key for key in wanted if key not in places], blocks, wanted)
    low, high = min(chosen, default=0), max(chosen, default=len(blocks))
    for key, number in doubtful:
        # A teaser says what the story says: it is the copy among the story's own lines that is meant.
        near = {at: sum(at + step in chosen for step in (-2, -1, 1, 2)) for at in places[key]}
        best = sorted(places[key], key=lambda at: (-near[at], not low <= at <= high, at))
        chosen.update(best[:number])
    return chosen


def _in_parts(rest: Sequence[str], blocks: Sequence[PageBlock], wanted: Counter[str]) -> set[int]:
    """The blocks that the output has run together, or has in pieces."""
    if not rest:
        return set()
    whole = "\n".join(rest)
    longer = [key for key in rest if len(key) >= _SHORTEST]
    open_blocks = [block for block in blocks if len(block.key) >= _SHORTEST and block.key not in wanted]
    pairs = len(longer) * len(open_blocks) <= _PAIRS
    effort = _EFFORT
    found: set[int] = set()
    for block in open_blocks:
        effort -= len(whole)
        if effort < 0:
            break
        if block.key in whole or (
            pairs and sum(len(key) for key in longer if key in block.key) > _MOST * len(block.key)
        ):
            found.add(block.number)
    return found

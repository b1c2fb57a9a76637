"""Where the story stands in a dump: the stretch of lines that reads most like running text. Pure.

Tells nothing about single lines inside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from store.cleaning.plain.features import Features

# Set by trying a few values of each, one at a time, on several hundred dumps.
_COMMENTS = -200.0  # what readers say is prose too: only much more of it than of the story may outweigh this
_SECTION = -40.0
_POINTER = -20.0
_SHORT = -4.0
_BARREN = 8  # lines without prose that part one piece of running text from the next
_BARREN_COST = -20.0
_ISLAND_WORDS = 60  # an island with fewer words of prose is none of the story,
_ISLAND_SHARE = 0.05  # nor one with less than this share of all of it


def weight(line: Features) -> float:
    """How much a line speaks for the story standing here (positive) or elsewhere (negative)."""
    if line.comments:
        return _COMMENTS
    if line.pointer:
        return _POINTER  # it may stand in the middle of a short story
    if line.section:
        return _SECTION
    if line.furniture:
        return -14.0 - min(line.words, 40) / 2
    if line.prose and not line.bullet:
        return min(line.words, 60) + 2.0
    if line.bullet or line.numbered:
        return min(line.words, 30) / 3 if line.prose and line.terminal else line.stops * 1.5 - 4.0
    if line.terminal and line.stops:
        return 2.0
    return _SHORT


def story_region(features: Sequence[Features]) -> tuple[int, int]:
    """The stretch [first, end) of lines with the greatest sum of weights; all of them where none reads like a story."""
    best, best_first, best_end = 0.0, 0, len(features)
    total, first, barren = 0.0, 0, 0
    for index, line in enumerate(features):
        if total <= 0:
            total, first, barren = 0.0, index, 0
        barren = 0 if line.prose and not line.bullet else barren + 1
        total += weight(line) + (_BARREN_COST if barren == _BARREN else 0.0)
        if total > best:
            best, best_first, best_end = total, first, index + 1
    return _without_islands(features, best_first, best_end)


def _without_islands(features: Sequence[Features], first: int, end: int) -> tuple[int, int]:
    """The stretch without thin islands of prose at its ends: teasers and captions between lists of links."""
    islands = _islands(features, first, end)
    words = [sum(f.words for f in features[a:b] if f.prose and not f.bullet) for a, b in islands]
    low, high, total = 0, len(islands) - 1, sum(words)
    while low < high:
        enough = max(_ISLAND_WORDS, _ISLAND_SHARE * total)
        if words[high] < enough and words[high] <= words[low]:
            total -= words[high]
            high -= 1
            end = islands[high][1]
        elif words[low] < enough:
            total -= words[low]
            low += 1
            first = islands[low][0]
        elif words[high] < enough:
            total -= words[high]
            high -= 1
            end = islands[high][1]
        else:
            break
    return first, end


def _islands(features: Sequence[Features], first: int, end: int) -> list[tuple[int, int]]:
    """The stretches [first, end) of prose with fewer than eight other lines between two of its lines."""
    islands: list[tuple[int, int]] = []
    for index in range(first, end):
        if not features[index].prose or (features[index].bullet and not features[index].terminal):
            continue
        if islands and index - islands[-1][1] < _BARREN:
            islands[-1] = (islands[-1][0], index + 1)
        else:
            islands.append((index, index + 1))
    return islands

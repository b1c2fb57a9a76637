"""From the chance of each line to the choice of lines that make the text. Pure."""

from __future__ import annotations

from collections.abc import Sequence

_SURE = 0.5  # a line with at least this chance is kept wherever it stands
_INSIDE = 0.4  # and one with this where the story stands
_TURN = 0.45  # the chance at which a line speaks neither for nor against the story standing here
_KEPT, _LEFT = 0.1, 0.05  # what the rules' word adds to the chance of a line that they keep, and takes from the others
_LONGEST = 60  # words of a line that count
_UNLIKELY = 0.15  # a line with less is kept nowhere
_LEAST = 40  # words; a text with fewer is looked for again with less to ask


def tilted(chances: Sequence[float], ruled: Sequence[bool]) -> list[float]:
    """The chances with what the rules say of each line in the scale: where the scorer is in doubt, they decide."""
    return [
        min(1.0, chance + _KEPT) if keep else max(0.0, chance - _LEFT)
        for chance, keep in zip(chances, ruled, strict=True)
    ]


def decided(chances: Sequence[float], words: Sequence[int]) -> list[bool]:
    """Which lines to keep: those that are likely anywhere, and where the story stands also those that are less so.

    Where hardly anything is likely, the lines with the best expected F1 (Lewis 1995): a page that was chosen to be
    read has a text, be it an odd one.
    """
    kept = [chance > _SURE for chance in chances]
    if sum(count for count, keep in zip(words, kept, strict=True) if keep) < _LEAST:
        least = max(_UNLIKELY, _best_threshold(chances, words))
        kept = [keep or chance >= least for keep, chance in zip(kept, chances, strict=True)]
    first, end = _stretch(chances, words)
    for at in range(first, end):
        kept[at] = kept[at] or chances[at] > _INSIDE
    return kept


def _stretch(chances: Sequence[float], words: Sequence[int]) -> tuple[int, int]:
    """The stretch [first, end) of lines that speaks most for the story."""
    best, best_first, best_end, total, first = 0.0, 0, 0, 0.0, 0
    for at, (chance, count) in enumerate(zip(chances, words, strict=True)):
        total += (chance - _TURN) * min(count, _LONGEST)
        if total <= 0:
            total, first = 0.0, at + 1
        elif total > best:
            best, best_first, best_end = total, first, at + 1
    return best_first, best_end


def _best_threshold(chances: Sequence[float], words: Sequence[int]) -> float:
    """The chance from which lines are kept so that the expected F1 over words is greatest."""
    expected = sum(chance * count for chance, count in zip(chances, words, strict=True))
    best, threshold, right, taken = -1.0, 1.0, 0.0, 0.0
    for chance, count in sorted(zip(chances, words, strict=True), reverse=True):
        weight = max(count, 0.2)
        right, taken = right + chance * weight, taken + weight
        if (score := 2 * right / (taken + expected)) > best:
            best, threshold = score, chance
    return threshold

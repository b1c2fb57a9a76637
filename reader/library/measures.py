"""How the screen is shared between the list and its preview. Pure, and free of imports: the first paint is made with it."""

from __future__ import annotations

_BESIDE_FROM = 120
"""Columns of the screen from which the preview stands beside the list."""
_LEAST_BESIDE, _MOST_BESIDE = 40, 72
_BELOW_FROM, _BELOW_ALWAYS_FROM = 20, 30
"""Rows of the screen from which there is room for a preview below the list: where words are sought, which it shows; else.
On a small screen it would send twice as much at each step as the list itself.
"""
BELOW = 3
"""Its rows: an empty one, and two of words."""


def preview_beside(width: int) -> int:
    """The columns of the preview at the right of the list on a screen so many wide; 0: there is none."""
    if width < _BESIDE_FROM:
        return 0
    return max(_LEAST_BESIDE, min(width * 2 // 5, _MOST_BESIDE))


def preview_below(width: int, height: int, *, sought: bool = False) -> int:
    """The rows of the preview between list and foot; 0: there is none. sought: words are, and it shows where they stand."""
    least = _BELOW_FROM if sought else _BELOW_ALWAYS_FROM
    return BELOW if height >= least and not preview_beside(width) else 0

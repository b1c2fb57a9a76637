"""How the screen is shared between the list and its preview. Pure, and free of imports: the first paint is made with it."""

from __future__ import annotations

_BESIDE_FROM = 120
"""Columns of the screen from which the preview stands beside the list."""
_LEAST_BESIDE, _MOST_BESIDE = 40, 72
_BELOW_FROM = 20
"""Rows of the screen from which there is room for a preview below the list."""
BELOW = 3
"""Its rows: an empty one, and two of words."""


def preview_beside(width: int) -> int:
    """The columns of the preview at the right of the list on a screen so many wide; 0: there is none."""
    if width < _BESIDE_FROM:
        return 0
    return max(_LEAST_BESIDE, min(width * 2 // 5, _MOST_BESIDE))


def preview_below(width: int, height: int) -> int:
    """The rows of the preview between list and foot; 0: there is none."""
    return BELOW if height >= _BELOW_FROM and not preview_beside(width) else 0

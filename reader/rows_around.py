"""Which rows are seen of more than there is room for, and how many are not. Pure."""

from __future__ import annotations


def rows_around(at: int, count: int, room: int) -> range:
    """The rows that are seen of so many, the one in hand in their middle as far as there are others on both sides."""
    first = max(0, min(at - room // 2, count - room))
    return range(first, min(count, first + max(0, room)))


def unseen(seen: range, count: int) -> tuple[int, int]:
    """How many of so many rows are out of sight above and below."""
    return seen.start, max(0, count - max(seen.start, seen.stop))

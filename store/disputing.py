"""What hangs together by relations, and in what order of time claims stand in it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import TypeVar

from store.model import ClaimRow

_LAST = "~"
Node = TypeVar("Node", bound=Hashable)


def components(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]]) -> list[list[Node]]:
    """The nodes that hang together by edges, each in one list with those that it reaches; an edge's ends count as nodes."""
    beside: defaultdict[Node, list[Node]] = defaultdict(list)
    for one, other in edges:
        beside[one].append(other)
        beside[other].append(one)
    seen: set[Node] = set()
    found = []
    for first in dict.fromkeys([*nodes, *beside]):
        if first in seen:
            continue
        seen.add(first)
        together = [first]
        for node in together:  # grows as it is walked along
            for other in beside.get(node, ()):
                if other not in seen:
                    seen.add(other)
                    together.append(other)
        found.append(together)
    return found


def when(row: ClaimRow) -> str | None:
    """The date by which a claim stands among others: of what it is about, else when the last of its chain said it, else of
    its article's publication; as precise as it is known.
    """
    return row.claim.event_from or row.claim.event_to or said(row)


def in_time(rows: Iterable[ClaimRow]) -> tuple[ClaimRow, ...]:
    """Claims in order of time; those of one time in that in which they were said, their articles were published, and they
    stand there. Undated ones last.
    """
    return tuple(sorted(rows, key=_place))


def said(row: ClaimRow) -> str | None:
    """When a claim was made: by the last of its chain, where that is known, else in its article."""
    return next((link.said for link in reversed(row.claim.chain) if link.said), None) or row.published


def _place(row: ClaimRow) -> tuple[str, str, str, str, int]:
    return when(row) or _LAST, said(row) or _LAST, row.published or _LAST, row.article, row.start

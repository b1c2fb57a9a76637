"""What a claim counts, offered: units of other claims in place of what was typed, one by one and round again. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from store.folding import folded


def offered(units: Sequence[str], typed: str, shown: str, step: int) -> str:
    """The unit so many steps behind the one that is shown: those that begin as was typed first, then what others there are;
    at the end of them what was typed.
    """
    others = sorted(
        (unit for unit in units if unit != typed), key=lambda unit: not folded(unit).startswith(folded(typed))
    )
    ring = [typed, *others]
    at = ring.index(shown) if shown in ring else 0
    return ring[(at + step) % len(ring)]

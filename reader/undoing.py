"""What undo and redo say that they have done: which kind of step it was, of what, and where on the page. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rich.cells import cell_len

from reader.drawing import cut
from store.model import Change, Deed

_STEPS: Mapping[Deed, str] = MappingProxyType(
    {
        Deed.ANNOTATE: "new mark: ",
        Deed.REVISE: "change of ",
        Deed.DELETE: "deleted ",
        Deed.RELATE: "relation: ",
        Deed.UNRELATE: "relation: ",
        Deed.IMPORT: "import: ",
    }
)
_ROOM = 66
"""The cells that a message has on a narrow terminal."""


def told(step: Change, changed: Sequence[str] = (), *, redone: bool, where: str = "") -> str:
    """What was taken back or done again; step: the one that was done at first. where: in which place, in words.

    changed: what of a mark a step changed that left it there.

    The summary of the step gives way to the rest: a message that is too long loses its end, and that tells where.
    """
    verb = "done again" if redone else "undone"
    kind = _STEPS.get(step.action, "")
    if step.action is Deed.REVISE and changed:
        kind = f"{' and '.join(changed[:2])} of "
    behind = " (it is back)" if step.action is Deed.DELETE and not redone and not where else ""
    around = cell_len(f"{verb} · {kind}{behind}{where}")
    return f"{verb} · {kind}{cut(step.summary, max(16, _ROOM - around))}{behind}{where}"


def rows_away(row: int, top: int, height: int) -> str:
    """Where on the page a row is that is not among the height rows from top on; nothing where it is."""
    if top <= row < top + height:
        return ""
    count, way = (top - row, "up") if row < top else (row - top - height + 1, "down")
    return f" · {count} row{'' if count == 1 else 's'} further {way}"

"""A dispute as a table in time: when, figure or gist, who, through whom, how sure, outlet, and how a claim stands to others.

Pure; in looks by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reader.claims import wording
from reader.dates import day
from reader.terminal.cells import cell_len, fit
from store import disputing
from store.model import ClaimRow, Dispute

_APART_FROM = 100
"""Cells from which those through whom it comes, and the outlet, have columns of their own."""
_GAP = 2
_SIGN = 2
_LEAST = 8
"""Cells that a column keeps of what it says; one that says less takes less."""
_MOST = {"figure": 34, "who": 34, "through": 34, "outlet": 24, "relation": 40}
_QUIET = frozenset({"when", "through", "certainty", "outlet"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, how many cells it takes, and what stands in it, a claim a row."""

    name: str
    heading: str
    cells: int
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A dispute laid out for a width."""

    dispute: Dispute
    columns: tuple[Column, ...]

    def heading(self) -> list[tuple[str, str]]:
        """What the columns are."""
        told = (" " * _GAP).join(fit(column.heading, column.cells) for column in self.columns)
        return [(" " * (_SIGN + 1), "quiet"), (told, "quiet")]

    def row(self, at: int, *, chosen: int | None, selected: bool = False, plain: bool = False) -> list[tuple[str, str]]:
        """A claim's row; chosen: the row that the bar is on, to which the sign before the others tells how they stand."""
        is_chosen = at == chosen
        mark = ("*" if plain else "▌") if selected else " "
        found = [(mark, "chosen" if is_chosen else "accent"), (f"{self._sign(at, chosen)} ", "accent")]
        if is_chosen:
            found[1] = ("▸ " if not plain else "> ", "chosen")
        for number, column in enumerate(self.columns):
            look = "quiet" if column.name in _QUIET else "strong" if column.name == "figure" else "text"
            look = "accent" if column.name == "relation" else look
            if is_chosen:
                look = "chosen_quiet" if look == "quiet" else "chosen"
            told = column.told[at]
            if number:
                found.append((" " * _GAP, look))
            found.append((fit(told, column.cells), look))
        return found

    def _sign(self, at: int, chosen: int | None) -> str:
        if chosen is None or chosen == at:
            return " "
        claims = self.dispute.claims
        of = claims[at].id
        found = wording.related_to(self.dispute, claims[chosen].id).get(of)
        return wording.sign(found, of) if found else " "


def lay_out(dispute: Dispute, width: int) -> Table:
    """The columns that a width has room for, each as wide as what stands in it, the widest giving way first."""
    claims, apart = dispute.claims, width >= _APART_FROM
    unit = _unit(claims)
    found = [
        *_times(claims, apart=apart),
        ("figure", unit or "what", [_figure(row, unit) for row in claims]),
        ("who", "who", [wording.who(row) if apart else wording.chain(row) for row in claims]),
    ]
    if apart and any(map(wording.through, claims)):
        found.append(("through", "through", [wording.through(row) or "–" for row in claims]))
    if any(map(wording.certainty, claims)):
        found.append(("certainty", "certainty", [wording.certainty(row) or "–" for row in claims]))
    relations = ("relation", "", _relations(dispute))
    article = ("outlet", "article in", [row.outlet or row.title for row in claims])
    room = width - _SIGN - 2
    whole = [*found, article, relations]
    found = whole if apart or _cells(_wanted(whole, width)) <= room else [*found, relations]
    cells = _shared(_wanted(found, width), room - _GAP * (len(found) - 1))
    return Table(
        dispute,
        tuple(
            Column(name, heading, taken, tuple(told)) for (name, heading, told), taken in zip(found, cells, strict=True)
        ),
    )


def _times(claims: Sequence[ClaimRow], *, apart: bool) -> list[tuple[str, str, list[str]]]:
    """When it happened, where that is not the same for all; when each was said, where there is room or that is all."""
    events = ("when", "when", [day(row.claim.event_from, short=True) or "–" for row in claims])
    spoken = ("when", "said", [day(disputing.said(row), short=True) for row in claims])
    if not any(map(disputing.when, claims)):
        return []
    if len({row.claim.event_from for row in claims} - {None}) <= 1:
        return [spoken]
    return [events, spoken] if apart else [("when", "when", [day(disputing.when(row), short=True) for row in claims])]


def _unit(claims: Sequence[ClaimRow]) -> str | None:
    """The unit that most figures have: it is told once."""
    units = Counter(row.claim.unit for row in claims if row.claim.quantity is not None)
    return max(units, key=lambda unit: units[unit]) if units else None


def _figure(row: ClaimRow, unit: str | None) -> str:
    """The figure, with its unit where that is another; where there is none, what is said."""
    return wording.figure(row, unit=row.claim.unit != unit) or wording.said(row)


def _relations(dispute: Dispute) -> list[str]:
    """How each claim stands to others, told where the relation begins."""
    names = wording.in_short(dispute.claims)
    told: dict[str, list[str]] = {row.id: [] for row in dispute.claims}
    for each in dispute.relations:
        if each.origin in told and each.target in names:
            told[each.origin].append(f"{wording.relation(each.kind, reverse=False)} {names[each.target]}")
    return [" · ".join(dict.fromkeys(each)) for each in told.values()]


def _wanted(columns: Sequence[tuple[str, str, list[str]]], width: int) -> list[int]:
    """The cells that each column would take."""
    return [min(max(map(cell_len, (heading, *told))), _MOST.get(name, width)) for name, heading, told in columns]


def _cells(wanted: Sequence[int]) -> int:
    """What columns take with the gaps between them."""
    return sum(wanted) + _GAP * (len(wanted) - 1)


def _shared(wanted: Sequence[int], room: int) -> list[int]:
    """So many cells for each column, in so many together; the widest gives way first, to a few cells at the least."""
    cells = list(wanted)
    while sum(cells) > room and max(cells) > _LEAST:
        widest = cells.index(max(cells))
        cells[widest] -= 1
    return cells

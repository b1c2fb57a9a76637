"""The places of one article that a person comes back to: those kept under letters, and those the cursor jumped from. Pure.

Places are offsets (code points) of one text version, so nothing that happens to marks or to the width moves them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.article.moving.selection import Selection

_MOST = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the cursor, and the first code point that was in sight then."""

    offset: int
    top: int


@dataclass
class Jumps:
    """Where the cursor jumped from, the oldest first, as vim keeps it; no place stands there twice."""

    spots: list[Spot] = field(default_factory=list)
    before: Spot | None = None
    """Where the cursor was before the last jump."""
    _at: int = 0

    def note(self, here: Spot) -> None:
        """The cursor is about to jump from here."""
        self.spots = [*(spot for spot in self.spots if spot.offset != here.offset), here][-_MOST:]
        self._at = len(self.spots)
        self.before = here

    def back(self, here: Spot, count: int = 1) -> Spot | None:
        """So many places back; here is noted where the way back begins. None, and nothing is changed, without so many."""
        if self._at < len(self.spots):
            return self._to(self._at - count)
        older = [spot for spot in self.spots if spot.offset != here.offset]
        if count > min(len(older), _MOST - 1):
            return None
        self.note(here)
        return self._to(len(self.spots) - 1 - count)

    def forward(self, count: int = 1) -> Spot | None:
        """So many places forward again; None, and nothing is changed, without so many."""
        return self._to(self._at + count)

    def _to(self, index: int) -> Spot | None:
        if not 0 <= index < len(self.spots):
            return None
        self._at = index
        return self.spots[index]


@dataclass
class Kept:
    """What is kept of one text version for the sitting: places by letter, jumps, and what was selected last."""

    places: dict[str, int] = field(default_factory=dict)
    jumps: Jumps = field(default_factory=Jumps)
    selection: Selection | None = None
    left: Spot | None = None
    """Where the page was left."""

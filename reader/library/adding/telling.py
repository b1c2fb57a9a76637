"""What a process that adds tells, line by line, and how that is put in words for the head of the list. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reader.cli.progress import duration

MOST_KEPT = 1_000
"""Failures that are kept to be shown; more are only counted."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read, and why."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one adding by now. share: 0 to 1; left: seconds; both None where nobody can tell. over: it has
    said that it is through.
    """

    added: int = 0
    completed: int = 0
    known: int = 0
    deleted: int = 0
    skipped: int = 0
    rate: float | None = None
    share: float | None = None
    left: float | None = None
    over: bool = False
    stopped: bool = False
    failures: tuple[Failure, ...] = field(default=())

    def after(self, line: str) -> Told:
        """With one line more of what it tells; a line that is not of its form is taken for a failure of the whole."""
        if not line.strip():
            return self
        try:
            said: object = json.loads(line)
        except (ValueError, RecursionError):
            return self._failed(Failure("", line.strip()))
        if not isinstance(said, dict) or len(said) != 1:
            return self._failed(Failure("", line.strip()))
        kind, value = next(iter(said.items()))
        match kind, value:
            case "progress", dict():
                return self._counted(value)
            case "end", dict():
                return replace(self._counted(value), over=True, stopped=value.get("stopped") is True)
            case "skipped", dict():
                return self._failed(Failure(str(value.get("origin", "")), str(value.get("reason", ""))))
            case _:
                return self

    def _counted(self, value: Mapping[str, object]) -> Told:
        """With the figures that a line tells; what it does not tell stays."""
        return replace(
            self,
            added=_count(value, "added", self.added),
            completed=_count(value, "completed", self.completed),
            known=_count(value, "known", self.known),
            deleted=_count(value, "deleted", self.deleted),
            skipped=_count(value, "skipped", self.skipped),
            rate=_of(value, "rate"),
            share=_of(value, "share"),
            left=_of(value, "left"),
        )

    def _failed(self, failure: Failure) -> Told:
        failures = (*self.failures, failure) if len(self.failures) < MOST_KEPT else self.failures
        return replace(self, failures=failures, skipped=max(self.skipped, len(failures)))

    def underway(self, queued: int = 0) -> str:
        """In a few words, while it goes on: "adding 1,204 · 12% · 1:02 left · 310/s"."""
        said = [f"adding {self.added + self.completed:,}" if self.added or self.completed else "adding"]
        if self.share is not None:
            said.append(f"{self.share:.0%}")
        if self.left is not None:
            said.append(f"{duration(self.left)} left")
        if self.rate:
            said.append(f"{self.rate:,.0f}/s" if self.rate >= 10 else f"{self.rate:.1f}/s")
        if self.skipped:
            said.append(f"{self.skipped:,} not read")
        if queued:
            said.append(f"{queued:,} more to add")
        return " · ".join(said)

    def brief(self) -> str:
        """What came of it, for the head of the list."""
        return self.summary() + (f" · {self.skipped:,} not read" if self.skipped else "")

    def summary(self) -> str:
        """What came of it: "added 1,204 · 12 were here already"."""
        said = []
        if self.stopped:
            said.append("stopped")
        if self.added or not (self.completed or self.known or self.deleted or self.skipped):
            said.append(f"added {self.added:,}")
        if self.completed:
            said.append(f"completed {self.completed:,}")
        if self.known:
            said.append(f"{self.known:,} {'was' if self.known == 1 else 'were'} here already")
        if self.deleted:
            said.append(f"{self.deleted:,} deleted before stayed so")
        return " · ".join(said)


def _count(value: Mapping[str, object], name: str, before: int) -> int:
    count = value.get(name)
    return count if isinstance(count, int) and count >= 0 else before


def _of(value: Mapping[str, object], name: str) -> float | None:
    number = value.get(name)
    is_number = isinstance(number, int | float) and not isinstance(number, bool) and 0 <= number < 1e9
    return float(number) if is_number and isinstance(number, int | float) else None

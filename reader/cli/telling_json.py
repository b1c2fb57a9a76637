"""What adding tells a program that watches it: one JSON object a line on standard error, written at once.

{"progress": {"added": 12, "known": 3, "skipped": 1, ..., "seconds": 4.2, "rate": 3.8, "share": 0.12, "left": 31.0,
              "origin": "a.jsonl"}}     now and then; share is from 0 to 1, left in seconds, null where nobody can tell
{"skipped": {"origin": "a.html", "reason": "..."}}    what could not be read
{"note": "..."}                                       what a person should know besides
{"end": {"added": 1204, ..., "stopped": false}}       the last line of all
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from reader.cli.output import Output
from reader.cli.progress import OFTEN, Course, sizes_of, time_left

_LONGEST = 500
"""Code points of a reason or an origin that are told."""


class JsonTelling:
    """Writes the lines. figures: names of outcomes, all of which are always told."""

    def __init__(
        self,
        output: Output,
        paths: Sequence[str],
        figures: Sequence[str],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._output = output
        self._figures = tuple(figures)
        self._clock = clock
        self._began = self._last = clock()
        self._course = Course(sizes_of(paths))
        self._number = 0

    def passed(self, origin: str, size: int, counts: Counter[str]) -> None:
        """One more is done, which came out of so many bytes."""
        self._number += 1
        self._course.passed(origin, size)
        at = self._clock()
        if at - self._last < OFTEN:
            return
        self._last = at
        seconds, share = at - self._began, self._course.share
        left = time_left(seconds, share)
        self._tell(
            "progress",
            {
                **self._counted(counts),
                "seconds": round(seconds, 1),
                "rate": round(self._number / seconds, 2) if seconds >= 1 else None,
                "share": None if share is None else round(share, 4),
                "left": None if left is None else round(left, 1),
                "origin": origin[:_LONGEST],
            },
        )

    def skipped(self, origin: str, reason: str) -> None:
        """Something could not be read."""
        self._tell("skipped", {"origin": origin[:_LONGEST], "reason": reason[:_LONGEST]})

    def note(self, words: str) -> None:
        """Something that a person should know besides."""
        self._tell("note", words)

    def end(self, counts: Counter[str], *, stopped: bool) -> None:
        """It is over."""
        self._tell("end", {**self._counted(counts), "stopped": stopped})

    def _counted(self, counts: Counter[str]) -> dict[str, int]:
        return {name.split(" ")[0]: counts[name] for name in self._figures}

    def _tell(self, kind: str, value: Mapping[str, object] | str) -> None:
        with suppress(OSError, ValueError):  # whoever watched may be gone; adding goes on
            self._output.err.write(json.dumps({kind: value}) + "\n")
            self._output.err.flush()

"""What a way of cleaning makes of a source: its document, what is known about it, and a verdict on each line. Pure data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from store.document import Document
from store.model import Metadata, Verdict


def no_verdicts() -> Sequence[Verdict]:
    """For a source about which there is nothing to tell."""
    return ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A cleaned source. found: where each known field of the metadata came from; explain: makes the verdicts, on demand."""

    document: Document
    metadata: Metadata
    found: Mapping[str, str] = field(default_factory=dict)
    explain: Callable[[], Sequence[Verdict]] = no_verdicts

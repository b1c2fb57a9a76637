"""What cleaning decided about each line of a source: as a table for a person, as objects for a script. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from rich.cells import cell_len, set_cell_size

from reader.terminal.depth import shown_line
from store.model import Cleaned, Metadata, Verdict

KEPT, LEFT_OUT = "+", "-"

_LEAST_WORDS = 24  # cells for the words of a line, whatever the rest needs
_FIELDS = ("title", "byline", "outlet", "published", "updated", "language", "url")


def table(verdicts: Sequence[Verdict], cells: int) -> Iterator[str]:
    """A row of at most so many cells for each verdict: kept or left out, line, kind, stage, reason, words."""
    told = [_told(verdict) for verdict in verdicts]
    widths = [max((cell_len(row[column]) for row in told), default=0) for column in range(4)]
    number, kind, stage, reason = widths
    room = cells - 2 - 2 * 4 - number - kind - _LEAST_WORDS
    stage = min(stage, max(4, room // 3))
    reason = min(reason, max(4, room - stage))
    rest = cells - 2 - 2 * 4 - number - kind - stage - reason
    for verdict, row in zip(verdicts, told, strict=True):
        columns = (row[0].rjust(number), fitted(row[1], kind), fitted(row[2], stage), fitted(row[3], reason))
        words = fitted(" ".join(verdict.words[: 8 * cells].split()), rest)
        yield f"{KEPT if verdict.kept else LEFT_OUT} {'  '.join((*columns, words))}".rstrip()


def facts(metadata: Metadata, found: Mapping[str, str]) -> Iterator[str]:
    """A row for each field that is known, and where it came from."""
    known = asdict(metadata)
    for name in _FIELDS:
        if known[name]:
            yield f"{name}: {known[name]}" + (f"  ({found[name]})" if name in found else "")


def objects(origin: str, cleaned: Cleaned, verdicts: Sequence[Verdict]) -> Iterator[dict[str, object]]:
    """The same for a script: an object for each verdict, and one for what is known of the article."""
    for verdict in verdicts:
        yield {
            "type": "line",
            "origin": origin,
            "line": verdict.number or None,
            "kept": verdict.kept,
            "kind": verdict.kind.value,
            "stage": verdict.stage,
            "reason": verdict.reason,
            "words": verdict.words,
            "start": verdict.span.start if verdict.span is not None else None,
            "end": verdict.span.end if verdict.span is not None else None,
        }
    known = asdict(cleaned.metadata)
    yield (
        {"type": "metadata", "origin": origin}
        | {name: known[name] or None for name in _FIELDS}
        | {
            "found": dict(sorted(cleaned.found.items())),
            "media_type": cleaned.media_type,
            "encoding": cleaned.encoding,
            "cleaner": cleaned.cleaner,
        }
    )


def fitted(words: str, cells: int) -> str:
    """Words as a terminal may have them, in exactly so many cells; an ellipsis where they were longer."""
    words = shown_line(words[: 8 * cells + 8])
    if cell_len(words) > cells:
        words = set_cell_size(words, cells - 1).rstrip() + "…"
    return set_cell_size(words, cells)


def _told(verdict: Verdict) -> tuple[str, str, str, str]:
    """The columns before the words."""
    number = str(verdict.number) if verdict.number else "-"
    return number, verdict.kind.value.replace("_", " "), verdict.stage, verdict.reason

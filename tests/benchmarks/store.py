"""The store: what keeping a mark costs beside a bare sync of the disk, opening, listing, exporting."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from store.document import Block, BlockKind, Document
from store.formats import jsonl
from store.library import Library
from store.model import Cleaned, Draft, Metadata, NewEntity, PartDraft, RawItem, Role
from store.text import Span
from store.text import words as words_of
from tests.benchmarks.measuring import tell, times, words

_MARKS = 2_000


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        _run(Path(folder))


def _run(folder: Path) -> None:
    path = folder / "bench.db"
    text = words(20_000)
    document = Document(text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),))
    with Library(path, annotator="bench") as library:
        metadata = Metadata(title="Bench")
        cleaned = Cleaned(document, metadata, "text/plain", "utf-8", "bench")
        article = library.keep(RawItem(text.encode(), "bench.txt"), cleaned).article
        spans = iter(list(words_of(text))[: _MARKS + 100])
        entity = library.annotate(article, Draft("PERSON", _part(next(spans)), NewEntity("Bench", "PERSON"))).entity
        assert entity is not None

        annotate = times(lambda: library.annotate(article, Draft("PERSON", _part(next(spans)), entity.id)), _MARKS)
        tell("a mark saved (median)", annotate.median, "bare fdatasync", _sync(folder))
        tell("a mark saved (99th percentile)", annotate.worst)
        undo = times(lambda: (library.undo(), library.redo()), 50)
        tell("undo and redo, with 2,000 marks", undo.median, "a mark saved", annotate.median)
        tell(f"all marks of an article of {_MARKS:,}", times(lambda: library.annotations(article), 9).median)
        exported = list(jsonl.export(library))
        export = times(lambda: sum(len(line) for line in jsonl.export(library)), 3)
        tell(f"export of {len(exported):,} marks", export.median)

    def open_and_close() -> None:
        Library(path, create=False, annotator="bench").close()

    tell("opening a library", times(open_and_close, 20).median)

    def import_all() -> None:
        with tempfile.TemporaryDirectory() as other, Library(Path(other) / "in.db", annotator="bench") as empty:
            empty.receive(jsonl.read(exported, "bench"))

    tell(f"import of {len(exported):,} marks", times(import_all, 2).median, "export", export.median)


def _part(span: Span) -> tuple[PartDraft, ...]:
    return (PartDraft(Role.MENTION, span),)


def _sync(folder: Path) -> float:
    """What the disk itself takes for a page written and synced."""
    with (folder / "sync").open("wb", buffering=0) as file:

        def write() -> None:
            file.write(b"x" * 4096)
            os.fdatasync(file.fileno())

        return times(write, 200).median

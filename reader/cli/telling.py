"""Articles as scripts and people get them: objects, one by one, and lines in columns. Asks nothing of the library."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from reader.cli.output import Output
from reader.terminal.cells import cell_len
from store.model import ArticleSummary, Counts

_LOOKED_AT = 200
"""The columns are as wide as the first so many rows want them: the others are not known yet."""


def take_forms(parser: argparse.ArgumentParser) -> None:
    """Let a command take the forms in which it can answer scripts."""
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="an array of objects")
    forms.add_argument("--jsonl", action="store_true", help="an object a line")


def tell_objects(objects: Iterable[Mapping[str, object]], output: Output, *, lines: bool) -> None:
    """Write objects as they come: an array of them, or one a line."""
    if lines:
        for each in objects:
            output.text(json.dumps(each, ensure_ascii=False, separators=(",", ":")) + "\n")
        return
    before = "[\n"
    for each in objects:
        output.text(before + textwrap.indent(json.dumps(each, ensure_ascii=False, indent=2), "  "))
        before = ",\n"
    output.text("[]\n" if before == "[\n" else "\n]\n")


def as_object(article: ArticleSummary) -> dict[str, object]:
    """A row of the list for a script."""
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "byline": article.byline,
        "language": article.language,
        "state": article.state.value,
        "labels": list(article.labels),
        "marks": marks(article.counts),
        "added": article.added,
        "alike": article.alike,
    }


def marks(counts: Counts) -> dict[str, int]:
    """How many marks there are of each kind, and in all."""
    return {
        "highlight": counts.highlight,
        "entity": counts.entity,
        "claim": counts.claim,
        "total": counts.total,
    }


def as_row(article: ArticleSummary) -> tuple[str, ...]:
    """A row of the list for a person, or for cut and awk."""
    words = (
        *(article.id, article.state.value, (article.published or "-")[:10], str(article.counts.total)),
        *(article.outlet or "-", article.title or "(no title)"),
    )
    return tuple(" ".join(word.split()) for word in words)


def in_columns(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Rows with their columns one below the other, two cells between them; the last is left as long as it is."""
    coming = iter(rows)
    first = list(islice(coming, _LOOKED_AT))
    widths = [max(map(cell_len, column)) for column in zip(*first, strict=True)][:-1]
    for row in chain(first, coming):
        yield _line(row, widths)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    padded = (word + " " * (width - cell_len(word)) for word, width in zip(row, widths, strict=False))
    return "  ".join((*padded, row[-1]))

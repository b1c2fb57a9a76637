"""List the articles, newest first: id, state, date, marks, outlet, title. With --json for scripts.

--json prints an array of objects with id, title, outlet, published, byline,
state (new, reading, done), added, marks: {highlight, entity, claim, total}, and
alike: the id of the article here that told the same story first, or null.

examples:
  annotty list
  annotty list --json | jq -r '.[] | select(.marks.total == 0) | .id'
  annotty list --json | jq -r '.[] | select(.alike == null) | .title'
"""

from __future__ import annotations

import argparse
import json

from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.model import ArticleSummary


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("--json", action="store_true", help="an array of objects")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the list."""
    path = library_path(arguments)
    with opened(path) as library:
        articles = library.articles()
    if arguments.json:
        output.text(json.dumps([_object(article) for article in articles], ensure_ascii=False, indent=2) + "\n")
    elif articles:
        for line in _columns([_row(article) for article in articles]):
            output.line(line)
    else:
        output.note(f"no articles in {path} yet; `annotty add PATH` adds some")
    return 0


def _object(article: ArticleSummary) -> dict[str, object]:
    counts = article.counts
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "byline": article.byline,
        "state": article.state.value,
        "marks": {
            "highlight": counts.highlight,
            "entity": counts.entity,
            "claim": counts.claim,
            "total": counts.total,
        },
        "added": article.added,
        "alike": article.alike,
    }


def _row(article: ArticleSummary) -> tuple[str, ...]:
    words = (
        *(article.id, article.state.value, (article.published or "-")[:10], str(article.counts.total)),
        *(article.outlet or "-", article.title or "(no title)"),
    )
    return tuple(" ".join(word.split()) for word in words)


def _columns(rows: list[tuple[str, ...]]) -> list[str]:
    """Rows with their columns one below the other, two cells between them; the last is left as long as it is."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            word if column == len(row) - 1 else word + " " * (widths[column] - cell_len(word))
            for column, word in enumerate(row)
        )
        for row in rows
    ]

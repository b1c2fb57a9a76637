"""Print the library in figures: articles and their states, marks by kind and by tag, entities, relations, words.

--json prints an object with articles, states, annotations: {highlight, entity,
claim, total}, entities, relations, tags, words, and alike: how many articles
tell a story that another one here told first.

examples:
  annotty stats
  annotty stats --json | jq .annotations.claim
"""

from __future__ import annotations

import argparse
import json

from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.model import Stats


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("--json", action="store_true", help="an object")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the figures."""
    with opened(library_path(arguments)) as library:
        stats = library.stats()
    if arguments.json:
        output.text(json.dumps(_object(stats), ensure_ascii=False, indent=2) + "\n")
    else:
        for name, words in _rows(stats):
            output.line(f"{name:10} {words}")
    return 0


def _object(stats: Stats) -> dict[str, object]:
    counts = stats.annotations
    return {
        "articles": stats.articles,
        "states": dict(stats.states),
        "annotations": {
            "highlight": counts.highlight,
            "entity": counts.entity,
            "claim": counts.claim,
            "total": counts.total,
        },
        "entities": stats.entities,
        "relations": stats.relations,
        "tags": dict(stats.tags),
        "words": stats.words,
        "alike": stats.alike,
    }


def _rows(stats: Stats) -> list[tuple[str, str]]:
    counts = stats.annotations
    kinds = {"highlights": counts.highlight, "entities": counts.entity, "claims": counts.claim}
    return [
        ("articles", _with(stats.articles, stats.states)),
        ("alike", str(stats.alike)),
        ("words", str(stats.words)),
        ("marks", _with(counts.total, kinds)),
        ("tags", ", ".join(f"{name} {number}" for name, number in stats.tags.items()) or "-"),
        ("entities", str(stats.entities)),
        ("relations", str(stats.relations)),
    ]


def _with(total: int, pieces: dict[str, int] | object) -> str:
    assert isinstance(pieces, dict)
    return f"{total} ({', '.join(f'{number} {name}' for name, number in pieces.items())})"

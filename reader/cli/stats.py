"""Print the library in figures, or what a filter chooses of it: articles, states, words, marks, entities, relations.

--by tells it in groups: day, month (of publication), outlet, language, state,
label, tag, annotator, marked (the day on which marks were made); a line each,
with articles, how many of them are done, words, words read, and marks. Words
read are those of articles that are done.

--json gives an object with articles, states, annotations: {highlight, entity,
claim, total}, entities, relations, tags, annotators, words, words_read, alike
(articles that tell a story which another one here told first) and deleted; with
--by an array of objects, with the group first.

examples:
  annotty stats
  annotty stats 'outlet:harbour date:2024' --by month
  annotty stats --by tag --json | jq -c '.[] | [.tag, .marks.total]'

exit codes:
  0 done   2 wrong usage, or a filter that means nothing   3 the library
  cannot be used
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping

from reader.cli import choosing, telling
from reader.cli.output import Output
from reader.cli.place import library_path, opened
from reader.terminal.cells import cell_len
from store.model import Figures, Grouping, Stats


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    choosing.take_filter(parser)
    parser.add_argument("--by", choices=[each.value for each in Grouping], metavar="GROUP", help=", ".join(Grouping))
    parser.add_argument("--json", action="store_true", help="an object; with --by an array of them")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the figures."""
    wanted = choosing.term_of(arguments.filter, output)
    with opened(library_path(arguments)) as library:
        choosing.catch_up(library, output)
        if arguments.by:
            by = Grouping(arguments.by)
            _tell_groups(library.figures(by, wanted), by, arguments, output)
            return 0
        stats = library.stats(wanted)
    if arguments.json:
        output.text(json.dumps(_object(stats), ensure_ascii=False, indent=2) + "\n")
    else:
        for name, words in _rows(stats):
            output.line(f"{name:10} {words}")
    return 0


def _object(stats: Stats) -> dict[str, object]:
    return {
        "articles": stats.articles,
        "states": dict(stats.states),
        "annotations": telling.marks(stats.annotations),
        "entities": stats.entities,
        "relations": stats.relations,
        "tags": dict(stats.tags),
        "annotators": dict(stats.annotators),
        "words": stats.words,
        "words_read": stats.words_read,
        "alike": stats.alike,
        "deleted": stats.deleted,
    }


def _rows(stats: Stats) -> list[tuple[str, str]]:
    counts = stats.annotations
    kinds = {"highlights": counts.highlight, "entities": counts.entity, "claims": counts.claim}
    return [
        ("articles", _with(stats.articles, stats.states)),
        ("alike", str(stats.alike)),
        ("deleted", str(stats.deleted)),
        ("words", f"{stats.words} ({stats.words_read} read)"),
        ("marks", _with(counts.total, kinds)),
        ("tags", _listed(stats.tags)),
        ("annotators", _listed(stats.annotators)),
        ("entities", str(stats.entities)),
        ("relations", str(stats.relations)),
    ]


def _with(total: int, pieces: Mapping[str, int]) -> str:
    return f"{total} ({', '.join(f'{number} {name}' for name, number in pieces.items())})"


def _listed(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in numbers.items()) or "-"


def _tell_groups(groups: list[Figures], by: Grouping, arguments: argparse.Namespace, output: Output) -> None:
    if arguments.json:
        telling.tell_objects((_group_object(each, by) for each in groups), output, lines=False)
        return
    rows = [_group_row(each) for each in groups]
    if output.out_is_terminal:
        of_marks = bool(groups) and groups[0].words is None
        rows.insert(0, (by.value, "articles", *(() if of_marks else ("done", "words", "read")), "marks"))
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *numbers = (" " * (width - cell_len(word)) for word, width in zip(row, widths, strict=True))
        padded = (f"{blank}{word}" for blank, word in zip(numbers, row[1:], strict=True))
        output.line("  ".join((f"{row[0]}{first}", *padded)))


def _group_object(group: Figures, by: Grouping) -> dict[str, object]:
    found: dict[str, object] = {by.value: group.of, "articles": group.articles}
    if group.words is not None:
        found |= {"done": group.done, "words": group.words, "words_read": group.words_read}
    return found | {"marks": telling.marks(group.marks)}


def _group_row(group: Figures) -> tuple[str, ...]:
    numbers = (group.articles, group.done, group.words, group.words_read, group.marks.total)
    return (group.of or "-", *(str(number) for number in numbers if number is not None))

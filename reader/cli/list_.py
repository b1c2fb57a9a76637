"""List the articles, or those that a filter chooses: id, state, date, marks, outlet, title. With --json for scripts.

Newest first, unless --sort says otherwise. --json and --jsonl give objects
with id, title, outlet, published, byline, language, state (new, reading, done,
aside, deleted), labels, marks: {highlight, entity, claim, total}, added, and
alike: the id of the article here that told the same story first, or null.
Deleted articles are listed where the filter names them (state:deleted).

examples:
  annotty list
  annotty list 'state:new shelter -outlet:harbour' --sort outlet
  annotty list 'date:week claims:0' | annotty label unread -
  annotty list --queue morning --jsonl | jq -r 'select(.alike == null) | .title'

exit codes:
  0 done, also where nothing fits   2 wrong usage, or a filter that means
  nothing   3 the library cannot be used   4 no such queue
"""

from __future__ import annotations

import argparse

from reader.cli import choosing, telling
from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.errors import NotFound
from store.filters.terms import EVERYTHING, All
from store.model import Order, Queue


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    choosing.take_filter(parser)
    parser.add_argument("--queue", metavar="NAME", help="what a queue holds, in its order; a filter makes that less")
    choosing.take_order(parser, otherwise="date")
    telling.take_forms(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the list."""
    path = library_path(arguments)
    wanted = choosing.term_of(arguments.filter, output)
    with opened(path) as library:
        queue = _queue(library.queues(), arguments.queue)
        order = choosing.order_of(arguments, queue.order)
        if queue.filter:
            wanted = All((choosing.term_of([queue.filter], output), wanted))
        if wanted != EVERYTHING or order.by is not Order().by:
            choosing.catch_up(library, output)
        numbers = library.numbers(wanted, order, most=arguments.limit or None, each=True)
        articles = choosing.rows_of(library, numbers)
        if arguments.json or arguments.jsonl:
            telling.tell_objects(map(telling.as_object, articles), output, lines=arguments.jsonl)
            return 0
        for line in telling.in_columns(map(telling.as_row, articles)):
            output.line(line)
    if not numbers:
        what = "no articles in {} yet; `annotty add PATH` adds some" if wanted == EVERYTHING else "nothing in {} fits"
        output.note(what.format(path))
    return 0


def _queue(queues: tuple[Queue, ...], name: str | None) -> Queue:
    if name is None:
        return Queue("", "")
    found = next((each for each in queues if each.name == name), None)
    if found is None:
        raise NotFound(f"there is no queue “{name}”; `annotty queue` lists those that there are")
    return found

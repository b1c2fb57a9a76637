"""The queues: filters that are kept under a name, and in annotty opened with a key. Lists them, keeps one, drops one.

annotty queue keep NAME FILTER keeps a filter, with its order, in the place of
the queue that has the name; annotty queue drop NAME lets go of it. A list has
key, name, how many articles are in it now, and the filter. --json gives objects
with name, filter, sort, reverse, key and articles.

examples:
  annotty queue
  annotty queue keep morning 'state:new entity:"Jonna Vik" date:month' --key m
  annotty queue drop morning
  annotty list --queue morning

exit codes:
  0 done   1 refused: the key opens another queue   2 wrong usage, or a filter
  that means nothing   3 the library cannot be used   4 no such queue
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from reader.cli import choosing, telling
from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.errors import FilterError
from store.model import Order, Queue, Sort

if TYPE_CHECKING:
    from store.library import Library


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("deed", nargs="?", choices=("list", "keep", "drop"), default="list", metavar="keep, drop")
    parser.add_argument("name", nargs="?", metavar="NAME", help="the queue")
    parser.add_argument("filter", nargs="*", metavar="FILTER", help="what it holds (annotty list --help)")
    parser.add_argument("--key", metavar="K", help="the character that opens it in annotty")
    parser.add_argument(
        "--sort", choices=[each.value for each in Sort], default=Sort.DATE.value, metavar="KEY", help="its order"
    )
    parser.add_argument("--reverse", action="store_true", help="the other way round")
    telling.take_forms(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List, keep or drop."""
    if arguments.deed != "list" and arguments.name is None:
        output.problem(f"which queue? annotty queue {arguments.deed} NAME")
        return choosing.USAGE
    with opened(library_path(arguments)) as library:
        if arguments.deed == "keep":
            choosing.term_of(arguments.filter, output)
            order = Order(Sort(arguments.sort), arguments.reverse)
            library.keep_queue(Queue(arguments.name, " ".join(arguments.filter), order, arguments.key))
            output.line(f"kept: {arguments.name}")
        elif arguments.deed == "drop":
            library.drop_queue(arguments.name)
            output.line(f"dropped: {arguments.name}")
        else:
            _list(library, arguments, output)
    return 0


def _list(library: Library, arguments: argparse.Namespace, output: Output) -> None:
    queues = library.queues()
    if queues:
        choosing.catch_up(library, output)
    if arguments.json or arguments.jsonl:
        telling.tell_objects((_object(library, each) for each in queues), output, lines=arguments.jsonl)
        return
    for line in telling.in_columns((each.key or "-", each.name, _count(library, each), each.filter) for each in queues):
        output.line(line)


def _object(library: Library, queue: Queue) -> dict[str, object]:
    return {
        "name": queue.name,
        "filter": queue.filter,
        "sort": queue.order.by.value,
        "reverse": queue.order.turned,
        "key": queue.key,
        "articles": _number(library, queue),
    }


def _count(library: Library, queue: Queue) -> str:
    number = _number(library, queue)
    return "-" if number is None else str(number)


def _number(library: Library, queue: Queue) -> int | None:
    """How many articles it holds; None where its filter means nothing any more."""
    try:
        return library.count(choosing.parsed(queue.filter))
    except FilterError:
        return None

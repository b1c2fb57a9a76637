"""Which articles a command is about: chosen by a filter, or named by their ids. Understands the filter's words, and says
where they are wrong; finds nothing itself.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reader.cli.output import Output
from reader.terminal.depth import shown_line
from store.errors import FilterError, LibraryError
from store.filters.keys import Subject, keys_of
from store.model import ArticleSummary, Order, Sort

if TYPE_CHECKING:
    from store.filters.terms import Term
    from store.library import Library

USAGE = 2
ALL_OF_THEM = 10**9
AT_ONCE = 500
"""Articles whose rows are in memory at a time."""
_WHOLE = 36
"""The characters of a whole id."""
_NOTICED = 2_000
"""So many articles take a moment to be taken into the index of words."""

_COMMANDS = {Subject.ARTICLES: "list", Subject.CLAIMS: "claims", Subject.ENTITIES: "entities"}
"""The commands whose help tells the language in which each is chosen."""

_LANGUAGE = """\
filters:
  shelter bloggers     all of these words, in any case, with any accents
  "held meetings"      words that stand next to one another
  shelt*               words that begin like that
  {:21}not this; also -"no one", -(a b)
  dam or levee         one of them; the rest must fit as well
  (dam flood) or levee
  Everything else is a word: AND, don't, C++, multi-agent, http://x. Put a
  filter into single quotes, so that the shell leaves it alone; -- goes before
  one that is a single word with a minus.

keys:
"""


def take_filter(
    parser: argparse.ArgumentParser,
    *,
    nargs: str = "*",
    metavar: str = "FILTER",
    subject: Subject = Subject.ARTICLES,
) -> None:
    """Let a command take a filter, in as many arguments as it likes, and its help say what that is. subject: of what."""
    parser.add_argument("filter", nargs=nargs, metavar=metavar, help=f"which {subject} (below)")
    tell_language(parser, subject)


def tell_language(parser: argparse.ArgumentParser, subject: Subject) -> None:
    """Let a command's help say what a filter is."""
    parser.epilog = f"{_language(subject)}\n\n{parser.epilog}"


def take_order(parser: argparse.ArgumentParser, *, otherwise: str) -> None:
    """Let a command take an order for its articles, and how many of them."""
    parser.add_argument(
        "--sort",
        choices=[each.value for each in Sort],
        metavar="KEY",
        help=f"{', '.join(each.value for each in Sort)}; else {otherwise}",
    )
    parser.add_argument("--reverse", action="store_true", help="the other way round")
    parser.add_argument("--limit", type=number, metavar="N", help="no more than so many; 0: all")


def take_articles(parser: argparse.ArgumentParser) -> None:
    """Let a command take articles by their ids, from standard input, or by a filter."""
    what = "an article's id, or how it begins or ends; - reads a list of them, as `annotty list` prints it"
    parser.add_argument("articles", nargs="*", metavar="ARTICLE", help=what)
    parser.add_argument("--filter", metavar="FILTER", help="all that a filter chooses (annotty list --help)")


def term_of(words: Sequence[str], output: Output, subject: Subject = Subject.ARTICLES) -> Term:
    """What the words of a filter mean. Raises SystemExit where they mean nothing, after saying why and where."""
    filter_words = " ".join(words)
    try:
        return parsed(filter_words, subject)
    except FilterError as error:
        raise _told(filter_words, error, output, subject) from error


def parsed(words: str, subject: Subject = Subject.ARTICLES) -> Term:
    """What a filter means today. Raises FilterError."""
    from store.filters.parsing import parse

    return parse(words, date.today(), subject=subject)


def _told(words: str, error: FilterError, output: Output, subject: Subject) -> SystemExit:
    from reader.terminal.cells import cell_len

    line = shown_line(words)
    before, wrong = line[: error.start], line[error.start : error.end]
    place = f"  {' ' * cell_len(before)}{'^' * max(1, cell_len(wrong))}"
    output.problem(f"{error}\n  {line}\n{place}\nTry: annotty {_COMMANDS[subject]} --help")
    return SystemExit(USAGE)


def order_of(arguments: argparse.Namespace, otherwise: Order) -> Order:
    """The order that a command was told, else another."""
    by = Sort(arguments.sort) if arguments.sort else otherwise.by
    return Order(by, arguments.reverse != (otherwise.turned and not arguments.sort))


def catch_up(library: Library, output: Output) -> None:
    """Take into the index of words what it does not know yet, so that a filter finds it; while another program writes,
    what is there must do.
    """
    left = library.not_indexed()
    if left > _NOTICED:
        output.note(f"taking the words of {left} articles into the index first")
    try:
        library.catch_up(ALL_OF_THEM)
    except LibraryError as error:
        output.note(f"the words of {library.not_indexed()} articles are not in the index yet ({error})")


def settle(library: Library, output: Output) -> None:
    """Bring the desks of entities and claims up to date; while another program writes, what is there must do."""
    left = library.unsettled()
    if left > _NOTICED:
        output.note(f"putting {left} entities and claims in order first")
    try:
        library.settle()
    except LibraryError as error:
        output.note(f"{library.unsettled()} entities and claims are told as they were before ({error})")


def rows_of(library: Library, numbers: Sequence[int]) -> Iterator[ArticleSummary]:
    """The rows of a list, few in memory at a time; those that are gone meanwhile are left out."""
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        rows = library.rows(some)
        yield from (rows[number] for number in some if number in rows)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command was told to be about: articles by their ids, and what a filter chooses, where there is one."""

    articles: tuple[str, ...]
    wanted: Term | None


def asked(arguments: argparse.Namespace, output: Output) -> Asked:
    """Understand what a command is about, before the library is opened. Raises SystemExit where it is about nothing."""
    if not arguments.articles and arguments.filter is None:
        output.problem(f"name articles, or choose them with --filter\nTry: annotty {arguments.command} --help")
        raise SystemExit(USAGE)
    wanted = None if arguments.filter is None else term_of([arguments.filter], output)
    return Asked(tuple(arguments.articles), wanted)


def chosen(library: Library, about: Asked, output: Output) -> list[str]:
    """The ids of the articles that a command is about, each once. Raises NotFound where one is not here."""
    found = dict.fromkeys(_id(library, wanted) for wanted in _named(about.articles))
    if about.wanted is not None:
        catch_up(library, output)
        found.update(dict.fromkeys(library.articles_of(library.numbers(about.wanted, each=True))))
    return list(found)


def _named(articles: Sequence[str]) -> Iterator[str]:
    for each in articles:
        if each != "-":
            yield each
        elif sys.stdin is not None:
            # The first column of a list; a line that begins with a blank belongs to the one before it.
            yield from (line.split()[0] for line in sys.stdin if line.strip() and not line[0].isspace())


def _id(library: Library, wanted: str) -> str:
    # Looking for how an id begins or ends goes through all of them.
    if len(wanted) == _WHOLE and library.number_of(wanted) is not None:
        return wanted
    return library.find_id(wanted)


def counted(number: int) -> str:
    """So many articles, in words."""
    return f"{number} {'article' if number == 1 else 'articles'}"


def number(words: str) -> int:
    """A number as an argument."""
    if not words.isascii() or not words.isdigit():
        raise argparse.ArgumentTypeError(f"{words} is no number")
    return int(words)


def _language(subject: Subject) -> str:
    lines = [f"  {key.values.split('  ')[0]:24}{key.help}" for key in keys_of(subject).values()]
    left_out = {Subject.ARTICLES: "-state:done", Subject.CLAIMS: "-links:0", Subject.ENTITIES: "-tag:PLACE"}[subject]
    return f"{_LANGUAGE.format(left_out)}{chr(10).join(lines)}"

"""The arguments of the command line: which command they name, and what it is told. Runs nothing.

Only the module of the command in use is imported, so that each starts at once.
"""

from __future__ import annotations

import argparse
import builtins
import keyword
import textwrap
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn, Protocol, cast

from reader.cli import COMMANDS
from reader.cli.output import Output

_USAGE = 2

_DESCRIPTION = """\
Read news closely and mark what it says: people, places, and who claims what
through whom."""
_EPILOG = """\
the library:
  one file; --library PATH before or after the command, else $ANNOTTY_LIBRARY,
  else library.db in annotty's folder among your data

examples:
  annotty                           open the list of articles
  annotty add report.html notes/    add a file, and what a folder holds
  annotty list --json               what there is, for a script
  annotty export --output marks.jsonl
  annotty COMMAND --help            more about a command

exit codes:
  0 done   1 not done, or in part: something could not be read, was refused, or
  could not be written   2 wrong usage   3 the library cannot be used
  4 not found   130 interrupted   143, 129 ended by SIGTERM, SIGHUP
"""


class Command(Protocol):
    """What the module of a command has; its docstring is what --help says of it."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Name its arguments."""

    def run(self, arguments: argparse.Namespace, output: Output) -> int:
        """Do it; returns the exit code."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong through the border to the terminal, as all words do that come from outside."""

    output: Output

    def error(self, message: str) -> NoReturn:
        self.output.problem(f"{message}\nTry: {self.prog} --help")
        raise SystemExit(_USAGE)


def command_in(given: Sequence[str], output: Output) -> tuple[Command, argparse.Namespace]:
    """The command that is asked for, and what it is told. Raises SystemExit where that is wrong, or only help is wanted."""
    wanted = _named(given)
    if wanted is None and not {"-h", "--help", "--version"} & set(given):
        given, wanted = ["open", *given], "open"
    _Parser.output = output
    arguments = _parser(wanted).parse_args(given)
    return module_of(wanted or "open"), arguments


def _named(given: Sequence[str]) -> str | None:
    """The command among the arguments: the first that is neither an option nor the option's value."""
    values = iter(given)
    for value in values:
        if value == "--library":
            next(values, None)
        elif not value.startswith("-"):
            return value
    return None


def module_of(name: str) -> Command:
    """The module of a command, by the name of the command."""
    # A module named list would take the place of the list that Python has, in this one.
    taken = keyword.iskeyword(name) or hasattr(builtins, name)
    return cast(Command, import_module(f"reader.cli.{name}{'_' if taken else ''}"))


def _parser(wanted: str | None) -> argparse.ArgumentParser:
    """The parser, with the arguments of the wanted command only: the others' modules stay unread."""
    parser = _Parser(
        prog="annotty",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--library", metavar="PATH", help="the library file")
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", parser_class=_Parser)
    for name, words in COMMANDS.items():
        if name != wanted:
            commands.add_parser(name, help=words)
            continue
        module = module_of(name)
        what, _, examples = (module.__doc__ or "").partition("\n\n")
        command = commands.add_parser(
            name,
            help=words,
            description=textwrap.fill(what, 79),
            epilog=examples,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.add_argument("--library", metavar="PATH", default=argparse.SUPPRESS, help="the library file")
        module.configure(command)
    return parser


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("annotty")
        except PackageNotFoundError:
            found = "(not installed)"
        _Parser.output.line(f"annotty {found}")
        parser.exit()

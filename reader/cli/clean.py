"""Print the clean text of files, folders, web addresses or standard input (-): the text that a library would keep.

It takes all that `annotty add` takes, and needs no library. Several texts are
separated by a line with the name of each, as `head` does. What cannot be read
is named on standard error, and the others go on; the exit code is 1 then.

--explain prints each line or block of the source instead: + kept or - left out,
its line number, its kind, the stage that decided, why, and its words; then what
is known of the article, and where each of that came from. With --json the same
as objects, one on a line: {type: "line", origin, line, kept, kind, stage,
reason, words, start, end}, at last {type: "metadata", …, found}; start and end
count code points of the text.

--jsonl is a filter: rows in (JSON objects, one on a line; from a FILE, else
from standard input), as many rows out, in order, at work on all cores.
  in    text or html (html where both are there; --text-field for another), and
        id, url, outlet, title, byline, published, updated, language where
        known: what a row says of itself goes before what its text says
  out   id (the number of the line, where it has none), text, title, byline,
        published, updated, outlet, language, url, blocks, cleaner, found; the
        other fields of the row behind them, but for what was cleaned
  text  the body: without title, byline, date and captions. With --as-read as
        the library keeps it, title and captions in it
  blocks  every block in order: {kind, level, text, start, end}; start and end
        count code points of text, null for a block that does not stand in it
Rows of one outlet (by the host of url, else by outlet) help each other: lines
that stand on many of its pages are not the article's. For that up to 1,000 rows
or 32 MB are gathered, fewer when no more come for half a second. --alone takes
each row by itself. A row in which there is nothing to read has the text "". A
row that cannot be used gives a row with id and error, and exit code 1 at the
end.

examples:
  annotty clean report.html > report.txt
  annotty clean --markdown https://example.org/report
  annotty clean --explain dump.txt | less
  zcat crawl.jsonl.gz | annotty clean --jsonl | jq -r .text
  annotty clean --jsonl --text-field raw_text --jobs 4 rows.jsonl > clean.jsonl

exit codes:
  0 done   1 something could not be read or cleaned   2 wrong usage
  130 interrupted
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.output import Output, standard_input
from reader.terminal.depth import shown_line
from store.errors import AnnottyError, SourceError

if TYPE_CHECKING:
    from store.model import RawItem
    from store.sources import Skipped

IN_PART = 1
_COLUMNS = 80


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument(
        "paths", nargs="*", metavar="FILE", help="a file, a folder, an address, or - for standard input"
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--explain", action="store_true", help="each line of the source, and why it is kept or left out")
    shape.add_argument("--markdown", action="store_true", help="the text as Markdown, with its structure")
    shape.add_argument("--jsonl", action="store_true", help="rows in, rows out: a filter for pipelines")
    parser.add_argument("--json", action="store_true", help="with --explain: objects, one on a line")
    parser.add_argument(
        "--allow-private", action="store_true", help="fetch addresses of this machine and its network too"
    )
    rows = parser.add_argument_group("with --jsonl")
    rows.add_argument("--text-field", metavar="NAME", help="the field that holds the text (else html, or text)")
    rows.add_argument(
        "--as-read", action="store_true", help="the text as the library keeps it, with title and captions"
    )
    rows.add_argument("--alone", action="store_true", help="each row by itself, whatever others of its outlet tell")
    rows.add_argument("--jobs", type=_number, metavar="N", help="processes to clean with (else one for each core)")
    parser.set_defaults(refuse=parser.error)


def _number(words: str) -> int:
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"{words!r} is not a whole number above 0")
    return int(words)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print what is asked for; returns 1 where something could not be read or cleaned."""
    if arguments.json and not arguments.explain:
        arguments.refuse("--json goes with --explain; for rows there is --jsonl")
    if arguments.jsonl:
        return _filter(arguments, output)
    for name in ("text_field", "as_read", "alone", "jobs"):
        if getattr(arguments, name):
            arguments.refuse(f"--{name.replace('_', '-')} goes with --jsonl")
    if not arguments.paths:
        arguments.refuse("name a file, or - for standard input")
    return _print(arguments, output)


# --- files --------------------------------------------------------------------------------------------------------


def _print(arguments: argparse.Namespace, output: Output) -> int:
    from store.sources import Options, read

    items = read(arguments.paths, standard_input(), Options(allow_private=arguments.allow_private))
    begin = list(islice(items, 2))
    if not begin:
        output.note("no article was found there")
        return IN_PART
    code = 0
    parted = ""
    for item in chain(begin, items):
        several = len(begin) > 1 and not arguments.json
        try:
            _print_one(item, arguments, output, f"{parted}==> {shown_line(item.origin)} <==\n" if several else "")
            parted = "\n"
        except AnnottyError as error:
            output.problem(str(error))
            code = IN_PART
    return code


def _print_one(item: RawItem | Skipped, arguments: argparse.Namespace, output: Output, heading: str) -> None:
    """Print what is asked for of an item. Raises AnnottyError where there is nothing of it, before anything is printed."""
    from store.cleaning import explained
    from store.model import RawItem

    if not isinstance(item, RawItem):
        raise SourceError(item.reason)
    cleaned, verdicts = explained(item)
    output.text(heading)
    if arguments.explain:
        from reader.cli import explaining

        if arguments.json:
            from store.formats.fields import dump

            for each in explaining.objects(item.origin, cleaned, verdicts()):
                output.text(dump(each) + "\n")
            return
        rows = list(explaining.table(verdicts(), _columns()))
        for row in (*rows, *[""][: len(rows)], *explaining.facts(cleaned.metadata, cleaned.found)):
            output.line(row)
    elif arguments.markdown:
        from store.formats.markdown import markdown_of

        output.text(markdown_of(cleaned.document))
    else:
        output.text(cleaned.document.text + "\n")


def _columns() -> int:
    """The cells of a row; a terminal that is narrower wraps, one that is wider shows more of the words."""
    return max(_COLUMNS, shutil.get_terminal_size((_COLUMNS, 24)).columns)


# --- rows ---------------------------------------------------------------------------------------------------------


def _filter(arguments: argparse.Namespace, output: Output) -> int:
    from reader.cli.piped import lines
    from store.adding.crew import Crew
    from store.cleaning.filtering import Wanted
    from store.cleaning.streaming import streamed

    if len(arguments.paths) > 1:
        arguments.refuse("--jsonl reads one file, or standard input; `cat` several into it")
    wanted = Wanted(arguments.text_field, arguments.as_read)
    code = 0
    crew = None if arguments.jobs == 1 else Crew(arguments.jobs)
    with _opened(arguments.paths) as source, crew or nullcontext():
        for row in streamed(lines(source), crew, wanted, alone=arguments.alone):
            output.text(row.text + "\n")
            output.out.flush()  # whoever reads may be waiting for this one
            if row.problem:
                output.problem(row.problem)
                code = IN_PART
    return code


@contextmanager
def _opened(paths: Sequence[str]) -> Iterator[int]:
    """The descriptor of the file with the rows. Raises SourceError where it cannot be read."""
    path = paths[0] if paths else "-"
    if path != "-" and Path(path).is_dir():
        raise SourceError(f"{path} is a folder; --jsonl reads one file of rows")
    try:
        source = standard_input().fileno() if path == "-" else os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        what = "standard input" if path == "-" else path
        raise SourceError(f"{what} cannot be read: {error.strerror if isinstance(error, OSError) else error}") from None
    try:
        yield source
    finally:
        if path != "-":
            os.close(source)

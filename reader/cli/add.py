"""Add articles from files, folders, globs, web addresses, feeds, data sets, archives or standard input (-).

It reads plain text, HTML, Markdown, MHTML and EPUB; JSONL, JSON, CSV, TSV and
Parquet with a row for each article; WARC and WET archives; RSS and Atom feeds
and OPML lists of them; all of it also gzipped. A file's name and its beginning
tell what it is, unless --format does. The fields of rows are guessed where they
have one of the usual names.

Each article gives one line: what became of it (added; known: the same bytes are
here; completed: only its name was), its id, its title, and where it came from.
On a terminal only the first 20 get one; in a pipe or a file every article does.
What cannot be read is named on standard error, and the others go on.

Many are cleaned on all cores, or by the workers of a Dask cluster, which must
have the same annotty (--scheduler). Ctrl+C stops, and what is finished is kept;
run again, the same command does not repeat what is done.

examples:
  annotty add report.html notes.txt saved-pages/
  annotty add https://example.org/report
  annotty add --feed https://example.org/news
  annotty add --text-field body --url-field link articles.jsonl.gz
  curl -s https://example.org/report | annotty add -
  annotty add --jobs 8 'crawl/*.warc.gz' > added.txt
  annotty add --scheduler tcp://10.0.0.5:8786 'archive/*.warc.gz'

exit codes:
  0 done   1 something could not be read or cleaned   2 wrong usage
  3 the library cannot be used   130 stopped by ctrl+c
"""

from __future__ import annotations

import argparse
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from reader.cli.output import Output, standard_input
from reader.cli.place import library_path, opened
from reader.cli.progress import Progress
from reader.cli.telling_json import JsonTelling
from store.errors import SourceError
from store.model import Added

if TYPE_CHECKING:
    from store.adding import Executor, Handled
    from store.library import Library
    from store.recleaning import Recleaned
    from store.sources import Options

IN_PART, INTERRUPTED = 1, 130
NAMED_ON_A_TERMINAL = 20
"""So many articles get a line of their own where a person watches."""
_FIELDS = "text html id url title published updated byline outlet language".split()
_WORDS = {"added": "added", "completed": "completed", "known": "known", "deleted": "known and deleted"}
_WORDS |= {"passed over": "passed over"}
_WORDS |= {"skipped": "could not be read"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a folder, a glob, an http(s) address, or - for standard input"
    )
    parser.add_argument("--format", metavar="NAME", help="what the files are, whatever their names say")
    parser.add_argument("--feed", action="store_true", help="the addresses are feeds, or pages that name theirs")
    parser.add_argument(
        "--allow-private", action="store_true", help="fetch addresses of this machine and its network too"
    )
    parser.add_argument(
        "--jobs", type=_number, metavar="N", help="processes to clean with (else one for each core; 1: this one)"
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="the scheduler of a Dask cluster to clean with, as tcp://HOST:PORT"
    )
    parser.add_argument("--quiet", action="store_true", help="say only what was skipped")
    parser.add_argument(
        "--progress", choices=("line", "json"), default="line", help="json: a JSON object a line on standard error"
    )
    rows = parser.add_argument_group("rows of data sets", "which field holds what; a.b is the field b inside a")
    for name in _FIELDS:
        rows.add_argument(f"--{name}-field", metavar="NAME")
    parser.set_defaults(refuse=parser.error)


def _number(words: str) -> int:
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"{words!r} is not a whole number above 0")
    return int(words)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Add what can be read; returns 1 where something could not."""
    from store.adding import Stopping, add_all
    from store.sources import FORMATS, read

    if arguments.format not in (None, *FORMATS):
        arguments.refuse(f"--format {arguments.format} is not known; it is one of {', '.join(FORMATS)}")
    if arguments.jobs is not None and arguments.scheduler is not None:
        arguments.refuse("--jobs and --scheduler cannot both say who cleans; take one of them")
    in_json = JsonTelling(output, arguments.paths, list(_WORDS)) if arguments.progress == "json" else None
    quiet = arguments.quiet or in_json is not None
    progress = Progress(output, arguments.paths, quiet=quiet)
    telling = _Telling(output, progress, in_json, quiet=quiet)
    with opened(library_path(arguments), create=True) as library, Stopping() as stopping:
        items = read(arguments.paths, standard_input(), _options(arguments, library))
        try:
            with _executor(arguments.jobs, arguments.scheduler) as executor:
                for handled in add_all(library, items, executor=executor, stopping=stopping, again=telling.again):
                    telling.tell(handled)
                library.catch_up()
        except SourceError:
            telling.broken_off()
            raise
        finally:
            progress.clear()
    return telling.end(stopped=stopping.asked)


def _options(arguments: argparse.Namespace, library: Library) -> Options:
    from store.adding import KnownAddresses
    from store.sources import Fields, Options

    fields = Fields(**{name: getattr(arguments, f"{name}_field") for name in _FIELDS})
    return Options(arguments.format, fields, arguments.allow_private, arguments.feed, KnownAddresses(library))


def _executor(jobs: int | None, scheduler: str | None) -> AbstractContextManager[Executor | None]:
    from store.adding import InThisProcess
    from store.adding.crew import Crew

    if scheduler is not None:
        from store.adding.cluster import Cluster

        return Cluster(scheduler)
    if jobs is None:
        return nullcontext()
    return nullcontext(InThisProcess()) if jobs == 1 else Crew(jobs)


class _Telling:
    """Says what became of each article, and in the end how many there were."""

    def __init__(self, output: Output, progress: Progress, in_json: JsonTelling | None, *, quiet: bool) -> None:
        self._output = output
        self._progress = progress
        self._in_json = in_json
        self._quiet = quiet
        self._done: Counter[str] = Counter()
        self._lines = 0
        self._again = 0

    def again(self, report: Recleaned) -> None:
        """An article that was here before was cleaned again."""
        self._again += report.changed

    def tell(self, handled: Handled) -> None:
        """One article, or what was skipped."""
        became = handled.became
        if isinstance(became, Added):
            self._done[became.outcome] += 1
            self._name(handled.origin, became)
        else:
            self._done["skipped" if became.failed else "passed over"] += 1
            reason = became.reason.removeprefix(handled.origin).lstrip(" :")
            if self._in_json is not None and became.failed:
                self._in_json.skipped(handled.origin, reason)
            else:
                self._note(f"{'skipped' if became.failed else 'passed':9} {handled.origin}: {reason}")
        self._progress.passed(handled.origin, handled.size, _sum(self._done))
        if self._in_json is not None:
            self._in_json.passed(handled.origin, handled.size, self._done)

    def end(self, *, stopped: bool) -> int:
        """The sum; returns the exit code."""
        self._progress.clear()
        if self._in_json is not None:
            self._tell_of_those_again()
            self._in_json.end(self._done, stopped=stopped)
            return INTERRUPTED if stopped else IN_PART if self._done["skipped"] else 0
        if not self._quiet:
            self._output.note(_sum(self._done) if self._done or stopped else "nothing to add was found there")
            self._tell_of_those_again()
        if stopped:
            self._output.note("stopped; what is named is kept, and the same command goes on from there")
            return INTERRUPTED
        return IN_PART if self._done["skipped"] else 0

    def broken_off(self) -> None:
        """Nobody is left to clean: what was done until then."""
        if self._done:
            self.end(stopped=False)

    def _tell_of_those_again(self) -> None:
        if self._again:
            articles = "1 article" if self._again == 1 else f"{self._again:,} articles"
            self._note(f"{articles} not opened yet cleaned again: more is known of the outlet now")

    def _name(self, origin: str, added: Added) -> None:
        watched = self._output.out_is_terminal
        if not self._quiet and not (watched and self._lines > NAMED_ON_A_TERMINAL):
            if watched:
                self._progress.clear()
            self._lines += 1
            if watched and self._lines > NAMED_ON_A_TERMINAL:
                self._output.line("…")
            else:
                title = " ".join(added.title.split()) or "(no title)"
                self._output.line(f"{added.outcome:9} {added.article}  {title}  ({origin})")
        if added.orphans:
            self._note(f"marks whose words are not in its text, kept: {' '.join(added.orphans)}")

    def _note(self, words: str) -> None:
        if self._in_json is not None:
            self._in_json.note(words)
            return
        self._progress.clear()
        self._output.note(words)


def _sum(done: Counter[str]) -> str:
    return ", ".join(f"{done[outcome]:,} {word}" for outcome, word in _WORDS.items() if done[outcome]) or "0 added"

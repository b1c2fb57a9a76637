"""Clean articles again, from the sources that the library keeps, with what the cleaner and the outlets' other pages teach now.

Without ids and options: the articles whose text another version of the cleaner
made. What readers corrected stays so. An article that comes out differently
gets a new version of its text; marks go with their words, and one whose words
are gone is kept and named. The whole of it is one step: --undo takes it back.

Each article that changes is a line: id, words lost and gained, marks, title.
With --diff the lines that its text loses (-) and gains (+) stand below it.

exit codes: 0 done, 1 some articles were passed over, 2 wrong usage,
3 the library cannot be used, 4 no such article or outlet.

examples:
  annotty reclean --dry-run --diff
  annotty reclean --outlet "Harbour Gazette"
  annotty reclean 01900000 --diff
  annotty reclean --undo
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.errors import NothingToUndo

if TYPE_CHECKING:
    from store.library import Library
    from store.recleaning import Recleaned

_LONGEST = 160  # code points of a line that a diff shows


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("ids", metavar="ID", nargs="*", help="an article's id, or how it begins or ends")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--outlet", metavar="NAME", help="all articles of an outlet, by its name or its host")
    which.add_argument("--all", action="store_true", help="every article")
    which.add_argument("--undo", action="store_true", help="take the last reclean back")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument("--diff", action="store_true", help="show the lines that the text loses (-) and gains (+)")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Clean again, or take back. Raises NotFound for an article or an outlet that is not here."""
    if arguments.ids and (arguments.outlet or arguments.all or arguments.undo):
        output.problem("give ids, or one of --outlet, --all and --undo\nTry: annotty reclean --help")
        return 2
    if arguments.undo and (arguments.dry_run or arguments.diff):
        output.problem("--undo stands alone\nTry: annotty reclean --help")
        return 2
    with opened(library_path(arguments)) as library:
        if arguments.undo:
            return _undo(library, output)
        teller = _Teller(output, arguments.diff)
        library.reclean(
            dict.fromkeys(map(library.find_id, arguments.ids)) or None,
            outlet=arguments.outlet,
            everything=arguments.all,
            dry=arguments.dry_run,
            tell=teller.tell,
        )
    output.note(teller.sum(arguments.dry_run))
    return 1 if teller.passed_over else 0


def _undo(library: Library, output: Output) -> int:
    try:
        change = library.undo_reclean()
    except NothingToUndo:
        output.problem(f"there is no reclean by {library.annotator} to take back; nothing was changed")
        return 1
    output.line(f"taken back: {change.summary}")
    return 0


@dataclass
class _Teller:
    """Prints what becomes of each article, and counts."""

    output: Output
    diff: bool
    seen: int = 0
    changed: int = 0
    passed_over: int = 0

    def tell(self, report: Recleaned) -> None:
        """Say it, where there is something to say."""
        self.seen += 1
        if report.reason:
            self.passed_over += 1
            self.output.note(f"{report.article} passed over: {report.reason}")
        elif report.changed:
            self.changed += 1
            self.output.line(f"{report.article}  {', '.join(_told(report))}  {report.title}")
            if report.orphaned:
                self.output.note(f"{report.article} marks that lost their words, kept: {' '.join(report.orphaned)}")
            if self.diff:
                self._diff(report)

    def _diff(self, report: Recleaned) -> None:
        for field, before, after in report.fields:
            self.output.line(f"    {field}: {_cut(before or 'none')} → {_cut(after or 'none')}")
        for sign, lines in (("-", report.gone), ("+", report.come)):
            for line in lines:
                self.output.line(f"  {sign} {_cut(line)}")

    def sum(self, dry: bool) -> str:
        """All of it in one line."""
        done = "would change" if dry else "changed"
        what = f"{self.seen} article{'' if self.seen == 1 else 's'} cleaned again, {self.changed} {done}"
        if self.passed_over:
            what += f", {self.passed_over} passed over"
        return what if dry or not self.changed else f"{what}; `annotty reclean --undo` takes it back"


def _told(report: Recleaned) -> list[str]:
    told = []
    if report.gone or report.come:
        told.append(f"-{_words(report.gone)} +{_words(report.come)} words")
    told.extend(field for field, *_ in report.fields)
    if report.moved:
        told.append(f"{report.moved} mark{'' if report.moved == 1 else 's'} moved")
    if report.orphaned:
        told.append(f"{len(report.orphaned)} lost")
    return told


def _words(lines: tuple[str, ...]) -> int:
    return sum(len(line.split()) for line in lines)


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"

"""Put a backup in the library's place, or list the backups that there are.

The backup is checked first, and the library as it is now is backed up; that one
can be restored likewise. The file takes the library's place in one step, and
only while no other program has the library open. It asks first. A backup of an
older annotty is brought up to date.

examples:
  annotty restore --list
  annotty restore --latest
  annotty restore backups/library-20261123T014500Z.db --yes

exit codes:
  0 done   1 not done   2 wrong usage
  3 the library or the backup cannot be used
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import choosing
from reader.cli.backup import size
from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.errors import LibraryError

if TYPE_CHECKING:
    from store.backups.naming import Backup
    from store.database.backing import Holds

_WHY = {
    "": "asked for",
    "daily": "of the day",
    "migration": "before a new schema",
    "restore": "before a restore",
    "repair": "before a repair",
    "damaged": "damaged, as it was",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("file", nargs="?", metavar="FILE", help="a backup, or another library")
    which.add_argument(
        "--latest", action="store_true", help="the newest backup that is whole, but for those before a restore"
    )
    which.add_argument("--list", action="store_true", help="print the backups that there are, the newest first")
    parser.add_argument("--json", action="store_true", help="with --list: a JSON object a line")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.set_defaults(refuse=parser.error)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List, or restore."""
    from store.backups.making import kept_in
    from store.backups.naming import place_of

    library = library_path(arguments)
    folder = place_of(library, os.environ).folder
    there = kept_in(library, folder)
    if arguments.list:
        return _list(there, folder, output, in_json=arguments.json)
    if not arguments.latest and arguments.file is None:
        arguments.refuse("which backup? name a FILE, or say --latest or --list")
    backup = Path(arguments.file) if arguments.file is not None else _latest(there, folder)
    from store.backups.restoring import restore

    if not arguments.yes and not _is_wanted(library, backup, output):
        output.problem("nothing was restored")
        return 1
    held, before = restore(library, backup, folder)
    with opened(library) as restored:
        stats = restored.stats()
    if before is not None:
        output.note(f"what was there before is at {before}")
    older = f", which had schema {held.schema}" if held.schema != _schema() else ""
    output.line(
        f"restored  {library} from {backup}{older}: {choosing.counted(stats.articles)}, {stats.annotations.total:,} marks"
    )
    return 0


def _schema() -> int:
    from store.database.file.fingerprint import SCHEMA_VERSION

    return SCHEMA_VERSION


def _list(there: list[Backup], folder: Path, output: Output, *, in_json: bool) -> int:
    for each in there:
        held, wrong = _holds(each.path)
        number = each.path.stat().st_size
        if in_json:
            told = {"path": str(each.path), "at": each.at.isoformat().replace("+00:00", "Z"), "why": _WHY[each.why]}
            told_more = {"bytes": number, **(held._asdict() if held else {"wrong": wrong})}
            output.text(json.dumps(told | told_more, ensure_ascii=False) + "\n")
            continue
        what = f"{choosing.counted(held.articles)}, {held.marks:,} marks" if held else f"cannot be read: {wrong}"
        output.line(f"{each.at:%Y-%m-%d %H:%M:%S} UTC  {size(number):>10}  {_WHY[each.why]:19}  {what}  {each.path}")
    if not there and not in_json:
        output.note(f"no backup is in {folder}; `annotty backup` makes one")
    return 0


def _latest(there: list[Backup], folder: Path) -> Path:
    """The newest backup that is whole; what a restore put aside is taken by its name alone. Raises LibraryError where there
    is none.
    """
    from store.backups.naming import Why
    from store.database import backing

    others = [each for each in there if each.why not in (Why.RESTORE, Why.DAMAGED)]
    for each in others:
        try:
            backing.check(each.path)
        except LibraryError:
            continue
        return each.path
    if there and not others:
        raise LibraryError(
            f"in {folder} is only what a restore put aside; nothing was restored. "
            "`annotty restore --list` shows it: name the FILE"
        )
    raise LibraryError(f"no backup is in {folder} that is whole; nothing was restored")


def _is_wanted(library: Path, backup: Path, output: Output) -> bool:
    """Whether a person at a terminal says yes; a script says --yes."""
    told = f"{library} ({_told(library)}) by {backup} ({_told(backup)})"
    if not (output.err_is_terminal and output.out_is_terminal):
        output.problem(f"this would replace {told}; say --yes")
        return False
    output.note(f"This replaces {told}. What is there now is backed up first.")
    output.flush()
    output.err.write("Restore? [y/N] ")
    output.err.flush()
    try:
        return input().strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _told(path: Path) -> str:
    if not path.exists():
        return "not there"
    held, wrong = _holds(path)
    if held is None:
        return f"cannot be read: {wrong}"
    return f"{choosing.counted(held.articles)}, {held.marks:,} marks, last changed {held.last[:16].replace('T', ' ') or 'never'}"


def _holds(path: Path) -> tuple[Holds | None, str]:
    from store.database import backing

    try:
        return backing.holds(path), ""
    except LibraryError as error:
        return None, str(error)

"""See whether the library is sound: its file, what its rows name, every mark's words, the history, the list, the index of words.

It reads all of the file: each mark is held against the words of its text, each
text and source against its digest, and every row against what the history tells
of it. --repair makes anew what can be made from the articles: rows of the list,
and the index of words, also a half-built one; takes from others what they may
do to the files; and removes what is left of work that was broken off. Articles
and marks are never touched, and the library is backed up before. What cannot be
repaired is told, and what is to be known of the programs that annotty runs on,
of the disk and of the backups.

examples:
  annotty doctor
  annotty doctor --repair
  annotty doctor --json | jq .faults
  annotty doctor --terminal     what is known of the terminal, how it draws

exit codes:
  0 sound, or repaired   1 something is wrong, or not in the index yet
  2 wrong usage   3 the library cannot be used
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING, NamedTuple

from reader.cli import choosing
from reader.cli.output import Output
from reader.cli.place import library_path, opened, preferences_path
from store.errors import LibraryError

if TYPE_CHECKING:
    from pathlib import Path

    from store.database.checking.soundness import Fault
    from store.library import Library
    from store.model import Stats
    from store.premises import Premises

WRONG = 1
_DOSE = 1000
"""Articles whose words are taken into the index between two words to whoever watches."""
_NAME = re.compile(r"[\w.-]+")


class _Found(NamedTuple):
    """What was seen. missing: articles that are not in the index of words."""

    faults: list[Fault]
    missing: int
    premises: Premises

    @property
    def is_sound(self) -> bool:
        return not self.missing and not self.premises.open_to_others and all(each.harmless for each in self.faults)


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("--repair", action="store_true", help="make anew what can be made from the articles")
    parser.add_argument("--terminal", action="store_true", help="tell what is known of the terminal, and draw on it")
    parser.add_argument("--json", action="store_true", help="one JSON object, for programs")
    parser.set_defaults(refuse=parser.error)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Look at it, and repair it."""
    if arguments.terminal:
        if arguments.repair or arguments.json:
            arguments.refuse("--terminal goes alone: nothing of the library is looked at")
        from reader.cli.doctor_terminal import tell
        from reader.preferences import load

        return tell(output, os.environ, load(preferences_path()))
    path = library_path(arguments)
    with opened(path) as library:
        found = _look(library)
        if arguments.repair and (not found.is_sound or found.premises.left):
            if not arguments.json:
                _tell_faults(found, output)
            _repair(library, found, output, quiet=arguments.json)
            found = _look(library)
        if arguments.json:
            output.text(json.dumps(_as_json(library, found), ensure_ascii=False, indent=2) + "\n")
        else:
            _tell(library, found, output)
    return 0 if found.is_sound else WRONG


def _look(library: Library) -> _Found:
    from store import premises

    return _Found(library.faults(), library.not_indexed(), premises.look(library.path, os.environ))


def _tell(library: Library, found: _Found, output: Output) -> None:
    for note in (*library.warnings(), *found.premises.notes, *(each.words for each in found.faults if each.harmless)):
        output.note(f"note      {note}")
    output.note(f"runs on   {', '.join(f'{name} {number}' for name, number in _versions().items())}")
    _tell_faults(found, output)
    if found.missing:
        output.line(f"missing   the words of {choosing.counted(found.missing)} in the index; --repair takes them in")
    if found.premises.left:
        output.note(f"left      {len(found.premises.left)} files of work that was broken off; --repair removes them")
    if found.is_sound:
        stats = library.stats()
        output.line(f"sound     {library.path}: {choosing.counted(stats.articles)}, {stats.annotations.total} marks")
    elif any(not (fault.curable or fault.harmless) for fault in found.faults):
        output.note(
            "copy the file before anything else; `annotty restore --list` shows the backups, `annotty export --articles` "
            "saves what can be read, and `annotty import` makes a library of that"
        )
    elif found.faults:
        output.note("annotty doctor --repair makes it anew; no article and no mark is touched")


def _tell_faults(found: _Found, output: Output) -> None:
    for fault in found.faults:
        if not fault.harmless:
            output.line(f"wrong     {fault.words}")
    for path in found.premises.open_to_others:
        output.line(f"open      others may read or change {path}; --repair takes that from them")


def _as_json(library: Library, found: _Found) -> dict[str, object]:
    from store.premises import journal_of

    stats, there = _stats(library), library.backups()
    return {
        "library": str(library.path),
        "sound": found.is_sound,
        "faults": [each._asdict() for each in found.faults],
        "not_indexed": found.missing,
        "open_to_others": [str(each) for each in found.premises.open_to_others],
        "left_over": [str(each) for each in found.premises.left],
        "notes": [*library.warnings(), *found.premises.notes],
        "articles": stats.articles if stats else None,
        "marks": stats.annotations.total if stats else None,
        "journal": journal_of(library.path),
        "backups": [str(each.path) for each in there],
        "versions": _versions(),
    }


def _stats(library: Library) -> Stats | None:
    """The library in figures; None where it is too damaged to be counted."""
    try:
        return library.stats()
    except LibraryError:
        return None


def _versions() -> dict[str, str]:
    """What annotty is, and stands on."""
    from store.database.checking.soundness import SQLITE

    found = {"Python": platform.python_version(), "SQLite": SQLITE}
    try:
        needed = [each for each in requires("annotty") or () if "extra ==" not in each]
    except PackageNotFoundError:  # run from its folder
        needed = []
    for each in ("annotty", *needed):
        if told := _NAME.match(each):
            with suppress(PackageNotFoundError):
                found[told[0]] = version(told[0])
    return found


def _repair(library: Library, found: _Found, output: Output, *, quiet: bool) -> None:
    """Raises LibraryError where the library could not be backed up before."""
    from store import premises
    from store.backups import naming

    if any(fault.curable for fault in found.faults):
        if not naming.is_off(os.environ):
            made = _backed_up(library)
            if not quiet:
                output.note(f"backed up to {made}")
        library.cure()
    try:
        premises.mend(found.premises)
    except OSError as error:
        output.note(f"note      {error.filename}: {error.strerror}; it is not yours to change")
    total = left = library.not_indexed()
    while left:
        left = library.catch_up(_DOSE)
        if output.err_is_terminal:
            output.err.write(f"\rindex     {total - left} of {total} ")
            output.err.flush()
    if total and output.err_is_terminal:
        output.err.write("\r\x1b[K")
    if not quiet:
        cured = (
            total or found.premises.left or found.premises.open_to_others or any(each.curable for each in found.faults)
        )
        taken = f"  {choosing.counted(total)} taken into the index of words" if total else ""
        output.line(f"repaired{taken}" if cured else "repaired  nothing: what is wrong cannot be made anew")


def _backed_up(library: Library) -> Path:
    from store.backups.naming import Why

    try:
        return library.backup(why=Why.REPAIR).path
    except LibraryError as error:
        raise LibraryError(f"nothing was repaired, for the library is backed up before: {error}") from error

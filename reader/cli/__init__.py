"""The command line. What opens the list is seen to at once, before anything is loaded; all else is run by reader.cli.running.

How a command is added: a line in COMMANDS here, and a module of its name in this package (list_ for list) with configure,
run, and a docstring with examples that --help prints (reader.cli.parsing.Command). It opens the library by
reader.cli.place.opened, prints by reader.cli.output.Output alone, and raises the errors of store.errors: reader.cli.running
turns them into words and exit codes.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself takes longer to load than a screen to paint
    from collections.abc import Sequence

_INTERRUPTED = 130
COMMANDS = {
    "open": "open the list of articles, or one article (what annotty does by itself)",
    "add": "add articles from files, folders, data sets, archives or the web",
    "clean": "print the clean text of files; with --jsonl a filter for rows",
    "reclean": "clean articles again, show what changes, or take that back",
    "list": "list the articles, or those that a filter chooses",
    "search": "find words, the best hits first, each with its sentence",
    "show": "print the clean text of articles",
    "state": "say how far the reading of articles has come",
    "label": "give articles a label, or take it from them",
    "delete": "take articles out of the list, until they are purged",
    "undelete": "bring deleted articles back",
    "undo": "take back your last change; --dry-run says what it would be",
    "redo": "do again what was taken back last",
    "queue": "the filters that are kept under a name: list, keep, drop",
    "claims": "who said what, when, through whom, in which article; by a filter, in groups",
    "stats": "print the library in figures",
    "doctor": "see whether the library is sound; --repair makes what can be made anew",
    "completion": "print what makes a shell complete annotty's arguments",
    "entities": "who and what the marks name: list, show, add, change, unite, split",
    "mark": "mark every occurrence of a name, in articles that a filter chooses",
    "tags": "the tag set: list it, write it as TOML, take one in",
    "timeline": "what was said of an entity or in a dispute, in time: as a report, a picture or JSON",
    "keys": "print every key as TOML, to be changed in keys.toml",
    "export": "write the marks as JSONL, with the articles if asked for",
    "import": "read marks and articles from JSONL",
    "backup": "copy the library as it is now, checked; the last ones are kept",
    "restore": "put a backup in the library's place, or list the backups",
    "purge": "take deleted articles out of the library for good",
    "unlock": "say which program has a library open over a network, or take it from one that is gone",
    "merge": "take in what another library has, marks and history and all",
    "demo": "open a library with invented articles, some of them marked",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run annotty with these arguments (the process's own, where none are given); returns the exit code."""
    try:
        return _run(argv)
    except KeyboardInterrupt:  # so early, or so late, that nothing else was there to say it
        sys.stderr.write("annotty: interrupted\n")
        return _INTERRUPTED


def _run(argv: Sequence[str] | None) -> int:
    given = list(sys.argv[1:] if argv is None else argv)
    wanted = _opens_the_list(given)
    if wanted is None:
        from reader.cli.running import run

        return run(given)
    from reader.first.starting import start

    return start(*wanted)


def _opens_the_list(given: Sequence[str]) -> tuple[str, str | None] | None:
    """The command that opens the list, "open" or "demo", and the library that is named; None where something else is asked."""
    command, library = "", None
    values = iter(given)
    for value in values:
        if value == "--library":
            library = next(values, None)
            if library is None:
                return None
        elif value.startswith("--library="):
            library = value.partition("=")[2]
        elif value in ("open", "demo") and not command:
            command = value
        else:
            return None
    return command or "open", library

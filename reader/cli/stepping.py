"""One step back or forth through the history, for the commands undo and redo: done, or only told."""

from __future__ import annotations

import argparse

from reader.cli.output import Output
from reader.cli.place import library_path, opened
from reader.cli.running import DONE, IN_PART
from reader.undoing import told
from store.errors import ChangedSince
from store.library import Library
from store.model import Step


def take_arguments(parser: argparse.ArgumentParser) -> None:
    """Name what both are told."""
    parser.add_argument("--dry-run", action="store_true", help="only say what it would be; change nothing")
    parser.add_argument("--past", action="store_true", help="pass over what cannot be: others have built on it")


def step(arguments: argparse.Namespace, output: Output, *, redone: bool) -> int:
    """Go a step, or say which it would be."""
    with opened(library_path(arguments)) as library:
        if arguments.dry_run:
            _tell(library, library.step_ahead(redone=redone), output, "would be ", redone=redone)
            return DONE
        go = library.redo if redone else library.undo
        while True:
            try:
                change = go()
                break
            except ChangedSince as error:
                # The last sentence tells what the key does when it is pressed again; a command forgets.
                why = str(error).rpartition(". ")[0]
                if not arguments.past:
                    output.problem(f"{why}. --past goes on to the step before")
                    return IN_PART
                output.note(f"passed over: {why}")
        _tell(library, library.origin(change), output, redone=redone)
    return DONE


def _tell(library: Library, step: Step, output: Output, before: str = "", *, redone: bool) -> None:
    """Which step it was, when it was made and in which article."""
    change = step.change
    output.line(before + told(change, step.changed, redone=redone))
    where = f", in “{library.title(change.article)}”" if change.article is not None else ""
    output.line(f"  of {change.at[:16].replace('T', ' ')} UTC{where}")

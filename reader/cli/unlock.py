"""Say which program has a library open that lies on a network, and with --yes take it from one that is gone.

Over a network one program at a time may have a library open. One that ended
without a word (its machine crashed, its line dropped for good) leaves behind
that it has it: on the same machine annotty sees that it is gone, of another
machine nobody can tell but you. Where that program does run after all, its next
save takes the library again if no other program has it by then; else it is told
who has it, and saves nothing.

examples:
  annotty unlock
  annotty unlock --yes

exit codes:
  0 done, or nobody has it   1 somebody has it, and nothing was changed
  2 wrong usage   3 the library cannot be used
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.place import library_path
from reader.cli.running import DONE, IN_PART
from store.database.file import one_writer

if TYPE_CHECKING:
    import argparse

    from reader.cli.output import Output


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("--yes", action="store_true", help="take it: the program that has it is gone for good")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Say who has it, or take it; returns the exit code."""
    path = library_path(arguments)
    holder, is_locked = one_writer.holder_of(path), one_writer.is_locked(path)
    if not is_locked:
        output.line(f"no program has {path} open over a network")
        return DONE
    who = holder.told if holder is not None else "a program that does not say which it is"
    if not arguments.yes:
        output.line(f"{path} is open: {who}")
        output.note("where that is gone for good, --yes takes the library from it")
        return IN_PART
    one_writer.unlock(path)
    output.line(f"taken from {who}")
    return DONE

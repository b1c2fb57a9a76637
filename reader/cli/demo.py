"""Open a library of invented articles about one invented dispute, some of them marked; it is made where there is none.

Without --library and ANNOTTY_LIBRARY it is demo.db in annotty's folder among
your data, beside your own library. A library that was not made by this command
is not opened.

examples:
  annotty demo
  annotty --library /tmp/try.db demo --no-open
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.open_ import is_on_a_terminal, open_application, refuse
from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.errors import LibraryError, Refused
from store.private import make_folder

if TYPE_CHECKING:
    import argparse

    from reader.first.painting import Painted

_INSTEAD = "annotty demo --no-open makes the library without one"


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("--no-open", action="store_true", help="only make the library")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Make the library where there is none, and open it."""
    path = library_path(arguments, default="demo.db")
    if not arguments.no_open:
        return show(path, output, None)
    output.line(_made_sure_of(path))
    return 0


def show(path: Path, output: Output, painted: Painted | None) -> int:
    """Open the application on the demo library; painted: what stands on the terminal already."""
    if not is_on_a_terminal(output):
        return refuse(output, _INSTEAD)
    told = _made_sure_of(path)
    if painted is None:
        output.line(told)
        output.flush()
    code = open_application(path, painted=painted)
    if painted is not None:
        output.line(told)  # what stands on the terminal would be written over before
    return code


def _made_sure_of(path: Path) -> str:
    """Make the library where there is none; what there is, in words. Raises Refused where another library is there."""
    from store.demo import ANNOTATOR

    if path.exists():
        with opened(_not_empty(path)) as library:
            if not library.has_steps_by(ANNOTATOR):
                raise _not_the_demo(path)
            return f"the demo library is at {path}: {len(library.articles())} articles"
    return f"made the demo library at {path}: {_make(path)} articles"


def _not_empty(path: Path) -> Path:
    if path.is_file() and not path.stat().st_size:
        raise _not_the_demo(path)  # opening it would make it a library
    return path


def _not_the_demo(path: Path) -> Refused:
    return Refused(
        f"{path} is not the demo library, so `annotty demo` leaves it alone; `annotty open` opens your own. "
        "For the demo, unset ANNOTTY_LIBRARY or name a new file with --library"
    )


def _make(path: Path) -> int:
    """Make it beside its place and put it there when it is whole; returns how many articles it has."""
    from store.demo import build

    try:
        make_folder(path.parent)
        with tempfile.TemporaryDirectory(prefix=f".{path.name[:100]}.", dir=path.parent) as folder:
            beside = Path(folder) / path.name
            with opened(beside, create=True) as library:
                number = build(library)
            try:
                os.link(beside, path)  # unlike a rename, takes no other's place that came meanwhile
            except FileExistsError:
                pass
            except OSError:  # a file system without hard links
                beside.rename(path)
    except OSError as error:
        raise LibraryError(
            f"no library can be made at {path}: {error.strerror}; choose another with --library"
        ) from error
    return number

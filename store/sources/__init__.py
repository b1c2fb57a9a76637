"""Where articles come from: files, folders, standard input and the web, each as raw bytes. Knows nothing of cleaning.

A source is an iterator of RawItem | Skipped with one item in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO

from store.model import RawItem
from store.sources.files import files
from store.sources.given import LARGEST, USUAL, Fields, Options, Skipped
from store.sources.kinds import FORMATS

__all__ = ["FORMATS", "LARGEST", "Fields", "Options", "Skipped", "files", "read"]


def read(paths: Iterable[str], stdin: BinaryIO, options: Options = USUAL) -> Iterator[RawItem | Skipped]:
    """The raw items at some paths and addresses, in their order; what cannot be read comes as Skipped.

    A path is an http or https address, "-" for standard input, a file of any of FORMATS (also compressed by gzip), a
    folder or a glob. Nothing is raised for what lies there.
    """
    from store.sources.locations import is_address

    for on_the_web, some in groupby(paths, is_address):
        if on_the_web:
            from store.sources.web import pages

            yield from pages(some, options)
        else:
            yield from files(some, stdin, options)

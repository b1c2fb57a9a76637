"""What the tests share: a library in a real file whose times and identifiers count up, and invented articles in it."""

from __future__ import annotations

import gc
import importlib
import itertools
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from store.document import Block, BlockKind, Document, Run, SourceMap, Style
from store.library import Library
from store.model import Article, Cleaned, Metadata, RawItem
from store.text import Span, normal_form

# Properties are never timed: the machine that runs them may be busy. There are many of them, so each has a few examples.
settings.register_profile("unhurried", deadline=None, max_examples=25)
settings.load_profile("unhurried")

TITLE = "Ferry will sail again, says minister"
TEXT = (
    f"{TITLE}\n\n"
    "The Coast Institute reported on 3 May that islanders claimed the minister had promised a new ferry.\n\n"
    "“We will not wait,” said Ilse Maar, “for another winter.” The ministry first counted 12 lost boats, "
    "then 19; fishermen spoke of up to 40.\n\n"
    "Nobody at the harbour could be reached."
)
"""An article of four blocks, invented, with a chain of three links, a divided quotation and three figures."""


IN_MEMORY = "/dev/shm"
ROOM = 2**30  # bytes: some tests write tens of megabytes


def pytest_configure() -> None:
    """Files lie in memory where there is room for them: a library waits for its disk at each mark, a thousand times here.

    What Python compiles is kept, whatever its environment says: every process here would compile the same again. And what
    is told to Python alone, as an image of a container does, is not told to programs, which could not be forked with it.
    """
    sys.dont_write_bytecode = False
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"):
        os.environ.pop(name, None)
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # what is started without it, such as by nohup, never hears ctrl+c
    if os.environ.get("TMPDIR") or not os.access(IN_MEMORY, os.W_OK):
        return
    may_run = not os.statvfs(IN_MEMORY).f_flag & os.ST_NOEXEC  # some tests write a program and start it
    if may_run and shutil.disk_usage(IN_MEMORY).free > ROOM:
        os.environ["TMPDIR"] = IN_MEMORY
        tempfile.tempdir = None  # it was looked for already


def pytest_collection(session: pytest.Session) -> None:
    """Of several that are to run everything each loads another part first, and the rest as the others have compiled it."""
    config, here = session.config, Path(__file__).parent
    worker: dict[str, object] | None = getattr(config, "workerinput", None)  # of pytest-xdist
    if worker is None or config.args != config.getini("testpaths"):
        return
    number, count = int(str(worker["workerid"]).removeprefix("gw")), int(str(worker["workercount"]))
    for path in sorted(here.rglob("test_*.py"))[number::count]:
        with suppress(Exception, pytest.skip.Exception):  # it is met again where it is looked for tests
            importlib.import_module(".".join(path.relative_to(here.parent).with_suffix("").parts))


def pytest_collection_finish() -> None:
    """What is loaded by now stays, and need not be looked through for garbage a thousand times: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # what a test leaves is little, and to look for it a tenth of the time again


@pytest.fixture(scope="session", autouse=True)
def nobodys_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What whoever runs the tests says of keys and prefers is neither read nor written."""
    folder = tmp_path_factory.mktemp("person")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ANNOTTY_CONFIG", str(folder))
        environment.setenv("ANNOTTY_STATE", str(folder))
        yield


class CountingClock:
    """A second passes with each look at it."""

    def __init__(self) -> None:
        self._seconds = itertools.count()

    def __call__(self) -> str:
        at = datetime(2024, 7, 20, 9, tzinfo=UTC) + timedelta(seconds=next(self._seconds))
        return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class CountingIds:
    """Identifiers in the form of a UUIDv7 that count up."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def __call__(self) -> str:
        return f"01900000-0000-7000-8000-{next(self._numbers):012x}"


@cache
def _new_library() -> bytes:
    """The file of a library in which nothing is yet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        Library(path).close()
        return path.read_bytes()


def with_library(path: Path) -> Path:
    """The path, at which a library with nothing in it lies: copied where there was none, for making one takes long."""
    if not path.exists():
        path.write_bytes(_new_library())
        path.chmod(0o600)
    return path


class OpenLibrary(Protocol):
    """Opens a library that shares its clock and identifiers with the other libraries of the test."""

    def __call__(self, name: str = "library.db", annotator: str = "reader") -> Library: ...


class MakeArticle(Protocol):
    """Puts an invented article into a library: by default TEXT, a title and paragraphs, published by nobody known."""

    def __call__(
        self,
        text: str = TEXT,
        *,
        blocks: Sequence[Block] | None = None,
        styles: Sequence[Style] = (),
        metadata: Metadata | None = None,
        raw: bytes | None = None,
        into: Library | None = None,
    ) -> Article: ...


@pytest.fixture
def open_library(tmp_path: Path) -> Iterator[OpenLibrary]:
    """Opens files in tmp_path, as often and for as many annotators as a test wants; closed when it ends."""
    clock, ids = CountingClock(), CountingIds()
    with ExitStack() as stack:

        def open_one(name: str = "library.db", annotator: str = "reader") -> Library:
            return stack.enter_context(
                Library(with_library(tmp_path / name), annotator=annotator, clock=clock, ids=ids)
            )

        yield open_one


@pytest.fixture
def library(open_library: OpenLibrary) -> Library:
    """An empty library in a real file."""
    return open_library()


@pytest.fixture
def article(library: Library) -> MakeArticle:
    """Makes articles; each call makes another one unless it is given the same raw bytes."""
    numbers = itertools.count(1)

    def make(
        text: str = TEXT,
        *,
        blocks: Sequence[Block] | None = None,
        styles: Sequence[Style] = (),
        metadata: Metadata | None = None,
        raw: bytes | None = None,
        into: Library | None = None,
    ) -> Article:
        text = normal_form(text)
        head = f"saved page {next(numbers)}\n\n"
        document = Document(
            text=text,
            blocks=tuple(lines_as_blocks(text) if blocks is None else blocks),
            styles=tuple(styles),
            source_map=SourceMap((Run(0, len(head), len(text)),) if raw is None and text else ()),
        )
        metadata = metadata or Metadata(title=document.title or "Untitled")
        item = RawItem((head + text).encode() if raw is None else raw, "page.txt")
        home = into or library
        return home.article(home.keep(item, Cleaned(document, metadata, "text/plain", "utf-8", "test 1")).article)

    return make


def lines_as_blocks(text: str) -> Iterator[Block]:
    """Every line with words as a block, the first as the title."""
    kind, at = BlockKind.TITLE, 0
    for line in text.split("\n"):
        if line.strip():
            yield Block(kind, Span(at, at + len(line)))
            kind = BlockKind.PARAGRAPH
        at += len(line) + 1


def span_of(text: str, words: str) -> Span:
    """Where words stand first in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def tables_of(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """Every row that stands in the library's file, by table, as another program sees it."""
    with closing(sqlite3.connect(library.path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for (name,) in names}

"""JSONL: one mark a line, each line complete by itself, in the shape of jsonl.schema.json beside this module.

Written: accepted marks, the entities they name, the relations between them; with articles, every article with its
text, structure, raw bytes, state and labels, before them the tag set, behind them the entities that no mark names. Not
written: deleted articles with their marks, suggested and rejected marks, reading positions, the history. What is written
and read into an empty library is written again byte for byte.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing

from store.errors import FormatError, OffsetError
from store.formats.fields import load
from store.formats.jsonl_reading import KnownText, carried
from store.formats.jsonl_writing import SCHEMA_VERSION, article_line, finished, mark_line, tag_line, unnamed_line
from store.library import Library
from store.model import Apart, Carried

__all__ = ["SCHEMA_VERSION", "export", "read"]


def export(
    library: Library, *, articles: bool = False, only: Iterable[str] | None = None
) -> Generator[str, None, None]:
    """The lines of a library, each with its line end: articles in order of id, marks of each in order of id.

    only: of these articles alone, by their identifiers; relations that lead to others are left out, and so are the tag
    set and entities that no mark names. One state of the
    library is read until the last line is taken or the generator closed; nothing can be written through the same Library
    meanwhile. A few lines are read ahead.
    """
    with library.snapshot():
        if only is not None:
            library.choose(only)
        chosen = only is not None
        with closing(_with_articles(library, chosen=chosen) if articles else _marks(library, chosen=chosen)) as lines:
            yield from finished(lines)


def _marks(library: Library, *, chosen: bool) -> Generator[str, None, None]:
    with closing(library.exported_marks(chosen=chosen)) as marks:
        yield from map(mark_line, marks)


def _with_articles(library: Library, *, chosen: bool) -> Generator[str, None, None]:
    with (
        closing(library.exported_marks(chosen=chosen)) as marks,
        closing(library.exported_articles(chosen=chosen)) as all_,
        closing(library.exported_tags()) as tags,
        closing(library.exported_unnamed()) as unnamed,
    ):
        if not chosen:
            yield from map(tag_line, tags)
        mark = next(marks, None)
        for article in all_:
            yield article_line(article)
            while mark is not None and mark.article == article.id:
                yield mark_line(mark)
                mark = next(marks, None)
        if not chosen:
            yield from map(unnamed_line, unnamed)


def read(lines: Iterable[bytes | str], origin: str) -> Iterator[Carried | Apart]:
    """What a file brings, for Library.receive; empty lines are passed over.

    origin: how messages name the file. Raises FormatError that names the line where one is not what the format says.
    """
    known = KnownText()
    for number, line in enumerate(lines, start=1):
        try:
            text = _decoded(line)
            if not text.strip():
                continue
            brought, known = carried(load(text), known)
        except (FormatError, OffsetError) as error:
            raise FormatError(f"{origin}, line {number}: {error}; nothing was imported") from error
        yield brought


def _decoded(line: bytes | str) -> str:
    if isinstance(line, bytes):
        try:
            line = line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise FormatError(f"not UTF-8 at byte {error.start + 1}") from None
    return line.removeprefix("\ufeff")

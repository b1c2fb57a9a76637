"""JSONL: one mark a line, each line complete by itself, in the shape of jsonl.schema.json beside this module.

Written: accepted marks, the entities they name, the relations between them; with articles, every article with its
text, structure and raw bytes. Not written: suggested and rejected marks, entities that no mark names, the looks of
tags, reading positions, the history. What is written and read into an empty library is written again byte for byte.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping

from store.errors import FormatError, OffsetError
from store.formats.fields import dump, load
from store.formats.jsonl_reading import KnownText, carried
from store.formats.jsonl_writing import SCHEMA_VERSION, annotation_line, article_line
from store.library import Library
from store.model import Annotation, Carried, Entity, Relation, Status

__all__ = ["SCHEMA_VERSION", "export", "read"]


def export(library: Library, *, articles: bool = False) -> Generator[str, None, None]:
    """The lines of a library, each with its line end: articles in order of id, marks of each in order of id.

    One state of the library is read until the last line is taken or the generator closed; nothing can be written
    through the same Library meanwhile.
    """
    with library.snapshot():
        told = _Told(library)
        for identifier in library.article_ids():
            yield from (f"{line}\n" for line in _article(library, identifier, told, articles=articles))


def _article(library: Library, identifier: str, told: _Told, *, articles: bool) -> Iterator[str]:
    marks = [mark for mark in library.annotations(identifier) if mark.status is Status.ACCEPTED]
    if not marks and not articles:
        return
    article = library.article(identifier)
    if articles:
        yield dump(article_line(article, library.source(article)))
    digests = {article.text_id: article.text_sha256}
    for mark in sorted(marks, key=lambda mark: mark.id):
        if mark.text_id not in digests:
            digests = library.text_digests(identifier)
        yield dump(annotation_line(mark, article, digests[mark.text_id], told.chain_of(mark), told.relations_of(mark)))


class _Told:
    """What an export has looked up: entities of chains, and whether it tells of a mark that a relation leads to."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._targets: dict[str, bool] = {}
        self._entities: dict[str, Entity] = {}

    def chain_of(self, mark: Annotation) -> Mapping[str, Entity]:
        """The entities of a mark's chain, by identifier, maybe with others."""
        links = mark.claim.chain if mark.claim else ()
        if any(link.entity is not None and link.entity not in self._entities for link in links):
            self._entities |= self._library.chain_entities(mark)
        return self._entities

    def relations_of(self, mark: Annotation) -> tuple[Relation, ...]:
        """The relations that start at a mark, in order of id."""
        return tuple(sorted((r for r in mark.relations if self._is_told(r.target)), key=lambda relation: relation.id))

    def _is_told(self, target: str) -> bool:
        if target not in self._targets:
            self._targets[target] = self._library.annotation(target).status is Status.ACCEPTED
        return self._targets[target]


def read(lines: Iterable[bytes | str], origin: str) -> Iterator[Carried]:
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

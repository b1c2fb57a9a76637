"""Libraries to measure on, each with one article: invented words with marks of every kind, always the same.

SQLite holds every quote against the text, which takes milliseconds for each in 10 MB; so a library is kept in the
cache folder under a digest of what it is made from, and measured on as a copy.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from platformdirs import user_cache_path

from store.database import schema
from store.document import Block, BlockKind, Document
from store.library import Library
from store.model import (
    Annotation,
    Article,
    Attribution,
    Carried,
    Claim,
    Cleaned,
    Entity,
    Layer,
    Metadata,
    Part,
    RawItem,
    Role,
    State,
)
from store.provenance import new_id
from store.text import Span
from tests.benchmarks import measuring

_AT = "2026-11-22T09:00:00.000Z"
_IN_A_SENTENCE = 15
_LONG_EVERY, _LONG = 2_000, 3_000
"""One mark of so many is a highlight of so many words."""
_ENTITIES = 20


@dataclass(frozen=True)
class Made:
    """A text and the library that holds it. marker: words at its beginning, as they stand on the first row."""

    name: str
    words: int
    marks: int
    text: str
    library: Path

    @property
    def marker(self) -> str:
        """The first words."""
        return self.text[2:26]

    def copy(self, folder: Path, *, middle: bool = False) -> Path:
        """A library of its own to measure on; middle: reading stopped in the middle of the text."""
        path = folder / f"{self.name.replace(' ', '')}{'-middle' * middle}.db"
        for old in folder.glob(f"{path.name}*"):
            old.unlink()
        shutil.copyfile(self.library, path)
        if middle:
            with Library(path, create=False) as library:
                library.set_position(library.article(self.article(path)), self.middle)
        return path

    @property
    def middle(self) -> int:
        """The first word of the sentence in the middle: the code point at which it begins."""
        return self.text.rfind(". ", 0, len(self.text) // 2) + 2

    @property
    def words_in_the_middle(self) -> str:
        """The first words of that sentence."""
        return self.text[self.middle : self.middle + 20]

    def article(self, path: Path) -> str:
        """The identifier of its one article."""
        with Library(path, create=False) as library:
            return next(library.article_ids())


def made(name: str, words: int, marks: int) -> Made:
    """A library of so many words and marks, from the cache where it was made before."""
    text = measuring.words(words)
    folder = user_cache_path("annotty", appauthor=False) / "benchmarks"
    path = folder / f"{words}-{marks}-{_digest(text)}.db"
    if not path.exists():
        if marks > 1_000:
            measuring.note(f"making {name} with {marks:,} marks: about a minute, the first time only; kept in {folder}")
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{words}-{marks}-*"):
            old.unlink()
        half_made = folder / f"{words}-{marks}-{os.getpid()}.making"
        _make(half_made, text, marks)
        half_made.rename(path)
    return Made(name, words, marks, text, path)


def _digest(text: str) -> str:
    """Of what decides how the file looks: this module, the text, and the tables."""
    made_from = (Path(__file__).read_bytes(), text.encode(), Path(schema.__file__).read_bytes())
    return hashlib.sha256(b"".join(made_from)).hexdigest()[:16]


def _make(path: Path, text: str, count: int) -> None:
    raw = text.encode()
    blocks, at = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, Span(at, at + len(paragraph))))
        at += len(paragraph) + 2
    document = Document(text, tuple(blocks))
    digest = hashlib.sha256(raw).hexdigest()
    about = Metadata(title="Bench", outlet="Bench", published="2026-11-22")
    article = Article(new_id(), about, State.READING, _AT, "", digest, "bench", "", digest, None)
    # Marks that come before their text are held against it together when it comes, which takes half of the time.
    with Library(path, annotator="bench") as library:
        library.receive(Carried(article, None, mark) for mark in _marks(text, count, article))
        library.keep(RawItem(raw, "bench.txt"), Cleaned(document, about, "text/plain", "utf-8", "bench"))
        here = library.annotations(next(library.article_ids()))
        assert len(here) == count
        assert {mark.text_id for mark in here} == {library.article(here[0].article).text_id}


def _marks(text: str, count: int, article: Article) -> Iterator[Annotation]:
    """Of ten: six mentions, two claims with their cue, a highlight with a note, and one over the claim before it."""
    found = [Span(match.start(), match.end()) for match in re.finditer(r"[^\s.]+", text)]
    entities = [Entity(new_id(), f"Bench {number}", "PERSON") for number in range(_ENTITIES)]
    stride = max(1, len(found) // count)
    claim_at = 0

    def part(role: Role, first: int, length: int, depth: int | None = None) -> Part:
        span = Span(found[first].start, found[min(first + length, len(found)) - 1].end)
        before, behind = text[max(0, span.start - 32) : span.start], text[span.end : span.end + 32]
        return Part(role, span, span.of(text), before, behind, depth)

    def mark(layer: Layer, tag: str, *parts: Part) -> Annotation:
        return Annotation(new_id(), article.id, article.text_sha256, layer, tag, parts, "bench", _AT, _AT)

    for number in range(count):
        at, kind = number * stride, number % 10
        if number % _LONG_EVERY == _LONG_EVERY // 2:
            yield mark(Layer.HIGHLIGHT, "HIGHLIGHT", part(Role.MENTION, at, _LONG))
        elif kind < 6:
            mention = mark(Layer.ENTITY, "PERSON", part(Role.MENTION, at, 1 + number % 2))
            yield replace(mention, entity=entities[number % _ENTITIES])
        elif kind < 8:
            claim_at = at - at % _IN_A_SENTENCE
            words = part(Role.CONTENT, claim_at + 3, 11), part(Role.CUE, claim_at + 1, 1, depth=0)
            claim = Claim(chain=(Attribution(0, label="the minister"),))
            yield replace(mark(Layer.CLAIM, "CLAIM", *words), claim=claim)
        elif kind == 8:
            yield replace(mark(Layer.HIGHLIGHT, "HIGHLIGHT", part(Role.MENTION, at, 6)), note="seen before")
        else:
            yield mark(Layer.HIGHLIGHT, "HIGHLIGHT", part(Role.MENTION, claim_at + 8, 12))

"""A library to be worked at while programs are killed: many small articles, one long one of words that stand once, people."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from store.document import Block, BlockKind, Document
from store.library import Library
from store.model import Cleaned, EntityDraft, Metadata, RawItem
from store.text import Span
from tests.power.test_power_cuts import morning_file

TITLE = "Everything was counted"
SENTENCES = 180
"""So many has the long article, of eight words each."""
PEOPLE = 60
_WORDS = "harbour boat winter ferry report lamp stone paper".split()


def put(path: Path) -> str:
    """Put the library there; the long article."""
    content, article = _made()
    path.write_bytes(content)
    path.chmod(0o600)
    return article


@cache
def _made() -> tuple[bytes, str]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "l.db"
        path.write_bytes(morning_file())
        with Library(path, annotator="reader") as library:
            for number in range(12):
                _keep(library, f"Number {number}\n\nThe ferry{number} came.")
            article = _keep(library, _long())
            for number in range(PEOPLE):
                library.add_entity(EntityDraft(f"Ilse Maar the person{number}", "PERSON"))
            library.catch_up()
            library.settle()
        return path.read_bytes(), article


def _keep(library: Library, text: str) -> str:
    starts = [0, *(at + 2 for at in range(len(text)) if text.startswith("\n\n", at))]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    kinds = [BlockKind.TITLE, *[BlockKind.PARAGRAPH] * len(starts)]
    blocks = tuple(
        Block(kind, Span(*edges)) for kind, edges in zip(kinds, zip(starts, ends, strict=True), strict=False)
    )
    title = text.partition("\n")[0]
    cleaned = Cleaned(Document(text, blocks), Metadata(title), "text/plain", "utf-8", "test 1")
    return library.keep(RawItem(text.encode(), "page.txt"), cleaned).article


def _long() -> str:
    chance = random.Random(1)
    words = [f"{chance.choice(_WORDS)}{number}" for number in range(8 * SENTENCES)]
    sentences = [f"The {' '.join(words[at : at + 8])}." for at in range(0, len(words), 8)]
    paragraphs = (" ".join(sentences[at : at + 3]) for at in range(0, SENTENCES, 3))
    return "\n\n".join([TITLE, *paragraphs])

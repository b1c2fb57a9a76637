"""Marks stand on their words, and what does not is found: by its offsets, its characters, and what stands beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store.database.checking.standing import astray
from store.library import Library
from store.model import Draft, PartDraft, Role
from store.text import Span
from tests.conftest import MakeArticle

TEXT = "The quay\n\nA 👩🏽‍🚀 came to the quay, and left the quay at once."


@pytest.fixture
def path(library: Library, article: MakeArticle) -> Path:
    home = article(TEXT)
    for start in (home.text.index("came"), home.text.index("left")):
        library.annotate(home.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(start, start + 4)),)))
    library.close()
    return library.path


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("SELECT 1", (0, 0, 0)),
        ("UPDATE part SET exact = 'ship' WHERE exact = 'came'", (1, 0, 0)),
        ('UPDATE part SET start = start + 1, "end" = "end" + 1', (2, 0, 0)),
        ("UPDATE part SET start = 5000, \"end\" = 5004 WHERE exact = 'left'", (1, 0, 0)),
        ("UPDATE part SET prefix = 'x' || substr(prefix, 2)", (0, 0, 2)),
        ("UPDATE part SET suffix = suffix || 'x' WHERE exact = 'left'", (0, 0, 1)),
        (
            "UPDATE part SET start = 14, \"end\" = 15, exact = char(0x200d), prefix = '', suffix = '' WHERE exact = 'came'",
            (0, 1, 0),
        ),
    ],
)
def test_what_does_not_stand_as_it_should_is_found(path: Path, statement: str, found: tuple[int, int, int]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for trigger in ("quote_stands_at_its_offsets", "quote_still_stands_at_its_offsets"):
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(statement)
        assert tuple(map(len, astray(connection))) == found

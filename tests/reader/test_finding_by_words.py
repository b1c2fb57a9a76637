"""What is typed plainly is found alike in a text, in lists and among names."""

from __future__ import annotations

import pytest

from reader.article.lists.listing import Entries, Entry
from reader.article.search.searching import Finder, Letters, Search
from store.model import Entity
from store.ranking import SURE, ranked
from store.text import Span


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("lodz", "Łódź"),
        ("tromso", "Tromsø"),
        ("aeroe", "Ærøe"),
        ("strasse", "STRAẞE"),
        ("istanbul", "İstanbul"),
        ("o'neill-smith", "O’Neill\u2011Smith"),
        ("harbour", "har\u00adbour"),
        ("jose", "Jose\u0301"),
    ],
)
def test_what_is_typed_plainly_finds_what_is_printed_in_text_lists_and_names(typed: str, printed: str) -> None:
    text = f"In {printed} today"
    assert Finder(Search(typed), Letters(text)).found(0, len(text)) == [(3, 3 + len(printed))]
    rows = Entries.of([Entry(Span(0, 1), "elsewhere"), Entry(Span(1, 2), text)])
    assert rows.having(typed, range(2)) == (1,)
    (offer,) = ranked(typed, [Entity("1", printed, "PLACE")])
    assert offer.fit <= SURE

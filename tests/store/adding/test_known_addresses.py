"""Addresses that need not be fetched again."""

from __future__ import annotations

import sqlite3

import pytest

from store.adding import KnownAddresses
from store.formats import jsonl
from store.library import Library
from store.model import Draft, PartDraft, RawItem, Role
from store.text import Span
from tests.conftest import OpenLibrary

HTML = b"<html><body><article><h1>Ferry</h1><p>The ferry sails again, said the mayor of Halvern.</p></article></body></html>"


@pytest.mark.parametrize(
    ("address", "is_known"),
    [
        ("https://post.example/ferry", True),
        ("http://POST.example:80/ferry/?utm_source=letter#top", True),
        ("https://post.example/short", True),
        ("https://post.example/short?utm_medium=x", True),
        ("https://post.example/other", False),
        ("ferry.html", False),
        ("https://[", False),
    ],
)
def test_an_address_is_known_by_where_its_article_stands_and_by_where_it_was_found(
    library: Library, address: str, is_known: bool
) -> None:
    library.add(RawItem(HTML, "https://post.example/short", "text/html", None, "https://post.example/ferry"))
    library.add(RawItem(b"The mill turns again, said the miller of Halvern.", "mill.txt"))
    assert KnownAddresses(library)(address) is is_known


def test_the_library_is_gone_through_once_and_what_comes_in_later_is_known_to_the_letter(library: Library) -> None:
    asked: list[str] = []
    library._connection.set_trace_callback(asked.append)
    known = KnownAddresses(library)
    assert not any(known(f"https://post.example/{number}") for number in range(20))
    assert sum("UNION ALL" in statement for statement in asked) == 1
    library.add(RawItem(HTML, "https://post.example/3", "text/html"))
    assert known("https://post.example/3")


def test_an_article_that_came_without_its_source_can_be_fetched(library: Library, open_library: OpenLibrary) -> None:
    there = open_library("there.db")
    address = "https://post.example/ferry"
    article = there.add(RawItem(HTML, address, "text/html", None, address)).article
    there.annotate(article, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 3)),)))
    library.receive(jsonl.read(list(jsonl.export(there)), "marks"))
    with sqlite3.connect(library.path) as other:
        assert other.execute("SELECT count(*) FROM source WHERE raw IS NULL").fetchone() == (1,)
    assert not KnownAddresses(library)(address)

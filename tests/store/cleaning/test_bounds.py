"""What is too long for an article is refused before it takes minutes, and what only looks like it is read."""

from __future__ import annotations

import pytest

from store.cleaning import article, clean, line_key
from store.errors import CleaningError
from store.model import RawItem

LINE = "The ferry to Holm sails again on Tuesday, said the mayor of the island."


@pytest.mark.parametrize(
    ("media_type", "line"),
    [("text/plain", f"{LINE}\n"), ("text/markdown", f"{LINE}\n\n"), ("text/html", f"<p>{LINE}</p>")],
)
def test_what_has_more_lines_than_any_article_is_refused(
    monkeypatch: pytest.MonkeyPatch, media_type: str, line: str
) -> None:
    monkeypatch.setattr(article, "_MOST_LINES", 30)
    assert clean(RawItem((line * 30).encode(), "log", media_type)).document.text.count(LINE) > 0
    with pytest.raises(CleaningError, match="log has more than 30 lines, as no article has; take it in pieces"):
        clean(RawItem((line * 31).encode(), "log", media_type))


@pytest.mark.parametrize(
    ("media_type", "source"),
    [("text/plain", f"{LINE}\n" + "\n \n" * 100), ("text/html", "<p>" + f"<b>{LINE}</b> " * 100 + "</p>")],
)
def test_blank_lines_and_emphasis_are_not_counted(
    monkeypatch: pytest.MonkeyPatch, media_type: str, source: str
) -> None:
    monkeypatch.setattr(article, "_MOST_LINES", 30)
    assert LINE in clean(RawItem(source.encode(), "x", media_type)).document.text


def test_an_article_on_one_endless_line_is_listed_by_its_first_words() -> None:
    cleaned = clean(RawItem(f"{LINE} ".encode() * 2000, "x", "text/plain"))
    assert cleaned.metadata.title == "The ferry to Holm sails again on Tuesday, said the mayor of the island. The…"


def test_endless_lines_that_begin_alike_are_the_same() -> None:
    assert line_key("ab" * 200_000) == line_key("ab" * 200_000 + "c")
    assert line_key("ab" * 200) != line_key("ab" * 200 + "c")


def test_entities_that_an_xhtml_page_declares_are_neither_expanded_nor_read() -> None:
    declared = '<!ENTITY a "lolol"><!ENTITY b "&a;&a;&a;">'
    source = (
        f'<?xml version="1.0"?><!DOCTYPE html [{declared}\n]><html><body><p>{LINE}</p><p>Ten &b;.</p></body></html>'
    )
    assert clean(RawItem(source.encode(), "x.xhtml", "application/xhtml+xml")).document.text == f"{LINE}\n\nTen &b;."

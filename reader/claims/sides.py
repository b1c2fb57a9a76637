"""Reads what is shown of a claim beside others: its sentence, from the article that it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.claims.beside import Side
from reader.claims.quoting import quoted
from store.model import ClaimRow

if TYPE_CHECKING:
    from store.library import Library


def side_of(library: Library, row: ClaimRow) -> Side:
    """A claim in its sentence. Raises NotFound where it is gone."""
    mark = library.annotation(row.id)
    article = library.article(row.article)
    return Side(row, quoted(mark, article.document, is_current=mark.text_id == article.text_id))

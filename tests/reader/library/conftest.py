"""Four articles for a list."""

from __future__ import annotations

import pytest

from store.library import Library
from store.model import Metadata
from tests.conftest import MakeArticle
from tests.reader.library.lists import STORIES


@pytest.fixture
def stories(library: Library, article: MakeArticle) -> list[str]:
    """The identifiers of four articles, the oldest first."""
    del library
    made = []
    for title, outlet, day, text in STORIES:
        metadata = Metadata(title=title, outlet=outlet, published=day, language="en")
        made.append(article(f"{title}\n\n{text}", metadata=metadata).id)
    return made

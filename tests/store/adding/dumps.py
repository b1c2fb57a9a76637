"""Invented dumps of an outlet's pages: each a story of its own, all with the same furniture around it."""

from __future__ import annotations

import random

from store.model import RawItem

FURNITURE_ABOVE = ("Skip to the main text", "The Quay Courier", "Weather in Halvern: rain")
FURNITURE_BELOW = (
    "The Quay Courier is printed in Halvern by those who write it, and it has been so for a hundred years.",
    "Boats for hire at the old pier",
)
_WORDS = (
    "harbour council boat winter island ferry minister report water engineer gate summer town bridge school letter "
    "market fisher storm lamp stone valley paper office road train garden evening singer clock mill field"
).split()


def story(number: int, sentences: int = 12) -> str:
    """A story like no other: a headline and paragraphs of invented sentences."""
    source = random.Random(number)

    def sentence() -> str:
        chosen = [source.choice(_WORDS) for _ in range(5)]
        return "The {} said that the {} and the {} would not wait for the {} before the {} came.".format(*chosen)

    paragraphs = [" ".join(sentence() for _ in range(3)) for _ in range(max(1, sentences // 3))]
    return "\n\n".join([f"The {source.choice(_WORDS)} of story {number} is opened again", *paragraphs])


def page(number: int, sentences: int = 12) -> bytes:
    """The dump of a page with that story."""
    return "\n\n".join([*FURNITURE_ABOVE, story(number, sentences), *FURNITURE_BELOW]).encode()


def item(number: int, *, site: str | None = None, sentences: int = 12) -> RawItem:
    """A raw item with that page, published at a site where one is named."""
    url = f"https://{site}/{number}" if site else None
    return RawItem(page(number, sentences), f"dump.jsonl#{number}", "text/plain", "utf-8", url)

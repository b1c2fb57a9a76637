"""What a count without a noun counts, told by the words around it. Pure; reads English."""

from __future__ import annotations

import regex

from store.suggesting.quantity import FIGURE, counts

__all__ = ["counted_before"]

# Words that let a bare number count on with the noun before it: “the toll was up to 300”, “were 89”.
_COUNTS_ON = regex.compile(
    rf"\b(?:{FIGURE}|dead|died|wounded|injured|missing|losses|casualties|victims|fatalities)\b"
    r"|\b(?:was|were|is|are|had|killed|lost)\s(?:\p{Ll}+\s){0,3}\d",
    regex.IGNORECASE,
)
_NUMBER_OF = regex.compile(r"\b(?:number|total|count|tally)s? of (?:\p{Ll}+ing )?(?P<noun>\p{Ll}{3,}s)\b")
_NUMBER_BEFORE = regex.compile(rf"{_NUMBER_OF.pattern}[^.!?;]{{0,60}}\Z")
_MEASURED = regex.compile(
    r"\b(?:temperatures?|prices?|ages?|aged|speeds?|scores?|index|rates?|degrees|distance|shares?|percentage|height|depth)\b",
    regex.IGNORECASE,
)
_NO_NOUN = regex.compile(r"\p{Lu}{3}|%|percentage points")


def counted_before(words: str, earlier: str) -> str | None:
    """What the first count of a content counts where it names no unit: the noun of "the number of …", in it or just before
    it, else the last one counted in the earlier words of its paragraph; None where the content measures something else.
    """
    if named := _NUMBER_OF.search(words):
        return named.group("noun")
    if _MEASURED.search(words) or (len(words.split()) > 5 and not _COUNTS_ON.search(words)):
        return None
    if named := _NUMBER_BEFORE.search(earlier):
        return named.group("noun")
    nouns = [count.unit for count in counts(earlier) if count.unit and not _NO_NOUN.fullmatch(count.unit)]
    return nouns[-1] if nouns else None

"""Where the words of a filter stand in a text, so that they can be lit, and the sentence that shows them. Pure.

Words are found as the index of words finds them (store.searching), so that what is lit is what was found: in any case,
with any accents, whatever stands between the words of a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from store.filters.terms import All, Any, Term, Where, Words
from store.searching import indexed, sought, words_of
from store.text import Span, next_grapheme, sentences, snap

MOST_HITS = 1000
"""Hits that are looked at for the best sentence; behind them stands hardly a better one."""
_AROUND = 2000
"""Code points before and behind a hit where its sentence ends at the latest."""
_SOLID = re.compile(r"\S+")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+|[#$%&+@]")
_ANOTHER = "\0"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a text, with … where it was cut out of a sentence; lit: the words sought, as offsets into these."""

    words: str
    lit: tuple[Span, ...] = ()


def words_in(term: Term, where: Where = Where.ANYWHERE) -> tuple[Words, ...]:
    """The words that an article must have, or may, to fit a term; none that it must not.

    where: what of an article they are sought in; ANYWHERE is its text, where no words of a title alone are sought.
    """
    match term:
        case Words():
            return (term,) if term.where in (Where.ANYWHERE, where) else ()
        case All(terms) | Any(terms):
            return tuple(dict.fromkeys(words for each in terms for words in words_in(each, where)))
    return ()


def hits(term: Term, text: str, where: Where = Where.ANYWHERE) -> list[Span]:
    """Where the words of a filter stand in a text, or in its title (where), in order; those that overlap as one."""
    return _joined(span for found in _found(words_in(term, where), text) for span in found)


def sentence_of(term: Term, text: str, most: int = 300, *, title: str = "") -> Excerpt:
    """The sentence of a text in which most of the words of a filter stand, the first of those; where none does, how the
    text begins. most: code points. title: where the text begins with it, that is passed over: it is shown already.
    """
    if title and text.startswith(title):
        text = text[len(title) :].lstrip()
    found = _found(words_in(term), text)
    best, most_words = None, 0
    starts = sorted((span.start, index) for index, spans in enumerate(found) for span in spans)[:MOST_HITS]
    sentence, here = Span(0, 0), set[int]()
    for start, index in starts:
        if start >= sentence.end:
            sentence, here = _sentence_at(text, start), set()
        here.add(index)
        if len(here) > most_words:
            best, most_words = sentence, len(here)
    if best is None:
        return Excerpt(_begun(text, most))
    spans = _joined(span for each in found for span in each if span.overlaps(best))
    return _cut(text, best, spans, most)


def placed(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text as they are indexed (store.searching.words_of), each with where it stands."""
    for solid in _SOLID.finditer(text):
        start, end = solid.span()
        here = solid.group()
        if here.isascii():
            for word in _ASCII_WORD.finditer(text, start, end):
                yield word.group().lower(), word.start(), word.end()
        else:
            yield from _placed_in(text, here, start)


def _placed_in(text: str, here: str, start: int) -> Iterator[tuple[str, int, int]]:
    pieces = [_piece(character) for character in here]
    origins = [at for at, piece in enumerate(pieces) for _ in piece]
    joined = "".join(pieces)
    at = 0
    for word in words_of(here):
        at = joined.index(word, at)
        first, last = origins[at], origins[at + len(word) - 1] + 1
        at += len(word)
        yield word, snap(text, start + first), _outward(text, start + last)


@lru_cache(maxsize=1 << 16)
def _piece(character: str) -> str:
    return indexed(character)


def _outward(text: str, end: int) -> int:
    before = snap(text, end)
    return end if before == end else next_grapheme(text, before)


def _found(wanted: tuple[Words, ...], text: str) -> list[list[Span]]:
    """Where each of some words stands in a text."""
    if not wanted:
        return []
    phrases = [sought(words.text, is_open=words.open) for words in wanted]
    # Each word that is sought becomes a character, the text a string of them, and finding a phrase is finding in that.
    codes = {word: chr(index + 1) for index, word in enumerate({word for words, _ in phrases for word in words})}
    there = list(placed(text))
    coded = "".join(codes.get(word, _ANOTHER) for word, _, _ in there)
    found: list[list[Span]] = []
    for words, is_open in phrases:
        size = len(words)
        if not size:
            found.append([])
            continue
        whole = "".join(map(codes.__getitem__, words[:-1] if is_open else words))
        places = _places(coded, whole) if whole else range(len(there))
        if is_open:
            last = words[-1]
            places = [at for at in places if at + size <= len(there) and there[at + size - 1][0].startswith(last)]
        found.append([Span(there[at][1], there[at + size - 1][2]) for at in places])
    return found


def _places(coded: str, whole: str) -> list[int]:
    places: list[int] = []
    at = coded.find(whole)
    while at >= 0:
        places.append(at)
        at = coded.find(whole, at + 1)
    return places


def _joined(spans: Iterator[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _sentence_at(text: str, offset: int) -> Span:
    """The sentence around an offset, or as much of it as stands near."""
    first = max(text.rfind("\n", 0, offset) + 1, offset - _AROUND)
    last = text.find("\n", offset, offset + _AROUND)
    if last < 0:
        last = min(len(text), offset + _AROUND)
    return next((each for each in sentences(text, snap(text, first), last) if offset < each.end), Span(offset, last))


def _begun(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    end = _word_end(text, 0, most)
    return f"{text[:end].rstrip()} …"


def _cut(text: str, sentence: Span, lit: list[Span], most: int) -> Excerpt:
    """A sentence, or so much of it around the first of its words that are lit."""
    start, end = sentence.start, sentence.end
    if len(sentence) > most:
        wanted = max(start, lit[0].start - most // 3)
        if wanted > start:
            blank = text.find(" ", wanted, lit[0].start)
            start = blank + 1 if blank >= 0 else snap(text, lit[0].start)
        end = _word_end(text, start, min(end, start + most)) if start + most < end else end
    before, behind = "… " if start > sentence.start else "", " …" if end < sentence.end else ""
    shift = len(before) - start
    inside = [Span(max(each.start, start) + shift, min(each.end, end) + shift) for each in lit if each.start < end]
    return Excerpt(f"{before}{text[start:end]}{behind}", tuple(inside))


def _word_end(text: str, start: int, end: int) -> int:
    """Where the last whole word before an end ends; where there is none, the last whole character."""
    if end >= len(text) or text[end].isspace():
        return end
    blank = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
    return blank if blank > start else snap(text, end)

"""The parsers of an article's own words: what is suggested at a cursor, figures, dates, names, and quotes found again."""

from __future__ import annotations

from math import isfinite

from store.anchoring import find, move, quote
from store.cleaning.habits import key_of
from store.folding import folded
from store.likeness import likeness, sketch
from store.model import Part, Role
from store.nearness import places
from store.occurring import Names, is_name
from store.searching import indexed, phrase, sought, words_of
from store.suggesting.certainty import certainty_of
from store.suggesting.claims import entity_tag, guess_claim, guess_claim_at, guess_entity
from store.suggesting.cues import mode_of
from store.suggesting.dates import dates_in, first_date
from store.suggesting.quantity import counts, figure_at
from store.suggesting.relating import salient
from store.suggesting.sources import name_in, source_tag
from store.text import Span, is_boundary, next_grapheme, normal_form, previous_grapheme, sentences, snap
from store.text import words as words_in
from store.timeline import days_between, moment
from store.timeline_words import date_in_words, day_in_words
from tests.fuzzing.parser import SIGN, Parser, fields_of, number_of, text_of, words

_TEXT = (
    "Ferry will sail again, says minister\n\n"
    "The Coast Institute reported on 3 May that islanders claimed the minister had promised a new ferry.\n\n"
    "“We will not wait,” said Ilse Maar, “for another winter.” The ministry first counted 12 lost boats, then 19; "
    "fishermen spoke of up to 40, according to Mr. Vik of the U.S. navy, who denied on Monday it had cost between $3m "
    "and £4.5 billion."
)
_SAID = words(
    *("“", "”", "‘", "’", '"', "'", "said", "says", "told", "claimed", "according to", "reportedly", "that", "denied"),
    *("Ilse Maar", "the ministry", ",", ".", ":", ";", "?", "(", ")", "—", "…", "who", "and", "but", "saying", "Mr."),
    *("on Monday", "3 May 2024", "U.S.", "\n", "\n\n", " ", "12", "twelve", "a dozen", "between", "up to", "at least"),
    *("$3m", "1,000,000", "per cent", "half a million", "no fewer than", "-", "hundred", "thousand", "million", "1.5"),
    *("million million", "’s", "not", "might", "almost certainly", "it is claimed", "citing", "put it at"),
)
_WHEN = words("2024", "-05", "-03", "T09:00", ":00", ".5", "Z", "+14:00", "-12:00", "0001-01-01", "9999-12-31T23:59")


def _claimed(raw: bytes) -> None:
    said, at, published = fields_of(raw, 3)
    text = normal_form(said)
    offset = number_of(at, len(text))
    for when in (None, published):
        guess = guess_claim_at(text, offset, published=when)
        assert all(span.end <= len(text) for span in guess.content)
    one, other = snap(text, offset), snap(text, min(len(text), offset + 40))
    guess_claim(text, (Span(one, other),) if one < other else (), published=published)
    found = guess_entity(text, offset)
    assert found is None or is_boundary(text, found.start)


def _worded(raw: bytes) -> None:
    text = text_of(raw)
    for count in counts(text):
        assert count.quantity is None or isfinite(count.quantity)
    figure_at(text, len(text) // 2)
    first_date(text, dates_in(text, 0, len(text)), "2024-07-22")
    for ask in (certainty_of, mode_of, entity_tag, source_tag, name_in, is_name, salient):
        ask(text)


def _sought(raw: bytes) -> None:
    text, other = fields_of(raw, 2)
    found, is_open = sought(text)
    phrase(found, is_open=is_open)
    likeness(text, other)
    for ask in (words_of, indexed, folded, key_of, sketch):
        ask(text)


def _cut(raw: bytes) -> None:
    text = normal_form(text_of(raw))
    for span in (*sentences(text), *words_in(text)):
        assert span.end <= len(text)
    at = steps = 0
    while at < len(text) and steps < 2000:
        after = next_grapheme(text, at)
        assert previous_grapheme(text, after) == at, (at, after)
        at, steps = after, steps + 1


def _found(raw: bytes) -> None:
    text, exact, prefix, suffix = map(normal_form, fields_of(raw, 4))
    span = find(text, exact, prefix, suffix)
    assert span is None or (is_boundary(text, span.start) and is_boundary(text, span.end))
    part = Part(Role.MENTION, Span(0, max(1, len(exact))), exact or "x", prefix, suffix)
    moved = move((part, part), text)
    assert moved is None or all(each.span.of(text) == each.exact for each in moved)
    places(exact[:200], text, 0, len(text))
    assert span is None or quote(text, span)[0] == span.of(text)


def _named(raw: bytes) -> None:
    name, text = map(normal_form, fields_of(raw, 2))
    for span in Names([name, "Vik"]).spans(text):
        assert span.end <= len(text)


def _timed(raw: bytes) -> None:
    one, other = fields_of(raw, 2)
    days_between(one, other)
    for ask in (moment, date_in_words, day_in_words):
        ask(one)


_SEED = _TEXT.encode()
_QUOTES = (
    SIGN.join((_SEED, b"the minister had promised", b"claimed ", b" a new")),
    SIGN.join((_SEED, b"teh minister had pormised a new ferry", b"", b"")),
)

PARSERS = (
    Parser(
        "claims", _claimed, (_SEED + b"\x1f150\x1f2024-05-03", _SEED + b"\x1fz"), (SIGN, *_SAID), largest=4096, share=20
    ),
    Parser(
        "figures and dates",
        _worded,
        (_SEED, b"between 3 and 4.5 million", b"some twenty-five thousand"),
        _SAID,
        largest=4096,
        share=20,
    ),
    Parser("words sought", _sought, (_SEED + SIGN + _SEED, "C++ don’t 水水 multi-agent".encode()), _SAID),
    Parser("sentences", _cut, (_SEED, "e\u0301 👩‍👩‍👧 한글 \u0e33 Dr. A.".encode()), _SAID, share=20),
    Parser("quotes", _found, _QUOTES, (SIGN, *_SAID)),
    Parser(
        "names",
        _named,
        (b"Ilse Maar" + SIGN + _SEED, b"Coast Institute\x1fthe Coast  Institute's"),
        (SIGN, *_SAID),
        share=15,
    ),
    Parser(
        "moments",
        _timed,
        (b"2024-05-03T09:00:00+01:00\x1f2024-05-07", b"2024-05\x1f2024"),
        (SIGN, *_WHEN),
        largest=200,
        share=200,
    ),
)

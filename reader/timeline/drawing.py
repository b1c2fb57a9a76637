"""A timeline in rows of the screen: a line down through time, dates to its left, what was said to its right. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.dates import day
from reader.drawing import SEPARATOR
from reader.terminal.cells import cell_len
from store.model import ClaimRow, RelationKind
from store.timeline import Event, Timeline, days_between
from store.timeline_words import SIGNS, counts_besides, other_date, stance, through, what

_DATES, _LINE = 11, 3
"""Cells of the dates, and of the line with the room around it."""
_BESIDE_FROM, _LEAST = 100, 16
"""Cells of a screen from which an event's article stands beside it, and the fewest in which words are wrapped."""
_ROWS_OF_WORDS = 3
_CLAIM, _MENTION, _ON, _LATER = "●", "○", "│", "┊"
_PLAIN = {"●": "*", "○": "o", "│": "|", "┊": ":", "≠": "x", "↑": "^"}
_LOOKS = {RelationKind.CONTRADICTS: "bad", RelationKind.UPDATES: "accent", RelationKind.SUPPORTS: "good"}

Told = tuple[str, str]
"""Words, and the name of their look (reader.palette)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row. event: the place of the event that it belongs to, None between two. line: the words that stand for the line."""

    event: int | None
    date: str
    line: str
    words: tuple[Told, ...]
    beside: str = ""


def rows_of(timeline: Timeline, width: int, *, plain: bool = False) -> list[Row]:
    """All rows of a timeline in so many cells; plain: letters stand for signs that the terminal may lack."""
    rows: list[Row] = []
    before: Event | None = None
    date = None
    for at, event in enumerate(timeline.events):
        now = _date(event)
        if before is not None:
            days = days_between(before.at, event.at) if now != date else 0
            line = _ON if days is not None and days <= 1 else _LATER
            later = f"{days:,} days later" if days and days > 1 else ""
            rows.append(Row(None, "", line, ((later, "faint"),)))
        rows += _event(timeline, at, now if now != date else "", width)
        before, date = event, now
    return [_plainly(row) for row in rows] if plain else rows


def columns(width: int) -> tuple[int, int]:
    """The cells of the words right of the line, and of what stands beside them (0: nothing does)."""
    room = width - _DATES - _LINE - 2
    beside = room * 2 // 5 if width >= _BESIDE_FROM else 0
    return max(_LEAST, room - beside - (2 if beside else 0)), beside


def _date(event: Event) -> str:
    at = event.at[:10] if event.at else None
    return day(at, short=True) or "no date"


def _event(timeline: Timeline, at: int, date: str, width: int) -> Iterator[Row]:
    event = timeline.events[at]
    room, beside = columns(width)
    if event.claim is None:
        told = [(line, "text") for line in _wrapped(event.named.sentence, room)]
        named = "named once" if event.mentions == 1 else f"named {event.mentions:,} times"
        if not beside:
            told.append((f"{named} · {_article(event)}", "quiet"))
        place = [named, event.named.outlet or "", event.named.title]
    else:
        told = [(line, "strong") for line in _wrapped(what(event.claim), room)]
        told.append((_who(event, event.claim), "text"))
        if not beside:
            told.append((_article(event), "quiet"))
        published = day(event.named.published, short=True)
        place = [SEPARATOR.join(each for each in (event.named.outlet or "", published) if each), event.named.title]
    told += [_tie(timeline, kind, words, other) for kind, words, other in _ties(event)]
    place = [each for each in place if each] if beside else []
    for number in range(max(len(told), len(place))):
        words = (told[number],) if number < len(told) else ()
        sign = (_CLAIM if event.claim is not None else _MENTION) if number == 0 else _ON
        sign = " " if number and at + 1 == len(timeline.events) else sign
        yield Row(at, date if number == 0 else "", sign, words, place[number] if number < len(place) else "")


def _who(event: Event, row: ClaimRow) -> str:
    """Who makes a claim, through whom, how sure it sounds, and its other date."""
    who = " ‹ ".join([row.who or "?", *through(row)]) if row.chain else "no source is named"
    other = other_date(event)
    return SEPARATOR.join([who, *counts_besides(row), *stance(row), *([other] if other else [])])


def _article(event: Event) -> str:
    named = event.named
    return SEPARATOR.join(each for each in (named.outlet or "", day(named.published, short=True), named.title) if each)


def _ties(event: Event) -> Iterator[tuple[RelationKind, str, int]]:
    return ((tie.kind, tie.words, tie.other) for tie in event.ties)


def _tie(timeline: Timeline, kind: RelationKind, words: str, other: int) -> Told:
    """How an event stands to another, and which that is."""
    event = timeline.events[other]
    assert event.claim is not None
    who = f"{event.claim.who}: " if event.claim.who else ""
    return f"{SIGNS[kind]} {words} {who}{what(event.claim)}, {_date(event)}", _LOOKS.get(kind, "quiet")


def _wrapped(words: str, room: int) -> list[str]:
    """Words in at most so many rows; the last is as long as it is, to be cut."""
    if len(words) <= room and cell_len(words) <= room:
        return [" ".join(words.split())]
    rows = [""]
    for word in words.split():
        if rows[-1] and cell_len(rows[-1]) + 1 + cell_len(word) > room and len(rows) < _ROWS_OF_WORDS:
            rows.append(word)
        else:
            rows[-1] += f" {word}" if rows[-1] else word
    return rows


def _plainly(row: Row) -> Row:
    words = tuple((_PLAIN.get(told[:1], told[:1]) + told[1:], look) for told, look in row.words)
    return Row(row.event, row.date, _PLAIN.get(row.line, row.line), words, row.beside)


def first_row(rows: Sequence[Row], event: int) -> int:
    """The first row of an event."""
    return next((at for at, row in enumerate(rows) if row.event == event), 0)

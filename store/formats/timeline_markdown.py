"""A timeline as a report in Markdown (CommonMark) that a person can hand in: quotes, and references to every article.

Writes only. What comes from an article is data: each sign that Markdown would read as a mark is written with a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from store.model import Metadata
from store.text import Span
from store.timeline import Basis, Event, Of, Timeline
from store.timeline_words import (
    counted,
    counts_besides,
    date_in_words,
    day_in_words,
    other_date,
    span_in_words,
    stance,
    through,
    what,
)

_SIGN = re.compile(r"[\\`*_\[\]<>~|$^@]|&(?=#?\w)|!$")
_OPENING = re.compile(r"^(?:(?=(?:#{1,6}|[-+=])(?:[\s=-]|$))|(\d{1,9})(?=[.)](?:\s|$)))")
_CLOSING = re.compile(r"#+$")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp)(?=://)|\bwww(?=\.)")
_LINKED = re.compile(r"https?://\S+", re.I)
_IN_ADDRESSES = "/%:@!$&'()*+,;=-._~?#[]"
_UNSAID = "Where it is not known when something was said, it stands under the day on which its article was published."


def written(timeline: Timeline) -> str:
    """The report, ending in a line end: events under the days on which they were, references at the end."""
    numbers = {article: at for at, article in enumerate(dict.fromkeys(e.named.article for e in timeline.events), 1)}
    subject = "Timeline" if timeline.of is Of.ENTITY else "Dispute"
    parts = [f"# {subject}: {_CLOSING.sub(_escaped_closing, signs(timeline.title))}", " · ".join(counted(timeline))]
    if timeline.left_out:
        parts.append(f"{timeline.left_out:,} older claims and mentions are left out.")
    if any(event.basis is Basis.PUBLISHED for event in timeline.events if event.claim is not None):
        parts.append(_UNSAID)
    day = None
    for event in timeline.events:
        if (now := span_in_words(event)) != day:
            day = now
            parts.append(f"## {signs(day[:1].upper() + day[1:])}")
        parts += _event(timeline, event, numbers[event.named.article])
    if numbers:
        parts += ["## References", "\n".join(_references(timeline, numbers))]
    return "\n\n".join(parts) + "\n"


def _event(timeline: Timeline, event: Event, number: int) -> Iterator[str]:
    named = event.named
    if event.claim is None:
        title = f" in “{signs(named.title)}”" if named.title else ""
        times = "once" if event.mentions == 1 else f"{event.mentions:,} times"
        yield f"**{signs(timeline.title)}** is named {times}{title} [{number}]"
    else:
        yield _opened(f"**{signs(what(event.claim))}**") + f" {_source(event)} [{number}]"
    yield f"> {_opened(_quoted(named.sentence, named.spans))}"
    if event.ties:
        yield "\n".join(f"- {tie.words}: {_in_full(timeline.events[tie.other])}" for tie in event.ties)


def _source(event: Event) -> str:
    """Who makes a claim, through whom, when, and how sure it sounds."""
    row = event.claim
    assert row is not None
    medium = row.claim.chain[-1].medium if row.claim.chain else None
    told = [signs(row.who) + (f" ({signs(medium)})" if medium else "") if row.chain else "no source is named"]
    told += [f"through {signs(each)}" for each in through(row)]
    told += [signs(each) for each in (other_date(event),) if each]
    told += [signs(each) for each in counts_besides(row)]
    told += stance(row)
    if row.claim.probability_words:
        told.append(f"“{signs(row.claim.probability_words)}”")
    return "— " + ", ".join(told)


def _in_full(event: Event) -> str:
    row = event.claim
    assert row is not None
    beside = ", ".join(each for each in (signs(row.who), day_in_words(event.at)) if each)
    return signs(what(row)) + (f" ({beside})" if beside else "")


def _references(timeline: Timeline, numbers: dict[str, int]) -> Iterator[str]:
    first = {event.named.article: event.named for event in reversed(timeline.events)}
    for article, number in numbers.items():
        named = first[article]
        known = timeline.articles.get(article) or Metadata(named.title, None, named.outlet, None, named.published)
        title = signs(known.title) or "without a title"
        told = [f"{signs(known.byline)}: “{title}”" if known.byline else f"“{title}”"]
        told += [each for each in (f"*{signs(known.outlet)}*" if known.outlet else "",) if each]
        told.append(signs(date_in_words(known.published)) or "no date known")
        yield f"{number}. " + ", ".join(told) + (f", {_address(known.url)}" if known.url else "")


def _address(url: str) -> str:
    return f"<{quote(url, safe=_IN_ADDRESSES)}>" if _LINKED.fullmatch(url) else signs(url)


def _quoted(sentence: str, spans: tuple[Span, ...]) -> str:
    """A sentence with the words in question set off, where marks around them are read as marks."""
    parts, at = [], 0
    for span in sorted(spans):
        words = span.of(sentence)
        before, behind = sentence[span.start - 1 : span.start], sentence[span.end : span.end + 1]
        if span.start < at or not words.strip() or words != words.strip() or before.isalnum() or behind.isalnum():
            continue
        if at == span.start and at > 0:
            continue  # two such stretches that touch would be one
        parts += [signs(sentence[at : span.start]), f"**{signs(words)}**"]
        at = span.end
    return "".join([*parts, signs(sentence[at:])]).strip()


def signs(words: str | None) -> str:
    """Words on one line that Markdown reads as nothing but words."""
    line = re.sub(r"\s+", " ", words or "")
    return _ADDRESS.sub(lambda found: f"{found.group()}\\", _SIGN.sub(r"\\\g<0>", line))


def _opened(line: str) -> str:
    """A line that begins no list, heading or rule."""
    return _OPENING.sub(r"\1\\", line)


def _escaped_closing(found: re.Match[str]) -> str:
    return f"\\{found.group()}"

"""What a timeline tells, in words: figures, chains, dates, how much there is. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from store.model import Bound, ClaimRow, Mode, Polarity, RelationKind
from store.timeline import TO_THE_DAY, Basis, Event, Timeline, said

SIGNS: Mapping[RelationKind, str] = {
    RelationKind.SAME_AS: "=",
    RelationKind.SUPPORTS: "+",
    RelationKind.CONTRADICTS: "≠",
    RelationKind.UPDATES: "↑",
    RelationKind.RELATED: "~",
}
"""How relations are written where there is room for one cell."""
_BOUNDS = {bound: f"{bound} " for bound in Bound} | {Bound.EXACTLY: "", Bound.AT_MOST: "up to "}
_MONTHS = "January February March April May June July August September October November December".split()


def figure(row: ClaimRow) -> str:
    """The figure with its bound and unit: "up to 400 soldiers"; empty where there is none."""
    claim = row.claim
    if claim.quantity is None:
        return ""
    return f"{_BOUNDS[claim.bound or Bound.EXACTLY]}{claim.quantity:,} {claim.unit or ''}".strip()


def what(row: ClaimRow) -> str:
    """What a claim says, in few words: its gist, else its figure, else its own words."""
    return row.claim.gist or figure(row) or f"“{row.content}”"


def counts_besides(row: ClaimRow) -> tuple[str, ...]:
    """The figure, where the few words of a claim do not tell it."""
    told = row.claim.gist and row.claim.quantity is not None and f"{row.claim.quantity:,}" not in row.claim.gist
    return (figure(row),) if told else ()


def through(row: ClaimRow) -> tuple[str, ...]:
    """Through whom a claim came, from who makes it outwards, without that one."""
    return tuple(name or "?" for name in row.chain[-2::-1])


def stance(row: ClaimRow) -> tuple[str, ...]:
    """What who makes a claim does with it, how sure it sounds, and whether it is said not to be so."""
    claim = row.claim
    mode = claim.chain[-1].mode.value if claim.chain and claim.chain[-1].mode is not Mode.STATES else ""
    certainty = "" if claim.certainty.value == "unspecified" else claim.certainty.value
    return tuple(each for each in (mode, certainty, "not so" if claim.polarity is Polarity.NEGATIVE else "") if each)


def date_in_words(at: str | None) -> str:
    """A date as precise as it is known: "20 July 2024", "July 2024", with the hour where that is known; else empty."""
    if not at:
        return ""
    year, *rest = at[:TO_THE_DAY].split("-")
    if not all(each.isdecimal() for each in (year, *rest)) or (rest and not 1 <= int(rest[0]) <= len(_MONTHS)):
        return at
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    hour = f", {at[11:16]}" if len(at) > TO_THE_DAY else ""
    return " ".join([*day, *month, year]) + hour


def day_in_words(at: str | None) -> str:
    """A date without its hour."""
    return date_in_words(at[:TO_THE_DAY] if at else at)


def span_in_words(event: Event) -> str:
    """When an event was, and until when: "1 July 2024 – 4 July 2024"."""
    until = f" – {day_in_words(event.until)}" if event.until else ""
    return f"{day_in_words(event.at)}{until}" or "no date known"


def other_date(event: Event) -> str:
    """The other date that a claim has, in words: when it was said, or what it is about; empty where it has none."""
    if event.claim is None:
        return ""
    claim = event.claim.claim
    if event.basis is Basis.HAPPENED:
        at = said(event.claim)
        return f"said on {date_in_words(at)}" if at and at != event.at else ""
    until = f" – {day_in_words(claim.event_to)}" if claim.event_from and claim.event_to != claim.event_from else ""
    about = f"{day_in_words(claim.event_from or claim.event_to)}{until.removesuffix(' – ')}"
    return f"event {about}" if about and about != day_in_words(event.at) else ""


def counted(timeline: Timeline) -> list[str]:
    """How much there is: claims, mentions, articles, and the time between the first and the last of them."""
    articles = len({event.named.article for event in timeline.events})
    mentions = sum(event.mentions for event in timeline.events)
    told = [_number(timeline.claims, "claim"), *([_number(mentions, "mention")] if mentions else [])]
    told.append(_number(articles, "article"))
    dated = [event for event in timeline.events if event.at]
    if dated:
        first, last = day_in_words(dated[0].at), day_in_words(dated[-1].at)
        told.append(first if first == last else f"{first} – {last}")
    return told


def _number(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"

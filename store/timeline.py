"""A dispute, or what is known of an entity, in order of time: events with when, what, who, and how they stand to one another.

Pure. In a dispute, which is mostly about one thing that happened, a claim stands by when it was said, else when its article
was published; of an entity by the date of what it is about, before these two. What an article says of an entity besides
claims is one event of the day of its publication.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from store.model import ClaimRow, Dispute, Entity, MentionRow, Metadata, Relation, RelationKind

_TURNED = {
    RelationKind.SAME_AS: "same as",
    RelationKind.SUPPORTS: "supported by",
    RelationKind.CONTRADICTS: "contradicted by",
    RelationKind.UPDATES: "updated by",
    RelationKind.RELATED: "related to",
}
_LAST = "~"
TO_THE_DAY = len("2024-07-20")
"""The code points of a date that say the day, and no hour."""


class Of(StrEnum):
    """What a timeline is of."""

    DISPUTE = "dispute"
    ENTITY = "entity"


class Basis(StrEnum):
    """What a date is of."""

    HAPPENED = "happened"
    SAID = "said"
    PUBLISHED = "published"
    UNKNOWN = "unknown"


_DISPUTED = (Basis.SAID, Basis.PUBLISHED, Basis.HAPPENED)
_KNOWN = (Basis.HAPPENED, Basis.SAID, Basis.PUBLISHED)
"""By which of its dates a claim stands in a dispute, and among what is known of an entity."""


@dataclass(frozen=True, slots=True)
class Tie:
    """How an event stands to another: its place among the events; turned: the relation is read from the other one."""

    kind: RelationKind
    other: int
    turned: bool = False

    @property
    def words(self) -> str:
        """How it reads before what the other says: "updated by"."""
        if self.turned:
            return _TURNED[self.kind]
        return "related to" if self.kind is RelationKind.RELATED else str(self.kind)


@dataclass(frozen=True, slots=True)
class Event:
    """A claim, or where an article names an entity. at, until: as precise as known; None: no date is known.

    named: the first mention, in its sentence; of a claim the claim itself. mentions: how many the article has of the
    entity besides claims, 0 for a claim.
    """

    at: str | None
    basis: Basis
    named: MentionRow
    until: str | None = None
    claim: ClaimRow | None = None
    mentions: int = 0
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in order of time, undated ones last. articles: what is known of those that they stand in, by identifier.

    left_out: claims and mentions that were not taken in, the oldest.
    """

    of: Of
    title: str
    events: tuple[Event, ...]
    articles: Mapping[str, Metadata] = field(default_factory=dict)
    left_out: int = 0

    @property
    def claims(self) -> int:
        """How many of the events are claims."""
        return sum(event.claim is not None for event in self.events)


def of_dispute(dispute: Dispute, sentences: Mapping[str, MentionRow], articles: Mapping[str, Metadata]) -> Timeline:
    """The claims of a dispute. sentences: each claim in its sentence, by identifier."""
    events = [_of_claim(row, sentences, _DISPUTED) for row in dispute.claims]
    return Timeline(Of.DISPUTE, title_of(dispute.claims), _tied(events, dispute.relations), articles)


def of_entity(
    entity: Entity,
    claims: Sequence[ClaimRow],
    relations: Iterable[Relation],
    mentions: Iterable[MentionRow],
    sentences: Mapping[str, MentionRow],
    articles: Mapping[str, Metadata],
    *,
    left_out: int = 0,
) -> Timeline:
    """What an entity says and what is said of it, and the articles that name it otherwise. mentions: that are no claims;
    those in the sentence of a claim are told with it.
    """
    events = [_of_claim(row, sentences, _KNOWN) for row in claims]
    told = {(event.named.article, event.named.sentence) for event in events}
    by_article: defaultdict[str, list[MentionRow]] = defaultdict(list)
    for each in mentions:
        if (each.article, each.sentence) not in told:
            by_article[each.article].append(each)
    for named in by_article.values():
        first = min(named, key=lambda each: each.start)
        basis = Basis.PUBLISHED if first.published else Basis.UNKNOWN
        events.append(Event(first.published, basis, first, mentions=len(named)))
    return Timeline(Of.ENTITY, entity.name, _tied(events, relations), articles, left_out)


def title_of(claims: Sequence[ClaimRow]) -> str:
    """What claims that hang together are about: what most of them count, else what the first of them says."""
    units = Counter(row.claim.unit for row in claims if row.claim.unit)
    if units:
        return units.most_common(1)[0][0]
    return next((row.claim.gist or row.content for row in claims), "no claims")


def _of_claim(row: ClaimRow, sentences: Mapping[str, MentionRow], order: Sequence[Basis]) -> Event:
    plain = MentionRow(
        row.id, row.article, row.title, row.outlet, row.published, row.content, (), row.start, row.tag, claim=True
    )
    claim = row.claim
    dates = {
        Basis.HAPPENED: claim.event_from or claim.event_to,
        Basis.SAID: said(row),
        Basis.PUBLISHED: row.published,
        Basis.UNKNOWN: None,
    }
    basis = next((each for each in order if dates[each]), Basis.UNKNOWN)
    is_over = basis is Basis.HAPPENED and claim.event_from and claim.event_to != claim.event_from
    until = claim.event_to if is_over else None
    return Event(dates[basis], basis, sentences.get(row.id, plain), until, row)


def _tied(events: Sequence[Event], relations: Iterable[Relation]) -> tuple[Event, ...]:
    """The events in order of time, each with how it stands to the others."""
    events = sorted(events, key=_place)
    places = {event.claim.id: at for at, event in enumerate(events) if event.claim is not None}
    ties: defaultdict[int, list[Tie]] = defaultdict(list)
    for relation in relations:
        one, other = places.get(relation.origin), places.get(relation.target)
        if one is not None and other is not None:
            ties[one].append(Tie(relation.kind, other))
            ties[other].append(Tie(relation.kind, one, turned=True))
    return tuple(
        Event(each.at, each.basis, each.named, each.until, each.claim, each.mentions, _sorted(ties[at]))
        for at, each in enumerate(events)
    )


def _sorted(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    return tuple(sorted(ties, key=lambda tie: (tie.turned, tie.other, tie.kind)))


def _place(event: Event) -> tuple[str, str, str, str, int]:
    told = said(event.claim) if event.claim else None
    published = moment(event.named.published)
    return moment(event.at), moment(told) if told else published, published, event.named.article, event.named.start


def moment(at: str | None) -> str:
    """A date by which others are put in order: with a zone in UTC; none is behind all."""
    if at is None:
        return _LAST
    if len(at) <= TO_THE_DAY:
        return at
    try:
        found = datetime.fromisoformat(at)
        found = found if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):  # in UTC it may lie before the first year, or behind the last
        return at
    return found.replace(tzinfo=None).isoformat()


def said(row: ClaimRow) -> str | None:
    """When the last of a claim's chain said it, of whom a date is known."""
    return next((link.said for link in reversed(row.claim.chain) if link.said), None)


def days_between(one: str | None, other: str | None) -> int | None:
    """How many days lie between two dates that are known to the day; None where one is not."""
    try:
        return (date.fromisoformat((other or "")[:TO_THE_DAY]) - date.fromisoformat((one or "")[:TO_THE_DAY])).days
    except ValueError:
        return None

"""What the desks show: entities with how often they are named, claims with where they stand, disputes, and their orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from store.model.marks import Alias, Claim, Entity, Relation, RelationKind
from store.text import Span


class EntitySort(StrEnum):
    """What the desk of entities is in order of. SEEN: when the last article that names it was published."""

    NAME = "name"
    TAG = "tag"
    MENTIONS = "mentions"
    ARTICLES = "articles"
    SEEN = "seen"


class ClaimSort(StrEnum):
    """What the desk of claims is in order of. DATE: of the article's publication. SOURCE: who makes the claim."""

    DATE = "date"
    SOURCE = "source"
    OUTLET = "outlet"
    FIGURE = "figure"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True)
class EntityOrder:
    """Names by the alphabet, figures the highest first, dates the newest first; turned: the other way round."""

    by: EntitySort = EntitySort.MENTIONS
    turned: bool = False


@dataclass(frozen=True, slots=True)
class ClaimOrder:
    """Dates newest first, names by the alphabet, disputes by when they began; turned: the other way round."""

    by: ClaimSort = ClaimSort.DATE
    turned: bool = False


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A row of the desk of entities. mentions: accepted marks that name it, in a chain too; first and last: when the
    articles that name it were published.
    """

    number: int
    entity: Entity
    mentions: int
    articles: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class MentionRow:
    """Where an entity is named: the sentence that the mark begins in, with the spans in it (code points of the sentence) that
    name it. claim: it is named as a source of a claim. start: where the mark begins in the article's text.
    """

    annotation: str
    article: str
    title: str
    outlet: str | None
    published: str | None
    sentence: str
    spans: tuple[Span, ...]
    start: int
    tag: str
    claim: bool = False


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A row of the desk of claims. content: what is said, in the article's words. names: of the entities in its chain, by
    identifier. dispute: the number that claims share which hang together by relations; None where it has none.
    """

    number: int
    id: str
    article: str
    title: str
    outlet: str | None
    published: str | None
    tag: str
    content: str
    claim: Claim
    names: Mapping[str, str]
    start: int
    updated: str
    dispute: int | None = None

    @property
    def chain(self) -> tuple[str, ...]:
        """Who says it and through whom, nearest the outlet first, in words."""
        return tuple(self.names.get(link.entity or "", link.label) for link in self.claim.chain)

    @property
    def who(self) -> str:
        """Who makes the claim; empty where no source is named."""
        return self.chain[-1] if self.claim.chain else ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """Claims that hang together by relations, in order of time, with these relations."""

    claims: tuple[ClaimRow, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that may be related, and how; offered, never made. why: in a few words."""

    one: ClaimRow
    other: ClaimRow
    kind: RelationKind
    why: str


class Fit(IntEnum):
    """How well words fit an entity, the best first."""

    NAME = 0
    ALIAS = 1
    ACRONYM = 2
    SURNAME = 3
    BEGINNINGS = 4
    WITHIN = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """An entity that some words may mean. here: it is named in the article in hand."""

    entity: Entity
    fit: Fit
    mentions: int
    here: bool = False


@dataclass(frozen=True, slots=True)
class EntityDraft:
    """An entity to be made, or what one is to become."""

    name: str
    tag: str
    aliases: tuple[Alias, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    reliability: str | None = None
    note: str = ""

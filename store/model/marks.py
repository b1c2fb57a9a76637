"""Annotations and all that belongs to them: parts, entities, claims with their chains, relations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from store.model.tags import Layer
from store.text import Span


class Role(StrEnum):
    """What a part is to its annotation: the mention of a highlight or entity; content, cue or source of a claim."""

    MENTION = "mention"
    CONTENT = "content"
    CUE = "cue"
    SOURCE = "source"


SUBJECT_ROLES = (Role.MENTION, Role.CONTENT)
"""The roles of the words that a mark is about."""


ROLES: Mapping[Layer, frozenset[Role]] = MappingProxyType(
    {
        Layer.HIGHLIGHT: frozenset({Role.MENTION}),
        Layer.ENTITY: frozenset({Role.MENTION}),
        Layer.CLAIM: frozenset({Role.CONTENT, Role.CUE, Role.SOURCE}),
    }
)
"""The roles that the parts of a mark on each layer may have."""


class Status(StrEnum):
    """Whether a person stands behind an annotation."""

    ACCEPTED = "accepted"
    SUGGESTED = "suggested"
    REJECTED = "rejected"


class Origin(StrEnum):
    """Who or what first made an annotation."""

    PERSON = "person"
    RULE = "rule"
    MODEL = "model"


class Polarity(StrEnum):
    """Whether the source says that it is so, or that it is not so."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Certainty(StrEnum):
    """How sure the words sound (FactBank's scale; Saurí & Pustejovsky 2009)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNSPECIFIED = "unspecified"


class Bound(StrEnum):
    """How a quantity bounds what it counts."""

    EXACTLY = "="
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"
    ABOUT = "about"


class Mode(StrEnum):
    """What a link of the chain does with the content: its own commitment."""

    STATES = "states"
    REPORTS = "reports"
    CLAIMS = "claims"
    BELIEVES = "believes"
    DENIES = "denies"
    ASKS = "asks"
    INTENDS = "intends"


class RelationKind(StrEnum):
    """How one claim stands to another, read from the first to the second."""

    SAME_AS = "same as"
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    UPDATES = "updates"
    RELATED = "related"


ONE_WAY = frozenset({RelationKind.SUPPORTS, RelationKind.UPDATES})
"""The kinds that say something else when they are read from the second claim to the first."""


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of an entity; weak ones ("the ministry") are not propagated without asking."""

    name: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place … in the world. reliability is the Admiralty letter A–F."""

    id: str
    name: str
    tag: str
    aliases: tuple[Alias, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    reliability: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A span of an annotation with its role, the words it covers and those around them (up to 32 code points).

    depth is the link of the attribution chain that a cue or source belongs to (None: belongs to no link).
    source is where the words stand in the decoded source, where the map knows it.
    """

    role: Role
    span: Span
    exact: str
    prefix: str = ""
    suffix: str = ""
    depth: int | None = None
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A link of the chain.

    depth 0 is whom the outlet cites, the highest who makes the claim. entity is its id; label its name where
    no entity is meant.
    """

    depth: int
    entity: str | None = None
    label: str = ""
    mode: Mode = Mode.STATES
    medium: str | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What belongs to a claim beside its words.

    credibility is the Admiralty figure 1–6; event_from and event_to are dates of the world.
    """

    gist: str = ""
    polarity: Polarity = Polarity.POSITIVE
    certainty: Certainty = Certainty.UNSPECIFIED
    probability_words: str = ""
    credibility: int | None = None
    event_from: str | None = None
    event_to: str | None = None
    quantity: int | float | None = None
    bound: Bound | None = None
    unit: str | None = None
    chain: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """How one annotation stands to another, read from origin to target."""

    id: str
    origin: str
    target: str
    kind: RelationKind
    annotator: str
    created: str
    note: str = ""


class PartAt(NamedTuple):
    """A part of an annotation with as much of that as it takes to find and to paint it: what a page of thousands needs."""

    start: int
    end: int
    role: Role
    depth: int | None
    annotation: str
    layer: Layer
    tag: str
    entity: str | None
    status: Status


@dataclass(frozen=True, slots=True)
class Annotation:
    """A body and the spans it is about.

    a highlight, an entity mention or a claim. relations are those that start here.
    """

    id: str
    article: str
    text_id: str
    layer: Layer
    tag: str
    parts: tuple[Part, ...]
    annotator: str
    created: str
    updated: str
    entity: Entity | None = None
    claim: Claim | None = None
    note: str = ""
    status: Status = Status.ACCEPTED
    origin: Origin = Origin.PERSON
    score: float | None = None
    relations: tuple[Relation, ...] = ()

    def spans(self, *roles: Role) -> tuple[Span, ...]:
        """Its spans with one of these roles (all, when none is named), in text order."""
        return tuple(sorted(p.span for p in self.parts if not roles or p.role in roles))

    @property
    def subject(self) -> tuple[Span, ...]:
        """The spans that it is about: the mention, or a claim's content."""
        return self.spans(*SUBJECT_ROLES)

    @property
    def start(self) -> int:
        """Where its subject begins."""
        return self.subject[0].start

    @property
    def quote(self) -> str:
        """The words that it is about; the pieces of a discontinuous one joined by an ellipsis."""
        pieces = sorted((p for p in self.parts if p.role in SUBJECT_ROLES), key=lambda p: p.span)
        return " … ".join(p.exact for p in pieces)

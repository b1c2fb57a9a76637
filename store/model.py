"""What the library holds, as frozen data: callers see these, never rows. Holds no behaviour beyond reading itself.

Times are UTC, ISO 8601 with milliseconds and a Z ("2026-11-22T09:56:36.123Z"). Identifiers are UUIDv7 in lower case.
Dates of the world (published, said, event) are ISO 8601 as precise as known: "2024", "2024-07", "2024-07-20", or
with a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from store.document import BlockKind, Document
from store.text import Span


class State(StrEnum):
    """How far the reading of an article has come. ASIDE: set aside, not to be read for now. DELETED: until it is purged."""

    NEW = "new"
    READING = "reading"
    DONE = "done"
    ASIDE = "aside"
    DELETED = "deleted"


class Layer(StrEnum):
    """The kind of an annotation; a tag belongs to one layer."""

    HIGHLIGHT = "highlight"
    ENTITY = "entity"
    CLAIM = "claim"


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

LARGEST = 2**63 - 1
"""The largest whole number that the database keeps as one."""


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
    AT_MOST = "at most"
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


class Deed(StrEnum):
    """What a step of the history did. PLACE: marks that had waited for their text found their words in it. REMOVE: an
    article was deleted, until it is purged. QUEUE: a filter was kept, or dropped.
    """

    ADD = "add"
    CORRECT = "correct"
    RECLEAN = "reclean"
    IMPORT = "import"
    PLACE = "place"
    STATE = "state"
    LABEL = "label"
    QUEUE = "queue"
    REMOVE = "remove"
    PURGE = "purge"
    MERGE = "merge"
    ANNOTATE = "annotate"
    REVISE = "revise"
    DELETE = "delete"
    RELATE = "relate"
    UNRELATE = "unrelate"
    UNDO = "undo"
    REDO = "redo"


class Outcome(StrEnum):
    """What became of a raw item: KNOWN, the same bytes are here; DELETED, they are here, of an article that was deleted and
    stays so; COMPLETED, only the article's name was here.
    """

    ADDED = "added"
    KNOWN = "known"
    DELETED = "deleted"
    COMPLETED = "completed"


# --- where articles come from -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article besides its text; None or "" where nothing says it.

    published and updated: ISO 8601 as precise as known, with the time zone where it was given. language: an ISO 639-1
    code.
    """

    title: str = ""
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class RawItem:
    """Bytes as they came, before anything is known of them.

    origin: where they were found, in words that find them again: a path, an address, "archive.warc.gz#record 12", or
    "-" for standard input. media_type and encoding: as declared from outside (None: not declared). url: the address
    that they were published at. metadata: what stands beside them (a feed's entry, a row's columns); it goes before
    what the page says of itself wherever it says something.
    """

    raw: bytes
    origin: str
    media_type: str | None = None
    encoding: str | None = None
    url: str | None = None
    metadata: Metadata = Metadata()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning makes of a raw item: the document, its metadata, and how the bytes were read.

    found: where each known field of the metadata came from ("line 3", "og:title", "json-ld", "feed"), by its name.
    """

    document: Document
    metadata: Metadata
    media_type: str
    encoding: str
    cleaner: str
    found: Mapping[str, str] = field(default_factory=dict)


class Verdict(NamedTuple):
    """What cleaning decided about one line or block of a source, and why.

    number: its line in the decoded source, from 1 (0: not known). span: where its words stand in the cleaned text; None
    where they do not. stage: the step of the pipeline that decided. reason: some plain words.
    """

    number: int
    kind: BlockKind
    words: str
    span: Span | None
    stage: str
    reason: str

    @property
    def kept(self) -> bool:
        """Whether its words stand in the text."""
        return self.span is not None


# --- what the library holds ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """The raw bytes of an article, as they came; raw is None where an import brought only their digest."""

    id: str
    sha256: str
    raw: bytes | None
    media_type: str
    encoding: str
    origin: str
    fetched: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Accepted marks by layer."""

    highlight: int = 0
    entity: int = 0
    claim: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.highlight + self.entity + self.claim


class Sort(StrEnum):
    """What a list is in order of. DATE: of publication. RANK: how well the words that are sought fit, the best first."""

    DATE = "date"
    ADDED = "added"
    TITLE = "title"
    OUTLET = "outlet"
    STATE = "state"
    MARKS = "marks"
    LANGUAGE = "language"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a list: dates newest first, marks most first, words by the alphabet; turned: the other way round."""

    by: Sort = Sort.DATE
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """A filter that somebody keeps under a name, with its order; key: one character that opens it."""

    name: str
    filter: str
    order: Order = Order()
    key: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """A row of the list. number: its place by date and then by arrival, the newest highest. alike: the article that was
    here first of those that tell the same story, where it is another.
    """

    id: str
    title: str
    outlet: str | None
    published: str | None
    byline: str | None
    state: State
    counts: Counts
    added: str
    alike: str | None = None
    number: int = 0
    language: str | None = None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article with the current version of its text.

    document is None where an import brought marks before the text itself; text_sha256 and source_sha256 are known
    even then.
    position is the code point at which reading stopped. found: where each field of the metadata came from, by its name.
    alike: the other articles that tell the same story, by identifier, the one that was here first before the others.
    """

    id: str
    metadata: Metadata
    state: State
    added: str
    text_id: str
    text_sha256: str
    cleaner: str
    source_id: str
    source_sha256: str
    document: Document | None
    position: int = 0
    found: Mapping[str, str] = field(default_factory=dict)
    alike: tuple[str, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """The cleaned text; empty where it is not here."""
        return self.document.text if self.document else ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the tag set.

    sign tells it apart without colour; key is pressed to use it; mapping names it elsewhere (conll,
    ontonotes, ftm, stix).
    """

    name: str
    layer: Layer
    label: str
    key: str | None = None
    colour: str = "white"
    sign: str = "·"
    parent: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    retired: bool = False


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


class Step(NamedTuple):
    """A step of the history: its change, the annotations that it changed, by identifier, and what of them, in words."""

    change: Change
    annotations: tuple[str, ...]
    changed: tuple[str, ...]


class Touched(NamedTuple):
    """What has changed in a library: the number of its newest change, and since an older one which annotations were
    touched, in whatever way (None: too many to tell), and whether entities were.
    """

    number: int
    annotations: frozenset[str] | None
    entities: bool


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


# --- what callers hand in -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PartDraft:
    """A part to be made: the library adds the words it covers."""

    role: Role
    span: Span
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class NewEntity:
    """An entity to be made in the same action as the mark that names it."""

    name: str
    tag: str
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """A link of a chain to be made; entity is an identifier, an entity to be made, or None with a label."""

    entity: str | NewEntity | None = None
    label: str = ""
    mode: Mode = Mode.STATES
    medium: str | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A mark to be made, or what an existing one is to become.

    claim carries everything but the chain, which stands in chain (depth 0 first).
    """

    tag: str
    parts: tuple[PartDraft, ...]
    entity: str | NewEntity | None = None
    note: str = ""
    claim: Claim | None = None
    chain: tuple[LinkDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the history.

    summary says what it did in words ("person Belousov"); undoes names the change it takes back.
    """

    id: str
    at: str
    annotator: str
    action: Deed
    summary: str
    article: str | None = None
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """What one line of interchange brings: an article (its document None where only its name came), its source and its
    labels, or a mark on it with the entities that the mark names.
    """

    article: Article
    source: Source | None = None
    annotation: Annotation | None = None
    entities: tuple[Entity, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a raw item, and of which article it is.

    orphans are the marks that wait for its text and whose words are not in it for sure; they are kept.
    """

    article: str
    title: str
    outcome: Outcome
    orphans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: how many articles and marks are new, were updated, or were here already; completed: articles
    that were here by name and now have their text; unmet: relations left out because their other end is not here.

    orphans are the marks whose words could not be found in the text that is here (kept, without a place).
    """

    articles: int = 0
    completed: int = 0
    annotations: int = 0
    updated: int = 0
    known: int = 0
    unmet: int = 0
    orphans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stats:
    """The library in figures; tags counts accepted marks, alike the articles whose story another one told here before.

    deleted: articles that are among no other figure, until they are purged. words_read: those of articles that are done.
    annotators: accepted marks by who made them.
    """

    articles: int
    states: Mapping[str, int]
    annotations: Counts
    entities: int
    relations: int
    tags: Mapping[str, int]
    words: int
    alike: int = 0
    deleted: int = 0
    words_read: int = 0
    annotators: Mapping[str, int] = field(default_factory=dict)


class Grouping(StrEnum):
    """What the figures of a library can be told by. DAY and MONTH: of publication. MARKED: the day a mark was made."""

    DAY = "day"
    MONTH = "month"
    OUTLET = "outlet"
    LANGUAGE = "language"
    STATE = "state"
    LABEL = "label"
    TAG = "tag"
    ANNOTATOR = "annotator"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class Figures:
    """A group of articles in figures: how many they are and how many of them are done, their words, their accepted marks.

    of: what they have in common; None where they have nothing of the kind. done, words and words_read are None where
    marks are grouped, and articles are those that have such marks.
    """

    of: str | None
    articles: int
    done: int | None
    words: int | None
    words_read: int | None
    marks: Counts

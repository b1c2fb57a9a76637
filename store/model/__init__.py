"""What the library holds, as frozen data: callers see these, never rows. Holds no behaviour beyond reading itself.

Times are UTC, ISO 8601 with milliseconds and a Z ("2026-11-22T09:56:36.123Z"). Identifiers are UUIDv7 in lower case.
Dates of the world (published, said, event) are ISO 8601 as precise as known: "2024", "2024-07", "2024-07-20", or
with a time. A part is loaded when something of it is asked for: the list is on the screen without the greater part of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.model.arrivals import Added, Apart, Carried, Imported, Outcome
    from store.model.articles import Article, Cleaned, Metadata, RawItem, Source, Verdict
    from store.model.desks import (
        ClaimOrder,
        ClaimRow,
        ClaimSort,
        Dispute,
        EntityDraft,
        EntityOrder,
        EntityRow,
        EntitySort,
        Fit,
        MentionRow,
        Offer,
        Pair,
    )
    from store.model.drafts import Draft, LinkDraft, NewEntity, PartDraft
    from store.model.figures import Figures, Grouping, Stats
    from store.model.history import Change, Deed, Step, Touched
    from store.model.listed import LARGEST, ArticleSummary, Counts, Order, Queue, Sort, State
    from store.model.marks import (
        ONE_WAY,
        ROLES,
        SUBJECT_ROLES,
        Alias,
        Annotation,
        Attribution,
        Bound,
        Certainty,
        Claim,
        Entity,
        Mode,
        Origin,
        Part,
        PartAt,
        Polarity,
        Relation,
        RelationKind,
        Role,
        Status,
    )
    from store.model.tags import Layer, Tag

__all__ = [
    "LARGEST",
    "ONE_WAY",
    "ROLES",
    "SUBJECT_ROLES",
    "Added",
    "Alias",
    "Annotation",
    "Apart",
    "Article",
    "ArticleSummary",
    "Attribution",
    "Bound",
    "Carried",
    "Certainty",
    "Change",
    "Claim",
    "ClaimOrder",
    "ClaimRow",
    "ClaimSort",
    "Cleaned",
    "Counts",
    "Deed",
    "Dispute",
    "Draft",
    "Entity",
    "EntityDraft",
    "EntityOrder",
    "EntityRow",
    "EntitySort",
    "Figures",
    "Fit",
    "Grouping",
    "Imported",
    "Layer",
    "LinkDraft",
    "MentionRow",
    "Metadata",
    "Mode",
    "NewEntity",
    "Offer",
    "Order",
    "Origin",
    "Outcome",
    "Pair",
    "Part",
    "PartAt",
    "PartDraft",
    "Polarity",
    "Queue",
    "RawItem",
    "Relation",
    "RelationKind",
    "Role",
    "Sort",
    "Source",
    "State",
    "Stats",
    "Status",
    "Step",
    "Tag",
    "Touched",
    "Verdict",
]

_PARTS = {
    "arrivals": "Added Apart Carried Imported Outcome",
    "articles": "Article Cleaned Metadata RawItem Source Verdict",
    "desks": "ClaimOrder ClaimRow ClaimSort Dispute EntityDraft EntityOrder EntityRow EntitySort Fit"
    " MentionRow Offer Pair",
    "drafts": "Draft LinkDraft NewEntity PartDraft",
    "figures": "Figures Grouping Stats",
    "history": "Change Deed Step Touched",
    "listed": "ArticleSummary Counts LARGEST Order Queue Sort State",
    "marks": "Alias Annotation Attribution Bound Certainty Claim Entity Mode ONE_WAY Origin Part PartAt Polarity"
    " ROLES Relation RelationKind Role SUBJECT_ROLES Status",
    "tags": "Layer Tag",
}
_HOMES = {name: f"{__name__}.{part}" for part, names in _PARTS.items() for name in names.split()}

if not TYPE_CHECKING:  # a checker would believe in names that no part has

    def __getattr__(name: str) -> object:
        """What a part holds, when it is asked for first. Raises AttributeError."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(_HOMES[name]), name)
        globals()[name] = found
        return found

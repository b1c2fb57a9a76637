"""Timelines read out of an open library: of the dispute that a claim is in, or of an entity. Changes nothing.

The rows of the desks must be settled before (Library.settle).
"""

from __future__ import annotations

from collections.abc import Iterable

from store import timeline
from store.library import Library
from store.model import ClaimRow
from store.timeline import Timeline

MOST = 2_000
"""The newest so many claims about an entity, and so many mentions of it, are told: nobody reads a timeline of more."""


def of_claim(library: Library, claim: str) -> Timeline:
    """The timeline of the claims that hang together with one by relations, by its identifier. Raises NotFound."""
    with library.snapshot():
        dispute = library.dispute(claim)
        ids = [row.id for row in dispute.claims]
        return timeline.of_dispute(dispute, library.mention_rows(ids), library.metadata_of(_articles(dispute.claims)))


def of_entity(library: Library, entity: str) -> Timeline:
    """The timeline of an entity, by its identifier: claims by it and about it, and where else it is named. Raises NotFound."""
    with library.snapshot():
        known = library.entity(entity)
        about = library.claims_about(known.id)
        own = set(about)
        others = [each for each in library.mentions(known.id) if each not in own]
        ids = about[:MOST]
        claims = library.claims_of(ids)
        mentions = library.mention_rows(others[:MOST]).values()
        articles = {*_articles(claims), *(each.article for each in mentions)}
        return timeline.of_entity(
            known,
            claims,
            library.relations_among(ids),
            mentions,
            library.mention_rows(ids),
            library.metadata_of(articles),
            left_out=sum(max(0, len(each) - MOST) for each in (about, others)),
        )


def _articles(claims: Iterable[ClaimRow]) -> set[str]:
    return {row.article for row in claims}

"""Claims as the desk shows them, made up."""

from __future__ import annotations

from dataclasses import replace

from store.model import Attribution, Claim, ClaimRow, Dispute, Relation, RelationKind


def claim_row(identifier: str, claim: Claim | None = None, *chain: str) -> ClaimRow:
    """A row; chain: who is cited first, who makes the claim last."""
    links = tuple(Attribution(depth, label=name) for depth, name in enumerate(chain))
    said = claim or Claim()
    return ClaimRow(
        number=int(identifier),
        id=identifier,
        article=f"article of {identifier}",
        title="Boats lost in the strait",
        outlet="Harbour Post",
        published="2024-07-20",
        tag="CLAIM",
        content="boats were lost",
        claim=replace(said, chain=links or said.chain),
        names={},
        start=0,
        updated="",
    )


def dispute_of(*claims: ClaimRow, relations: tuple[tuple[str, RelationKind, str], ...] = ()) -> Dispute:
    """Claims with relations: from which, what, to which."""
    made = (Relation(str(n), one, other, kind, "reader", "") for n, (one, kind, other) in enumerate(relations))
    return Dispute(claims, tuple(made))

"""Rows of the desk of claims, made up."""

from __future__ import annotations

from store.model import Attribution, Bound, Claim, ClaimRow, Mode, Polarity


def claim_row(
    number: int,
    content: str = "",
    *,
    who: str = "",
    figure: float | None = None,
    unit: str | None = None,
    bound: Bound = Bound.EXACTLY,
    event: str | None = None,
    said: str | None = None,
    published: str | None = None,
    article: str | None = None,
    gist: str = "",
    mode: Mode = Mode.STATES,
    polarity: Polarity = Polarity.POSITIVE,
) -> ClaimRow:
    """A claim by one source, each in an article of its own unless one is named."""
    chain = (Attribution(0, label=who, mode=mode, said=said),) if who or said else ()
    claim = Claim(
        gist=gist,
        polarity=polarity,
        event_from=event,
        quantity=figure,
        bound=None if figure is None else bound,
        unit=unit,
        chain=chain,
    )
    return ClaimRow(
        number=number,
        id=f"claim {number}",
        article=article or f"article {number}",
        title="",
        outlet=None,
        published=published,
        tag="CLAIM",
        content=content,
        claim=claim,
        names={},
        start=number,
        updated="",
    )

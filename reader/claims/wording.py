"""A claim and how it stands to others in a few words, as the desk, the dispute and the pairs show them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reader.article.drawing.describing import figure_in_words, relation_in_words
from reader.drawing import cut
from store import disputing
from store.model import Certainty, ClaimRow, Dispute, Polarity, Relation, RelationKind
from store.timeline_words import SIGNS

NOBODY = "no source named"
_QUOTED = 400
"""The code points of a content that are looked at: more than any row shows."""
_UPDATED = "↓"
DIRECTED = frozenset({RelationKind.SUPPORTS, RelationKind.UPDATES})
"""Kinds that read otherwise from the other end."""


def who(row: ClaimRow) -> str:
    """Who makes the claim; a link without a name is a question mark."""
    return (row.who or "?") if row.claim.chain else NOBODY


def through(row: ClaimRow) -> str:
    """Through whom, nearest to who makes it first: "bloggers ‹ Institute"; empty where the outlet has it first hand."""
    return " ‹ ".join(name or "?" for name in reversed(row.chain[:-1]))


def chain(row: ClaimRow) -> str:
    """Who ‹ through whom."""
    return " ‹ ".join(filter(None, (who(row), through(row))))


def figure(row: ClaimRow, *, unit: bool = True) -> str:
    """The figure with its bound, and with its unit; empty where there is none."""
    told = figure_in_words(row.claim)
    return told if unit or not row.claim.unit else told.removesuffix(row.claim.unit).rstrip()


def said(row: ClaimRow) -> str:
    """What is said: the gist, else the words of the article; where the source says that it is not so, that first."""
    words = row.claim.gist or f"“{' '.join(row.content[:_QUOTED].split())}”"
    return f"not so: {words}" if row.claim.polarity is Polarity.NEGATIVE else words


def beside_figure(row: ClaimRow) -> str:
    """What is said, where the figure does not say it already."""
    number = row.claim.quantity
    return "" if number is not None and f"{number:,}" in row.claim.gist else said(row)


def certainty(row: ClaimRow) -> str:
    """How sure the words sound; nothing where they do not say."""
    return "" if row.claim.certainty is Certainty.UNSPECIFIED else row.claim.certainty.value


def stance(row: ClaimRow) -> str:
    """What the source does with it, how sure that sounds, in which words: "claims · probable (“probably”)"."""
    claim = row.claim
    sure = certainty(row)
    printed = f" (“{claim.probability_words}”)" if claim.probability_words else ""
    mode = claim.chain[-1].mode.value if claim.chain else ""
    told = f"{sure}{printed}".strip()
    judged = f"credibility {claim.credibility}" if claim.credibility else ""
    return " · ".join(filter(None, (mode, told, judged)))


def in_short(rows: Sequence[ClaimRow]) -> dict[str, str]:
    """Claims where there is little room, by identifier: the figure, else who makes it, else, where others of these are theirs
    too, what is said.
    """
    sources = Counter(who(row) for row in rows)
    told: dict[str, str] = {}
    for row in rows:
        source = who(row) if row.claim.chain and sources[who(row)] == 1 else ""
        told[row.id] = figure(row, unit=False) or source or cut(said(row), 40)
    return told


def later_first(rows: Iterable[ClaimRow]) -> list[ClaimRow]:
    """Claims with the one first that was made last: it is the later that updates or contradicts the earlier."""
    return sorted(rows, key=lambda row: (disputing.said(row) or "", row.published or "", row.start), reverse=True)


def in_full(row: ClaimRow) -> str:
    """A claim so that it can be told from another by the same source: "Moscow: 63 soldiers"."""
    what = figure(row) or cut(said(row), 40)
    return f"{who(row)}: {what}" if row.claim.chain else what


def relation(kind: RelationKind, *, reverse: bool) -> str:
    """How a claim stands to the one named next; reverse: the relation begins there."""
    return relation_in_words(kind, reverse=reverse and kind in DIRECTED)


def sign(told: Relation, of: str) -> str:
    """How the claim with this identifier stands to the other end, in one cell."""
    return _UPDATED if told.kind is RelationKind.UPDATES and told.target == of else SIGNS[told.kind]


def between(relations: Iterable[Relation], one: str, other: str) -> str:
    """How two claims stand to one another, the first named first: "contradicts", "← updates"; empty where they do not."""
    told: list[str] = []
    for each in relations:
        if {each.origin, each.target} != {one, other}:
            continue
        words = relation(each.kind, reverse=False)
        told.append(words if each.kind not in DIRECTED else f"{words} →" if each.origin == one else f"← {words}")
    return " · ".join(dict.fromkeys(told))


def related_to(dispute: Dispute, claim: str) -> dict[str, Relation]:
    """The claims to which one is related, each with the first relation between them; contradictions come first."""
    mine = [each for each in dispute.relations if claim in (each.origin, each.target)]
    mine.sort(key=lambda each: each.kind is not RelationKind.CONTRADICTS)
    found: dict[str, Relation] = {}
    for each in mine:
        found.setdefault(each.target if each.origin == claim else each.origin, each)
    return found


def about(row: ClaimRow) -> str:
    """What a dispute is about that begins with a claim: its gist, else the title of its article."""
    return row.claim.gist or row.title

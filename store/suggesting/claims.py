"""Good guesses for a claim form: who says the marked words, through whom, how sure, how many.

Pure, English news, rules only. It proposes; it never writes and never decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from store.model import Bound, Certainty, Mode, Polarity
from store.suggesting.attribution import Saying
from store.suggesting.certainty import certainty_of, polarity_of
from store.suggesting.chains import Reach, governing, reach_of
from store.suggesting.circumstances import medium_in
from store.suggesting.counted import counted_before
from store.suggesting.cues import mode_of
from store.suggesting.dates import first_date
from store.suggesting.kinds import entity_tag
from store.suggesting.names import guess_entity
from store.suggesting.quantity import first_count
from store.suggesting.reading import trimmed
from store.suggesting.sources import is_name, name_in, source_tag
from store.text import Span, snap

__all__ = [
    "ClaimGuess", "LinkGuess", "entity_tag", "guess_claim", "guess_claim_at", "guess_entity", "is_name", "mode_of",
    "name_in", "source_tag",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinkGuess:
    """A link of the chain: depth 0 is whom the outlet cites, the last one makes the claim.

    source: the words that name it (None: nobody is named). cue: the attributing words. said: an ISO date.
    """

    source: Span | None
    cue: Span | None
    mode: Mode
    medium: str | None
    said: str | None


@dataclass(frozen=True, slots=True)
class ClaimGuess:
    """What a claim form opens with; an empty chain means that the outlet says it itself."""

    content: tuple[Span, ...]
    chain: tuple[LinkGuess, ...]
    polarity: Polarity
    certainty: Certainty
    probability_words: str
    quantity: int | float | None
    bound: Bound | None
    unit: str | None


def guess_claim(text: str, content: tuple[Span, ...], *, published: str | None = None) -> ClaimGuess:
    """The guess for words that a person has marked; the content is given back as it came, in text order.

    Offsets are code points of the text. published: the article's date, ISO 8601, as precise as known.
    """
    content = tuple(sorted(content))
    whole = [span for span in content if span and span.start < len(text)]
    if not whole:
        return ClaimGuess(content, (), Polarity.POSITIVE, Certainty.UNSPECIFIED, "", None, None, None)
    inside = tuple(Span(span.start, min(span.end, len(text))) for span in whole)
    reach = reach_of(text, Span(inside[0].start, inside[-1].end))
    return _guess(text, content, inside, reach, published)


def guess_claim_at(text: str, offset: int, *, published: str | None = None) -> ClaimGuess:
    """The guess for the sentence under a cursor: its content without the words that attribute it.

    The content has two spans where the attribution interrupts it, and is empty only in a blank line.
    """
    offset = snap(text, min(max(offset, 0), len(text)))
    reach = reach_of(text, Span(offset, offset))
    sentence = reach.paragraph.sentence_at(offset)
    if sentence is None:
        return guess_claim(text, (), published=published)
    reach = reach_of(text, sentence)
    found = (_snapped(text, span) for span in _content_at(text, offset, sentence, reach))
    content = tuple(span for span in found if span is not None) or (Span(snap(text, sentence.start), sentence.end),)
    return _guess(text, content, content, reach, published)


def _guess(
    text: str, content: tuple[Span, ...], inside: tuple[Span, ...], reach: Reach, published: str | None
) -> ClaimGuess:
    sayings = governing(text, inside, reach)
    words = " ".join(span.of(text) for span in inside)
    chain = tuple(_link(text, saying, reach, published) for saying in sayings)
    certainty, printed = certainty_of(words, _hedges(text, sayings, inside))
    denied = (
        bool(sayings)
        and (sayings[-1].word.mode is Mode.DENIES or sayings[-1].word.lemma == "doubt")
        and not sayings[-1].negated
    )
    polarity = polarity_of(words, denied=denied)
    count = first_count(words)
    if count is None:
        return ClaimGuess(content, chain, polarity, certainty, printed, None, None, None)
    unit = count.unit or counted_before(words, text[reach.paragraph.span.start : inside[0].start])
    return ClaimGuess(content, chain, polarity, certainty, printed, count.quantity, count.bound, unit)


def _link(text: str, saying: Saying, reach: Reach, published: str | None) -> LinkGuess:
    spans = list(saying.about)
    if saying.source is not None and saying.source.end < saying.cue.start:
        spans.append(Span(saying.source.end, saying.cue.start))
    lead = Span(min(reach.unit.start, saying.head.start), saying.head.start)
    if (
        not saying.trailing
        and len(lead) <= 60
        and not any(span.overlaps(lead) for other in reach.sayings for span in (*saying.scope, other.cue))
    ):
        spans.append(lead)
    medium = next((found for span in spans if (found := medium_in(span.of(text)))), None)
    if medium is None and saying.word.lemma == "tell":
        medium = next((told for span in saying.about if (told := _told(span.of(text)))), None)
    return LinkGuess(
        _snapped(text, saying.source),
        _snapped(text, saying.cue),
        saying.word.mode,
        medium,
        first_date(text, spans, published),
    )


def _snapped(text: str, span: Span | None) -> Span | None:
    """A span with both edges moved back to grapheme boundaries, so that spans stay apart; None where nothing is left."""
    if span is None:
        return None
    return Span(snap(text, span.start), snap(text, span.end)) if snap(text, span.end) > snap(text, span.start) else None


def _told(words: str) -> str | None:
    """The outlet that was told, where the listener is one: "The Times"."""
    span = guess_entity(
        words, len(words) - len(words.lstrip(" ")) + (4 if words.lstrip().lower().startswith("the ") else 0)
    )
    if span is None or entity_tag(span.of(words)) != "OUTLET":
        return None
    return words[span.start - 4 : span.end] if words[max(0, span.start - 4) : span.start] == "The " else span.of(words)


def _hedges(text: str, sayings: tuple[Saying, ...], content: tuple[Span, ...]) -> tuple[str, ...]:
    """The words next to the innermost cue that may show how sure it is: "it was likely that", "confirmed that"."""
    if not sayings:
        return ()
    last = sayings[-1]
    between = text[last.cue.end : content[0].start] if last.cue.end <= content[0].start <= last.cue.end + 80 else ""
    own = f"{last.cue.of(text)} that" if not last.negated else ""
    return between, own


def _content_at(text: str, offset: int, sentence: Span, reach: Reach) -> tuple[Span, ...]:
    """The innermost attributed words of the sentence, those under the cursor first."""
    reaching = [(s, pieces) for s in reach.sayings if not s.minor and (pieces := _pieces(text, s, sentence, reach))]
    leaves = [
        (saying, pieces)
        for saying, pieces in reaching
        if not any(
            o is not saying and any(p.start <= o.cue.start < p.end for p in saying.scope) and not _mutual(saying, o)
            for o, _ in reaching
        )
    ]
    chosen = next((p for _, p in leaves if any(span.start <= offset <= span.end for span in p)), None)
    if chosen is None:
        chosen = next((p for s, p in leaves if s.head.start <= offset <= s.head.end), None)
    if chosen is None and leaves:
        chosen = leaves[0][1]
    if chosen is None:
        whole = trimmed(text, sentence)
        return (whole or sentence,)
    return chosen


def _mutual(one: Saying, other: Saying) -> bool:
    return one.trailing is False and other.trailing and any(p.start <= one.cue.start < p.end for p in other.scope)


def _pieces(text: str, saying: Saying, sentence: Span, reach: Reach) -> tuple[Span, ...]:
    """What a saying governs in a sentence, without the attributions that stand inside it."""
    pieces = [
        Span(max(p.start, sentence.start), min(p.end, sentence.end)) for p in saying.scope if p.overlaps(sentence)
    ]
    for other in reach.sayings:
        if other is not saying and not other.minor:
            pieces = [rest for piece in pieces for rest in _without(piece, other.head)]
    found = [span for piece in pieces if (span := trimmed(text, piece)) is not None]
    inner = {quotation.outer: quotation.inner for quotation in reach.paragraph.quotations}
    return tuple(trimmed(text, inner[span]) or span if span in inner else span for span in found)


def _without(piece: Span, head: Span) -> list[Span]:
    if not piece.overlaps(head):
        return [piece]
    rest = []
    if piece.start < head.start:
        rest.append(Span(piece.start, head.start))
    if head.end < piece.end:
        rest.append(Span(head.end, piece.end))
    return rest

"""From what is selected to a draft, and from a mark that is there to a draft that changes it. Pure."""

from __future__ import annotations

from dataclasses import replace

from reader.article.selection import name_at, trim, word_at
from store.document import Document
from store.model import Annotation, Draft, LinkDraft, NewEntity, PartDraft, Role
from store.text import Span, words

_SUBJECT = (Role.MENTION, Role.CONTENT)


def mention_at(document: Document, offset: int) -> Span | None:
    """What a tag key takes where nothing is selected: the name under the cursor, else the word."""
    from store.suggesting.claims import guess_entity

    span = guess_entity(document.text, offset) or name_at(document, offset) or word_at(document, offset)
    return span if span else None


def highlight(tag: str, span: Span, note: str = "") -> Draft:
    """A highlight of these words."""
    return Draft(tag, (PartDraft(Role.MENTION, span),), note=note)


def mention(tag: str, span: Span, entity: str | NewEntity | None) -> Draft:
    """A mention of an entity."""
    return Draft(tag, (PartDraft(Role.MENTION, span),), entity=entity)


def draft_of(annotation: Annotation) -> Draft:
    """The draft that says what a mark says already."""
    claim = annotation.claim
    chain = claim.chain if claim else ()
    return Draft(
        tag=annotation.tag,
        parts=tuple(PartDraft(part.role, part.span, part.depth) for part in annotation.parts),
        entity=annotation.entity.id if annotation.entity else None,
        note=annotation.note,
        claim=replace(claim, chain=()) if claim else None,
        chain=tuple(LinkDraft(link.entity, link.label, link.mode, link.medium, link.said) for link in chain),
    )


def reshaped(annotation: Annotation, span: Span) -> Draft:
    """The mark on other words. Of a discontinuous one the outer edges move, and pieces outside them fall away."""
    draft = draft_of(annotation)
    subject = [part for part in draft.parts if part.role in _SUBJECT]
    others = tuple(part for part in draft.parts if part.role not in _SUBJECT)
    if len(subject) == 1:
        return replace(draft, parts=(replace(subject[0], span=span), *others))
    return replace(draft, parts=(*_within(subject, span), *others))


def _within(pieces: list[PartDraft], span: Span) -> tuple[PartDraft, ...]:
    pieces = sorted(pieces, key=lambda part: part.span)
    kept = [part for part in pieces if part.span.overlaps(span)] or pieces[:1]
    spans = [part.span for part in kept]
    spans[0] = Span(span.start, max(spans[0].end, span.start + 1) if len(spans) > 1 else span.end)
    if len(spans) > 1:
        spans[-1] = Span(min(spans[-1].start, span.end - 1), span.end)
    return tuple(replace(part, span=each) for part, each in zip(kept, spans, strict=True))


def subject_of(annotation: Annotation) -> Span:
    """From the start of what a mark is about to its end."""
    spans = annotation.subject
    return Span(spans[0].start, max(span.end for span in spans))


def longer(span: Span, text: str, count: int = 1) -> Span:
    """The span with its end behind the next word, or the one after that."""
    end = span.end
    for _ in range(count):
        end = next((word.end for word in words(text, end)), end)
    return Span(span.start, end)


def shorter(span: Span, text: str, count: int = 1) -> Span:
    """The span with its last word left out, and the space before it; the first word stays."""
    inside = list(words(text, span.start, span.end))
    kept = inside[: max(1, len(inside) - count)]
    return trim(text, Span(span.start, kept[-1].end)) if kept else span

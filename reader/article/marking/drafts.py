"""From what is selected to a draft, and from a mark that is there to a draft that changes it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from store.model import SUBJECT_ROLES, Annotation, Draft, Layer, LinkDraft, NewEntity, PartDraft, Role, Tag
from store.text import Span, snap, words

_REACH = 512
"""How far back words are looked for at first, in code points."""


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


def tags_for(annotation: Annotation, tags: Sequence[Tag]) -> tuple[Tag, ...]:
    """The tags that a mark can be given in place of its own, those of its layer first; a claim stays a claim."""
    layers = (Layer.CLAIM,) if annotation.layer is Layer.CLAIM else (Layer.ENTITY, Layer.HIGHLIGHT)
    others = [tag for tag in tags if tag.name != annotation.tag and tag.layer in layers]
    return tuple(sorted(others, key=lambda tag: tag.layer is not annotation.layer))


def relabelled(annotation: Annotation, tag: Tag) -> Draft:
    """The mark with another tag; a mention keeps the entity that it means, a highlight means none."""
    draft = draft_of(annotation)
    return replace(draft, tag=tag.name, entity=draft.entity if tag.layer is Layer.ENTITY else None)


def is_same(one: Draft, other: Draft) -> bool:
    """Whether two drafts say the same, in whatever order their parts stand."""
    return replace(one, parts=()) == replace(other, parts=()) and set(one.parts) == set(other.parts)


def on_words(annotation: Annotation, spans: Sequence[Span]) -> Draft:
    """The same mark about other words: one span, or several where it is discontinuous."""
    draft = draft_of(annotation)
    role = next(part.role for part in draft.parts if part.role in SUBJECT_ROLES)
    others = tuple(part for part in draft.parts if part.role not in SUBJECT_ROLES)
    return replace(draft, parts=(*(PartDraft(role, span) for span in sorted(spans)), *others))


def reshaped(pieces: Sequence[Span], span: Span) -> tuple[Span, ...]:
    """The pieces within a span: its ends become theirs, and pieces outside it fall away.

    A gap between two pieces stays a gap: an end that lies in one does not draw the piece before it over.
    """
    kept = sorted(piece for piece in pieces if piece.overlaps(span)) or [span]
    first, last = min(pieces), max(pieces)
    start = span.start if kept[0] == first or span.start > kept[0].start else kept[0].start
    end = span.end if kept[-1] == last or span.end < kept[-1].end else kept[-1].end
    if len(kept) == 1:
        return (Span(start, end),)
    return Span(start, kept[0].end), *kept[1:-1], Span(kept[-1].start, end)


def resized(pieces: Sequence[Span], text: str, step: int) -> tuple[Span, ...]:
    """The pieces with the last one's end that many words on, or back; one that would be left without words falls away."""
    *others, last = sorted(pieces)
    if step >= 0:
        return (*others, longer(last, text, step))
    if others and sum(1 for _ in words(text, last.start, last.end)) <= -step:
        return tuple(others)
    return (*others, shorter(last, text, -step))


def resized_at_start(pieces: Sequence[Span], text: str, step: int) -> tuple[Span, ...]:
    """The pieces with the first one's start that many words back, or on; one that would be left without words falls away."""
    first, *others = sorted(pieces)
    if step >= 0:
        return (earlier(first, text, step), *others)
    if others and sum(1 for _ in words(text, first.start, first.end)) <= -step:
        return tuple(others)
    return (later(first, text, -step), *others)


def change_in_words(old: Sequence[Span], new: Sequence[Span], text: str) -> str:
    """How much longer or shorter a mark has become: "a word longer", "3 words shorter"."""
    was, now = (sum(1 for span in spans for _ in words(text, span.start, span.end)) for spans in (old, new))
    if was == now:
        return "moved"
    number = "a word" if abs(now - was) == 1 else f"{abs(now - was)} words"
    return f"{number} {'longer' if now > was else 'shorter'}"


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
    return Span(span.start, kept[-1].end) if kept else span


def earlier(span: Span, text: str, count: int = 1) -> Span:
    """The span with its start at the word before, or the one before that."""
    reach = _REACH
    while True:
        floor = snap(text, span.start - reach)
        before = list(words(text, floor, span.start))
        if floor == 0 or len(before) > count:  # the first of them may be half a word, cut by the floor
            break
        reach *= 2
    behind = before[-count:] if count else []
    return Span(behind[0].start, span.end) if behind else span


def later(span: Span, text: str, count: int = 1) -> Span:
    """The span without its first word, and the space behind it; the last word stays."""
    inside = list(words(text, span.start, span.end))
    return Span(inside[min(count, len(inside) - 1)].start, span.end) if inside else span

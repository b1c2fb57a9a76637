"""Where a mark that lost its words could stand, and what of it can come along to words that a person chose. Pure."""

from __future__ import annotations

from store.anchoring import Passage
from store.model import SUBJECT_ROLES, Annotation, PartDraft, Role
from store.nearness import Folded, places
from store.text import Span, is_boundary

_NAMES = {Role.CUE: "cue", Role.SOURCE: "source"}


def like(mark: Annotation, text: str, near: int) -> Span | None:
    """Words that are like those a mark was about: of several places the one nearest to an offset; None where none is."""
    pieces = [part for part in mark.parts if part.role in SUBJECT_ROLES]
    folded, wanted = Folded(text), Folded(pieces[0].exact).text
    found = places(wanted, folded.text, 0, len(folded.text)) or []
    spans = [folded.origin(ways[0].start, ways[0].end) for ways in found if ways]
    whole = [span for span in spans if is_boundary(text, span.start) and is_boundary(text, span.end)]
    return min(whole, key=lambda span: abs(span.start - near), default=None)


def parts_on(mark: Annotation, span: Span, text: str) -> tuple[tuple[PartDraft, ...], list[str]]:
    """The parts of a mark on other words, and the names of those that stand nowhere in the text for sure.

    It is about the span; its cue and source are those that it had, where they can be found.
    """
    role = next(part.role for part in mark.parts if part.role in SUBJECT_ROLES)
    parts, lost = [PartDraft(role, span)], dict[str, None]()
    way = Passage(None, text)
    for part in mark.parts:
        if part.role in SUBJECT_ROLES:
            continue
        if (moved := way.move((part,))) is not None:
            parts.append(PartDraft(part.role, moved[0].span, part.depth))
        else:
            lost[_NAMES[part.role]] = None
    return tuple(parts), list(lost)

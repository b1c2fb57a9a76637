"""A mark in words: for the foot, and for the margin beside its lines. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.drawing import SEPARATOR, Piece, cut
from reader.palette import Palette
from store.model import Annotation, Bound, Certainty, Claim, Layer, Polarity, RelationKind, Tag

Related = tuple[str, str]
"""How a claim stands to another: "contradicted by", and the other in full."""
_REVERSED = {
    RelationKind.SAME_AS: "same as",
    RelationKind.SUPPORTS: "supported by",
    RelationKind.CONTRADICTS: "contradicted by",
    RelationKind.UPDATES: "updated by",
    RelationKind.RELATED: "related to",
}
_QUOTED = 1_000
"""The code points of a quote that are looked at: more than any row shows."""
_BOUNDS = {
    Bound.EXACTLY: "",
    Bound.AT_LEAST: "≥ ",
    Bound.MORE_THAN: "> ",
    Bound.AT_MOST: "≤ ",
    Bound.LESS_THAN: "< ",
    Bound.ABOUT: "~ ",
}


def chain_in_words(claim: Claim, names: Mapping[str, str]) -> str:
    """Who claims it, through whom: "the minister ‹ bloggers ‹ Institute"; the one who says it first."""
    return " ‹ ".join(names.get(link.entity or "", "") or link.label or "?" for link in reversed(claim.chain))


def figure_in_words(claim: Claim) -> str:
    """The figure with its bound and unit: "≤ 400 soldiers"; empty where there is none."""
    if claim.quantity is None:
        return ""
    return f"{_BOUNDS.get(claim.bound or Bound.EXACTLY, '')}{claim.quantity:,} {claim.unit or ''}".strip()


def stance_in_words(claim: Claim) -> str:
    """What the last link does with it and how sure it sounds: "intends · probable · not so"."""
    return " · ".join(_stance(claim))


def _stance(claim: Claim) -> tuple[str, ...]:
    mode = claim.chain[-1].mode.value if claim.chain else ""
    certainty = "" if claim.certainty is Certainty.UNSPECIFIED else claim.certainty.value
    polarity = "" if claim.polarity is Polarity.POSITIVE else "not so"
    return tuple(piece for piece in (mode, certainty, polarity) if piece)


def in_full(annotation: Annotation, names: Mapping[str, str]) -> str:
    """A claim so that it can be told from another by the same source: "Moscow: 63 soldiers"."""
    claim = annotation.claim or Claim()
    who = (names.get(claim.chain[-1].entity or "", "") or claim.chain[-1].label) if claim.chain else ""
    what = figure_in_words(claim) or claim.gist or f"“{cut(annotation.quote, 36)}”"
    return f"{who}: {what}" if who else what


def relation_in_words(kind: RelationKind, *, reverse: bool) -> str:
    """How a claim stands to the one named next: "updates"; reverse: how the other's relation to it reads from here."""
    return _REVERSED[kind] if reverse else "related to" if kind is RelationKind.RELATED else str(kind)


def foot(
    annotation: Annotation, tag: Tag, names: Mapping[str, str], related: Sequence[Related], palette: Palette
) -> tuple[list[Piece], list[Piece]]:
    """The mark under the cursor: what it is, and at the right how it stands to others (related: in words)."""
    left: list[Piece] = [(tag.label, palette.sign(tag.colour)), ("  ", palette.text)]
    right: list[Piece] = []
    claim = annotation.claim
    if claim is not None:
        left.append((chain_in_words(claim, names) or "no source named", palette.strong))
        said_already = claim.quantity is not None and f"{claim.quantity:,}" in claim.gist
        figure = "" if said_already else figure_in_words(claim)
        about = " · ".join(piece for piece in (stance_in_words(claim), figure, claim.gist) if piece)
        left.append((f"  {about}", palette.quiet))
        if related:
            how, other = related[0]
            several = f"{len(related)} relations" if len(related) > 1 else ""
            right += [(f"  {several}", palette.accent), (f"{SEPARATOR if several else ''}{how}", palette.accent)]
            right.append((f" {cut(other, 40)}", palette.accent))
    elif annotation.entity is not None:
        left.append((annotation.entity.name, palette.strong))
        others = ", ".join(alias.name for alias in annotation.entity.aliases)
        left.append((f"  also {others}" if others else "", palette.quiet))
    elif annotation.layer is Layer.ENTITY:
        left.append(("nobody named yet", palette.quiet))
    elif not annotation.note:
        left.append((f"“{' '.join(annotation.quote[:_QUOTED].split())}”", palette.quiet))
    if annotation.note:
        gap = "" if annotation.layer is Layer.HIGHLIGHT else "  "
        left.append((f"{gap}“{annotation.note}”", palette.quiet))
    return left, right


def margin(
    annotation: Annotation, tag: Tag, names: Mapping[str, str], palette: Palette
) -> tuple[tuple[Piece, ...], ...]:
    """The rows beside the text that tell of a mark: one for an entity, two for a claim, and one for a note."""
    sign = (f"{tag.sign} ", palette.sign(tag.colour))
    claim, note = annotation.claim, _first_line(annotation.note)
    rows: list[tuple[Piece, ...]] = []
    if claim is not None:
        what = claim.gist or figure_in_words(claim) or " ".join(annotation.quote[:_QUOTED].split())
        who = chain_in_words(claim, names)
        rows.append(((f"{tag.sign} ", palette.accent), (what, palette.text)))
        if who:
            stance = ((f"{SEPARATOR}{each}", palette.faint) for each in _stance(claim))
            rows.append((("  ", palette.text), (who, palette.quiet), *stance))
    elif annotation.entity is not None:
        rows.append((sign, (annotation.entity.name, palette.quiet)))
    elif note:
        return ((sign, (note, palette.quiet)),)
    if note:
        rows.append((("  ", palette.text), (f"“{note}”", palette.quiet)))
    return tuple(rows)


def below(
    annotation: Annotation, tag: Tag, names: Mapping[str, str], palette: Palette, *, lit: bool = False
) -> tuple[Piece, ...]:
    """One row that tells of a mark under the text: sign, what it is, its note. lit: it is the one in hand."""
    text, quiet = (palette.chosen, palette.chosen_quiet) if lit else (palette.text, palette.quiet)
    sign = palette.chosen if lit else palette.accent if annotation.claim else palette.sign(tag.colour)
    pieces: list[Piece] = [("▸ " if lit else "  ", text), (f"{tag.sign} ", sign)]
    claim, quote = annotation.claim, " ".join(annotation.quote[:_QUOTED].split())
    if claim is not None:
        who, stance = chain_in_words(claim, names), stance_in_words(claim)
        pieces.append((f"{who}: " if who else "", text))
        pieces.append((claim.gist or figure_in_words(claim) or quote, quiet if who else text))
        pieces.append((f" · {stance}" if stance else "", quiet))
    elif annotation.entity is not None:
        pieces.append((annotation.entity.name, text))
    else:
        pieces.append((quote, quiet))
    if note := _first_line(annotation.note):
        pieces.append((f"  “{note}”", quiet))
    return tuple(pieces)


def _first_line(note: str | None) -> str:
    return note.strip().split("\n", 1)[0].strip() if note else ""

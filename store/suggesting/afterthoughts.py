"""What stands behind a content without belonging to it: a figure put right later, a comment of the reporter. Pure."""

from __future__ import annotations

from dataclasses import replace

from store.model import Mode
from store.suggesting.clauses import Saying, Unit
from store.suggesting.cues import Cue, Form
from store.suggesting.phrases import is_verb, span_of
from store.text import Span

__all__ = ["correction", "corrects", "without_comments"]

_CORRECTING = {
    form: (lemma, kind)
    for lemma, past, ing in (
        ("revise", "revised", "revising"), ("raise", "raised", "raising"), ("lower", "lowered", "lowering"),
        ("correct", "corrected", "correcting"), ("update", "updated", "updating"), ("increase", "increased", "increasing"),
        ("reduce", "reduced", "reducing"), ("change", "changed", "changing"), ("cut", "cut", "cutting"),
        ("amend", "amended", "amending"), ("adjust", "adjusted", "adjusting"), ("bring", "brought", "bringing"),
    )
    for form, kind in ((past, Form.PAST), (ing, Form.ING))
}  # fmt: skip
_LEADS = frozenset(", and but before then later subsequently eventually".split())
# What tells that the speaker put it right: a bare “and raising it to 89” belongs to what was said.
_THEN = {
    Form.ING: frozenset("before then later subsequently eventually".split()),
    Form.PAST: frozenset("later subsequently eventually".split()),
}
_FIGURES = frozenset("it that this them number figure toll total estimate count tally sum".split())

# A participle with which a reporter comments on what was said; where a tuple stands, only before one of its words.
_ANY: tuple[str, ...] = ()
_COMMENTS: dict[str, tuple[str, ...]] = {
    "addressing": _ANY,
    "adding": ("to",),
    "alluding": ("to",),
    "appearing": ("to",),
    "casting": ("doubt", "doubts"),
    "contradicting": _ANY,
    "deepening": ("fears", "concerns", "doubts", "worries", "fear", "concern"),
    "echoing": _ANY,
    "fuelling": ("fears", "speculation", "concerns", "doubts", "rumours"),
    "fueling": ("fears", "speculation", "concerns", "doubts", "rumors"),
    "heightening": ("fears", "concerns", "tensions", "worries"),
    "highlighting": _ANY,
    "hinting": ("at",),
    "mirroring": _ANY,
    "raising": ("fears", "concerns", "questions", "doubts", "hopes", "alarm", "tensions", "worries", "eyebrows"),
    "referring": ("to",),
    "reflecting": _ANY,
    "reinforcing": ("fears", "concerns", "doubts", "worries", "suspicions"),
    "seeming": ("to",),
    "signalling": ("a", "an", "the", "his", "her", "its", "their"),
    "signaling": ("a", "an", "the", "his", "her", "its", "their"),
    "stoking": ("fears", "speculation", "concerns", "doubts"),
    "touching": ("on", "upon"),
    "underlining": _ANY,
    "underscoring": _ANY,
}
_CLAUSE_MARKS = frozenset("that how why what whether".split())


def correction(unit: Unit, at: int) -> Saying | None:
    """The second claim of one source: “said 63 died, before raising it to 89”; None where nothing is put right."""
    lemma, form = _CORRECTING[unit.low(at)]
    lead = at
    while lead > 0 and unit.low(lead - 1) in _LEADS:
        lead -= 1
    if not {unit.low(i) for i in range(lead, at)} & _THEN[form]:
        return None
    spoken = next(
        (
            i
            for i in range(len(unit.found) - 1, -1, -1)
            if unit.found[i].source is not None
            and not unit.found[i].minor
            and any(piece.start < unit.tokens[lead].start < piece.end for piece in unit.found[i].scope)
        ),
        None,
    )
    mark = next((i for i in range(at + 1, min(at + 9, len(unit.tokens))) if unit.low(i) in {"to", "by"}), None)
    if spoken is None or mark is None or not {unit.low(i) for i in range(at + 1, mark)} & _FIGURES:
        return None
    if not any(t.low[0].isdigit() for t in unit.tokens[mark + 1 : mark + 7] if t.word):
        return None
    stop = next((t.start for t in unit.tokens[mark + 1 :] if t.low in {",", ";"}), unit.end())
    if unit.tokens[mark].end >= stop:
        return None
    return Saying(
        span_of(unit.tokens, at, at + 1), Cue(lemma, Mode.STATES, form), unit.found[spoken].source,
        Span(unit.tokens[lead].start, unit.tokens[mark].end), (Span(unit.tokens[mark].end, stop),), joined=spoken,
    )  # fmt: skip


def corrects(low: str) -> bool:
    """Whether a lower-case word may put a figure right."""
    return low in _CORRECTING


def without_comments(unit: Unit, found: list[Saying]) -> list[Saying]:
    """The sayings without a reporter's comment behind an infinitive or a clause: “…, adding to pressure on the port”."""
    for index, token in enumerate(unit.tokens):
        wanted = _COMMENTS.get(token.low)
        if wanted is None or unit.low(index - 1) != "," or (wanted and unit.low(index + 1) not in wanted):
            continue
        if unit.low(index + 1) in _CLAUSE_MARKS or index in unit.cue_indexes or _goes_on(unit, index):
            continue
        comma = unit.tokens[index - 1].start
        found = [_ended(unit, saying, comma) for saying in found]
    return found


def _goes_on(unit: Unit, index: int) -> bool:
    """Whether the clause that a participle interrupts goes on behind it: “the plan, reflecting demand, will pass”."""
    for at in range(index + 1, len(unit.tokens)):
        token = unit.tokens[at]
        joined = token.low in {"and", "but", "or"} and unit.low(at + 1) in {"to", "that"}
        if unit.low(at - 1) == "," and (is_verb(token) or not token.word or joined):
            return True
    return False


def _ended(unit: Unit, saying: Saying, comma: int) -> Saying:
    pieces = []
    for piece in saying.scope:
        words = piece.of(unit.text).lstrip()
        opened = words.startswith("to ") or unit.text[: piece.start].rstrip().endswith("that")
        inside = opened and piece.start < comma < piece.end and saying.cue.end <= piece.start
        pieces.append(Span(piece.start, comma) if inside else piece)
    return replace(saying, scope=tuple(pieces))

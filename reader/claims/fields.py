"""The fields of the claim form: what there is to fill, in which rows, and what is told about each. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.claims.sources import SourceChoices
from reader.form import Field, Kind
from reader.line_editing import Typing
from store.model import Bound, Certainty, Claim, Mode, Polarity
from store.text import Span

_EMPTY = ("", "–")


def _choices(values: Sequence[str], *, empty: bool = False) -> tuple[tuple[str, str], ...]:
    return ((_EMPTY,) if empty else ()) + tuple((value, value) for value in values)


_MODES = _choices([mode.value for mode in Mode])
_CERTAINTIES = _choices([certainty.value for certainty in Certainty])
_POLARITIES = ((Polarity.POSITIVE.value, "+ it is so"), (Polarity.NEGATIVE.value, "- it is not so"))
_CREDIBILITIES = _choices([str(figure) for figure in range(1, 7)], empty=True)
_BOUNDS = _choices([bound.value for bound in Bound], empty=True)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a chain as the form opens with it: words in the text, who is meant, and the rest.

    words_only: it was said before that who names nobody in particular. guessed: who is a guess, and typing replaces it.
    """

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    who: str = ""
    entity: str | None = None
    words_only: bool = False
    guessed: bool = False
    mode: Mode = Mode.STATES
    medium: str = ""
    said: str = ""


HINTS = {
    "content": "what is said",
    "who": "who says it",
    "as": "someone known, someone new, or words only",
    "mode": "what they do with it",
    "source": "the words that name the source",
    "cue": "the words that attribute it",
    "medium": "where it was said",
    "said": "when it was said, as 2024-07-20",
    "certainty": "how sure the words sound",
    "probability": "the printed words of probability",
    "polarity": "whether the source says that it is so",
    "credibility": "credibility: 1 confirmed … 5 improbable, 6 cannot be judged",
    "quantity": "the figure",
    "bound": "how it bounds what it counts",
    "unit": "what it counts",
    "from": "when it happened, as 2024-07-20",
    "to": "until when it happened",
    "gist": "what is said, in your words",
    "note": "a note",
}


def _typed(name: str, row: str, value: str, label: str = "", cells: int = 0) -> Field:
    return Field(name, row, Kind.TYPED, label, cells=cells, typing=Typing.of(value))


def _choice(
    name: str, row: str, choices: tuple[tuple[str, str], ...], value: str, label: str = "", cells: int = 0
) -> Field:
    chosen = next((n for n, (each, _) in enumerate(choices) if each == value), 0)
    return Field(name, row, Kind.CHOICE, label, cells=cells, choices=choices, chosen=chosen)


def words_field(name: str, row: str, spans: tuple[Span, ...], text: str, label: str = "", cells: int = 0) -> Field:
    """A field of words picked in the text."""
    return Field(name, row, Kind.WORDS, label, cells=cells, spans=spans, words=covered(spans, text))


def covered(spans: tuple[Span, ...], text: str) -> str:
    """The words of some spans."""
    return " … ".join(span.of(text) for span in spans)


def _row_of_link(depth: int, *, detail: bool) -> str:
    return f"link {depth + 1}" + ("/words" if detail else "")


def numbered(field: Field, depth: int) -> Field:
    """A link's field as that of another link."""
    return replace(field, link=depth, row=_row_of_link(depth, detail=field.detail))


def link_fields(depth: int, link: Link, text: str, sources: SourceChoices) -> list[Field]:
    """The fields of a link: its words, and in a row that unfolds who is meant by them, the medium and the day."""
    choices = sources.of(link.who, link.entity)
    kept = f"id:{link.entity}" if link.entity else "words" if link.words_only else ""
    row, who = _row_of_link(depth, detail=False), _row_of_link(depth, detail=True)
    first = [
        words_field("source", row, link.source, text, cells=34),
        words_field("cue", row, link.cue, text, "cue", 14),
        _choice("mode", row, _MODES, link.mode.value, cells=11),
    ]
    second = [
        replace(_typed("who", who, "", "is", 20), typing=Typing.of(link.who, fresh=link.guessed)),
        _choice("as", who, choices, kept, cells=16),
        _typed("medium", who, link.medium, "in", 7),
        _typed("said", who, link.said, "on", 12),
    ]
    return [
        *(replace(each, link=depth) for each in first),
        *(replace(each, link=depth, detail=True) for each in second),
    ]


def claim_fields(claim: Claim, note: str) -> list[Field]:
    """The fields behind the chain."""
    credibility = _choice("credibility", "certainty", _CREDIBILITIES, str(claim.credibility or ""), "cred", 3)
    bound = _choice("bound", "quantity", _BOUNDS, claim.bound.value if claim.bound else "", cells=11)
    return [
        _choice("certainty", "certainty", _CERTAINTIES, claim.certainty.value, cells=13),
        _typed("probability", "certainty", claim.probability_words, "said as", 14),
        _choice("polarity", "certainty", _POLARITIES, claim.polarity.value, cells=15),
        replace(credibility, in_full="credibility"),
        # Read as a phrase, "about 391.4 metres": what is empty of it is left out.
        replace(bound, blank=True),
        _typed("quantity", "quantity", "" if claim.quantity is None else f"{claim.quantity}", "", 12),
        replace(_typed("unit", "quantity", claim.unit or "", "", 24), blank=True),
        _typed("from", "event", claim.event_from or "", "from", 12),
        _typed("to", "event", claim.event_to or "", "to", 12),
        _typed("gist", "gist", claim.gist),
        _typed("note", "note", note),
    ]

"""What a filter can be completed to where the caret stands: keys, and what may stand behind them. Pure; what the library
holds is asked of it through a function.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from store.filters.keys import Subject, keys_of
from store.filters.scanning import QUOTES, Closing, Opening, Piece, key_of, pieces
from store.filters.wording import written
from store.folding import folded
from store.model import Certainty, Polarity, RelationKind, State

ASKED = frozenset({"outlet", "label", "lang", "tag", "entity", "annotator", "source", "unit", "alias"})
"""The keys whose values the library knows."""

_STATES = {
    State.NEW: "not opened yet",
    State.READING: "begun",
    State.DONE: "read",
    State.ASIDE: "set aside for now",
    State.DELETED: "until it is purged",
}
_DATES = {
    "today": "",
    "yesterday": "",
    "week": "this week, from Monday",
    "month": "this month",
    "year": "this year",
    "7d": "the last 7 days",
    "none": "not known",
}
_NUMBERS = {">0": "some", "0": "none", ">=5": "5 or more", "2..5": "2 to 5"}
_KINDS = {
    RelationKind.SAME_AS: "says the same as another",
    RelationKind.SUPPORTS: "supports another, or is supported",
    RelationKind.CONTRADICTS: "contradicts another",
    RelationKind.UPDATES: "updates another, or is updated",
    RelationKind.RELATED: "related in another way",
}
_RELIABILITY = (
    *("completely reliable", "usually reliable", "fairly reliable"),
    *("not usually reliable", "unreliable", "cannot be judged"),
)
_ANY_OR_NONE = {"any": "", "none": ""}
_SAID: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "state": {state.value: words for state, words in _STATES.items()},
        "date": _DATES,
        "added": {word: words for word, words in _DATES.items() if word != "none"},
        "lang": {"none": "not known"},
        "label": {"any": "any label", "none": "no label"},
        **dict.fromkeys(("marks", "claims", "entities", "highlights", "mentions", "articles"), _NUMBERS),
        "links": {">1": "more than one", "0": "no source is named", "1": "one source"},
        **dict.fromkeys(("event", "said", "seen"), _DATES),
        "figure": {"any": "has a figure", "none": "has none", ">100": "more than 100", "10..100": "10 to 100"},
        "unit": _ANY_OR_NONE,
        "alias": _ANY_OR_NONE,
        "id": _ANY_OR_NONE,
        "relation": {
            **{kind.value.split()[0]: words for kind, words in _KINDS.items()},
            "any": "stands to another in any way",
            "none": "stands alone",
        },
        "certainty": {each.value: "" for each in Certainty},
        "polarity": {Polarity.POSITIVE.value: "it is so", Polarity.NEGATIVE.value: "it is not so"},
        "reliability": {
            **dict(zip("ABCDEF", _RELIABILITY, strict=True)),
            **_ANY_OR_NONE,
        },
        "words": {"<300": "short", ">1000": "long", "300..1000": "neither"},
    }
)
"""What may stand behind a key whatever the library holds, each with what it means."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand in place of the code points from start to end, the likeliest first; helps: a line for each of them."""

    start: int
    end: int
    candidates: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()


def complete(
    words: str, caret: int, values: Callable[[str, str], Sequence[str]], subject: Subject = Subject.ARTICLES
) -> Completion:
    """What the piece of a filter at the caret can be completed to; nothing where there is nothing to be said.

    values: asks the library what there is behind a key that begins like something (Reading.values).
    """
    piece = _piece_at(words, caret, subject)
    if piece is None:
        return _keys("", caret, caret, subject)
    given = piece.given
    if piece.key is None or caret < given.start:
        begun = piece.start + piece.negated
        if given.quoted:
            return Completion(caret, caret)
        return _keys(words[begun:caret], begun, _end_of_key(piece), subject)
    beginning = words[given.start : caret]
    if given.quoted:
        if caret == given.end and len(beginning) > 1 and beginning[-1] in QUOTES:
            return Completion(caret, caret)
        beginning = beginning[1:]
    # Where a piece is finished a blank follows, and the list can be asked for it.
    behind = "" if words[given.end : given.end + 1] else " "
    found = {
        word: words
        for word, words in _SAID.get(piece.key, {}).items()
        if word.startswith(beginning) and not given.quoted
    }
    candidates = [f"{word}{behind}" for word in found]
    helps = list(found.values())
    if piece.key in ASKED:
        here = [each for each in values(piece.key, beginning) if each.strip()]
        candidates = [f"{written(each, keyed=True)}{behind}" for each in here] + candidates
        helps = [""] * len(here) + helps
    return Completion(given.start, given.end, tuple(candidates), tuple(helps))


def _piece_at(words: str, caret: int, subject: Subject) -> Piece | None:
    """The piece that the caret stands in, or right behind."""
    for piece in pieces(words, subject=subject):
        match piece:
            case Opening() | Closing():
                continue
            case Piece(start, given) if start + piece.negated <= caret <= given.end:
                return piece
            case Piece(start) if start > caret:
                return None
    return None


def _end_of_key(piece: Piece) -> int:
    if piece.key is not None:
        return piece.given.start
    found = key_of(piece.given.text)
    return piece.given.end if found is None else piece.given.start + found[1]


def _keys(beginning: str, start: int, end: int, subject: Subject) -> Completion:
    begun = folded(beginning).removesuffix(":")
    found = [key for key in keys_of(subject).values() if key.name.startswith(begun)]
    return Completion(start, end, tuple(f"{key.name}:" for key in found), tuple(key.help for key in found))

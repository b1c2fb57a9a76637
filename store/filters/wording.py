"""A term as the words that mean it: the other way round from parsing, and how a value is written so that it is one. Pure."""

from __future__ import annotations

from store.filters.keys import Subject, keys_of
from store.filters.scanning import MINUS, QUOTES, Closing, Opening, Piece, misspelt, pieces
from store.filters.terms import (
    All,
    Any,
    Counted,
    Dated,
    Figured,
    Having,
    InLanguage,
    InState,
    Labelled,
    Marked,
    Not,
    Term,
    Where,
    Words,
)

_KEYS = {
    Where.TITLE: "title:",
    Where.OUTLET: "outlet:",
    Where.BYLINE: "by:",
    Where.SOURCE: "source:",
    Where.UNIT: "unit:",
    Where.NOTE: "note:",
    Where.ALIAS: "alias:",
}
_RESERVED = frozenset({"any", "none"})
_AS_BLANKS = str.maketrans(dict.fromkeys(QUOTES, " "))


def unparse(term: Term, subject: Subject = Subject.ARTICLES) -> str:
    """A filter that means a term, whatever day it is read on; parse takes it back to the same, of the same subject."""
    return _unparse(term, subject, inside=False)


def _unparse(term: Term, subject: Subject, *, inside: bool) -> str:
    """inside: of parentheses, where a word can have less in it."""
    match term:
        case All(terms):
            return " ".join(_unparse(each, subject, inside=inside) for each in terms)
        case Any(terms):
            return " or ".join(
                _group(each, subject) if isinstance(each, All) else _unparse(each, subject, inside=inside)
                for each in terms
            )
        case Not(InLanguage(None)):
            return "lang:any"
        case Not(Labelled(None)):
            return "label:none"
        case Not(Having(what, None)):
            return f"{what}:none"
        case Not(Figured(None, None)):
            return "figure:none"
        case Not(inner):
            words = _unparse(inner, subject, inside=inside)
            grouped = isinstance(inner, All | Any) or words[0] in MINUS
            return f"-{_group(inner, subject) if grouped else words}"
        case Words(text, where, is_open):
            keyed = where in _KEYS
            words = written(text, is_open=is_open, keyed=keyed, inside=inside, subject=subject)
            return f"{_KEYS.get(where, '')}{words}"
        case Dated(when, first, last):
            return f"{when}:none" if first is last is None else f"{when}:{_range(first, last)}"
        case Counted(what, least, most):
            return f"{what}:{_range(str(least), None if most is None else str(most))}"
        case Figured():
            return f"figure:{_figured(term)}"
        case Having(what, value):
            return f"{what}:{'any' if value is None else written(value, keyed=True, inside=inside)}"
        case InState(state):
            return f"state:{state}"
        case InLanguage(language):
            return f"lang:{language or 'none'}"
        case Labelled(label):
            return f"label:{'any' if label is None else written(label, keyed=True, inside=inside)}"
        case Marked(by, value):
            return f"{by}:{written(value, keyed=True, inside=inside)}"


def _figured(term: Figured) -> str:
    if term.least is term.most is None:
        return "any"
    if term.beyond:
        return f"<{_number(term.most)}" if term.least is None else f">{_number(term.least)}"
    return _range(_number(term.least), _number(term.most))


def _number(figure: int | float | None) -> str | None:
    return None if figure is None else f"{figure:.12f}" if isinstance(figure, float) else str(figure)


def _group(term: Term, subject: Subject) -> str:
    words = f"({_unparse(term, subject, inside=True)}"
    # Behind a word with a parenthesis that is not closed, ours would be taken for its other half.
    last = list(pieces(f"{words})", subject=subject))[-1]
    return f"{words})" if isinstance(last, Closing) else f"{words} )"


def written(
    value: str,
    *,
    is_open: bool = False,
    keyed: bool = False,
    inside: bool = True,
    subject: Subject = Subject.ARTICLES,
) -> str:
    """A value, or words, as they are written in a filter: in quotation marks where they need them. keyed: behind a key;
    inside: maybe in parentheses.
    """
    bare = f"{value}*" if is_open else value
    if _stands_alone(bare, subject, keyed=keyed, inside=inside):
        return bare
    return f'"{value.translate(_AS_BLANKS)}{"*" if is_open else ""}"'


def _stands_alone(bare: str, subject: Subject, *, keyed: bool, inside: bool) -> bool:
    """Whether a word is read as itself without quotation marks."""
    if bare in _RESERVED if keyed else bare.casefold() == "or" or misspelt(bare, subject) is not None:
        return False
    key = f"{next(iter(keys_of(subject)))}:" * keyed
    match list(pieces(f"{'(' * inside}{key}{bare} {')' * inside}", subject=subject)):
        case [Opening(), Piece(given=given, negated=False), Closing()] if inside:
            return given.text == bare and not given.quoted and not given.opens
        case [Piece(given=given, negated=False)]:
            return given.text == bare and not given.quoted and not given.opens
    return False


def _range(first: str | None, last: str | None) -> str:
    return first if first == last and first is not None else f"{first or ''}..{last or ''}"

"""Reading a filter: from the words that a person typed to the term that they mean. Pure; finds nothing.

The language, for people:

    shelter bloggers          what has all of these words, in any case and with any accents, anywhere in it
    "held meetings"           words that stand next to one another; so are multi-agent, don't and C++
    shelt*                    words that begin like that
    outlet:harbour            a key and, right behind it, what it should be (keys_of)
    -state:done  -"no one"    not this; also before a parenthesis
    dam or levee              one of the two; `or` joins what stands beside it, all the rest must fit as well
    (dam flood) or levee      parentheses take several as one

Everything else is a word: AND, NOT, *, http://x, 12:30, a quotation mark or a parenthesis inside a word. What has no
letter and no figure says nothing and is passed over. A quotation or a parenthesis that is not closed goes to the end.
Typographic quotation marks and full-width signs are as good as plain ones. The time taken grows with the length alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from store.errors import FilterError
from store.filters.keys import KEYS, Key, Subject, keys_of
from store.filters.scanning import Closing, Given, Opening, Piece, misspelt, pieces
from store.filters.terms import EVERYTHING, All, Any, Not, Term, Where, Words
from store.filters.values import HAVING_WORDS, meaning
from store.searching import words_of

__all__ = ["DEEPEST", "KEYS", "MOST_TERMS", "Key", "Subject", "keys_of", "parse"]

MOST_TERMS = 200
"""Words and keys in one filter: more than a person types, and as many as a database can be asked for at once."""
DEEPEST = 20
"""Parentheses within one another."""

_WHERE = {
    "title": Where.TITLE,
    "outlet": Where.OUTLET,
    "by": Where.BYLINE,
    "source": Where.SOURCE,
    "unit": Where.UNIT,
    "note": Where.NOTE,
    "alias": Where.ALIAS,
}


def parse(words: str, today: date, *, typing: bool = False, subject: Subject = Subject.ARTICLES) -> Term:
    """What a filter means; EVERYTHING where it says nothing.

    subject: what it chooses, which tells what keys there are. today: what date:today and its like are told from. typing:
    its end is still being typed, so that the last word may go on (Words.open) and what cannot be finished yet is passed
    over. Raises FilterError.
    """
    groups = [_Group()]
    taken = 0
    for piece in pieces(words, typing=typing, subject=subject):
        match piece:
            case Opening(start, negated):
                if len(groups) > DEEPEST:
                    what = f"more than {DEEPEST} parentheses stand within one another; leave some out"
                    raise FilterError(what, start, start + 1)
                groups.append(_Group(negated))
            case Closing():
                closed = groups.pop().term()
                groups[-1].take(closed)
            case Piece() if _is_or(piece) and groups[-1].may_join:
                groups[-1].joining = True
            case Piece(start, given):
                left_out = piece.negated or any(group.negated for group in groups)
                term = _term(piece, today, subject, left_out=left_out)
                taken += term is not None
                if taken > MOST_TERMS:
                    what = f"a filter has at most {MOST_TERMS} words and keys; leave some out"
                    raise FilterError(what, start, given.end)
                groups[-1].take(_not(term) if piece.negated and term is not None else term)
    while len(groups) > 1:
        closed = groups.pop().term()
        groups[-1].take(closed)
    return groups[0].term() or EVERYTHING


def _is_or(piece: Piece) -> bool:
    return piece.key is None and not piece.negated and not piece.given.quoted and piece.given.text.casefold() == "or"


def _term(piece: Piece, today: date, subject: Subject, *, left_out: bool) -> Term | None:
    """What a piece says; None where that is nothing, or not yet. left_out: behind a minus. Raises FilterError."""
    key, given = piece.key, piece.given
    if key is None:
        _refuse_misspelt(given, subject)
        return _words(Where.ANYWHERE, given, left_out=left_out)
    if given.opens:
        given.refuse(f"parentheses stand around keys, not behind them: ({key}:… or {key}:…)")
    if not given.text:
        if given.unfinished:
            return None
        what = f"{key}: wants what it should be right behind it, as in {keys_of(subject)[key].values.split('  ')[0]}"
        raise FilterError(what, piece.start + piece.negated, given.end)
    if key in _WHERE and (given.quoted or key not in HAVING_WORDS or given.text not in ("any", "none")):
        return _words(_WHERE[key], given, left_out=left_out)
    return meaning(key, given, today)


def _refuse_misspelt(given: Given, subject: Subject) -> None:
    """Raises FilterError where words begin with what was surely meant to be a key."""
    if not given.quoted and (found := misspelt(given.text, subject)) is not None:
        written, what = found
        raise FilterError(what, given.start, given.start + len(written) + 1)


def _words(where: Where, given: Given, *, left_out: bool) -> Term | None:
    """Words to be found somewhere; None where they have nothing that can be."""
    text = given.text.rstrip("*＊ ")
    if not words_of(text):
        return None
    # What a minus leaves out is not left out by halves: "-s" must not hide all that has a word with s.
    is_open = text != given.text or (given.unfinished and not left_out)
    return Words(text, where, is_open)


@dataclass(slots=True)
class _Group:
    """What has been read of a parenthesis, or of the whole: its pieces, each one or several joined by `or`."""

    negated: bool = False
    pieces: list[list[Term]] = field(default_factory=list)
    joining: bool = False

    @property
    def may_join(self) -> bool:
        """Whether an `or` would stand behind something, so that it is one and no word."""
        return bool(self.pieces) and not self.joining

    def take(self, term: Term | None) -> None:
        """Take one more; None says nothing, but stands where it stands."""
        if not self.joining:
            self.pieces.append([])
        self.joining = False
        if term is not None:
            self.pieces[-1].append(term)

    def term(self) -> Term | None:
        """All of it, with nothing in parentheses that need not be."""
        terms: list[Term] = []
        for piece in self.pieces:
            joined = [one for each in piece for one in (each.terms if isinstance(each, Any) else (each,))]
            if len(joined) > 1:
                terms.append(Any(tuple(joined)))
            elif joined:
                terms += joined[0].terms if isinstance(joined[0], All) else joined
        if not terms:
            return None
        whole = terms[0] if len(terms) == 1 else All(tuple(terms))
        return _not(whole) if self.negated else whole


def _not(term: Term) -> Term:
    return term.term if isinstance(term, Not) else Not(term)

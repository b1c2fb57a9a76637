"""Where a noun phrase that names a source begins and ends, read without a grammar: by stops and small words. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from store.suggesting.circumstances import LEADING
from store.suggesting.cues import AUXILIARIES, FORMS, PAST_TENSES, Form
from store.suggesting.reading import Token
from store.text import Span

__all__ = ["appositive_head", "is_verb", "lead_end", "phrase_left", "phrase_right", "span_of"]

_CLAUSE_WORDS = frozenset(
    "that whether if because when while as after before since although though but or so how why what where than until once "
    "who which whom whose nor".split()
)
_RELATIVE = frozenset("who which whose whom".split())
_PHRASE_STOPS = frozenset(
    "that who which whose whom where when while as after before during because since if whether but so until once to "
    "than though although amid following despite yesterday today tomorrow earlier later this last".split()
)
_DETERMINERS = frozenset("a an the his her its their our my some several many no any one two three four five".split())
_NOT_VERBS = frozenset(
    "united red wounded armed unnamed so-called affected limited ahead indeed need speed seed feed bed shed breed greed "
    "displaced mixed combined injured retired unidentified hundred sacred elected naked wicked accused alleged "
    "detained kremlin-backed dedicated".split()
)
_PREPOSITIONS = frozenset(
    "on in at by after before since during for from with without despite amid following under over as when while if "
    "although though because once until speaking citing asked instead meanwhile however later earlier according "
    "separately".split()
)


def is_verb(token: Token) -> bool:
    """Whether a word is surely or probably a finite verb."""
    if not token.word or (token.capital and token.low not in AUXILIARIES):
        return False
    low = token.low
    if low in AUXILIARIES or low in PAST_TENSES:
        return True
    cue = FORMS.get(low)
    if cue is not None and cue.form is Form.PAST:
        return True
    return len(low) > 4 and low.endswith("ed") and "-" not in low and low not in _NOT_VERBS


def phrase_left(tokens: Sequence[Token], last: int, floor: int, cues: frozenset[int]) -> int:
    """The first index of the noun phrase that ends at an index; last + 1 where none stands there.

    cues: the indexes of verbs that attribute, where a phrase to their right cannot go on.
    """
    at = last
    while at >= floor:
        token = tokens[at]
        if not token.word:
            if token.low == ")":
                opening = next((i for i in range(at, floor - 1, -1) if tokens[i].low == "("), None)
                if opening is None:
                    break
                at = opening - 1
                continue
            if (
                token.low in '”"’'
                and at >= floor + 2
                and tokens[at - 1].low in '“"‘'
                and tokens[at - 2].low in _DETERMINERS
            ):
                at -= 2  # a nickname: the “Tide” singer
                continue
            if token.low not in {"'", "’", "&", "/", ".", "%", "$", "€", "£"}:
                break
            if token.low == "." and not (at >= floor + 1 and _short(tokens[at - 1])):
                break
        elif (
            at in cues
            or (token.low in _CLAUSE_WORDS and not token.capital)
            or (token.low in {"and", "or"} and _joins_clauses(tokens, at, floor))
        ):
            break
        at -= 1
    return at + 1


def _short(token: Token) -> bool:
    return token.capital and len(token.low) <= 4


def _joins_clauses(tokens: Sequence[Token], at: int, floor: int) -> bool:
    if at > floor and not tokens[at - 1].word:
        return True
    for index in range(at - 1, max(floor - 1, at - 16), -1):
        if not tokens[index].word:
            return False
        if is_verb(tokens[index]):
            return True
    return False


def lead_end(text: str, start: int, end: int) -> int:
    """Where the subject begins behind "But on Monday", "In a report" and the like."""
    for _ in range(4):
        match = LEADING.match(text, start, end)
        if match is None or match.end() >= end:
            break
        start = match.end()
    return start


def phrase_right(tokens: Sequence[Token], first: int, ceiling: int) -> int:
    """The index behind the noun phrase that begins at an index."""
    at = first
    while at < ceiling:
        token = tokens[at]
        if not token.word:
            if token.low == "(":
                closing = next((i for i in range(at, ceiling) if tokens[i].low == ")"), None)
                if closing is None:
                    break
                at = closing + 1
                continue
            if token.low == "." and at + 1 < ceiling and _short(tokens[at - 1]) and tokens[at + 1].capital:
                at += 1
                continue
            if token.low not in {"'", "’", "&", "/"}:
                break
        elif (
            (at > first and (token.low in _PHRASE_STOPS or (is_verb(token) and not _adjectival(tokens, at, first))))
            or (at > first and token.low in {"on", "in", "at", "by", "via"} and _circumstance(tokens, at, ceiling))
            or (at > first and token.low in {"saying", "adding", "speaking", "noting", "warning", "citing"})
        ):
            break
        at += 1
    while at > first + 1 and tokens[at - 1].low in {"and", "or", "also", "on", "in", "at", "of", "by"}:
        at -= 1
    return at


def _adjectival(tokens: Sequence[Token], at: int, first: int) -> bool:
    """ "a wounded soldier": behind an article, before a noun."""
    return at - 1 >= first and tokens[at - 1].low in _DETERMINERS and tokens[at].low.endswith("ed")


def _circumstance(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Whether "on Monday", "in a statement" or "on Telegram" begins here, not "in the port of Marn"."""
    if at + 1 >= ceiling:
        return True
    following = tokens[at + 1]
    if tokens[at].low in {"on", "via"}:
        return following.capital or following.low[0].isdigit() or following.low in {"the", "his", "her", "its", "their"}
    return following.low in {"a", "an", "his", "her", "its", "their"} or following.low[0].isdigit()


def appositive_head(text: str, tokens: Sequence[Token], comma: int, floor: int) -> tuple[int, int, int] | None:
    """The phrase that names the source where a comma stands before its verb: “Anna Vale, the mayor, said”.

    Returns the first index, the one behind the last, and where the whole group begins; None where the comma
    closes no such group (“The bridge fell, said the mayor”).
    """
    pieces: list[tuple[int, int]] = []  # the last one first
    end = comma
    for at in range(comma - 1, floor - 2, -1):
        if at < floor or tokens[at].low == ",":
            if end > at + 1:
                pieces.append((at + 1, end))
            end = at
    if len(pieces) < 2:
        return None
    if (owner := _leading_name(tokens, pieces)) is not None:
        return _named(text, tokens, pieces, owner)
    for index, piece in enumerate(pieces):
        if index < _behind_relative(tokens, pieces):
            continue
        if _is_name(tokens, *piece):
            return _named(text, tokens, pieces, index)
        behind_relative = index > 0 and _opens_relative(tokens[pieces[index - 1][0]])
        if behind_relative or not _looks_apposed(tokens, *piece):
            return _whole(text, tokens, piece, piece[0]) if index > 0 else None
    return None


def _leading_name(tokens: Sequence[Token], pieces: list[tuple[int, int]]) -> int | None:
    """The piece with the name that all behind it describe: “Anna Vale, the head of Trade, Ports and Roads, said”."""
    for index in range(1, len(pieces)):
        described = tokens[pieces[index - 1][0]]
        if any(is_verb(tokens[i]) for i in range(*pieces[index - 1])):
            return None
        if described.low in {"a", "an", "the", "head", "chief"} and _is_name(tokens, *pieces[index]):
            return index
    return None


def _behind_relative(tokens: Sequence[Token], pieces: list[tuple[int, int]]) -> int:
    """How many of the last pieces belong to a relative clause: “Vale, who runs Marn, Orle and Tarn, said”."""
    for index, (first, _) in enumerate(pieces[:-1]):
        if tokens[first].low in _RELATIVE:
            return index + 1
        if any(is_verb(tokens[i]) for i in range(*pieces[index])):
            return 0
    return 0


def _named(
    text: str, tokens: Sequence[Token], pieces: list[tuple[int, int]], index: int
) -> tuple[int, int, int] | None:
    first, behind = pieces[index]
    if index + 1 == len(pieces):
        return _whole(text, tokens, (first, behind), first)
    before = pieces[index + 1]
    if any(is_verb(tokens[i]) for i in range(*before)) or tokens[before[0]].low in _PREPOSITIONS:
        return first, behind, first
    # “The mayor of Graz, Austria, said”: a lone name behind a place belongs to the phrase before it.
    if behind - first == 1 and _ends_in_place(tokens, before):
        lead = lead_end(text, tokens[before[0]].start, tokens[behind - 1].end)
        start = next(i for i in range(before[0], behind) if tokens[i].end > lead)
        return start, behind, start
    # “The head of the port, Anna Vale, said”: the name says best who it is.
    return first, behind, before[0]


def _whole(text: str, tokens: Sequence[Token], piece: tuple[int, int], group: int) -> tuple[int, int, int] | None:
    first, behind = piece
    lead = lead_end(text, tokens[first].start, tokens[behind - 1].end)
    start = next(i for i in range(first, behind) if tokens[i].end > lead)
    start = phrase_left(tokens, behind - 1, start, frozenset()) if start < behind else start
    if start >= behind or any(is_verb(tokens[i]) for i in range(start, behind)):
        return None
    return start, behind, max(group, start)


def _ends_in_place(tokens: Sequence[Token], piece: tuple[int, int]) -> bool:
    first, behind = piece
    return (
        behind - first >= 2
        and tokens[behind - 1].capital
        and tokens[behind - 2].low in {"of", "in", "at", "from", "near"}
    )


def _opens_relative(token: Token) -> bool:
    return token.low in _RELATIVE or token.low.endswith("ing")


def _looks_apposed(tokens: Sequence[Token], first: int, behind: int) -> bool:
    token = tokens[first]
    if _opens_relative(token) or token.low[0].isdigit() or token.low.endswith("ed"):
        return True
    return not token.capital and not any(is_verb(tokens[i]) for i in range(first, behind))


def _is_name(tokens: Sequence[Token], first: int, behind: int) -> bool:
    """Whether a piece is a proper name: capitals with nothing but particles between them."""
    words = [token for token in tokens[first:behind] if token.word]
    if not words or not words[-1].capital or words[0].low in _PREPOSITIONS | _DETERMINERS:
        return False
    return all(
        token.capital or token.low in {"of", "the", "de", "von", "van", "al", "bin", "for", "and"} for token in words
    )


def span_of(tokens: Sequence[Token], first: int, behind: int) -> Span:
    """From the first token's start to the end of the last one before an index."""
    return Span(tokens[first].start, tokens[behind - 1].end)

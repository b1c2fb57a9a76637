"""Attribution by a verb: “Vale said C”, “C, said Vale”, “It is said that C”, “… but warned that C”. Pure."""

from __future__ import annotations

from dataclasses import replace

from store.model import Mode
from store.suggesting.clauses import QUOTES, Saying, Unit
from store.suggesting.complements import attributes, can_speak, clause_end, complement, is_statement, resumption
from store.suggesting.cues import BE, NEGATIONS, PHRASAL, Cue, Form, Wants
from store.suggesting.phrases import appositive_head, is_verb, phrase_left, phrase_right, span_of
from store.suggesting.verb_groups import DETERMINERS, is_a_verb_here, verb_group
from store.text import Span

__all__ = ["verb_saying"]

_CLAUSE_MARKS = frozenset("that whether if how why what who when where which".split())
_PARTICIPLE_LEADS = frozenset(", by before after while when without in and but – — -".split())
# “The ship is said to have sunk”: what is told of somebody, not what somebody is told to do.
_HEARSAY = frozenset(
    "say believe think report understand allege claim estimate suspect fear hope assume consider predict reckon".split()
)


def verb_saying(unit: Unit, at: int, word: Cue) -> Saying | None:
    """The attribution that a verb at an index makes, or None where it makes none."""
    behind = at + 1
    if word.lemma in PHRASAL and word.wants is Wants.CLAUSE:
        if unit.low(behind) not in PHRASAL[word.lemma]:
            return None
        behind += 1
    cue = span_of(unit.tokens, at, behind)
    left, helpers = verb_group(unit, at)
    if left is None or (word.form is Form.PAST and unit.low(left).endswith(("'re", "’re", "'m", "’m"))):
        return None  # "we're told": nobody says who told
    if unit.low(left) == "to" or (
        word.lemma in {"blame", "accuse"} and (word.form is Form.BASE or word.form is Form.ING)
    ):
        return None
    passive = word.form in {Form.PAST, Form.PARTICIPLE} and any(h in BE for h in helpers[:1])
    negated = any(h in NEGATIONS or h in {"declined", "refused", "refuses", "declines", "failed"} for h in helpers)
    if not is_a_verb_here(unit, at, left, word, helpers, passive):
        return None
    right = complement(unit, behind, word)
    if word.lemma == "question" and right[1] == "words" and not passive and right[0] is not None:
        if not is_statement(unit, right[0]):
            return None
        word = replace(word, mode=Mode.DENIES)  # to question an account is to doubt it
    if passive:
        return _passive(unit, at, left, word, cue, right, negated)
    inverted = _inverted(unit, at, left, word, behind)
    if inverted is not None:
        return inverted
    return _active(unit, at, left, word, cue, right, helpers, negated)


def _inverted(unit: Unit, at: int, left: int, word: Cue, behind: int) -> Saying | None:
    """“C,” said Vale, a mayor."""
    if word.form not in {Form.PAST, Form.PRESENT} or left != at - 1 or behind >= len(unit.tokens):
        return None
    before = unit.tokens[left] if left >= 0 else None
    if before is not None and before.low != "," and before.start not in unit.closings:
        return None
    nxt = unit.tokens[behind]
    if (
        before is None
        or not nxt.word
        or nxt.low in _CLAUSE_MARKS | {"on", "in", "at", "to", "over", "for", "of", "about", "with", "from"}
        or nxt.low.endswith("ly")
    ):
        return None
    quoted = before.start in unit.closings or (before.low == "," and unit.low(left - 1) in QUOTES)
    if not quoted and (appositive_head(unit.text, unit.tokens, left, unit.hard_floor(left)) is not None):
        return None
    end = phrase_right(unit.tokens, behind, len(unit.tokens))
    if not quoted and end < len(unit.tokens) and is_verb(unit.tokens[end]):
        return None
    start = unit.left_content(at)
    if start is None or end <= behind:
        return None
    source = span_of(unit.tokens, behind, end)
    cue = span_of(unit.tokens, at, behind)
    scope = [Span(start, unit.tokens[left].start + (before.low != ","))]
    quote = next((t for t in unit.tokens[end:] if t.start in unit.openings), None)
    if quote is not None and quoted:
        scope.append(Span(quote.start, unit.end()))
    tail = Span(source.end, quote.start if quote is not None else unit.end())
    return Saying(cue, word, source, Span(cue.start, tail.end), tuple(scope), (tail,), trailing=len(scope) == 1)


def _passive(
    unit: Unit, at: int, left: int, word: Cue, cue: Span, right: tuple[int | None, str, int], negated: bool
) -> Saying | None:
    """ "It is claimed that", "the ship is said to have sunk": nobody is named, unless by "by"."""
    source: Span | None = None
    index = next((i for i in range(at, len(unit.tokens)) if unit.tokens[i].start >= cue.end), len(unit.tokens))
    if unit.low(index) == "by" and (end := phrase_right(unit.tokens, index + 1, len(unit.tokens))) > index + 1:
        source = span_of(unit.tokens, index + 1, end)
        right = complement(unit, end, word)
    go, kind, about = right
    if go is None or kind not in {"that", "to", "quote", ":", "clause"}:
        return None
    scope = [Span(go, unit.end())]
    first = phrase_left(unit.tokens, left, 0, frozenset(unit.cue_indexes)) if left >= 0 else left + 1
    head = cue.start
    if first <= left:
        if unit.low(first) in {"it", "he", "she", "they"} and kind == "that":
            head = unit.tokens[first].start
        elif kind == "to" and word.mode not in {Mode.ASKS, Mode.INTENDS} and word.lemma not in {"tell", "warn"}:
            scope.insert(0, span_of(unit.tokens, first, left + 1))
            head = unit.tokens[left].end
    if kind == "to" and word.lemma not in _HEARSAY:
        return None
    return Saying(
        cue,
        word,
        source,
        Span(min(head, cue.start), max(cue.end, min(about, go))),
        tuple(scope),
        (Span(cue.end, about),),
        negated=negated,
    )


def _active(
    unit: Unit,
    at: int,
    left: int,
    word: Cue,
    cue: Span,
    right: tuple[int | None, str, int],
    helpers: list[str],
    negated: bool,
) -> Saying | None:
    go, kind, about = right
    explicit = kind in {"that", ":", "quote"}
    before = unit.low(left)
    joined: int | None = None
    participle = minor = False
    subject: tuple[int, int, int] | None = None
    source: Span | None = None
    group = at
    if word.form is Form.ING and not any(h in BE for h in helpers):
        participle = True
        if before in _PARTICIPLE_LEADS or (left >= 0 and unit.tokens[left].start in unit.closings):
            joined = unit.main()
            source = unit.found[joined].source if joined is not None else unit.first_subject(at)
            if source is None:
                return None
            group = left if before != "," else at
        elif explicit and left >= 0 and unit.tokens[left].word and before not in DETERMINERS:
            subject, minor = unit.subject(left), True
        else:
            return None
    elif before in {"and", "but", "or", "then"}:
        joined = len(unit.found) - 1 if unit.found else None
        source = unit.found[joined].source if joined is not None else unit.first_subject(left)
        group = left
        if source is None:
            return None
    elif before in {"who", "which"} or (before == "that" and not unit.opens_clause(left)):
        minor = True
        last = left - 2 if unit.low(left - 1) == "," else left - 1
        subject = unit.subject(last) if last >= 0 else None
    else:
        subject = unit.subject(left)
    if subject is not None:
        first, behind, group = subject
        source = span_of(unit.tokens, first, behind)
    if source is None or not can_speak(unit, source):
        return None
    start = unit.left_content(group) if subject is not None and not minor else None
    scope: list[Span] = []
    trailing = False
    behind_quotation = start is not None and unit.tokens[group - 1].start in unit.closings
    quoted = start is not None and (behind_quotation or unit.low(group - 2) in QUOTES)
    if go is not None and attributes(unit, word, kind, go) and not (behind_quotation and kind == "words"):
        scope.append(Span(go, unit.end() if not minor or explicit else clause_end(unit, go)))
        if start is not None and kind == "quote" and quoted:
            scope.insert(0, Span(start, unit.tokens[group - 1].start + 1))
    elif start is not None and (go is None or quoted):
        trailing = True
        scope.append(Span(start, unit.tokens[group - 1].start + 1))
        rest = resumption(unit, about, quoted=quoted)
        if kind == "," and rest is not None:
            scope.append(Span(rest, unit.end()))
            trailing = False
    if not scope:
        return None
    head_end = max(cue.end, go if go is not None and not trailing else about)
    if trailing or len(scope) == 2:
        head_end = max(cue.end, min(about, unit.end()))
    return Saying(
        cue, word, source, Span(min(unit.tokens[group].start, cue.start), head_end), tuple(scope),
        (Span(cue.end, max(cue.end, about)),), trailing=trailing, minor=minor, joined=joined,
        participle=participle, negated=negated,
    )  # fmt: skip

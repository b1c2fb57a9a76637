"""Who says what in a paragraph: every attributing word with its source and the stretch of words that it governs.

Pure; rules over tokens, no grammar. It does not know which words a person has marked; store.suggesting.chains does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from store.model import Mode
from store.suggesting.afterthoughts import correction, corrects, without_comments
from store.suggesting.clauses import QUOTES, Saying, Unit
from store.suggesting.cues import ADVERBS, AUXILIARIES, BE, FORMS, NOUNS, Cue, Form
from store.suggesting.phrases import is_verb, lead_end, phrase_left, phrase_right, span_of
from store.suggesting.reading import Paragraph, Token
from store.suggesting.verbs import verb_saying
from store.text import Span

__all__ = ["Saying", "sayings_in"]

_ACCORDING = Cue("according", Mode.STATES)
_DETERMINERS = frozenset(
    "a an the his her its their our my your this these those any no some such several another each".split()
)
_CLAUSE_MARKS = frozenset("that whether if how why what who when where which".split())
# “According to plan”: a measure, not a source.
_MEASURES = frozenset(
    "plan plans schedule vision needs size age rules type taste preference preferences instructions ability tradition "
    "law protocol standards requirements circumstances custom weight height order".split()
)
_JOINERS = frozenset("although but and that because while since though".split())
_PLURAL_SUBJECTS = frozenset("they we who i you he she it".split())


def sayings_in(text: str, paragraph: Paragraph, unit: Span) -> list[Saying]:
    """The attributions of a stretch of a paragraph that holds whole sentences and quotations, in text order."""
    found: list[Saying] = []
    outer = [paragraph.tokens[i] for i in paragraph.tokens_in(unit) if paragraph.tokens[i].quotation < 0]
    if outer:
        found += _sayings(Unit(text, outer, unit, paragraph.quotations))
    for number, quotation in enumerate(paragraph.quotations):
        if not unit.overlaps(quotation.outer):
            continue
        for sentence in paragraph.sentences:
            start, end = max(sentence.start, quotation.inner.start), min(sentence.end, quotation.inner.end)
            if start < end:
                part = Span(start, end)
                inner = [t for i in paragraph.tokens_in(part) if (t := paragraph.tokens[i]).quotation == number]
                if inner:
                    found += _sayings(Unit(text, inner, part, ()))
    return _without_blaming(found)


def _sayings(unit: Unit) -> list[Saying]:
    for at, token in enumerate(unit.tokens):
        if not token.word or (
            token.capital and token.low not in {"according", "said", "asked", "reportedly", "allegedly", "citing"}
        ):
            continue
        saying = _saying(unit, at, token)
        if saying is not None:
            unit.found.append(saying)
            unit.cue_indexes.add(at)
    return without_comments(unit, _cut(unit.tokens, unit.found))


def _without_blaming(found: list[Saying]) -> list[Saying]:
    """The sayings without a "blamed" that is itself what somebody says: “Vale said that Marn blamed the tide”."""
    return [
        saying
        for saying in found
        if saying.word.lemma != "blame"
        or not any(
            piece.start <= saying.cue.start < piece.end
            for other in found
            if other is not saying and other.word.lemma != "blame"
            for piece in other.scope
        )
    ]


def _saying(unit: Unit, at: int, token: Token) -> Saying | None:
    if token.low == "according" and unit.low(at + 1) == "to":
        return _according(unit, at, 2, _ACCORDING)
    if token.low == "citing":
        return _citing(unit, at)
    if token.low in ADVERBS:
        return _adverb(unit, at)
    noun = NOUNS.get(token.low)
    if noun is not None and (unit.low(at + 1) == "that" or (noun.mode is Mode.INTENDS and unit.low(at + 1) == "to")):
        saying = _noun(unit, at, noun)
        if saying is not None:
            return saying
    if corrects(token.low) and (corrected := correction(unit, at)) is not None:
        return corrected
    verb = FORMS.get(token.low)
    if verb is not None:
        return verb_saying(unit, at, verb)
    if token.low in {"put", "puts", "putting"}:
        return _put(unit, at)
    return None


def _according(unit: Unit, at: int, length: int, word: Cue) -> Saying | None:
    behind = phrase_right(unit.tokens, at + length, len(unit.tokens))
    if behind <= at + length:
        return None
    cue = span_of(unit.tokens, at, at + length)
    source = span_of(unit.tokens, at + length, behind)
    if unit.low(behind - 1) in _MEASURES:
        return None
    end = source.end
    rest = _next_break(unit, behind)
    start_at = unit.clause_start(at)
    scope: list[Span] = []
    lead = lead_end(unit.text, unit.tokens[start_at].start, cue.start + 1)
    fronted = (
        lead >= cue.start
        or (unit.low(at - 1) == "," and unit.low(at - 2) in _JOINERS)
        or start_at >= at
        or unit.low(at - 1) in _CLAUSE_MARKS | {"but", "and"}
    )
    if not fronted and unit.low(at - 1) == ",":
        start_at = unit.sentence_start(at)
    if not fronted:
        scope.append(Span(unit.tokens[start_at].start, unit.tokens[at].start))
    told = any(is_verb(t) for t in unit.tokens[start_at:at])
    if rest is not None and (fronted or (unit.low(at - 1) == "," and (not told or rest in unit.openings))):
        scope.append(Span(rest, unit.end()))
        end = min(rest, unit.end())
    if not scope:
        return None
    return Saying(
        cue, word, source, Span(cue.start, max(end, source.end)), tuple(scope), (Span(source.end, max(end, source.end)),),
        trailing=not fronted and len(scope) == 1,
    )  # fmt: skip


def _next_break(unit: Unit, at: int) -> int | None:
    """Where the clause goes on behind the next comma that closes a phrase; None where nothing follows."""
    for index in range(at, len(unit.tokens)):
        token = unit.tokens[index]
        if token.low in {",", ":"} and index + 1 < len(unit.tokens):
            nxt = unit.tokens[index + 1]
            # An appositive of the source: “according to Vale, the mayor, C”.
            later = next((i for i in range(index + 1, len(unit.tokens)) if unit.tokens[i].low == ","), None)
            if later is None or later + 1 >= len(unit.tokens):
                return nxt.start
            apposed = nxt.low in {"a", "an", "the"} and not any(is_verb(t) for t in unit.tokens[index + 1 : later])
            return unit.tokens[later + 1].start if apposed or nxt.low in {"who", "which"} else nxt.start
        if token.low in QUOTES and token.start in unit.openings:
            return token.start
    if at < len(unit.tokens) and unit.tokens[at].word:
        return unit.tokens[at].start
    return None


def _citing(unit: Unit, at: int) -> Saying | None:
    behind = phrase_right(unit.tokens, at + 1, len(unit.tokens))
    start_at = unit.clause_start(at)
    if behind <= at + 1:
        return None
    cue, source = span_of(unit.tokens, at, at + 1), span_of(unit.tokens, at + 1, behind)
    word = Cue("cite", Mode.STATES, Form.ING)
    if start_at < at:
        scope = (Span(unit.tokens[start_at].start, unit.tokens[at].start),)
    elif (rest := _next_break(unit, behind)) is not None:
        scope = (Span(rest, unit.end()),)
    else:
        return None
    return Saying(
        cue, word, source, Span(cue.start, source.end), scope, participle=True, minor=True, trailing=start_at < at
    )


def _adverb(unit: Unit, at: int) -> Saying | None:
    cue = span_of(unit.tokens, at, at + 1)
    left = at - 1
    while left >= 0 and unit.low(left) in AUXILIARIES:
        left -= 1
    first = phrase_left(unit.tokens, left, 0, frozenset(unit.cue_indexes))
    start = unit.tokens[min(first, at)].start
    pieces = [Span(start, cue.start)] if start < cue.start else []
    stop = next((t.start for t in unit.tokens[at + 1 :] if t.low in {",", ";", ":"}), unit.end())
    if cue.end < stop:
        pieces.append(Span(cue.end, stop))
    word = Cue(unit.low(at), ADVERBS[unit.low(at)])
    return Saying(cue, word, None, cue, tuple(pieces)) if pieces else None


def _noun(unit: Unit, at: int, word: Cue) -> Saying | None:
    """ "the ministry's claim that …", "a claim by the ministry that …", "reports that …"."""
    before = unit.low(at - 1)
    if before in _PLURAL_SUBJECTS or (at == 0):
        return None
    owner = next(
        (
            i
            for i in range(at - 1, max(-1, at - 4), -1)
            if unit.low(i).endswith(("'s", "’s")) or unit.low(i) in {"’", "'"}
        ),
        None,
    )
    possessive = next(
        (i for i in range(at - 1, max(-1, at - 3), -1) if unit.low(i) in {"his", "her", "their", "its", "our", "my"}),
        None,
    )
    source: Span | None = None
    start = at
    if owner is not None:
        first = phrase_left(unit.tokens, owner, 0, frozenset(unit.cue_indexes))
        lead = lead_end(unit.text, unit.tokens[first].start, unit.tokens[owner].end) if first <= owner else 0
        first = next((i for i in range(first, owner + 1) if unit.tokens[i].end > lead), owner)
        end = unit.tokens[owner].end - (2 if unit.low(owner).endswith(("'s", "’s")) else 1)
        if any(is_verb(unit.tokens[i]) for i in range(first, owner)):
            return None
        source, start = (Span(unit.tokens[first].start, end), first) if end > unit.tokens[first].start else (None, at)
    elif possessive is not None:
        source, start = span_of(unit.tokens, possessive, possessive + 1), possessive
    elif before not in _DETERMINERS | BE | {
        "of",
        "by",
        "with",
        "on",
        "about",
        "from",
        "despite",
        "after",
        "amid",
        "to",
        "and",
        "rejected",
        "denied",
    } and not (FORMS.get(before) and FORMS[before].form is not Form.BASE):
        return None
    content = unit.tokens[at + 1]
    go = content.end if content.low == "that" else content.start
    cue = span_of(unit.tokens, at, at + 1)
    stop = next((t.start for t in unit.tokens[at + 1 :] if t.low in {",", ";"}), unit.end())
    if go >= stop:
        return None
    return Saying(cue, word, source, Span(unit.tokens[start].start, go), (Span(go, stop),), minor=True)


def _put(unit: Unit, at: int) -> Saying | None:
    """ "The other side put the toll at 400."."""
    mark = next((i for i in range(at + 1, min(at + 7, len(unit.tokens))) if unit.low(i) == "at"), None)
    if mark is None or not any(t.low[0].isdigit() for t in unit.tokens[mark + 1 : mark + 8] if t.word):
        return None
    subject = unit.subject(at - 1)
    if subject is None:
        return None
    first, behind, group = subject
    cue = span_of(unit.tokens, at, at + 1)
    other = next((i for i in range(mark, len(unit.tokens)) if unit.low(i) in {"put", "puts"}), mark)
    joint = next((i for i in range(mark + 2, other) if unit.low(i) in {"and", "but", "while", "whereas"}), None)
    end = unit.tokens[joint].start if joint is not None else unit.end()
    return Saying(
        cue, Cue("put", Mode.CLAIMS, Form.PAST), span_of(unit.tokens, first, behind),
        Span(unit.tokens[group].start, unit.tokens[mark].end), (Span(unit.tokens[mark].end, end),),
    )  # fmt: skip


def _cut(tokens: Sequence[Token], found: list[Saying]) -> list[Saying]:
    """Ends each scope where the next co-ordinate attribution begins: “A said B, but C said D”."""
    cut = list(found)
    for later in found:
        index = next(i for i, t in enumerate(tokens) if t.start >= later.head.start)
        before = tokens[index - 1] if index else None
        at: int | None = None
        only: int | None = None
        if later.joined is not None and not later.participle:
            at, only = later.head.start, later.joined
        elif later.participle or later.trailing:
            at = before.start if before is not None and before.low == "," else later.head.start
        elif (before is not None and before.low in {";", "but", "while", "whereas"}) or (
            before is not None
            and before.low in {"and", "though", "although"}
            and index > 1
            and tokens[index - 2].low == ","
        ):
            at = before.start
        if at is None:
            continue
        for number, earlier in enumerate(found):
            if earlier is later or (only is not None and number != only) or earlier.cue.start > later.cue.start:
                continue
            pieces = tuple(
                piece if not piece.start < at < piece.end or at <= earlier.cue.end else Span(piece.start, at)
                for piece in cut[number].scope
            )
            cut[number] = replace(cut[number], scope=pieces)
    return cut

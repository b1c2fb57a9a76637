"""What follows an attributing verb: the listener and the circumstances, then the words that it attributes, if any. Pure."""

from __future__ import annotations

from store.model import Mode
from store.suggesting.circumstances import skip_circumstances
from store.suggesting.clauses import QUOTES, Unit
from store.suggesting.cues import AUXILIARIES, Cue, Wants
from store.suggesting.phrases import is_verb, phrase_right
from store.text import Span

__all__ = ["attributes", "can_speak", "clause_end", "complement", "is_statement", "resumption"]

_DETERMINERS = frozenset(
    "a an the his her its their our my your this these those any no some such several another each".split()
)
_CLAUSE_MARKS = frozenset("that whether if how why what who when where which".split())
_EMPTY_OBJECTS = frozenset(
    "this that so it nothing something anything everything more little much them him her me us no yes".split()
)
_LISTENERS = frozenset(
    "me us him her them you it reporters journalists lawmakers parliament supporters viewers".split()
)

_STATEMENTS = frozenset(
    "explanation explanations account accounts claim claims statement statements version versions figure figures number "
    "numbers toll report reports narrative story assertion assertions finding findings conclusion conclusions decision "
    "validity wisdom credibility accuracy legitimacy legality reasoning rationale motives need evidence assessment "
    "estimate estimates response excuse excuses argument arguments authenticity sincerity reliability data results "
    "timing truth veracity".split()
)
# “claimed that that the toll”: a slip; “claimed that that bridge” is none.
_AFTER_A_DOUBLED_THAT = _DETERMINERS | frozenset("he she it they we i you there".split())

# Verbs that may drop "that" where a whole clause follows: “she added it was shut”.
_BARE_CLAUSE = frozenset(
    "add write reply conclude find reveal suggest feel note indicate understand maintain agree swear guess".split()
)


def complement(unit: Unit, behind: int, word: Cue) -> tuple[int | None, str, int]:
    """Where the content begins behind a cue (None: nothing there), what opens it, and where the circumstances end."""
    start = unit.tokens[behind - 1].end
    limit = unit.end()
    at = skip_circumstances(unit.text, start, limit)
    index = next((i for i in range(behind, len(unit.tokens)) if unit.tokens[i].start >= at), len(unit.tokens))
    index = _behind_listener(unit, index, word)
    if index >= len(unit.tokens) or unit.tokens[index].start >= limit:
        return None, "", limit
    token = unit.tokens[index]
    if token.low in {"that", ":"} and index + 1 < len(unit.tokens):
        if token.low == "that" and unit.low(index + 1) == "that" and unit.low(index + 2) in _AFTER_A_DOUBLED_THAT:
            index += 1
        token, nxt = unit.tokens[index], unit.tokens[index + 1]
        at = skip_circumstances(unit.text, token.end, limit) if token.low == ":" else token.end
        return nxt.start, token.low, token.start
    if token.low == "," and unit.low(index + 1) in QUOTES and unit.tokens[index + 1].start in unit.openings:
        return unit.tokens[index + 1].start, "quote", token.start
    if token.low == ",":
        return None, ",", token.start
    if token.low in QUOTES and token.start in unit.openings:
        return token.start, "quote", token.start
    if not token.word and token.low not in {"$", "€", "£", "("}:
        return None, token.low, token.start
    kind = "clause" if token.low in _CLAUSE_MARKS else "to" if token.low == "to" else "words"
    return token.start, kind, token.start


def _behind_listener(unit: Unit, index: int, word: Cue) -> int:
    """The index behind whom it was told to: “told the Courier that”, “warned residents: “…””."""
    if unit.low(index) in {"that", ":", "whether"} or (unit.low(index) == "to" and word.mode is Mode.INTENDS):
        return index
    if word.lemma not in {
        "tell",
        "inform",
        "assure",
        "warn",
        "remind",
        "ask",
        "urge",
        "promise",
        "write",
        "reply",
        "add",
    }:
        # “said in the port of Marn that”: a phrase with a preposition before an explicit mark is a circumstance.
        if unit.low(index) in {
            "in",
            "on",
            "at",
            "during",
            "to",
            "from",
            "with",
            "through",
            "after",
            "before",
            "ahead",
            "late",
            "early",
        }:
            mark = _mark_ahead(unit, index, 14)
            if mark is not None:
                return mark
        return index
    mark = _mark_ahead(unit, index, 12)
    if mark is not None:
        return mark
    if word.lemma not in {"tell", "inform", "assure"}:
        return index
    if unit.low(index) in _LISTENERS:
        return _skip(unit, index + 1)
    if index < len(unit.tokens) and (unit.tokens[index].capital or unit.low(index) in _DETERMINERS):
        at = index + 1 if unit.low(index) in _DETERMINERS or unit.low(index) == "the" else index
        while at < len(unit.tokens) and unit.tokens[at].capital:
            at += 1
        if at == index + 1 and unit.low(index) in _DETERMINERS:
            at += 1
        return _skip(unit, at)
    return _skip(unit, index + 1) if index < len(unit.tokens) and unit.low(index).endswith("s") else index


def _skip(unit: Unit, index: int) -> int:
    if not 0 < index < len(unit.tokens):
        return index
    at = skip_circumstances(unit.text, unit.tokens[index - 1].end, unit.end())
    return next((i for i in range(index, len(unit.tokens)) if unit.tokens[i].start >= at), len(unit.tokens))


def _mark_ahead(unit: Unit, index: int, reach: int) -> int | None:
    for at in range(index, min(index + reach, len(unit.tokens))):
        token = unit.tokens[at]
        if token.low in {"that", ":", "whether", "to", "if", "why", "how"} and at > index:
            return at if at + 1 < len(unit.tokens) else None
        if token.low in QUOTES and token.start in unit.openings:
            return at - 1 if unit.low(at - 1) == "," else at
        if is_verb(token) or token.low in {",", ";"}:
            return at if token.low == "," and at == len(unit.tokens) - 1 else None
    return None


def attributes(unit: Unit, word: Cue, kind: str, go: int) -> bool:
    if kind in {"that", ":", "quote"}:
        return True
    if unit.text.startswith((" like", "like "), go):
        return False
    if word.wants is Wants.CLAUSE:
        return word.lemma in _BARE_CLAUSE and _clause_follows(unit, go)
    if word.wants is Wants.INFINITIVE or (word.mode is Mode.INTENDS and word.lemma != "promise"):
        return kind == "to"
    words = unit.text[go : unit.end()].lower().split()
    first = words[0] if words else ""
    if len(words) <= 2 and first in _EMPTY_OBJECTS:
        return False
    if word.lemma == "believe" and first == "in":
        return False
    if word.lemma == "claim" and kind == "words" and first != "responsibility":
        return _clause_follows(unit, go)  # not "claimed the title"
    if kind == "to" and word.mode not in {Mode.INTENDS, Mode.ASKS}:
        return word.lemma in {"claim", "expect", "hope", "tell", "warn", "fear"}
    if first in {"of", "from", "about", "for", "with", "by", "as", "into", "against", "over", "and", "or", "but", "at"}:
        return word.lemma in {"complain", "boast", "warn"} and first in {"of", "about"}
    return True


def _clause_follows(unit: Unit, go: int) -> bool:
    """Whether a subject and a finite verb come within a few words."""
    index = next((i for i, t in enumerate(unit.tokens) if t.start >= go), len(unit.tokens))
    first = unit.tokens[index] if index < len(unit.tokens) else None
    if first is None or not first.word:
        return False
    for token in unit.tokens[index + 1 : index + 13]:
        if token.low in {"that", "who", "which", "when", "as", "if", ",", ";"}:
            return False
        if is_verb(token) or token.low in AUXILIARIES:
            return True
    return False


def is_statement(unit: Unit, go: int) -> bool:
    """Whether the object that begins at an offset is something said or made known: "the ministry's explanation"."""
    index = next((i for i, t in enumerate(unit.tokens) if t.start >= go), len(unit.tokens))
    behind = phrase_right(unit.tokens, index, len(unit.tokens))
    stop = next(
        (i for i in range(index + 1, behind) if unit.low(i) in {"of", "for", "in", "about", "by", "on"}), behind
    )
    return unit.low(stop - 1) in _STATEMENTS


def clause_end(unit: Unit, go: int) -> int:
    return next((t.start for t in unit.tokens if t.start > go and t.low in {",", ";"}), unit.end())


def resumption(unit: Unit, about: int, *, quoted: bool) -> int | None:
    """Where the content goes on behind “C1, Vale said, C2”; None where an aside follows."""
    index = next((i for i, t in enumerate(unit.tokens) if t.start >= about), len(unit.tokens))
    if unit.low(index) != "," or index + 1 >= len(unit.tokens):
        return None
    nxt = unit.tokens[index + 1]
    if nxt.start in unit.openings:
        return nxt.start
    if quoted or not nxt.word or nxt.low.endswith("ing") or nxt.low in {
        "a", "an", "who", "which", "as", "after", "while", "when", "before", "but", "and", "though", "although", "citing",
        "according", "referring", "in", "on", "during", "following", "because", "with", "amid",
    }:  # fmt: skip
        return None
    return nxt.start


def can_speak(unit: Unit, source: Span) -> bool:
    """Whether these words can be a source: no verb in them, and no "we believe" of the one who is quoted anyway."""
    words = [t for t in unit.tokens if source.start <= t.start < source.end and t.word]
    if not words or any(t.low in AUXILIARIES or t.low in {"it's", "it’s", "there"} for t in words):
        return False
    first = words[0]
    if is_verb(first) or (first.low.endswith("ing") and not first.capital) or source.of(unit.text).lower() == "you":
        return False
    return not (unit.inside and len(words) == 1 and words[0].low in {"i", "we"})

"""How sure the words of a claim sound, on FactBank's scale, and whether they say that it is not so.

Pure; reads English by word lists. It judges the words as printed, never whether the claim is true.
"""

from __future__ import annotations

import regex

from store.model import Certainty, Polarity

__all__ = ["certainty_of", "polarity_of"]

# Longer wordings first: the first match at a place wins. "May" and "might" are lower case: the month and the noun are not.
_DEGREE = r"(?:(?:highly|very|quite|extremely|most|more|less|increasingly|almost|nearly|fairly|rather|all too|not)\s)?"
_SURE = (
    r"with(?:\s(?:absolute|full|complete|great|reasonable))?\scertainty|with(?:out)?\s(?:a\s|any\s)?doubt|"
    r"there (?:is|was|can be) no doubt|no doubt|beyond (?:any )?doubt|(?:almost |nearly |absolutely )?certainly|"
    r"(?:almost |nearly |absolutely |not )?certain(?= (?:that|to|of|about)\b|[.,;]|$)|definitely|undoubtedly|"
    r"unquestionably|indisputably|(?:has |have |had )?confirmed(?= that\b)|confirms(?= that\b)|"
    r"not been confirmed|(?:is|was|are|were|been) (?:not )?confirmed|unconfirmed"
)
_PROBABLE = (
    rf"{_DEGREE}(?:likely|unlikely|probable|improbable)(?! (?:candidates?|allies|places?))|(?:very |most )?probably|"
    r"in all (?:likelihood|probability)|"
    r"almost certainly|nearly certainly|(?:appear|seem)(?:s|ed)?(?= to\b| that\b| likely\b)|apparently|presumably|seemingly|"
    r"(?:is|are|was|were) expected(?= to\b)|expected(?= to\b)|with (?:high|moderate|low|medium) confidence"
)
_POSSIBLE = (
    r"may well|might well|could well|may(?= not\b| also\b| have\b| be\b| \p{Ll})|might(?= \p{Ll})|could(?= (?!not\b)\p{Ll})|"
    r"possibly|"
    r"perhaps|maybe|conceivably|potentially|(?:is|was|are|were|remains?) possible|possible(?= that\b)|"
    r"(?:a|the) (?:slim |small |real |strong |good |distinct )?(?:chance|possibility|risk)(?= (?:that|of)\b)"
)
_HEARSAY = r"reportedly|allegedly|purportedly|supposedly|ostensibly"
_HEDGE = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}’'])(?:(?P<probable>{_PROBABLE})|(?P<possible>{_POSSIBLE})|(?P<sure>{_SURE})|(?P<hearsay>{_HEARSAY}))"
    r"(?![\p{L}\p{N}])",
    regex.VERSION1,
)


def certainty_of(words: str, hedges: tuple[str, ...] = ()) -> tuple[Certainty, str]:
    """The certainty in the words of a content, and the printed words that show it.

    hedges: the words around the cue, asked only where the content itself shows nothing.
    """
    for stretch in (words, *hedges):
        # Only a sentence's first letter is lowered, so that "May" the month is never "may".
        lowered = stretch[:1].lower() + stretch[1:] if not stretch.startswith("May ") else stretch
        for match in _HEDGE.finditer(lowered):
            printed = stretch[match.start() : match.end()]
            if match.lastgroup == "sure":
                return _sureness(printed), printed
            if match.lastgroup == "probable":
                return Certainty.PROBABLE, printed
            return (Certainty.POSSIBLE if match.lastgroup == "possible" else Certainty.UNSPECIFIED), printed
    return Certainty.UNSPECIFIED, ""


def _sureness(printed: str) -> Certainty:
    first = printed.lower().split()[0]
    if first in {"almost", "nearly"}:
        return Certainty.PROBABLE
    if first in {"not", "unconfirmed"} or " not " in printed:
        return Certainty.UNSPECIFIED
    return Certainty.CERTAIN


# Where the main clause of a content ends for this purpose: what stands behind belongs to another clause.
_CLAUSE_END = regex.compile(
    r"[;:“\"(—–]|,\s|\s(?:that|which|who|whose|whom|because|if|unless|when|while|where|after|before|since|until|although|"
    r"though|and|but|or|so|whether|as|to|by|in|for|from|with|of|on|at)\s"
)
_NEGATED_VERB = regex.compile(
    r"\b(?:is|are|was|were|am|be|been|do|does|did|has|have|had|will|would|can|could|should|shall|may|might|must|need)\s"
    r"(?:(?:still|also|yet|certainly|definitely|clearly|absolutely|simply)\s)?(?:not|never)\b"
    r"(?!\s(?:only|just|merely|simply|least|necessarily|alone))"
    r"|\b(?:\p{L}+n[’']t|cannot)\b(?!\s(?:only|just|merely|simply|necessarily))",
    regex.IGNORECASE,
)
_NO_SUBJECT = regex.compile(
    r"^\W*(?:(?:that|there (?:is|are|was|were|has been|have been|had been|will be|would be))\s+)?"
    r"(?:no(?!\s(?:doubt|fewer|less|more|later|sooner|matter|wonder|longer|one\b.*\bbut))|none|nobody|nothing|neither|never)\s",
    regex.IGNORECASE,
)
_NO_OBJECT = regex.compile(
    r"\b(?:there (?:is|are|was|were|has been|have been|had been|will be)|has|have|had|(?:has|have|had) (?:made|taken|found|seen|"
    r"received|been)|made|took|found|saw|received)\sno\b(?!\s(?:doubt|fewer|less|more|later|choice|longer))"
    r"|\bno longer\b",
    regex.IGNORECASE,
)
_BARE_NOT = regex.compile(r"^\W*not\s(?!only|just|merely|least|necessarily|all|every)", regex.IGNORECASE)
_UNLIKELY = regex.compile(r"\b(?:unlikely|improbable)\b", regex.IGNORECASE)


def polarity_of(words: str, *, denied: bool) -> Polarity:
    """Whether a content says that something is not so: denied by its source, or negated in its main clause.

    Conservative: a negation behind the main verb, in a subordinate clause or in "not only" does not count.
    """
    if denied:
        return Polarity.NEGATIVE
    lead = _LEADING.match(words)
    start = lead.end() if lead else 0
    stop = _CLAUSE_END.search(words, start)
    # A negation may stand a little behind a subject that holds a phrase ("the head of the port did not").
    main = words[: _main_end(words, start)]
    if _NO_SUBJECT.search(words[start:]) or _BARE_NOT.search(words[start:]):
        return Polarity.NEGATIVE
    near = words[: stop.start()] if stop else words
    if _NO_OBJECT.search(near) or _NEGATED_VERB.search(main) or _UNLIKELY.search(main):
        return Polarity.NEGATIVE
    return Polarity.POSITIVE


_LEADING = regex.compile(
    r"\W*(?:that\s|(?:in|on|at|since|after|before|by|for|until|despite|so)\s[^,;:.]{1,60},\s)?", regex.IGNORECASE
)
_SUBORDINATE = regex.compile(
    r"[;:“\"(—–]|,\s|\s(?:that|which|who|whose|whom|because|if|unless|when|while|where|after|before|since|until|although|"
    r"though|and|but|so|whether|as|said|says|say|claimed|believed|thought|told|denied|denies)\s|"
    r"\s(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should|may|might|"
    r"must)\s(?!not\b|never\b|still\b|also\b|certainly\b|definitely\b|clearly\b|simply\b|highly\b|very\b|unlikely\b|improbable\b|"
    r"extremely\b|made\sno|no\b)"
)


def _main_end(words: str, start: int) -> int:
    """Where the main verb of the content has been met, or its clause ends."""
    stop = _SUBORDINATE.search(words, start)
    return stop.start() if stop else len(words)

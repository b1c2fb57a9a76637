"""Whether a word that may attribute is a verb where it stands, and which helpers stand before it. Pure."""

from __future__ import annotations

from store.suggesting.clauses import QUOTES, Unit
from store.suggesting.cues import AUXILIARIES, FORMS, Cue, Form

__all__ = ["DETERMINERS", "is_a_verb_here", "verb_group"]

_RAISING = frozenset(
    "declined refused failed went continued began sought appeared seemed used wanted tried continues refuses declines seeks "
    "appears seems fails wants yet had has have chose rushed hastened".split()
)
DETERMINERS = frozenset(
    "a an the his her its their our my your this these those any no some such several another each".split()
)
_NOUNS_OF_PEOPLE = frozenset(
    "people men women police media who they we you i residents many most some others both all".split()
)
_MODALS = frozenset(
    "will would can could may might must should shall did do does didn't doesn't don't didn’t doesn’t don’t".split()
)
# Verbs whose plain form is rarely a noun: “we say”, “officials believe”.
_EVERYDAY = frozenset("say tell think believe ask write insist deny argue add admit expect assume".split())


def verb_group(unit: Unit, at: int) -> tuple[int | None, list[str]]:
    """The index before a verb's helpers and adverbs, and the helpers, nearest first."""
    left = at - 1
    helpers: list[str] = []
    for _ in range(8):
        low = unit.low(left)
        if low in AUXILIARIES:
            helpers.append(low)
        elif low == "to" and unit.low(left - 1) in _RAISING:
            left -= 1
            helpers += [unit.low(left), "to"]
        elif low == "to" and unit.low(left - 1) == "on" and unit.low(left - 2) in {"went", "goes", "go", "gone"}:
            left -= 2
            helpers.append("to")
        elif (
            low
            in {
                "also",
                "then",
                "later",
                "now",
                "again",
                "still",
                "already",
                "just",
                "first",
                "once",
                "therefore",
                "even",
                "only",
                "instead",
                "always",
                "often",
                "since",
                "both",
                "all",
                "earlier",
                "however",
                "too",
                "meanwhile",
            }
            and left >= 0
        ) or (
            low.endswith("ly")
            and low not in {"july", "italy", "family", "ally", "assembly", "only", "supply", "reply", "fly", "anomaly"}
            and not unit.tokens[left].capital
        ):
            pass
        else:
            break
        left -= 1
    if unit.low(left) == "to" and left == at - 1:
        return None, helpers
    return left, helpers


def is_a_verb_here(unit: Unit, at: int, left: int, word: Cue, helpers: list[str], passive: bool) -> bool:
    """Whether it is one: “the ministry reports”, not “the ministry's reports” or “a reported strike”."""
    before = unit.low(at - 1)
    if word.form is Form.PARTICIPLE and not helpers:
        return False
    if before in DETERMINERS and before not in {"this", "these", "those", "some", "several"}:
        return False
    if (
        before.endswith(("'s", "’s"))
        and word.form is not Form.ING
        and before not in {"he's", "she's", "it's", "he’s", "she’s", "it’s"}
    ):
        return False
    if passive or word.form is Form.ING:
        return True
    following = unit.low(at + 1)
    if word.form is Form.BASE:
        if any(h in _MODALS or h == "to" for h in helpers):
            return True
        if word.lemma in _EVERYDAY:
            return left >= 0 and not helpers
        plural = before in _NOUNS_OF_PEOPLE or (before.endswith("s") and not before.endswith("ss"))
        return plural and left >= 0 and not _another_verb(unit, at + 1)
    if word.form is Form.PRESENT:
        if before in {"united", "member", "baltic", "gulf", "arab", "of", "in", "for", "new", "many"}:
            return False
        return not _another_verb(unit, at + 1) or following in QUOTES
    return True


def _another_verb(unit: Unit, at: int) -> bool:
    """Whether a finite verb follows directly, so that the word before was a noun: “the report said”."""
    if at >= len(unit.tokens):
        return False
    token = unit.tokens[at]
    return token.low in AUXILIARIES or (
        token.low in FORMS and FORMS[token.low].form in {Form.PAST, Form.PRESENT} and not token.capital
    )

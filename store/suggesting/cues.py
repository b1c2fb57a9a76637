"""The words that attribute: verbs in every form, nouns and adverbs, each with what it commits its source to.

Pure word lists of English news; where they stand in a sentence is decided elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import regex

from store.model import Mode

__all__ = ["ADVERBS", "AUXILIARIES", "BE", "FORMS", "NOUNS", "PAST_TENSES", "Cue", "Form", "Wants", "mode_of"]


class Form(StrEnum):
    """The form of a verb, as far as it shows: past and participle are one where they look the same."""

    BASE = "base"
    PRESENT = "present"
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"


class Wants(StrEnum):
    """What must follow a verb for it to attribute: anything; a clause marked as one; an infinitive or a clause."""

    ANYTHING = "anything"
    CLAUSE = "clause"
    INFINITIVE = "infinitive"


@dataclass(frozen=True, slots=True)
class Cue:
    """An attributing word: its dictionary form, what it commits to, its form, what it needs behind it."""

    lemma: str
    mode: Mode
    form: Form = Form.BASE
    wants: Wants = Wants.ANYTHING


_VERBS: dict[Mode, str] = {
    Mode.STATES: "say state tell announce explain stress emphasise emphasize underline underscore declare warn "
    "caution confirm admit acknowledge concede reiterate disclose testify inform",
    Mode.REPORTS: "report relay",
    Mode.CLAIMS: "claim allege assert insist contend argue accuse blame assure boast complain protest",
    Mode.BELIEVES: "believe think suspect expect hope fear assume reckon assess estimate predict forecast doubt anticipate worry",
    Mode.DENIES: "deny reject dispute refute dismiss rebut",
    Mode.ASKS: "ask question wonder inquire enquire demand urge",
    Mode.INTENDS: "promise vow pledge threaten",
}
# These have other everyday meanings: they attribute only with "that", a colon or a quotation.
_CLAUSE_VERBS: dict[Mode, str] = {
    Mode.STATES: "note find show reveal indicate suggest point observe recall mention post repeat demonstrate learn "
    "signal hint imply stipulate make specify continue add write clarify conclude reply respond answer tweet remark comment "
    "counter quip joke cry shout whisper elaborate recount",
    Mode.BELIEVES: "feel consider understand judge guess suppose calculate",
    Mode.CLAIMS: "maintain charge hold",
    Mode.INTENDS: "swear guarantee",
}
_INFINITIVE_VERBS: dict[Mode, str] = {
    Mode.INTENDS: "plan intend offer propose",
}
_IRREGULAR: dict[str, tuple[str, str]] = {
    "say": ("said", "said"),
    "tell": ("told", "told"),
    "write": ("wrote", "written"),
    "think": ("thought", "thought"),
    "find": ("found", "found"),
    "show": ("showed", "shown"),
    "feel": ("felt", "felt"),
    "understand": ("understood", "understood"),
    "hold": ("held", "held"),
    "see": ("saw", "seen"),
    "hear": ("heard", "heard"),
    "learn": ("learned", "learnt"),
    "know": ("knew", "known"),
    "make": ("made", "made"),
    "swear": ("swore", "sworn"),
    "undertake": ("undertook", "undertaken"),
    "forecast": ("forecast", "forecast"),
}
_DOUBLED = frozenset("admit rebut quip commit plan".split())

# Verbs that need a second word to attribute: "pointed out", "made clear".
PHRASAL = {"point": ("out",), "make": ("clear", "plain"), "go": ("on to say",)}

# Nouns that attribute with "that" (or "to", for an intention) behind them: "the claim that …", "his promise to …".
_NOUNS: dict[Mode, str] = {
    Mode.STATES: "statement announcement admission warning suggestion acknowledgement conclusion",
    Mode.REPORTS: "report rumour rumor",
    Mode.CLAIMS: "claim allegation assertion accusation insistence argument complaint assurance",
    Mode.BELIEVES: "belief suspicion fear hope expectation prediction speculation estimate concern",
    Mode.DENIES: "denial",
    Mode.INTENDS: "promise pledge vow threat plan intention commitment",
}

ADVERBS: dict[str, Mode] = {
    "reportedly": Mode.REPORTS,
    "allegedly": Mode.CLAIMS,
    "purportedly": Mode.CLAIMS,
    "supposedly": Mode.CLAIMS,
}

BE = frozenset("is are was were be been being am isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t".split())
NEGATIONS = frozenset(
    "not never isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't couldn't "
    "shouldn't isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t doesn’t don’t didn’t won’t wouldn’t can’t couldn’t "
    "shouldn’t cannot".split()
)
AUXILIARIES = BE | NEGATIONS | frozenset(
    "has have had do does did will would can could may might must should shall having".split()
)  # fmt: skip

# Past tenses that do not end in -ed, to tell where a subject ends.
PAST_TENSES = frozenset(
    "went came took gave made met held began fell rose hit left put set saw won lost sent spoke led ran kept stood became "
    "brought built broke burst bought caught cut dealt drew drove fought flew forgot got grew knew lay met paid "
    "quit rang read sank shot shut sold spent spread struck swept taught threw woke wore".split()
)


def _forms(lemma: str) -> dict[str, Form]:
    stem = lemma + lemma[-1] if lemma in _DOUBLED else lemma
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        present, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    else:
        present = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "o")) else "s")
        past = stem + ("d" if lemma.endswith("e") else "ed")
    ing = (lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else stem) + "ing"
    forms = {lemma: Form.BASE, present: Form.PRESENT, ing: Form.ING}
    if irregular := _IRREGULAR.get(lemma):
        forms[irregular[1]] = Form.PARTICIPLE
        forms[irregular[0]] = Form.PAST
    else:
        forms[past] = Form.PAST
    return forms


def _all_forms() -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for wants, table in (
        (Wants.CLAUSE, _CLAUSE_VERBS),
        (Wants.INFINITIVE, _INFINITIVE_VERBS),
        (Wants.ANYTHING, _VERBS),
    ):
        for mode, lemmas in table.items():
            for lemma in lemmas.split():
                found |= {form: Cue(lemma, mode, kind, wants) for form, kind in _forms(lemma).items()}
    return found


def _all_nouns() -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for mode, lemmas in _NOUNS.items():
        for lemma in lemmas.split():
            cue = Cue(lemma, mode, wants=Wants.CLAUSE)
            found |= {lemma: cue, lemma + "s": cue}
    return found


FORMS: dict[str, Cue] = _all_forms()
NOUNS: dict[str, Cue] = _all_nouns()

# Words that a person may well pick as a cue, but that a rule would find in too many other places.
_PICKED: dict[Mode, str] = {
    Mode.STATES: "cite quote describe express voice publish detail list present teach insinuate brief",
    Mode.REPORTS: "broadcast carry cover document",
    Mode.CLAIMS: "propagate profess",
    Mode.BELIEVES: "speculate see view regard know imagine envisage surmise",
    Mode.DENIES: "challenge contest contradict repudiate disavow debunk discount negate",
    Mode.ASKS: "request order call appeal plead beg implore query command instruct",
    Mode.INTENDS: "commit undertake aim volunteer want",
}
_PICKED_NOUNS: dict[Mode, str] = {
    Mode.STATES: "interview speech remark comment testimony message post words",
    Mode.BELIEVES: "view opinion assumption forecast assessment",
    Mode.ASKS: "question request appeal demand",
}
_PHRASES = (("according to", Mode.STATES), ("as per", Mode.STATES), ("per", Mode.STATES))
_PUT = regex.compile(r"put(?:s|ting)?\b(?:.* at)?")
# “questioned whether”, “questioned: …”: a question is asked; “questioned the account”: it is doubted.
_ASKING = regex.compile(r"\b(?:whether|if|why|how|what|who|when|where)\b|[?:]")
_SPOKEN = regex.compile(r"[\p{L}]+(?:['’-][\p{L}]+)*")


def _picked() -> dict[str, Mode]:
    found: dict[str, Mode] = {}
    for mode, nouns in _PICKED_NOUNS.items():
        for noun in nouns.split():
            found |= {noun: mode, noun + "s": mode}
    for mode, lemmas in _PICKED.items():
        found |= {form: mode for lemma in lemmas.split() for form in _forms(lemma)}
    return found | {word: cue.mode for word, cue in NOUNS.items()} | ADVERBS | {w: c.mode for w, c in FORMS.items()}


_MODES: dict[str, Mode] = _picked()


def mode_of(words: str) -> Mode | None:
    """What printed cue words commit their source to, in any inflection; None where no word of them is known."""
    printed = " ".join(words.lower().split())
    spoken = _SPOKEN.findall(printed)
    plain = " ".join(spoken)
    for phrase, mode in _PHRASES:
        if plain == phrase or plain.startswith(phrase + " "):
            return mode
    if _PUT.fullmatch(plain):
        return Mode.CLAIMS
    for at, word in enumerate(spoken):
        found = _MODES.get(word)
        cue = FORMS.get(word)
        if found is None:
            continue
        following = spoken[at + 1 :]
        if cue is not None and cue.lemma in PHRASAL and following and following[0] not in PHRASAL[cue.lemma]:
            continue
        if cue is not None and cue.lemma == "continue" and following[:1] == ["to"] and len(following) > 1:
            continue  # "continued to insist"
        asked = _ASKING.search(printed) or spoken[max(0, at - 1) : at] in (["the"], ["a"], ["his"], ["her"], ["their"])
        if cue is not None and cue.lemma == "question" and not asked:
            return Mode.DENIES
        return found
    return None

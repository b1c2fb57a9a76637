"""The name under a cursor: where it begins and ends.

Pure; capitals, particles and word lists. It does not know the library's entities.
"""

from __future__ import annotations

import regex

from store.suggesting.dates import dates_in
from store.text import Span, line_span, snap

__all__ = ["ADJECTIVE", "NOT_NAMES", "guess_entity"]

_NAME_WORD = regex.compile(
    r"\p{Lu}\.(?:[-\s]?\p{Lu}\.)+(?![\p{Ll}])"
    r"|(?:\p{Ll}{1,2}['’])?[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:(?:['’.\-‐‑&](?=[\p{L}\p{N}]))[\p{L}\p{N}\p{M}]+)*"
)
_POSSESSIVE = regex.compile(r"['’][sS]$")
_HONORIFICS = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady gen general lt col colonel maj major capt captain cmdr "
    "commander adm admiral sgt sergeant cpl rep sen senator rev reverend hon judge justice sheikh king queen prince "
    "princess pope st.".split()
)
_TITLES = frozenset(
    "president minister chancellor secretary premier governor mayor ambassador master marshal inspector "
    "superintendent envoy undersecretary vice-president ex-president ex-minister archbishop bishop cardinal "
    "patriarch analyst correspondent journalist blogger spokesman spokeswoman spokesperson chairman chairwoman "
    "chief director commissioner deputy leader emperor pm mp congressman congresswoman representative".split()
)
_PARTICLES = frozenset(
    "of de la le du des del della di da dos van von der den ter ten zu zur al el bin ibn bint ben y e".split()
)
_HEADS = frozenset(
    "institute institution centre center committee agency ministry department office association foundation fund council "
    "commission campaign school society union bureau authority organisation organization federation league board court "
    "academy university college bank partnership network coalition alliance party house service minister secretary group "
    "directorate initiative programme program movement conference forum congress treaty convention act law accord "
    "agreement chamber directorate inspectorate tribunal report".split()
)
_FAMILY = frozenset(
    "people's king's queen's women's men's children's lloyd's moody's mcdonald's sotheby's levi's".split()
)
NOT_NAMES = frozenset(
    "a an the this that these those he she it we they i you his her its our their my your who what which where when why how "
    "but and or nor yet so if as at by for from in into of off on onto out over to up with within without after before "
    "since until while because although though unless despite during among amid between against about above below "
    "under both all each every either neither some any many much more most few several other another such no not only "
    "also even just still again then there here now however meanwhile moreover indeed instead later earlier today "
    "yesterday tomorrow according asked speaking citing is are was were be been has have had do does did will would can "
    "could may might must should shall let one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion dozens hundreds thousands "
    "millions officials police ministers soldiers residents witnesses critics experts analysts sources reports people "
    "workers scientists researchers doctors authorities troops rebels protesters lawmakers prosecutors investigators "
    "rescuers firefighters engineers nothing everything something nobody everyone someone last next first second third "
    "new old early late local meanwhile once twice perhaps maybe yes well like unlike nearly almost around over "
    "separately finally further additionally another following thanks whether whatever whoever given based per via "
    "don't it's he's she's that's we're they're i'm we've there's what's isn't".split()
)


_LONGEST_WORD = 100  # code points


def guess_entity(text: str, offset: int) -> Span | None:
    """The name around an offset (code points): a run of capitalised words with the particles between them.

    Honorifics, titles before a name and a possessive 's stay out; a date is found whole. None where the word under
    the cursor belongs to no name.
    """
    if not text:
        return None
    offset = snap(text, min(max(offset, 0), len(text)))
    line = line_span(text, offset)
    dates = dates_in(text, line.start, line.end)
    if (date := next((date for date in dates if date.start <= offset < date.end), None)) is not None:
        return date
    found = (Span(*match.span()) for match in _NAME_WORD.finditer(text, line.start, line.end))
    words = [word for word in found if not any(word.overlaps(date) for date in dates)]
    here = next((i for i, w in enumerate(words) if w.start <= offset < w.end), None)
    if here is None:
        here = next((i for i, w in enumerate(words) if w.end == offset), None)
    if here is None:
        return next((date for date in dates if date.end == offset), None)
    anchor = here
    if _low(text, words[here]) in _PARTICLES | {"the", "for", "and"}:
        anchor = here - 1
        while anchor >= 0 and _low(text, words[anchor]) in _PARTICLES | {"the", "for", "and"}:
            anchor -= 1
        if anchor < 0:
            return None
    if not _is_capital(text, words, anchor):
        return None
    first, last = _run(text, words, anchor)
    if not first <= here <= last:
        return None
    if first == last and _opens_sentence(text, words[first].start) and _is_common(text, words[first].of(text)):
        return None
    return _clipped(text, words, first, last, here)


def _is_common(text: str, word: str) -> bool:
    """Whether the text has the same word in lower case too, so that only its sentence gave it a capital."""
    if len(word) > _LONGEST_WORD:  # to make a pattern of it takes a time that grows with its cube
        return False
    return regex.search(rf"(?<![\p{{L}}\p{{N}}-]){regex.escape(word.lower())}(?![\p{{L}}\p{{N}}-])", text) is not None


def _low(text: str, word: Span) -> str:
    return text[word.start : word.end].lower()


def _bare(text: str, word: Span) -> str:
    return _POSSESSIVE.sub("", text[word.start : word.end])


def _is_capital(text: str, words: list[Span], at: int) -> bool:
    word = _bare(text, words[at])
    if not word or not (word[0].isupper() or (regex.match(r"\p{Ll}{1,2}['’]\p{Lu}", word) is not None) or _code(word)):
        return False
    low = word.lower().replace("’", "'")
    if _low(text, words[at]).replace("’", "'") in _FAMILY:
        return True
    if low not in NOT_NAMES or (low in {"may", "will"} and not _opens_sentence(text, words[at].start)):
        return True
    if low in _OPENS_A_NAME and at + 1 < len(words) and _touch(text, words[at], words[at + 1]):
        return text[words[at + 1].start].isupper() and (low == "new" or not _opens_sentence(text, words[at].start))
    return len(word) > 1 and word.isupper() and not _opens_sentence(text, words[at].start)


def _code(word: str) -> bool:
    """ "F-16", "T-72", "7th" is none: letters and digits with a capital."""
    return any(c.isdigit() for c in word) and any(c.isupper() for c in word)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 40) : start].rstrip(" \u00a0\"“‘'(«[")
    return not before or before[-1] in ".!?:\n…"


def _run(text: str, words: list[Span], anchor: int) -> tuple[int, int]:
    first = last = anchor
    while (step := _reach(text, words, last, +1)) is not None:
        last = step
    while (step := _reach(text, words, first, -1)) is not None:
        first = step
    return first, last


def _reach(text: str, words: list[Span], edge: int, way: int) -> int | None:
    """The next word of the name beyond an edge, over particles between; None where the name ends."""
    at = edge + way
    passed: list[str] = []
    while 0 <= at < len(words):
        left, right = (at - 1, at) if way > 0 else (at, at + 1)
        if not _touch(text, words[left], words[right]):
            return None
        low = _low(text, words[at])
        if _is_capital(text, words, at):
            if passed and not _joined(text, words, edge, at, passed[::way]):
                return None
            return at
        if low not in _PARTICLES | {"the", "for", "and", "on"} or len(passed) == 2:
            return None
        passed.append(low)
        at += way
    return None


def _touch(text: str, left: Span, right: Span) -> bool:
    gap = text[left.end : right.start]
    word = text[left.start : left.end]
    if _POSSESSIVE.search(word) and word.lower().replace("’", "'") not in _FAMILY:
        return False
    if gap in {" ", "\u00a0", " & "}:
        return True
    if gap in {"-", "–"}:
        return False
    return gap == ". " and (
        len(word) == 1 or "." in word or word.lower() in _HONORIFICS | {"st", "mt", "ft", "jr", "lt", "no"}
    )


def _joined(text: str, words: list[Span], edge: int, at: int, passed: list[str]) -> bool:
    """Whether particles between two capitalised words hold one name together."""
    left, right = min(edge, at), max(edge, at)
    if passed[0] in _PARTICLES:
        return passed[0] != "of" or _low(text, words[left]) not in _PLURALS
    head = left
    names: list[str] = []
    while head >= 0 and (
        _is_capital(text, words, head) or _low(text, words[head]) in _PARTICLES | {"for", "the", "and", "on"}
    ):
        names.append(_low(text, words[head]))
        if head and not _touch(text, words[head - 1], words[head]):
            break
        head -= 1
    holds = any(name in _HEADS for name in names)
    if passed == ["and"]:
        return holds and bool({"of", "for"} & set(names)) and not _two_names(text, words, right)
    return passed[0] in {"for", "on"} and holds and len(passed) <= 2


def _two_names(text: str, words: list[Span], right: int) -> bool:
    """Whether behind an "and" a person's name begins ("… and Anna Vale"): two capitals and a verb or stop behind."""
    after = right + 1
    if text[words[right].start : words[right].end].isupper():
        return True
    return _low(text, words[right]) in _HONORIFICS or (
        after < len(words)
        and _is_capital(text, words, after)
        and _touch(text, words[right], words[after])
        and _low(text, words[after]) not in _HEADS
    )


_OPENS_A_NAME = frozenset(
    "new first second third last old under two three four five six seven eight nine ten twelve thirty forty hundred".split()
)
# “US-based”, “Kyiv-born”, “Pro-Marn”: what stands before a name and does not belong to it.
ADJECTIVE = regex.compile(
    r"[\p{L}\p{N}.]+[-‐‑](?:based|born|bred|led|run|own|backed|built|made|held|era|style|wide|level|friendly|speaking|"
    r"\p{Ll}{2,}ed|\p{Ll}{2,}ing)|(?i:pro|anti|ex|non)[-‐‑]\p{Lu}\p{L}*"
)
# The stems of such words that are no names at the head of a sentence: “State-owned”.
_PLAIN_STEMS = frozenset(
    "state family government military army church new self well long high low left right far home".split()
)
_PORTFOLIOS = frozenset(
    "defence defense health finance justice energy state transport education interior agriculture labour labor trade "
    "culture housing environment harbours fisheries tourism information security".split()
)
_COMPOUND = regex.compile(r"(\p{Lu}[\p{L}\p{M}]*)[-‐‑]\p{Ll}")
_PLURALS = frozenset("members ministers presidents".split())


def _clipped(text: str, words: list[Span], first: int, last: int, here: int) -> Span | None:
    """The run without adjectives, honorifics and titles before it, without "The", and without the possessive behind it."""
    while first < last and ADJECTIVE.fullmatch(_bare(text, words[first])):
        if here == first:
            compound = _COMPOUND.match(text, words[first].start, words[first].end)
            plain = compound is None or compound.group(1).lower() in _PLAIN_STEMS
            return None if compound is None or plain else Span(words[first].start, compound.end(1))
        first += 1
    start = first
    # Between a title and the name behind it: “Defence Minister Vale”, “President Anna Vale”.
    for index in range(first, last):
        if _low(text, words[index]).rstrip(".") in _HONORIFICS | _TITLES and index < last:
            rest = text[words[index].end : words[index + 1].start]
            if (
                rest in {" ", ". ", "\u00a0"}
                and _is_capital(text, words, index + 1)
                and _low(text, words[index + 1]) not in _TITLES
            ):
                start = index + 1
    end = last
    after = _behind_office(text, words, first, last)
    if after is not None:
        start, end = (after, end) if here >= after else (first, after - 1)
    if after is None and start > first and _low(text, words[start]) in _HEADS:
        start = first
    titled = here < start and _low(text, words[here]).rstrip(".") in _HONORIFICS | _TITLES
    if after is None and here < start and (not titled or (start - first > 1 and _low(text, words[here]) in _TITLES)):
        # The cursor is on a title with what it belongs to: “Defence Minister” in “Defence Minister Vale”.
        start, end = first, start - 1
        while end > here and _low(text, words[end]).rstrip(".") in _HONORIFICS - _TITLES:
            end -= 1
    if start > end:
        return None
    if compound := _COMPOUND.match(text, words[end].start, words[end].end):
        return Span(words[start].start, compound.end(1))
    whole = text[words[end].start : words[end].end].lower().replace("’", "'") in _FAMILY
    stop = (
        words[end].end
        if whole
        else words[end].end
        - (len(m.group()) if (m := _POSSESSIVE.search(text[words[end].start : words[end].end])) else 0)
    )
    word = text[words[end].start : stop]
    if stop < len(text) and text[stop] == "." and regex.fullmatch(r"(?:\p{Lu}\.)+\p{Lu}", word):
        stop += 1
    if snap(text, stop) != stop:
        stop = words[end].end
    return Span(words[start].start, stop) if stop > words[start].start else None


def _behind_office(text: str, words: list[Span], first: int, last: int) -> int | None:
    """Where the person's name begins behind an office: “Minister of Harbours Anna Vale”."""
    for index in range(first, last - 1):
        if _low(text, words[index]) in _TITLES and _low(text, words[index + 1]) == "of":
            rest = range(index + 2, last + 1)
            if not all(_is_capital(text, words, i) for i in rest):
                return None
            if len(rest) >= 3:
                return last - 1
            if len(rest) == 2 and _low(text, words[index + 2]) in _PORTFOLIOS:
                return last
    return None

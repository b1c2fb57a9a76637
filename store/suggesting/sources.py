"""The words for a source: whether they name somebody, the bare name in them, and what kind of thing speaks.

Pure; English capitals and word lists. It does not know the library's entities.
"""

from __future__ import annotations

import regex

from store.suggesting.gazetteer import CAPITALS, COUNTRIES, PEOPLE
from store.suggesting.kinds import entity_tag
from store.suggesting.names import ADJECTIVE, NOT_NAMES, guess_entity

__all__ = ["is_name", "name_in", "source_tag"]

_BRACKET = regex.compile(r"\s*[(\[][^()\[\]]*[)\]]?")
_WORD = regex.compile(
    r"(?:\p{Lu}\.)+|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’.&\-‐‑/]+[\p{L}\p{N}\p{M}]+)*(?:['’](?=\s|$))?"
)
_DEFINITE = regex.compile(r"(?:the|both|even|then|former|late)\s", regex.IGNORECASE)
# Behind one of these, words describe: “another Vale” is nobody in particular, and no “one Marn paper” is named.
_VAGUE = frozenset(
    "a an another one some several many most few two three four five six seven eight nine ten any no every each all "
    "various numerous certain other more dozens hundreds thousands".split()
)
_PRONOUNS = frozenset(
    "i we you he she it they me us him her them who whom that which this these those mine ours his hers theirs".split()
)
# Where the head of a noun phrase is behind us: “officials | of the port”, “Vale | , who runs it”.
_ENDS_A_HEAD = frozenset(
    "of for in at from with on by to near about who whom whose which that where when as than under over against among "
    "speaking writing familiar close quoted citing working living including".split()
)
_PARTICLES = frozenset(
    "de la le du des del della di da dos van von der den ter ten zu zur al el bin ibn bint ben y e".split()
)
_PEOPLES = regex.compile(r"\p{Lu}\p{L}*(?:i|e|ic)ans")
_SENTENCE_EDGE = ".!?:\n…•"


def is_name(words: str, text: str = "") -> bool:
    """Whether the words for a source name somebody ("the Institute") rather than describe ("Western officials").

    text: where they were printed; a capital that only the head of a sentence gave to a common word is told by it.
    """
    return _naming(words, text) is not None


def name_in(words: str) -> str:
    """The bare name in the words for a source: no article, adjective, title or bracket; other words come back as one line."""
    line = " ".join(words.split())
    naming = _naming(line, "")
    if naming is None:
        return line
    name = _DEFINITE.sub("", naming, count=1) if naming[:4].lower() == "the " else naming
    pieces = _WORD.finditer(name)
    first = next((m.start() for m in pieces if m.group()[0].isupper() and not ADJECTIVE.fullmatch(m.group())), 0)
    name = name[first:]
    head = _head(name)
    span = guess_entity(name, head.start()) if head is not None else None
    if (
        span is None
        or name[span.end :].startswith((" and ", " & ", ", "))
        or name[: span.start].endswith((" and ", " & "))
    ):
        return name
    bare = span.of(name)
    owned = regex.search(r"['’]s?\s$", name[: span.start])
    return name[: span.end] if owned and entity_tag(bare) != "PERSON" else bare


def source_tag(words: str) -> str:
    """A first guess at the tag of somebody who speaks: a country or its capital stands for its government."""
    name = name_in(words)
    low = regex.sub(r"^the ", "", regex.sub(r"['’]s?$", "", name.lower()))
    return "GOVERNMENT" if low in COUNTRIES or low in CAPITALS else entity_tag(name)


def _naming(words: str, text: str) -> str | None:
    """The part of the words that names, without brackets and appositions; None where they only describe."""
    line = _BRACKET.sub("", " ".join(words.split())).strip(" ,;:“”\"‘'")
    pieces = [piece for piece in regex.split(r",\s", line) if piece]
    if len(pieces) > 1 and " and " in pieces[-1] and all(piece[0].isupper() for piece in pieces[1:]):
        pieces = [line]  # a list inside the name: “Ministry of Trade, Ports and Roads”
    for number, piece in enumerate(pieces):
        # “The mayor of Graz, Austria”: a lone name behind a place tells where that is.
        where = (
            number > 0
            and len(piece.split()) == 1
            and regex.search(r"\b(?:of|in|at|from|near)\s\S+$", pieces[number - 1])
        )
        if not where and _names(piece, text):
            return piece
    return None


def _names(phrase: str, text: str) -> bool:
    words = [match.group() for match in _WORD.finditer(phrase)]
    low = [word.lower() for word in words]
    if not words or low[0] in _VAGUE or (len(words) == 1 and low[0] in _PRONOUNS):
        return False
    head = _head(phrase)
    if head is None or not head.group()[0].isupper():
        return False
    word = regex.sub(r"['’]s?$", "", head.group())
    plain = word.lower()
    if plain in NOT_NAMES | _PRONOUNS and not (word.isupper() and len(word) > 1) and plain not in {"may", "will"}:
        return False
    others = [w for w in words[: words.index(head.group())] if w.lower() not in {"the", "both", "even"}]
    if plain in PEOPLE and (plain.endswith("s") or not others):
        return False
    if not others and _PEOPLES.fullmatch(word):
        return False
    joined = regex.split(r"\s(?:and|or)\s", phrase[: head.start()])
    if any(not _names(part, text) for part in joined[:-1] if part):
        return False
    return len(words) > 1 or not _only_opens(word, text)


def _head(phrase: str) -> regex.Match[str] | None:
    """The word that a phrase is about: the last before "of", "who" and the like."""
    head: regex.Match[str] | None = None
    for match in _WORD.finditer(phrase):
        low = match.group().lower()
        if head is not None and low in _ENDS_A_HEAD:
            break
        if low not in _PARTICLES:
            head = match
    return head


def _only_opens(word: str, text: str) -> bool:
    """Whether the text has the word in lower case, and with a capital at the head of sentences alone."""
    if not regex.search(rf"(?<![\p{{L}}\p{{N}}-]){regex.escape(word.lower())}(?![\p{{L}}\p{{N}}])", text):
        return False
    for match in regex.finditer(rf"(?<![\p{{L}}\p{{N}}-]){regex.escape(word)}(?![\p{{L}}\p{{N}}])", text):
        before = text[max(0, match.start() - 4) : match.start()].rstrip(" \u00a0\"“‘'(«[")
        if before and before[-1] not in _SENTENCE_EDGE:
            return False
    return True

"""Searching in a text: in any case, with any accents, with typographic signs as plain ones. Pure, decides nothing about keys.

A search is folded letter by letter (folded), and so, in thought, is the text; a hit is where the one begins with the
other. It begins where a grapheme cluster begins, else it is none ("e" does not find the "e" of "æ"), and its end is
brought outward to the end of its cluster ("stras" finds "Straß"). Every place where it begins counts: "aa" is twice
in "aaa". So what is found in a stretch depends on that stretch alone, and it can be looked through in any order.

There is no folded copy of the text. Folding one costs a second at ten million letters with accents, its offsets are
others than those of the text, and it is as large again. Instead the letters that do occur are read a window at a time,
and what was typed becomes a regular expression with a class for each letter: of ten million letters that takes well
under a second in all, with accents or without, a few thousandths of one for each slice, and no memory to speak of.
At each place the next letter of the text decides alone how it goes on, so nothing is tried twice: a place costs at
most the length of what is searched for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from store.folding import folded
from store.text import next_grapheme, snap

LONGEST = 200
"""The folded letters of a search that count; more are passed over."""
REACH = 2048
"""A hit has at most that many code points, white space and accents included."""
WINDOW = 1 << 14
"""Code points that are looked through at a time."""
_MOST_KEPT = 100

_LETTER = regex.compile(r"[\p{L}\p{N}\p{M}_--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]]", regex.VERSION1)
_ALONE = regex.compile(r"[\p{GCB=Other}--[\p{Extended_Pictographic}\p{InCB=Consonant}]]|\n", regex.VERSION1)
_ASCII = frozenset(map(chr, (0x0A, *range(0x20, 0x7F))))


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched for. whole: only where no letter stands before or behind it. False where it says nothing."""

    words: str
    whole: bool = False
    folded: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        letters = " ".join(folded(self.words).split())
        object.__setattr__(self, "folded", letters[:LONGEST].rstrip())

    def __bool__(self) -> bool:
        return bool(self.folded)


@dataclass
class Searches:
    """What was searched for in a sitting: the words that were typed, the newest last, and what is searched on for.

    back: towards the start.
    """

    typed: list[str] = field(default_factory=list)
    last: Search | None = None
    back: bool = False

    def keep(self, search: Search, *, back: bool) -> None:
        """Search on for this; it comes back by its words."""
        self.typed = [*(words for words in self.typed if words != search.words), search.words][-_MOST_KEPT:]
        self.last, self.back = search, back


class Letters:
    """The characters that occur in a text, by what they fold to; read window by window, as they are needed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.windows = -(-len(text) // WINDOW)
        self.spaces: set[str] = set()
        self.unseen: set[str] = set()
        self.known: set[str] = set()
        self._beginning: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._read = bytearray(self.windows)
        self._learn(_ASCII)

    def read(self, start: int, end: int) -> None:
        """See to it that every character of a stretch is known."""
        for window in range(start // WINDOW, -(-min(end, len(self.text)) // WINDOW)):
            if not self._read[window]:
                self._read[window] = True
                stretch = self.text[window * WINDOW : (window + 1) * WINDOW]
                if not stretch.isascii():
                    self._learn(set(stretch) - self.known)

    def beginning(self, letter: str) -> Mapping[str, str]:
        """The characters whose folded form begins with a letter, each with that form."""
        return self._beginning[letter]

    def _learn(self, characters: Iterable[str]) -> None:
        for character in characters:
            self.known.add(character)
            found = folded(character)
            if not found:
                self.unseen.add(character)
            elif found == " ":
                self.spaces.add(character)
            else:
                self._beginning[found[0]][character] = found


def expression(wanted: str, letters: Letters) -> str | None:
    """The regular expression that finds folded letters in a text that has these letters; None where it cannot have them."""
    unseen = f"{_one_of(letters.unseen)}*+" if letters.unseen else ""
    space = f"{_one_of(letters.spaces)}{_one_of(letters.spaces | letters.unseen)}*+"
    pieces: list[str] = []
    groups = 0
    # A character may stand for several letters ("ß"): its group says that the letters after the first are there already.
    covering: defaultdict[int, list[int]] = defaultdict(list)
    for at, letter in enumerate(wanted):
        options: list[str] = [space] if letter == " " else []
        for steps, characters in sorted(_by_steps(wanted, at, letters.beginning(letter)).items()):
            if steps == 1:
                options.append(_one_of(characters))
                continue
            groups += 1
            options.append(f"({_one_of(characters)})")
            for covered in range(at + 1, at + steps):
                covering[covered].append(groups)
        if not options and not covering[at]:
            return None
        piece = (unseen if at else "") + (f"(?:{'|'.join(options)})" if len(options) != 1 else options[0])
        if not options:
            piece = "(?!)"
        for group in covering[at]:
            piece = f"(?({group})|{piece})"
        pieces.append(piece)
    return "".join(pieces)


def _by_steps(wanted: str, at: int, characters: Mapping[str, str]) -> Mapping[int, list[str]]:
    """Characters that can stand at a place of what is wanted, by how many of its letters they are."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for character, letters in characters.items():
        if wanted.startswith(letters, at):
            found[len(letters)].append(character)
        elif letters.startswith(wanted[at:]):
            found[len(wanted) - at].append(character)
    return found


def _one_of(characters: Iterable[str]) -> str:
    each = [re.escape(character) for character in sorted(characters)]
    return each[0] if len(each) == 1 else f"[{''.join(each)}]"


class Finder:
    """Finds the hits of a search that begin in a stretch of a text."""

    def __init__(self, search: Search, letters: Letters) -> None:
        self._text = letters.text
        self._search = search
        self._letters = letters
        self._known = 0
        self._expression: str | None = None
        self._pattern: re.Pattern[str] | None = None
        self._plain = letters.text.isascii()
        self._cluster = (0, 0)
        is_letter = [bool(_LETTER.match(edge)) for edge in (search.folded[:1], search.folded[-1:])]
        self._whole = (search.whole and is_letter[0], search.whole and is_letter[1])

    def found(self, start: int, end: int) -> list[tuple[int, int]]:
        """Start and end of every hit that begins in start … end, in order; a hit may run on behind it."""
        text = self._text
        limit = min(len(text), end + REACH)
        pattern = self._for(start, limit)
        self._cluster = (start, start)
        hits: list[tuple[int, int]] = []
        at = start
        while pattern is not None and (match := pattern.search(text, at, limit)) is not None:
            first, last = match.span()
            if first >= end:
                break
            at = first + 1
            if not self._plain:
                if not self._begins(first, start):
                    continue
                last = self._outward(first, last)
            if last - first <= REACH and self._is_whole(first, last):
                hits.append((first, last))
        return hits

    def _for(self, start: int, end: int) -> re.Pattern[str] | None:
        """The pattern for a stretch: another one where characters have come up that were not known before."""
        self._letters.read(start, end)
        if len(self._letters.known) != self._known:
            self._known = len(self._letters.known)
            wanted = expression(self._search.folded, self._letters) if self._search else None
            if wanted != self._expression:
                self._expression, self._pattern = wanted, re.compile(wanted) if wanted is not None else None
        return self._pattern

    def _is_whole(self, start: int, end: int) -> bool:
        text = self._text
        before = self._whole[0] and start > 0 and _LETTER.match(text, start - 1)
        return not before and not (self._whole[1] and _LETTER.match(text, end))

    # Looking back for where a cluster begins can go as far back as a cluster or a run of flags is long. So the last one
    # is kept: hits that follow one another closely are not looked back from, each for itself, over the same letters.

    def _begins(self, offset: int, floor: int) -> bool:
        text = self._text
        if offset == 0 or (_stands_alone(text[offset]) and _stands_alone(text[offset - 1])):
            return True
        start, end = self._cluster
        if not start <= offset < end:
            if not (floor < end <= offset and _is_flag(text[offset])):
                end = snap(text, floor if _is_flag(text[offset]) else offset)
            while end <= offset:
                start, end = end, next_grapheme(text, end)
            self._cluster = start, end
        return start == offset

    def _outward(self, first: int, last: int) -> int:
        text = self._text
        if last >= len(text) or (_stands_alone(text[last - 1]) and _stands_alone(text[last])):
            return last
        end = first
        while end < last:
            end = next_grapheme(text, end)
        return end


@lru_cache(maxsize=1 << 16)
def _stands_alone(character: str) -> bool:
    """Whether a character takes no part in joining: between two such a cluster always ends."""
    return _ALONE.match(character) is not None


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"

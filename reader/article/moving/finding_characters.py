"""Finding a character in the paragraph: f F t T and their repeats. Pure, moves nothing itself.

A character is found as it was typed; one that is easy to type also finds those that are not: a letter its accented
forms, straight quotation marks the curved ones, a hyphen the dashes, a space every space that is drawn.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from types import MappingProxyType

import regex

from reader.article.moving import motions
from reader.article.setting.layout import Layout
from reader.commands.hints import Key
from reader.errors import Unable
from store.errors import Refused
from store.folding import SPELLINGS
from store.text import Span

# Where letters stand that are another letter with something on it.
_COMPOSED = (range(0xC0, 0x700), range(0x1E00, 0x2000), range(0x212A, 0x212C))


@dataclass(frozen=True, slots=True)
class Sought:
    """A character that is looked for; back: towards the start of the text. till: the cursor stays on this side of it."""

    character: str
    back: bool = False
    till: bool = False

    def turned(self) -> Sought:
        """The same the other way."""
        return replace(self, back=not self.back)


_WAYS: Mapping[str, tuple[bool, bool]] = MappingProxyType(
    {
        "find_character": (False, False),
        "find_character_back": (True, False),
        "till_character": (False, True),
        "till_character_back": (True, True),
    }
)


def finds(command: str) -> bool:
    """Whether a command goes to a character."""
    return command in _WAYS or command in ("find_again", "find_again_back")


def sought_by(command: str, argument: str | None, before: Sought | None) -> Sought:
    """What a command looks for; before: what was looked for before it. Raises Refused where that is nothing."""
    if command in _WAYS:
        if not argument:
            raise Refused("type the character to go to behind the key")
        return Sought(argument, *_WAYS[command])
    if before is None:
        raise Unable("no character was looked for yet", (Key("find_character"), " and a character goes to it"))
    return before if command == "find_again" else before.turned()


def find(layout: Layout, offset: int, sought: Sought, count: int = 1, *, again: bool = False) -> int:
    """The stop of the character that many times on, inside the block; that beside it where till is sought.

    again: it is looked for once more, so one right beside the cursor, at which till has stopped, is passed over.
    Raises Refused where there are not so many.
    """
    at = layout.nearest_stop(offset)
    step = motions.right if sought.back else motions.left
    left = count
    for place in _places(layout, at, sought):
        beside = step(layout, place, 1) if sought.till and left == 1 else place
        if again and count == 1 and sought.till and beside == at:
            continue
        left -= 1
        if left <= 0:
            return beside
    sign = "space" if sought.character == " " else f"“{sought.character}”"
    raise Refused(f"no {sign} further {'back' if sought.back else 'on'} in this paragraph")


def _places(layout: Layout, at: int, sought: Sought) -> Iterator[int]:
    """The stops on such characters in the block, the nearest first, without the one at the offset."""
    index = layout.block_of(at)
    block = layout.blocks[index].span if index >= 0 else Span(at, at)
    pattern = _pattern(sought.character, sought.back)
    if sought.back:
        found = pattern.finditer(layout.text, block.start, max(block.start, at))
    else:
        found = pattern.finditer(layout.text, min(block.end, at + 1), block.end)
    for match in found:
        place = match.start()
        if layout.is_stop(place):
            yield place


@lru_cache(maxsize=64)
def _pattern(character: str, back: bool) -> regex.Pattern[str]:
    spellings = {character, unicodedata.normalize("NFC", character), unicodedata.normalize("NFD", character)}
    spellings |= {*SPELLINGS.get(character, ""), *_accented(character)}
    either = "|".join(regex.escape(each) for each in sorted(spellings, key=len, reverse=True))
    return regex.compile(f"{'(?r)' if back else ''}(?:{either})")


def _accented(letter: str) -> list[str]:
    """The letters that are this one with something on it."""
    if not letter.isalpha():
        return []
    every = map(chr, chain.from_iterable(_COMPOSED))
    return [each for each in every if each != letter and unicodedata.normalize("NFD", each)[0] == letter]

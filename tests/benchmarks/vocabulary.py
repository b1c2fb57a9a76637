"""Invented words of several looks, as often as words are: what the articles of large libraries are made of.

A few forms make most of every text and most forms are rare (Zipf), as an index of words has it in life.
"""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_PLACES = 2**20
"""How finely it is told how often a form stands: each has so many places among these, and at least one."""
_SHIFT = 32 - 20
_RARE = 150
"""One word of so many is a form that stands nowhere else, as names and misprints do."""


@dataclass(frozen=True)
class Look:
    """What the words of a language look like. space and stop stand between words and behind a sentence; share: of a
    hundred articles.
    """

    language: str
    share: int
    first: Sequence[str]
    middle: Sequence[str]
    last: Sequence[str]
    forms: int = 60_000
    space: str = " "
    stop: str = ". "

    @cached_property
    def _places(self) -> list[str]:
        source = random.Random(self.language)
        found: dict[str, None] = {}
        while len(found) < self.forms:
            rank = len(found)
            found[self.form(source, 1 if rank < 150 else 2 if rank < 4_000 else 3)] = None
            if self.space == "" and rank < 2_500:
                found[source.choice(self.first)] = None
        weights = [1 / (rank + 2.7) for rank in range(len(found))]
        scale = _PLACES / sum(weights)
        places = [form for form, weight in zip(found, weights, strict=True) for _ in range(max(1, int(weight * scale)))]
        return (places * 2)[:_PLACES]

    def form(self, source: random.Random, syllables: int) -> str:
        """A word of its own."""
        return "".join(
            source.choice(self.first) + source.choice(self.middle) + source.choice(self.last if not number else ("",))
            for number in reversed(range(syllables))
        )

    def words(self, source: random.Random, number: int) -> list[str]:
        """So many words, each as often as it is in this language."""
        places = self._places
        found = [places[at >> _SHIFT] for at in array("I", source.randbytes(4 * number))]
        for _ in range(number // _RARE):
            found[source.randrange(number)] = self.form(source, 4)
        return found


def _letters(words: str) -> list[str]:
    return [each.replace("_", "") for each in words.split()]


_ENGLISH = _letters("b br c ch d dr f fl g gr h j k l m n p pl qu r s sh st t th tr v w y _")
_HAN = [chr(0x4E00 + number * 7 % 8_000) for number in range(2_500)]
LOOKS = (
    Look("en", 52, _ENGLISH, _letters("a e i o u ea ou ai"), _letters("_ _ n r s rn l nd sk m"), forms=90_000),
    Look("de", 12, [*_ENGLISH, "sch", "zw"], _letters("a e i o u ä ö ü ei au"), _letters("_ n r en er ung ß cht")),
    Look("fr", 10, [*_ENGLISH[:20], "l'", "d'"], _letters("a é è e i o ou eau oi"), _letters("_ _ s l r x nt ç")),
    Look(
        "ru",
        14,
        _letters("б в г д ж з к л м н п р с т ф ц ч ш"),
        _letters("а е ё и о у ы я ю"),
        _letters("_ _ й в н т л"),
    ),
    Look("ar", 6, _letters("ب ت ج ح د ر س ش ع ف ق ك ل م ن ه"), _letters("ا و ي _ _"), _letters("_ ة ن ات")),
    Look("zh", 6, _HAN, _letters("_ _ 的 人"), _HAN[:900], forms=30_000, space="", stop="。"),
)


def name(source: random.Random, look: Look) -> str:
    """Somebody's name, of two words."""
    return look.space.join(look.form(source, 2).capitalize() for _ in range(2))

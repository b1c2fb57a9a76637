"""Made-up stories and what becomes of them on other sites: syllables for words, frequent ones and rare ones, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import accumulate
from random import Random

Paragraph = list[list[str]]
Story = list[Paragraph]

_MAKER = Random(1)
_WORDS = [
    "".join(_MAKER.choice("bcdfglmnprst") + _MAKER.choice("aeiou") for _ in range(_MAKER.randint(1, 4)))
    for _ in range(6_000)
]
_OFTEN = list(accumulate(1 / (rank + 3) for rank in range(len(_WORDS))))  # how often, with all words before


def paragraph(random: Random) -> Paragraph:
    """One to four sentences."""
    return [random.choices(_WORDS, cum_weights=_OFTEN, k=random.randint(8, 28)) for _ in range(random.randint(1, 4))]


def story(random: Random) -> Story:
    """A report of some 300 to 700 words."""
    return [paragraph(random) for _ in range(random.randint(8, 14))]


def text_of(told: Story) -> str:
    """As it is kept."""
    return "\n\n".join(" ".join(" ".join(words).capitalize() + "." for words in each) for each in told)


def furniture(outlet: int, lines: int) -> Story:
    """What stands around every story of an outlet."""
    return [[Random(outlet * 50 + line).choices(_WORDS, cum_weights=_OFTEN, k=20)] for line in range(lines)]


def new_beginning(told: Story, random: Random) -> Story:
    """Another headline, another first paragraph."""
    return [[random.choices(_WORDS, k=8)], paragraph(random), *told[1:]]


def edited(told: Story, random: Random) -> Story:
    """Another word for three in a hundred."""
    return [
        [[random.choice(_WORDS) if random.random() < 0.03 else word for word in words] for words in each]
        for each in told
    ]


def with_furniture(told: Story, random: Random) -> Story:
    """Two lines of an outlet before it, four behind it."""
    outlet = random.randrange(40)
    return furniture(outlet, 2) + told + furniture(100 + outlet, 4)


def cut(told: Story, _random: Random) -> Story:
    """The first half."""
    return told[: (len(told) + 1) // 2]


def everything(told: Story, random: Random) -> Story:
    """The last quarter cut, and all of the above."""
    return with_furniture(new_beginning(edited(told[: round(len(told) * 0.75)], random), random), random)


VARIANTS: Mapping[str, Callable[[Story, Random], Story]] = {
    "new beginning": new_beginning,
    "edited": edited,
    "with furniture": with_furniture,
    "cut": cut,
    "everything": everything,
}


def another_of_the_event(told: Story, random: Random) -> Story:
    """Another reporter's story with a quotation and the background paragraph in common."""
    own = story(random)
    return [*own[:2], [told[1][0], *own[2]], *own[3:], told[-1]]

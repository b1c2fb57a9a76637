"""What the learned scorer sees of each line: some sixty numbers about it, its neighbours and its page. Pure.

The order of NAMES is that of the numbers, and the scorer was trained on it: change one, and train again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from store.cleaning.plain.features import Features
from store.cleaning.plain.wording import STOP_WORDS

NAMES = (
    "words chars stops capitals terminal colon gap copies digits pipes dashes year bullet credit prose from_start from_end "
    "place words_before words_behind words_1_above words_1_below words_within_8 prose_within_3 prose_within_8 "
    "prose_within_20 sentences_within_20 next_prose furniture_within_3 furniture_within_8 in_region from_region "
    "known_words page_prose ruled title_words since_section since_comments prose_run from_first_prose known_near "
    "known_in_lead length_to_mean names lead_names capitals_below capitals_above shared_above wording "
    "wording_by_length wording_above wording_below wording_around"
).split()

_PIPES = "|•·»›/"
_DASHES = ("—", " – ", " - ")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FAR = 16  # lines
_NEAR = 6  # lines above and below whose words are its neighbourhood
_LOST = 10  # lines from the next sentence at which a short line cannot be part of the story
_SHORT = 6  # words
_LEAD = 4  # sentences


@dataclass(frozen=True, slots=True)
class Page:
    """What else is known of the lines: the stretch [first, end) where the story stands by the rules, which lines the
    rules keep, and the words of the title that they found."""

    region: tuple[int, int]
    ruled: Sequence[bool]
    title: frozenset[str]


def telling_words(line: Features) -> frozenset[str]:
    """The words of a line that could tell what it is about."""
    return frozenset(word for word in line.lower if len(word) > 3 and word not in STOP_WORDS)


def measured(
    texts: Sequence[str], features: Sequence[Features], page: Page, wording: Sequence[float]
) -> list[tuple[float, ...] | None]:
    """The numbers of each line, in the order of NAMES; None for short lines far from any sentence, which are hardly ever
    the story's. wording: what the words of each line speak for, as log-odds."""
    count = len(features)
    words = [line.words for line in features]
    prose = [line.prose for line in features]
    furniture = [line.furniture or line.section or line.pointer for line in features]
    words_to = [0, *accumulate(words)]
    prose_to = [0, *accumulate(n if is_prose else 0 for n, is_prose in zip(words, prose, strict=True))]
    sentences_to = [0, *accumulate(map(int, prose))]
    furniture_to = [0, *accumulate(map(int, furniture))]
    total = max(1, words_to[-1])
    sets = [frozenset(line.lower) for line in features]
    telling = [frozenset([word for word in own if len(word) > 3]) - STOP_WORDS for own in sets]
    known: Counter[str] = Counter()
    for own, is_prose in zip(telling, prose, strict=True):
        if is_prose:
            known.update(own)
    first, end = page.region
    leading = [at for at in range(first, end) if prose[at]][:_LEAD]
    lead = frozenset().union(*(telling[at] for at in leading))
    names = [frozenset(word for word in line.found[1:] if len(word) > 2 and word[0].isupper()) for line in features]
    lead_names = frozenset().union(*(names[at] for at in leading))
    sentences = [at for at in range(count) if prose[at]]
    first_prose = sentences[0] if sentences else 0
    mean = sum(words[at] for at in sentences) / len(sentences) if sentences else 0.0
    near: dict[str, int] = {}
    for at in range(min(_NEAR, count)):
        if prose[at]:
            for word in telling[at]:
                near[word] = near.get(word, 0) + 1
    page_prose = prose_to[-1] / total
    section, comments, run = -99, None, 0
    found: list[tuple[float, ...] | None] = []
    for at, line in enumerate(features):
        text = texts[at]
        size = max(1, line.words)
        if line.section or line.pointer:
            section = at
        if line.comments:
            comments = at
        run = run + 1 if prose[at] else 0
        if at + _NEAR < count and prose[at + _NEAR]:
            for word in telling[at + _NEAR]:
                near[word] = near.get(word, 0) + 1
        if at > _NEAR and prose[at - _NEAR - 1]:
            for word in telling[at - _NEAR - 1]:
                near[word] -= 1
        behind = bisect_left(sentences, at)
        if (
            words[at] < _SHORT
            and (behind == len(sentences) or sentences[behind] - at > _LOST)
            and (behind == 0 or at - sentences[behind - 1] > _LOST)
        ):
            found.append(None)
            continue
        own = telling[at]
        itself = int(prose[at])
        of = len(own)
        low3, high3, low8, high8 = max(0, at - 3), min(count, at + 4), max(0, at - 8), min(count, at + 9)
        low20, high20 = max(0, at - 20), min(count, at + 21)
        behind += itself
        above = features[at - 1] if at else None
        below = features[at + 1] if at + 1 < count else None
        said = wording[at]
        digits = sum(map(text.count, "0123456789"))
        found.append(
            (
                *(line.words and size, min(len(text), 2000), line.stops / size, line.capitals, line.terminal),
                *(line.colon, line.gap, min(line.copies, 5), digits / len(text)),
                *(sum(map(text.count, _PIPES)) / size, sum(map(text.count, _DASHES))),
                len(_YEAR.findall(text)) if digits else 0,
                *(line.bullet, line.credit, itself, min(at, 200), min(count - 1 - at, 200), at / count),
                *(words_to[at] / total, 1 - words_to[at + 1] / total),
                *(
                    words[at - 1] if at else -1,
                    words[at + 1] if at + 1 < count else -1,
                    words_to[high8] - words_to[low8],
                ),
                *(prose_to[high3] - prose_to[low3], prose_to[high8] - prose_to[low8]),
                *(prose_to[high20] - prose_to[low20], sentences_to[high20] - sentences_to[low20]),
                min(_FAR, sentences[behind] - at) if behind < len(sentences) else _FAR,
                *(furniture_to[high3] - furniture_to[low3], furniture_to[high8] - furniture_to[low8]),
                *(first <= at < end, min(abs(at - first), abs(at - end + 1))),
                sum([known[word] > itself for word in own]) / of if of else -1,
                *(page_prose, page.ruled[at], len(own & page.title) / len(page.title) if of and page.title else -1),
                *(min(at - section, 30), min(at - comments, 100) if comments is not None else -1, min(run, 10)),
                max(-20, min(20, at - first_prose)),
                sum([near.get(word, 0) > itself for word in own]) / of if of else -1,
                len(own & lead) / of if of else -1,
                *(line.words / max(1.0, mean), len(names[at]) / size),
                len(names[at] & lead_names) / len(names[at]) if names[at] else -1,
                *(below.capitals if below else -1, above.capitals if above else -1),
                _shared(sets[at], sets[at - 1]) if above else 0,
                *(said, said / size**0.5, wording[at - 1] if at else 0, wording[at + 1] if at + 1 < count else 0),
                sum([wording[i] for i in (at - 2, at - 1, at + 1, at + 2) if 0 <= i < count]) / 4,
            )
        )
    return found


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter line's words that the other has too."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0

"""Invented short articles in JSON Lines: 200 words each, of many words and many outlets, a few told twice; always the same."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

WORDS = 200
OUTLETS = 150
_STOCK = 30_000
_IN_A_SENTENCE = 16
_SENTENCES = 3
"""Sentences of a paragraph."""
_ALIKE = 40
"""One article of so many tells the story of one before it, with another beginning and end."""
_BACK = 500
_BEGAN = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
_COMMON = (
    "the of and to in a that it was for on with as he she is at by from they be this had not but are have his her which "
    "or an were their been has one would there all will who more when if out up so said what no can its about into than "
    "them him could after over two most other some before between under while where against during still only"
).split()
_SOUNDS = (
    "ba be bri ca cor da del dun el en fa fer gal gor hal hel in jo kar kel la lin lor ma mer mon na nor ol or pa per ra "
    "ros sa sel sun ta tor ul un va ver vin wa wes win yar zel"
).split()


def write(path: Path, count: int) -> None:
    """A file with so many articles, a line each."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows(count):
            file.write(json.dumps(row) + "\n")


def rows(count: int) -> Iterator[dict[str, str]]:
    """Articles as a wire's archive has them: title, text, date, outlet and address."""
    source = random.Random(11)
    stock = _stock(source)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(stock))))
    told: list[list[str]] = []
    for number in range(count):
        said = [_sentence(source, stock, weights) for _ in range(WORDS // _IN_A_SENTENCE)]
        if number % _ALIKE == _ALIKE - 1:
            said[1:-1] = source.choice(told[-_BACK:])[1:-1]
        told.append(said)
        del told[:-_BACK]
        outlet = source.randrange(OUTLETS)
        title = " ".join(source.choices(stock, cum_weights=weights, k=8)).capitalize()
        yield {
            "id": f"{number:08}",
            "title": title,
            "text": "\n\n".join(" ".join(said[at : at + _SENTENCES]) for at in range(0, len(said), _SENTENCES)),
            "date": (_BEGAN + dt.timedelta(minutes=7 * number)).isoformat(),
            "outlet": f"The {stock[outlet + 200].capitalize()} Post",
            "url": f"https://www.{stock[outlet + 200]}{outlet}.example/news/{number}",
        }


def _stock(source: random.Random) -> list[str]:
    """Words, the most frequent first: those that join others in any English text, and invented ones."""
    made = dict.fromkeys("".join(source.choices(_SOUNDS, k=source.choice((2, 2, 3, 3, 4)))) for _ in range(3 * _STOCK))
    return [*_COMMON, *list(made)[: _STOCK - len(_COMMON)]]


def _sentence(source: random.Random, stock: list[str], weights: list[float]) -> str:
    words = source.choices(stock, cum_weights=weights, k=_IN_A_SENTENCE)
    words[source.randrange(_IN_A_SENTENCE)] += ","
    words[source.randrange(1, _IN_A_SENTENCE)] = source.choice(stock[300:3_000]).capitalize()
    return " ".join(words).capitalize().replace(" i ", " I ") + "."

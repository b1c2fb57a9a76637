"""What a line's wording is judged by, and what it speaks for."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import product
from math import isclose

from hypothesis import given, settings
from hypothesis import strategies as st

from store.cleaning.plain.features import Features, features_of
from store.cleaning.plain.learnt.tokens import Wording, tokens_of
from store.cleaning.plain.lines import lines_of

WORDS = ("read", "more", "ferry", "0")
TOKENS = [
    "<none>",
    *(sign + word for sign, word in product(("s:", "m:", "l:", "^", "$", "="), WORDS)),
    *(f"{sign}{one} {two}" for sign, one, two in product(("s:", "m:", "l:", "="), WORDS, WORDS)),
]
WEIGHTS = st.dictionaries(st.sampled_from(TOKENS), st.floats(-3, 3), max_size=40)
LINES = st.lists(st.sampled_from(["Read", "more", "FERRY", "12", "quay"]), max_size=70).map(
    lambda words: line(" ".join(words) or "***")
)


def line(text: str) -> Features:
    return features_of(lines_of(text))[0]


def test_a_line_is_judged_by_its_words_and_pairs_of_words_by_how_long_it_is() -> None:
    assert list(tokens_of(line("Read 12 more"))) == [
        *("s:read", "s:0", "s:more", "s:read 0", "s:0 more", "^read", "$more", "=read 0 more")
    ]
    for count, mark in ((5, "s:"), (8, "s:"), (9, "m:"), (25, "m:"), (26, "l:"), (90, "l:")):
        told = set(tokens_of(line(" ".join(["word"] * count))))
        assert told == {f"{mark}word", f"{mark}word word", "^word", "$word"}
    assert list(tokens_of(line("***"))) == ["<none>"]


@settings(max_examples=35, deadline=None)
@given(WEIGHTS, st.floats(-3, 3), LINES)
def test_what_a_line_speaks_for_is_the_sum_of_the_weights_of_its_tokens_each_once(
    weights: dict[str, float], bias: float, said: Features
) -> None:
    expected = bias + sum(weights.get(token, 0.0) for token in set(tokens_of(said)))
    assert isclose(Wording(weights, bias).of(said), expected, rel_tol=1e-9, abs_tol=1e-9)


def test_every_weight_that_was_learned_is_one_of_a_token_that_a_line_may_have() -> None:
    told = json.loads((files("store.cleaning.plain.learnt") / "wording.json").read_text(encoding="utf-8"))
    assert len(told["weights"]) > 100
    for token in told["weights"].keys() - {"<none>"}:
        mark, words = (token[:1], token[1:]) if token[0] in "^$=" else (token[:2], token[2:])
        padding = {"^": ["quay"] * 9, "$": ["quay"] * 9, "=": [], "s:": [], "m:": ["quay"] * 12, "l:": ["quay"] * 30}[
            mark
        ]
        own = words.split(" ")
        said = line(" ".join([*own, *padding] if mark != "$" else [*padding, *own]))
        assert token in set(tokens_of(said)), token

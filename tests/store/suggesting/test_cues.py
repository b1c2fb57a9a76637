"""What cue words commit their source to, as a person picks them."""

from __future__ import annotations

import pytest

from store.model import Mode
from store.suggesting.cues import ADVERBS, FORMS, NOUNS, mode_of


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("reported", Mode.REPORTS), ("had promised", Mode.INTENDS), ("according to", Mode.STATES),
        ("According\u00a0 to", Mode.STATES), ("“Said”", Mode.STATES), ("continued to insist", Mode.CLAIMS),
        ("continued", Mode.STATES), ("went on to say", Mode.STATES), ("pointed out", Mode.STATES),
        ("made clear", Mode.STATES), ("made a promise", Mode.INTENDS), ("issued a denial", Mode.DENIES),
        ("did not deny", Mode.DENIES), ("is quoted as saying", Mode.STATES), ("reportedly", Mode.REPORTS),
        ("put it at", Mode.CLAIMS), ("puts", Mode.CLAIMS), ("it is believed that", Mode.BELIEVES),
        ("questioned", Mode.DENIES), ("has questioned", Mode.DENIES), ("questioned whether", Mode.ASKS),
        ("the question", Mode.ASKS), ("challenged", Mode.DENIES), ("called for", Mode.ASKS),
        ("in an interview", Mode.STATES), ("per", Mode.STATES), ("has undertaken", Mode.INTENDS),
    ],
)  # fmt: skip
def test_cue_words_in_any_form_bring_their_mode(words: str, mode: Mode) -> None:
    assert mode_of(words) is mode


@pytest.mark.parametrize("words", ["", "  ", "sang", "the harbour", "…", "outputs"])
def test_words_that_attribute_nothing_have_no_mode(words: str) -> None:
    assert mode_of(words) is None


def test_every_cue_that_a_rule_finds_has_the_same_mode_when_a_person_picks_it() -> None:
    phrasal = {"point": " out", "make": " clear"}
    for form, cue in FORMS.items():
        if cue.lemma != "question":
            assert mode_of(form + phrasal.get(cue.lemma, "")) is cue.mode
    assert all(mode_of(word) is mode for word, mode in ADVERBS.items())
    assert all(mode_of(word) is cue.mode for word, cue in NOUNS.items() if word not in FORMS)

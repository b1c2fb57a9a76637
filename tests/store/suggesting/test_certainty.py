"""How sure words sound, and whether they negate."""

from __future__ import annotations

import pytest

from store.model import Certainty, Polarity
from store.suggesting.certainty import certainty_of, polarity_of


@pytest.mark.parametrize(
    ("words", "certainty", "printed"),
    [
        ("the lock is highly unlikely to hold", Certainty.PROBABLE, "highly unlikely"),
        ("was likely far deeper", Certainty.PROBABLE, "likely"),
        ("it would probably hold", Certainty.PROBABLE, "probably"),
        ("the dam appears to leak", Certainty.PROBABLE, "appears"),
        ("is almost certainly lost", Certainty.PROBABLE, "almost certainly"),
        ("the lock may be shut", Certainty.POSSIBLE, "may"),
        ("it could sink", Certainty.POSSIBLE, "could"),
        ("Possibly it sank", Certainty.POSSIBLE, "Possibly"),
        ("it might well sink", Certainty.POSSIBLE, "might well"),
        ("we hold with certainty that it sank", Certainty.CERTAIN, "with certainty"),
        ("it will certainly sink", Certainty.CERTAIN, "certainly"),
        ("there is no doubt that it fell", Certainty.CERTAIN, "there is no doubt"),
        ("the loss was confirmed", Certainty.CERTAIN, "was confirmed"),
        ("the loss has not been confirmed", Certainty.UNSPECIFIED, "not been confirmed"),
        ("the ship reportedly sank", Certainty.UNSPECIFIED, "reportedly"),
        ("In May the port closed", Certainty.UNSPECIFIED, ""),
        ("May was cold", Certainty.UNSPECIFIED, ""),
        ("they could not agree", Certainty.UNSPECIFIED, ""),
        ("it sank", Certainty.UNSPECIFIED, ""),
    ],
)
def test_hedges_show_how_sure_words_sound(words: str, certainty: Certainty, printed: str) -> None:
    assert certainty_of(words) == (certainty, printed)


def test_hedges_around_the_cue_are_asked_only_where_the_content_has_none() -> None:
    assert certainty_of("it sank", ("it was likely that",)) == (Certainty.PROBABLE, "likely")
    assert certainty_of("it may sink", ("it was likely that",)) == (Certainty.POSSIBLE, "may")


@pytest.mark.parametrize(
    "words",
    [
        "the lock did not hold", "the port has never closed", "no decision was taken", "there was no decision",
        "the report may not be complete", "the head of the port did not sign", "It wasn't us", "is not hiding",
        "no longer runs", "not go", "it is unlikely to hold", "that nobody came", "they won’t go",
    ],
)  # fmt: skip
def test_a_negated_main_clause_is_negative(words: str) -> None:
    assert polarity_of(words, denied=False) is Polarity.NEGATIVE


@pytest.mark.parametrize(
    "words",
    [
        "not only the port but the town", "the ship that did not stop was hit", "it was hit because it did not stop",
        "there is no doubt that it fell", "no fewer than 20 died", "the mayor said it did not sink in no time",
        "it will sink", "the note said no",
    ],
)  # fmt: skip
def test_a_negation_elsewhere_is_left_alone(words: str) -> None:
    assert polarity_of(words, denied=False) is Polarity.POSITIVE


def test_what_is_denied_is_negative() -> None:
    assert polarity_of("the port was sold", denied=True) is Polarity.NEGATIVE

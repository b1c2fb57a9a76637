"""The words for a source: who is named in them and who is only described."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.suggesting.sources import is_name, name_in, source_tag

# Source words as printed, and the bare name in them.
NAMED: list[tuple[str, str]] = [
    ("The Tarn-based Institute for the Survey of Tides (IST)", "Institute for the Survey of Tides"),
    ("The Tarn-based Institute for the Survey of Tides (IST", "Institute for the Survey of Tides"),
    ("the\nInstitute", "Institute"),
    ("Ministry of Water and Works", "Ministry of Water and Works"),
    ("Ministry of Trade, Ports and Roads", "Ministry of Trade, Ports and Roads"),
    ("Ishel Power", "Ishel Power"),
    ("Moscow", "Moscow"),
    ("the U.S.", "U.S."),
    ("Harbour Minister Ole Brandt", "Ole Brandt"),
    ("Orle’s major general Ole Brandt", "Ole Brandt"),
    ("Orle’s Defence Ministry", "Orle’s Defence Ministry"),
    ("Dr Anna Vale", "Anna Vale"),
    ("veteran journalist Anna Vale", "Anna Vale"),
    ("Tarn-born Anna Vale", "Anna Vale"),
    ("state-owned Marn Energy", "Marn Energy"),
    ("Anna Vale, the mayor of Marn", "Anna Vale"),
    ("The harbour master, Denis Orne", "Denis Orne"),
    ("Denis Orne, who runs the port", "Denis Orne"),
    ("Anna Vale and Peter Orne", "Anna Vale and Peter Orne"),
    ("Ursula von der Leyen", "Ursula von der Leyen"),
    ("The Sunday Courier", "Sunday Courier"),
    ("Anna May", "Anna May"),
    ("IST", "IST"),
]
DESCRIBED = [
    "A U.S. official", "Western officials", "Kremlin-affiliated bloggers", "One prominent boatman", "another blogger",
    "the report", "Ms Vale’s sources", "The mayor of Graz, Austria", "Ukrainians", "Officials", "U.S. Officials",
    "63 pilots", "Vale and other officials", "the head of the port", "the Marn police", "A Ministry spokesman",
    "a spokesman for the Ministry of Works", "people close to the Kremlin", "we", "They", "It", "Who", "", "…",
    "an Institute report", "Officials in Marn",
]  # fmt: skip


@pytest.mark.parametrize(("words", "name"), NAMED)
def test_a_source_that_is_named_gives_its_bare_name(words: str, name: str) -> None:
    assert is_name(words)
    assert name_in(words) == name


@pytest.mark.parametrize("words", DESCRIBED)
def test_a_source_that_is_only_described_keeps_its_words(words: str) -> None:
    assert not is_name(words)
    assert name_in(words) == words


def test_a_capital_that_only_a_sentence_gave_makes_no_name() -> None:
    assert not is_name("Boatmen", "The boatmen left. Boatmen said so.")
    assert is_name("Boatmen", "Boatmen said so.")
    assert is_name("Power", "Power said so. The power failed. Then Ishel Power left.")
    assert is_name("The Institute", "The Institute said so. The institute is old.")


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("Moscow", "GOVERNMENT"), ("Ukraine", "GOVERNMENT"), ("the United States", "GOVERNMENT"),
        ("Kyiv’s", "GOVERNMENT"), ("Hamburg", "PLACE"), ("Western officials", "PERSON"),
        ("Harbour Minister Ole Brandt", "PERSON"), ("The Marn Post", "OUTLET"), ("Business Insider", "OUTLET"),
        ("the Tarn-based Institute for the Survey of Tides", "ORGANISATION"),
    ],
)  # fmt: skip
def test_a_country_or_capital_that_speaks_is_its_government(words: str, tag: str) -> None:
    assert source_tag(words) == tag


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_for_a_source_are_read(words: str, text: str) -> None:
    assert is_name(words, text) in {True, False}
    assert source_tag(words).isupper()
    name = name_in(words)
    assert name in " ".join(words.split())
    assert bool(name) or not words.strip()

"""The name under the cursor, and what kind of thing it names."""

from __future__ import annotations

import pytest

from store.suggesting.kinds import entity_tag
from store.suggesting.names import guess_entity

# The cursor stands on the word between the bars.
NAMES: list[tuple[str, str | None]] = [
    ("The Ministry of |Harbours| said", "Ministry of Harbours"),
    ("The Ministry |of| Harbours said", "Ministry of Harbours"),
    ("Then Sergei |K|. Orlov left", "Sergei K. Orlov"),
    ("the Institute for the |Survey| of Tides (IST) said", "Institute for the Survey of Tides"),
    ("the Institute for the Survey of Tides (|IST|) said", "IST"),
    ("Mr |Vale| said", "Vale"),
    ("|Mr| Vale said", "Vale"),
    ("Gen. |Anna| Vale said", "Anna Vale"),
    ("Anna |Vale's| ship", "Anna Vale"),
    ("Astria’s Defence |Ministry| later", "Defence Ministry"),
    ("|Astria’s| Defence Ministry later", "Astria"),
    ("Defence Minister |Orlov| spoke", "Orlov"),
    ("President |Anna| Vale spoke", "Anna Vale"),
    ("Minister of Defence |Anna| Vale spoke", "Anna Vale"),
    ("|Minister| of Defence Anna Vale spoke", "Minister of Defence"),
    ("the |bridge| fell", None),
    ("|The| bridge fell", None),
    ("|Officials| said so", None),
    ("|But| Vale said", None),
    ("But |Vale| said", "Vale"),
    ("in the |U.S|. Army", "U.S. Army"),
    ("on 20 |July| 2024 it fell", "20 July 2024"),
    ("the |Marn|-trained pilot", "Marn"),
    ("Anna |Vale| and Peter Orne said", "Anna Vale"),
    ("The Ministry of Trade and |Industry| said", "Ministry of Trade and Industry"),
    ("|King’s| College London", "King’s College London"),
    ("the Marn People’s |Republic|", "Marn People’s Republic"),
    ("the |F-16| jets", "F-16"),
    ("the University of the |Arts| and Anna Vale", "University of the Arts"),
    ("Ursula |von| der Leyen said", "Ursula von der Leyen"),
    ("|St|. Petersburg is far", "St. Petersburg"),
    ("Anna |Vale|, Peter Orne", "Anna Vale"),
    ("“|Marn| is old,” he said", "Marn"),
    ("the |Second| World War", "Second World War"),
    ("|Bargemen| met. The bargemen left.", None),
    ("63 |soldiers|", None),
    ("Jean-|Luc| Orne", "Jean-Luc Orne"),
    ("The Tarn-based |Institute| for the Survey of Tides (IST) said", "Institute for the Survey of Tides"),
    ("The |Tarn|-based Institute for the Survey of Tides said", "Tarn"),
    ("the U.S.-based |Institute| of Tides", "Institute of Tides"),
    ("Tarn-born Anna |Vale| said", "Anna Vale"),
    ("State-owned |Marn| Energy said", "Marn Energy"),
    ("|State|-owned Marn Energy said", None),
    ("Pro-Marn |Bargemen| Union", "Bargemen Union"),
    ("on 20 July Harbour Minister |Ole| Brandt said", "Ole Brandt"),
    ("on 20 July |Harbour| Minister Ole Brandt said", "Harbour Minister"),
    ("on 20 July Harbour |Minister| Ole Brandt said", "Harbour Minister"),
    ("on 20 |July| Harbour Minister Ole Brandt said", "20 July"),
    ("in July |Harbour| Minister Ole Brandt said", "Harbour Minister"),
    ("in |July| Harbour Minister Ole Brandt said", "July"),
    ("On Monday |Ole| Brandt said", "Ole Brandt"),
    ("Defence |Minister| Gen. Anna Vale", "Defence Minister"),
    ("the |Sunday| Courier said", "Sunday Courier"),
    ("on |Bloody| Sunday in Marn", "Bloody Sunday"),
    ("Forty |Marn| pilots left", "Marn"),
    ("the |Seven| Years War", "Seven Years War"),
    ("Mayor Anna |May| said", "Anna May"),
]


@pytest.mark.parametrize(("marked", "name"), NAMES)
def test_the_name_under_the_cursor_is_found_whole(marked: str, name: str | None) -> None:
    text = marked.replace("|", "")
    span = guess_entity(text, marked.index("|"))
    assert (span.of(text) if span else None) == name


def test_a_cursor_between_words_or_in_an_empty_text_finds_no_name() -> None:
    assert guess_entity("", 0) is None
    assert guess_entity("… — …", 2) is None


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("Sergei K. Orlov", "PERSON"), ("Vale", "PERSON"), ("Institute for the Survey of Tides", "ORGANISATION"),
        ("IST", "ORGANISATION"), ("Port Authority", "ORGANISATION"), ("University of Marn", "ORGANISATION"),
        ("Ministry of Harbours", "GOVERNMENT"), ("the Kremlin", "GOVERNMENT"), ("Marn Police", "GOVERNMENT"),
        ("The Marn Courier", "OUTLET"), ("CNN", "OUTLET"), ("Black Sea", "PLACE"), ("Germany", "PLACE"),
        ("Northern Marn", "PLACE"), ("Marn Bridge", "FACILITY"), ("Port of Marn", "FACILITY"), ("F-16", "WEAPON"),
        ("HIMARS", "WEAPON"), ("Shahed drone", "WEAPON"), ("Second World War", "EVENT"), ("Battle of Marn", "EVENT"),
        ("20 July 2024", "DATE"), ("Monday", "DATE"), ("July", "DATE"), ("2024", "DATE"), ("63 soldiers", "QUANTITY"),
        ("40 per cent", "QUANTITY"), ("$3m", "QUANTITY"), ("Harbour Act", "WORK"), ("Treaty of Marn", "WORK"),
        ("“The Tide”", "WORK"), ("", "PERSON"), ("Business Insider", "OUTLET"), ("Business Courier", "OUTLET"),
        ("Business Daybreak", "OUTLET"), ("Business Council of Marn", "ORGANISATION"), ("The Marn Insider", "OUTLET"),
        ("Western officials", "PERSON"), ("harbour workers", "PERSON"), ("Port Council Secretary", "PERSON"),
        ("Moscow", "PLACE"),
    ],
)  # fmt: skip
def test_a_name_brings_the_tag_that_its_words_suggest(name: str, tag: str) -> None:
    assert entity_tag(name) == tag

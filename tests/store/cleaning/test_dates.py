"""Dates as pages print them."""

import pytest

from store.cleaning.dates import iso_date, printed_date


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("21/07/2024", "2024-07-21"),
        ("07/21/2024", "2024-07-21"),
        ("2024-07-21", "2024-07-21"),
        ("21.07.2024", "2024-07-21"),
        ("July 21, 2024", "2024-07-21"),
        ("Published: Sunday, 21 July 2024", "2024-07-21"),
        ("Sept. 3rd, 2023", "2023-09-03"),
        ("Updated 3 Sep 2023 at 4:05 p.m. EDT", "2023-09-03T16:05-04:00"),
        ("Published 14:30 GMT, 3 September 2023", "2023-09-03T14:30Z"),
        ("3 May 2024 | 5 min read", "2024-05-03"),
        ("May 3, 2024 9:10 PM GMT+2", "2024-05-03T21:10+02:00"),
        ("3 May 2024 09:10 +0530", "2024-05-03T09:10+05:30"),
    ],
)
def test_a_date_line_is_read(line: str, iso: str) -> None:
    found = printed_date(line)
    assert found is not None
    assert (found.iso, found.rest) == (iso, "")


def test_a_date_of_an_update_is_told_from_that_of_publication() -> None:
    updated, published = printed_date("Last updated: 4 May 2024"), printed_date("Posted on 4 May 2024")
    assert updated and published
    assert updated.updated
    assert not published.updated


def test_day_and_month_are_not_guessed_but_taken_from_the_page() -> None:
    alone, helped = printed_date("07/08/2024"), printed_date("07/08/2024", "2024-08-07")
    assert alone and helped
    assert alone.iso == "2024"
    assert helped.iso == "2024-08-07"


@pytest.mark.parametrize("line", ["", "31/02/2024", "13 apples", "2 hours ago", "12345-67-89", "Version 1.2.3"])
def test_what_is_no_date_is_none(line: str) -> None:
    assert printed_date(line) is None


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"),
        ("2024-05-01 10:00:00.123+0200", "2024-05-01T10:00:00+02:00"),
        ("2024-05", "2024-05"),
        ("2024-13-45", None),
        ("yesterday", None),
    ],
)
def test_a_date_in_markup_keeps_its_time_and_zone(value: str, iso: str | None) -> None:
    assert iso_date(value) == iso

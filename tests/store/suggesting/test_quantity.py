"""Counts in the words of a claim: number, bound, unit."""

from __future__ import annotations

import pytest

from store.model import Bound
from store.suggesting.counted import counted_before
from store.suggesting.quantity import Count, first_count

EXACTLY, AT_LEAST, AT_MOST, ABOUT = Bound.EXACTLY, Bound.AT_LEAST, Bound.AT_MOST, Bound.ABOUT
MORE_THAN, LESS_THAN = Bound.MORE_THAN, Bound.LESS_THAN


@pytest.mark.parametrize(
    ("words", "quantity", "bound", "unit"),
    [
        ("63 soldiers died", 63, EXACTLY, "soldiers"),
        ("up to 400", 400, AT_MOST, None),
        ("as many as 40 barges sank", 40, AT_MOST, "barges"),
        ("at least 12 people were hurt", 12, AT_LEAST, "people"),
        ("more than 89 Astrian troops", 89, MORE_THAN, "Astrian troops"),
        ("over 89", 89, MORE_THAN, None),
        ("63 or more ships", 63, AT_LEAST, "ships"),
        ("upwards of 40 barges", 40, MORE_THAN, "barges"),
        ("a loss exceeding 40 barges", 40, MORE_THAN, "barges"),
        ("just under 40 barges", 40, LESS_THAN, "barges"),
        ("fewer than 12 people", 12, LESS_THAN, "people"),
        ("less than 2000 barges", 2000, LESS_THAN, "barges"),
        ("12 or fewer people", 12, AT_MOST, "people"),
        ("no more than 12 people", 12, AT_MOST, "people"),
        ("the loss did not exceed 12 barges", 12, AT_MOST, "barges"),
        ("it didn’t exceed 12 barges", 12, AT_MOST, "barges"),
        ("no fewer than 12 people", 12, AT_LEAST, "people"),
        ("nearly 1.2 million people", 1_200_000, ABOUT, "people"),
        ("some 40 fishing boats sank", 40, ABOUT, "fishing boats"),
        ("1,200 houses", 1200, EXACTLY, "houses"),
        ("two dozen boats", 24, EXACTLY, "boats"),
        ("sixty-three soldiers", 63, EXACTLY, "soldiers"),
        ("three hundred and twelve ships", 312, EXACTLY, "ships"),
        ("a hundred ships", 100, EXACTLY, "ships"),
        ("one soldier died", 1, EXACTLY, "soldier"),
        ("40 per cent of ports", 40, EXACTLY, "%"),
        ("0.5% of ports", 0.5, EXACTLY, "%"),
        ("$3m was lost", 3_000_000, EXACTLY, "USD"),
        ("€3 million", 3_000_000, EXACTLY, "EUR"),
        ("about £2.5bn", 2_500_000_000, ABOUT, "GBP"),
        ("30 million euros", 30_000_000, EXACTLY, "EUR"),
        ("2,500 tonnes of grain", 2500, EXACTLY, "tonnes"),
        ("2000 soldiers", 2000, EXACTLY, "soldiers"),
        ("on 20 July 2024 some 30 barges sank", 30, ABOUT, "barges"),
        ("25 to 30 million trees", 25_000_000, AT_LEAST, "trees"),
        ("it runs 10 to 2028", 10, EXACTLY, None),
        ("in Marn 40 barges sank", 40, EXACTLY, "barges"),
        ("the lock said 40 barges sank", 40, EXACTLY, "barges"),
        ("from 63 to 89 soldiers", 63, EXACTLY, None),
        ("the 63-year-old pilot saw 4 barges", 4, EXACTLY, "barges"),
        ("the toll was bigger than the first figure given by Marn of 89", 89, MORE_THAN, None),
        ("the toll was higher than 89", 89, MORE_THAN, None),
        ("the toll exceeded the first count of 40 barges", 40, MORE_THAN, "barges"),
        ("more than the official toll of 89", 89, MORE_THAN, None),
        ("no more than the official toll of 89", 89, AT_MOST, None),
        ("the toll did not exceed the first count of 40 barges", 40, AT_MOST, "barges"),
        ("the toll was no higher than 89", 89, AT_MOST, None),
        ("lower than the figure of 89 barges", 89, LESS_THAN, "barges"),
        ("more than the port can hold in 40 nights", 40, EXACTLY, "nights"),
    ],
)
def test_the_first_count_is_read_with_its_bound_and_unit(
    words: str, quantity: float, bound: Bound, unit: str | None
) -> None:
    count = first_count(words)
    assert count == Count(quantity, bound, unit)
    assert count is not None
    assert isinstance(count.quantity, int) == (quantity == int(quantity))


@pytest.mark.parametrize(
    "words",
    [
        "in 2024 the port grew", "the year 2023", "on 20 July the port", "at 5 pm", "at 17:30", "a 63-year-old man",
        "one of the men", "Anna Vale, 43, said", "the 2nd ship", "dozens of boats", "COVID-19", "over one house",
        "Article 5 applies", "flight 370 was lost", "no count at all", "a ban on the Euro 6 engine",
        "below 2°C", "what one believes",
        "season 24 ended", "Vale is 63 years old",
        "", "a man aged 63", "Feb. 27 was cold",
    ],
)  # fmt: skip
def test_years_dates_times_ages_and_ordinals_count_nothing(words: str) -> None:
    assert first_count(words) is None


@pytest.mark.parametrize(
    ("words", "earlier", "unit"),
    [
        ("up to 400", "63 barges sank, then 89 ferries", "ferries"),
        ("up to 400", "63 barges sank on 20 July, 5% of them, at $3m and 2 percentage points", "barges"),
        ("the true losses were up to 300", "63 barges sank", "barges"),
        ("the number of barges was 40", "63 pilots", "barges"),
        ("up to 40", "63 pilots. The owners put the number of barges lost at ", "barges"),
        ("up to 40", "The number of barges fell. Others say ", None),
        ("the temperature was 40", "63 pilots left", None),
        ("Marn won the last race of the year by 40", "63 pilots left", None),
        ("up to 400", "", None),
    ],
)
def test_a_bare_count_counts_what_was_counted_before_it(words: str, earlier: str, unit: str | None) -> None:
    assert counted_before(words, earlier) == unit

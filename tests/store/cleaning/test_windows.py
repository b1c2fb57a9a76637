"""Windows of pages, and what those of one outlet tell of each other."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from store.cleaning import NO_HABITS, PageLines, habits_of, line_key
from store.cleaning.windows import MOST_ROWS, MOST_SIZE, Outlets, Page, page_lines, windows
from store.model import RawItem


def page(*lines: str, outlet: str = "nordpost.example") -> Page:
    return Page(outlet, PageLines.of(lines))


def story(number: int, *lines: str) -> Page:
    """A page with long lines of its own, and some more."""
    return page(
        *(f"Sentence {at} of story {number} says what no other story of this outlet says." for at in "abc"), *lines
    )


def test_a_window_is_closed_by_its_rows_its_size_a_pause_and_the_end() -> None:
    assert [len(w.items) for w in windows(range(2 * MOST_ROWS + 1), lambda _: 1)] == [MOST_ROWS, MOST_ROWS, 1]
    assert [len(w.items) for w in windows(range(5), lambda _: MOST_SIZE // 2)] == [2, 2, 1]
    found = list(windows([None, 1, 2, None, None, 3], lambda _: 1))
    assert [(list(w.items), w.paused) for w in found] == [([1, 2], True), ([3], False)]


def test_a_window_takes_no_more_than_it_holds_before_it_is_given_out() -> None:
    numbers = iter(range(3 * MOST_ROWS))
    next(windows(numbers, lambda _: 1))
    assert next(numbers) == MOST_ROWS


def test_lines_on_other_pages_of_the_outlet_are_told_the_page_itself_is_not_counted() -> None:
    pages = [story(n, "Write to us", f"Only {n}") for n in range(3)]
    habits = Outlets().habits(pages)
    assert [(h.pages, dict(h.repeated)) for h in habits] == [(2, {line_key("Write to us"): 2})] * 3


def test_the_first_page_of_a_window_profits_from_the_later_ones_and_the_next_window_from_those_before() -> None:
    outlets = Outlets()
    first = outlets.habits([story(n, "Write to us") for n in range(3)])
    assert first[0].repeated == {line_key("Write to us"): 2}
    assert outlets.habits([story(9, "Write to us")])[0].repeated == {line_key("Write to us"): 3}


def test_pages_without_an_outlet_and_of_other_outlets_tell_nothing() -> None:
    pages = [story(n, "Write to us") for n in range(3)]
    apart = [Page(f"host{n}.example", each.lines) for n, each in enumerate(pages)]
    nameless = [Page("", each.lines) for each in pages]
    assert Outlets().habits([*apart, *nameless, None]) == [NO_HABITS] * 7


def test_copies_of_a_story_make_none_of_its_lines_a_habit() -> None:
    copies = [story(1, "Write to us") for _ in range(5)]
    assert Outlets().habits(copies) == [NO_HABITS] * 5
    among = Outlets().habits([*copies, story(2, "Write to us"), story(3, "Write to us")])
    assert [(h.pages, dict(h.repeated)) for h in among[:5]] == [(2, {line_key("Write to us"): 2})] * 5


def test_only_so_many_stories_of_an_outlet_are_remembered_and_of_so_many_outlets() -> None:
    outlets = Outlets()
    for n in range(200):
        outlets.habits([story(n, "Write to us")])
    assert outlets.habits([story(999, "Write to us")])[0].pages == 64
    stories = [story(each).lines for each in range(64)]
    for n in range(16_384 // 64 + 1):
        outlets.habits([Page(f"host{n}.example", each) for each in stories])
    assert outlets.habits([story(998, "Write to us")]) == [NO_HABITS]


LINES = st.lists(st.sampled_from([f"line {n}" for n in range(12)]), min_size=1, max_size=6)


@settings(max_examples=35)
@given(st.lists(LINES, min_size=1, max_size=8))
def test_what_a_page_is_told_is_what_the_others_show_of_its_lines(texts: list[list[str]]) -> None:
    pages = [PageLines.of(lines) for lines in texts]  # short lines only: no two bear the same story
    for at, habits in enumerate(Outlets().habits([Page("x", each) for each in pages])):
        others = [*pages[:at], *pages[at + 1 :]]
        counts = {key: sum(key in other.keys for other in others) for key in pages[at].keys}
        assert (habits.pages, dict(habits.repeated)) == (len(others), {key: n for key, n in counts.items() if n})
        # The habits of a library hold fewer lines, and decide the same.
        known = habits_of(others)
        for key, prose in product(pages[at].keys, (True, False)):
            assert habits.is_repeated(key, prose) == known.is_repeated(key, prose)


def test_the_lines_of_a_page_are_the_same_whatever_it_came_as() -> None:
    plain = page_lines(RawItem(b"Write to us\r\n\r\n- One thing\n\x0b", "a", "text/plain"))
    shown = page_lines(RawItem(b"<html><body><p>Write  to us</p><ul><li>One thing</li></ul></body></html>", "b"))
    assert plain.keys == shown.keys == {line_key("Write to us"), line_key("One thing")}

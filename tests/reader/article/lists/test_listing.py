from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.article.lists.listing import Entries, Entry, Listing
from reader.palette import Palette
from reader.terminal.depth import Depth
from store.folding import folded
from store.text import Span

PALETTE = Palette(Depth.FULL)
NAMES = ("The harbour", "Étienne’s boat", "Twelve boats", "the boat of Étienne", "Harbour and boats")


def listing(words: Sequence[str] = NAMES, bar: int = 0) -> Listing:
    entries = [Entry(Span(n * 10, n * 10 + 5), each) for n, each in enumerate(words)]
    return Listing.open("headings", Entries.of(entries), bar)


def after(asked: Listing, *given: str) -> Listing:
    """After commands, and words that are typed character by character behind a space."""
    for each in given:
        for one in each[1:] if each.startswith(" ") else [each]:
            new = asked.typed(one) if each.startswith(" ") else asked.commanded(one)
            assert new is not None
            asked = new
    return asked


def words_of(asked: Listing) -> list[str]:
    return [each.words for each in asked.entries.at(asked.found)]


def drawn(asked: Listing, width: int = 80, height: int = 10) -> list[str]:
    return ["".join(text for text, _ in row) for row in asked.draw(PALETTE, width, height)]


def test_rows_are_found_that_have_all_words_typed_in_any_case_and_with_any_accents() -> None:
    assert words_of(after(listing(), " boat etienne")) == ["Étienne’s boat", "the boat of Étienne"]
    assert words_of(after(listing(), " HARBOUR")) == ["The harbour", "Harbour and boats"]
    assert words_of(after(listing(), " étienne's")) == ["Étienne’s boat"]
    assert words_of(after(listing(), "  ")) == list(NAMES)


def test_the_title_says_which_of_how_many() -> None:
    assert listing().title == "headings · 1 of 5"
    assert after(listing(), " boat", "choice_down").title == "headings · 2 of 4 found of 5"
    none = after(listing(), " ship")
    assert (none.title, none.entry) == ("headings · none of 5", None)
    assert "no headings with these words" in "\n".join(drawn(none))


def test_what_is_erased_brings_back_the_rows_and_the_bar() -> None:
    begun = listing(bar=2)
    assert begun.entry is not None
    narrowed = after(begun, " harb")
    assert narrowed.entry is not None
    assert narrowed.entry.words == "Harbour and boats"
    assert after(narrowed, *["erase"] * 4).entry == begun.entry
    assert after(narrowed, "erase_all").entry == begun.entry
    assert words_of(after(narrowed, "erase_all")) == list(NAMES)


def test_letters_before_others_are_found_anew() -> None:
    assert words_of(after(listing(), " oat", "value_back", "value_back", "value_back", " b")) == list(NAMES[1:])


def test_the_bar_stays_among_the_rows() -> None:
    assert after(listing(), "choice_up").at == 0
    assert after(listing(), *["choice_down"] * 9).at == 4
    assert after(listing(), " ship", "choice_down").at == 0
    assert listing().commanded("next_tag") is None


@given(
    st.lists(st.text("aäbB ", max_size=4), min_size=1, max_size=12),
    st.lists(
        st.sampled_from(
            [" a", " b", " Ä", "  ", "erase", "erase_all", "choice_down", "choice_up", "value_back", "value_next"]
        )
    ),
    st.integers(0, 11),
)
def test_however_one_got_there_what_is_found_is_what_is_typed(words: list[str], keys: list[str], bar: int) -> None:
    asked = after(listing(words, min(bar, len(words) - 1)), *keys)
    wanted = folded(asked.typing.text).split()
    assert list(asked.found) == [n for n, each in enumerate(words) if all(w in folded(each) for w in wanted)]
    assert (asked.entry is None) == (not asked.found)
    assert not asked.found or asked.index in asked.found


@given(st.integers(1, 60), st.integers(0, 59), st.integers(1, 14), st.sampled_from(["", "https://a.test/" + "x" * 200]))
def test_the_row_in_hand_is_drawn_and_no_more_rows_than_there_is_room(
    count: int, bar: int, height: int, told: str
) -> None:
    entries = [
        Entry(Span(n, n + 1), f"row {n}.", beside="東京 beside", sign="©", colour="blue", told=told)
        for n in range(count)
    ]
    asked = Listing.open("marks", Entries.of(entries), min(bar, count - 1))
    rows = drawn(asked, 70, height)
    assert len(rows) <= height
    assert height < 5 or any(f"row {asked.index}." in row for row in rows)
    assert all(cell_len(row) <= 70 for row in rows)


def test_of_ten_thousand_rows_only_those_that_are_seen_are_made() -> None:
    made: list[int] = []

    def make(indices: Sequence[int]) -> list[Entry]:
        made.extend(indices)
        return [Entry(Span(n, n + 1), f"mark {n}") for n in indices]

    asked = Listing.open("marks", Entries(10_000, make, lambda: [f"mark {n}" for n in range(10_000)]), 5_000)
    drawn(asked)
    drawn(after(asked, "choice_down"))
    assert len(made) == len(set(made)) < 15
    found = after(asked, " 999")
    assert found.title == "marks · 6 of 19 found of 10,000"
    drawn(found)
    assert len(made) == len(set(made)) < 30


def test_what_is_told_of_the_row_in_hand_stands_below_in_full() -> None:
    address = "https://post.example/" + "a" * 100
    entries = Entries.of(
        [Entry(Span(0, 1), "the first report", beside=address, told=address, warned="leads elsewhere")]
    )
    asked = Listing.open("links", entries, does="follow")
    assert "".join(row[4:] for row in drawn(asked, 60, 9)[-3:]).strip() == address
    assert asked.hint == "leads elsewhere"
    assert after(asked, " example").entry is not None


@pytest.mark.parametrize("width", [10, 30, 55, 56, 120])
def test_a_narrow_sheet_shows_the_words_alone(width: int) -> None:
    entries = Entries.of([Entry(Span(0, 1), "ferry", beside="Ilse Maar", sign="©", colour="red")])
    row = drawn(Listing.open("marks", entries), width)[1]
    assert ("Ilse Maar" in row) == (width > 59)
    assert cell_len(row) <= width


def test_what_stands_beside_the_words_stands_in_a_column() -> None:
    words = ("A boat", "A much longer row of words about a boat that sailed", "Étienne’s")
    entries = [Entry(Span(n, n + 1), each, beside=f"who {n}") for n, each in enumerate(words)]
    rows = drawn(Listing.open("marks", Entries.of(entries)))[1:4]
    assert len({row.index("who ") for row in rows}) == 1


@pytest.mark.parametrize("told", ["", "x" * 200])
def test_rows_out_of_sight_are_those_that_are_not_drawn(told: str) -> None:
    entries = [Entry(Span(n, n + 1), f"row {n}.", told=told) for n in range(40)]
    asked = Listing.open("links", Entries.of(entries), 20)
    above, below = asked.unseen(80, 10)
    rows = [row for row in drawn(asked) if " row " in row]
    assert rows[0].split()[1] == f"{above}."
    assert rows[-1].split()[1] == f"{39 - below}."

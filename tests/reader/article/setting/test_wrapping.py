from __future__ import annotations

import unicodedata

import regex
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.article.setting.wrapping import NARROW, SPACES, WIDE, Wrapper, first_complex, is_plain
from reader.terminal.depth import shown
from tests.reader.article.documents import LATIN, passages
from tests.reader.article.documents import SPACES as BETWEEN


def rows_of(text: str, cells: int) -> list[str]:
    starts = Wrapper(text, cells).rows(0, len(text), first_complex(text, 0, len(text)) == len(text))
    return [text[one:two].rstrip() for one, two in zip(starts, [*starts[1:], len(text)], strict=True)]


def shown_cells(cluster: str) -> int:
    return cell_len(shown(cluster))


def members(ranges: str) -> list[str]:
    return regex.findall(f"[{ranges}]", "".join(map(chr, [*range(0xD800), *range(0xE000, 0x30000)])))


def test_every_narrow_character_is_one_cell_and_a_cluster_by_itself() -> None:
    for sign in members(NARROW):
        assert cell_len(sign) == 1, hex(ord(sign))
        assert regex.findall(r"\X", f"a{sign}{sign}漢") == ["a", sign, sign, "漢"], hex(ord(sign))


def test_every_wide_character_is_two_cells_and_a_cluster_by_itself() -> None:
    for sign in members(WIDE):
        assert cell_len(sign) == 2, hex(ord(sign))
        assert regex.findall(r"\X", f"a{sign}{sign}漢") == ["a", sign, sign, "漢"], hex(ord(sign))


def test_rows_break_at_spaces_and_hold_as_many_words_as_fit() -> None:
    assert rows_of("the ferry left the harbour at six", 12) == ["the ferry", "left the", "harbour at", "six"]


def test_a_word_that_fits_exactly_keeps_its_row_and_the_space_behind_it_hangs() -> None:
    assert rows_of("harbour   ferry", 7) == ["harbour", "ferry"]


def test_a_row_breaks_behind_a_dash_between_letters_but_not_inside_a_date() -> None:
    assert rows_of("the island—mainland ferry", 12) == ["the island—", "mainland", "ferry"]
    assert rows_of("sailed 2024-07-20 late", 12) == ["sailed", "2024-07-20", "late"]
    assert rows_of("岸 island-mainland", 12) == ["岸 island-", "mainland"]


def test_a_no_break_space_holds_its_words_together() -> None:
    assert rows_of("about 12\xa0boats", 10) == ["about", "12\xa0boats"]


def test_a_word_longer_than_a_row_is_cut() -> None:
    assert rows_of("at harbourmaster", 6) == ["at", "harbou", "rmaste", "r"]


def test_a_long_word_with_marks_is_cut_between_clusters() -> None:
    assert rows_of("e\u0301" * 5, 2) == ["e\u0301e\u0301", "e\u0301e\u0301", "e\u0301"]


def test_ideographs_part_anywhere_but_before_a_closing_sign() -> None:
    assert rows_of("島の船が港に着いた", 8) == ["島の船が", "港に着い", "た"]
    assert rows_of("島の船が、港に", 8) == ["島の船", "が、港に"]
    assert rows_of("島の船「港」", 8) == ["島の船", "「港」"]


def test_words_and_ideographs_part_where_they_meet() -> None:
    assert rows_of("ferry号は出た", 7) == ["ferry号", "は出た"]


def test_an_emoji_of_many_code_points_takes_two_cells_and_is_never_cut() -> None:
    family = "👨\u200d👩\u200d👧\u200d👦"
    assert rows_of(family * 3, 5) == [family * 2, family]
    assert rows_of(family * 2, 1) == [family, family]


def test_line_ends_inside_a_stretch_end_a_row_and_empty_lines_stay() -> None:
    assert rows_of("one\n\n  two\nthree", 20) == ["one", "", "  two", "three"]
    assert rows_of("岸\n\n  é\u0301two\nthree", 20) == ["岸", "", "  é\u0301two", "three"]


def test_what_is_shown_is_measured_instead_of_the_text() -> None:
    text = "ab\u200bcd ef"  # the sign without a width is shown as one that has one
    assert Wrapper(text, 4).rows(0, len(text), False) == [0, 4]


@given(passages(), st.integers(1, 40))
def test_no_row_is_longer_than_it_may_be_unless_one_cluster_is(text: str, cells: int) -> None:
    for row in rows_of(text, cells):
        found = regex.findall(r"\X", row)
        assert sum(map(shown_cells, found)) <= cells or sum(1 for each in found if shown_cells(each)) == 1


@given(passages(), st.integers(1, 40))
def test_a_row_that_ends_before_the_line_does_has_no_room_for_what_follows(text: str, cells: int) -> None:
    starts = Wrapper(text, cells).rows(0, len(text), first_complex(text, 0, len(text)) == len(text))
    assert starts == sorted(set(starts))
    for one, two, three in zip(starts, starts[1:], [*starts[2:], len(text)], strict=False):
        both = regex.findall(r"\X", text[one:two] + text[two:three].rstrip(SPACES))
        # An opening bracket ends no row, also where it then stands in one by itself.
        assert sum(map(shown_cells, both)) > cells or text[two:three].strip() in set("([{“‘«（［｛〈《「『【〔〖〘")


@given(passages([*LATIN, "café", "éé", "naïve-té"]), st.integers(1, 40))
def test_decomposed_letters_wrap_like_composed_ones(text: str, cells: int) -> None:
    composed = unicodedata.normalize("NFC", text.strip())
    decomposed = unicodedata.normalize("NFD", composed)
    assert is_plain(composed, 0, len(composed))
    assert [unicodedata.normalize("NFC", row) for row in rows_of(decomposed, cells)] == rows_of(composed, cells)


@given(passages(LATIN, BETWEEN), st.integers(1, 40))
def test_narrow_text_wraps_the_same_row_by_row_as_all_at_once(text: str, cells: int) -> None:
    wrapper = Wrapper(text, cells)
    assert wrapper.rows(0, len(text), False) == wrapper.rows(0, len(text), True)

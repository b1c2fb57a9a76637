"""Words stand on the screen as UAX #9 orders them; the library's own whole algorithm is the measure.

Expected rows are spelled by code points where an editor would reorder them: H(…) reads what is given from the right.
"""

from __future__ import annotations

import os
import subprocess
import sys
from unicodedata import bidirectional

import pytest
import regex
from bidi import get_display  # type: ignore[import-untyped]  # python-bidi says nothing of its types
from bidi.mirror import MIRRORED  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.terminal.bidi import in_visual_order, is_reordered, mirrored, reads_leftwards, visual_order
from reader.terminal.depth import shown_line
from store.text import GRAPHEME
from tests.reader.hostile import texts

FERRY, ISLAND, WINTER = "מעבורת", "אי", "חורף"
HARBOUR, BOAT, SAID = "ميناء", "قارب", "قالت"
MIXED = st.text(
    alphabet=[
        *(FERRY + HARBOUR + BOAT + "ab xy  123٣٤()[]{}<>«»“”.,:;-–+%$#/'!?؟،…"),
        *("\u0301", "\u05b8", "漢", "（", "〈", "\u232a", "&", "=", "•", "\ufffd", "\u200c"),
    ],
    max_size=30,
)


def H(words: str) -> str:  # noqa: N802 - short, for it stands in every row
    return words[::-1]


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        (f"{FERRY} {WINTER}", f"{H(WINTER)} {H(FERRY)}"),
        (f"the {FERRY} {WINTER} sails", f"the {H(WINTER)} {H(FERRY)} sails"),
        # numbers read from left to right, with what belongs to them; what ends the sentence stands left of it
        (f"{FERRY} 1,200.", f".1,200 {H(FERRY)}"),
        (f"{BOAT} ٣٤ 12:30", f"12:30 ٣٤ {H(BOAT)}"),
        ("٣ ٤", "٤ ٣"),
        (f"{FERRY} 12–14", f"14–12 {H(FERRY)}"),
        # brackets belong to what they are about, and turn round
        (f"{FERRY} ({ISLAND})", f"({H(ISLAND)}) {H(FERRY)}"),
        (f"{SAID} [{BOAT}] «{HARBOUR}»", f"«{H(HARBOUR)}» [{H(BOAT)}] {H(SAID)}"),
        (f"ferry {FERRY}({ISLAND}).", f"ferry ({H(ISLAND)}){H(FERRY)}."),
        (f"ferry ({FERRY}) sails", f"ferry ({H(FERRY)}) sails"),
        (f"{FERRY} Oster (3) {WINTER}", f"{H(WINTER)} Oster (3) {H(FERRY)}"),
        (f"{FERRY} (Oster 3) {WINTER}", f"{H(WINTER)} (Oster 3) {H(FERRY)}"),
        # a letter keeps its marks behind it
        ("a שָׁל b", "a לשָׁ b"),
        # what parts a piece from others stays
        (f"  {FERRY} ", f"  {H(FERRY)} "),
        (f" · {FERRY} 3", f" · 3 {H(FERRY)}"),
    ],
)
def test_words_stand_in_the_order_of_the_screen(text: str, drawn: str) -> None:
    assert in_visual_order(text) == drawn


@settings(max_examples=50)
@given(MIXED, st.booleans())
def test_the_order_is_that_of_the_whole_algorithm(text: str, leftwards: bool) -> None:
    clusters = regex.findall(GRAPHEME, text)
    order = visual_order(clusters, leftwards)
    # The measure turns the marks of a letter round with it, and does not mirror.
    drawn = "".join(clusters[index][::-1] if turned else clusters[index] for index, turned in order)
    wanted = get_display(text, base_dir="R" if leftwards else "L")
    assert drawn.replace("\u200c", "") == wanted.replace("\u200c", "")  # of no direction, wherever it stands


@given(texts(), st.booleans())
def test_every_cluster_has_one_place_whatever_the_text(text: str, leftwards: bool) -> None:
    clusters = regex.findall(GRAPHEME, shown_line(text))
    assert sorted(index for index, _ in visual_order(clusters, leftwards)) == list(range(len(clusters)))


@given(st.text(max_size=30))
def test_a_piece_keeps_its_cells_whatever_the_text(text: str) -> None:
    assert cell_len(in_visual_order(shown_line(text))) == cell_len(shown_line(text))


@given(st.text(st.characters(max_codepoint=0x590)))
def test_what_reads_from_left_to_right_is_left_alone(text: str) -> None:
    if not is_reordered(text):
        assert in_visual_order(text) is text


def test_a_row_that_would_take_up_other_cells_stays_as_it_is_read() -> None:
    assert in_visual_order(f"\ufe0f1 {FERRY}") == f"\ufe0f1 {FERRY}"


def test_controls_that_would_change_the_order_have_no_power() -> None:
    assert in_visual_order("user \u202eferry\u2066 sails") == "user \u202eferry\u2066 sails"
    assert not is_reordered("\u202eferry\u200f")
    assert not reads_leftwards("\u200fferry", 0, 6)
    assert "\u202e" not in in_visual_order(f"{FERRY} \u202e{ISLAND}")


def test_what_is_put_in_order_is_what_unicode_says() -> None:
    for sign in map(chr, range(0x80, 0x110000)):
        if bidirectional(sign) and sign != "\u200f":
            assert is_reordered(sign) == (bidirectional(sign) in ("R", "AL", "AN")), ascii(sign)


@pytest.mark.parametrize("young", ["\u0378", "\u08be", "\U00010d4a", "\U0001e5d0", "\uffff"])
def test_letters_that_python_does_not_know_yet_have_a_place_too(young: str) -> None:
    assert sorted(in_visual_order(f"{FERRY} {young}{young}!")) == sorted(f"{FERRY} {young}{young}!")


def test_a_paragraph_reads_as_its_first_letter_does() -> None:
    assert reads_leftwards(f"“12, {FERRY} sails”", 0, 30)
    assert not reads_leftwards(f"12, sails {FERRY}", 0, 30)
    assert not reads_leftwards("12 ٣", 0, 4)
    assert reads_leftwards(f"sails {FERRY}", 5, 12)
    assert not reads_leftwards("1 " * 9_000 + FERRY, 0, 18_006)


def test_what_is_mirrored_keeps_its_cells_and_its_code_points() -> None:
    for sign in MIRRORED:
        assert (cell_len(mirrored(sign)), len(mirrored(sign))) == (cell_len(sign), 1)
    assert mirrored("(\u0301") == ")\u0301"


def ran(program: str, **environment: str) -> str:
    found = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | environment, capture_output=True, text=True, check=True
    )
    return found.stdout.strip()


def test_articles_without_such_words_do_not_load_the_algorithm() -> None:
    program = (
        "import sys; from reader.article.setting.typesetting import lay_out; from store.document import Document\n"
        "layout = lay_out(Document('Café “ferry” 漢字 👍🏽'), 40); layout.cells(0), layout.column_of(5), layout.stops(0)\n"
        "print('bidi' in sys.modules)"
    )
    assert ran(program) == "False"
    assert ran(program.replace("ferry", "\\u05d0\\u05d1")) == "True"


def test_the_order_can_be_left_to_the_terminal() -> None:
    program = (
        "from reader.article.setting.typesetting import lay_out; from store.document import Document\n"
        "from reader.terminal.bidi import in_visual_order\n"
        "print(in_visual_order('\\u05d0\\u05d1 3') == '\\u05d0\\u05d1 3')\n"
        "print(lay_out(Document('\\u05d0\\u05d1 3'), 40).column_of(0))"
    )
    assert ran(program, ANNOTTY_BIDI="terminal").split() == ["True", "0"]
    assert ran(program, ANNOTTY_BIDI="").split() == ["False", "39"]

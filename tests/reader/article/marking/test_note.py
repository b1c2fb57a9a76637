"""A note being written: wrapped with the caret in sight, its line ends kept, edited at the caret."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.article.marking.note import NoteForm
from reader.line_editing import CARET
from reader.palette import Palette
from reader.terminal.depth import Depth
from store.text import normal_form
from tests.reader.hostile import powers_in, texts

PALETTE = Palette(Depth.FULL)
LONG = "The keeper of the harbour says so twice, once in the morning and once at night; who told her is not said."


def drawn(form: NoteForm, width: int = 40, height: int = 10) -> list[str]:
    return ["".join(text for text, _ in row).rstrip() for row in form.draw(PALETTE, width, height)]


def after(form: NoteForm, *commands: str) -> NoteForm:
    for command in commands:
        new = form.commanded(command)
        assert new is not None, command
        form = new
    return form


def test_a_long_note_is_wrapped_by_words_with_the_caret_behind_it() -> None:
    rows = drawn(NoteForm.of("note", LONG))
    assert rows == [
        "  The keeper of the harbour says so",
        "  twice, once in the morning and once",
        f"  at night; who told her is not said.{CARET}",
    ]


def test_no_letter_moves_because_the_caret_does() -> None:
    form = NoteForm.of("note", LONG)
    whole = [row.replace(CARET, "") for row in drawn(form)]
    for _ in range(len(LONG)):
        form = after(form, "value_back")
        assert [row.replace(CARET, "") for row in drawn(form)] == whole
    assert drawn(form)[0].startswith(f"  {CARET}The")


def test_line_ends_are_kept_and_shown_as_rows() -> None:
    form = NoteForm.of("note", "one\n\nthree")
    assert drawn(form) == ["  one", "", f"  three{CARET}"]
    assert form.note == "one\n\nthree"
    assert drawn(NoteForm.of("note", "")) == [f"  {CARET}"]


def test_up_and_down_go_by_lines_and_then_to_the_ends() -> None:
    form = after(NoteForm.of("note", "one\ntwo\nthree"), "choice_up")
    assert drawn(form)[1] == f"  two{CARET}"
    form = after(form, "choice_up", "choice_up")
    assert drawn(form)[0] == f"  {CARET}one"
    assert drawn(after(form, "choice_down"))[1] == f"  two{CARET}"
    assert drawn(after(form, "choice_down", "choice_down", "choice_down"))[2] == f"  three{CARET}"


def test_characters_are_typed_and_erased_at_the_caret() -> None:
    form = after(NoteForm.of("note", "one\ntwo"), "choice_up")
    typed = form.typed("s")
    assert typed is not None
    assert typed.note == "ones\ntwo"
    assert after(typed, "erase", "erase").note == "on\ntwo"
    assert after(typed, "erase_all").note == ""
    assert form.commanded("add_link") is None


def test_where_rows_are_out_of_sight_a_sign_says_so() -> None:
    form = NoteForm.of("note", "\n".join(str(n) for n in range(9)))
    assert drawn(form, height=3) == ["… 6", "  7", f"  8{CARET}"]
    assert drawn(after(form, "choice_up", "choice_up", "choice_up"), height=3) == ["… 4", f"  5{CARET}", "… 6"]


@given(texts(60).map(normal_form), st.integers(1, 50), st.integers(1, 8), st.integers(0, 60))
def test_the_caret_is_in_sight_at_any_size_and_nothing_shown_has_power(
    text: str, width: int, height: int, back: int
) -> None:
    form = after(NoteForm.of("note", text), *["value_back"] * back)
    rows = form.draw(PALETTE, width, height)
    assert 1 <= len(rows) <= height
    shown = "".join(piece for row in rows for piece, _ in row)
    assert not powers_in(shown)
    if width > 4:
        assert shown.count(CARET) == 1 + text.count(CARET) or CARET in text
        assert all(sum(cell_len(piece) for piece, _ in row) == width for row in rows)

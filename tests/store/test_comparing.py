from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from store.comparing import Alignment, lines_changed
from store.text import Span

TEXTS = st.lists(st.sampled_from(["", "a", "b", "boats", "harbour wall", "the sea"]), max_size=9).map("\n".join)
OLD = "The harbour\n\nBoats came in.\nRead also: tides\nNobody saw them.\nThe end."


@settings(max_examples=35)
@given(TEXTS, TEXTS)
def test_a_stretch_stands_in_both_and_none_overlaps_the_next(old: str, new: str) -> None:
    behind, new_behind = 0, 0
    for start, new_start, length in Alignment(old, new).stretches:
        assert old[start : start + length] == new[new_start : new_start + length]
        assert start >= behind
        assert new_start >= new_behind
        behind, new_behind = start + length, new_start + length


@settings(max_examples=35)
@given(TEXTS, TEXTS)
def test_lines_that_are_gone_and_come_make_the_one_text_of_the_other(old: str, new: str) -> None:
    gone, come = lines_changed(old, new)
    lines, others = ([line for line in text.split("\n") if line] for text in (old, new))
    for line in gone:
        lines.remove(line)
    for line in come:
        others.remove(line)
    assert lines == others or sorted(lines) == sorted(others)


@given(TEXTS)
def test_a_text_is_its_own_only_stretch(text: str) -> None:
    whole = [(0, 0, len(text))] if text else []
    assert [tuple(stretch) for stretch in Alignment(text, text).stretches] == whole
    assert lines_changed(text, text) == ((), ())


def test_a_line_that_is_left_out_leaves_two_stretches() -> None:
    new = OLD.replace("Read also: tides\n", "")
    alignment = Alignment(OLD, new)
    assert lines_changed(OLD, new) == (("Read also: tides",), ())
    at = OLD.index("Nobody")
    assert alignment.span(Span(at, at + 6)) == Span(new.index("Nobody"), new.index("Nobody") + 6)
    inside = OLD.index("also")
    assert alignment.span(Span(inside, inside + 4)) is None
    assert alignment.offset(inside) == alignment.offset(OLD.index("Read")) == new.index("Nobody") - 1


def test_lines_that_stand_often_are_paired_by_their_neighbours() -> None:
    new = OLD.replace("Boats came in.", "Boats came.")
    assert len(Alignment(OLD, new).stretches) == 2
    assert lines_changed(OLD, new) == (("Boats came in.",), ("Boats came.",))


def test_what_stands_around_a_changed_line_bounds_where_its_words_are_sought() -> None:
    new = OLD.replace("came in", "came back in")
    alignment = Alignment(OLD, new)
    at = OLD.index("came")
    near = alignment.around(Span(at, at + 4))
    assert near.of(new).strip() == "Boats came back in."
    across = alignment.around(Span(OLD.index("harbour"), at))
    assert across.of(new).strip() == "harbour\n\nBoats came back in."


def test_lines_in_another_order_are_gone_and_come() -> None:
    assert lines_changed("one\ntwo\nthree", "two\nthree\none") == (("one",), ("one",))


def test_a_span_of_the_new_version_is_old_where_it_stands_in_a_stretch() -> None:
    new = OLD + "\nA new line."
    alignment = Alignment(OLD, new)
    assert alignment.is_old(Span(0, len(OLD)))
    assert not alignment.is_old(Span(len(OLD) - 1, len(new)))
    assert not alignment.is_old(Span(len(OLD) + 1, len(new)))

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.anchoring import CONTEXT, SHORT, Passage, find, move, quote
from store.model import Part, Role
from store.text import Span
from tests.conftest import span_of

OLD = "The minister spoke. The minister left. Later the minister denied it."


def part_of(text: str, span: Span) -> Part:
    exact, prefix, suffix = quote(text, span)
    return Part(Role.MENTION, span, exact, prefix, suffix, source=Span(0, 1))


def test_a_quote_has_its_words_and_what_stands_around_them() -> None:
    assert quote(OLD, Span(20, 32)) == ("The minister", "The minister spoke. ", " left. Later the minister denied")
    assert [len(side) for side in quote("x" * 200, Span(90, 100))] == [10, CONTEXT, CONTEXT]


@given(st.text("ab ", max_size=30), st.integers(0, 30), st.integers(1, 6))
def test_whatever_is_found_are_the_words_that_were_sought(text: str, start: int, length: int) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    exact, prefix, suffix = quote(text, span)
    if (found := find(text, exact, prefix, suffix)) is not None:
        assert found == span  # the place itself fits best; another that fits as well leaves none


@given(st.text("ab", min_size=SHORT, max_size=30), st.text("ab", max_size=40))
def test_the_only_occurrence_of_many_words_is_found_whatever_stands_around_it(exact: str, rest: str) -> None:
    text = f"{rest}|{exact.upper()}|{rest}"
    assert find(text, exact.upper(), "no such", "surroundings") == Span(len(rest) + 1, len(rest) + 1 + len(exact))


@given(st.text("ab", min_size=1, max_size=SHORT - 1), st.text("ab", max_size=40))
def test_the_only_occurrence_of_few_words_is_not_enough(exact: str, rest: str) -> None:
    text = f"{rest}|{exact.upper()}|{rest}"
    assert find(text, exact.upper(), "no such", "surroundings") is None
    assert find(text, exact.upper()) is None


def test_few_words_are_found_by_what_is_left_around_them() -> None:
    prefix, suffix = "Said a keeper of the harbour, ", ", on the last morning of May: no"
    for text in (f"New. Keeper of the harbour, Maar{suffix}", f"{prefix}Maar was here, on the last morning of May"):
        assert find(text, "Maar", prefix, suffix) == span_of(text, "Maar")
    for text in ("A harbour, Maar, or so", "Maar"):
        assert find(text, "Maar", prefix, suffix) is None


def test_a_little_more_likeness_is_no_reason_to_choose() -> None:
    assert find("a the x. b  the y.", "the", "qq ", "zz") is None
    words = "it was the last boat of the year"
    prefix = "She had heard what they said: "
    text = f"They said: {words}. He said: {words}."
    assert find(text, words, prefix, ".") is None
    text = f"She had heard what they said: {words}. He said: {words}."
    assert find(text, words, prefix, ".") == span_of(text, words)


def test_white_space_that_another_cleaning_sets_otherwise_is_no_difference() -> None:
    prefix, suffix = "of the coast.\n\n", " said\nthat nobody had come."
    text = "All of the coast.\nMaar said that nobody had come."
    assert find(text, "Maar", prefix, suffix) == span_of(text, "Maar")


def test_the_surroundings_choose_between_occurrences() -> None:
    exact, prefix, suffix = quote(OLD, Span(20, 32))
    new = "Yesterday the minister came. The minister spoke. The minister left. Later the minister denied it."
    found = find(new, exact, prefix, suffix)
    assert found == Span(49, 61)
    assert found is not None
    assert found.of(new) == "The minister"


def test_between_equals_nothing_is_guessed() -> None:
    assert find("boat boat", "boat") is None
    assert find("a boat, a boat, a boat", "boat", "a ", ", a") is None


def test_what_does_not_occur_is_not_found() -> None:
    assert find(OLD, "The ministry") is None
    assert find(OLD, "") is None


def test_overlapping_occurrences_are_all_looked_at() -> None:
    assert find("xxxxaaayyyy", "aa", prefix="xxxx") == Span(4, 6)
    assert find("xxxxaaayyyy", "aa", suffix="yyyy") == Span(5, 7)


def test_all_parts_move_or_none_does() -> None:
    parts = (part_of(OLD, Span(13, 18)), part_of(OLD, span_of(OLD, "denied")))
    moved = move(parts, "Intro. " + OLD)
    assert moved is not None
    assert [(p.exact, p.span, p.source) for p in moved] == [
        ("spoke", Span(20, 25), None),
        ("denied", span_of("Intro. " + OLD, "denied"), None),
    ]
    assert moved[0].prefix == "Intro. The minister "
    assert move(parts, OLD.replace("denied", "confirmed")) is None


# --- from one version to another --------------------------------------------------------------------------------------

LINES = (
    "Twelve boats are missing",
    "The harbour master said on Friday that twelve boats had not come back before the storm.",
    "Read also: the tides of May",
    "“Nobody has seen them,” said Ilse Maar, who keeps the light. “We look out each night.”",
    "The harbour master said nothing else.",
    "Read also: a light in the north",
)
PAGE = "\n\n".join(LINES)


def moved(words: str, new: str, old: str | None = PAGE, *, nth: int = 0) -> str | None:
    """The words that a mark on some words of the old text has in the new one."""
    at = -1
    for _ in range(nth + 1):
        at = PAGE.index(words, at + 1)
    part = part_of(PAGE, Span(at, at + len(words)))
    found = Passage(old, new).move((part,))
    if found is None:
        return None
    assert found[0].span.of(new) == found[0].exact
    assert quote(new, found[0].span) == (found[0].exact, found[0].prefix, found[0].suffix)
    return f"{found[0].span.start} {found[0].exact}"


def at(words: str, new: str) -> str:
    return f"{new.index(words)} {words}"


def test_words_in_an_unchanged_stretch_are_where_that_is_now_however_often_they_stand_there() -> None:
    new = PAGE.replace(LINES[2], "Other words")
    assert moved("harbour master", new, nth=1) == f"{new.rindex('harbour master')} harbour master"
    assert moved("Read also", new, nth=1) == f"{new.rindex('Read also')} Read also"


@settings(max_examples=35)
@given(st.lists(st.sampled_from([*LINES, "", "boats", "the end"]), max_size=8), st.data())
def test_a_mark_on_a_line_that_stays_lands_at_its_words(others: list[str], data: st.DataObject) -> None:
    kept = "A line that stands nowhere else, neither before nor now."
    place, now = data.draw(st.integers(0, len(others))), data.draw(st.integers(0, len(others)))
    changed = data.draw(st.permutations(others))
    old = "\n".join([*others[:place], kept, *others[place:]])
    new = "\n".join([*changed[:now], kept, *changed[now:]])
    start = data.draw(st.integers(0, len(kept) - 1))
    span = Span(old.index(kept) + start, old.index(kept) + data.draw(st.integers(start + 1, len(kept))))
    found = Passage(old, new).move((part_of(old, span),))
    if len({*others, kept}) == len(others) + 1 and others == changed:
        assert found is not None  # nothing else moved
    if found is not None:
        assert found[0].exact == span.of(old)
        assert found[0].span.start == new.index(kept) + start or found[0].span.of(new) == span.of(old)


@settings(max_examples=35)
@given(st.text("ab \xa0“\n", min_size=1, max_size=60), st.text("ab \xa0“\n", max_size=60), st.data())
def test_what_a_moved_part_says_is_what_stands_there(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    part = part_of(old, Span(start, data.draw(st.integers(start + 1, len(old)))))
    for known in (old, None):
        found = Passage(known, new).move((part,))
        if found is not None:
            assert found[0].exact == found[0].span.of(new)


@pytest.mark.parametrize("old", [PAGE, None])
@pytest.mark.parametrize(
    ("words", "before", "after", "expected"),
    [
        ("the light. “We look", "the light. “We look", "the\xa0light. “We look", "the\xa0light. “We look"),
        ("Ilse Maar", "Ilse Maar", "Ilse\xa0Maar", "Ilse\xa0Maar"),
        ("“Nobody has seen them,”", "“Nobody has seen them,”", '"Nobody has seen them,"', '"Nobody has seen them,"'),
        ("harbour master said on Friday", "master said on", "mas\xadter said on", "harbour mas\xadter said on Friday"),
        ("had not come back before", "come back", "come\n back", "had not come\n back before"),
        ("twelve boats had not come back", "boats had", "bo\ufffdts had", "twelve bo\ufffdts had not come back"),
        (LINES[1], "said on", "had said on", LINES[1].replace("said on", "had said on")),
    ],
)
def test_words_that_changed_a_little_are_found(
    old: str | None, words: str, before: str, after: str, expected: str
) -> None:
    new = PAGE.replace(before, after)
    assert new != PAGE
    assert moved(words, new, old) == at(expected, new)


def test_few_words_may_not_differ() -> None:
    assert moved("Ilse Maar", PAGE.replace("Ilse Maar", "Ilse Mair")) is None
    assert moved("harbour master said on", PAGE.replace("master said on", "mastre siad on")) is None


def test_figures_may_not_differ() -> None:
    line = "They counted 12 of the 30 boats that are at home in the harbour of the town."
    for figures, is_found in (("12\xa0of", True), ("14 of", False)):
        new = line.replace("12 of", figures)
        assert (Passage(line, new).move((part_of(line, Span(0, len(line))),)) is not None) is is_found


def test_words_whose_line_is_gone_do_not_go_to_the_same_words_of_another() -> None:
    caption = "The light of the harbour at night, seen from the sea"
    old = f"Some story.\n{caption}\nMore of it, quite long.\nElsewhere on this page\n{caption}"
    new = old.removesuffix(f"\n{caption}").removesuffix("Elsewhere on this page") + "Elsewhere"
    mark = part_of(old, Span(old.rindex(caption), len(old)))
    assert Passage(old, new).move((mark,)) is None
    assert find(new, *quote(old, mark.span)) is not None  # what cannot tell the two apart would guess


def test_a_line_that_was_moved_takes_its_marks_along() -> None:
    new = "\n\n".join([LINES[3], *LINES[:3], *LINES[4:]])
    assert moved("Ilse Maar, who keeps", new) == at("Ilse Maar, who keeps", new)


def test_words_that_stand_twice_and_were_changed_twice_are_found_by_what_stands_around_them() -> None:
    new = PAGE.replace("harbour master said", "harbour\xa0master said")
    assert moved("The harbour master said", new, nth=1) == f"{new.rindex('The harbour')} The harbour\xa0master said"
    often = "\n".join(["It was the last boat of the year."] * 5)
    part = part_of(often, Span(68, 101))
    for old in (often, None):
        assert Passage(old, often.replace("boat", "bo\xadat")).move((part,)) is None


def test_a_mark_over_several_lines_is_found_where_little_between_them_changed() -> None:
    words = f"{LINES[0]}\n\n{LINES[1]}"
    assert moved(words, PAGE.replace(LINES[0], LINES[0] + ".")) == at(
        words.replace("missing", "missing."), PAGE.replace(LINES[0], LINES[0] + ".")
    )
    assert moved(PAGE, "\n\n".join(LINES[3:])) is None


def test_no_cluster_is_cut() -> None:
    old = "The word that was meant all along is cafe and stands in a line of its own."
    new = old.replace("cafe", "cafe\u0301")
    for known in (old, None):
        mark = part_of(old, span_of(old, "The word that was meant all along is cafe"))
        assert Passage(known, new).move((mark,)) is None


def test_offsets_go_with_the_lines() -> None:
    new = PAGE.replace(LINES[2] + "\n\n", "")
    passage = Passage(PAGE, new)
    assert passage.offset(PAGE.index("Ilse")) == new.index("Ilse")
    assert passage.offset(PAGE.index("tides")) <= new.index("“Nobody")
    assert passage.offset(len(PAGE)) == len(new)
    assert Passage(None, "few").offset(100) == 3

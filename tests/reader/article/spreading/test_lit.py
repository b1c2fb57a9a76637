"""The occurrences of a name in one article: gone through, left out, drawn in their sentences."""

from __future__ import annotations

from reader.article.spreading.aim import Aim
from reader.article.spreading.lit import Lit
from reader.article.spreading.sentences import around, sentence_row
from reader.palette import Palette
from reader.terminal.cells import cell_len
from reader.terminal.depth import Depth
from store.model import Alias, Entity, NewEntity
from store.occurring import Occurrence, occurrence
from store.tagset import DEFAULT_TAGS
from store.text import Span

PERSON = DEFAULT_TAGS[0]
TEXT = "Vale spoke. The crew of Vale’s boat heard it; later Vale left. 水門のVale。"
VALE = Entity("1", "Anna Vale", "PERSON", (Alias("Vale"), Alias("the minister", weak=True)))
PALETTE = Palette(Depth.FULL)


def lit(text: str = TEXT) -> Lit:
    aim = Aim.of_entity(PERSON, VALE, "Vale")
    return Lit(aim, tuple(occurrence("a", "t", text, span) for span in aim.names().spans(text)))


def after(state: Lit, *commands: str) -> Lit:
    for command in commands:
        state = state.commanded(command) or state
    return state


def test_the_bar_goes_through_them_and_around() -> None:
    assert [after(lit(), *["choice_down"] * n).at for n in range(5)] == [0, 1, 2, 3, 0]
    assert after(lit(), "choice_up").at == 3
    assert lit().title == "every “Anna Vale” here · 1 of 4"


def test_one_is_left_out_and_taken_in_again() -> None:
    state = after(lit(), "choice_down", "leave_out")
    assert [each.span.start for each in state.chosen] == [0, 52, 66]
    assert state.at == 2
    assert state.does == "mark 3"
    assert "1 left out" in state.title
    assert after(state, "choice_up", "leave_out").does == "mark 4"


def test_all_are_left_out_or_none() -> None:
    assert after(lit(), "leave_out", "leave_out_all").chosen == []
    assert len(after(lit(), "leave_out_all", "leave_out_all").chosen) == 4


def test_what_is_left_out_is_not_lit() -> None:
    state = after(lit(), "leave_out")
    assert list(lit().touching(0, 30)) == [Span(0, 4), Span(24, 28)]
    assert list(state.touching(0, 30)) == [Span(24, 28)]
    assert list(state.touching(28, 52)) == []


def test_the_bar_stays_where_it_is_when_other_names_are_sought_too() -> None:
    state = after(lit(), "choice_down", "choice_down", "leave_out", "choice_up")
    more = [*state.found[:2], occurrence("a", "t", TEXT, Span(40, 45)), *state.found[2:]]
    weak = state.with_found(more, is_weak=True)
    assert weak.entry == state.entry
    assert weak.left == state.left
    assert weak.with_found([], is_weak=False).entry is None


def test_an_article_without_any_can_be_looked_at_all_the_same() -> None:
    nothing = lit("Nobody was there.")
    assert after(nothing, "choice_down", "leave_out", "leave_out_all").chosen == []
    assert nothing.title.endswith("none that is not marked already")
    assert nothing.draw(PALETTE, 60, 5)
    assert nothing.unseen(60, 5) == (0, 0)


def test_each_stands_in_its_sentence_its_name_in_a_column() -> None:
    rows = lit().draw(PALETTE, 80, 10)
    told = ["".join(text for text, _ in row) for row in rows]
    assert all(sum(cell_len(text) for text, _ in row) == 79 for row in rows)
    assert {sum(cell_len(text) for text, _ in row[:2]) for row in rows} == {33}
    assert [row[2][0] for row in rows] == ["Vale"] * 4
    assert told[1].strip().startswith("+")
    assert "The crew of Vale’s boat heard it; later Vale left." in told[1]
    assert "spoke" not in told[1]


def test_a_sentence_that_is_too_long_gives_way_on_both_sides() -> None:
    long = Occurrence("a", "t", Span(0, 4), "word " * 30, "Vale", " word" * 30)
    assert around(long) == (long.before, long.behind)
    for cells in range(12, 90):
        row = sentence_row(long, cells, PALETTE.text, PALETTE.strong)
        assert sum(cell_len(text) for text, _ in row) == cells
        assert "Vale" in [text for text, _ in row]


def test_an_aim_is_sought_by_what_somebody_is_called_and_by_the_words_in_hand() -> None:
    assert Aim.of_entity(PERSON, VALE, "Vale").names().names == ("Anna Vale", "Vale")
    assert Aim.of_entity(PERSON, VALE, "A. Vale").names().names == ("Anna Vale", "Vale", "A. Vale")
    assert Aim.of_entity(PERSON, VALE, "the minister").names().names == ("Anna Vale", "Vale")
    assert Aim.of_entity(PERSON, VALE).names(weak=True).names == ("Anna Vale", "Vale", "the minister")
    assert Aim.of_words(PERSON, "Vale", NewEntity("Anna Vale", "PERSON")).names().names == ("Vale", "Anna Vale")

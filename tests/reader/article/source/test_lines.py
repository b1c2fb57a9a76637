from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.article.source.lines import SourceText, of_blocks, of_text, ruled, same_length
from store.correcting import KEEP, LEAVE_OUT, LINE, Correction
from store.document import BlockKind
from store.model import Verdict
from store.text import Span

SOURCE = "Menu\n\nThe boats came home\nlate at night.\n  Share this  \nNobody slept.\n"


def verdict(number: int, words: str, *, kept: bool, reason: str = "so it seems") -> Verdict:
    kind = BlockKind.PARAGRAPH if kept else BlockKind.OTHER_STORY
    return Verdict(number, kind, words, Span(0, len(words)) if kept else None, "wording", reason)


def kept_in(source: SourceText) -> list[tuple[int, bool]]:
    return [(line.number, line.kept) for line in source.lines]


def correction(line: str, value: str, *, article: str | None = None) -> Correction:
    outlet = None if article else "gazette.example"
    return Correction("c", article, outlet, LINE, line, value, "reader", "2024-07-20T09:00:00.000Z")


def test_every_line_with_words_is_one_and_those_in_the_text_are_told_by_the_map() -> None:
    source = of_text(SOURCE, (Span(6, 40), Span(55, 68)))
    assert [line.span.of(source.document.text) for line in source.lines] == [
        *("Menu", "The boats came home", "late at night.", "Share this", "Nobody slept.")
    ]
    assert kept_in(source) == [(1, False), (3, True), (4, True), (5, False), (6, True)]
    assert [line.sign for line in source.lines] == ["·", " ", " ", "·", " "]
    assert source.left_out == 2


def test_a_line_that_was_wrapped_by_hand_is_one_with_what_follows_it() -> None:
    said = [verdict(1, "Menu", kept=False), verdict(3, "The boats came home late at night.", kept=True)]
    source = of_text(SOURCE, (Span(6, 40),), said)
    assert [line.span.of(source.document.text) for line in source.lines][1] == "The boats came home\nlate at night."
    assert source.lines[1].words == "The boats came home late at night."
    assert source.lines[0].kind == "other story"
    assert source.lines[0].why == "wording: so it seems"


def test_a_text_that_was_made_before_is_shown_as_it_is() -> None:
    source = of_text(SOURCE, (Span(0, 4),), [verdict(1, "Menu", kept=False)])
    assert source.lines[0].kept
    assert source.lines[0].why == "as it was cleaned before; now it would be decided otherwise"
    said = [verdict(1, "Menu", kept=False), verdict(3, "The boats came home", kept=True)]
    assert [line.kept for line in of_blocks(said, "The boats came home", "MENU").lines] == [True, False]
    assert [line.kept for line in of_blocks(said, "The boats came home", "The boats came home").lines] == [False, True]


def test_the_borders_are_where_lines_begin_to_be_left_out_or_kept() -> None:
    source = of_text(SOURCE, (Span(6, 40), Span(55, 68)))
    assert [source.border(at, 1) for at in range(5)] == [1, 3, 3, 4, None]
    assert [source.border(at, -1) for at in range(5)] == [None, 0, 1, 1, 3]
    assert SourceText(source.document).at(3) == 0


def test_what_was_said_of_the_article_goes_before_what_was_said_of_its_outlet() -> None:
    source = of_text(SOURCE, (Span(6, 40),))
    here, everywhere = correction("menu!", KEEP, article="a"), correction("Menu", LEAVE_OUT)
    (line, *others) = ruled(source, [here, everywhere]).lines
    assert line.ruling is here
    assert line.sign == "-"
    assert all(each.ruling is None for each in others)
    assert ruled(source, [correction("The boats came home", KEEP)]).lines[1].sign == "+"


def test_a_line_is_found_again_by_its_words_and_number() -> None:
    source = of_text("a\nb\na\n", ())
    assert source.nearest(source.lines[2], 0) == 2
    assert of_text("a\n", ()).nearest(source.lines[1], 1) == 0


@given(st.text(st.sampled_from("ab \r\n\x0b\x0c\x1c\x85\u2028"), max_size=40))
def test_offsets_are_kept_and_lines_stand_in_order_without_overlap(decoded: str) -> None:
    assert len(same_length(decoded)) == len(decoded)
    source = of_text(decoded, ())
    edges = [edge for line in source.lines for edge in (line.span.start, line.span.end)]
    assert edges == sorted(edges)
    assert all(line.span.of(source.document.text).strip() for line in source.lines)
    for index, line in enumerate(source.lines):
        assert source.at(line.span.start) == source.at(line.span.end - 1) == index

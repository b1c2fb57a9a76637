"""The stages by themselves: what each makes of a page, whatever the extractor had said."""

from store.cleaning.html.blocks import Page, page_of
from store.cleaning.html.choosing import Choice, chosen
from store.cleaning.html.leaving import leave_furniture
from store.cleaning.html.matching import matched
from store.cleaning.html.page import parsed
from tests.store.cleaning.dumps import AFTER, BODY

LINES = [*BODY, *AFTER]
STORY = "".join(f"<p>{line}</p>" for line in LINES)
TEASER = '<p><a href="/a">A lighthouse for sale on the outer skerries</a></p>'


def shown(inside: str) -> Page:
    return page_of(parsed(f"<!doctype html><html><body>{inside}</body></html>"))


def taken(choice: Choice) -> list[str]:
    return [block.text for block in choice.text_blocks()]


def key(text: str) -> str:
    return "".join(text.split())


def test_where_the_extractor_finds_nothing_the_densest_part_is_the_article() -> None:
    page = shown(f"<div>{TEASER * 9}</div><div>{STORY}</div><div class='comments'>{STORY.replace('the', 'a')}</div>")
    assert taken(chosen(page, [], "", english=True)) == LINES


def test_where_the_extractor_took_something_small_the_densest_part_is_the_article() -> None:
    page = shown(f"<div><p>A weather report for the islands.</p></div><div>{STORY}</div>")
    assert taken(chosen(page, [key("A weather report for the islands.")], "", english=True)) == LINES


def test_what_the_articles_own_data_has_is_taken_though_the_extractor_left_it() -> None:
    page = shown(f"<div><section>{STORY}</section><section><p>{LINES[0]}</p></section></div>")
    body = key("".join(LINES))
    assert taken(chosen(page, [key(line) for line in LINES[:4]], body, english=False)) == LINES


def test_lines_run_together_or_torn_by_the_extractor_are_found_again() -> None:
    page = shown(STORY)
    assert matched([key(LINES[0] + LINES[1]), key(LINES[2])], page.blocks) == {0, 1, 2}
    assert matched([key(LINES[1])[:50], key(LINES[1])[50:]], page.blocks) == {1}


def test_of_two_lines_that_say_the_same_the_one_among_the_others_is_meant() -> None:
    page = shown(f"<div><p>{LINES[1]}</p></div><nav>a b c</nav><nav>d e f</nav><nav>g h i</nav>{STORY}")
    assert matched([key(line) for line in LINES], page.blocks) == set(range(4, 4 + len(LINES)))


def test_a_line_that_is_nothing_but_a_link_goes_where_the_others_have_few() -> None:
    page = shown(STORY + TEASER)
    few = Choice(page, [True] * len(page.blocks), [("", "")] * len(page.blocks))
    leave_furniture(few, None, set(), None, english=False, whole=False)
    assert taken(few) == LINES
    page = shown(TEASER.replace("outer", "inner") * 3 + STORY[: len(LINES[0])] + TEASER * 3)
    many = Choice(page, [True] * len(page.blocks), [("", "")] * len(page.blocks))
    leave_furniture(many, None, set(), None, english=False, whole=False)
    assert len(taken(many)) == 7


def test_what_stands_behind_the_part_with_the_text_and_is_no_sentence_goes() -> None:
    page = shown(f"<main>{STORY}</main><div><p>The Coast Wire</p></div>")
    choice = Choice(page, [True] * len(page.blocks), [("", "")] * len(page.blocks))
    leave_furniture(choice, None, set(), None, english=False, whole=False)
    assert taken(choice) == LINES

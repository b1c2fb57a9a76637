"""What of a page is the article: lists and quotations kept, promotions left, witnesses heard, habits and readers obeyed."""

import json
import pickle
from collections.abc import Sequence

import pytest

from store.cleaning import NO_HABITS, Habits, explained, line_key
from store.document import BlockKind
from store.model import Cleaned, RawItem, Verdict
from store.text import Span
from tests.store.cleaning.dumps import AFTER, BODY, HEADING, STANDFIRST, TITLE

LINES = [*BODY, *AFTER]


def read(page: str, habits: Habits = NO_HABITS) -> tuple[Cleaned, Sequence[Verdict]]:
    cleaned, verdicts = explained(RawItem(page.encode(), "page.html", "text/html"), habits)
    return cleaned, verdicts()


def page(*inside: str, head: str = "", around: str = "{}") -> str:
    story = f"<h1>{TITLE}</h1>" + "".join(inside)
    return (
        f'<!doctype html><html lang="en"><head><title>{TITLE}</title>{head}</head><body>'
        f'<nav><a href="/">Home</a></nav><article><div class="story">{around.format(story)}</div></article>'
        "<footer>© 2024 Nordpost</footer></body></html>"
    )


def paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def text_of(page: str, habits: Habits = NO_HABITS) -> str:
    return read(page, habits)[0].document.text


def kinds(cleaned: Cleaned) -> dict[str, BlockKind]:
    return {block.span.of(cleaned.document.text): block.kind for block in cleaned.document.blocks}


def test_short_items_and_quotations_among_paragraphs_are_kept_in_their_place() -> None:
    inside = "<ul><li>Pay</li><li>Hours</li><li>The winter ferry</li></ul><blockquote>No summer more.</blockquote>"
    cleaned, _ = read(page(paragraphs(LINES[:2]), inside, paragraphs(LINES[2:])))
    found = kinds(cleaned)
    assert [found[item] for item in ("Pay", "Hours", "The winter ferry")] == [BlockKind.LIST_ITEM] * 3
    assert found["No summer more."] is BlockKind.QUOTATION
    text = cleaned.document.text
    assert text.index(LINES[1]) < text.index("Pay") < text.index("No summer more.") < text.index(LINES[2])


def test_a_list_of_links_is_the_storys_where_a_sentence_leads_up_to_it() -> None:
    links = "".join(f'<li><a href="/{n}">The agreement of the year 20{n}</a></li>' for n in (10, 14, 19))
    item = "The agreement of the year 2014"
    led = "<p>The port has signed three agreements since then, and kept none of them:</p>"
    assert item in text_of(page(paragraphs(LINES[:2]), led, f"<ul>{links}</ul>", paragraphs(LINES[2:])))
    assert item not in text_of(page(paragraphs(LINES[:2]), f"<ul>{links}</ul>", paragraphs(LINES[2:])))


def test_items_know_how_deep_they_stand() -> None:
    inside = "<ul><li>The pay of the night shift<ul><li>on the quay in winter</li></ul></li></ul>"
    document = read(page(paragraphs(LINES[:2]), inside, paragraphs(LINES[2:])))[0].document
    levels = {b.span.of(document.text): b.level for b in document.blocks if b.kind is BlockKind.LIST_ITEM}
    assert levels == {"The pay of the night shift": 0, "on the quay in winter": 1}


def test_a_table_of_data_is_one_block_of_lines() -> None:
    rows = "<tr><th>port</th><th>ferries</th></tr><tr><td>Nordhavn</td><td>14</td></tr><tr><td>Vik</td><td>3</td></tr>"
    cleaned, _ = read(page(paragraphs(LINES[:2]), f"<table>{rows}</table>", paragraphs(LINES[2:])))
    assert kinds(cleaned)["port | ferries\nNordhavn | 14\nVik | 3"] is BlockKind.TABLE


@pytest.mark.parametrize(
    "promotion",
    [
        "<p>Sign up for our newsletter to get the news of the coast in your inbox.</p>",
        '<p>Read more: <a href="/a">Ferry stands still for a third week in the harbour</a></p>',
        '<p><a href="/a">Ferry stands still for a third week in the harbour of the islands</a></p>',
        "<p>desk@nordpost.example</p>",
        "<h3>Most read</h3><ul><li>Storm closes the coast road</li><li>A lighthouse for sale</li></ul>",
    ],
)
def test_what_stands_between_paragraphs_without_being_text_is_left_out(promotion: str) -> None:
    cleaned, verdicts = read(page(paragraphs(LINES[:3]), promotion, paragraphs(LINES[3:])))
    assert [block.span.of(cleaned.document.text) for block in cleaned.document.blocks] == [TITLE, *LINES]
    assert len([verdict for verdict in verdicts if not verdict.kept]) > 2


def test_a_story_may_be_about_newsletters() -> None:
    line = "Sign up for the newsletter, the union told its members, and nobody who did ever heard from it again."
    assert line in text_of(page(paragraphs([*LINES[:2], line, *LINES[2:]])))


def test_captions_are_kept_as_captions_once() -> None:
    figure = '<figure><img src="a.jpg"><figcaption>The ferry Aurora at anchor.</figcaption></figure>'
    cleaned, _ = read(page(paragraphs(LINES[:2]), figure, figure, paragraphs(LINES[2:])))
    assert [b.kind for b in cleaned.document.blocks].count(BlockKind.CAPTION) == 1
    assert kinds(cleaned)["The ferry Aurora at anchor."] is BlockKind.CAPTION


def test_a_line_that_the_page_describes_itself_with_is_the_standfirst() -> None:
    cleaned, _ = read(
        page(f"<p>{STANDFIRST}</p>", paragraphs(LINES), head=f'<meta name="description" content="{STANDFIRST}">')
    )
    assert kinds(cleaned)[STANDFIRST] is BlockKind.STANDFIRST


def linked(body: str) -> str:
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": body}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_what_the_articles_own_data_goes_on_without_is_left_out() -> None:
    insert = (
        "The lighthouse keeper of the outer skerries has written a book about his forty winters, and it is out now."
    )
    inside = paragraphs([*LINES[:2], insert, *LINES[2:]])
    assert insert in text_of(page(inside))
    assert insert not in text_of(page(inside, head=linked("\n".join(LINES))))


def test_a_body_in_the_data_that_the_page_does_not_show_says_nothing() -> None:
    assert text_of(page(paragraphs(LINES), head=linked("Another story. " * 80))) == text_of(page(paragraphs(LINES)))


def test_the_part_with_most_running_text_is_taken_where_the_extractor_finds_none() -> None:
    teasers = (
        '<div class="list">' + "".join(f'<p><a href="/{n}">Teaser {n} of the day</a></p>' for n in range(9)) + "</div>"
    )
    story = "".join(f"<div>{line}</div>" for line in LINES)
    text = text_of(f'<!doctype html><body>{teasers}<div class="wrap"><section>{story}</section></div></body>')
    assert all(line in text for line in LINES)


def test_lines_on_many_pages_of_the_outlet_go_but_not_the_title() -> None:
    source = page(paragraphs(LINES))
    often = Habits(9, {line_key(LINES[2]): 3, line_key(LINES[3]): 2, line_key(TITLE): 8})
    text = text_of(source, often)
    assert LINES[2] not in text
    assert LINES[3] in text
    assert text.startswith(TITLE)
    few = Habits(4, {line_key(LINES[3]): 2})
    assert LINES[3] not in text_of(source, few)


def test_a_document_goes_to_another_process_with_the_way_back_to_its_source() -> None:
    source = page(paragraphs(LINES))
    document = read(source)[0].document
    sent = pickle.loads(pickle.dumps(document))
    assert sent == document
    assert type(sent.source_map.runs) is tuple
    assert source.startswith(LINES[0], sent.source_map.to_source(Span(len(TITLE) + 2, len(TITLE) + 9)).start)


def test_what_a_reader_said_is_done() -> None:
    promotion = "Sign up for our newsletter to get the news of the coast in your inbox."
    source = page(paragraphs([*LINES[:2], promotion, *LINES[2:]]))
    ruled = Habits(rulings={line_key(promotion): True, line_key(LINES[1]): False})
    cleaned, verdicts = read(source, ruled)
    text = cleaned.document.text
    assert kinds(cleaned)[promotion] is BlockKind.PARAGRAPH
    assert text.index(LINES[0]) < text.index(promotion) < text.index(LINES[2])
    assert LINES[1] not in text
    assert {v.stage for v in verdicts if v.words in (promotion, LINES[1])} == {"reader"}


def test_each_line_of_the_page_has_its_verdict_in_order() -> None:
    source = page(paragraphs(LINES[:2]), f"<h2>{HEADING}</h2>", paragraphs(LINES[2:])).replace("<p>", "\n<p>")
    cleaned, verdicts = read(source)
    assert [v.words for v in verdicts] == ["Home", TITLE, *LINES[:2], HEADING, *LINES[2:], "© 2024 Nordpost"]
    assert [v.number for v in verdicts] == sorted(v.number for v in verdicts)
    assert verdicts[-2].number == source[: source.index(LINES[-1])].count("\n") + 1
    assert all(v.span.of(cleaned.document.text) == v.words for v in verdicts if v.span)
    assert {v.kind for v in verdicts if not v.kept} == {BlockKind.BOILERPLATE}
    assert all(v.stage and v.reason for v in verdicts)


def test_what_is_left_out_is_named_for_what_it_is() -> None:
    head = "<p>By Jonna Vik</p><p>3 May 2024</p>"
    teaser = '<aside><a href="/a">A lighthouse for sale on the outer skerries</a></aside>'
    told = {v.words: v for v in read(page(head, paragraphs(LINES)).replace("<footer>", teaser + "<footer>"))[1]}
    left = {words: verdict.kind for words, verdict in told.items() if not verdict.kept}
    assert left["By Jonna Vik"] is BlockKind.BYLINE
    assert left["3 May 2024"] is BlockKind.DATE
    assert left["A lighthouse for sale on the outer skerries"] is BlockKind.OTHER_STORY


def test_links_are_resolved_and_those_that_lead_nowhere_are_text() -> None:
    words = ["the union", "the port", "the law", "the mail"]
    addresses = ["/union", "javascript:void(0)", "#law", "mailto:desk@nordpost.example"]
    line = " ".join(
        f'<a href="{address}">{word}</a> was told of it' for word, address in zip(words, addresses, strict=True)
    )
    head = '<link rel="canonical" href="https://nordpost.example/harbour">'
    document = read(page(paragraphs(LINES[:2]), f"<p>{line}, as they said.</p>", paragraphs(LINES[2:]), head=head))[
        0
    ].document
    assert {(s.span.of(document.text), s.href) for s in document.styles} == {
        ("the union", "https://nordpost.example/union"),
        ("the mail", "mailto:desk@nordpost.example"),
    }


def test_styles_stand_on_their_words_whatever_white_space_and_hidden_hyphens_there_are() -> None:
    line = "  The   <b> Auro\xadra </b>\n\n and  the <i>Vik</i>\xa0ferry left the quay before dawn, as they had said. "
    document = read(page(paragraphs(LINES[:2]), f"<p>{line}</p>", paragraphs(LINES[2:])))[0].document
    assert [s.span.of(document.text) for s in document.styles] == ["Aurora", "Vik"]

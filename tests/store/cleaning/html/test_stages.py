"""Pages: the article with its structure, what the markup says about it, and the way back to the source."""

import pytest

from store.cleaning import clean
from store.document import BlockKind, StyleKind
from store.errors import CleaningError
from store.model import Cleaned, RawItem
from tests.store.cleaning.dumps import AFTER, BODY, HEADING, STANDFIRST, TITLE

HEAD = f"""<title>{TITLE} - Nordpost</title><meta property="og:site_name" content="Nordpost">
<link rel="canonical" href="https://nordpost.example/harbour">
<meta property="article:published_time" content="2024-07-21T08:30:00+02:00">
<meta name="description" content="{STANDFIRST}">"""
BOLD = BODY[0].replace("ministry", "<b>ministry</b>")
LINKED = BODY[1].replace("The dockers", '<a href="https://nordpost.example/dockers">The dockers</a>')
STORY = f"""<article><h1>{TITLE}</h1><p class="lead">{STANDFIRST}</p><p>By <a rel="author">Jonna Vik</a></p>
<figure><img src="a.jpg" alt="x"><figcaption>The ferry Aurora at anchor.</figcaption></figure>
<p>{BOLD}</p><p>{LINKED}</p>
<h2>{HEADING}</h2><p>{AFTER[0]} It&nbsp;was &mdash; so they say &mdash; too late for the islands &amp; their people.</p>
<blockquote><p>We have waited for long enough, and we will not wait for another summer.</p></blockquote>
<ul><li>Three per cent more for everyone.</li><li>A ferry for the islands in winter.</li></ul>
<p>{AFTER[1]}</p><p>Sign up for our newsletter and get the best of the coast in your inbox.</p></article>"""
PAGE = f"""<!doctype html><html lang="en-GB"><head>{HEAD}<script>var x = "<p>no</p>";</script></head><body>
<nav><a href="/">Home</a><a href="/news">News</a></nav>{STORY}
<footer>© 2024 Nordpost. All rights reserved.</footer></body></html>"""


def cleaned(page: str) -> Cleaned:
    return clean(RawItem(page.encode(), "page.html", "text/html"))


def blocks(result: Cleaned) -> list[tuple[BlockKind, str]]:
    return [(b.kind, b.span.of(result.document.text)) for b in result.document.blocks]


def test_the_structure_of_the_article_is_kept() -> None:
    assert [kind for kind, _ in blocks(cleaned(PAGE))] == [
        BlockKind.TITLE,
        BlockKind.STANDFIRST,
        BlockKind.CAPTION,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.QUOTATION,
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
        BlockKind.PARAGRAPH,
    ]


def test_what_the_markup_says_is_taken_over() -> None:
    metadata = cleaned(PAGE).metadata
    assert metadata.title == TITLE
    assert metadata.byline == "Jonna Vik"
    assert metadata.outlet == "Nordpost"
    assert metadata.url == "https://nordpost.example/harbour"
    assert metadata.published == "2024-07-21T08:30:00+02:00"
    assert metadata.language == "en-GB"


def test_what_the_markup_does_not_say_is_left_empty_but_the_title() -> None:
    metadata = cleaned(f"<html><body><p>{BODY[0]}</p><p>{BODY[1]}</p><p>{BODY[3]}</p></body></html>").metadata
    assert metadata.title == "Talks between the port of Nordhavn and its dockers broke down on Friday, the…"
    assert (metadata.byline, metadata.outlet, metadata.url, metadata.published) == (None, None, None, None)


def test_a_tiny_page_keeps_its_blocks() -> None:
    page = (
        "<title>T</title><h1>Head</h1><p>One paragraph.</p><ul><li>Ebb</li><li>Flow</li></ul><h2>Tide</h2><p>Two.</p>"
    )
    assert blocks(cleaned(page)) == [
        (BlockKind.TITLE, "Head"),
        (BlockKind.PARAGRAPH, "One paragraph."),
        (BlockKind.LIST_ITEM, "Ebb"),
        (BlockKind.LIST_ITEM, "Flow"),
        (BlockKind.HEADING, "Tide"),
        (BlockKind.PARAGRAPH, "Two."),
    ]
    assert cleaned(page).metadata.title == "Head"


def test_a_tiny_page_keeps_its_styles_and_its_places() -> None:
    page = '<h1>Head</h1><p>It is <b>late</b>, says <a href="https://nordpost.example/x">the port</a>.</p><p>Two.</p>'
    document = cleaned(page).document
    assert {(s.kind, s.span.of(document.text)) for s in document.styles} == {
        (StyleKind.STRONG, "late"),
        (StyleKind.LINK, "the port"),
    }
    assert all(
        document.text[r.start : r.start + r.length] == page[r.source_start : r.source_start + r.length]
        for r in document.source_map.runs
    )


def test_lines_that_were_run_together_are_parted_also_where_the_page_has_a_menu() -> None:
    page = "<html><head><title>x</title></head><body><nav>Home</nav><h1>Head</h1><p>One short line.</p></body></html>"
    assert (BlockKind.PARAGRAPH, "One short line.") in blocks(cleaned(page))


def test_the_only_heading_of_a_page_is_its_title_though_its_head_says_something_else() -> None:
    story = "".join(f"<p>{line}</p>" for line in BODY)
    result = cleaned(f"<!doctype html><head><title>The Nordpost</title></head><h1>Ferries</h1>{story}")
    assert blocks(result)[0] == (BlockKind.TITLE, "Ferries")
    assert result.metadata.title == "Ferries"


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{TITLE} - Nordpost</title></head><h1>Nordpost</h1>",
        f"<title>{TITLE}</title><meta property='og:site_name' content='Nordpost'></head><h1>The Nordpost</h1>",
        f"<title>{TITLE}</title></head><header><h1>All the coast</h1></header>",
    ],
    ids=["tail", "site", "masthead"],
)
def test_a_heading_that_names_the_site_is_not_the_title(head: str) -> None:
    story = "".join(f"<p>{line}</p>" for line in BODY)
    result = cleaned(f"<!doctype html><html><head>{head}{story}</html>")
    assert result.metadata.title == TITLE
    assert BlockKind.TITLE not in [kind for kind, _ in blocks(result)]


@pytest.mark.parametrize(
    ("named", "title"),
    [
        ("Ferries - Nordpost", "Ferries"),
        ("Ferries | the coast paper", "Ferries"),
        ("Ferries – The Nordpost", "Ferries"),
        ("Ferries - a short history", "Ferries - a short history"),
        (f"{TITLE} - a paper of the coast", TITLE),
    ],
)
def test_the_name_of_the_site_goes_from_a_title(named: str, title: str) -> None:
    story = "".join(f"<p>{line}</p>" for line in BODY)
    assert cleaned(f"<!doctype html><html><head><title>{named}</title></head>{story}</html>").metadata.title == title


def test_linked_data_is_read_and_broken_linked_data_is_passed_over() -> None:
    data = (
        '{"@graph": [{"@type": "NewsArticle", "headline": "x", "author": [{"name": "Ada One"}, {"name": "Bo Two"}],'
        '"datePublished": "2024-01-02", "publisher": {"name": "The Coast"}}]}'
    )
    page = f'<html><head><script type="application/ld+json">{{</script><script type="application/ld+json">{data}</script></head>'
    metadata = cleaned(page + f"<body><h1>{TITLE}</h1><p>{BODY[0]}</p><p>{BODY[1]}</p></body></html>").metadata
    assert (metadata.byline, metadata.published, metadata.outlet) == ("Ada One, Bo Two", "2024-01-02", "The Coast")


def test_furniture_that_stands_inside_the_article_goes() -> None:
    assert "newsletter" not in cleaned(PAGE).document.text


def test_links_and_stress_are_kept_as_styles() -> None:
    document = cleaned(PAGE).document
    found = {(s.kind, s.span.of(document.text), s.href) for s in document.styles}
    assert (StyleKind.STRONG, "ministry", None) in found
    assert (StyleKind.LINK, "The dockers", "https://nordpost.example/dockers") in found


def test_the_text_leads_back_to_the_source() -> None:
    document = cleaned(PAGE).document
    assert all(
        document.text[r.start : r.start + r.length] == PAGE[r.source_start : r.source_start + r.length]
        for r in document.source_map.runs
    )
    unmapped = len(document.text) - sum(run.length for run in document.source_map.runs)
    assert unmapped < 40  # blank lines, entities and the words' edges at tags
    assert PAGE.index("<article>") < min(run.source_start for run in document.source_map.runs)


def test_a_page_without_an_article_element_falls_back_to_its_lines() -> None:
    page = f"<div>{TITLE}</div><div>{BODY[0]}</div><div>{BODY[1]}</div>"
    text = cleaned(f"<!doctype html>{page}").document.text
    assert BODY[0] in text
    assert BODY[1] in text


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "Some text in the middle of it." + "</div>" * 100_000,
        "<html><body>" + "<ul><li>The text of an item" * 3_000,
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><html><body><p>The text &b;</p></html>',
        "<html><body>" + "<" * 100_000 + " text",
        "<html><body>" + '<a "' * 50_000 + " text",
        "<html><body>" + "<svg>x" * 20_000,
        "<p " + " ".join(f'a{n}="x"' for n in range(40_000)) + ">Some text in the middle of it.</p>",
        "<html><body>" + "\0<p>Some text\0 in the middle of it.</p>" * 50,
        '<script type="application/ld+json">' + "[" * 50_000 + "</script><p>Some text in the middle of it.</p>",
    ],
    ids=["deep", "lists", "entities", "brackets", "quotes", "unclosed", "attributes", "nul", "data"],
)
def test_a_hostile_page_gives_a_text_or_a_refusal(page: str) -> None:
    try:
        assert cleaned(page).document.text
    except CleaningError as error:
        assert "page.html" in str(error)


def test_a_page_that_shows_nothing_is_refused_by_name() -> None:
    with pytest.raises(CleaningError, match=r"page\.html"):
        cleaned("<!doctype html><html><head><title>x</title></head><body><script>1</script><!-- no --></body></html>")

"""What a page states of itself, where each was found, and what is not taken for it."""

import pytest

from store.cleaning import clean
from store.model import Cleaned, RawItem
from tests.store.cleaning.dumps import AFTER, BODY, TITLE

STORY = "".join(f"<p>{line}</p>" for line in (*BODY, *AFTER))


def cleaned(head: str = "", above: str = "", below: str = "") -> Cleaned:
    page = f"<!doctype html><html><head>{head}</head><body><article><h1>{TITLE}</h1>{above}{STORY}</article>{below}</body></html>"
    return clean(RawItem(page.encode(), "page.html", "text/html"))


def test_each_field_says_where_it_was_found() -> None:
    result = cleaned(
        f'<title>{TITLE} | Nordpost</title><meta property="og:site_name" content="Nordpost">'
        '<meta property="article:published_time" content="2024-07-21T08:30:00+02:00">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Jonna Vik"}}</script>'
        '<link rel="canonical" href="https://nordpost.example/a"><meta property="og:locale" content="en_GB">'
    )
    assert result.found == {
        "title": "the page's h1",
        "byline": "json-ld",
        "outlet": "og:site_name",
        "url": "canonical",
        "published": "meta article:published_time",
        "language": "og:locale",
    }
    assert result.metadata.language == "en-GB"


def test_publication_and_update_are_kept_apart_with_their_zones() -> None:
    metadata = cleaned(
        '<meta property="article:published_time" content="2024-07-21T08:30:00+02:00">'
        '<meta property="article:modified_time" content="2024-07-21T09:00:00Z">'
    ).metadata
    assert (metadata.published, metadata.updated) == ("2024-07-21T08:30:00+02:00", "2024-07-21T09:00:00Z")


def test_an_update_at_the_time_of_publication_is_none() -> None:
    both = '"datePublished": "2024-07-21T08:30:00Z", "dateModified": "2024-07-21T08:30:00Z"'
    metadata = cleaned(f'<script type="application/ld+json">{{"@type": "NewsArticle", {both}}}</script>').metadata
    assert (metadata.published, metadata.updated) == ("2024-07-21T08:30:00Z", None)


def test_lines_by_the_title_tell_who_and_when() -> None:
    result = cleaned(
        above="<div>By Jonna Vik</div><div>Published 3 May 2024, 10:15 CET</div><div>Updated 4 May 2024</div>"
    )
    metadata = result.metadata
    assert (metadata.byline, metadata.published, metadata.updated) == (
        "Jonna Vik",
        "2024-05-03T10:15+01:00",
        "2024-05-04",
    )
    assert result.found["published"] == "a line by the title"
    assert "Published" not in result.document.text


@pytest.mark.parametrize(
    "other",
    [
        '<aside><time datetime="2020-01-01">1 January 2020</time></aside>',
        '<ul class="related"><li><h3>A lighthouse for sale</h3><time datetime="2020-01-01">1 January</time></li></ul>',
        '<section id="comments"><article><time datetime="2020-01-01">1 January</time></article></section>',
        "<footer>© 2019 Nordpost</footer>",
        '<a href="/2020/01/01/lighthouse">A lighthouse for sale on the outer skerries</a>',
    ],
    ids=["aside", "teaser", "comment", "copyright", "address"],
)
def test_the_date_of_something_else_is_not_that_of_the_article(other: str) -> None:
    assert cleaned(below=other).metadata.published is None


@pytest.mark.parametrize(
    "nobody", ["admin", "Editorial staff", "https://nordpost.example/vik", "desk@nordpost.example"]
)
def test_nobody_is_not_named_as_the_writer(nobody: str) -> None:
    assert cleaned(f'<meta name="author" content="{nobody}">').metadata.byline is None


def test_the_outlet_is_named_as_the_writer_only_where_nobody_else_is() -> None:
    outlet = '<meta property="og:site_name" content="Nordpost"><meta name="author" content="Nordpost">'
    assert cleaned(outlet).metadata.byline == "Nordpost"
    assert cleaned(outlet, above='<p><a rel="author">Jonna Vik</a></p>').metadata.byline == "Jonna Vik"


def test_of_several_articles_in_the_data_the_one_with_the_pages_title_speaks() -> None:
    data = (
        '[{"@type": "NewsArticle", "headline": "A lighthouse for sale", "datePublished": "2020-01-01"},'
        f'{{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2024-07-21"}}]'
    )
    head = f'<title>{TITLE}</title><script type="application/ld+json">{data}</script>'
    assert cleaned(head).metadata.published == "2024-07-21"


def test_a_title_over_two_lines_is_one() -> None:
    page = f"<!doctype html><html><body><h1>Harbour talks<br>stall</h1>{STORY}</body></html>"
    assert clean(RawItem(page.encode(), "page.html", "text/html")).metadata.title == "Harbour talks stall"

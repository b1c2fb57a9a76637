from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.addresses import normal_address, outlet_key, traces_of
from store.library import Library
from store.model import Metadata
from tests.conftest import MakeArticle

URL = "https://post.example/harbour/ferry?page=2"


@pytest.mark.parametrize(
    "other",
    [
        "http://post.example/harbour/ferry?page=2",
        "https://POST.example:443/harbour/ferry/?page=2",
        "https://post.example/harbour/ferry?page=2#comments",
        "https://post.example/harbour/ferry?utm_source=letter&page=2&utm_medium=x",
        " https://post.example./harbour/ferry?page=2 ",
    ],
)
def test_ways_to_write_an_address_are_one(other: str) -> None:
    assert normal_address(other) == normal_address(URL)


@pytest.mark.parametrize(
    "other",
    [
        "https://post.example/harbour/Ferry?page=2",
        "https://post.example/harbour/ferry",
        "https://post.example/harbour/ferry?page=3",
        "https://www.post.example/harbour/ferry?page=2",
        "https://post.example:8080/harbour/ferry?page=2",
    ],
)
def test_addresses_of_other_pages_differ(other: str) -> None:
    assert normal_address(other) not in (None, normal_address(URL))


@pytest.mark.parametrize("other", ["", "page.html", "ftp://post.example/", "https://", "https://[x", "https://a:b/"])
def test_what_is_no_address_of_a_page_has_no_form(other: str) -> None:
    assert normal_address(other) is None


@given(
    st.text(st.characters(exclude_characters="\t\r\n"), max_size=30),
    st.sampled_from(["", "?a=b c&utm_x=1", "?ä", "?%"]),
)
def test_the_traces_of_an_address_stand_in_it_however_it_is_written(path: str, query: str) -> None:
    address = f"https://Post.example/{path}{query}"
    normal = normal_address(address)
    if normal is not None:
        host, piece = traces_of(normal)
        assert host in address.lower()
        assert piece in address


def test_an_article_is_found_by_its_address(library: Library, article: MakeArticle) -> None:
    article(metadata=Metadata("Another", url="https://post.example/harbour"))
    wanted = article(metadata=Metadata("Ferry", url="http://post.example/harbour/ferry/?page=2"))
    article(metadata=Metadata("Without an address"))
    assert library.article_at(URL + "#top") == wanted.id
    assert library.article_at("https://post.example/harbour/fer") is None
    assert library.article_at("javascript:alert(1)") is None


def test_of_several_articles_at_an_address_the_newest_is_found(library: Library, article: MakeArticle) -> None:
    article(metadata=Metadata("Ferry", url=URL))
    newest = article(metadata=Metadata("Ferry, corrected", url=URL))
    assert library.article_at(URL) == newest.id


def test_an_address_in_other_letters_is_found_too(library: Library, article: MakeArticle) -> None:
    wanted = article(metadata=Metadata("Fähre", url="https://post.example/hafen/fähre"))
    assert library.article_at("https://post.example/hafen/f%C3%A4hre") == wanted.id


def test_an_outlet_is_known_by_its_host_wherever_its_page_is_kept() -> None:
    kept = "https://web.archive.org/web/20240312101500/"
    for url in (
        "https://www.post.example/a",
        f"{kept}https://www.post.example/a",
        f"{kept}http:/post.example/a?u=http://x",
    ):
        assert outlet_key(url, "Another") == "post.example"
    assert outlet_key("https://web.archive.org/about", None) == "web.archive.org"
    assert outlet_key("file:///home/page.html", " The  Post ") == outlet_key(None, "the post") == "the post"

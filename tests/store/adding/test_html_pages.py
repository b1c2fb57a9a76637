"""What an outlet prints on every page leaves its articles of HTML too, those that were here before among them."""

from __future__ import annotations

import pytest

from store.adding import InThisProcess, add_all
from store.adding.tasks import looked_at
from store.cleaning.html.glancing import glanced_address
from store.library import Library
from store.model import Metadata, RawItem, State
from store.recleaning import Recleaned
from tests.store.adding.dumps import story

HERE = InThisProcess()
TEASER = "The old pier of Halvern has a new café, and our writers have tried all of its eleven kinds of cake for you."


def page(number: int, *, address: str | None = None) -> RawItem:
    """A saved page with a story of its own; the teaser stands in the midst of it. address: where it says it stands."""
    title, *paragraphs = story(number).split("\n\n")
    own = address or f"https://quay.example/{number}"
    words = "".join(f"<p>{each}</p>" for each in (paragraphs[0], TEASER, *paragraphs[1:]))
    source = (
        f'<!doctype html><html lang="en"><head><title>{title}</title><link rel="canonical" href="{own}"></head>'
        f"<body><main><article><h1>{title}</h1>{words}</article></main></body></html>"
    )
    return RawItem(source.encode(), f"{number}.html", "text/html")


def texts(library: Library) -> list[str]:
    return [library.article(each).text for each in library.article_ids()]


def test_a_teaser_on_five_pages_of_an_outlet_is_gone_from_the_sixth_and_from_those_nobody_has_read(
    library: Library,
) -> None:
    again: list[Recleaned] = []
    for number in range(2):
        list(add_all(library, [page(number)], executor=HERE, again=again.append))
    assert [text.count(TEASER) for text in texts(library)] == [1, 1], "two pages tell nothing"
    read = next(iter(library.article_ids()))
    library.set_state(read, State.DONE)
    for number in range(2, 6):
        list(add_all(library, [page(number)], executor=HERE, again=again.append))
    found = texts(library)
    assert [TEASER in text for text in found] == [True, False, False, False, False, False]
    for number, text in enumerate(found):
        assert all(paragraph in text for paragraph in story(number).split("\n\n"))
    assert read not in {report.article for report in again if report.changed}


def test_pages_that_come_together_help_each_other_before_they_are_cleaned(library: Library) -> None:
    again: list[Recleaned] = []
    list(add_all(library, map(page, range(6)), executor=HERE, again=again.append))
    assert not any(TEASER in text for text in texts(library))
    assert again == [], "none had to be cleaned twice"


def test_pages_of_several_outlets_tell_nothing_of_each_other(library: Library) -> None:
    given = [page(number, address=f"https://host{number}.example/story") for number in range(6)]
    list(add_all(library, given, executor=HERE))
    assert all(TEASER in text for text in texts(library))


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://quay.example/a?b=1&amp;c=2">', "https://quay.example/a?b=1&c=2"),
        ("<link href='https://quay.example/a' rel='canonical'/>", "https://quay.example/a"),
        ('<META property="og:url" CONTENT="https://quay.example/b">', "https://quay.example/b"),
        (
            '<meta property="og:url" content="https://quay.example/b"><link rel=canonical href=https://quay.example/a>',
            "https://quay.example/a",
        ),
        ('<link rel="stylesheet" href="https://quay.example/style.css">', None),
        ('<link rel="canonical" href="/a">', None),
        ('<link rel="canonical" href="https://quay.exam', None),
    ],
)
def test_the_address_that_a_page_says_is_its_own_is_seen_at_a_glance(head: str, address: str | None) -> None:
    assert glanced_address(f"<html><head>{head}</head><body>A story.</body></html>") == address


def test_what_is_known_beside_a_page_goes_before_what_it_says() -> None:
    item = page(1)
    beside = RawItem(item.raw, item.origin, item.media_type, None, None, Metadata(url="https://hill.example/1"))
    told, other = looked_at(item), looked_at(beside)
    assert told is not None
    assert other is not None
    assert (told.outlet, other.outlet) == ("quay.example", "hill.example")
    assert told.lines == other.lines

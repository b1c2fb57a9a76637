"""The lines of a page at a glance: what it shows, without what it hides, in linear time."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from store.cleaning import PageLines
from store.cleaning.html.glancing import glanced_lines
from store.cleaning.html.visible import visible_lines

PAGE = """<!doctype html><html><HEAD><title>T</title><style>p { }</style><script>var a = "<p>never</p>";</SCRIPT>
<body><!-- <p>gone</p> --><ul><li class="a > b"><a href="/x">Follow <b>us</b></a> &amp; more</li></ul><svg/>
<p>Words with a <a href="https://n.example/">link</a> in them.</p><script>never<p>Last words"""


def lines(source: str) -> list[str]:
    return [" ".join(line.split()) for line in glanced_lines(source)]


def test_a_line_is_what_stands_between_the_elements_that_make_lines() -> None:
    page = PAGE.replace('class="a > b"', "")
    assert lines(page) == ["Follow us & more", "Words with a link in them.", "never", "Last words"]


def test_its_lines_count_as_the_same_as_those_that_a_careful_reading_finds() -> None:
    page = "<body><h1>Ferry sails</h1><p>One <i>İ</i> two&nbsp;three</p><style>x</style><ul><li>a<li>b<br>c</ul>"
    careful = PageLines.of(line.content.text for line in visible_lines(page))
    assert PageLines.of(glanced_lines(page)) == careful


TAGS = st.sampled_from(
    ["<p>", "</p>", "<script>", "</script>", "<!--", "-->", "<b>", "<", ">", "&amp;", "İ", "word", " ", "<svg/>"]
)


@settings(max_examples=35)
@given(st.lists(TAGS, max_size=40))
def test_any_markup_is_read_without_a_fault_and_no_line_is_blank(pieces: list[str]) -> None:
    assert all(line.strip() for line in glanced_lines("".join(pieces)))


def test_markup_that_is_never_closed_takes_no_longer_than_any_other() -> None:
    for piece in ("<script>", "<!--", "<a ", "<", "<p>\n", "</style"):
        list(glanced_lines(piece * 100_000))

"""Timelines as files: a report, a picture, JSON. What comes from an article stays words in each of them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from store.errors import Refused
from store.formats import timeline_json, timeline_markdown, timeline_svg, timelines
from store.model import Attribution, Claim, ClaimRow, Dispute, MentionRow, Metadata, Relation, RelationKind
from store.text import Span, normal_form
from store.timeline import Basis, Timeline, of_dispute

HOSTILE = "<b>&amp; *a* _b_ `c` [d](https://e.example/) # ![x](y) | $z$ @w ~s~ 1. \\ </text><script>"
SVG = "{http://www.w3.org/2000/svg}"


ADDRESS = "https://quay.example/a>c?b=(1)"


def timeline(words: str = "Nine boats sank.", *, url: str | None = ADDRESS, lit: bool = True) -> Timeline:
    """Two claims of which the second contradicts the first; every word in them is words. lit: all of their sentences are."""
    rows, sentences = [], {}
    for at, name in enumerate("xy"):
        chain = (Attribution(0, None, words), Attribution(1, "m", "", said=f"2024-05-0{1 + 3 * at}"))
        claim = Claim(words if at else "", quantity=9, unit=words, chain=chain)
        rows.append(ClaimRow(at, name, "a", words, words, "2024-05-06", "CLAIM", words, claim, {"m": words}, 0, ""))
        spans = (Span(0, len(words)),) if lit else ()
        sentences[name] = MentionRow(name, "a", words, words, "2024-05-06", words, spans, 0, "CLAIM", claim=True)
    contradicts = Relation("r", "y", "x", RelationKind.CONTRADICTS, "reader", "")
    known = {"a": Metadata(words, words, words, url, "2024-05-06")}
    return of_dispute(Dispute(tuple(rows), (contradicts,)), sentences, known)


def seen_in(markdown: str) -> tuple[str, set[str]]:
    """The words that a reader of the report sees, on one line, and the kinds of marks that it was read to have."""
    tokens = [inner for token in MarkdownIt("commonmark").parse(markdown) for inner in (token.children or [token])]
    words = "".join(token.content or " " for token in tokens if token.type in ("text", "text_special", "softbreak"))
    return " ".join(words.split()), {token.type for token in tokens}


def test_a_report_has_quotes_under_their_days_and_references_at_its_end() -> None:
    report = timeline_markdown.written(timeline())
    assert report.startswith("# Dispute: Nine boats sank.\n\n2 claims · 1 article · 1 May 2024 – 4 May 2024\n")
    assert [line for line in report.splitlines() if line.startswith("## ")] == [
        "## 1 May 2024",
        "## 4 May 2024",
        "## References",
    ]
    assert report.count("> **Nine boats sank.**") == 2
    assert "- contradicts: 9 Nine boats sank. (Nine boats sank., 1 May 2024)" in report
    assert "- contradicted by: Nine boats sank. (Nine boats sank., 4 May 2024)" in report
    assert report.endswith(
        "1. Nine boats sank.: “Nine boats sank.”, *Nine boats sank.*, 6 May 2024, <https://quay.example/a%3Ec?b=(1)>\n"
    )


def test_a_report_says_where_its_dates_are_those_of_articles() -> None:
    said = timeline()
    published = replace(said, events=(replace(said.events[0], basis=Basis.PUBLISHED), *said.events[1:]))
    told = "the day on which its article was published."
    assert told not in timeline_markdown.written(said)
    assert timeline_markdown.written(published).count(told) == 1


def test_what_would_be_a_mark_in_a_report_stays_words() -> None:
    words, kinds = seen_in(timeline_markdown.written(timeline(HOSTILE)))
    assert words.count(HOSTILE) >= 8
    assert kinds & {"html_inline", "html_block", "code_inline", "image", "fence", "code_block", "hr"} == set()
    assert "link_open" in kinds  # the address of the reference, and that one alone
    assert timeline_markdown.written(timeline(HOSTILE)).count("<https://") == 1


@pytest.mark.parametrize(
    "words", ["1. first", "# head", "- item", "+ item", "> quoted", "===", "---", "    code", "1) x"]
)
def test_no_word_of_an_article_begins_a_list_a_heading_or_a_rule(words: str) -> None:
    sane = seen_in(timeline_markdown.written(timeline()))[1]
    assert seen_in(timeline_markdown.written(timeline(words, lit=False)))[1] <= sane | {"text_special"}


@given(st.text(max_size=40).map(normal_form))
def test_any_words_are_seen_in_a_report_as_they_are(words: str) -> None:
    expected = " ".join(words.split())
    for lit in (True, False):
        assert expected in seen_in(timeline_markdown.written(timeline(words or "x", lit=lit)))[0]


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    report = timeline_markdown.written(timeline(url="javascript:alert(1)"))
    assert "link_open" not in seen_in(report)[1]


def test_a_picture_needs_nothing_besides_itself_and_says_what_was_said() -> None:
    text = timeline_svg.written(timeline(HOSTILE))
    root = ElementTree.fromstring(text)
    kinds = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert kinds == {"svg", "title", "desc", "rect", "line", "circle", "path", "text"}
    assert not {"href", "src", "style", "onload"} & {name for element in root.iter() for name in element.attrib}
    assert re.findall(r"url\(|@import|<!", text) == []
    shown = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert "≠ contradicts" in shown
    assert "1 May 2024" in shown
    assert "3 days later" in shown
    assert HOSTILE.split(maxsplit=1)[0] in shown


@given(st.text(max_size=60))
def test_a_picture_of_any_words_is_well_formed_and_no_line_leaves_it(words: str) -> None:
    root = ElementTree.fromstring(timeline_svg.written(timeline(words)))
    assert all(float(element.attrib["y"]) <= float(root.attrib["height"]) for element in root.iter(f"{SVG}text"))


def test_json_has_every_date_chain_and_relation() -> None:
    told = json.loads(timeline_json.written(timeline()))
    assert (told["of"], told["title"], told["left_out"]) == ("dispute", "Nine boats sank.", 0)
    one, other = told["events"]
    assert (one["at"], one["date_is"], one["type"]) == ("2024-05-01", "said", "claim")
    assert one["relations"] == [{"kind": "contradicts", "other": 1, "read_from": "other"}]
    assert other["relations"] == [{"kind": "contradicts", "other": 0, "read_from": "this"}]
    assert [link["name"] for link in other["claim"]["chain"]] == ["Nine boats sank.", "Nine boats sank."]
    assert other["article"]["url"] == "https://quay.example/a>c?b=(1)"


def test_a_file_says_by_its_ending_how_it_is_written() -> None:
    assert [timelines.format_of(name) for name in ("a.md", "b.SVG", "c.x/d.json")] == ["markdown", "svg", "json"]
    for name in ("a", "a.txt", ".svg"):
        with pytest.raises(Refused, match="is written as"):
            timelines.format_of(name)

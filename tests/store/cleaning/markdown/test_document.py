"""Markdown: the words without the marks, each with its place."""

from hypothesis import given
from hypothesis import strategies as st

from store.cleaning import NO_HABITS, Habits, clean, decode, explained, line_key
from store.document import BlockKind, StyleKind
from store.errors import CleaningError
from store.model import Cleaned, RawItem

SOURCE = """---
title: "Harbour talks"
author: [Jonna Vik, Bo Lind]
date: 2024-07-21
publisher: Nordpost
url: https://nordpost.example/harbour
lang: en
---
# Harbour talks

By Jonna Vik

The *talks* which were [stalled](https://nordpost.example/a_(b) "a title") are **over**\\* &amp; `done`
since Friday.

> We have waited
> for *long* enough.

## What now?

- one item
- second item
  - nested item

| offer | per cent |
|-------|----------|
| first | three    |

```
x = 1

y = 2
```
"""


def cleaned(source: str) -> Cleaned:
    return clean(RawItem(source.encode(), "talks.md", "text/markdown"))


def test_blocks_are_told_apart_and_marks_are_left_out() -> None:
    document = cleaned(SOURCE).document
    assert [(b.kind, b.level, b.span.of(document.text)) for b in document.blocks] == [
        (BlockKind.TITLE, 0, "Harbour talks"),
        (BlockKind.PARAGRAPH, 0, "The talks which were stalled are over* & done since Friday."),
        (BlockKind.QUOTATION, 0, "We have waited for long enough."),
        (BlockKind.HEADING, 2, "What now?"),
        (BlockKind.LIST_ITEM, 0, "one item"),
        (BlockKind.LIST_ITEM, 0, "second item"),
        (BlockKind.LIST_ITEM, 1, "nested item"),
        (BlockKind.TABLE, 0, "offer | per cent\nfirst | three"),
        (BlockKind.CODE, 0, "x = 1\n\ny = 2"),
    ]


def test_front_matter_becomes_metadata() -> None:
    metadata = cleaned(SOURCE).metadata
    assert metadata.title == "Harbour talks"
    assert metadata.byline == "Jonna Vik, Bo Lind"
    assert metadata.published == "2024-07-21"
    assert metadata.outlet == "Nordpost"
    assert metadata.url == "https://nordpost.example/harbour"
    assert metadata.language == "en"


def test_a_rule_above_prose_is_no_front_matter() -> None:
    assert "Some prose" in cleaned("---\nSome prose here.\n---\n\nMore of it.\n").document.text


def test_styles_cover_their_words() -> None:
    document = cleaned(SOURCE).document
    assert {(s.kind, s.span.of(document.text), s.href) for s in document.styles} == {
        (StyleKind.EMPHASIS, "talks", None),
        (StyleKind.LINK, "stalled", "https://nordpost.example/a_(b)"),
        (StyleKind.STRONG, "over", None),
        (StyleKind.CODE, "done", None),
        (StyleKind.EMPHASIS, "long", None),
    }


def test_every_word_leads_back_to_the_source() -> None:
    for source in (SOURCE, SOURCE.replace("\n", "\r\n")):
        document = cleaned(source).document
        runs = document.source_map.runs
        assert all(document.text[r.start :][: r.length] == source[r.source_start :][: r.length] for r in runs)
        covered = {i for r in runs for i in range(r.start, r.start + r.length)}
        missing = "".join(c for i, c in enumerate(document.text) if i not in covered)
        assert not missing.replace("&", "").replace("|", "").strip()


def test_each_block_has_its_verdict_and_a_reader_is_obeyed() -> None:
    item = RawItem(SOURCE.encode(), "talks.md", "text/markdown")
    ruled = Habits(rulings={line_key("By Jonna Vik"): True, line_key("second item"): False})
    for habits, byline, second in ((NO_HABITS, False, True), (ruled, True, False)):
        result, verdicts = explained(item, habits)
        told = {verdict.words: verdict for verdict in verdicts()}
        assert told["By Jonna Vik"].kept is byline
        assert told["second item"].kept is second
        assert [verdict.number for verdict in told.values()] == sorted(verdict.number for verdict in told.values())
        assert SOURCE.splitlines()[told["What now?"].number - 1] == "## What now?"
        assert all(v.span.of(result.document.text) == v.words for v in told.values() if v.span)


def test_each_field_says_where_it_was_found() -> None:
    found = cleaned(
        "---\ntitle: Harbour talks\nupdated: 2024-07-22\n---\n\nBy Jonna Vik\n\nThe talks are over.\n"
    ).found
    assert found == {"title": "front matter", "updated": "front matter", "byline": "a line by the title"}
    assert cleaned("# Harbour talks\n\nThe talks are over.\n").found == {"title": "the first heading"}


def test_a_heading_of_the_first_rank_below_other_words_is_not_the_title() -> None:
    blocks = cleaned("The talks are over.\n\n# Reactions\n\nNobody was glad.\n").document.blocks
    assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH]


@given(st.text(alphabet="ab *_`[]()<>!#>-+\n|&;\\é\u0301\r\t1.~", max_size=120))
def test_any_markdown_gives_a_text_with_true_runs_or_a_refusal(source: str) -> None:
    item = RawItem(source.encode(), "talks.md", "text/markdown", "utf-8")
    try:
        document = clean(item).document
    except CleaningError:
        return
    decoded = decode(item).text
    assert all(
        document.text[r.start :][: r.length] == decoded[r.source_start :][: r.length] for r in document.source_map.runs
    )

"""What is written for other programs: words of an article are words there too, and no table is written that would compute."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

import store.formats
from store.errors import FormatError
from store.formats import jsonl, jsonl_writing, timeline_json, timeline_markdown, timeline_svg, timelines
from store.formats.tags_toml import read, written
from store.library import Library
from store.model import Draft, Layer, PartDraft, Role, Tag
from store.sources import Options
from store.text import Span, normal_form
from tests.bounded import FINE, REFUSED, within_bounds
from tests.conftest import MakeArticle
from tests.store.formats.test_jsonl_reading import ARTICLE_LINE, LINES, changed
from tests.store.formats.test_jsonl_reading import read as read_lines
from tests.store.formats.test_timelines import seen_in, timeline
from tests.store.sources.making import taken

SVG = "{http://www.w3.org/2000/svg}"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1", '=HYPERLINK("http://x.example")')
WORDS = (
    "</text><script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "\" onload=\"alert(1)' onload='alert(1)",
    "]]><![CDATA[<a href='javascript:alert(1)'>",
    "&#x6a;avascript: &lt;b&gt; &amp;amp;",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "<?xml-stylesheet href='x'?>",
    "a\u2028b\u2029c\x85d",
    "\x00\x01\x1b[31m\x7f\ufffe\uffff",
    "[a](javascript:alert(1)) ![i](x) <javascript:alert(1)> http://x.example",
    "| a | b |\n|---|---|\n",
    "```\n~~~\n<b>\n# h\n> q\n- l\n1. n\n\\",
    "{{7*7}} ${x} %s {0}",
)


def test_no_format_of_tables_is_written() -> None:
    places = Path(store.formats.__file__).parent.parent
    writing = re.compile(r"csv\.(writer|DictWriter)|\bto_csv\b|\.xlsx?\b|text/csv|tab-separated")
    assert {path.name for path in places.rglob("*.py") if writing.search(path.read_text("utf-8"))} == set()
    assert sorted(timelines.FORMATS) == ["json", "markdown", "svg"]


@pytest.mark.parametrize("name", ["csv", "tsv", "jsonl"])
def test_cells_that_would_be_formulas_are_read_as_words(name: str) -> None:
    sign = "\t" if name == "tsv" else ","
    cells = [cell for cell in FORMULAS if sign not in cell and "\r" not in cell]
    if name == "jsonl":
        raw = "".join(json.dumps({"text": f"{cell} a ferry", "title": cell}) + "\n" for cell in cells)
    else:
        doubled = [cell.replace('"', '""') for cell in cells]
        raw = f"text{sign}title\n" + "".join(f'"{cell} a ferry"{sign}"{cell}"\n' for cell in doubled)
    items = taken("-", stdin=raw.encode(), options=Options(format=name))
    assert [getattr(item, "raw", b"").decode() for item in items] == [f"{cell} a ferry" for cell in cells]


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://x.example/'\"><script>", "data:text/html,<b>"])
def test_a_timeline_with_hostile_words_is_a_timeline(words: str, url: str) -> None:
    text = timeline_svg.written(timeline(words, url=url))
    root = ElementTree.fromstring(text)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        "svg", "title", "desc", "rect", "line", "circle", "path", "text",
    }  # fmt: skip
    assert not [name for each in root.iter() for name in each.attrib if name.startswith("on") or "href" in name]
    assert not re.search(r"<!|<\?(?!xml version)|url\(|javascript:alert\(1\)[\"']>", text)
    report = timeline_markdown.written(timeline(normal_form(words), url=url))
    kinds = seen_in(report)[1]
    assert not kinds & {"html_inline", "html_block", "image", "fence", "code_block", "code_inline", "hr", "table_open"}
    # Other readers of Markdown make links of what this one refuses.
    assert not re.search(r"(?<!\\)<(javascript|data):", report)
    tokens = [each for token in MarkdownIt("commonmark").parse(report) for each in token.children or ()]
    assert all(str(each.attrs["href"]).startswith("https://") for each in tokens if each.type == "link_open")
    assert [each["claim"]["unit"] for each in json.loads(timeline_json.written(timeline(words)))["events"]] == [
        words
    ] * 2


@pytest.mark.parametrize("words", WORDS)
def test_a_tag_of_hostile_words_is_the_same_in_toml(words: str) -> None:
    tag = Tag(words, Layer.ENTITY, words, None, "blue", "x", None, {words: words}, False)
    text = written([tag])
    assert read(text, []) == [tag]
    (told,) = tomllib.loads(text)["tag"]
    assert (told["name"], told["mapping"]) == (words, {words: words})
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)


def test_no_sign_at_which_some_program_ends_a_line_stands_in_one_of_jsonl() -> None:
    for sign in "\x7f\x80\x85\x9b\u2028\u2029":
        (line,) = jsonl_writing.finished([f'{{"title":"a{sign}b"}}\n'])
        assert sign not in line
        assert json.loads(line) == {"title": f"a{sign}b"}


def test_a_line_of_jsonl_is_one_line_for_every_program(library: Library, article: MakeArticle) -> None:
    made = article("The ferry sails.\u2028It is late.\u2029\U0001f6a2 \u202eon\u202c.")
    part = PartDraft(Role.MENTION, Span(4, 9))
    mark = library.annotate(made.id, Draft("PERSON", (part,), note="a\nb\u2028c\u2029\u202ed"))
    text = "".join(jsonl.export(library, articles=True))
    lines = text.split("\n")
    assert text.splitlines() == lines[:-1]
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", text)
    told = [json.loads(line) for line in lines if line]
    assert made.document is not None
    assert [each["text"] for each in told if each["type"] == "article"] == [made.document.text]
    assert [each["note"] for each in told if each.get("id") == mark.id] == [mark.note]


# --- what comes in ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "identifier",
    [
        "a" * 1_000_000,
        "';DROP TABLE article;--",
        "a\nb",
        "a\0b",
        "../x",
        "--yes",
        "\u202ea",
        "\u0430",
        "%",
        "",
        "\x1b[31m",
    ],
)
def test_an_identifier_is_letters_and_few_of_them(identifier: str) -> None:
    for kind, path in (
        ("highlight", "id"),
        ("article", "id"),
        ("claim", "relations.0.target"),
        ("entity", "entity.id"),
    ):
        with pytest.raises(FormatError, match=re.escape(f"{path.replace('.0', '[0]')} is ")) as error:
            read_lines(ARTICLE_LINE, changed(LINES[kind], path, identifier))
        assert len(str(error.value)) < 300


PART = {"role": "mention", "start": 0, "end": 4, "exact": "Ilse", "prefix": "", "suffix": " Maar"}
LONG: list[tuple[str, str, object]] = [
    ("highlight", "parts", [PART] * 9_000),
    ("article", "labels", [f"l{n}" for n in range(9_000)]),
    ("article", "map", [[0, 0, 0]] * 9_000),
    ("article", "blocks", [{"kind": "title", "start": 0, "end": 0, "level": 0}] * 5_000),
    ("claim", "attribution", [LINES["claim"]] * 900),
    ("entity", "entity.aliases", [{"name": f"M{n}", "weak": True} for n in range(9_000)]),
    ("entity", "entity.identifiers", {f"k{n}": "x" for n in range(9_000)}),
    ("highlight", "note", "a" * 1_000_000),
]


@pytest.mark.parametrize(("kind", "path", "value"), LONG, ids=[path for _, path, _ in LONG])
def test_a_line_as_long_as_it_likes_is_read_or_refused_in_bounds(kind: str, path: str, value: object) -> None:
    line = changed(LINES[kind], path, value)
    assert within_bounds(lambda: read_lines(ARTICLE_LINE, line)).startswith((FINE, REFUSED))

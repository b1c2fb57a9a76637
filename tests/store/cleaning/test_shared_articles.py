"""The hard bar: the real articles that lie beside the project, where they do. Nothing of their text is kept here."""

import json
from pathlib import Path

import pytest

from store.cleaning import clean
from store.cleaning.article import CLEANER
from store.cleaning.plain.lines import lines_of
from store.cleaning.plain.telling import read
from store.document import BlockKind
from store.model import RawItem

ARTICLES = Path(__file__).resolve().parents[4] / "shared" / "articles"
GOLD = ARTICLES / "gold.json"
KINDS = {"quote": BlockKind.QUOTATION, "body": BlockKind.PARAGRAPH}

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the real articles are not here")


def gold() -> dict[str, list[tuple[int, str]]]:
    if not GOLD.exists():
        return {}
    rows: dict[str, list[dict[str, object]]] = json.loads(GOLD.read_text(encoding="utf-8"))
    return {name: [(int(str(row["line_no"])), str(row["kind"])) for row in kinds] for name, kinds in rows.items()}


def byline_and_date(lines: list[str], rows: list[tuple[int, str]]) -> tuple[str | None, str | None]:
    """What the lines that a person marked as byline and date say: "byA Writer", and a date with its day first."""
    byline = next((lines[number - 1] for number, kind in rows if kind == "byline"), None)
    date = next((lines[number - 1] for number, kind in rows if kind == "date"), None)
    published = "-".join(reversed(date.split("/"))) if date else None
    return byline.removeprefix("by").strip() if byline else None, published


@pytest.mark.parametrize("name", gold())
def test_every_line_of_the_story_and_none_of_the_page_is_in_the_text(name: str) -> None:
    raw = (ARTICLES / name).read_bytes()
    result = clean(RawItem(raw, name, "text/plain"))
    blocks = [block.span.of(result.document.text) for block in result.document.blocks]
    lines = [" ".join(line.replace("\u00a0", " ").split()) for line in raw.decode().split("\n")]
    story = [lines[number - 1] for number, kind in gold()[name] if kind in ("body", "quote", "heading")]
    assert [block for block in blocks if " ".join(block.split()) in story] == story
    left_out = {lines[number - 1] for number, kind in gold()[name] if kind in ("boilerplate", "other_story")}
    assert not left_out & set(blocks)
    title = next(lines[number - 1] for number, kind in gold()[name] if kind == "title")
    assert result.metadata.title == result.document.title == title
    assert (result.metadata.byline, result.metadata.published) == byline_and_date(lines, gold()[name])
    assert result.cleaner == CLEANER


@pytest.mark.parametrize("name", gold())
def test_the_kinds_of_lines_are_those_that_a_person_gave(name: str) -> None:
    reading = read(lines_of((ARTICLES / name).read_bytes().decode()))
    found = {entry.line.number: entry.kind for entry in reading.lines}
    right = [found.get(number) == KINDS.get(kind, kind) for number, kind in gold()[name]]
    assert sum(right) / len(right) >= 0.97

"""Rows in, rows out: which text, which blocks, which fields, and what other rows of the outlet do."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from store.cleaning import clean
from store.cleaning.filtering import OWN, Row, Wanted, body_of, cleaned_rows, together
from store.document import Block, BlockKind, Document
from store.model import RawItem
from store.text import Span
from tests.store.cleaning.dumps import BODY, DIRTY, TITLE

BODY_ALONE, AS_READ = Wanted(), Wanted(as_read=True)
WORDS = "ministry harbour summer island council report storm ferry union winter money dockers letter captain".split()


def only(row: Row, wanted: Wanted = BODY_ALONE) -> dict[str, object]:
    (given_out,) = cleaned_rows([row], wanted)
    return given_out.row


def said(number: int, *more: str) -> str:
    """An invented article of its own words, with some lines at its end."""
    names = [WORDS[(number + at) % len(WORDS)] for at in range(8)]
    body = [
        f"The {names[at]} said on Friday that its {names[at + 1]} number {number}{at} would not come before the "
        f"{names[at + 2]} was ready, and that nobody should wait for it at the {names[at + 3]}."
        for at in range(5)
    ]
    return "\n\n".join([f"How the {names[0]} lost its {names[5]} for a while", *body, *more])


def test_the_text_is_the_body_and_every_block_stands_beside_it() -> None:
    row = only({"id": "a", "text": DIRTY})
    text, blocks = row["text"], row["blocks"]
    assert isinstance(text, str)
    assert isinstance(blocks, list)
    assert text.split("\n\n")[1:3] == [*BODY[:2]]
    assert TITLE not in text
    assert row["title"] == TITLE
    assert [b["text"] for b in blocks if b["start"] is None and b["kind"] == "title"] == [TITLE]
    assert {b["kind"] for b in blocks if b["start"] is None} == {"title", "caption"}
    assert all(text[b["start"] : b["end"]] == b["text"] for b in blocks if b["start"] is not None)


def test_as_read_the_text_is_that_of_the_library_and_all_blocks_count_into_it() -> None:
    row = only({"id": "a", "text": DIRTY}, AS_READ)
    assert row["text"] == clean(RawItem(DIRTY.encode(), "a", "text/plain", "utf-8")).document.text
    blocks = row["blocks"]
    assert isinstance(blocks, list)
    assert blocks[0]["text"] == TITLE
    assert all(str(row["text"])[b["start"] : b["end"]] == b["text"] for b in blocks)


@settings(max_examples=35, deadline=None)
@given(st.text(max_size=200), st.booleans())
def test_any_text_gives_one_row_whose_blocks_are_where_they_say(text: str, as_read: bool) -> None:
    row = only({"text": text}, Wanted(as_read=as_read))
    if "error" in row:
        return
    blocks, found = row["blocks"], str(row["text"])
    assert isinstance(blocks, list)
    ends = [0]
    for block in blocks:
        if block["start"] is not None:
            assert found[block["start"] : block["end"]] == block["text"]
            assert block["start"] >= ends[-1]
            assert found[ends[-1] : block["start"]].strip() == ""
            ends.append(block["end"])
    assert ends[-1] == len(found)
    if as_read and found:
        assert found == clean(RawItem(text.encode(), "x", "text/plain", "utf-8")).document.text


KINDS = st.lists(st.sampled_from(list(BlockKind)), max_size=8)


@given(KINDS)
def test_the_body_is_the_document_without_what_is_written_on_it(kinds: list[BlockKind]) -> None:
    pieces = [f"words {n}" for n in range(len(kinds))]
    text = "\n\n".join(pieces)
    starts = [text.index(piece) for piece in pieces]
    blocks = [Block(k, Span(s, s + len(p))) for k, s, p in zip(kinds, starts, pieces, strict=True)]
    body, places = body_of(Document(text, blocks))
    outside = {BlockKind.TITLE, BlockKind.CAPTION, BlockKind.BYLINE, BlockKind.DATE}
    assert body == "\n\n".join(p for p, k in zip(pieces, kinds, strict=True) if k not in outside)
    assert [None if at is None else body[at:].partition("\n")[0] for at in places] == [
        None if k in outside else p for p, k in zip(pieces, kinds, strict=True)
    ]


def test_items_of_a_list_stay_lines_of_a_list() -> None:
    blocks = [Block(BlockKind.LIST_ITEM, Span(0, 3)), Block(BlockKind.LIST_ITEM, Span(4, 7))]
    assert body_of(Document("one\ntwo", blocks))[0] == "one\ntwo"


def test_other_fields_are_carried_and_those_of_ours_give_way() -> None:
    row = only({"id": "a", "text": said(1), "score": 0.5, "meta": {"a": [1]}, "blocks": 7, "error": "none", "found": 1})
    assert (row["score"], row["meta"]) == (0.5, {"a": [1]})
    assert "error" not in row
    assert row["blocks"] != 7
    assert set(row) == {*OWN, "score", "meta"} - {"error"}
    read = only({"raw": said(1), "text": "kept out", "html": "<p>carried</p>"}, Wanted(text_field="raw"))
    assert "raw" not in read
    assert read["html"] == "<p>carried</p>"
    assert "would not come" in str(read["text"])


def test_html_goes_before_text_and_an_empty_one_does_not() -> None:
    page = page_of(said(2))
    assert "number 20" in str(only({"html": page, "text": said(1)})["text"])
    assert "number 10" in str(only({"html": "", "text": said(1)})["text"])
    assert "number 10" in str(only({"html": None, "text": said(1)})["text"])


def test_what_a_row_says_of_itself_goes_before_its_text() -> None:
    known = {
        "title": "Given",
        "byline": "Ilse Maar",
        "outlet": "Nordpost",
        "language": "de",
        "url": "https://n.example/1",
    }
    row = only({"text": said(1), **known, "published": "3 May 2024", "updated": "2024-05-04"})
    assert {name: row[name] for name in known} == known
    assert (row["published"], row["updated"]) == ("2024-05-03", "2024-05-04")
    assert isinstance(found := row["found"], dict)
    assert found["title"] == "source"
    assert only({"text": said(1), "title": None, "byline": 7, "published": "soon"})["published"] is None


def test_nothing_to_read_is_an_empty_text_and_no_error() -> None:
    for text in ("", " \n\t", "<html><script>1</script></html>"):
        (given_out,) = cleaned_rows([{"id": 1, "text": text, "title": "Given"}])
        assert given_out.problem == ""
        assert (given_out.row["text"], given_out.row["blocks"], given_out.row["title"]) == ("", [], "Given")


def test_a_row_that_cannot_be_used_gives_a_row_that_says_so_and_the_others_go_on() -> None:
    rows: list[Row] = [
        {"text": said(1)},
        {"id": "b", "keep": 1},
        {"id": "c", "text": ["x"]},
        {"text": "%PDF-1.7"},
        {"text": said(2)},
    ]
    found = list(cleaned_rows(rows))
    assert [given_out.row["id"] for given_out in found] == [1, "b", "c", 4, 5]
    assert [bool(given_out.problem) for given_out in found] == [False, True, True, True, False]
    assert found[1].row == {"id": "b", "error": "line 2 (b): “text” is missing", "keep": 1}
    assert found[3].row["error"] == found[3].problem


def page_of(text: str) -> str:
    title, *body = text.split("\n\n")
    told = "".join(f"<p>{words}</p>" for words in body)
    return f"<html><body><nav>Home</nav><article><h1>{title}</h1>{told}</article></body></html>"


def test_a_line_of_prose_on_the_pages_of_one_host_goes_and_without_an_address_it_stays() -> None:
    line = "This outlet has told the people of the coast what matters to them for more than a hundred years now."
    rows = [{"html": page_of(said(n, line)), "url": f"https://www.nordpost.example/{n}"} for n in range(6)]
    assert all(line not in text and "would not come" in text for text in together(rows))
    assert all(line in str(each.row["text"]) for each in cleaned_rows(rows, alone=True))
    assert all(line in text for text in together([{"html": row["html"]} for row in rows]))
    apart = [row | {"url": f"https://host{n}.example/"} for n, row in enumerate(rows)]
    assert all(line in text for text in together(apart))
    named = [{"html": row["html"], "outlet": "Nordpost"} for row in rows]
    assert together(named) == together(rows)

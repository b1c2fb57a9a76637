"""The rows of data sets come as raw items with what stands beside them; bad rows are named and the others go on."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import pytest

from store.model import Metadata, RawItem
from store.sources import Fields, Options, Skipped
from store.sources.given import LARGEST_ROW, USUAL
from tests.store.sources.making import Items, raws, reasons, taken


def lines(*rows: object, fields: Fields = USUAL.fields) -> Items:
    raw = "".join(json.dumps(row) + "\n" for row in rows).encode()
    return taken("-", stdin=raw, options=Options(format="jsonl", fields=fields))


def table(raw: bytes, fields: Fields = USUAL.fields) -> Items:
    return taken("-", stdin=raw, options=Options(format="csv", fields=fields))


def values(raw: bytes) -> Items:
    return taken("-", stdin=raw, options=Options(format="json"))


def only(items: Items) -> RawItem:
    (item,) = items
    assert isinstance(item, RawItem)
    return item


def test_a_row_of_prodigys() -> None:
    item = only(
        lines({"text": "A ferry.", "meta": {"source": "Holm Post", "url": "https://holm.example/1"}, "spans": []})
    )
    assert item == RawItem(
        b"A ferry.",
        "-#line 1",
        "text/plain",
        "utf-8",
        "https://holm.example/1",
        Metadata(outlet="Holm Post", url="https://holm.example/1"),
    )


def test_a_row_of_doccanos() -> None:
    assert only(lines({"id": 7, "data": "A ferry.", "label": [[0, 1, "X"]]})).raw == b"A ferry."
    assert only(lines({"id": 7, "text": "A ferry.", "label": ["x"]})).origin == "-#line 1"


def test_a_row_of_a_crawl_whose_date_is_that_of_the_crawl() -> None:
    row = {
        "text": "A ferry.",
        "id": "<urn:uuid:1>",
        "dump": "CC-MAIN-2024-10",
        "url": "https://holm.example/1",
        "date": "2024-02-21T10:00:00Z",
        "language": "en",
    }
    assert only(lines(row)).metadata == Metadata(url="https://holm.example/1", language="en")


def test_a_row_of_news_please() -> None:
    row = {
        "maintext": "A ferry.",
        "title": "Ferry sails",
        "authors": ["Ilse Maar", "Jon Vik"],
        "date_publish": "2024-05-03 06:30:00",
        "date_modify": None,
        "source_domain": "holm.example",
        "language": "en",
        "url": "https://holm.example/1",
        "description": "Short.",
    }
    item = only(lines(row))
    assert item.raw == b"A ferry."
    assert item.metadata == Metadata(
        title="Ferry sails",
        byline="Ilse Maar, Jon Vik",
        outlet="holm.example",
        url="https://holm.example/1",
        published="2024-05-03T06:30:00",
        language="en",
    )


def test_a_row_of_funduss() -> None:
    body = {"summary": ["Soon."], "sections": [{"headline": ["Boats"], "paragraphs": ["A ferry.", "Two ferries."]}]}
    row = {
        "body": body,
        "publishing_date": "2024-05-03 06:30:00+02:00",
        "authors": [],
        "html": {"content": "<p>Page</p>", "responded_url": "https://holm.example/1"},
    }
    item = only(lines(row))
    assert (item.raw, item.media_type, item.url) == (b"<p>Page</p>", "text/html", "https://holm.example/1")
    assert item.metadata.published == "2024-05-03T06:30:00+02:00"
    del row["html"]
    assert only(lines(row)).raw == b"Soon.\n\nBoats\n\nA ferry.\n\nTwo ferries."


def test_html_goes_before_text_unless_text_is_named() -> None:
    row = {"text": "A ferry.", "HTML": "<p>A ferry.</p>"}
    assert only(lines(row)).media_type == "text/html"
    assert only(lines(row, fields=Fields(text="text"))).raw == b"A ferry."
    assert only(lines({"text": "A ferry.", "html": None})).raw == b"A ferry."


def test_fields_named_by_hand_are_taken_also_from_inside_another() -> None:
    row = {"doc": {"words": "A ferry."}, "text": "Other.", "who": "Ilse Maar", "key": "a 7", "title": "T", "name": "N"}
    fields = Fields(text="doc.words", byline="who", id="key", title="name")
    item = only(lines(row, fields=fields))
    assert (item.raw, item.origin, item.metadata.byline, item.metadata.title) == (
        b"A ferry.",
        "-#a 7",
        "Ilse Maar",
        "N",
    )


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("20240503", "2024-05-03"),
        ("20240503T063000Z", "2024-05-03"),
        (1_714_716_000, "2024-05-03T06:00:00Z"),
        (1_714_716_000_000, "2024-05-03T06:00:00Z"),
        ("3 May 2024", "2024-05-03"),
        ("2024", "2024"),
        ("07/08/2024", None),
        ("soon", None),
        (17, None),
        (True, None),
        (float("nan"), None),
        (10**400, None),
        ([2024], None),
    ],
)
def test_a_date_is_taken_where_it_is_clear(value: object, iso: str | None) -> None:
    assert only(lines({"text": "A ferry.", "published": value})).metadata.published == iso


def test_what_is_no_address_no_name_and_no_language_is_left_out() -> None:
    row = {
        "text": "A ferry.",
        "url": "javascript:x",
        "title": {"a": 1},
        "language": "English",
        "authors": 7,
        "source": "",
    }
    assert only(lines(row)).metadata == Metadata()
    assert only(lines({"text": "A", "source": {"id": None, "name": "Holm Post"}})).metadata.outlet == "Holm Post"
    assert only(lines({"text": "A", "source": "https://holm.example/1"})).url == "https://holm.example/1"


def test_a_broken_line_is_named_and_the_others_go_on() -> None:
    raw = b'\xef\xbb\xbf{"text": "One."}\n{"text": \n\n[1]\n{"other": 1}\n{"text": " "}\n{"text": "Two."}'
    items = taken("-", stdin=raw, options=Options(format="jsonl"))
    assert [item.origin for item in items] == ["-#line 1", "-#line 2", "-#line 4", "-#line 5", "-#line 6", "-#line 7"]
    assert raws(items) == [b"One.", b"Two."]
    broken, no_row, other, empty = reasons(items)
    assert "is not JSON" in broken
    assert "not an object with named fields" in no_row
    assert "it has other" in other
    assert "--text-field" in other
    assert "nothing in text" in empty


def test_what_is_no_data_set_is_given_up_with_one_sentence() -> None:
    (reason,) = reasons(taken("-", stdin=b"\x7fELF\0\n" * 5000, options=Options(format="jsonl")))
    assert "was given up" in reason
    (reason,) = reasons(lines(*[{"colour": "blue"}] * 50))
    assert "it has colour" in reason


def test_deep_and_endless_json_costs_its_row_only() -> None:
    good = b'{"text": "One."}\n'
    raw = good + b'{"text":' + b"[" * 200_000 + b"\n" + good + b'{"text": ' + b"9" * 6000 + b"}\n" + good
    items = taken("-", stdin=raw, options=Options(format="jsonl"))
    assert len(raws(items)) == 3
    assert "too deeply" in reasons(items)[0]
    assert "too long" in reasons(items)[1]
    assert "too deeply" in reasons(values(b"[" + b"[" * 200_000))[0]


def test_a_huge_line_is_skipped_and_the_next_is_read() -> None:
    raw = b'{"text": "One."}\n{"text": "' + b"x" * LARGEST_ROW + b'"}\n{"text": "Two."}\n'
    items = taken("-", stdin=raw, options=Options(format="jsonl"))
    assert raws(items) == [b"One.", b"Two."]
    assert reasons(items) == ["-#line 2 is larger than 16 MB"]


def test_half_a_surrogate_pair_can_be_stored() -> None:
    item = only(taken("-", stdin=b'{"text": "a \\ud83d b", "title": "\\udc00 x"}', options=Options(format="jsonl")))
    assert item.raw.decode() == "a \ufffd b"
    assert item.metadata.title == "\ufffd x"


def test_annottys_own_lines_are_sent_to_import() -> None:
    (item,) = lines({"schema": 1, "type": "article", "offset_unit": "codepoint", "text": "A ferry."})
    assert isinstance(item, Skipped)
    assert "annotty import" in item.reason


def test_json_lists_single_rows_and_lists_inside_an_object() -> None:
    row = b'{"text": "One.", "n": [1, 2]}'
    for raw in (b"[%b, %b]", b" [%b,\n%b", b"%b\n%b", b'{"status": "ok", "articles": [%b, %b]}'):
        items = values(raw % (row, row))
        assert raws(items) == [b"One.", b"One."], raw
        assert [item.origin for item in items] == ["-#item 1", "-#item 2"]
    assert raws(values(row)) == [b"One."]
    assert raws(values(row.decode().encode("utf-16"))) == [b"One."]


def test_a_json_list_longer_than_a_piece_is_read_to_its_end_and_up_to_its_first_mistake() -> None:
    rows = [{"text": f"Ferry {n}. é" + "x" * (n * 37 % 900)} for n in range(1000)]
    raw = json.dumps(rows, ensure_ascii=False).encode()
    assert raws(values(raw)) == [row["text"].encode() for row in rows]
    items = values(raw[:-5000])
    assert 950 < len(raws(items)) < 1000
    assert len(reasons(items)) == 1
    items = values(raw.replace(b'{"text": "Ferry 500.', b'{"text": "Ferry 500." x'))
    assert len(raws(items)) == 500
    assert "what follows it was not read" in reasons(items)[0]


def test_a_table_is_read_by_its_first_line_whatever_divides_it() -> None:
    for mark in (b",", b";", b"\t", b"|"):
        item = only(
            table(
                mark.join([b"id", b"Text", b"URL"]) + b"\r\n" + mark.join([b"1", b'"A\r\nferry"', b"https://a.example"])
            )
        )
        assert (item.raw, item.origin, item.url) == (b"A\r\nferry", "-#row 1", "https://a.example")


def test_the_bytes_of_a_cell_stay_as_they_came() -> None:
    raw = "text,title\nFähre,Fähre\n"
    item = only(table(raw.encode("cp1252")))
    assert (item.raw, item.encoding, item.metadata.title) == ("Fähre".encode("cp1252"), None, "Fähre")
    assert only(table(raw.encode("utf-8-sig"))).raw == "Fähre".encode()
    assert only(table(raw.encode("utf-16"))).raw == "Fähre".encode()


def test_a_table_with_short_long_empty_and_nul_rows_goes_on() -> None:
    items = table(b"text,title\nOne.\n\nTwo.,T,more,more\n,T\n\0a\0,\0\nThree.,T\n")
    assert raws(items) == [b"One.", b"\0a\0", b"Three."]
    assert [item.origin for item in items] == [f"-#row {n}" for n in (1, 2, 3, 4, 5)]


def test_a_large_cell_is_read_and_a_quotation_mark_that_is_never_closed_costs_its_row(tmp_path: Path) -> None:
    large = b"x" * 300_000
    assert raws(table(b"text\n" + large + b"\n")) == [large]
    place = tmp_path / "t.csv"
    place.write_bytes(b'text\nOne.\n"' + (b"y" * 997 + b",\n") * (LARGEST_ROW // 999 + 1) + b"Two.\n")
    items = taken(place)
    assert raws(items)[0] == b"One."
    assert raws(items)[-1] == b"Two."
    assert any("quotation mark is not closed" in reason for reason in reasons(items))


def test_a_table_without_a_text_names_its_columns() -> None:
    (reason,) = reasons(table(b"a,b\n1,2\n"))
    assert "it has a, b" in reason
    assert "--text-field" in reason
    assert raws(table(b"a,b\n1,2\n", Fields(text="b"))) == [b"2"]


def test_parquet_is_read_by_its_columns() -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    out = io.BytesIO()
    when = dt.datetime(2024, 5, 3, 6, 30)
    columns = {
        "text": ["One.", None, "Three."],
        "html": [None, None, b"<p>\xe4</p>"],
        "published": arrow.array([when] * 3, arrow.timestamp("ns")),
        "metadata": [{"url": "https://holm.example/1"}] * 3,
        "unused": [1, 2, 3],
    }
    parquet.write_table(arrow.table(columns), out)
    items = taken("-", stdin=out.getvalue())
    assert raws(items) == [b"One.", b"<p>\xe4</p>"]
    assert reasons(items) == ["-#row 2 has nothing in html and text"]
    first = items[0]
    assert isinstance(first, RawItem)
    assert first.metadata == Metadata(url="https://holm.example/1", published="2024-05-03T06:30:00")


def test_parquet_that_is_none_or_cut_off_is_told(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    for raw in (b"PAR1", b"PAR1" + b"x" * 900, b"no parquet", b"PAR1" + b"\xff" * 90 + b"\xff\xff\0\0PAR1"):
        (tmp_path / "a.parquet").write_bytes(raw)
        (reason,) = reasons(taken(tmp_path / "a.parquet"))
        assert "a.parquet cannot be read" in reason

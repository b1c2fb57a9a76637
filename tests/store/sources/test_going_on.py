"""What goes on behind something broken: a table behind a quotation mark, a book behind bad documents."""

from __future__ import annotations

import gzip
from pathlib import Path

from store.sources import Options
from tests.store.sources.making import Items, book, raws, reasons, taken

STORY = "The ferry to Holm sails again.\nSearch\nThe mayor, a fisher, said so.\nMenu"


def table(rows: str) -> Items:
    return taken("-", stdin=rows.encode(), options=Options(format="csv"))


def quoted(number: int) -> str:
    return f'"Story {number}: {STORY}",https://holm.example/{number}\n'


def test_a_quotation_mark_that_is_not_closed_costs_its_row_and_no_other() -> None:
    rows = [quoted(number) for number in range(1, 8)]
    rows[2] = rows[2].replace('",', ",")
    items = table("text,url\n" + "".join(rows))
    assert raws(items) == [f"Story {number}: {STORY}".encode() for number in (1, 2, 4, 5, 6, 7)]
    assert reasons(items) == ["-#row 3 cannot be read: perhaps a quotation mark is not closed in it, or not doubled"]


def test_a_quotation_mark_that_is_not_opened_costs_its_row_and_no_other() -> None:
    rows = [quoted(number) for number in range(1, 6)]
    rows[1] = rows[1].removeprefix('"')
    items = table("text,url\n" + "".join(rows))
    assert [raw for raw in raws(items) if raw.endswith(STORY.encode())] == [
        f"Story {number}: {STORY}".encode() for number in (1, 3, 4, 5)
    ]


def test_the_last_row_may_be_the_broken_one() -> None:
    items = table("text,url\n" + quoted(1) + quoted(2).replace('",', ","))
    assert raws(items) == [f"Story 1: {STORY}".encode()]
    assert len(reasons(items)) == 1


def test_a_row_with_more_cells_than_the_table_has_columns_is_named_not_cut() -> None:
    items = table(
        "text,url\nOne,https://holm.example/1\nThe mayor, a fisher, said so,https://holm.example/2\nThree,,,\n"
    )
    assert raws(items) == [b"One", b"Three"]
    (reason,) = reasons(items)
    assert reason == ("-#row 2 has 4 cells, but the table 2 columns; perhaps a quotation mark is missing")


def test_a_book_is_given_up_after_many_bad_documents_one_behind_the_other() -> None:
    good, bad = b"<p>The ferry.</p>", b"<p>" + b"0" * 300_000
    names = {f"{n:02}.xhtml": good if n == 10 else bad for n in range(60)}
    items = taken("-", stdin=book(names), options=Options(format="epub"))
    assert raws(items) == [good]
    assert len(reasons(items)) == 10 + 20 + 1
    assert reasons(items)[-1] == "- was given up: 20 documents one behind the other cannot be read"


def test_a_file_that_only_begins_with_nothing_is_not_empty(tmp_path: Path) -> None:
    place = tmp_path / "rows.jsonl.gz"
    place.write_bytes(gzip.compress(b"\n" * 10_000 + b'{"text": "The ferry sails."}\n'))
    assert raws(taken(place)) == [b"The ferry sails."]
    place.write_bytes(gzip.compress(b"\0\n" * 100))
    assert reasons(taken(place)) == [f"{place} is empty: there is nothing to read in it"]


def test_of_a_feed_in_a_folder_is_said_how_it_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "holm.rss").write_text("<rss version='2.0'><channel><title>Holm</title></channel></rss>")
    (tmp_path / "some.opml").write_text("<opml version='2.0'><body/></opml>")
    assert [reason.partition("was ")[2] for reason in reasons(taken(tmp_path))] == [
        "left out: feeds and lists of feeds are read only where they are named themselves"
    ] * 2


def test_folders_without_end_cost_only_what_lies_too_deep(tmp_path: Path) -> None:
    deepest = tmp_path.joinpath(*["d"] * 100)
    (deepest / "d" / "d").mkdir(parents=True)
    for folder in (tmp_path, deepest, deepest / "d"):
        (folder / "e.txt").write_text("The ferry sails again.")
    items = taken(tmp_path)
    assert [item.origin for item in items] == [str(deepest / "d"), str(deepest / "e.txt"), str(tmp_path / "e.txt")]
    assert reasons(items) == [f"{deepest / 'd'} lies more than 100 folders deep; name it itself to read it"]

"""Lines of JSON through the filter: order and number, whoever does the work, and lines that cannot be used."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager, nullcontext

import pytest

from store.adding.crew import Crew
from store.cleaning.filtering import Wanted, cleaned_rows
from store.cleaning.streaming import Line, streamed
from tests.store.cleaning.test_filtering import said

ROWS = [{"id": n, "text": said(n, "Write to us"), "url": f"https://host{n % 3}.example/{n}"} for n in range(60)]
LINES = [Line(n, json.dumps(row).encode()) for n, row in enumerate(ROWS, 1)]


def crew_of(jobs: int) -> AbstractContextManager[Crew | None]:
    return nullcontext() if jobs == 1 else Crew(jobs)


def through(lines: list[Line | None], jobs: int = 1, *, alone: bool = False) -> list[dict[str, object]]:
    with crew_of(jobs) as crew:
        return [json.loads(each.text) for each in streamed(lines, crew, Wanted(), alone=alone)]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("alone", [False, True])
def test_lines_give_what_their_rows_give_in_order_whoever_does_the_work(jobs: int, alone: bool) -> None:
    assert through([*LINES], jobs, alone=alone) == [each.row for each in cleaned_rows(ROWS, alone=alone)]


def test_a_pause_gives_out_what_is_there_before_anything_more_is_asked_for() -> None:
    asked = iter([LINES[0], None, LINES[1]])
    with Crew(2) as crew:
        assert json.loads(next(streamed(asked, crew, Wanted())).text)["id"] == 0
    assert next(asked) == LINES[1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_line_that_cannot_be_used_gives_one_that_says_so(jobs: int) -> None:
    bad = [
        b"{", b"[1]", b'"text"', b"null", b"\xff", b'{"text":"x","n":1e999}', b'{"id":"' + b"9" * 5000, b"[" * 100_000,
        b'{"n":' + b"9" * 5000 + b"}", b'{"text": null}', b"{}",
    ]  # fmt: skip
    lines = [
        *LINES[:20],
        *(Line(100 + n, raw) for n, raw in enumerate(bad)),
        Line(200, b"", "it is too long"),
        LINES[20],
    ]
    with crew_of(jobs) as crew:
        found = list(streamed(lines, crew, Wanted()))
    rows = [json.loads(each.text) for each in found]
    assert [row["id"] for row in rows] == [*range(20), *range(100, 111), 200, 20]
    assert [bool(each.problem) for each in found] == [*[False] * 20, *[True] * 12, False]
    assert [row.get("error", "") for row in rows] == [each.problem for each in found]
    assert all(row["error"].startswith(f"line {row['id']}") for row in rows[20:32])
    assert all(len(row["error"]) < 300 for row in rows[20:32])


def test_numbers_that_json_does_not_have_become_null_and_halves_of_characters_signs() -> None:
    (row,) = through([Line(1, b'{"id":"a","text":"","score":NaN,"half":"\\ud800"}')])
    assert row["score"] is None
    assert row["half"] == "\ud800"
    (row,) = through([Line(1, json.dumps({"text": f"\ud83d\ude00 \ud800 {said(1)}"}).encode())])
    assert "would not come" in str(row["text"])

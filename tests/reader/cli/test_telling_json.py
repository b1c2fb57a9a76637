"""`annotty add --progress json`: lines for a program that watches it."""

from __future__ import annotations

import io
import itertools
import json
from collections import Counter
from pathlib import Path

from reader.cli.output import Output
from reader.cli.telling_json import JsonTelling
from tests.reader.cli.conftest import Run

TEXT = "Boats come in\n\n" + "The keeper of the lamp wrote down every ship that passed, for forty years. " * 6


def lines(written: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.splitlines()]


def test_everything_on_standard_error_is_json_and_the_end_is_the_last_line(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT)
    (folder / "empty.txt").write_text("")
    done = run("add", "--progress", "json", "--jobs", "1", "--", str(folder))
    said = lines(done.err)
    assert done.code == 1
    assert done.out == ""
    skipped = next(each["skipped"] for each in said if "skipped" in each)
    assert isinstance(skipped, dict)
    assert str(skipped["origin"]).endswith("empty.txt")
    assert skipped["reason"]
    end = said[-1]["end"]
    assert isinstance(end, dict)
    assert {name: end[name] for name in ("added", "known", "skipped", "stopped")} == {
        "added": 1,
        "known": 0,
        "skipped": 1,
        "stopped": False,
    }


def test_progress_is_told_now_and_then_with_rate_share_and_time_left(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"x" * 1000)
    err, seconds = io.StringIO(), itertools.count()
    telling = JsonTelling(
        Output(io.StringIO(), err, out_is_terminal=False, err_is_terminal=False),
        [str(tmp_path / "a.jsonl")],
        ["added", "passed over"],
        clock=lambda: next(seconds) * 0.125,
    )
    for number in range(40):
        telling.passed(f"{tmp_path}/a.jsonl#{number}", 20, Counter(added=number + 1))
    said = lines(err.getvalue())
    assert len(said) == 20  # of 5 seconds every other look, each an eighth of a second behind the last
    last = said[-1]["progress"]
    assert isinstance(last, dict)
    assert (last["added"], last["passed"], last["seconds"], last["rate"]) == (40, 0, 5.0, 8.0)
    assert (last["share"], last["left"]) == (0.8, 1.2)
    first = said[0]["progress"]
    assert isinstance(first, dict)
    assert (first["rate"], first["left"]) == (None, None)

"""The command `clean`: text without a library, what was decided and why, Markdown, and rows in a pipeline."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from store.cleaning import clean
from store.library import Library
from store.model import RawItem
from tests.pty_terminal import PATIENCE
from tests.reader.cli.conftest import Run, Start, on_a_terminal
from tests.reader.cli.test_borders import ATTACK, FORBIDDEN
from tests.store.cleaning.dumps import DIRTY, TITLE
from tests.store.cleaning.test_filtering import said

PROGRAM = [sys.executable, "-m", "reader", "clean", "--jsonl"]


def rows(number: int) -> bytes:
    return b"".join(json.dumps({"id": n, "text": said(n)}).encode() + b"\n" for n in range(number))


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.txt"
    path.write_text(DIRTY, encoding="utf-8")
    return path


def test_the_text_is_the_one_that_a_library_keeps_and_no_library_is_made(run: Run, place: Path, dump: Path) -> None:
    done = run("clean", str(dump))
    assert (done.code, done.err) == (0, "")
    assert not place.exists()
    run("add", str(dump))
    with Library(place) as library:
        (article,) = library.articles()
        assert done.out == library.article(article.id).text + "\n"


def test_standard_input_is_read_where_it_is_named(start: Start) -> None:
    done = start("clean", "-", stdin=DIRTY.encode())
    assert done.out == clean(RawItem(DIRTY.encode(), "-")).document.text + "\n"


def test_several_files_are_parted_by_their_names_and_a_bad_one_does_not_stop_the_others(
    run: Run, dump: Path, page: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    done = run("clean", str(dump), str(empty), str(tmp_path / "missing.txt"), str(page))
    assert done.code == 1
    parts = re.split(r"^==> (.*) <==\n", done.out, flags=re.M)
    assert parts[1::2] == [str(dump), str(page)]
    assert parts[2] == run("clean", str(dump)).out + "\n"
    assert [line.startswith("annotty: ") for line in done.err.splitlines()] == [True, True]
    assert "empty.txt is empty" in done.err


def test_a_folder_without_articles_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    done = run("clean", str(tmp_path / "bare"))
    assert (done.code, done.out) == (1, "")
    assert done.err == "no article was found there\n"


def test_markdown_keeps_the_structure(run: Run, page: Path) -> None:
    assert run("clean", "--markdown", str(page)).out.startswith("# Ferry will sail again, says minister\n\nThe Coast")


def test_explained_the_lines_come_first_and_then_what_is_known(run: Run, dump: Path) -> None:
    told = run("clean", "--explain", str(dump)).out
    assert f"title: {TITLE}  (" in told
    assert all(len(line) <= 80 for line in told.splitlines() if line[:1] in "+-")


def test_explained_as_json_every_line_is_an_object(run: Run, dump: Path) -> None:
    objects = [json.loads(line) for line in run("clean", "--explain", "--json", str(dump)).out.splitlines()]
    assert objects[-1]["type"] == "metadata"
    assert objects[-1]["title"] == TITLE
    text = run("clean", str(dump)).out
    assert all(text[o["start"] : o["end"]].strip() for o in objects[:-1] if o["kept"])


@pytest.mark.parametrize("option", ["", "--explain", "--explain --json", "--markdown"])
def test_no_control_character_reaches_a_terminal_and_into_a_file_the_text_goes_as_it_is(
    place: Path, tmp_path: Path, start: Start, option: str
) -> None:
    path = tmp_path / f"{ATTACK.partition('[/]')[0]}.txt"
    path.write_text(f"{ATTACK.replace(chr(0), '')}\n\n{said(1)}\n\nA sign \u202e of \u2066 power: {ATTACK[:20]}.\n")
    for paths in ([path], [path, path]):
        code, received = on_a_terminal("clean", *option.split(), *map(str, paths))
        assert code == 0
        assert [sign for sign in FORBIDDEN if sign in received.decode()] == []
    if not option:
        assert "\u202e" in start("clean", str(path)).out


@pytest.mark.parametrize(
    "arguments",
    [
        "",
        "--json x",
        "--alone x",
        "--jobs 2 x",
        "--jsonl --jobs 0",
        "--jsonl a b",
        "--jsonl --explain",
        "--text-field a x",
    ],
)
def test_what_does_not_go_together_is_wrong_usage(run: Run, arguments: str) -> None:
    done = run("clean", *arguments.split())
    assert (done.code, done.out) == (2, "")
    assert "Try: annotty clean --help" in done.err


def test_rows_come_out_in_order_one_for_each_and_the_exit_code_tells_of_bad_ones(start: Start, tmp_path: Path) -> None:
    good = start("clean", "--jsonl", "--jobs", "2", stdin=rows(40))
    assert (good.code, good.err) == (0, "")
    assert [json.loads(line)["id"] for line in good.out.splitlines()] == list(range(40))
    path = tmp_path / "rows.jsonl"
    path.write_bytes(rows(3) + b'{"id": "bad"}\n{\n' + rows(2))
    done = start("clean", "--jsonl", str(path))
    assert done.code == 1
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == [0, 1, 2, "bad", 5, 0, 1]
    assert done.err.count("annotty: line") == 2


def test_the_field_and_the_text_can_be_chosen(start: Start) -> None:
    line = json.dumps({"id": 1, "body": DIRTY, "text": "other"}).encode()
    (row,) = [json.loads(r) for r in start("clean", "--jsonl", "--text-field", "body", stdin=line).out.splitlines()]
    assert TITLE not in row["text"]
    as_read = start("clean", "--jsonl", "--text-field", "body", "--as-read", stdin=line).out
    assert json.loads(as_read)["text"].startswith(TITLE)


def test_a_file_of_rows_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    for path in (tmp_path / "missing.jsonl", tmp_path):
        done = run("clean", "--jsonl", str(path))
        assert (done.code, done.out) == (1, "")
        assert str(path) in done.err


def test_the_first_rows_come_out_of_a_pipe_that_stays_open(place: Path) -> None:
    with subprocess.Popen(PROGRAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in (3, 40):
            process.stdin.write(rows(number))
            process.stdin.flush()
            found = [json.loads(process.stdout.readline())["id"] for _ in range(number)]
            assert found == list(range(number))
        process.stdin.close()
        assert process.stdout.read() == b""
        assert process.wait(PATIENCE) == 0


def test_whoever_reads_may_stop_without_a_word(place: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(rows(400))
    with subprocess.Popen(
        [*PROGRAM, "--jobs", "2", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(PATIENCE) == 0


def test_ctrl_c_ends_it_and_its_processes_with_one_sentence(place: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, "--jobs", "2"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(rows(40))
        process.stdin.flush()
        for _ in range(40):
            process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
        assert process.stderr.read().decode().count("\n") == 1
        assert process.wait(PATIENCE) == 130

"""Words of a library in the line of a shell: bash puts in what they are, and neither runs nor replaces anything of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from store.library import Library
from store.model import Queue
from tests.reader.cli.conftest import Run

HOSTILE = (
    "`touch$IFS@`",
    "$(touch$IFS@)",
    "$(touch @)",
    "x`touch @`",
    "x;touch @",
    "x';touch @;'",
    'x";touch @;"',
    "x|touch${IFS}@",
    "x&touch @",
    ">@",
    "$HOME",
    "~root",
    "~",
    "{a,b}",
    "a{1..3}",
    "*",
    "?",
    "[a-z]*",
    "#no",
    "!!",
    "!-1",
    "x!y",
    "\\",
    "\\`touch @\\`",
    "a\\'b",
    "--help",
    "-x",
    "a\tb\nc",
    "\u2028x",
    "\u202ex",
    "\x1b[31mx",
    "%s%n",
    "x=y:z",
    "<(touch @)",
    "ünïcode `touch @`",
)
"""Each would make the file @, or become other words, if a shell read it."""


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_what_bash_completes_is_the_word_itself_however_it_is_quoted(run: Run, place: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    wanted = [words.replace("@", str(made)) for words in HOSTILE]
    (tmp_path / "offered").write_text("".join(f"{words}\thelp\n" for words in wanted if words.isprintable()))
    (tmp_path / "annotty").write_text(f"#!/bin/sh\ncat {tmp_path}/offered\n")
    (tmp_path / "annotty").chmod(0o755)
    (tmp_path / "annotty.bash").write_text(run("completion", "bash").out)
    script = f"""source {tmp_path}/annotty.bash
    set -o history -o histexpand
    for quote in '' "'" '"'; do
        COMP_LINE="annotty list --queue $quote" COMPREPLY=()
        COMP_POINT=${{#COMP_LINE}}
        _annotty
        for sign in "${{COMPREPLY[@]}}"; do
            eval "set -- $quote$sign$quote" || exit
            printf '%s\\0%s\\0%s\\0' "$quote" "$#" "$1"
        done
    done"""
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        capture_output=True,
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"},
        timeout=60,
        check=True,
    )
    told = done.stdout.decode().split("\0")[:-1]
    found = {
        quote: [each for q, _, each in zip(*[iter(told)] * 3, strict=True) if q == quote] for quote in ("", "'", '"')
    }
    printable = [words for words in wanted if words.isprintable()]
    assert found[""] == found["'"] == printable
    assert found['"'] == [words for words in printable if "!" not in words]
    assert set(told[1::3]) == {"1"}
    assert not made.exists()


def test_what_is_offered_to_a_shell_is_one_line_of_letters_for_each(run: Run, place: Path) -> None:
    with Library(place) as library:
        for at, words in enumerate(HOSTILE):
            library.keep_queue(Queue(" ".join(f"q{at} {words}".split()), "ferry"))
    lines = run("completion", "--of", "queue", "--", "q").out.split("\n")[:-1]
    assert len(lines) == len(HOSTILE)
    assert all(line.count("\t") == 1 and line.replace("\t", "").isprintable() for line in lines)


def test_a_script_that_is_sourced_runs_nothing_by_itself(run: Run, tmp_path: Path) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert run("completion", shell, "--library", f"{tmp_path}/$(touch {tmp_path}/made)`x`").code == 0
    script = tmp_path / "annotty.bash"
    script.write_text(run("completion", "bash").out)
    environment = {"PATH": str(tmp_path), "PYTHON": sys.executable}
    done = subprocess.run(
        [shutil.which("bash") or "sh", "--norc", "-c", f". {script}"], env=environment, capture_output=True, check=True
    )
    assert (done.stdout, done.stderr) == (b"", b"")

"""Completing arguments: what is offered, and bash itself doing so."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli import COMMANDS
from reader.cli.shells import SHELLS
from store.library import Library
from store.model import Queue
from tests.reader.cli.conftest import Run


@pytest.fixture
def ids(run: Run, place: Path, tmp_path: Path) -> list[str]:
    """A library of two articles with a label and a queue; their ids."""
    for number, outlet in enumerate(("Orrin Post", "Coast")):
        words = f"---\noutlet: {outlet}\n---\n# Story {number}\n\nThe levee of Orrin {number} held through the night.\n"
        (tmp_path / f"{number}.md").write_text(words, encoding="utf-8")
    made = [run("add", str(tmp_path / f"{number}.md")).out.split()[1] for number in range(2)]
    with Library(place) as library:
        library.label(made, "dam")
        library.keep_queue(Queue("morning", "state:new"))
    return made


def offered(run: Run, kind: str, word: str) -> list[str]:
    ran = run("completion", "--of", kind, "--", word)
    assert (ran.code, ran.err) == (0, "")
    return [line.split("\t")[0] for line in ran.out.splitlines()]


def test_ids_labels_and_queues_are_offered_with_what_they_are(ids: list[str], run: Run) -> None:
    assert offered(run, "article", ids[0][:9]) == ids[::-1]
    assert offered(run, "article", ids[0]) == ids[:1]
    assert run("completion", "--of", "article", "--", ids[0]).out == f"{ids[0]}\tStory 0\n"
    assert run("completion", "--of", "label", "--", "d").out == "dam\t2 articles\n"
    assert run("completion", "--of", "queue").out == "morning\tstate:new\n"
    assert offered(run, "queue", "x") == offered(run, "weather", "") == []


def test_a_filter_is_offered_whole_with_its_keys_and_values(ids: list[str], run: Run) -> None:
    assert offered(run, "filter", "state:new ou") == ["state:new outlet:"]
    assert offered(run, "filter", "state:new outlet:o") == ['state:new outlet:"Orrin Post"']
    assert offered(run, "filter", "-state:r") == ["-state:reading"]


def test_without_a_library_nothing_of_it_is_offered_and_none_is_made(run: Run, place: Path) -> None:
    assert offered(run, "article", "0") == offered(run, "filter", "outlet:o") == []
    assert offered(run, "filter", "outl") == ["outlet:"]
    assert not place.exists()
    place.write_text("no library")
    assert offered(run, "label", "") == offered(run, "filter", "label:d") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_knows_every_command_and_its_options(run: Run, shell: str) -> None:
    script = run("completion", shell).out
    for command in COMMANDS:
        assert command in script
    for flag in ("queue", "repair", "no-open", "remove"):
        assert flag in script
    assert not re.search("@[A-Z]", script)


def test_a_shell_must_be_named(run: Run) -> None:
    assert run("completion").code == run("completion", "csh").code == 2


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_completes_commands_options_values_and_filters(ids: list[str], run: Run, tmp_path: Path) -> None:
    tries = {
        "annotty ": ["open ", "add "],
        "annotty la": ["label "],
        "annotty --library x.db la": ["label "],
        "annotty list --so": ["--sort "],
        "annotty list --sort ti": ["title "],
        "annotty list --queue m": ["morning "],
        "annotty list ou": ["outlet:"],
        "annotty list outlet:or": [r"\"Orrin\ Post\" "],
        "annotty list 'state:new outlet:or": ['state:new outlet:"Orrin Post"'],
        'annotty list "outlet:or': [r"outlet:\"Orrin Post\""],
        "annotty state d": ["done ", "deleted "],
        f"annotty state done {ids[1]}": [f"{ids[1]} "],
        f"annotty state done x --filter x {ids[1]}": [f"{ids[1]} "],
        "annotty export --output " + str(tmp_path / "1"): [str(tmp_path / "1.md")],
        "annotty weather x": [],
    }
    (tmp_path / "annotty").write_text(f'#!/bin/sh\nexec {sys.executable} -m reader "$@"\n')
    (tmp_path / "annotty").chmod(0o755)
    (tmp_path / "annotty.bash").write_text(run("completion", "bash").out)
    asked = "\n".join(
        f"COMP_LINE={quoted(line)} COMP_POINT={len(line)} COMPREPLY=(); _annotty;"
        ' IFS="|"; echo "${COMPREPLY[*]:0:2}"; unset IFS'
        for line in tries
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", f"source {tmp_path}/annotty.bash\n{asked}"],
        capture_output=True,
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(Path(__file__).parents[3])},
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stderr == ""
    assert (
        dict(zip(tries, (line.split("|") if line else [] for line in done.stdout.splitlines()), strict=True)) == tries
    )


def quoted(words: str) -> str:
    return "'" + words.replace("'", "'\\''") + "'"

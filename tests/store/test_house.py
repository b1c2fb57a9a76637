"""What the design promises about the code itself."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tokenize import COMMENT, NEWLINE, NL, STRING, generate_tokens

import pytest

ROOT = Path(__file__).parents[2]
STORE = sorted((ROOT / "store").rglob("*.py"))
HOUSE = [*STORE, *sorted((ROOT / "reader").rglob("*.py"))]
LONGEST = 400
NOT_PART_OF_IT = (
    "store.cleaning.plain.learnt.training"  # it makes the scorer, with what only the group `train` installs
)
SQL = re.compile(
    r"\s*(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|PRAGMA\s"
    r"|CREATE\s+(TABLE|INDEX|TRIGGER|VIEW)|ALTER\s+TABLE|DROP\s+\w+|BEGIN\s+IMMEDIATE|WITH\s+\w+\s+AS\s*\()",
    re.DOTALL,
)
SQL_WORD = re.compile("SELECT|INSERT|REPLACE|UPDATE|DELETE|PRAGMA|CREATE|ALTER|DROP|BEGIN|WITH")
"""One of them is in each of these statements; to look through a whole module takes long."""


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_store_stands_without_the_reader_and_without_a_screen() -> None:
    modules = [each for path in STORE if (each := module(path)) != NOT_PART_OF_IT]
    script = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'textual', 'rich', 'reader', 'curses'}))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stderr == ""
    assert done.stdout == "[]\n"


def test_what_trains_the_scorer_is_imported_by_nobody_and_alone_needs_what_it_needs() -> None:
    room, _, last = NOT_PART_OF_IT.rpartition(".")
    needs = re.compile(
        rf"^\s*(import|from) (lightgbm|sklearn|scipy|numpy|{NOT_PART_OF_IT})\b|^\s*from {room} import .*\b{last}\b",
        re.M,
    )
    using = {module(path) for path in HOUSE if needs.search(path.read_text(encoding="utf-8"))}
    assert using == {NOT_PART_OF_IT}


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module that is not a docstring, with its line; of f-strings the parts that stand written."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def test_there_is_sql_only_in_the_database_room() -> None:
    may_have = (path for path in HOUSE if SQL_WORD.search(path.read_text(encoding="utf-8")))
    found = {path: [line for line, text in strings(path) if SQL.match(text)] for path in may_have}
    room = ROOT / "store" / "database"
    assert {name(path): lines for path, lines in found.items() if lines and room not in path.parents} == {}
    assert sum(len(lines) for path, lines in found.items() if room in path.parents) > 40


def test_both_packages_say_that_they_are_typed() -> None:
    assert all((ROOT / package / "py.typed").is_file() for package in ("store", "reader"))


def test_only_the_database_room_knows_sqlite() -> None:
    using = {
        name(path)
        for path in HOUSE
        if re.search(r"^\s*(import|from) sqlite", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {path for path in using if not path.startswith("store/database/")} == set()


@pytest.mark.parametrize("path", HOUSE, ids=name)
def test_a_module_says_what_it_is_for_and_is_short_enough_to_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tokens = generate_tokens(io.StringIO(text).readline)
    first = next(token for token in tokens if token.type not in (COMMENT, NL))
    assert first.type == STRING, "it has no docstring"
    assert next(tokens).type == NEWLINE, "it has no docstring"
    assert ast.literal_eval(first.string).strip(), "its docstring says nothing"
    assert text.count("\n") <= LONGEST, "it is too long; split it by what a reader looks for"


def test_no_room_is_named_for_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base", "core", "lib"}
    assert {name(path) for path in HOUSE if empty & set(path.relative_to(ROOT).with_suffix("").parts)} == set()

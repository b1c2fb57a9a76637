"""Every parser of ours, with inputs that nobody meant: an answer or one of our errors, within its time and memory."""

from __future__ import annotations

import os
import random
import sys
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest

from tests.fuzzing import watching
from tests.fuzzing.mutating import Mutator
from tests.fuzzing.parser import Parser
from tests.fuzzing.registry import CORPUS, PARSERS, folder_of, kept
from tests.fuzzing.running import held, look, smallest
from tests.fuzzing.watching import HOUSE, TooSlow, bounded, modules_run

ROUNDS = float(os.environ.get("ANNOTTY_ROUNDS", "1"))
LONG = 60_000
"""Bytes of an input that is one thing repeated: what looks at each of them from each of them takes a minute for it."""
PATIENT, FOREVER = 20.0, 1e6

ROOMS = ("store/sources", "store/formats", "store/filters", "store/cleaning")
NO_PARSERS = {
    "store/cleaning/judged.py": "it holds what was judged",
    "store/cleaning/plain/learnt/labels.py": "it makes the scorer, and is no part of what runs",
    "store/cleaning/plain/learnt/training.py": "it makes the scorer, and is no part of what runs",
    "store/formats/markdown.py": "it writes",
    "store/formats/timeline_json.py": "it writes",
    "store/formats/timeline_markdown.py": "it writes",
    "store/formats/timeline_svg.py": "it writes",
    "store/sources/fetching.py": "it speaks to a server; tests of the web are its own",
    "store/sources/given.py": "it says bounds in words",
}
EACH = pytest.mark.parametrize("parser", PARSERS.values(), ids=lambda parser: parser.name)


@EACH
def test_whatever_it_is_given_it_answers_or_refuses(parser: Parser) -> None:
    seed = random.randrange(2**32) if ROUNDS > 1 else 7
    found = look(parser, seed, FOREVER, count=len(parser.seeds) + int(parser.share * ROUNDS))
    assert not found.faults, f"seed {seed}: " + "\n".join(
        f"{raw!r}\n{fault.told}" for fault, raw in found.faults.values()
    )


@EACH
def test_what_went_wrong_once_goes_well(parser: Parser) -> None:
    for path, raw in kept(parser):
        with bounded(PATIENT):
            fault = watching.fault_of(parser, raw)
        assert fault is None, f"{path.name}: {fault.told}"


@pytest.mark.parametrize("parser", [each for each in PARSERS.values() if each.growing], ids=lambda parser: parser.name)
def test_what_is_repeated_without_end_takes_time_that_grows_with_its_length(parser: Parser) -> None:
    for word in random.Random(parser.name).sample(parser.words, min(2, len(parser.words))):
        with bounded(PATIENT):
            fault = watching.fault_of(parser, word * (LONG // len(word)))
        assert fault is None, f"{word!r}: {fault.told}"


def test_every_module_that_parses_is_reached_by_a_parser_that_is_known_here() -> None:
    there = {
        str(path.relative_to(HOUSE))
        for room in ROOMS
        for path in (HOUSE / room).rglob("*.py")
        if "def " in path.read_text(encoding="utf-8")
    }
    _forget_what_was_answered_before()
    reached = set().union(*(modules_run(parser) for parser in PARSERS.values()))
    assert there - reached == set(NO_PARSERS)


def _forget_what_was_answered_before() -> None:
    """Functions that remember their answers do nothing where another test has asked them already."""
    for name, module in list(sys.modules.items()):
        if name.startswith("store."):
            for each in vars(module).values():
                if isinstance(each, _lru_cache_wrapper):
                    each.cache_clear()


def test_every_folder_of_what_was_found_belongs_to_a_parser() -> None:
    assert {path for path in CORPUS.iterdir() if path.is_dir()} <= {folder_of(parser) for parser in PARSERS.values()}


def test_every_seed_is_read_without_a_fault() -> None:
    for parser in PARSERS.values():
        for raw in parser.seeds:
            assert held(parser, raw) is None, parser.name


# --- that it can find -------------------------------------------------------------------------------------------------


def _planted(raw: bytes) -> None:
    if b"[[[" in raw:
        raise IndexError("three of them")


def test_a_fault_is_found_and_made_small() -> None:
    planted = Parser("planted", _planted, (b"a [ b ]",), (b"[", b"]"))
    found = look(planted, 1, 20, count=1000)
    ((fault, raw),) = found.faults.values()
    assert (fault.what, raw) == ("IndexError", b"[[[")


def test_an_input_that_reaches_new_lines_is_gone_on_from() -> None:
    reads = PARSERS["filter of articles"]
    known = look(reads, 3, FOREVER, count=200)
    assert known.new > 3
    assert known.lines > look(reads, 3, FOREVER, count=len(reads.seeds)).lines


def test_what_goes_on_for_too_long_is_ended_and_told() -> None:
    def turn(raw: bytes) -> None:
        while raw:
            try:
                pass
            except Exception:
                return

    slow = Parser("slow", turn, (b"a",))
    with bounded(seconds=0.2):
        fault = watching.fault_of(slow, b"a")
    assert fault is not None
    assert fault.what == TooSlow.__name__


def test_what_takes_too_much_memory_is_ended_and_told() -> None:
    large = Parser("large", lambda _: bytes(2**33), (b"a",))
    fault = held(large, b"a")
    assert fault is not None
    assert fault.what == MemoryError.__name__
    assert smallest(large, b"aaaa", fault) == b""


def test_the_same_seed_makes_the_same_inputs() -> None:
    def made(seed: int) -> list[bytes]:
        mutator = Mutator(seed, (b"a", b"bc"), 500)
        return [mutator.changed(b"a seed of words", [b"another"]) for _ in range(50)]

    assert made(1) == made(1) != made(2)
    assert all(len(raw) <= 500 for raw in made(3))


def test_a_file_of_the_corpus_can_say_how_often_it_is_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzzing.registry.CORPUS", tmp_path)
    parser = Parser("a b", _planted, ())
    (tmp_path / "a-b").mkdir()
    (tmp_path / "a-b" / "one.x3").write_bytes(b"ab")
    (tmp_path / "a-b" / "two").write_bytes(b"c")
    assert [raw for _, raw in kept(parser)] == [b"ababab", b"c"]

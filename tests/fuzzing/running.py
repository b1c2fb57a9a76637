"""Looking for long: inputs made by chance, those that reach new lines of ours kept to go on from, faults made small and kept.

Each parser runs in a process of its own, so that one that is killed by its input is found too.
"""

from __future__ import annotations

import mmap
import os
import re
import struct
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from tests.fuzzing.mutating import Mutator
from tests.fuzzing.parser import Parser
from tests.fuzzing.registry import folder_of, kept
from tests.fuzzing.watching import Fault, Lines, bounded, fault_of

_TRIES = 300
"""Smaller inputs that are tried for each fault."""
_SMALL, _LARGE = 12_000, 48_000
"""Bytes of an input that is grown: four times as long must take four times as long, or a little more."""
_LOOKED_AT = 500
"""Inputs of which it is seen what lines they reach; of those behind them every eighth, for it takes ten times as long."""
_LENGTH = struct.Struct("!I")


@dataclass
class Found:
    """What came of looking: how many inputs, how many lines they reached, how many of them reached new ones; faults with
    the smallest input that shows each.
    """

    inputs: int = 0
    lines: int = 0
    new: int = 0
    faults: dict[tuple[str, str], tuple[Fault, bytes]] = field(default_factory=dict)


def held(parser: Parser, raw: bytes) -> Fault | None:
    """What is wrong with how a parser takes an input, within its time and memory."""
    with bounded():
        return fault_of(parser, raw)


def look(parser: Parser, seed: int, seconds: float, known: Iterable[bytes] = (), *, count: int = 2**62) -> Found:
    """Give a parser inputs by chance for some seconds of the processor, or so many of them."""
    found, lines = Found(), Lines()
    mutator = Mutator(seed, parser.words, parser.largest)
    pool = [*parser.seeds, *(raw for raw in known if len(raw) <= parser.largest)]
    waiting = list(pool)
    until = time.process_time() + seconds
    while found.inputs < count and (time.process_time() < until or waiting):
        is_seed = bool(waiting)
        recent = mutator.chance.random() < 0.5
        raw = waiting.pop() if is_seed else mutator.changed(mutator.chance.choice(pool[-20:] if recent else pool), pool)
        _remember(raw)
        before = lines.reached
        is_looked_at = is_seed or found.inputs < _LOOKED_AT or found.inputs % 8 == 0
        with bounded(), lines.looking() if is_looked_at else nullcontext():
            fault = fault_of(parser, raw)
        found.inputs += 1
        if fault is not None and (fault.what, fault.where) not in found.faults:
            found.faults[fault.what, fault.where] = fault, smallest(parser, raw, fault)
        elif lines.reached > before and not is_seed and fault is None:
            found.new += 1
            pool.append(raw)
    found.lines = lines.reached
    return found


def smallest(parser: Parser, raw: bytes, fault: Fault) -> bytes:
    """A smaller input that shows the same fault: halves, then quarters and so on are left out while that can be."""
    tries, size = _TRIES if fault.what != "TooSlow" else 12, max(1, len(raw) // 2)
    while tries and size:
        at = 0
        while at < len(raw) and tries:
            fewer = raw[:at] + raw[at + size :]
            tries -= 1
            other = held(parser, fewer)
            if other is not None and (other.what, other.where) == (fault.what, fault.where):
                raw = fewer
            else:
                at += size
        size //= 2
    return raw


def grown(parser: Parser, seed: int, seconds: float) -> Iterator[tuple[float, float, bytes, bytes, bytes]]:
    """What takes more than its share of time where it is repeated: the seconds for the small and the large input, and the
    head, what was repeated, and the tail.
    """
    mutator = Mutator(seed, parser.words, _LARGE)
    until = time.process_time() + seconds
    singles = [(b"", word, b"") for word in parser.words]
    while time.process_time() < until:
        head, unit, tail = singles.pop() if singles else _unit(mutator, parser)
        if not unit:
            continue
        small, large = (head + unit * max(1, size // len(unit)) + tail for size in (_SMALL, _LARGE))
        _remember(large)
        first, second = _seconds(parser, small), 0.0
        if first > 0.02:
            second = _seconds(parser, large)
            if second > 8 * first and second > 0.4:
                yield first, second, head, unit, tail


def _unit(mutator: Mutator, parser: Parser) -> tuple[bytes, bytes, bytes]:
    """A seed with something in it to be repeated, or some words."""
    chance = mutator.chance
    if parser.words and chance.random() < 0.6:
        unit = b"".join(mutator.word()[:200] for _ in range(chance.randrange(1, 5)))
        if chance.random() < 0.5:
            return mutator.word()[:200], unit, mutator.word()[:200]
        raw = chance.choice(parser.seeds)
        at = mutator.token(raw)[0]
        return raw[:at], unit, raw[at:] if chance.random() < 0.5 else b""
    raw = chance.choice(parser.seeds)
    start, end = mutator.cut(raw, 40)
    return raw[:start], raw[start:end], raw[end:] if chance.random() < 0.5 else b""


def _seconds(parser: Parser, raw: bytes) -> float:
    begun = time.process_time()
    with bounded(seconds=60):
        fault_of(parser, raw)
    return time.process_time() - begun


# --- in a process of its own ------------------------------------------------------------------------------------------

_memory: mmap.mmap | None = None


def _remember(raw: bytes) -> None:
    """Lay an input where it is found if this process dies of it."""
    if _memory is not None:
        _memory[: _LENGTH.size] = _LENGTH.pack(len(raw))
        _memory[_LENGTH.size : _LENGTH.size + len(raw)] = raw


def apart(parser: Parser, seed: int, seconds: float, *, grow: bool = False) -> bytes | None:
    """Look in a process of its own, and print what was found; the input that killed it, or None."""
    global _memory  # noqa: PLW0603 - it is the process's own
    _memory = mmap.mmap(-1, 4 * 2**20)
    process = os.fork()
    if not process:
        try:
            (_print_grown if grow else _print_found)(parser, seed, seconds)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    size = _LENGTH.unpack(_memory[: _LENGTH.size])[0]
    return bytes(_memory[_LENGTH.size : _LENGTH.size + size]) if status < 0 else None


def _print_found(parser: Parser, seed: int, seconds: float) -> None:
    found = look(parser, seed, seconds, [raw for _, raw in kept(parser)])
    print(
        f"{parser.name}: {found.inputs} inputs, {found.new} with new lines, {found.lines} lines, {len(found.faults)} faults",
        flush=True,
    )
    for fault, raw in found.faults.values():
        path = keep(parser, raw, fault)
        print(f"  {fault.what} in {fault.where}: {raw[:80]!r} kept as {path.name}\n{fault.told}", flush=True)


def _print_grown(parser: Parser, seed: int, seconds: float) -> None:
    for first, second, head, unit, tail in grown(parser, seed, seconds):
        told = f"{parser.name}: {first:.2f} s, four times as long {second:.2f} s"
        print(f"{told}: {head[-60:]!r} + {unit[:80]!r} x {_LARGE // len(unit)} + {tail[:60]!r}", flush=True)
    print(f"{parser.name}: grown for {seconds:g} s", flush=True)


def keep(parser: Parser, raw: bytes, fault: Fault) -> Path:
    """Keep an input that shows a fault, for the suite."""
    folder = folder_of(parser)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{re.sub('[^A-Za-z]+', '-', fault.what)}-{sha256(raw).hexdigest()[:8]}"
    path.write_bytes(raw)
    return path

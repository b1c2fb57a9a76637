"""Lines of JSON through the filter of rows, in order and in bounded memory, by several processes or this one.

Parses, sends and writes as text; what becomes of a row stands in store.cleaning.filtering.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from itertools import chain
from typing import NamedTuple, Protocol, TypeVar

from store.cleaning.filtering import Answer, Row, Wanted, answer, failed, page_of
from store.cleaning.habits import NO_HABITS, Habits
from store.cleaning.windows import Outlets, Page, windows
from store.errors import FormatError
from store.formats.fields import dump

T = TypeVar("T")
R = TypeVar("R")

_NO_ROW: Row = {}
_FEW = 16  # items that are done here sooner than a process for them is started
_CHUNK = 8


class Crew(Protocol):
    """Processes that do work on items (store.adding.crew has one): results in order, and `gone` for an item that cost
    its process; it is told how, in the words that follow "the item …".
    """

    @property
    def processes(self) -> Sequence[int]: ...
    def run(self, work: Callable[[T], R], items: Sequence[T], gone: Callable[[T, str], R]) -> Future[list[R]]:
        """Begin the work."""


class Line(NamedTuple):
    """A line as it came, without its end; number: from 1; problem: why it was not taken whole, else ""."""

    number: int
    raw: bytes
    problem: str = ""


class Written(NamedTuple):
    """A line of JSON that is given out, without its end, and what a person should know about it; else ""."""

    text: str
    problem: str = ""


class _Known(NamedTuple):
    line: Line
    habits: Habits


def streamed(
    lines: Iterable[Line | None], crew: Crew | None, wanted: Wanted, *, alone: bool = False
) -> Iterator[Written]:
    """What is given out for each line, in order; None among the lines says that no more may come for a while.

    crew: who does the work (None: this process, as it does what is little). Rows of one outlet help each other within a
    window and from earlier ones, unless each is taken alone. Raises nothing for a line.
    """
    outlets = Outlets()
    cleaned: Iterator[Written] = iter(())
    for window in windows(lines, lambda line: len(line.raw)):
        habits = [NO_HABITS] * len(window.items)
        if not alone:
            pages = _begun(crew, partial(_page, wanted=wanted), window.items, _no_page)
            yield from cleaned  # of the window before, while the pages of this one are read
            habits = outlets.habits(list(pages))
        known = [_Known(line, each) for line, each in zip(window.items, habits, strict=True)]
        begun = _begun(crew, partial(_written, wanted=wanted), known, _lost)
        yield from cleaned
        cleaned = begun
        if window.paused:
            yield from cleaned
    yield from cleaned


def _begun(crew: Crew | None, work: Callable[[T], R], items: Sequence[T], gone: Callable[[T, str], R]) -> Iterator[R]:
    """Begin some work on a window at once; its results, as they are asked for."""
    if crew is None or (len(items) < _FEW and not crew.processes):
        return map(work, items)
    sent = [crew.run(work, items[at : at + _CHUNK], gone) for at in range(0, len(items), _CHUNK)]
    return chain.from_iterable(future.result() for future in sent)


def _page(line: Line, wanted: Wanted) -> Page | None:
    try:
        return page_of(_row(line), line.number, wanted)
    except FormatError:
        return None


def _no_page(line: Line, how: str) -> Page | None:  # noqa: ARG001 - the shape that a crew asks for
    return None


def _written(known: _Known, wanted: Wanted) -> Written:
    line, habits = known
    try:
        row = _row(line)
    except FormatError as error:
        return _as_text(failed(_NO_ROW, line.number, wanted, str(error)), line)
    return _as_text(answer(row, line.number, wanted, habits), line)


def _lost(known: _Known, how: str) -> Written:
    line = known.line
    problem = f"line {line.number} {how}"
    return _as_text(failed(_NO_ROW, line.number, Wanted(), problem), line)


def _row(line: Line) -> Row:
    """The object on a line. Raises FormatError where there is none."""
    if line.problem:
        raise FormatError(f"line {line.number}: {line.problem}")
    try:
        value: object = json.loads(line.raw, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise FormatError(f"line {line.number} is not JSON: {error.msg} (character {error.pos + 1})") from None
    except UnicodeDecodeError:
        raise FormatError(f"line {line.number} is not UTF-8, as JSON Lines are") from None
    except RecursionError:
        raise FormatError(f"line {line.number} is JSON nested too deeply to be read") from None
    except ValueError as error:  # digits without end
        raise FormatError(f"line {line.number} is not JSON that can be read: {error}") from None
    if not isinstance(value, dict):
        raise FormatError(f"line {line.number} is {type(value).__name__}, not an object")
    return value


def _no_number(word: str) -> None:  # noqa: ARG001 - NaN and Infinity, which many write and JSON does not have
    return None


def _as_text(given: Answer, line: Line) -> Written:
    try:
        return Written(dump(given.row), given.problem)
    except (ValueError, RecursionError) as error:  # a number beyond all numbers that came in
        problem = f"line {line.number} cannot be written as JSON: {error}"
        return Written(dump(failed(_NO_ROW, line.number, Wanted(), problem).row), problem)

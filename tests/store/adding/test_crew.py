"""Processes that do the work: in order, whatever becomes of one of them."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from store.adding.crew import Crew

EXIT = "__import__('os')._exit(3)"
FOREVER = "__import__('time').sleep(1000)"


def gone(item: str, why: str) -> str:
    return why


@pytest.fixture
def crew() -> Iterator[Crew]:
    with Crew(2, seconds=30) as one:
        yield one


def test_results_come_in_the_order_of_the_items(crew: Crew) -> None:
    futures = [crew.run(eval, [f"{number} * {one}" for one in range(8)], gone) for number in range(20)]
    assert [future.result() for future in futures] == [[number * one for one in range(8)] for number in range(20)]


def test_an_item_that_ends_its_process_costs_that_item_and_no_other(crew: Crew) -> None:
    done = crew.run(eval, ["1", EXIT, "3", EXIT, "5"], gone).result()
    why = "ended the process that cleaned it (exit code 3)"
    assert done == [1, why, 3, why, 5]


def test_a_process_that_is_killed_is_told_by_its_signal_and_replaced(crew: Crew) -> None:
    kill = "__import__('os').kill(__import__('os').getpid(), 9)"
    assert crew.run(eval, [kill, "2"], gone).result() == ["ended the process that cleaned it (signal 9)", 2]


def test_a_process_that_dies_while_it_has_nothing_to_do_costs_nothing() -> None:
    with Crew(1) as crew:
        assert crew.run(eval, ["1"], gone).result() == [1]
        (process,) = crew.processes
        os.kill(process, signal.SIGKILL)
        assert crew.run(eval, ["2", "3"], gone).result() == [2, 3]
        assert crew.processes != [process]


@pytest.mark.parametrize("item", [FOREVER, "sum(range(10**15))"], ids=["asleep", "in one long call"])
def test_an_item_that_takes_too_long_costs_that_item(item: str) -> None:
    with Crew(1, seconds=0.5) as crew:
        assert crew.run(eval, ["1", item, "3"], gone).result() == [1, "takes longer than 0.5 seconds to clean", 3]


def test_closing_does_not_wait_for_what_takes_long() -> None:
    crew = Crew(2)
    assert crew.run(eval, ["1"], gone).result() == [1]
    running = [crew.run(eval, [FOREVER], gone) for _ in range(5)]
    processes = crew.processes
    crew.close()
    assert all(future.done() for future in running)
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_no_interrupt_of_the_terminal_reaches_a_process(crew: Crew) -> None:
    assert crew.run(eval, ["__import__('os').getsid(0) == __import__('os').getpid()"], gone).result() == [True]


def test_a_module_in_the_folder_one_is_in_is_not_taken_for_ours(
    crew: Crew, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(str(tmp_path))
    assert crew.run(eval, ["'' in __import__('sys').path"], gone).result() == [False]

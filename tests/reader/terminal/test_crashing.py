"""What goes wrong in a way that nobody foresaw is told with the words of the error, and without their power."""

from __future__ import annotations

import pytest

from reader.cli.output import Output
from reader.cli.running import IN_PART, carry_out
from reader.terminal.crashing import console
from store.provenance import later
from tests.reader.hostile import EVERYTHING, powers_in
from tests.reader.session import Start


def test_a_command_that_breaks_off_tells_why(capsys: pytest.CaptureFixture[str]) -> None:
    def break_off(_output: Output) -> int:
        raise RuntimeError(EVERYTHING)

    assert carry_out(break_off) == IN_PART
    told = capsys.readouterr().err
    assert told.startswith("annotty: stopped by what nobody foresaw")
    assert "Traceback" in told
    assert "RuntimeError: ␛[2J" in told
    assert powers_in(told.replace("\n", "")) == ""


def test_a_report_is_printed_as_it_may_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    console().print(EVERYTHING, style="bold red")
    told = capsys.readouterr().err
    assert "␛[2J" in told
    assert powers_in(told.replace("\n", "")) == ""


async def test_the_application_prints_its_own_so(start: Start, capsys: pytest.CaptureFixture[str]) -> None:
    async with start() as session:
        app = session.app
    app._exit_renderables.append(EVERYTHING)
    app._print_error_renderables()
    told = capsys.readouterr().err
    assert "payload" in told
    assert powers_in(told.replace("\n", "")) == ""


@pytest.mark.parametrize("told", ["\x1b[2J", "yesterday", "9999-12-31T23:59:59.999Z", "2025-99-99T00:00:00.000Z"])
def test_a_time_that_another_library_tells_wrongly_stops_no_step(told: str) -> None:
    assert later("2024-07-20T09:00:00.000Z", told) == "2024-07-20T09:00:00.000Z"

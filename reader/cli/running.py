"""Runs a command, and turns what happens into words on standard error and an exit code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from reader.cli.ending import Ended, ended_in_order
from reader.cli.output import Output
from reader.terminal.depth import shown_line
from store.errors import AnnottyError, LibraryError, NotFound

DONE, IN_PART, USAGE, NO_LIBRARY, NOT_FOUND, INTERRUPTED = 0, 1, 2, 3, 4, 130


def run(given: Sequence[str]) -> int:
    """Run annotty with these arguments; returns the exit code."""

    def asked(output: Output) -> int:
        from reader.cli.parsing import command_in  # argparse takes a while, and the list opens without it

        command, arguments = command_in(given, output)
        return command.run(arguments, output)

    return carry_out(asked)


def carry_out(action: Callable[[Output], int]) -> int:
    """Do something that has an exit code, and return it; where it fails, say so and return the code for that."""
    with ended_in_order():
        return _carried_out(action)


def _carried_out(action: Callable[[Output], int]) -> int:
    output = Output.of_this_process()
    try:
        code = action(output)
        output.flush()
    except BrokenPipeError:
        output.abandon()  # whoever reads has had enough; that is no error of ours
        return DONE
    except KeyboardInterrupt:
        output.problem("interrupted; what was not finished was not kept")
        return INTERRUPTED
    except Ended as ended:
        try:
            output.problem(f"ended by {ended.by}; what was not finished was not kept")
            output.flush()
        except OSError:  # the line has dropped
            output.abandon()
        return ended.code
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    except AnnottyError as error:
        output.problem(str(error))
        return NO_LIBRARY if isinstance(error, LibraryError) else NOT_FOUND if isinstance(error, NotFound) else IN_PART
    except OSError as error:  # a full disk under a redirected output, and the like
        where = f" ({error.filename})" if error.filename else ""
        with suppress(OSError):
            output.out.flush()
        with suppress(OSError):
            output.err.write(shown_line(f"annotty: stopped: {error.strerror or error}{where}") + "\n")
            output.err.flush()
        output.abandon()  # what is left would meet the full disk again
        return IN_PART
    except Exception:
        from reader.terminal.crashing import report

        output.problem(report())
        return IN_PART
    return code

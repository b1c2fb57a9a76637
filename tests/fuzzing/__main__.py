"""python -m tests.fuzzing [NAME ...] [--seconds 60] [--seed N] [--grow]: look for faults in these parsers, or in all."""

from __future__ import annotations

import argparse
import random

from tests.fuzzing.registry import PARSERS
from tests.fuzzing.running import apart, keep
from tests.fuzzing.watching import Fault


def main() -> None:
    """Look, one parser after the other; seconds are of the processor, for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *PARSERS], metavar="NAME", help=", ".join(PARSERS))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--grow", action="store_true", help="look for what takes too long where it is repeated")
    given = parser.parse_args()
    for name in given.names or PARSERS:
        fatal = apart(PARSERS[name], given.seed, given.seconds, grow=given.grow)
        if fatal is not None:
            kept = keep(PARSERS[name], fatal, Fault("Killed", "", ""))
            print(f"{name}: the process was killed by {kept.name}: {fatal[:80]!r}", flush=True)


if __name__ == "__main__":
    main()

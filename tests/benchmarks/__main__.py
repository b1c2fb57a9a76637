"""`make bench`: every figure of the README and of closing notes, as ratios against a peer or a baseline of the same run.

`make bench ARGS="page store"` runs only those. Figures are medians; each line names its baseline.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from importlib import import_module
from importlib.metadata import version

from tests.benchmarks import peers

SECTIONS = ("start", "store", "library", "cleaning", "html", "adding", "page", "wire", "presses", "spreading", "desks")


def main() -> None:
    """Print the machine and the versions, then the tables."""
    wanted = sys.argv[1:] or SECTIONS
    print(f"{platform.platform()} · {platform.processor() or platform.machine()} · Python {platform.python_version()}")
    print(f"{os.cpu_count()} cores, {os.getloadavg()[0]:.1f} of them busy before this began · {peers.versions()}")
    packages = ("textual", "rich", "sqlite-utils", "trafilatura", "markdown-it-py")
    print(" · ".join(f"{name} {version(name)}" for name in packages) + f" · SQLite {sqlite3.sqlite_version}")
    for name in wanted:
        print(f"\n## {name}")
        import_module(f"tests.benchmarks.{name}").run()


if __name__ == "__main__":
    main()

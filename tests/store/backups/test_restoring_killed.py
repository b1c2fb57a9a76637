"""Whoever kills a restore, and whenever: the library is what it was or what the backup was, whole, and what it was is kept."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from pathlib import Path

from store.backups.restoring import restore
from store.library import Library
from tests.conftest import MakeArticle
from tests.store.backups.test_making import mark_more, notes, rows

ROUNDS = float(os.environ.get("ANNOTTY_ROUNDS", "1"))


def test_a_restore_that_is_killed_leaves_the_old_library_or_the_new_one(
    library: Library, article: MakeArticle, tmp_path: Path
) -> None:
    article()
    mark_more(library, "first")
    kept = library.backup()
    mark_more(library, "second")
    library.close()
    source, chance, seen = library.path, random.Random(1), set()
    wanted = {"old": rows(source), "new": rows(kept.path)}
    began = time.monotonic()
    restore(_alone(source, tmp_path / "timed"), kept.path, tmp_path / "timed" / "backups")
    whole = time.monotonic() - began
    rounds = max(2, round(12 * ROUNDS))
    for number in range(rounds):
        place = _alone(source, tmp_path / str(number))
        if not (child := os.fork()):
            try:
                restore(place, kept.path, place.parent / "backups")
            finally:
                os._exit(0)
        if number < rounds - 1:  # the first at once; the last is let be
            time.sleep(chance.random() * whole * 1.5 * bool(number))
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found = rows(place)
        seen.add(is_now := next(name for name in wanted if wanted[name] == found))
        with Library(place, create=False) as here:
            assert here.faults() == []
            assert sorted(notes(here)) == ["first", "second"][: 2 if is_now == "old" else 1]
        if is_now == "new":
            (before,) = (place.parent / "backups").glob("*restore*")
            assert rows(before) == wanted["old"]
        shutil.rmtree(place.parent)
    assert seen == {"old", "new"}


def _alone(source: Path, folder: Path) -> Path:
    """A copy of a library that nobody has open, in a folder of its own."""
    folder.mkdir()
    return Path(shutil.copy(source, folder / "library.db"))

"""What an open library says of its backups, and the way to make one. How they are made: store.backups.making."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from store.joining import Joining

if TYPE_CHECKING:
    from store.backups.making import Kept
    from store.backups.naming import Backup, Why


class Preserving(Joining):
    """What outlasts the file."""

    def backup(self, place: Path | None = None, *, why: "Why | None" = None, keep: int | None = None) -> "Kept":
        """Back the library up as it is now, checked: to a file that is not there yet, into a folder, or where its backups lie.

        keep: how many of its kind are left in a folder then. Others may read and write meanwhile; the library itself is not
        changed. Raises NotSaved where there is no room, LibraryError where it or the copy cannot be read.
        """
        from store.backups import making, naming  # the app needs none of it at once

        if place is not None and not place.is_dir():
            return making.write(self.path, place)
        folder = place or naming.place_of(self.path, os.environ).folder
        return making.back_up(self.path, folder, why or naming.Why.ASKED, keep=naming.KEEP if keep is None else keep)

    def daily_backup(self, wanted: Callable[[], bool] = lambda: True) -> "Kept | None":
        """Back the library up where it is due: once a day on which something was done since the last backup. None where not.

        wanted: asked often; where it says no, nothing is made. Raises as backup does, and NotSaved where the library is so
        large that it is only backed up if asked.
        """
        from store.backups import making

        return making.daily_of(self.path, wanted)

    def backups(self) -> "list[Backup]":
        """The backups that lie where they lie by themselves, the newest first."""
        from store.backups import making, naming

        return making.kept_in(self.path, naming.place_of(self.path, os.environ).folder)

"""Whether a library's rows are to blame for an error that nobody foresaw: rows that contradict one another bring about any.

What a sound library raises is a mistake of ours, and stays what it is. Changes nothing.
"""

from __future__ import annotations

import sqlite3

from store.database.checking.soundness import faults
from store.errors import LibraryError, NotSaved


def damage_in(connection: sqlite3.Connection) -> LibraryError | None:
    """What is wrong with a library, as an error to be told; None where nothing is, or it cannot be seen.

    All of it is looked through: so long as annotty doctor takes.
    """
    try:
        found = [each.words for each in faults(connection) if not each.harmless]
    except NotSaved:  # another program stands in the way
        return None
    except LibraryError as error:
        return error
    except sqlite3.Error:  # it is closed
        return None
    if not found:
        return None
    remedy = "copy the file before anything else"
    return LibraryError(
        f"the library is damaged (annotty doctor says where): {found[0]}. {remedy.capitalize()}", remedy=remedy
    )

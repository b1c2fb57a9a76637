"""Who did something, when, and under which identifier."""

from __future__ import annotations

import getpass
import os
from datetime import UTC, datetime, timedelta

from uuid_utils import uuid7


def now() -> str:
    """The time, UTC, to the millisecond."""
    return _told(datetime.now(UTC))


def later(at: str, than: str) -> str:
    """A time, or where it is not behind the other, the millisecond behind that: clocks stand still and go back.

    Where the other is none, as a library may tell that somebody else wrote, the time itself.
    """
    try:
        return at if at > than else _told(datetime.fromisoformat(than) + timedelta(milliseconds=1))
    except (ValueError, OverflowError):
        return at


def _told(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_id() -> str:
    """A fresh UUIDv7 (RFC 9562): it sorts by the time it was made."""
    return str(uuid7())


def annotator_here() -> str:
    """Who marks: ANNOTTY_ANNOTATOR, else the name of the account."""
    if name := os.environ.get("ANNOTTY_ANNOTATOR", "").strip():
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "someone"  # an account without a name, as in some containers

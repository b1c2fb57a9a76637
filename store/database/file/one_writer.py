"""One program at a time: the file beside a library over a network that says which one has the library open, and since when.

What a process holds, all of its connections share; and a process that it began may write beside it. A program that is gone
leaves its file behind: on the same machine the next one sees that and takes the library over; of another machine nobody
can tell, and it is for a person to say (`annotty unlock`).

Who only reads is no exception, not even on the same machine. The locks by which SQLite keeps readers from a page that is half
written are the file system's, and over a network some grant them to all who ask (sshfs, 9p, nfs and lustre mounted without
locks), also to two programs of one machine; nobody can tell by asking. And hardly a command only reads: list, search and the
desks settle first what was left to be settled.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from store.database.file.homes import LOCK
from store.errors import LibraryError, NotSaved

_AGAIN, _A_MOMENT = 100, 0.01
"""So often, and so many seconds apart, it is looked for who has a library, while that is being written."""
_UNKNOWN = "?"
_TICKS_AT = 19
"""Which word it is of those behind the name of a process in what the system tells of it."""
_MOST, _LONGEST = 4096, 60
"""Bytes of such a file, and code points of a line in it, that are read: it may say anything."""


class Holder(NamedTuple):
    """A program that has a library. machine, boot, space and begun tell whether it still runs, where that can be known."""

    host: str
    machine: str
    boot: str
    space: str
    process: str
    begun: str
    user: str
    since: str

    @property
    def told(self) -> str:
        """In words: ann on harbour (process 71), since 2026-11-23 09:15 UTC."""
        return f"{self.user} on {self.host} (process {self.process}), since {self.since[:16].replace('T', ' ')} UTC"

    @property
    def is_here(self) -> bool:
        """Whether it is, or was, on this machine."""
        return (self.host, self.machine) == _machine()

    @property
    def is_gone(self) -> bool:
        """Whether it is certain that it runs no more."""
        if not self.is_here:
            return False
        if _differ(self.boot, _boot()):
            return True
        if self.space != _space() or not self.process.isdecimal():
            return False  # processes are counted anew in a container
        return not _runs(int(self.process)) or _differ(self.begun, _begun(int(self.process)))

    @property
    def has_begun_us(self) -> bool:
        """Whether this very process was begun by it."""
        return self.is_here and (self.space, self.process) == (_space(), str(os.getppid())) and not self.is_gone


class Lock:
    """What this process has of one library."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._uses = 0
        self._mine: Holder | None = None
        self._beside: Holder | None = None

    def open(self) -> None:
        """Take the library, or go on beside another connection of this process. Raises LibraryError where others have it.

        Where no file can be made it is read all the same: then nothing can be written to it either, see check.
        """
        if not self._uses:
            with suppress(OSError):
                self._take()
        self._uses += 1

    def close(self) -> None:
        """A connection goes; with the last of them the library is let go."""
        self._uses -= 1
        if not self._uses:
            # A process that was forked has what its parent had open, and is not the one that has the library.
            is_ours = self._mine is not None and self._mine.process == str(os.getpid())
            if is_ours and _read(self.path) == self._mine:
                with suppress(OSError):
                    self.path.unlink()
            self._mine = self._beside = None

    def check(self) -> None:
        """Before something is written. Raises NotSaved where this process does not have the library, or has it no more."""
        holder = self._mine or self._beside
        try:
            if holder is None or _read(self.path) != holder:  # it was taken away, or the one beside is gone
                self._mine = self._beside = None
                self._take()
        except OSError as error:
            raise NotSaved(
                f"not saved: {self.path.parent}: {error.strerror}; nothing was changed, try again"
            ) from error
        except LibraryError as error:
            raise NotSaved(f"not saved: {error}") from error

    def _take(self) -> None:
        """Raises OSError where no file can be made, LibraryError where another program has it."""
        mine = _myself()
        for _ in range(_AGAIN):
            try:
                _write(self.path, mine)
            except FileExistsError:
                if not self._gets_by(_read(self.path)):
                    return
            else:
                self._mine = mine
                return
        raise LibraryError(
            f"{self.path} does not say which program has the library; nothing was changed. Where none has it open, run "
            "`annotty unlock`"
        )

    def _gets_by(self, holder: Holder | None) -> bool:
        """Whether to try again, now that what stood there is out of the way. Raises LibraryError where it stays."""
        if holder is None:  # it is being written, or is gone already
            time.sleep(_A_MOMENT)
            return True
        if holder.has_begun_us:
            self._beside = holder
            return False
        if not holder.is_gone:
            raise LibraryError(_refusal(self.path, holder))
        _clear(self.path, holder)
        return True


_locks: dict[tuple[int, str], Lock] = {}
_guard = threading.RLock()


def opened(path: Path) -> Lock:
    """The lock of a library that a connection opens, held until its `close`. Raises LibraryError where others have it."""
    with _guard:
        # Not what a process had that this one was forked from.
        beside = Path(f"{os.path.realpath(path)}{LOCK}")
        lock = _locks.setdefault((os.getpid(), str(beside)), Lock(beside))
        lock.open()
        return lock


def closed(lock: Lock) -> None:
    """The connection is closed."""
    with _guard:
        lock.close()


def check(lock: Lock) -> None:
    """Raises NotSaved where this process may not write just now."""
    with _guard:
        lock.check()


def holder_of(path: Path) -> Holder | None:
    """Who has a library, as the file beside it says; None where nobody has, or it says nothing."""
    return _read(Path(f"{os.path.realpath(path)}{LOCK}"))


def is_locked(path: Path) -> bool:
    """Whether a program has a library over a network, or left behind that it has."""
    return os.path.lexists(f"{os.path.realpath(path)}{LOCK}")


def unlock(path: Path) -> None:
    """Take the file away, whoever it names. Raises LibraryError where that cannot be done."""
    beside = Path(f"{os.path.realpath(path)}{LOCK}")
    try:
        beside.unlink(missing_ok=True)
    except OSError as error:
        raise LibraryError(f"{beside} cannot be deleted: {error.strerror}") from error


def _refusal(beside: Path, holder: Holder) -> str:
    library = str(beside).removesuffix(LOCK)
    where, gone = "", ""
    if not holder.is_here:
        where, gone = " on another machine", "; where that is gone for good, run `annotty unlock`"
    return (
        f"{library} is open{where}: {holder.told}. Over a network one program at a time may have a library; nothing was "
        f"changed. Close it there{gone}"
    )


def _clear(path: Path, holder: Holder) -> None:
    """Take the file of a program that is gone out of the way, and no other that was put there in the same moment."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return  # somebody else did
    if _read(aside) != holder:
        with suppress(FileExistsError):
            os.link(aside, path)
    aside.unlink()


def _write(path: Path, holder: Holder) -> None:
    """Make the file, which nobody has made. Raises FileExistsError, OSError; it is whole, or not there."""
    file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        try:
            os.write(file, "".join(f"{line}\n" for line in holder).encode())
            os.fsync(file)
        finally:
            os.close(file)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _read(path: Path) -> Holder | None:
    try:
        if not path.is_file():  # a named pipe would be waited for
            return None
        with path.open("rb") as file:
            *lines, _ = file.read(_MOST).decode(errors="replace").split("\n")
    except OSError:
        return None
    return Holder(*(line[:_LONGEST] for line in lines)) if len(lines) == len(Holder._fields) else None


def _myself() -> Holder:
    from store.provenance import annotator_here  # only over a network

    process = os.getpid()
    user = " ".join(annotator_here().encode(errors="replace").decode().split())[:_LONGEST]
    since = datetime.now(UTC).isoformat(timespec="seconds")
    return Holder(*_machine(), _boot(), _space(), str(process), _begun(process), user, since)


def _machine() -> tuple[str, str]:
    """The name of this machine, and what tells it from others of that name."""
    return " ".join(os.uname().nodename.split())[:_LONGEST] or _UNKNOWN, _said("/etc/machine-id")


def _boot() -> str:
    return _said("/proc/sys/kernel/random/boot_id")


def _space() -> str:
    """In which processes are counted: a container has its own."""
    try:
        return str(Path("/proc/self/ns/pid").readlink())[:_LONGEST]
    except OSError:
        return _UNKNOWN


def _begun(process: int) -> str:
    """When a process began, in ticks since the machine did: numbers of processes come again."""
    told = _said(f"/proc/{process}/stat", _MOST).rpartition(")")[2].split()
    return told[_TICKS_AT] if len(told) > _TICKS_AT else _UNKNOWN


def _said(path: str, most: int = _LONGEST) -> str:
    try:
        with Path(path).open(encoding="utf-8", errors="replace") as file:
            return " ".join(file.read(most).split()) or _UNKNOWN
    except OSError:
        return _UNKNOWN


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _differ(one: str, other: str) -> bool:
    """Whether two that are known are not the same."""
    return _UNKNOWN not in (one, other) and one != other

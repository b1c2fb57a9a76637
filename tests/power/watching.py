"""What SQLite does to the files of one folder, told as it happens: a VFS around its own, in the very library that Python uses.

A write, a truncation and a sync pass through here on their way to the disk, and so do the names of files: opening makes one,
deleting takes it away. A folder is synced where SQLite does so: with the first sync of a journal or a log that was opened to
be made, and with a deletion that asks for it. The file of shared memory beside a log is left out: it is made anew from that.
"""

from __future__ import annotations

import _sqlite3
import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p, cast, string_at
from pathlib import Path

from tests.power.disk import Happening, Name, Sync, SyncNames, Told, Truncate, Write


class _Methods(ctypes.Structure):
    """sqlite3_io_methods."""

    _fields_ = (
        *(("version", c_int), ("close", c_void_p), ("read", c_void_p), ("write", c_void_p), ("truncate", c_void_p)),
        *(("sync", c_void_p), ("file_size", c_void_p), ("lock", c_void_p), ("unlock", c_void_p)),
        *(("check_reserved_lock", c_void_p), ("file_control", c_void_p), ("sector_size", c_void_p)),
        *(("device_characteristics", c_void_p), ("shm_map", c_void_p), ("shm_lock", c_void_p)),
        *(("shm_barrier", c_void_p), ("shm_unmap", c_void_p), ("fetch", c_void_p), ("unfetch", c_void_p)),
    )


class _File(ctypes.Structure):
    """sqlite3_file."""

    _fields_ = (("methods", POINTER(_Methods)),)


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, up to what is used of it."""

    _fields_ = (
        *(("version", c_int), ("file_size", c_int), ("longest_path", c_int), ("next", c_void_p), ("name", c_char_p)),
        *(("data", c_void_p), ("open", c_void_p), ("delete", c_void_p), ("rest", c_void_p * 17)),
    )


_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)

_CREATE = 0x4
_JOURNALS = 0x800 | 0x4000 | 0x80000
"""SQLITE_OPEN_MAIN_JOURNAL, _SUPER_JOURNAL and _WAL: with the first sync of such a file its folder is synced."""


def sqlite() -> ctypes.CDLL | None:
    """The SQLite that Python uses; None where it lets nobody in, as where it was built into Python itself."""
    try:
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        library.sqlite3_vfs_register.argtypes = (POINTER(_Vfs), c_int)
        library.sqlite3_vfs_unregister.argtypes = (POINTER(_Vfs),)
    except (AttributeError, OSError):
        return None
    return library


class Watch:
    """What happened to the files of a folder so far."""

    def __init__(self, folder: Path) -> None:
        self.log: list[Happening] = []
        self._folder = folder
        self._names: dict[str, int] = {}
        self._files: dict[int, int] = {}  # by the address of SQLite's file
        self._new_journals: set[int] = set()
        self._last = 0

    def tell(self, action: int) -> None:
        """Somebody is told that an action is saved; they are counted from 0."""
        self.log.append(Told(action))

    def opened(self, address: int, path: Path, flags: int) -> bool:
        """Whether a file is watched."""
        self._files.pop(address, None)
        self._new_journals.discard(address)
        if path.parent != self._folder:
            return False
        if (number := self._names.get(path.name)) is None:
            self._last = number = self._last + 1
            self._names[path.name] = number
            self.log.append(Name(path.name, number))
            if held := path.read_bytes():  # it was here before anybody watched
                self.log += [Write(number, 0, held), Sync(number), SyncNames()]
        self._files[address] = number
        if flags & _CREATE and flags & _JOURNALS:
            self._new_journals.add(address)
        return True

    def wrote(self, address: int, data: bytes, offset: int) -> None:
        self.log.append(Write(self._files[address], offset, data))

    def truncated(self, address: int, size: int) -> None:
        self.log.append(Truncate(self._files[address], size))

    def synced(self, address: int) -> None:
        self.log.append(Sync(self._files[address]))
        if address in self._new_journals:
            self._new_journals.discard(address)
            self.log.append(SyncNames())

    def deleted(self, path: Path, *, sync: bool) -> None:
        if path.parent == self._folder and self._names.pop(path.name, None) is not None:
            self.log.append(Name(path.name, None))
            if sync:
                self.log.append(SyncNames())


@contextmanager
def watched(folder: Path) -> Iterator[Watch]:
    """All that SQLite does in a folder while this lasts, in whatever connection is opened inside; they must be closed
    before it ends.
    """
    library = sqlite()
    assert library is not None
    usual = library.sqlite3_vfs_find(None)
    watch, around = Watch(folder), _Around(usual, folder)
    around.watch = watch
    library.sqlite3_vfs_register(around.vfs, 1)
    try:
        yield watch
    finally:
        library.sqlite3_vfs_unregister(around.vfs)
        library.sqlite3_vfs_register(usual, 1)


class _Around:
    """The functions that SQLite calls, each around its own."""

    watch: Watch

    def __init__(self, usual: ctypes._Pointer[_Vfs], folder: Path) -> None:
        self._usual_open = _OPEN(usual.contents.open)
        self._usual_delete = _DELETE(usual.contents.delete)
        self._folder = folder
        self._methods: dict[int, _Methods] = {}
        self._kept: list[object] = []  # what SQLite alone knows of would be forgotten
        self.vfs = _Vfs.from_buffer_copy(usual.contents)
        self.vfs.name = b"watched"
        self.vfs.open = self._address(_OPEN(self._open))
        self.vfs.delete = self._address(_DELETE(self._delete))

    def _address(self, function: ctypes._FuncPointer) -> int | None:
        self._kept.append(function)
        return cast(function, c_void_p).value

    def _open(self, vfs: int, name: int | None, file: int, flags: int, found: int) -> int:
        code: int = self._usual_open(vfs, name, file, flags, found)
        if code == 0 and name and self.watch.opened(file, _path(name), flags):
            opened = cast(file, POINTER(_File)).contents
            opened.methods = ctypes.pointer(self._around(opened.methods.contents))
        return code

    def _delete(self, vfs: int, name: int, sync: int) -> int:
        code: int = self._usual_delete(vfs, name, sync)
        if code == 0:
            self.watch.deleted(_path(name), sync=bool(sync))
        return code

    def _around(self, usual: _Methods) -> _Methods:
        """The methods of a kind of file, each around its own."""
        at = ctypes.addressof(usual)
        if at in self._methods:
            return self._methods[at]
        usual_write, usual_truncate = _WRITE(usual.write), _TRUNCATE(usual.truncate)
        usual_sync = _SYNC(usual.sync)

        def write(file: int, data: int, size: int, offset: int) -> int:
            code: int = usual_write(file, data, size, offset)
            if code == 0:
                self.watch.wrote(file, string_at(data, size), offset)
            return code

        def truncate(file: int, size: int) -> int:
            code: int = usual_truncate(file, size)
            if code == 0:
                self.watch.truncated(file, size)
            return code

        def sync(file: int, flags: int) -> int:
            code: int = usual_sync(file, flags)
            if code == 0:
                self.watch.synced(file)
            return code

        ours = _Methods.from_buffer_copy(usual)
        ours.write = self._address(_WRITE(write))
        ours.truncate = self._address(_TRUNCATE(truncate))
        ours.sync = self._address(_SYNC(sync))
        self._methods[at] = ours
        return ours


def _path(name: int) -> Path:
    return Path(string_at(name).decode())

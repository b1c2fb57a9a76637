"""Where a library lies: on a disk of this machine, or on a file system that others reach over a network. Changes nothing.

What a disk promises of locks, and of memory that several share, does not hold over a network: a library there keeps no
write-ahead log and has one writer. Loads nothing: the first rows are looked for before all else.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself takes longer to load than a screen to paint
    from collections.abc import Iterable, Mapping

    Mount = tuple[str, str, str, str]
    """Its identifier, that of the mount it lies on, where it begins, and of what kind it is."""

_NETWORK = frozenset(
    "9p acfs afp afpfs afs auristorfs beegfs ceph cifs coda davfs davfs2 drvfs fhgfs ftpfs gfs gfs2 glusterfs gpfs lustre mfs"
    " moosefs ncp ncpfs nfs nfs3 nfs4 ocfs2 orangefs panfs prl_fs pvfs2 shfs smb smb2 smb3 smbfs sshfs vboxsf virtiofs"
    " vmhgfs webdav wekafs".split()
)
"""Those that several machines reach; a machine and those that it runs are several."""
_FUSE = "fuse."
_FUSE_ON_A_DISK = frozenset(
    "bindfs cryfs encfs exfat ext2 fuse-overlayfs fuse2fs gocryptfs lxcfs mergerfs ntfs ntfs-3g securefs squashfuse unionfs"
    " unionfs-fuse zfs".split()
)
"""What programs show of a disk; whatever else they show may come from anywhere."""
_TABLE = "/proc/self/mountinfo"
_TELLS = ("/sbin/mount", "/usr/sbin/mount", "/bin/mount")
"""The program that tells it where the system has no such file."""
_AT_ONCE = 1 << 16
_SAID = "ANNOTTY_JOURNAL"
_ROLLBACK, _LOG = "rollback", "wal"
_SOME_NETWORK = "network storage"
_WRITTEN_AT = 18
"""Where the header of a file says how it is written: 2 stands for a write-ahead log."""
LOCK = "-lock"
"""What is put behind the name of a library's file for the one that says which program has it."""


def network_of(path: str, environment: Mapping[str, str]) -> str | None:
    """The kind of file system over a network that a file lies on, or would; None: it lies on a disk of this machine.

    Where ANNOTTY_JOURNAL says "rollback" or "wal", it is taken to be the one or the other.
    """
    if (said := environment.get(_SAID)) in (_ROLLBACK, _LOG):
        return _SOME_NETWORK if said == _ROLLBACK else None
    kind = kind_at(os.path.realpath(path), _table())
    return kind if kind is not None and is_network(kind) else None


def may_be_read_at_once(path: str, environment: Mapping[str, str]) -> bool:
    """Whether a library can be looked into without anything being seen to first: not where it would share memory over a
    network, nor where it has one writer and is open. Raises OSError.
    """
    real = os.path.realpath(path)
    return network_of(real, environment) is None if has_log(real) else not os.path.lexists(real + LOCK)


def has_log(path: str) -> bool:
    """Whether a file says of itself that it is written with a write-ahead log. Raises OSError."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - pathlib takes 8 ms
        return file.read(_WRITTEN_AT + 1)[_WRITTEN_AT:] == b"\2"


def is_network(kind: str) -> bool:
    """Whether a kind of file system is reached over a network."""
    kind = kind.lower()
    if kind.startswith(_FUSE):
        return kind.removeprefix(_FUSE) not in _FUSE_ON_A_DISK
    return kind in _NETWORK


def kind_at(path: str, table: str) -> str | None:
    """The kind of file system that lies at an absolute path without links in it; None where the table does not say.

    table: the text of /proc/self/mountinfo, or what `mount` prints where there is none.
    """
    mounts = [found for line in table.split("\n") if (found := _numbered(line) or _told(line)) is not None]
    over = [each for each in mounts if _begins(path, each[2])]
    if any(number for number, _, _, _ in over):
        return _walked(over, {number for number, _, _, _ in mounts})
    # Where nothing says what lies on what: the innermost, and of two at one place the later one.
    return max(enumerate(over), key=lambda each: (len(each[1][2]), each[0]))[1][3] if over else None


def _walked(over: Iterable[Mount], known: set[str]) -> str | None:
    """As the system walks a path from its root: what is mounted over a folder hides what is mounted below that folder."""
    on: dict[str | None, list[Mount]] = {}
    for each in over:
        on.setdefault(each[1] if each[1] in known and each[1] != each[0] else None, []).append(each)
    kind, at, passed = None, None, set[str | None]()
    while at not in passed and at in on:
        passed.add(at)
        at, _, _, kind = min(reversed(on[at]), key=lambda each: len(each[2]))
    return kind


def _numbered(line: str) -> Mount | None:
    """A line of mountinfo: 36 35 98:0 /root /mount/point options … - kind source options."""
    before, dash, after = line.partition(" - ")
    fields, kind = before.split(" "), after.split(" ")[0]
    if not dash or not kind or len(fields) < 6 or not (fields[0].isdigit() and fields[1].isdigit()):
        return None
    return fields[0], fields[1], _plain(fields[4]), kind


def _told(line: str) -> Mount | None:
    """A line of `mount`: source on /mount/point (kind, options), or source on /mount/point type kind (options)."""
    _, on, rest = line.partition(" on /")
    place, bracket, options = rest.rpartition(" (")
    if not on or not bracket:
        return None
    point, has_type, kind = place.rpartition(" type ")
    return "", "", "/" + (point if has_type else place), kind if has_type else options.split(",")[0].rstrip(")")


def _begins(path: str, point: str) -> bool:
    return path == point or path.startswith(point.rstrip("/") + "/")


def _plain(word: str) -> str:
    """A word of the table without its escapes: blanks, line ends and backslashes are told by their octal numbers."""
    first, *rest = word.split("\\")
    told = [chr(int(each[:3], 8)) + each[3:] if _is_octal(each[:3]) else "\\" + each for each in rest]
    return first + "".join(told)


def _is_octal(digits: str) -> bool:
    return len(digits) == 3 and set(digits) <= set("01234567")


def _table() -> str:
    """The table of mounts of this process; empty where nothing tells it."""
    try:
        with open(_TABLE, "rb", buffering=0) as file:  # noqa: PTH123 - the same
            return os.fsdecode(_whole(file.fileno()))
    except FileNotFoundError:
        pass
    except OSError:
        return ""
    program = next((each for each in _TELLS if os.access(each, os.X_OK)), None)
    return "" if program is None else os.fsdecode(_printed(program))


def _whole(file: int) -> bytes:
    pieces = []
    while piece := os.read(file, _AT_ONCE):
        pieces.append(piece)
    return b"".join(pieces)


def _printed(program: str) -> bytes:
    """What a program prints; nothing where it cannot be started."""
    end, begin = os.pipe()
    try:
        actions = [(os.POSIX_SPAWN_DUP2, begin, 1)]
        process = os.posix_spawn(program, [program], {"LC_ALL": "C"}, file_actions=actions)
        os.close(begin)
        begin = -1
        told = _whole(end)
        os.waitpid(process, 0)
    except OSError:
        return b""
    finally:
        for each in (end, begin):
            if each >= 0:
                os.close(each)
    return told

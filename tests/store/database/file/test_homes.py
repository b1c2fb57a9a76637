"""Which file system a library lies on, as tables of mounts tell it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.database.file import homes
from store.database.file.homes import is_network, kind_at, may_be_read_at_once, network_of
from store.library import Library

WORKSTATION = """\
22 27 0:21 / /proc rw,nosuid,relatime shared:12 - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw,errors=remount-ro
31 27 0:25 / /home rw,relatime shared:14 - autofs systemd-1 rw,fd=29,pgrp=1,timeout=60,minproto=5,direct
34 31 0:44 / /home/ann rw,nosuid,relatime shared:90 master:3 - nfs4 filer:/export/home/ann rw,vers=4.2,sec=krb5
40 34 0:47 / /home/ann/remote rw,nosuid,nodev - fuse.sshfs bo@harbour:/srv rw,user_id=1000
41 34 254:1 /scratch/ann /home/ann/local\\040disk rw,relatime - xfs /dev/sdb1 rw
42 27 0:48 / /mnt/share rw - cifs //office/share rw,vers=3.1.1,username=ann
43 27 0:49 / /mnt/c rw,noatime - 9p C:\\134 rw,dirsync,aname=drvfs
44 27 0:50 / /lustre rw,flock - lustre mds@tcp:/scratch rw
45 27 0:51 / /media/ann/stick rw - fuseblk /dev/sdc1 rw
46 27 0:52 / /home/ann/vault rw - fuse.gocryptfs /home/ann/.vault rw
"""
"""A desk with its home on a filer; the last line says it lies on /, but walking to it leads through the home."""

CONTAINER = """\
1523 1400 0:300 / / rw,relatime master:77 - overlay overlay rw,lowerdir=/l:/m,upperdir=/u,workdir=/w
1524 1523 0:301 / /proc rw - proc proc rw
1530 1523 254:0 /home/ann/news /data rw,relatime - ext4 /dev/sda1 rw
1531 1523 0:44 /ann/news /shared rw,relatime - nfs filer:/export rw
1532 1523 0:60 / /work rw - virtiofs work rw
"""

OVER_MOUNTED = """\
1 0 8:1 / / rw - ext4 /dev/sda1 rw
10 1 8:2 / /srv/library rw - ext4 /dev/sda2 rw
11 1 0:70 / /srv rw - nfs4 filer:/srv rw
12 11 8:3 / /srv/disk rw - xfs /dev/sda3 rw
13 12 0:71 / /srv/disk rw - fuse.s3fs bucket rw
"""
"""A network over a folder hides the disk below it; a bucket over a disk hides that."""

MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect)
//ann@office._smb._tcp.local/share on /Volumes/share (office) (smbfs, nodev, nosuid, mounted by ann)
filer:/export on /Volumes/on /way (nfs, asynchronous)
"""
OLD_LINUX = """\
/dev/sda1 on / type ext3 (rw,errors=remount-ro)
filer:/home on /home type nfs (rw,addr=10.0.0.2)
"""


@pytest.mark.parametrize(
    ("table", "path", "kind"),
    [
        (WORKSTATION, "/var/lib/library.db", "ext4"),
        (WORKSTATION, "/home/ann/library.db", "nfs4"),
        (WORKSTATION, "/home/ann", "nfs4"),
        (WORKSTATION, "/home/anna/library.db", "autofs"),
        (WORKSTATION, "/home/ann/remote/a/b.db", "fuse.sshfs"),
        (WORKSTATION, "/home/ann/local disk/library.db", "xfs"),
        (WORKSTATION, "/home/ann/local/library.db", "nfs4"),
        (WORKSTATION, "/mnt/share/library.db", "cifs"),
        (WORKSTATION, "/mnt/c/Users/ann/library.db", "9p"),
        (WORKSTATION, "/lustre/library.db", "lustre"),
        (WORKSTATION, "/lustrelike/library.db", "ext4"),
        (WORKSTATION, "/media/ann/stick/library.db", "fuseblk"),
        (CONTAINER, "/root/library.db", "overlay"),
        (CONTAINER, "/data/library.db", "ext4"),
        (CONTAINER, "/shared/library.db", "nfs"),
        (CONTAINER, "/work/library.db", "virtiofs"),
        (OVER_MOUNTED, "/srv/library/library.db", "nfs4"),
        (OVER_MOUNTED, "/srv/disk/library.db", "fuse.s3fs"),
        (MAC, "/Users/ann/library.db", "apfs"),
        (MAC, "/Volumes/share (office)/library.db", "smbfs"),
        (MAC, "/Volumes/on /way/library.db", "nfs"),
        (OLD_LINUX, "/home/ann/library.db", "nfs"),
        (OLD_LINUX, "/root/library.db", "ext3"),
        ("", "/home/ann/library.db", None),
        ("nothing that anybody would understand\n\n - \n1 2 3", "/home/ann/library.db", None),
        ("5 5 0:1 / / rw - rootfs rootfs rw\n", "/library.db", "rootfs"),
        ("5 6 0:1 / / rw - nfs a rw\n6 5 0:1 / / rw - nfs a rw\n", "/library.db", None),
    ],
)
def test_a_path_is_walked_as_the_system_walks_it(table: str, path: str, kind: str | None) -> None:
    assert kind_at(path, table) == kind


@pytest.mark.parametrize(
    "kind",
    "nfs nfs4 cifs smb3 smbfs fuse.sshfs 9p lustre afs ceph glusterfs fuse.glusterfs beegfs gpfs davfs fuse.davfs2 virtiofs"
    " vboxsf fuse.rclone fuse.s3fs fuse.vmhgfs-fuse NFS4 fuse.what-nobody-knows".split(),
)
def test_what_several_machines_reach_is_a_network(kind: str) -> None:
    assert is_network(kind)


@pytest.mark.parametrize(
    "kind",
    "ext4 xfs btrfs zfs tmpfs overlay apfs hfs ufs f2fs bcachefs fuseblk fuse.gocryptfs fuse.mergerfs vfat ntfs3 autofs".split(),
)
def test_a_disk_is_none(kind: str) -> None:
    assert not is_network(kind)


LINE = st.tuples(
    st.integers(0, 9),
    st.integers(0, 9),
    st.lists(st.sampled_from(["a", "b", "c\\040d", "\\134", "\\9"]), max_size=3).map(lambda each: "/" + "/".join(each)),
    st.sampled_from(["ext4", "nfs", "-", ""]),
).map(lambda told: f"{told[0]} {told[1]} 0:1 / {told[2]} rw shared:1 - {told[3]} source rw")


@given(
    st.lists(LINE | st.text(max_size=40), max_size=8).map("\n".join), st.sampled_from(["/", "/a/b", "/c d/x", "/\\/y"])
)
def test_no_table_ends_the_program_or_never_ends(table: str, path: str) -> None:
    found = kind_at(path, table)
    assert found is None or found in table


def test_a_link_is_followed_to_where_the_file_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    away, here = tmp_path / "away", tmp_path / "here"
    away.mkdir()
    here.symlink_to(away)
    table = f"1 0 8:1 / / rw - ext4 d rw\n2 1 0:9 / {os.path.realpath(away)} rw - nfs4 filer:/x rw\n"
    monkeypatch.setattr(homes, "_table", lambda: table)
    assert network_of(str(here / "library.db"), {}) == "nfs4"
    assert network_of(str(tmp_path / "library.db"), {}) is None


def test_what_a_person_says_goes_before_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(homes, "_table", lambda: "1 0 8:1 / / rw - nfs4 d rw\n")
    assert network_of(str(tmp_path / "x"), {}) == "nfs4"
    assert network_of(str(tmp_path / "x"), {"ANNOTTY_JOURNAL": "wal"}) is None
    assert network_of(str(tmp_path / "x"), {"ANNOTTY_JOURNAL": "something else"}) == "nfs4"
    monkeypatch.setattr(homes, "_table", lambda: "")
    assert network_of(str(tmp_path / "x"), {}) is None
    assert network_of(str(tmp_path / "x"), {"ANNOTTY_JOURNAL": "rollback"})


@pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="only Linux has the table")
def test_this_machine_s_own_table_and_its_mount_program_tell_of_the_same(tmp_path: Path) -> None:
    here = os.path.realpath(tmp_path)
    kind = kind_at(here, homes._table())
    assert kind is not None
    program = next((each for each in homes._TELLS if os.access(each, os.X_OK)), None)
    if program is not None:
        assert kind_at(here, os.fsdecode(homes._printed(program))) == kind
    assert homes._printed("/nowhere/mount") == b""


def test_a_library_with_a_log_is_not_looked_into_over_a_network(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(library.path)
    assert may_be_read_at_once(path, {})
    assert not may_be_read_at_once(path, {"ANNOTTY_JOURNAL": "rollback"})
    library.close()
    monkeypatch.setenv("ANNOTTY_JOURNAL", "rollback")
    with Library(library.path):
        assert not may_be_read_at_once(path, dict(os.environ)), "another program has it"
    assert may_be_read_at_once(path, dict(os.environ))
    with pytest.raises(FileNotFoundError):
        may_be_read_at_once(path + "-", {})


def test_it_loads_nothing() -> None:
    loaded = "import sys; before = set(sys.modules); import store.database.file.homes; print(set(sys.modules) - before)"
    found = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout
    assert set(ast.literal_eval(found)) == {
        "__future__",
        "store",
        "store.database",
        "store.database.file",
        "store.database.file.homes",
    }

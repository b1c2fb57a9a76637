"""Cleaning on a Dask cluster: two real workers, one of which is killed; and clusters that cannot be worked with."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.adding import add_all, cluster
from store.adding.cluster import Cluster
from store.adding.tasks import Failed, Task
from store.errors import SourceError
from store.library import Library
from store.model import Added
from tests.store.adding.dumps import item, story

if TYPE_CHECKING:
    from distributed import LocalCluster

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def local() -> Iterator[LocalCluster]:
    """A scheduler and two workers that are started again where they die."""
    import dask

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", host="127.0.0.1"
        ) as made,
    ):
        yield made


@pytest.fixture
def address(local: LocalCluster) -> str:
    return str(local.scheduler_address)


class Poison(Task):
    """A task that ends whichever process unpacks it."""

    def __reduce__(self) -> tuple[Callable[..., Task], tuple[object, ...]]:
        return os._exit, (3,)


def test_a_killed_workers_work_is_done_again_and_nothing_twice(address: str, library: Library) -> None:
    became: list[object] = []
    with Cluster(address) as executor:
        (killed, *_) = executor._client.run(_process, "", on_error="raise").values()
        assert isinstance(killed, int)
        for handled in add_all(library, map(item, range(250)), executor=executor):
            if not became:
                os.kill(killed, signal.SIGKILL)
            became.append(handled.became)
    ids = [one.article for one in became if isinstance(one, Added)]
    assert len(set(ids)) == 250
    assert list(library.article_ids()) == ids
    assert all(story(n).split("\n\n")[1] in library.article(ids[n]).text for n in (0, 120, 249))


def _process(_: str) -> str:
    return os.getpid()  # type: ignore[return-value]  # what is run tells more than the versions that are asked for


def test_an_item_that_ends_workers_costs_itself_only(address: str) -> None:
    tasks = [Task(item(0), "0"), Poison(item(1), "1"), Task(item(2), "2")]
    with Cluster(address) as executor:
        results = executor.submit(tasks).result(timeout=60)
    assert [type(one) for one in results].count(Failed) == 1
    assert results[1] == Failed("dump.jsonl#1 ended every worker that cleaned it; nothing of it was added")


def test_where_the_scheduler_goes_what_is_finished_is_kept(library: Library) -> None:
    became: list[object] = []
    made = distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0", protocol="tcp://", host="127.0.0.1"
    )
    with made, Cluster(made.scheduler_address) as executor, pytest.raises(SourceError) as raised:
        for handled in add_all(library, map(item, range(2_000)), executor=executor):
            if not became:
                made.close()
            became.append(handled.became)
    assert "is gone" in str(raised.value)
    assert "the same command goes on from there" in str(raised.value)
    assert list(library.article_ids()) == [one.article for one in became if isinstance(one, Added)]
    assert 0 < len(became) < 2_000


@pytest.mark.parametrize(("there", "said"), [("annotty", "has annotty "), ("nowhere", "has no annotty")])
def test_a_worker_with_another_version_or_none_is_refused(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: str, said: str
) -> None:
    (tmp_path / f"{there}-99.dist-info").mkdir()
    (tmp_path / f"{there}-99.dist-info" / "METADATA").write_text(f"Name: {there}\nVersion: 99\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(cluster, "_OURS", there)
    with pytest.raises(SourceError) as raised:
        Cluster(address)
    assert said in str(raised.value)
    assert "99" in str(raised.value)


def test_an_address_where_no_scheduler_is_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.2)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens there
        with pytest.raises(SourceError) as raised:
            Cluster(f"tcp://127.0.0.1:{taken.getsockname()[1]}")
    assert str(raised.value).startswith("no scheduler answers at tcp://127.0.0.1:")
    for nonsense in ("somewhere over there", "10.0.0.5:8786", "tcp://10.0.0.5"):
        with pytest.raises(SourceError, match="is no address of a scheduler; it looks like tcp://"):
            Cluster(nonsense)

"""A worker that dies, or takes too much time or memory, costs its own task, in one line; the rest is done."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from convert.batch import workers as workers_module
from convert.batch.workers import Workers, can_limit_memory
from convert.errors import SourceError, WorkerError

sys.path.insert(0, str(Path(__file__).parent))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


class Strange(Exception):  # noqa: N818
    """An exception that cannot be made from its own arguments, as those of many libraries."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def task(kind: str) -> int:
    """What a worker is asked to do."""
    match kind:
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "crashes":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "ends":
            os._exit(3)
        case "sleeps":
            time.sleep(60)
        case "eats":
            return len(bytearray(2**31))
        case "strange":
            raise Strange("a", "b")
        case "refuses":
            raise SourceError("no such file")
    return os.getpid()


@pytest.fixture(scope="module")
def workers():
    with Workers(2, timeout_s=1, memory_bytes=700 * 2**20 if can_limit_memory() else None) as made:
        yield made


def error_of(workers: Workers, kind: str) -> BaseException | None:
    good = [workers.submit(task, "well") for _ in range(4)]
    bad = workers.submit(task, kind)
    good += [workers.submit(task, "well") for _ in range(4)]
    assert all(future.result(timeout=30) > 0 for future in good)
    return bad.exception(timeout=30)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("killed", "its worker was killed (SIGKILL), perhaps because memory ran out"),
        ("crashes", "its worker crashed (SIGSEGV)"),
        ("ends", "its worker ended with exit code 3"),
        ("sleeps", "took longer than 1 s (--timeout)"),
    ],
)
def test_a_worker_that_is_lost_costs_its_own_task(workers: Workers, kind: str, words: str) -> None:
    error = error_of(workers, kind)
    assert isinstance(error, WorkerError)
    assert str(error).startswith(words)
    assert "\n" not in str(error)


@pytest.mark.skipif(not can_limit_memory(), reason="the system does not bound memory")
def test_a_task_that_takes_too_much_memory_says_which_bound(workers: Workers) -> None:
    error = error_of(workers, "eats")
    assert isinstance(error, WorkerError)
    assert str(error) == "needs more than --memory 700M"


def test_errors_for_people_arrive_as_they_are_and_bugs_with_their_trace(workers: Workers) -> None:
    refused = error_of(workers, "refuses")
    assert isinstance(refused, SourceError)
    assert str(refused) == "no such file"
    bug = error_of(workers, "strange")
    assert str(bug) == "Strange: ab"
    assert "in task" in "".join(getattr(bug, "__notes__", []))


def test_idle_workers_that_are_killed_are_replaced(workers: Workers) -> None:
    for _ in range(2):
        pids = {workers.submit(task, "well").result(timeout=30) for _ in range(20)}
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        assert workers.submit(task, "well").result(timeout=30) not in pids


def ends(memory_bytes: int | None) -> None:
    """What a worker does first that is none."""
    os._exit(3)


def test_where_no_worker_can_be_started_every_task_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers_module, "_prepare", ends)
    with Workers(1) as workers:
        futures = [workers.submit(task, "well") for _ in range(40)]
        told = [future.exception(timeout=20) for future in futures]
    assert {type(error) for error in told} == {WorkerError}
    assert "no worker process can be started" in str(told[-1])

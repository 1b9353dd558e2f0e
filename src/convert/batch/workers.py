"""A function with its arguments in, a future of what it gives out: worker processes with their libraries loaded do the work.

A worker that dies, or runs over its time or memory, costs only the task in its hand: the future's exception is a `WorkerError`, and a new worker
takes its place. Workers are copies of a fork server, which loads the libraries once; where a system has none, each loads its own.
"""

import io
import multiprocessing
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from threading import RLock, Thread
from types import TracebackType
from typing import Any, Final, Literal, TypeVar

from pebble import CONSTS, ProcessExpired, ProcessPool

from convert.batch.forkserver import context
from convert.errors import ConvertError, WorkerError

T = TypeVar("T")

_MOST_STARTS: Final = 3  # of one task, where pools break under it
_MOST_BROKEN: Final = 5  # pools that break one after the other before no worker is started any more
_OF_WANT: Final = frozenset((signal.SIGABRT, signal.SIGTRAP, signal.SIGSEGV, signal.SIGBUS))
"""How C libraries end where they get no memory: GLib aborts or traps, others follow a null pointer."""

# How often the pool looks at its workers; its own tenth of a second would pass at the end of every run.
CONSTS.sleep_unit = 0.02
# A worker that is to end is killed: the default is a request first and three seconds for it, and workers ignore requests.
CONSTS.term_timeout = 0
# Where a worker was killed in the instant it held the lock, the others give up after so long, and the pool is made anew.
CONSTS.channel_lock_timeout = 5


class Workers(Executor):
    """Processes that call functions for us, `jobs` at a time; leave it as a context, which waits for them or, after an error, drops them.

    `formats` say which libraries to load. `timeout_s` bounds each task, `memory_bytes` each process's data.
    """

    def __init__(
        self,
        jobs: int,
        *,
        formats: Sequence[str] = (),
        timeout_s: float | None = None,
        memory_bytes: int | None = None,
    ) -> None:
        self.jobs = jobs
        self._timeout_s = timeout_s
        self._memory_bytes = memory_bytes
        self._context = context(formats)
        self._lock = RLock()
        self._open: dict[Future[bytes], _Task] = {}
        self._pools: list[ProcessPool] = []
        self._broken_pools = 0  # since a worker last answered
        self._begin_pool()

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have a function of a module's top level called; it can no longer be cancelled."""
        task = _Task(fn, args, kwargs)
        task.future.set_running_or_notify_cancel()
        with self._lock:
            self._begin(task)
        return task.future

    def hand(self) -> tuple[Any, ...]:
        """Give the arguments of the task that is longest in hand; nothing where none is."""
        with self._lock:
            return next((tuple(task.call[1]) for task in self._open.values()), ())

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers: after all that was submitted, or, with `wait` false, at once."""
        with self._lock:
            pools, self._pools = self._pools, []
        for pool in pools:
            if wait:
                pool.close()  # type: ignore[no-untyped-call]
            else:
                pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> Literal[False]:
        self.shutdown(wait=kind is None)
        return False

    def _begin_pool(self) -> None:
        pool = ProcessPool(self.jobs, 0, _prepare, (self._memory_bytes,), self._context)
        self._pools.append(pool)

    def _begin(self, task: "_Task") -> None:
        if not self._may_begin(task):
            task.future.set_exception(self._broken())
            return
        task.starts += 1
        try:
            inner = self._pools[-1].schedule(_answer, task.call, timeout=self._timeout_s)
        except (RuntimeError, BrokenProcessPool):
            self._begin_pool()
            self._begin(task)
            return
        self._open[inner] = task
        inner.add_done_callback(self._settle)

    def _settle(self, inner: "Future[bytes]") -> None:
        """Hand on what came of a task; where its pool broke, begin all open ones again in a new one."""
        with self._lock:
            task = self._open.pop(inner, None)
            if task is None:
                return
            error = inner.exception()
            if isinstance(error, BrokenProcessPool):
                self._broken_pools += 1
                again, self._open = [task, *self._open.values()], {}
                if self._broken_pools < _MOST_BROKEN:
                    self._begin_pool()
                for one in again:
                    self._begin(one)
                return
            self._broken_pools = 0
        if error is not None:
            task.future.set_exception(self._translated(error))
            return
        failed, value = pickle.loads(inner.result())  # noqa: S301  (our own process wrote it)
        if failed:
            task.future.set_exception(value)
        else:
            task.future.set_result(value)

    def _may_begin(self, task: "_Task") -> bool:
        return task.starts < _MOST_STARTS and self._broken_pools < _MOST_BROKEN

    def _translated(self, error: BaseException) -> BaseException:
        """Say in words for people what the pool says of a worker."""
        match error:
            case ProcessExpired():
                return WorkerError(_death(error.exitcode, self._memory_bytes))
            case TimeoutError():
                return WorkerError(f"took longer than {self._timeout_s:g} s (--timeout)")
            case MemoryError():
                return WorkerError(_too_large(self._memory_bytes))
        return error

    def _broken(self) -> WorkerError:
        if self._memory_bytes is not None:
            return WorkerError(_too_large(self._memory_bytes))
        return WorkerError("no worker process can be started; see markhue doctor")


class _Task:
    """A call and its future; `starts` counts how often it was handed to a pool."""

    __slots__ = ("call", "future", "starts")

    def __init__(self, function: Callable[..., Any], args: Sequence[Any], named: dict[str, Any]) -> None:
        self.call = (function, args, named)
        self.future: Future[Any] = Future()
        self.starts = 0


def cores() -> int:
    """The processors this process may use, as its affinity and the quota of its control group say."""
    try:
        allowed = len(os.sched_getaffinity(0))
    except AttributeError:
        allowed = os.cpu_count() or 1
    return max(1, int(min(allowed, _quota())))


def _quota() -> float:
    """The processors' worth of time that the control group grants."""
    with suppress(OSError, ValueError):
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text("ascii").split()
        return float(quota) / float(period)
    with suppress(OSError, ValueError, ZeroDivisionError):
        folder = Path("/sys/fs/cgroup/cpu")
        micros = float((folder / "cpu.cfs_quota_us").read_text("ascii"))
        if micros > 0:
            return micros / float((folder / "cpu.cfs_period_us").read_text("ascii"))
    return float("inf")


def can_limit_memory() -> bool:
    """Whether this system bounds the memory of a process."""
    return sys.platform == "linux"


def _prepare(memory_bytes: int | None) -> None:
    """Make a process a worker: bounded, and gone when the one that hands out work is."""
    import convert.batch.preloaded  # noqa: F401  (where there is no fork server)

    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent,), daemon=True).start()
    if memory_bytes is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


def _answer(function: Callable[..., Any], args: Sequence[Any], named: dict[str, Any]) -> bytes:
    """Call a function and pickle what it gives or raises, so that nothing of it can harm the pool."""
    try:
        answer = (False, function(*args, **named))
    except (ConvertError, MemoryError) as error:
        answer = (True, error)
    except Exception as error:
        told = RuntimeError(
            f"{type(error).__name__}: {error}"
        )  # its own class may not come back from a pickle
        told.add_note("".join(traceback.format_exception(error)))
        answer = (True, told)
    written = io.BytesIO()
    _Carrier(written, pickle.HIGHEST_PROTOCOL).dump(answer)
    return written.getvalue()


class _Carrier(pickle.Pickler):
    """A pickler that says of want of memory, wherever in an answer it is told, what bound was too small."""

    def reducer_override(self, told: object) -> Any:
        if isinstance(told, MemoryError):
            return WorkerError, (_too_large(_limit()),)
        return NotImplemented


def _limit() -> int | None:
    """The bound on this process's memory, None where there is none."""
    if not can_limit_memory():
        return None
    import resource

    bound = resource.getrlimit(resource.RLIMIT_DATA)[0]
    return None if bound == resource.RLIM_INFINITY else bound


def _too_large(memory_bytes: int | None) -> str:
    if memory_bytes is None:
        return "needs more memory than there is"
    return f"needs more than --memory {memory_bytes / 2**20:.0f}M"


def _death(code: int, memory_bytes: int | None) -> str:
    """Say how a worker ended."""
    if code >= 0:
        return f"its worker ended with exit code {code}"
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    if -code == signal.SIGKILL:
        return f"its worker was killed ({name}), perhaps because memory ran out"
    if memory_bytes is not None and -code in _OF_WANT:
        return f"its worker crashed ({name}), probably for want of memory: {_too_large(memory_bytes)}"
    return f"its worker crashed ({name})"

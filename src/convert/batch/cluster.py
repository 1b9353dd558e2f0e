"""A function with its arguments in, a future of what it gives out: the workers of a Dask cluster do the work  (door: distributed).

As with our own workers, a death costs only the task that caused it: what a dead worker had in hand is begun once more, one task at a time, and
fails with a `WorkerError` where it brings death again. So does all that is open where the scheduler is gone.
"""

import logging
import os
import pickle
import secrets
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import RLock, Thread
from types import TracebackType
from typing import Any, Final, Literal, TypeVar

from convert import __version__, saving, storage
from convert.batch import visiting
from convert.batch.jobs import Job, Plan
from convert.errors import MissingLibraryError, UsageError, WorkerError

T = TypeVar("T")

SCHEMES: Final = ("tcp://", "tls://")
_CONNECT_S: Final = 5
_FIRST_WORKER_S: Final = 10  # that a cluster may take to have one
_NO_WORKER_S: Final = 60  # that it may be without one
_TICK_S: Final = 0.5  # between two looks at the cluster
_LONGEST: Final = 200  # characters of what another program says
_MOST_SEEN: Final = 8  # folders in which workers must see a file


class Cluster(Executor):
    """Workers of a cluster that call functions for us; leave it as a context, which waits for them or, after an error, drops their work.

    `plan` says what they must be able to see. `timeout_s` bounds each task. UsageError where the address is none; MissingLibraryError without
    the extra; WorkerError where nobody answers, or a worker is not as this process is.
    """

    away: Final = True
    """What is submitted may be called in another folder."""
    bundle_s: Final = 0.5
    """Guessed seconds of work that travel together: the way there and back takes ten milliseconds."""

    def __init__(self, address: str, plan: Plan | None = None, *, timeout_s: float | None = None) -> None:
        check_address(address)
        self.address = address
        self.jobs = 1
        self._timeout_s = timeout_s
        self._folders = {job.stem.parent for job in plan.jobs} if plan else set()
        self._deaths = 0
        self._run = f"markhue-{secrets.token_hex(8)}"
        self._lock = RLock()
        self._open: dict[Future[visiting.Verdict], _Task] = {}
        self._suspects: deque[_Task] = deque()
        self._suspect: _Task | None = None
        self._number = 0
        self._gone: WorkerError | None = None
        self._seen = time.monotonic()  # when there was a worker last
        self._ended: SimpleQueue[Future[visiting.Verdict] | None] = SimpleQueue()
        self._opener = _opener()
        self._client: Any = _connected(address)
        try:
            self._meet(plan)
            self._executor = self._client.get_executor(pure=False)
        except BaseException:
            self._client.close()
            raise
        self._follower = Thread(target=self._follow, daemon=True)
        self._follower.start()

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
        """Leave the cluster: after all that was submitted, or, with `wait` false, at once; what a worker has begun it ends all the same."""
        while wait and (self._open or self._suspects):
            time.sleep(0.02)
        self._lose(WorkerError("not converted: the run was ended"))
        self._ended.put(None)
        self._follower.join()
        if self._client.status == "running":
            with suppress(Exception):
                self._client.set_metadata([self._run], {})
        with suppress(Exception):
            self._client.close(timeout=2)
        for folder in self._folders if self._deaths else ():
            storage.of(folder).sweep(str(folder))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> Literal[False]:
        self.shutdown(wait=kind is None)
        return False

    def _meet(self, plan: Plan | None) -> None:
        """Wait for a worker, and ask all whether they are as this process is."""
        deadline = time.monotonic() + _FIRST_WORKER_S
        with self._answers():
            while not (threads := self._client.nthreads()):
                if time.monotonic() > deadline:
                    raise WorkerError(f"--cluster {self.address}: it has no worker")
                time.sleep(0.1)
            self.jobs = sum(threads.values())
            self._same_python()
            self._same_version()
            with _token(plan) as token:
                formats = sorted({name for job in plan.jobs for name in job.formats}) if plan else []
                told = self._ask(visiting.look, dict(visiting.about()), formats, _sizes(plan), token)
        for worker, wrong in sorted(told.items()):
            if wrong:
                why = (
                    "sources and outputs stand on a path that all machines share"
                    if wrong.startswith(("sees", "does"))
                    else "they must be the same"
                )
                raise WorkerError(f"--cluster {self.address}: the worker {worker} {wrong}; {why}")

    @contextmanager
    def _answers(self) -> Iterator[None]:
        """Say in a line where the cluster breaks off."""
        try:
            yield
        except OSError as error:
            raise WorkerError(f"--cluster {self.address}: it does not answer: {_in_a_line(error)}") from None

    def _same_python(self) -> None:
        mine = "{}.{}".format(*sys.version_info)
        for worker, said in sorted(self._client.get_versions()["workers"].items()):
            found = ".".join(str((said or {}).get("host", {}).get("python", "?")).split(".")[:2])
            if found != mine:
                raise WorkerError(
                    f"--cluster {self.address}: the worker {worker} has Python {found}, and this machine {mine}; they must be the same"
                )

    def _same_version(self) -> None:
        for worker, found in sorted(self._ask(_asker()).items()):
            if found != __version__:
                has = f"has markhue {found}, and this machine" if found else "has no markhue; install"
                raise WorkerError(
                    f"--cluster {self.address}: the worker {worker} {has} {__version__}{'; they must be the same' if found else ' there'}"
                )

    def _ask(self, function: Callable[..., Any], *args: Any) -> dict[str, Any]:
        """What a function gives on each worker; a worker that fails says why."""
        told = self._client.run(function, *args, on_error="return")
        return {
            worker: f"cannot be asked: {type(said).__name__}: {said}"
            if isinstance(said, BaseException)
            else said
            for worker, said in told.items()
        }

    def _begin(self, task: "_Task") -> None:
        if self._gone is not None:
            task.future.set_exception(self._gone)
            return
        self._number += 1
        call = (self._run, self._number, dict(visiting.about()), self._timeout_s, *task.call)
        try:
            inner = self._executor.submit(self._opener, pickle.dumps((visiting.call, call)))
        except Exception as error:
            task.future.set_exception(self._no_scheduler(error))
            return
        self._open[inner] = task
        inner.add_done_callback(self._ended.put)

    def _follow(self) -> None:
        """Hand on what came of tasks, and look at the cluster in between."""
        looked = time.monotonic()
        while True:
            with suppress(Empty):
                inner = self._ended.get(timeout=_TICK_S)
                if inner is None:
                    return
                self._settle(inner)
            if time.monotonic() > looked + _TICK_S:
                self._look_around()
                looked = time.monotonic()

    def _look_around(self) -> None:
        if self._client.status != "running":
            self._lose(self._no_scheduler())
            return
        try:
            threads = sum(self._client.nthreads().values())
        except Exception as error:
            self._lose(self._no_scheduler(error))
            return
        now = time.monotonic()
        if threads:
            self.jobs, self._seen = threads, now
        elif now > self._seen + _NO_WORKER_S:
            self._lose(WorkerError(f"not converted: the cluster has had no worker for {_NO_WORKER_S} s"))

    def _no_scheduler(self, error: object = None) -> WorkerError:
        return WorkerError(f"not converted: the scheduler at {self.address} is gone")

    def _lose(self, error: WorkerError) -> None:
        """Let all tasks fail that are open, and those that are submitted from now on."""
        with self._lock:
            self._gone = self._gone or error
            tasks, self._open = [*self._open.items()], {}
            suspects, self._suspects = [*self._suspects], deque()
        for inner, task in tasks:
            inner.cancel()
            task.future.set_exception(error)
        for task in suspects:
            task.future.set_exception(error)

    def _settle(self, inner: Future[visiting.Verdict]) -> None:
        with self._lock:
            task = self._open.pop(inner, None)
            if task is None:
                return
            if task is self._suspect:
                self._suspect = None
        kind, value = self._verdict(inner)
        self._deaths += kind in ("died", "late")
        match kind:
            case "done":
                task.future.set_result(value)
            case "late":
                task.future.set_exception(WorkerError(f"took longer than {self._timeout_s:g} s (--timeout)"))
            case "other" if task.alone:
                task.future.set_exception(WorkerError(f"not converted: its worker {value}"))
            case "gone":
                task.future.set_exception(value)
                self._lose(value)
            case "died" if task.alone:
                task.future.set_exception(
                    WorkerError("its worker died, and so did the one that tried it again")
                )
            # A result that is lost while it is fetched comes as an error of Dask's own; another try has its own number.
            case "died" | "other":
                task.alone = True
                self._suspects.append(task)
        self._try_suspect()

    def _verdict(self, inner: Future[visiting.Verdict]) -> tuple[str, Any]:
        try:
            kind, value = inner.result()
        except CancelledError:
            return "gone", self._no_scheduler()
        except Exception as error:
            if type(error).__name__ == "KilledWorker":
                return "died", None
            return "other", f"says {type(error).__name__}: {_in_a_line(error)}"
        return kind, value

    def _try_suspect(self) -> None:
        """Begin the next task again that stood on a dead worker: one at a time, so that none dies by another."""
        with self._lock:
            if self._suspect is None and self._suspects:
                self._suspect = self._suspects.popleft()
                self._begin(self._suspect)


class _Task:
    """A call and its future; `alone` once it stood on a worker that died."""

    __slots__ = ("alone", "call", "future")

    def __init__(self, function: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]) -> None:
        self.call = (function, args, named)
        self.future: Future[Any] = Future()
        self.alone = False


def check_address(address: str) -> None:
    """UsageError where an address is none that a scheduler can have."""
    host, _, port = address.partition("://")[2].rpartition(":")
    if not address.startswith(SCHEMES) or not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise UsageError(f"--cluster is an address such as tcp://HOST:8786 or tls://HOST:8786, not {address}")


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise MissingLibraryError(
            "--cluster needs markhue[cluster], which is not installed: pip install 'markhue[cluster]'"
        ) from None
    # What it has to say of the cluster is said here, in one line.
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        return Client(address, timeout=_CONNECT_S, set_as_default=False, name="markhue")  # type: ignore[no-untyped-call]
    except (OSError, RuntimeError, TypeError, ValueError) as error:
        raise WorkerError(f"--cluster {address}: no scheduler answers there: {_in_a_line(error)}") from None


def _in_a_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:_LONGEST] or type(error).__name__


def _opener() -> Callable[[bytes], Any]:
    """Make a function that does a packed call; nested, so that it travels as it is, and the scheduler, which looks at it, needs no markhue."""

    def opened(packed: bytes) -> Any:
        import pickle

        function, args = pickle.loads(packed)  # noqa: S301  (the client's own)
        return function(*args)

    return opened


def _asker() -> Callable[[], str]:
    """Make a function that asks for markhue's version; nested, so that it travels as it is, to where there is no markhue too."""

    def ask() -> str:
        try:
            from convert import __version__
        except ImportError:
            return ""
        return __version__

    return ask


def _sizes(plan: Plan | None) -> Mapping[str, int]:
    """The sizes of some sources, in folders as different as may be."""
    seen: dict[Path, Job] = {}
    for job in plan.jobs if plan else ():
        if isinstance(job.source, Path) and len(seen) < _MOST_SEEN:
            seen.setdefault(job.source.parent, job)
    found = {}
    for job in seen.values():
        with suppress(OSError):
            path = os.path.abspath(str(job.source))  # noqa: PTH100
            found[path] = Path(path).stat().st_size
    return found


@contextmanager
def _token(plan: Plan | None) -> Iterator[tuple[str, str]]:
    """A file where the first output goes, as long as workers look for it: its path and what is in it, both empty where outputs go elsewhere."""
    stem = plan.jobs[0].stem if plan and plan.jobs else None
    content = secrets.token_hex(16)
    if not isinstance(stem, Path):
        yield "", ""
        return
    path = saving.temporary_path(Path(os.path.abspath(stem.parent / "markhue")))  # noqa: PTH100
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "ascii")
    except OSError:  # what is wrong is told of each output
        yield "", ""
        return
    try:
        yield str(path), content
    finally:
        with suppress(OSError):
            path.unlink()

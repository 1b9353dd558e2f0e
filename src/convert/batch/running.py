"""A plan in, an outcome a source out: in this process or through an executor, a few in hand at a time, recorded as they end."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future
from operator import attrgetter
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from convert import pipeline, storage, volume
from convert.batch.conversion import convert, outcome
from convert.batch.jobs import Job, Outcome, Plan, Result
from convert.errors import WorkerError
from convert.notices import Report
from convert.record import replace
from convert.resources import Resources

if TYPE_CHECKING:
    from convert.book import Book

_PATIENCE_S = 0.1  # between two questions whether to stop
_AHEAD = 3  # bundles in hand for each worker, so that none waits
_BUNDLE = 32  # jobs that travel together at most
_BUNDLE_S = 0.1  # and the work in them, as guessed: handing a bundle over takes a millisecond

Stop = Callable[[], bool]


def run(
    plan: Plan,
    typed: Mapping[str, Any],
    executor: Executor | None = None,
    *,
    stop: Stop = lambda: False,
    window: int | None = None,
) -> Iterator[Outcome]:
    """Convert what a plan says, and give what came of each source: first those it refuses, then as they end.

    Without an executor sources are converted here, in the order of the plan; with one the longest first, `window` bundles in hand.
    Once `stop` says so, no more are handed out, and those in hand are waited for. TargetError where another run is at work in a
    folder.
    """
    for refused in plan.refused:
        yield Outcome(refused.source, (Result(refused.source, error=refused.error),))
    done = _here(plan.jobs, typed, stop)
    if executor is not None:
        done = _elsewhere(plan.jobs, typed, executor, stop, window)
    if not plan.folders or not plan.jobs:
        for _, one in done:
            yield one
        return
    from convert.batch.recording import Records  # only folders pay for it

    records = Records(plan.folders, plan.jobs, typed)
    wrong: list[Result] = []
    try:
        for job, one in done:
            records.add(job, one)
            yield one
    finally:
        wrong = records.close()
    for result in wrong:
        yield Outcome(result.source, (result,))


def _here(jobs: Sequence[Job], typed: Mapping[str, Any], stop: Stop) -> Iterator[tuple[Job, Outcome]]:
    for job in jobs:
        if stop():
            return
        yield job, convert(job, typed)


def _window(executor: Executor) -> int:
    workers = (
        getattr(executor, "jobs", None) or getattr(executor, "_max_workers", None) or os.cpu_count() or 1
    )
    return _AHEAD * int(workers)


def _elsewhere(
    jobs: Sequence[Job], typed: Mapping[str, Any], executor: Executor, stop: Stop, window: int | None
) -> Iterator[tuple[Job, Outcome]]:
    waiting = _Waiting(jobs, window or _window(executor), getattr(executor, "bundle_s", _BUNDLE_S))
    folder = str(Path.cwd()) if getattr(executor, "away", False) else ""
    hand: dict[Future[tuple[Outcome, ...]], tuple[Job, ...]] = {}
    ended: SimpleQueue[Future[tuple[Outcome, ...]]] = SimpleQueue()
    try:
        while waiting or hand:
            if stop():
                waiting.clear()
                _take_back(hand)
            # Workers of a cluster come and go.
            while waiting and len(hand) < (window or _window(executor)):
                bundle = waiting.take()
                future = executor.submit(convert_all, bundle, typed, folder)
                hand[future] = bundle
                future.add_done_callback(ended.put)
            try:
                future = ended.get(timeout=_PATIENCE_S)
            except Empty:
                continue
            bundle = hand.pop(future)
            outcomes = _outcomes(bundle, future)
            if outcomes is None:
                waiting.alone(bundle)
                continue
            yield from zip(bundle, outcomes, strict=False)
    finally:
        _take_back(hand)


class _Waiting:
    """Jobs that nobody has begun, the longest first. Small ones travel in bundles, which become smaller towards the end."""

    def __init__(self, jobs: Sequence[Job], window: int, bundle_s: float) -> None:
        self._jobs = deque(sorted(jobs, key=attrgetter("cost"), reverse=True))
        self._left = sum(job.cost for job in jobs)
        self._window, self._bundle_s = window, bundle_s
        self._alone: deque[Job] = deque()

    def __bool__(self) -> bool:
        return bool(self._jobs or self._alone)

    def clear(self) -> None:
        self._jobs.clear()
        self._alone.clear()

    def alone(self, bundle: Sequence[Job]) -> None:
        """Take jobs back of which one cost the others their worker: each travels by itself."""
        self._alone.extend(bundle)

    def take(self) -> tuple[Job, ...]:
        if self._alone:
            return (self._alone.popleft(),)
        most = min(self._bundle_s, self._left / self._window)
        bundle = [self._jobs.popleft()]
        cost = bundle[0].cost
        while self._jobs and len(bundle) < _BUNDLE and cost + self._jobs[0].cost <= most:
            bundle.append(self._jobs.popleft())
            cost += bundle[-1].cost
        self._left -= cost
        return tuple(bundle)


def convert_all(jobs: Sequence[Job], typed: Mapping[str, Any], folder: str = "") -> tuple[Outcome, ...]:
    """Convert sources one after the other, in any process; `folder` is what paths are relative to, where it works in another one."""
    if folder:
        from convert.batch import travelling

        return tuple(travelling.convert(job, typed, folder) for job in jobs)
    return tuple(convert(job, typed) for job in jobs)


def _take_back(hand: Mapping["Future[tuple[Outcome, ...]]", Any]) -> None:
    """Cancel what nobody has begun; asking first, for some executors kill what they cancel."""
    for future in hand:
        if not future.running() and not future.done():
            future.cancel()


def _outcomes(bundle: Sequence[Job], future: "Future[tuple[Outcome, ...]]") -> tuple[Outcome, ...] | None:
    """What came of jobs: nothing where they were taken back, None where they are to be tried one by one."""
    try:
        return future.result()
    except CancelledError:
        return ()
    except Exception as error:
        if isinstance(error, WorkerError):
            for folder in {job.stem.parent for job in bundle}:
                storage.of(folder).sweep(str(folder))
        if len(bundle) > 1:
            return None
        return (Outcome(bundle[0].source, (Result(bundle[0].source, error=error),)),)


def run_book(job: Job, book: "Book", typed: Mapping[str, Any]) -> Iterator[Outcome]:
    """Bind a book; one article that cannot be read is the result of all."""
    taken = tuple((storage.of(one).absolute(str(one)), "a source") for one in book.sources)

    def prepare(report: Report, resources: Resources) -> pipeline.Article:
        return volume.prepare(book, typed, report, resources)

    yield outcome(replace(job, taken=taken, layers=book.layers), prepare, typed)

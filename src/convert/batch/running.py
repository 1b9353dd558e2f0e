"""A plan in, an outcome a source out: in this process or through an executor, a few in hand at a time, recorded as they end."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future
from operator import attrgetter
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from convert import pipeline, saving, volume
from convert.batch.conversion import convert, outcome
from convert.batch.jobs import Job, Outcome, Plan, Result
from convert.errors import WorkerError
from convert.notices import Report
from convert.record import replace
from convert.resources import Resources

if TYPE_CHECKING:
    from convert.book import Book

_PATIENCE_S = 0.1  # between two questions whether to stop
_AHEAD = 3  # jobs in hand for each worker, so that none waits

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

    Without an executor sources are converted here, in the order of the plan; with one the longest first, `window` of them in hand.
    Once `stop` says so, no more are handed out, and those in hand are waited for. TargetError where another run is at work in a
    folder.
    """
    for refused in plan.refused:
        yield Outcome(refused.source, (Result(refused.source, error=refused.error),))
    done = _here(plan.jobs, typed, stop)
    if executor is not None:
        done = _elsewhere(plan.jobs, typed, executor, stop, window or _window(executor))
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
    jobs: Sequence[Job], typed: Mapping[str, Any], executor: Executor, stop: Stop, window: int
) -> Iterator[tuple[Job, Outcome]]:
    waiting = deque(sorted(jobs, key=attrgetter("cost"), reverse=True))
    hand: dict[Future[Outcome], Job] = {}
    ended: SimpleQueue[Future[Outcome]] = SimpleQueue()
    try:
        while waiting or hand:
            if stop():
                waiting.clear()
                _take_back(hand)
            while waiting and len(hand) < window:
                future = executor.submit(convert, waiting[0], typed)
                hand[future] = waiting.popleft()
                future.add_done_callback(ended.put)
            try:
                future = ended.get(timeout=_PATIENCE_S)
            except Empty:
                continue
            job = hand.pop(future)
            one = _outcome(job, future)
            if one is not None:
                yield job, one
    finally:
        _take_back(hand)


def _take_back(hand: Mapping["Future[Outcome]", Job]) -> None:
    """Cancel what nobody has begun; asking first, for some executors kill what they cancel."""
    for future in hand:
        if not future.running() and not future.done():
            future.cancel()


def _outcome(job: Job, future: "Future[Outcome]") -> Outcome | None:
    """What came of a job; nothing where it was taken back."""
    try:
        return future.result()
    except CancelledError:
        return None
    except Exception as error:
        if isinstance(error, WorkerError):
            saving.sweep((str(job.stem.parent),))
        return Outcome(job.source, (Result(job.source, error=error),))


def run_book(job: Job, book: "Book", typed: Mapping[str, Any]) -> Iterator[Outcome]:
    """Bind a book; one article that cannot be read is the result of all."""
    taken = tuple((os.path.abspath(source), "a source") for source in book.sources)  # noqa: PTH100

    def prepare(report: Report, resources: Resources) -> pipeline.Article:
        return volume.prepare(book, typed, report, resources)

    yield outcome(replace(job, taken=taken), prepare)

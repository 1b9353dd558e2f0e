"""The words of `markhue convert` in, outputs of files and folders out, what came of them on the terminal, and an exit code."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from convert.cli import planned, results
from convert.cli.formats import DEFAULT, check_asked, formats_asked
from convert.cli.messages import say, tell
from convert.errors import UsageError
from convert.record import Record
from convert.saving import RECORD

if TYPE_CHECKING:
    from convert import config
    from convert.batch import Plan
    from convert.batch.cluster import Cluster
    from convert.batch.workers import Workers
    from convert.cli.progress import Bar

INTERRUPTED = 130
_LEAST_BYTES = 64 * 2**20
_WORTH_S = 1.0  # of guessed work, below which workers take longer to start than they save


class Acts(Record):
    """What is asked of one run and stands in no file."""

    force: bool = False
    prune: bool = False
    check: bool = False
    dry_run: bool = False
    report: str | None = None
    cluster: str | None = None
    quiet: bool = False
    verbose: bool = False


def convert(sources: Sequence[str], run: Mapping[str, Any], settings: Mapping[str, Any], acts: Acts) -> int:
    """Convert files; the exit code. `run` holds what was typed of `config.Run`, `settings` of `config.Settings`."""
    began = time.perf_counter()
    if acts.cluster is not None:
        _check_cluster(acts.cluster, run)
    elif not (acts.check or acts.dry_run) and _is_first(sources, run.get("output")):
        _begin_workers(
            (run.get("to") or ",".join(DEFAULT)).split(",")
        )  # a guess; nothing but time depends on it
    from convert import batch, config, storage

    named = [storage.named(source) for source in sources]
    top = config.top(named)
    asked = config.run(top, run)
    formats = formats_asked(asked.to, asked.output)
    check_asked(dict(settings), formats)
    plan = batch.plan(
        named,
        asked.output,
        formats,
        glob=asked.glob,
        exclude=asked.exclude,
        layers=lambda folder: config.layers(folder, top),
        typed=settings,
        force=acts.force,
        hashed=acts.report is not None,
    )
    if acts.report is not None:
        _check_report(acts.report, plan)
    for warning in plan.warnings:
        say(f"markhue: {warning}")
    if acts.check:
        return planned.check(plan, quiet=acts.quiet)
    if acts.dry_run:
        return planned.show(plan)
    code = _Run(plan, formats, asked, settings, acts, began).go()
    if code == INTERRUPTED:
        return code
    if acts.prune:
        planned.prune(plan)
    elif not acts.quiet:
        planned.remind(plan)
    return code


def _is_first(sources: Sequence[str], output: str | None) -> bool:
    """Whether a folder is named that has no record yet, so that there is work for workers."""
    folders = [source for source in sources if os.path.isdir(source)]  # noqa: PTH112
    homes = [output] if output is not None else folders
    return bool(folders) and not any(os.path.exists(os.path.join(home, RECORD)) for home in homes)  # noqa: PTH110, PTH118


def _begin_workers(formats: Sequence[str]) -> None:
    """Have libraries loaded while this process goes on; those of formats that are not named here are loaded later."""
    from convert.batch import forkserver

    forkserver.context(formats)


def _check_cluster(address: str, run: Mapping[str, Any]) -> None:
    """UsageError where an address is none, or what was typed beside it is not for a cluster."""
    from convert import config
    from convert.batch.cluster import check_address

    check_address(address)
    for wrong in config.clashes(config.typed_layer({**run, "cluster": address})):
        raise wrong


def _check_report(report: str, plan: "Plan") -> None:
    """UsageError where the report would fall on a source or an output, or on no file."""
    from convert import batch, storage

    if report == "-":
        raise UsageError("--report is written to a file; - is none")
    place = storage.named(report)
    real = storage.of(place).real(str(place))
    files = [str(job.source) for job in plan.jobs]
    files += [str(batch.target(job, name)) for job in plan.jobs for name in job.formats]
    files += [
        path for one in plan.unchanged for path in (str(one.source), *(out.path for out in one.outputs))
    ]
    # Folders are few and files are many.
    stores = {file: storage.of(file) for file in files}
    folders = {(store, store.parent(file)) for file, store in stores.items()}
    reals = {folder: store.real(folder) for store, folder in folders}
    names = ((stores[file], reals[stores[file].parent(file)], file) for file in files)
    if any(store.join(folder, file.rpartition(store.separator)[2]) == real for store, folder, file in names):
        raise UsageError(f"--report {report} is a source or an output of this run; name another file")


class _Run:
    """A run of a plan: where the work is done, who hears of it, how it ends."""

    def __init__(
        self,
        plan: "Plan",
        formats: Sequence[str],
        asked: "config.Run",
        settings: Mapping[str, Any],
        acts: Acts,
        began: float,
    ) -> None:
        self._plan, self._formats, self._asked, self._settings, self._acts = (
            plan, formats, asked, settings, acts,
        )  # fmt: skip
        self._began = began  # before the plan was made, which is part of what people wait for
        self._several = len(plan.jobs) + len(plan.refused) + len(plan.unchanged) > 1
        self._left = {str(job.source): job.cost for job in plan.jobs}

    def go(self) -> int:
        """Convert, and tell it; the exit code."""
        if self._acts.cluster is None and self._needs_workers():
            _begin_workers(self._formats)
        report = self._report()
        stopped = False
        with self._bar() as bar:
            tally = self._tally(bar)
            try:
                stopped = self._convert(tally, bar, report)
            except KeyboardInterrupt:
                stopped = True
        seconds = time.perf_counter() - self._began
        if report is not None:
            report.write(str(self._acts.report), self._settings, self._formats, seconds)
        tally.end()
        if self._several and (tally.written or self._plan.unchanged) and not self._acts.quiet:
            self._sum_up(tally, seconds)
        if stopped:
            left = (
                f"{len(self._left):,} left; the same command goes on with them"
                if self._left
                else "all was done"
            )
            say(f"markhue: stopped: {left}")
            return INTERRUPTED
        return results.exit_code(tally.codes)

    def _convert(self, tally: results.Tally, bar: "Bar | None", report: Any) -> bool:
        """Convert what the plan says; whether someone wished to stop."""
        from convert import batch

        with ExitStack() as held:
            stop: Callable[[], bool] = bool
            if len(self._plan.jobs) > 1:
                from convert.cli.interrupts import listened

                stop = held.enter_context(listened(lambda: self._heard(bar)))
            workers = self._workers()
            if workers is not None:
                held.enter_context(workers)
            for outcome in batch.run(self._plan, self._settings, workers, stop=stop):
                failed = tally.add(outcome)
                cost = self._left.pop(str(outcome.source), 0.0)
                if report is not None:
                    report.add(outcome)
                if bar is not None:
                    hand = workers.hand() if workers is not None else ()
                    name = hand[0][0].source.name if hand else outcome.source.name
                    bar.ended(cost, failed=failed, name=name)
            return stop() and bool(self._left)

    def _heard(self, bar: "Bar | None") -> None:
        (say if bar is None else bar.say)("markhue: stopping after what is in hand; once more drops it")

    def _needs_workers(self) -> bool:
        jobs = self._plan.jobs
        bounded = self._asked.timeout_s is not None or self._asked.memory_bytes is not None
        worth = len(jobs) > 1 and sum(job.cost for job in jobs) > _WORTH_S
        return bool(jobs) and (bounded or worth)

    def _workers(self) -> "Cluster | Workers | None":
        if self._acts.cluster is not None and self._plan.jobs:
            from convert.batch.cluster import Cluster

            return Cluster(self._acts.cluster, self._plan, timeout_s=self._asked.timeout_s)
        if not self._needs_workers():
            return None
        jobs, asked = self._plan.jobs, self._asked
        from convert.batch.workers import Workers, can_limit_memory, cores

        if asked.memory_bytes is not None and asked.memory_bytes < _LEAST_BYTES:
            raise UsageError(f"--memory: the program itself needs more; at least {_LEAST_BYTES >> 20}M")
        if asked.memory_bytes is not None and not can_limit_memory():
            raise UsageError("--memory needs Linux: this system does not bound the memory of a process")
        return Workers(
            min(asked.jobs or cores(), len(jobs)),
            formats=self._formats,
            timeout_s=asked.timeout_s,
            memory_bytes=asked.memory_bytes,
        )

    def _report(self) -> Any:
        if self._acts.report is None:
            return None
        from convert.cli.report import Report

        return Report(self._plan)

    @contextmanager
    def _bar(self) -> "Iterator[Bar | None]":
        if self._acts.quiet or len(self._plan.jobs) < 2 or not sys.stderr.isatty():
            yield None
            return
        from convert.cli.progress import Bar

        bar = Bar(len(self._plan.jobs) + len(self._plan.refused), sum(self._left.values()))
        with bar.shown():
            yield bar

    def _tally(self, bar: "Bar | None") -> results.Tally:
        if bar is None:
            return results.Tally(quiet=self._acts.quiet)
        return results.Tally(each=self._acts.verbose, tell=bar.tell, say=bar.say)

    def _sum_up(self, tally: results.Tally, seconds: float) -> None:
        words = [f"{tally.converted:,} converted"]
        if (number := planned.unchanged(self._plan)) > 0:
            words.append(f"{number:,} unchanged")
        if tally.failed:
            words.append(f"{tally.failed:,} failed")
        tell(f"{', '.join(words)} in {_duration(seconds)}")


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"

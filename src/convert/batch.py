"""Many sources: what the user named becomes a plan of sources and targets; then each source in turn, one result a file.

A bad source costs only its own results. An output never falls on a source, nor two outputs on one file.
"""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from convert import pipeline
from convert.errors import TargetError, UsageError
from convert.notices import Notice, Report
from convert.record import Record, field

SOURCE_ENDINGS = (".md", ".markdown", ".mdown", ".mkd")


class Job(Record):
    """One source and where its outputs go: `stem` is the target's path without an ending."""

    source: Path
    stem: Path
    formats: tuple[str, ...]
    exact: Path | None = None  # the target as the user spelled it, with its ending


class Result(Record):
    """What came of one output, or of a whole source that could not be read (`target` is None)."""

    source: Path
    target: Path | None = None
    error: Exception | None = None
    notices: tuple[Notice, ...] = field(default=(), repr=False)
    seconds: float = 0.0
    size: int = 0


def plan(named: Sequence[Path], where: str | None, formats: Sequence[str]) -> list[Job]:
    """Make the jobs and check them before anything is written; UsageError where they contradict each other.

    `where` is a file or a folder: a folder when it exists as one, ends in a slash, or several results go there.
    """
    output = Path(where) if where is not None else None
    found = list(dict.fromkeys((path, base) for name in named for path, base in _sources(name)))
    into_folder = output is not None and (
        output.is_dir()
        or str(where).endswith(("/", os.sep))
        or len(found) > 1
        or any(n.is_dir() for n in named)
    )
    jobs = []
    for path, base in found:
        if output is None:
            jobs.append(Job(path, path.with_suffix(""), tuple(formats)))
        elif into_folder:
            jobs.append(Job(path, (output / path.relative_to(base)).with_suffix(""), tuple(formats)))
        elif len(formats) == 1:
            jobs.append(Job(path, output.with_suffix(""), tuple(formats), output))
        else:
            jobs.append(Job(path, output, tuple(formats)))
    _check(jobs)
    return jobs


def target(job: Job, format_name: str, part: str = "") -> Path:
    """Where an output goes."""
    if job.exact is not None:
        return job.exact.with_name(f"{job.exact.stem}.{part}{job.exact.suffix}") if part else job.exact
    return job.stem.with_name(f"{job.stem.name}{'.' + part if part else ''}.{format_name}")


def run(jobs: Sequence[Job], settings: Mapping[str, Any]) -> Iterator[Result]:
    """Convert the sources one after the other; whatever goes wrong with one is its own result."""
    taken = {os.path.realpath(job.source): "a source" for job in jobs}
    for job in jobs:
        yield from _run(job, settings, taken)


def _run(job: Job, settings: Mapping[str, Any], taken: dict[str, str]) -> Iterator[Result]:
    """Convert one source; `taken` holds the files that no output may fall on, and why."""
    report = Report()
    try:
        data = pipeline.load(job.source)
        fetch = pipeline.files_below(job.source.parent, report)
        article = pipeline.prepare(data, str(job.source), settings, report, fetch)
    except Exception as error:
        yield Result(job.source, error=error, notices=tuple(report))
        return
    for name in job.formats:
        began = time.perf_counter()
        path = target(job, name)
        try:
            for output in pipeline.render(article, name, report):
                path = target(job, name, output.part)
                _take(path, job.source, taken)
                pipeline.save(path, output.data)
                seconds = time.perf_counter() - began
                yield Result(job.source, path, None, report.take(), seconds, len(output.data))
        except Exception as error:
            yield Result(job.source, path, error, report.take())


def _take(path: Path, source: Path, taken: dict[str, str]) -> None:
    """Claim a file for an output. Where notes go is known only once a source is read, so the plan cannot do it all."""
    real = os.path.realpath(path)
    if real in taken:
        raise TargetError(f"{path}: not written, it is {taken[real]}; choose another place with -o")
    taken[real] = f"the output of {source} already"


def _sources(named: Path) -> Iterator[tuple[Path, Path]]:
    """The sources under a name, each with the folder its relative place counts from."""
    if not named.is_dir():
        yield named, named.parent
        return
    found = sorted(
        path
        for path in named.rglob("*")
        if path.suffix.lower() in SOURCE_ENDINGS
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(named).parts)
    )
    if not found:
        yield named, named  # loading it says what is wrong, as one source among the others
    for path in found:
        yield path, named


def _check(jobs: Sequence[Job]) -> None:
    sources = {os.path.realpath(job.source): job.source for job in jobs}
    taken: dict[str, Path] = {}
    for job in jobs:
        for name in job.formats:
            path = target(job, name)
            real = os.path.realpath(path)
            if real in sources:
                raise UsageError(f"{path} is a source; choose another place with -o")
            if real in taken:
                raise UsageError(f"{taken[real]} and {job.source} would both be written to {path}")
            taken[real] = job.source

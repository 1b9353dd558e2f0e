"""Many sources: what the user named becomes a plan of sources and targets; then each source in turn, one result a file.

A book is one job of many sources. A bad source costs only its own results. An output never falls on a source, nor two outputs on one file. A notice is told
once for a source, whatever formats repeat it.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from convert import pipeline, sources
from convert.errors import NoticesError, TargetError, UsageError
from convert.notices import Notice, Report
from convert.record import Record, field

if TYPE_CHECKING:
    from convert.book import Book


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
    proof: pipeline.Proof | None = None


class _Rendered(Record):
    """What a format made of a source."""

    format_name: str
    outputs: tuple[pipeline.Output, ...]
    error: Exception | None
    notices: tuple[Notice, ...]
    seconds: float


def plan(named: Sequence[Path], where: str | None, formats: Sequence[str]) -> list[Job]:
    """Make the jobs and check them before anything is written; UsageError where they contradict each other.

    `where` is a file or a folder: a folder when it exists as one, ends in a slash, or several results go there.
    """
    output = Path(where) if where is not None else None
    found = sources.found(named)
    into_folder = output is not None and (
        output.is_dir()
        or str(where).endswith(("/", os.sep))
        or len(found) > 1
        or any(n.is_dir() for n in named)
    )
    if output is not None and into_folder and not output.is_dir() and output.suffix[1:].lower() in formats:
        raise UsageError(f"-o {where} names one file, and there are {len(found)} sources: name a folder")
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


def plan_book(book: "Book", named: Sequence[Path], where: str | None, formats: Sequence[str]) -> Job:
    """Make the job of a book; `where` as for `plan`, without it the book stands beside the folder or the first file named."""
    first = named[0] if named else book.folder
    place = first.resolve() if first.is_dir() else (first.parent / "book").resolve()
    output = Path(where) if where is not None else place
    if where is not None and (output.is_dir() or where.endswith(("/", os.sep))):
        output = output / place.name
        job = Job(Path(book.name), output, tuple(formats))
    elif where is not None and len(formats) == 1:
        job = Job(Path(book.name), output.with_suffix(""), tuple(formats), output)
    else:
        job = Job(Path(book.name), output, tuple(formats))
    taken = {os.path.realpath(source) for source in book.sources}
    for name in formats:
        if os.path.realpath(target(job, name)) in taken:
            raise UsageError(f"{target(job, name)} is a source; choose another place with -o")
    return job


def run(jobs: Sequence[Job], settings: Mapping[str, Any]) -> Iterator[Result]:
    """Convert the sources one after the other; whatever goes wrong with one is its own result."""
    taken = {os.path.realpath(job.source): "a source" for job in jobs}
    for job in jobs:

        def prepared(report: Report, source: Path = job.source) -> pipeline.Article:
            data = pipeline.load(source)
            fetch = pipeline.files_below(source.parent, report)
            return pipeline.prepare(data, str(source), settings, report, fetch)

        yield from _run(job, prepared, taken)


def run_book(job: Job, book: "Book", settings: Mapping[str, Any]) -> Iterator[Result]:
    """Bind a book; one article that cannot be read is the result of all."""
    taken = {os.path.realpath(source): "a source" for source in book.sources}
    return _run(job, lambda report: pipeline.prepare_book(book, settings, report), taken)


def _run(job: Job, prepare: Callable[[Report], pipeline.Article], taken: dict[str, str]) -> Iterator[Result]:
    """Convert one source or book; `taken` holds the files that no output may fall on, and why."""
    report = Report()
    try:
        article = prepare(report)
    except Exception as error:
        yield Result(job.source, error=error, notices=tuple(report))
        return
    rendered: Iterable[_Rendered] = _render(job, article, report)
    if article.settings.strict:
        rendered = list(rendered)
        notices = tuple(notice for one in rendered for notice in one.notices)
        try:
            pipeline.refuse_notices(str(job.source), notices)
        except NoticesError as error:
            yield Result(job.source, error=error, notices=notices)
            return
    for one in rendered:
        yield from _save(job, article, one, taken)


def _render(job: Job, article: pipeline.Article, report: Report) -> Iterator[_Rendered]:
    told: set[Notice] = set()
    for name in job.formats:
        began = time.perf_counter()
        outputs: tuple[pipeline.Output, ...] = ()
        failure: Exception | None = None
        try:
            outputs = pipeline.render(article, name, report)
        except Exception as error:
            failure = error
        fresh = tuple(notice for notice in report.take() if notice not in told)
        told.update(fresh)
        yield _Rendered(name, outputs, failure, fresh, time.perf_counter() - began)


def _save(job: Job, article: pipeline.Article, one: _Rendered, taken: dict[str, str]) -> Iterator[Result]:
    notices = one.notices
    path = target(job, one.format_name)
    if one.error is not None:
        yield Result(job.source, path, one.error, notices)
    for output in one.outputs:
        began = time.perf_counter()
        path = target(job, one.format_name, output.part)
        try:
            _take(path, job.source, taken)
            pipeline.save(path, output.data)
            seconds = one.seconds + time.perf_counter() - began
            proof = None
            if article.settings.verify:
                proof = pipeline.prove(article, one.format_name, output.document, pipeline.load(path))
            yield Result(job.source, path, None, notices, seconds, len(output.data), proof)
        except Exception as error:
            yield Result(job.source, path, error, notices)
        notices = ()


def _take(path: Path, source: Path, taken: dict[str, str]) -> None:
    """Claim a file for an output. Where notes go is known only once a source is read, so the plan cannot do it all."""
    real = os.path.realpath(path)
    if real in taken:
        raise TargetError(f"{path}: not written, it is {taken[real]}; choose another place with -o")
    taken[real] = f"the output of {source} already"


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

"""One job in, its outputs on the disk and an outcome out; whatever goes wrong is a result, never an exception."""

import pickle
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from convert import config, pipeline, storage
from convert.batch.jobs import Job, Outcome, Result, Written, target
from convert.batch.standing import as_written
from convert.errors import ConvertError, NoticesError, ProofError, TargetError
from convert.notices import Notice, Report
from convert.record import Record
from convert.resources import Resources, digest_of
from convert.storage import Place


class _Rendered(Record):
    """What a format made of a source."""

    format_name: str
    outputs: tuple[pipeline.Output, ...]
    error: Exception | None
    notices: tuple[Notice, ...]
    seconds: float


Prepare = Callable[[Report, Resources], pipeline.Article]


def convert(job: Job, typed: Mapping[str, Any]) -> Outcome:
    """Convert one source; in any process, for job, settings and outcome travel. `typed` are the settings of the command line."""

    def prepare(report: Report, resources: Resources) -> pipeline.Article:
        data = resources.load(job.source)
        fetch = resources.below(job.source.parent, report)
        return pipeline.prepare(data, str(job.source), typed, report, fetch, job.layers, resources)

    return outcome(job, prepare, typed)


def outcome(job: Job, prepare: Prepare, typed: Mapping[str, Any]) -> Outcome:
    """Do a job whose source or book `prepare` reads; `typed` are the settings of the command line."""
    began = time.perf_counter()
    resources = config.resources(typed, job.layers, hashed=job.hashed)
    results = tuple(_results(job, lambda report: prepare(report, resources)))
    reads = tuple((str(path), digest) for path, digest in resources.reads.items())
    return Outcome(job.source, results, reads, time.perf_counter() - began)


def _results(job: Job, prepare: Callable[[Report], pipeline.Article]) -> Iterator[Result]:
    report = Report()
    try:
        article = prepare(report)
    except Exception as error:
        yield Result(job.source, error=_told(error), notices=tuple(report))
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
        yield from _saved(job, article, one)


def _render(job: Job, article: pipeline.Article, report: Report) -> Iterator[_Rendered]:
    """Write the formats one after the other. A notice is told once, whatever formats repeat it."""
    told: set[Notice] = set()
    for name in job.formats:
        began = time.perf_counter()
        outputs: tuple[pipeline.Output, ...] = ()
        failure: Exception | None = None
        try:
            outputs = pipeline.render(article, name, report)
        except Exception as error:
            failure = _told(error)
        fresh = tuple(notice for notice in report.take() if notice not in told)
        told.update(fresh)
        yield _Rendered(name, outputs, failure, fresh, time.perf_counter() - began)


def _saved(job: Job, article: pipeline.Article, one: _Rendered) -> Iterator[Result]:
    notices, name = one.notices, one.format_name
    if one.error is not None:
        yield Result(job.source, target(job, name), one.error, notices, format=name)
    for output in one.outputs:
        began = time.perf_counter()
        path = target(job, name, output.part)
        try:
            written = _save(job, path, output.data)
            seconds = one.seconds + time.perf_counter() - began
            proof = None
            if article.settings.verify:
                proof = pipeline.prove(article, name, output.document, _written(path))
            size = len(output.data)
            yield Result(job.source, path, None, notices, seconds, size, proof, name, output.part, written)
        except Exception as error:
            yield Result(job.source, path, _told(error), notices, format=name)
        notices = ()


def _written(path: Place) -> bytes:
    """What stands in an output."""
    found = storage.of(path).read(str(path), None)
    if isinstance(found, storage.Unread):
        raise ProofError(f"{path}: cannot be read back: {found.reason}")
    return found[0]


def _save(job: Job, path: Place, data: bytes) -> Written | None:
    """Write an output, unless it would fall on a file that is another's, or that was changed by hand."""
    for other, what in job.taken:
        if other == str(path):
            raise TargetError(f"{path}: not written, it is {what}; choose another place with -o")
    digest = digest_of(data) if job.hashed else ""
    for known in job.known:
        if known.path == str(path) and as_written(known, digest) is False:
            raise TargetError(
                f"{path}: not written, it was changed since it was written; --force replaces it"
            )
    stamp = storage.of(path).save(str(path), data)
    return Written(str(path), len(data), stamp, digest) if job.hashed else None


def _told(error: Exception) -> Exception:
    """An error that can travel to another process, without the frames it came through; a bug keeps their trace as a note."""
    if isinstance(error, ConvertError):
        return error.with_traceback(None)
    trace = "".join(traceback.format_exception(error))
    try:
        sent = pickle.loads(pickle.dumps(error))  # noqa: S301  (our own)
    except Exception:
        sent = RuntimeError(f"{type(error).__name__}: {error}")
    sent.add_note(trace)
    told: Exception = sent.with_traceback(None)
    return told

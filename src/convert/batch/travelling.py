"""A job whose paths are relative to another process's folder in, its outcome in that process's own words out.

What is done on another machine has another working folder: paths are joined to that of the process that asks, and taken back in what it
is told, so that outcomes, records and reports say what they would say of a run at home.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from convert import batch, storage, themes
from convert.batch.jobs import Job, Outcome, Result, target
from convert.errors import ConvertError
from convert.record import replace

P = TypeVar("P")

_NAMES_FILES = ("theme", "template", "resource_path")


def convert(job: Job, typed: Mapping[str, Any], folder: str) -> Outcome:
    """Convert one source of a process that works in `folder`; in any process that sees the same files."""
    there, settings = _sent(job, folder), _settings(typed, folder)
    done = batch.convert(there, settings)
    said = _Words(job, there, typed, settings)
    return replace(done, source=job.source, results=tuple(said.of(result) for result in done.results))


def _joined(path: P, folder: str) -> P:
    """A path that leads to the same file from anywhere; addresses do already."""
    if isinstance(path, Path):
        return type(path)(folder, path)
    if isinstance(path, str) and path and not storage.is_address(path):
        return type(path)(os.path.join(folder, path))  # noqa: PTH118
    return path


def _sent(job: Job, folder: str) -> Job:
    return replace(
        job,
        source=_joined(job.source, folder),
        stem=_joined(job.stem, folder),
        exact=_joined(job.exact, folder),
        taken=tuple((_joined(path, folder), what) for path, what in job.taken),
        known=tuple(replace(one, path=_joined(one.path, folder)) for one in job.known),
        layers=tuple(replace(layer, folder=_joined(layer.folder, folder)) for layer in job.layers),
    )


def _settings(typed: Mapping[str, Any], folder: str) -> dict[str, Any]:
    """What was typed, where it names files."""
    found = dict(typed)
    for key in _NAMES_FILES:
        said = found.get(key)
        if isinstance(said, list | tuple):
            found[key] = type(said)(_joined(one, folder) for one in said)
        elif isinstance(said, str) and (key != "theme" or themes.is_file(said)):
            found[key] = _joined(said, folder)
    return found


class _Words:
    """What was said of a job there, as it would be said here."""

    def __init__(self, job: Job, there: Job, typed: Mapping[str, Any], settings: Mapping[str, Any]) -> None:
        self._job = job
        pairs = [(there.source, job.source), (there.stem, job.stem), (there.exact, job.exact)]
        for key in _NAMES_FILES:
            pairs += zip(_listed(settings.get(key)), _listed(typed.get(key)), strict=True)
        told = {str(far): str(near) for far, near in pairs if far is not None and far != near}
        # The longest first, for one may begin with another.
        self._pairs = sorted(told.items(), key=lambda pair: -len(pair[0]))

    def of(self, result: Result) -> Result:
        where = None if result.target is None else target(self._job, result.format, result.part)
        written = result.written and replace(result.written, path=str(where))
        notices = tuple(replace(one, message=self._near(one.message)) for one in result.notices)
        error = result.error
        if isinstance(error, ConvertError):
            error = type(error)(self._near(str(error)))
        return replace(
            result, source=self._job.source, target=where, written=written, notices=notices, error=error
        )

    def _near(self, text: str) -> str:
        for far, near in self._pairs:
            text = text.replace(far, near)
        return text


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple) else (value,)

"""Outcomes of a run in, lines of the records out: as long as a run lasts, its folders are its own."""

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from convert import storage
from convert.batch.fingerprint import Fingerprints
from convert.batch.jobs import Job, Outcome, Result, Written
from convert.batch.journal import Entry, Journal
from convert.errors import ConvertError, TargetError
from convert.storage import Place


class Records:
    """The records of a run's folders. What cannot be recorded is told at the end: outputs stand all the same."""

    def __init__(self, folders: Sequence[Place], jobs: Sequence[Job], typed: Mapping[str, Any]) -> None:
        """Take the folders, and clear them of what a killed run left; TargetError where another run holds one."""
        self._held = ExitStack()
        self._wrong: dict[str, OSError] = {}
        self._prints = Fingerprints(typed)
        with ExitStack() as taking:
            for folder in folders:
                taking.enter_context(storage.of(folder).held(str(folder)))
            self._held = taking.pop_all()
        self._journals = {str(folder): Journal(str(folder)) for folder in folders}
        self._real = {home: storage.of(home).real(home) for home in self._journals}
        self._folders: dict[tuple[str, str], str] = {}
        for below in {storage.of(stem).parent(stem) for stem in (str(job.stem) for job in jobs if job.home)}:
            storage.of(below).sweep(below)

    def add(self, job: Job, outcome: Outcome) -> None:
        """Record what was made of a job."""
        made = _made(outcome.results)
        if not job.home or not made or job.home in self._wrong:
            return
        relative = {path: self._relative(job.home, path) for path, _ in outcome.reads}
        source = storage.of(job.source).absolute(str(job.source))
        entry = Entry(
            relative.get(source, source),
            self._prints.settings(job.layers),
            {relative[path]: digest for path, digest in outcome.reads},
            {
                name: [(part, one.size, one.stamp, one.sha256) for part, one in outputs]
                for name, outputs in made.items()
            },
            {result.format: result.seconds for result in outcome.results if result.format in made},
        )
        try:
            self._journals[job.home].add(job.place, entry)
        except OSError as error:
            self._wrong[job.home] = error

    def _relative(self, home: str, path: str) -> str:
        store = storage.of(path)
        folder = store.parent(path)
        found = self._folders.get((home, folder))
        if found is None:
            found = self._folders[home, folder] = storage.relative(folder, self._real[home])
        name = path[len(folder) :].lstrip("/" + os.sep)
        return name if found == os.curdir else storage.beside(found, name)

    def close(self) -> list[Result]:
        """Write the records whole and let the folders go; what went wrong, as results."""
        found = []
        with self._held:
            for home, journal in self._journals.items():
                try:
                    journal.close()
                except ConvertError as error:
                    found.append(Result(storage.place(home), error=error))
                    continue
                if home in self._wrong:
                    reason = (self._wrong[home].strerror or "").lower()
                    found.append(
                        Result(
                            storage.place(home),
                            error=TargetError(f"{home}: the record was not written: {reason}"),
                        )
                    )
        return found


def _made(results: Sequence[Result]) -> dict[str, list[tuple[str, Written]]]:
    """The outputs of each format that was made wholly, each as its part."""
    failed = {result.format for result in results if result.error is not None}
    made: dict[str, list[tuple[str, Written]]] = {}
    for result in results:
        if result.written is not None and result.format not in failed and not _lacking(result):
            made.setdefault(result.format, []).append((result.part, result.written))
    return made


def _lacking(result: Result) -> bool:
    """Whether an output was read back and something is missing: it is to be made again."""
    return result.proof is not None and bool(result.proof.missing)

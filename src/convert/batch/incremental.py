"""A plan and the records of its folders in, what is left to do out; outputs of sources that are no more, found and removed."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from convert.batch.fingerprint import Fingerprints
from convert.batch.jobs import Gone, Job, Plan, Refused, Standing, Written
from convert.batch.journal import Entries, Entry, Journal, load
from convert.batch.locking import held
from convert.batch.standing import as_written
from convert.errors import TargetError
from convert.record import replace


def compared(
    planned: Plan, homes: Sequence[str], named: Sequence[Path], typed: Mapping[str, Any], *, force: bool
) -> Plan:
    """Leave out of a plan what stands as it would be written; with `force` nothing does, and no output counts as changed by hand."""
    known = {home: load(home) for home in homes}
    prints = Fingerprints(typed)
    jobs: list[Job] = []
    refused: list[Refused] = []
    standing: list[Standing] = []
    edited: list[Path] = []
    notes = _notes(planned.jobs, known)
    for job in planned.jobs:
        if not job.home:
            jobs.append(job)
            continue
        entries = known[job.home]
        held_by = {notes[key] for name in job.formats if (key := (job.home, job.place, name)) in notes}
        if held_by:
            why = f"{job.stem} is where the notes of {min(held_by)} stand; rename one"
            refused.append(Refused(job.source, TargetError(why)))
            continue
        if force:
            jobs.append(replace(_timed(job, entries), why="asked for with --force"))
            continue
        found = prints.compare(job, entries)
        if found.job is not None:
            jobs.append(_timed(found.job, entries))
        if found.standing is not None:
            standing.append(found.standing)
        edited += map(Path, found.edited)
    return replace(
        planned,
        jobs=tuple(jobs),
        refused=(*planned.refused, *refused),
        folders=tuple(map(Path, homes)),
        unchanged=tuple(standing),
        vanished=tuple(gone for home in homes for gone in _vanished(home, known[home], named, planned.jobs)),
        edited=tuple(edited),
    )


def _notes(jobs: Sequence[Job], known: Mapping[str, Entries]) -> dict[tuple[str, str, str], str]:
    """The places at which notes of their own stand, by folder and format, and the sources they are of."""
    found = {}
    for job in jobs:
        for name in job.formats:
            entry = known[job.home].get((job.place, name)) if job.home else None
            for part, *_ in entry.made[name] if entry is not None else ():
                if part:
                    found[job.home, f"{job.place}.{part}", name] = str(job.source)
    return found


def _timed(job: Job, entries: Entries) -> Job:
    """A job with what it took the last time, where that is known of each of its formats."""
    try:
        return replace(job, cost=sum(entries[job.place, name].seconds[name] for name in job.formats))
    except KeyError:
        return job


def _vanished(home: str, entries: Entries, named: Sequence[Path], jobs: Sequence[Job]) -> list[Gone]:
    """The sources of the record that stood below a folder of this run and are no more."""
    planned = {job.place for job in jobs if job.home == home}
    # A folder in which nothing is left at all may be a disk that is not there.
    full = [name for name in named if any(str(job.source).startswith(os.path.join(name, "")) for job in jobs)]  # noqa: PTH118
    roots = [os.path.join(os.path.realpath(name), "") for name in full]  # noqa: PTH118
    real = os.path.realpath(home)
    gone: dict[str, list[Written]] = {}
    there: dict[str, bool] = {}
    for (place, name), entry in sorted(one for one in entries.items() if one[0][0] not in planned):
        source = os.path.normpath(os.path.join(real, entry.source))  # noqa: PTH118
        if source not in there:
            there[source] = os.path.lexists(source) or not source.startswith(tuple(roots))
        if not there[source]:
            gone.setdefault(source, []).extend(_outputs(home, place, name, entry))
    found = []
    for source, outputs in gone.items():
        mine = [Path(one.path) for one in outputs if as_written(one)]
        kept = [Path(one.path) for one in outputs if as_written(one) is False]
        found.append(Gone(Path(source), tuple(mine), tuple(kept)))
    return found


def _outputs(home: str, place: str, name: str, entry: Entry) -> list[Written]:
    stem = os.path.join(home, *place.split("/"))  # noqa: PTH118
    return [
        Written(f"{stem}{part and '.' + part}.{name}", size, mtime_ns, sha256)
        for part, size, mtime_ns, sha256 in entry.made[name]
    ]


def prune(planned: Plan) -> tuple[Path, ...]:
    """Remove the outputs of sources that are no more, and the folders that this leaves empty; those changed by hand stay.

    Give what was removed. TargetError where another run is at work.
    """
    removed: list[Path] = []
    for folder in planned.folders:
        with held(str(folder)):
            removed += _pruned(str(folder), planned)
    return tuple(removed)


def _pruned(home: str, planned: Plan) -> list[Path]:
    real = os.path.realpath(home)
    sources = {str(gone.source) for gone in planned.vanished}
    wanted = {path for gone in planned.vanished for path in gone.outputs}
    journal = Journal(home)
    removed = []
    for key, entry in sorted(journal.entries.items()):
        if os.path.normpath(os.path.join(real, entry.source)) not in sources:  # noqa: PTH118
            continue
        for output in _outputs(home, *key, entry):
            path = Path(output.path)
            if path in wanted and as_written(output):
                with suppress(FileNotFoundError):
                    path.unlink()
                    removed.append(path)
                _remove_empty(path.parent, Path(home))
        journal.forget((key,))
    journal.close()
    return removed


def _remove_empty(folder: Path, home: Path) -> None:
    with suppress(OSError):
        while folder != home and home in folder.parents:
            folder.rmdir()
            folder = folder.parent

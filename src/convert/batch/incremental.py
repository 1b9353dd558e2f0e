"""A plan and the records of its folders in, what is left to do out; outputs of sources that are no more, found and removed."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from convert import storage
from convert.batch.fingerprint import Fingerprints
from convert.batch.jobs import Gone, Job, Plan, Refused, Standing, Written
from convert.batch.journal import Entries, Entry, Journal, load
from convert.batch.standing import as_written
from convert.errors import TargetError
from convert.record import replace
from convert.storage import Place


def compared(
    planned: Plan, homes: Sequence[str], named: Sequence[Place], typed: Mapping[str, Any], *, force: bool
) -> Plan:
    """Leave out of a plan what stands as it would be written; with `force` nothing does, and no output counts as changed by hand."""
    known = {home: load(home) for home in homes}
    prints = Fingerprints(typed)
    jobs: list[Job] = []
    refused: list[Refused] = []
    standing: list[Standing] = []
    edited: list[Place] = []
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
        edited += map(storage.place, found.edited)
    return replace(
        planned,
        jobs=tuple(jobs),
        refused=(*planned.refused, *refused),
        folders=tuple(map(storage.place, homes)),
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


def _vanished(home: str, entries: Entries, named: Sequence[Place], jobs: Sequence[Job]) -> list[Gone]:
    """The sources of the record that stood below a folder of this run and are no more."""
    planned = {job.place for job in jobs if job.home == home}
    # A folder in which nothing is left at all may be a disk that is not there.
    full = [name for name in map(str, named) if any(_below(str(job.source), name) for job in jobs)]
    roots = [storage.of(name).real(name) for name in full]
    real = storage.of(home).real(home)
    gone: dict[str, list[Written]] = {}
    there: dict[str, bool] = {}
    for (place, name), entry in sorted(one for one in entries.items() if one[0][0] not in planned):
        source = storage.joined(real, entry.source)
        if source not in there:
            there[source] = not any(_below(source, root) for root in roots) or storage.of(source).is_there(
                source
            )
        if not there[source]:
            gone.setdefault(source, []).extend(_outputs(home, place, name, entry))
    found = []
    for source, outputs in gone.items():
        mine = [storage.place(one.path) for one in outputs if as_written(one)]
        kept = [storage.place(one.path) for one in outputs if as_written(one) is False]
        found.append(Gone(storage.place(source), tuple(mine), tuple(kept)))
    return found


def _outputs(home: str, place: str, name: str, entry: Entry) -> list[Written]:
    stem = storage.of(home).join(home, place)
    return [
        Written(f"{stem}{part and '.' + part}.{name}", size, stamp, sha256)
        for part, size, stamp, sha256 in entry.made[name]
    ]


def prune(planned: Plan) -> tuple[Place, ...]:
    """Remove the outputs of sources that are no more, and the folders that this leaves empty; those changed by hand stay.

    Give what was removed. TargetError where another run is at work.
    """
    removed: list[Place] = []
    for folder in planned.folders:
        with storage.of(folder).held(str(folder)):
            removed += _pruned(str(folder), planned)
    return tuple(removed)


def _pruned(home: str, planned: Plan) -> list[Place]:
    store = storage.of(home)
    real = store.real(home)
    sources = {str(gone.source) for gone in planned.vanished}
    wanted = {path for gone in planned.vanished for path in gone.outputs}
    journal = Journal(home)
    removed: list[Place] = []
    for (place, name), entry in sorted(load(home).items()):
        if storage.joined(real, entry.source) not in sources:
            continue
        for output in _outputs(home, place, name, entry):
            path = storage.place(output.path)
            if path in wanted and as_written(output):
                with suppress(FileNotFoundError):
                    store.remove(output.path)
                    removed.append(path)
                store.remove_empty(str(path.parent), home)
        journal.forget(place, (name,))
    journal.close()
    return removed


def _below(path: str, folder: str) -> bool:
    """Whether a path stands below a folder."""
    return path.startswith(storage.of(folder).join(folder, ""))

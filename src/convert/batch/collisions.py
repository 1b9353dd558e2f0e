"""Jobs in, those that have a place of their own out; and why the others have none."""

import unicodedata
from collections.abc import Iterator, Sequence

from convert import storage
from convert.batch.jobs import Job, Refused, target_name
from convert.errors import TargetError
from convert.record import replace

_PARTS = ("notes",)  # what a source may be written to beside its own output


class Checked:
    """Where the outputs of jobs go, and what is in the way."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        """Look at jobs; nothing is written. A source that was named twice is one job."""
        self.jobs: list[Job] = []
        self.refused: list[Refused] = []
        self._folders: dict[str, tuple[str, bool]] = {}
        self._sources: set[str] = set()
        self._stems: dict[int, str] = {}
        self._taken: dict[str, list[Job]] = {}
        for job in self._once(jobs):
            for real in self._reals(job):
                self._taken.setdefault(real, []).append(job)
            self.jobs.append(job)
        self.warnings = list(self._near())
        self.jobs = [one for one in map(self._placed, self.jobs) if one is not None]

    def _once(self, jobs: Sequence[Job]) -> Iterator[Job]:
        seen: set[tuple[str, str]] = set()
        for job in jobs:
            source = str(job.source)
            store = storage.of(source)
            real = self._real(store.real(source) if store.is_link(source) else source)
            stem = self._real(str(job.exact or job.stem))
            self._sources.add(real)
            self._stems[id(job)] = stem
            if (real, stem) not in seen:
                seen.add((real, stem))
                yield job

    def _reals(self, job: Job, part: str = "") -> Iterator[str]:
        stem = self._stems[id(job)]
        if job.exact is not None:
            yield self._real(target_name(job, "", part))
            return
        for name in job.formats:
            yield f"{stem}{part and '.' + part}.{name}"

    def _placed(self, job: Job) -> Job | None:
        """The job with what its outputs may not fall on; nothing where it has no place."""
        error = self._wrong(job)
        if error is not None:
            self.refused.append(Refused(job.source, error))
            return None
        taken = tuple(reserved for part in _PARTS for reserved in self._reserved(job, part))
        return replace(job, taken=taken) if taken else job

    def _wrong(self, job: Job) -> TargetError | None:
        for name, real in zip(job.formats, self._reals(job), strict=False):
            path = target_name(job, name)
            if real in self._sources:
                return TargetError(f"{path} is a source; choose another place with -o")
            sources = {str(other.source) for other in self._taken[real]}
            if len(sources) > 1:
                named, both = " and ".join(sorted(sources)), "both" if len(sources) == 2 else "all"
                return TargetError(f"{named} would {both} be written to {path}; rename one")
            why = storage.of(path).misfit(path)
            if why:
                return TargetError(f"{path}: {why}")
        return None

    def _reserved(self, job: Job, part: str) -> Iterator[tuple[str, str]]:
        """What stands where notes of their own would go: whether there are any is known only once a source is read."""
        for name, real in zip(job.formats, self._reals(job, part), strict=False):
            if real in self._sources:
                yield target_name(job, name, part), "a source"
            elif real in self._taken:
                what = f"the output of {self._taken[real][0].source} already"
                yield target_name(job, name, part), what

    def _near(self) -> Iterator[str]:
        """Say which outputs have names that only some file systems tell apart."""
        seen: dict[str, Job] = {}
        for job in self.jobs:
            stem = self._stems[id(job)]
            other = seen.setdefault(_folded(stem), job)
            if self._stems[id(other)] != stem:
                two = f"{other.source} and {job.source}"
                yield f"{two}: the names of their outputs differ only in case or Unicode form, and are one on other disks"

    def _real(self, path: str) -> str:
        """A path that is the same for all that are one file: links of its folder resolved, folded where the file system folds."""
        store = storage.of(path)
        folder, _, name = path.rpartition(store.separator)
        found = self._folders.get(folder)
        if found is None:
            real = store.real(folder or (store.separator if path.startswith(store.separator) else ""))
            found = self._folders[folder] = real, store.folds(real)
        return (
            _folded(f"{found[0]}{store.separator}{name}")
            if found[1]
            else f"{found[0]}{store.separator}{name}"
        )


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold() if not path.isascii() else path.lower()

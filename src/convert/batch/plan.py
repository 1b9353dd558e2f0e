"""What the user named in, a plan out, checked before anything is written: sources, targets, collisions, and what stands already."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from convert import config, sources, storage
from convert.batch.collisions import Checked
from convert.batch.jobs import Job, Plan, Refused, target
from convert.errors import ConvertError, UsageError
from convert.storage import Place

if TYPE_CHECKING:
    from convert.book import Book

Layers = Callable[[Place], "tuple[config.Layer, ...]"]
# What an output takes, in seconds: to begin with, and for each byte of the source. It only has to tell long from short.
_COST = {"docx": (0.01, 2e-6), "html": (0.01, 1e-6), "pdf": (0.1, 4e-5), "txt": (0.004, 1e-6)}


def plan(
    named: Sequence[Place],
    where: str | None,
    formats: Sequence[str],
    *,
    glob: Sequence[str] = (),
    exclude: Sequence[str] = (),
    layers: Layers | None = None,
    typed: Mapping[str, Any] | None = None,
    force: bool = False,
    hashed: bool = False,
) -> Plan:
    """Plan a run; UsageError where what was typed cannot be.

    `where` is a file or a folder: a folder when it exists as one, ends in a slash, or several results go there. `glob` and
    `exclude` pick sources in the folders named. `layers` gives the configuration files of a folder, those on the disk unless said.
    `typed` are the settings of the command line; with `force` everything is made anew. `hashed`: outcomes tell hashes even where
    no record is kept.
    """
    folders = [str(name) for name in named if _is_folder(name)]
    with storage.listed(folders):
        found = list(sources.found(named, glob, exclude))
        output = _Output(named, where, tuple(formats), len(found))
        top = config.top(named)
        asked = layers or partial(config.layers, top=top)
        jobs, refused = _jobs(found, output, asked, hashed=hashed)
        checked = Checked(jobs)
        planned = Plan((*checked.jobs,), (*refused, *checked.refused), tuple(checked.warnings))
        homes = tuple(dict.fromkeys(job.home for job in jobs if job.home))
        if not homes:
            return planned
        from convert.batch import incremental  # only folders pay for it

        with storage.listed(homes):
            return incremental.compared(planned, homes, named, typed or {}, force=force)


class _Output:
    """Where outputs go, and of what kind that is."""

    def __init__(
        self, named: Sequence[Place], where: str | None, formats: tuple[str, ...], number: int
    ) -> None:
        self.formats = formats
        self._path = None if where is None else str(storage.named(where))
        self._store = storage.of(self._path or "")
        several = number > 1 or any(map(_is_folder, named))
        slash = where is not None and where.endswith(("/", os.sep))
        there = self._path is not None and self._store.is_folder(self._path)
        self._into = self._path is not None and (there or slash or several)
        # A record is for what is run again and again: not for a file converted by hand.
        self._home = self._path if self._path is not None and several else ""
        if (
            self._path is not None
            and self._into
            and not there
            and storage.place(self._path).suffix[1:].lower() in formats
        ):
            raise UsageError(f"-o {where} names one file, and there are {number} sources: name a folder")

    def job(self, one: sources.Found, layers: "tuple[config.Layer, ...]", *, hashed: bool) -> Job:
        """The job of a source."""
        source = storage.of(one.path)
        base = one.base or source.parent(one.path)
        stem, _ = os.path.splitext(one.path)  # noqa: PTH122
        below = stem[len(base.rstrip(source.separator)) + 1 :] if base else stem
        home, exact = self._home or "", None
        if self._path is None:
            home = one.base
        elif self._into:
            stem = self._store.join(self._path, below)
        elif len(self.formats) == 1:
            stem, exact = os.path.splitext(self._path)[0], storage.place(self._path)  # noqa: PTH122
        else:
            stem = self._path
        return Job(
            storage.place(one.path),
            storage.place(stem),
            self.formats,
            exact,
            below.replace(os.sep, "/") if home else "",
            home,
            layers,
            hashed=hashed or bool(home),
            cost=sum(start + rate * one.size for start, rate in map(_cost, self.formats)),
        )


def _cost(name: str) -> tuple[float, float]:
    return _COST.get(name, _COST["docx"])


def _jobs(
    found: Iterable[sources.Found], output: _Output, layers: Layers, *, hashed: bool
) -> tuple[list[Job], list[Refused]]:
    """Make the jobs of sources; those whose configuration is broken are refused."""
    known: dict[str, tuple[config.Layer, ...] | ConvertError] = {}
    jobs: list[Job] = []
    refused: list[Refused] = []
    for one in found:
        folder = storage.of(one.path).parent(one.path)
        if folder not in known:
            try:
                known[folder] = layers(storage.place(folder))
            except ConvertError as error:
                known[folder] = error
        said = known[folder]
        if isinstance(said, ConvertError):
            refused.append(Refused(storage.place(one.path), said))
        else:
            jobs.append(output.job(one, said, hashed=hashed))
    return jobs, refused


def _is_folder(place: Place) -> bool:
    return storage.of(place).is_folder(str(place))


def _real(place: Place) -> str:
    return storage.of(place).real(str(place))


def plan_book(book: "Book", named: Sequence[Place], where: str | None, formats: Sequence[str]) -> Job:
    """Make the job of a book; `where` as for `plan`, without it the book stands beside the folder or the first file named."""
    first = named[0] if named else book.folder
    named_one = first if _is_folder(first) else first.parent / "book"
    place = storage.place(_real(named_one))
    output = storage.named(where) if where is not None else place
    about = storage.place(book.name)
    if where is not None and (_is_folder(output) or where.endswith(("/", os.sep))):
        output = output / place.name
        job = Job(about, output, tuple(formats))
    elif where is not None and len(formats) == 1:
        job = Job(about, output.with_suffix(""), tuple(formats), output)
    else:
        job = Job(about, output, tuple(formats))
    taken = set(map(_real, book.sources))
    for name in formats:
        if _real(target(job, name)) in taken:
            raise UsageError(f"{target(job, name)} is a source; choose another place with -o")
    return job

"""What is to be done and what came of it, as records that travel between processes."""

from typing import TYPE_CHECKING, Any

from convert import storage
from convert.errors import ConvertError
from convert.notices import Notice
from convert.record import Record, field
from convert.storage import Place

if TYPE_CHECKING:
    from convert.pipeline import Proof


class Written(Record):
    """An output as it was when it was written: its path, its bytes, its stamp (the time in ns, or a number of the store's), its SHA-256."""

    path: str
    size: int
    stamp: int
    sha256: str


class Job(Record):
    """One source and where its outputs go: `stem` is the target's path without an ending.

    `home` is the folder whose record names the job by its `place`, empty where none is kept; `why` says in words what has to be
    written. `layers` are the configuration files that hold for the source. `taken` are the files that no output may fall on, and
    what each is; `known`, what the record says of the outputs that are there. `cost` is a guess, in seconds. `hashed`: whether
    outcomes tell the hashes of what was read and written.
    """

    source: Place
    stem: Place
    formats: tuple[str, ...]
    exact: Place | None = None  # the target as the user spelled it, with its ending
    place: str = ""
    home: str = ""
    layers: tuple[Any, ...] = ()
    taken: tuple[tuple[str, str], ...] = ()
    known: tuple[Written, ...] = ()
    why: str = ""
    cost: float = 0.0
    hashed: bool = False


class Refused(Record):
    """A source that the plan cannot give a place."""

    source: Place
    error: ConvertError


class Standing(Record):
    """A source whose outputs, in `formats`, are as they would be written."""

    source: Place
    formats: tuple[str, ...]
    outputs: tuple[Written, ...]


class Gone(Record):
    """A source that is no more, and its outputs; `edited` are those that were changed since they were written, and stay."""

    source: Place
    outputs: tuple[Place, ...]
    edited: tuple[Place, ...] = ()


class Plan(Record):
    """What a run is to do: what to convert, what cannot be, what stands already, and what is left of sources that are no more.

    `folder` is where the record stands, None where none is kept; `folders` all of them, where several were named. `edited` are
    outputs that were changed by hand and stay, for their source did not change.
    """

    jobs: tuple[Job, ...]
    refused: tuple[Refused, ...] = ()
    warnings: tuple[str, ...] = ()
    folders: tuple[Place, ...] = ()
    unchanged: tuple[Standing, ...] = ()
    vanished: tuple[Gone, ...] = ()
    edited: tuple[Place, ...] = ()

    @property
    def folder(self) -> Place | None:
        """Where the record stands; the first place where there are several."""
        return self.folders[0] if self.folders else None

    @property
    def stale(self) -> bool:
        """Whether a run would change anything."""
        return bool(self.jobs or self.refused or any(gone.outputs for gone in self.vanished))


class Result(Record):
    """What came of one output, or of a whole source that could not be read (`target` is None)."""

    source: Place
    target: Place | None = None
    error: Exception | None = None
    notices: tuple[Notice, ...] = field(default=(), repr=False)
    seconds: float = 0.0
    size: int = 0
    proof: "Proof | None" = None
    format: str = ""
    part: str = ""
    written: Written | None = None  # of a job that is `hashed`


class Outcome(Record):
    """What came of a job. `reads`: each file it was made of, with its SHA-256, None where there was none; `seconds` of work."""

    source: Place
    results: tuple[Result, ...]
    reads: tuple[tuple[str, str | None], ...] = ()
    seconds: float = 0.0


def target(job: Job, format_name: str, part: str = "") -> Place:
    """Where an output goes."""
    return storage.place(target_name(job, format_name, part))


def target_name(job: Job, format_name: str, part: str = "") -> str:
    """Where an output goes, as text: paths of ten thousand outputs take a second to be made."""
    if job.exact is None:
        return f"{job.stem}{part and '.' + part}.{format_name}"
    return str(job.exact.with_name(f"{job.exact.stem}.{part}{job.exact.suffix}") if part else job.exact)

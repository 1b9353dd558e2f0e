"""A job and what the record says of its place in, what has to be made and why out: what stands as it would be written is left."""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from convert import __version__, config, resources, storage, themes
from convert.batch.jobs import Job, Standing, Written, target_name
from convert.batch.journal import Entries, Entry
from convert.batch.standing import as_written
from convert.record import Record, field_names, replace


class Found(Record):
    """What has to be made of a job, None for nothing; what stands; and what was changed by hand and stays."""

    job: Job | None
    standing: Standing | None
    edited: tuple[str, ...] = ()


class Fingerprints:
    """What outputs depend on, in one run: each file is hashed once."""

    def __init__(self, typed: Mapping[str, Any]) -> None:
        """Take what was typed; UsageError where SOURCE_DATE_EPOCH is no instant."""
        self._typed = _canonical(typed)
        self._files: dict[str, str | None] = {}
        self._settings: dict[str, str] = {}
        # By identity, for a folder's are one tuple; kept, so that none takes its place.
        self._layers: dict[int, tuple[Sequence[config.Layer], str]] = {}
        self._program = f"{__version__} {_styles()} {os.environ.get('SOURCE_DATE_EPOCH', '').strip()}"

    def settings(self, layers: Sequence[config.Layer]) -> str:
        """The digest of what holds for sources with these configuration files."""
        known = self._layers.get(id(layers))
        if known is not None:
            return known[1]
        own = field_names(config.Settings)
        said = [
            _canonical({key: layer.values[key] for key in own if key in layer.values}) for layer in layers
        ]
        text = "\n".join((self._program, self._typed, *said))
        if text not in self._settings:
            self._settings[text] = resources.digest_of(text.encode("utf-8", "surrogatepass"))
        self._layers[id(layers)] = layers, self._settings[text]
        return self._settings[text]

    def compare(self, job: Job, entries: Entries) -> Found:
        """Find out what of a job has to be made."""
        wanted: list[str] = []
        standing: list[Written] = []
        known: list[Written] = []
        edited: list[str] = []
        why = ""
        for name in job.formats:
            entry = entries.get((job.place, name))
            outputs = () if entry is None else _outputs(job, name, entry)
            states = [as_written(one) for one in outputs]
            reason = "new" if entry is None else self._changed(job, entry) or _missing(outputs, states)
            if reason:
                wanted.append(name)
                known += outputs
                why = why or reason
            else:
                standing += outputs
                edited += [one.path for one, state in zip(outputs, states, strict=True) if not state]
        stands = tuple(name for name in job.formats if name not in wanted) if wanted else job.formats
        return Found(
            replace(job, formats=tuple(wanted), known=tuple(known), why=why) if wanted else None,
            Standing(job.source, stands, tuple(standing)) if stands else None,
            tuple(edited),
        )

    def _changed(self, job: Job, entry: Entry) -> str:
        """Say what is not as it was when outputs were made; nothing where all is."""
        if entry.settings != self.settings(job.layers):
            return "the settings changed, or the program"
        for path, digest in entry.reads.items():
            if self._digest(storage.beside(job.home, path)) != digest:
                return f"{path if path != entry.source else job.source} changed"
        return ""

    def _digest(self, path: str) -> str | None:
        if path not in self._files:
            self._files[path] = resources.digest(path)
        return self._files[path]


def _outputs(job: Job, name: str, entry: Entry) -> tuple[Written, ...]:
    return tuple(
        Written(target_name(job, name, part), size, stamp, sha256)
        for part, size, stamp, sha256 in entry.made[name]
    )


def _missing(outputs: Iterable[Written], states: Iterable[bool | None]) -> str:
    """Say which output is not there."""
    return next(
        (f"{one.path} is missing" for one, state in zip(outputs, states, strict=True) if state is None), ""
    )


def _canonical(value: Any) -> str:
    """A value as text that says the same wherever it is the same."""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key!r}:{_canonical(value[key])}" for key in sorted(value)) + "}"
    return repr(tuple(value) if isinstance(value, list) else value)


def _styles() -> str:
    """The digest of the themes that come with the program."""
    sheets = sorted(themes.folder().glob("*.css"))
    return resources.digest_of(b"\0".join(sheet.read_bytes() for sheet in sheets))

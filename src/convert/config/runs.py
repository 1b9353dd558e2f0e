"""What files and the command line say of a whole run in, a `Run` out."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from convert import storage
from convert.config.files import layers
from convert.config.layer import Layer, typed_layer
from convert.config.merging import Origin
from convert.config.runkeys import PARSERS, RUN_KEYS
from convert.errors import SettingsError
from convert.record import Record
from convert.storage import Place


class Run(Record):
    """What holds for a run over many sources.

    `to`: the formats, with commas between, None where nobody says; `output`: where the files go. `glob` and `exclude` are
    patterns as in .gitignore, of what is taken and what is left out. `jobs`: workers, None for as many as there are cores;
    a source may take `timeout_s` seconds and `memory_bytes`, None for any.
    """

    to: str | None = None
    output: str | None = None
    glob: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    jobs: int | None = None
    timeout_s: float | None = None
    memory_bytes: int | None = None


_FIELDS = {"timeout": "timeout_s", "memory": "memory_bytes"}


def top(named: Iterable[Place]) -> Place:
    """The folder that a run over what was named is over: the innermost that holds it all."""
    folders = [path if storage.of(path).is_folder(str(path)) else path.parent for path in named] or [Path()]
    if len(set(folders)) == 1:
        return folders[0]
    return storage.common(folders) or folders[0]  # on several drives, or in several stores


def run(folder: Place, typed: Mapping[str, Any]) -> Run:
    """Merge what is said of a run over a folder: files of ours in it and above it, then what was typed, by the same keys.

    What was typed is as it was typed: `90s`, `800M`. UsageError or SettingsError where a value is wrong.
    """
    found: dict[str, Any] = {}
    for layer in layers(folder):
        found |= {key: layer.values[key] for key in RUN_KEYS if key in layer.values}
        if "output" in layer.values:
            found["output"] = _below(layer)
    for key, said in typed.items():
        if said is None or said in ((), []):
            continue
        try:
            found[key] = PARSERS[key](str(said)) if key in PARSERS else said
        except ValueError as error:
            raise typed_layer(typed).wrong(key, str(error)) from None
    fields: dict[str, Any] = {_FIELDS.get(key, key): value for key, value in found.items()}
    for key in ("glob", "exclude"):
        fields[key] = tuple(fields.get(key, ()))
    return Run(**fields)


def run_origin(key: str, folder: Place, typed: Mapping[str, Any]) -> Origin:
    """Find the place that a setting of a run over a folder comes from."""
    if typed.get(key):
        return Origin("command line", "the command line")
    for layer in reversed(layers(folder)):
        if key in layer.values:
            return Origin("file", layer.name, layer.lines.get(key, 1), layer.folder)
    return Origin("default")


def _below(layer: Layer) -> str:
    """Where a file sends outputs: below its own folder, links resolved."""
    store = storage.of(layer.folder)
    path = layer.folder / layer.values["output"]
    if store.inside(store.real(str(layer.folder)), layer.values["output"]) is None:
        raise SettingsError(f"{layer.where('output')}: output leads out of the folder of this file")
    return str(path) if storage.place(layer.name).is_absolute() else os.path.relpath(str(path))

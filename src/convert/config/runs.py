"""What files and the command line say of a whole run in, a `Run` out."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from convert.config.files import layers
from convert.config.layer import Layer, typed_layer
from convert.config.merging import Origin
from convert.config.runkeys import PARSERS, RUN_KEYS
from convert.errors import SettingsError
from convert.record import Record


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


def top(named: Iterable[Path]) -> Path:
    """The folder that a run over what was named is over: the innermost that holds it all."""
    folders = [path if path.is_dir() else path.parent for path in named] or [Path()]
    if len(set(folders)) == 1:
        return folders[0]
    try:
        return Path(os.path.commonpath([os.path.abspath(folder) for folder in folders]))  # noqa: PTH100  (as people name it)
    except ValueError:  # on several drives
        return folders[0]


def run(folder: Path, typed: Mapping[str, Any]) -> Run:
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


def run_origin(key: str, folder: Path, typed: Mapping[str, Any]) -> Origin:
    """Find the place that a setting of a run over a folder comes from."""
    if typed.get(key):
        return Origin("command line", "the command line")
    for layer in reversed(layers(folder)):
        if key in layer.values:
            return Origin("file", layer.name, layer.lines.get(key, 1), layer.folder)
    return Origin("default")


def _below(layer: Layer) -> str:
    """Where a file sends outputs: below its own folder, links resolved."""
    path = layer.folder / layer.values["output"]
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(layer.folder)):
        raise SettingsError(f"{layer.where('output')}: output leads out of the folder of this file")
    return str(path) if Path(layer.name).is_absolute() else os.path.relpath(path)

"""A folder in, what the files of ours above it say out: `markhue.toml`, or the table `[tool.markhue]` of a `pyproject.toml`."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from convert import storage, themes
from convert.config import validation
from convert.config.about import ABOUT
from convert.config.layer import Layer
from convert.config.runkeys import ACTS, RUN_KEYS, run_value
from convert.config.schema import DEFAULTS, OF_NETWORK
from convert.config.slips import refuse_unknown
from convert.config.tables import clashes, out_of_bounds
from convert.errors import SettingsError
from convert.reader.frontmatter import FrontMatter, toml
from convert.record import Record
from convert.storage import Place

FILE = "markhue.toml"
PROJECT = "pyproject.toml"
_TABLE = "tool.markhue"
_ROOT = "root"
_LARGEST = 1 << 20  # bytes
_KNOWN = frozenset((*DEFAULTS, *RUN_KEYS, _ROOT)) - {OF_NETWORK}
_ELSEWHERE = {
    **dict.fromkeys(ABOUT, "this is about one document; it stands in front matter"),
    **dict.fromkeys(ACTS, "this is said on the command line only"),
    OF_NETWORK: "type --allow-network: no file opens the network",
}
# What names a file, which then stands in the folder of the file that names it, or below.
_PATHS = ("theme", "template", "output")


class _Found(Record):
    """A file of ours: what it says, and whether the search ends with it."""

    layer: Layer
    root: bool


def layers(folder: Place, top: Place | None = None) -> tuple[Layer, ...]:
    """Read the files of ours in a folder and above it, outermost first; each is read once as long as it does not change.

    SettingsError names file, line and key of what is wrong. `top` is the folder that a whole run is over: below it no file says
    what holds for the run, and in a store none above it is asked.
    """
    found: list[Layer] = []
    for one in _upward(folder, top):
        found.insert(0, one.layer)
        if one.root:
            break
    if top is not None:
        for layer in found:
            _refuse_below(layer, top)
    return tuple(found)


def toml_file(path: Place, name: str) -> FrontMatter | None:
    """Read a TOML file of ours, None where there is none; SettingsError in one line where it is no sound, regular file."""
    store = storage.of(path)
    found = store.read(str(path), _LARGEST)
    if isinstance(found, storage.Unread):
        if found.missing and not store.is_link(str(path)):
            return None
        reason = "this link leads nowhere" if found.missing else found.reason
        plain = found.large or reason == "not a regular file"
        raise SettingsError(f"{name}: {'' if plain else 'cannot be read: '}{reason}")
    try:
        return toml(found[0].decode("utf-8-sig").replace("\r\n", "\n"), name)
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name}: not UTF-8 at byte {error.start}; save it as UTF-8") from None


def _upward(folder: Place, top: Place | None) -> Iterator[_Found]:
    """The files of ours, the nearest first."""
    store = storage.of(folder)
    here = store.absolute(str(folder))
    for one in (here, *store.above(here, str(top) if top is not None else None)):
        found = _in(one, absolute=folder.is_absolute())
        if found is not None:
            yield found


def _in(folder: str, *, absolute: bool) -> _Found | None:
    """What the file of ours in a folder says, if it has one."""
    store = storage.of(folder)
    found: list[_Found] = []
    for path in (store.join(folder, FILE), store.join(folder, PROJECT)):
        signature = store.signature(path)
        if signature is None:
            continue
        one = _of_file(path, path if absolute else os.path.relpath(path), signature)
        found += [one] if one is not None else []
    if len(found) > 1:
        raise SettingsError(f"{found[1].layer.name}: [{_TABLE}]: {FILE} stands beside it; leave one out")
    return found[0] if found else None


@lru_cache(maxsize=1024)
def _of_file(path: str, name: str, signature: object) -> _Found | None:
    """What a file of ours says; `signature` changes where it does."""
    where = storage.place(path)
    front = toml_file(where, name)
    if front is None:
        return None
    if path.endswith(PROJECT):
        table = front.values.get("tool", {})
        said = table.get("markhue") if isinstance(table, dict) else None
        if not isinstance(said, dict):
            return None
        head = f"{_TABLE}."
        lines = {key.removeprefix(head): line for key, line in front.lines.items() if key.startswith(head)}
        front = FrontMatter(said, lines)
    return _checked(front, name, where.parent)


def _checked(front: FrontMatter, name: str, folder: Place) -> _Found:
    refuse_unknown(front, _KNOWN, name, _ELSEWHERE)
    lines = {key.replace("-", "_"): line for key, line in front.lines.items()}
    values: dict[str, Any] = {}
    for key, said in front.values.items():
        setting = key.replace("-", "_")
        try:
            values[setting] = _value(setting, said)
        except ValueError as error:
            raise SettingsError(f"{name}:{front.lines.get(key, 1)}: {key} {error}") from None
    root = values.pop(_ROOT, False)
    layer = Layer(name, values, lines, folder)
    store = storage.of(folder)
    for below in values.get("resource_path", ()):
        if store.inside(store.real(str(folder)), below) is None or not store.is_folder(str(folder / below)):
            raise layer.wrong("resource_path", f"names no folder below that of this file: {below!r}")
    for wrong in (*out_of_bounds(layer), *clashes(layer)):
        raise wrong
    return _Found(layer, root)


def _value(key: str, said: Any) -> Any:
    if key == _ROOT:
        if not isinstance(said, bool):
            raise ValueError("is true or false")
        return said
    found = run_value(key, said) if key in RUN_KEYS else validation.value(key, said)
    if key == "resource_path":
        for folder in found:
            _refuse_outside(folder)
    if key in _PATHS and isinstance(found, str):
        if key == "theme" and not themes.is_file(found):
            if found not in themes.names():
                raise ValueError(f"is none: {themes.no_such_theme(found)}")
        else:
            _refuse_outside(found)
    return found


def _refuse_outside(named: str) -> None:
    """ValueError for what does not stand in the folder of a file of ours, or below."""
    if storage.is_address(named) or Path(named).is_absolute() or ".." in Path(named).parts:
        raise ValueError(f"stands in the folder of this file or below it, not at {named!r}")


def _refuse_below(layer: Layer, top: Place) -> None:
    """SettingsError where a file below the folder of a run says what holds for all of it."""
    run_keys = [key for key in RUN_KEYS if key in layer.values]
    if run_keys and storage.place(storage.of(top).absolute(str(top))) in layer.folder.parents:
        key = run_keys[0]
        raise SettingsError(
            f"{layer.where(key)}: {key} holds for a whole run; say it in {FILE} of {top} or above, or type it"
        )

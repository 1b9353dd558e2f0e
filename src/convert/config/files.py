"""A folder in, what the files of ours above it say out: `markhue.toml`, or the table `[tool.markhue]` of a `pyproject.toml`."""

import os
import stat
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from convert import themes
from convert.config import validation
from convert.config.about import ABOUT
from convert.config.layer import Layer
from convert.config.runkeys import ACTS, RUN_KEYS, run_value
from convert.config.schema import DEFAULTS
from convert.config.slips import refuse_unknown
from convert.config.tables import clashes, out_of_bounds
from convert.errors import SettingsError
from convert.reader.frontmatter import FrontMatter, toml
from convert.record import Record

FILE = "markhue.toml"
PROJECT = "pyproject.toml"
_TABLE = "tool.markhue"
_ROOT = "root"
_LARGEST = 1 << 20  # bytes
_KNOWN = frozenset((*DEFAULTS, *RUN_KEYS, _ROOT))
_ELSEWHERE = {
    **dict.fromkeys(ABOUT, "this is about one document; it stands in front matter"),
    **dict.fromkeys(ACTS, "this is said on the command line only"),
}
# What names a file, which then stands in the folder of the file that names it, or below.
_PATHS = ("theme", "template", "output")


class _Found(Record):
    """A file of ours: what it says, and whether the search ends with it."""

    layer: Layer
    root: bool


def layers(folder: Path, top: Path | None = None) -> tuple[Layer, ...]:
    """Read the files of ours in a folder and above it, outermost first; each is read once as long as it does not change.

    SettingsError names file, line and key of what is wrong. `top` is the folder that a whole run is over: below it no file says
    what holds for the run.
    """
    found: list[Layer] = []
    for one in _upward(folder):
        found.insert(0, one.layer)
        if one.root:
            break
    if top is not None:
        for layer in found:
            _refuse_below(layer, top)
    return tuple(found)


def toml_file(path: Path, name: str) -> FrontMatter | None:
    """Read a TOML file of ours, None where there is none; SettingsError in one line where it is no sound, regular file."""
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (FileNotFoundError, NotADirectoryError):
        if not path.is_symlink():
            return None
        raise SettingsError(f"{name}: cannot be read: this link leads nowhere") from None
    except OSError as error:
        raise SettingsError(f"{name}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise SettingsError(f"{name}: not a regular file")
        with os.fdopen(os.dup(file), "rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise SettingsError(f"{name}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    finally:
        os.close(file)
    if len(data) > _LARGEST:
        raise SettingsError(f"{name}: larger than {_LARGEST >> 20} MiB")
    try:
        return toml(data.decode("utf-8-sig").replace("\r\n", "\n"), name)
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name}: not UTF-8 at byte {error.start}; save it as UTF-8") from None


def _upward(folder: Path) -> Iterator[_Found]:
    """The files of ours, the nearest first."""
    here = _absolute(folder)
    for one in (here, *here.parents):
        found = _in(one, absolute=folder.is_absolute())
        if found is not None:
            yield found


def _absolute(folder: Path) -> Path:
    """The folder as people name it: `..` is gone, links stay."""
    return Path(os.path.abspath(folder))  # noqa: PTH100


def _in(folder: Path, *, absolute: bool) -> _Found | None:
    """What the file of ours in a folder says, if it has one."""
    found: list[_Found] = []
    for path in (f"{folder}{os.sep}{FILE}", f"{folder}{os.sep}{PROJECT}"):
        signature = _signature(path)
        if signature is None:
            continue
        one = _of_file(path, path if absolute else os.path.relpath(path), signature)
        found += [one] if one is not None else []
    if len(found) > 1:
        raise SettingsError(f"{found[1].layer.name}: [{_TABLE}]: {FILE} stands beside it; leave one out")
    return found[0] if found else None


def _signature(path: str) -> tuple[int, ...] | None:
    """What changes where a file does; None where there is none."""
    try:
        now = os.stat(path)  # noqa: PTH116  (for each folder of thousands)
    except OSError:
        # What is there and cannot be asked is told by reading it.
        return () if os.path.lexists(path) else None
    return now.st_ino, now.st_size, now.st_mtime_ns


@lru_cache(maxsize=1024)
def _of_file(path: str, name: str, signature: tuple[int, ...]) -> _Found | None:
    """What a file of ours says; `signature` changes where it does."""
    front = toml_file(Path(path), name)
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
    return _checked(front, name, Path(path).parent)


def _checked(front: FrontMatter, name: str, folder: Path) -> _Found:
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
    for wrong in (*out_of_bounds(layer), *clashes(layer)):
        raise wrong
    return _Found(layer, root)


def _value(key: str, said: Any) -> Any:
    if key == _ROOT:
        if not isinstance(said, bool):
            raise ValueError("is true or false")
        return said
    found = run_value(key, said) if key in RUN_KEYS else validation.value(key, said)
    if key in _PATHS and isinstance(found, str):
        if key == "theme" and not themes.is_file(found):
            if found not in themes.names():
                raise ValueError(f"is none: {themes.no_such_theme(found)}")
        elif Path(found).is_absolute() or ".." in Path(found).parts:
            raise ValueError(f"stands in the folder of this file or below it, not at {found!r}")
    return found


def _refuse_below(layer: Layer, top: Path) -> None:
    """SettingsError where a file below the folder of a run says what holds for all of it."""
    run_keys = [key for key in RUN_KEYS if key in layer.values]
    if run_keys and _absolute(top) in layer.folder.parents:
        key = run_keys[0]
        raise SettingsError(
            f"{layer.where(key)}: {key} holds for a whole run; say it in {FILE} of {top} or above, or type it"
        )

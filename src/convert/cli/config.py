"""A source or a folder and what was typed in, the settings in force and where each comes from out: as TOML for people, JSON for programs."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from convert import config, storage
from convert.cli.formats import DEFAULT
from convert.cli.messages import tell
from convert.config import Layer, Origin
from convert.notices import Report
from convert.reader.decode import decode
from convert.reader.frontmatter import FrontMatter, split
from convert.record import Record
from convert.resources import Resources
from convert.storage import Place
from convert.widths import width

_COLUMN = 44  # where comments begin, unless a value is longer
_NAMES = {"timeout": "timeout_s", "memory": "memory_bytes"}


class _Line(Record):
    """A setting in force: its value, None where it is unset; names of marks in lines of their own."""

    key: str
    value: Any
    origin: Origin


def show(source: str | None, typed: Mapping[str, Any], run: Mapping[str, Any], *, as_json: bool) -> int:
    """Print the settings that hold for a source, or for the folder of none; 0. Nothing is written."""
    path = storage.named(source or "")
    is_folder = storage.of(path).is_folder(str(path))
    front = FrontMatter() if is_folder else _front_matter(path)
    folder = path if is_folder else path.parent
    layers = config.layers(folder)
    lines = [*_of_run(folder, run), *_of_source(front, typed, str(path), layers)]
    if as_json:
        tell(json.dumps(_plain(source, lines), ensure_ascii=False, indent=2))
        return 0
    tell(f"# What holds for {source or 'this folder'}, and where it is said.")
    head = ""
    for line in lines:
        table, _, key = line.key.rpartition(".")
        if table != head:
            tell(f"\n[{table}]")
            head = table
        tell(_written(key, line))
    return 0


def _front_matter(path: Place) -> FrontMatter:
    data = Resources().load(path)
    front, _, _ = split(decode(data, Report(), str(path)), str(path))
    return front


def _of_run(folder: Place, typed: Mapping[str, Any]) -> Iterator[_Line]:
    found = config.run(folder, typed)
    for key in config.RUN_KEYS:
        value = getattr(found, _NAMES.get(key, key))
        value = value or ",".join(DEFAULT) if key == "to" else value
        yield _Line(key, value, config.run_origin(key, folder, typed))


def _of_source(
    front: FrontMatter, typed: Mapping[str, Any], name: str, layers: tuple[Layer, ...]
) -> Iterator[_Line]:
    found = config.settings(front, typed, name, layers)
    for key in config.DEFAULTS:
        value = getattr(found, key)
        if key != "marks":
            yield _Line(key.replace("_", "-"), value, config.origin(key, front, typed, layers, name))
    for mark, words in found.marks:
        key = f"marks.{mark}"
        yield _Line(key, words, config.origin(key, front, typed, layers, name))


def _written(key: str, line: _Line) -> str:
    """A line of TOML; what is unset is a comment, for TOML has no word for it, and so is what no file may say."""
    bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    name = key if bare else _text(key)
    said = f"# {name}: unset" if line.value is None else f"{name} = {_toml(line.value)}"
    if key == config.option(config.OF_NETWORK):
        said = f"# {said}"
    return f"{said}{' ' * max(2, _COLUMN - width(said, chinese=True))}# {_place(line.origin)}"


def _toml(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case str():
            return _text(value)
        case _:
            return str(value)


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _place(origin: Origin) -> str:
    return f"{origin.name}:{origin.line}" if origin.line else origin.kind


def _plain(source: str | None, lines: list[_Line]) -> dict[str, Any]:
    said = {
        line.key: {
            "value": line.value,
            "from": line.origin.kind,
            **({"file": line.origin.name, "line": line.origin.line} if line.origin.line else {}),
        }
        for line in lines
    }
    return {"version": 1, "source": source, "settings": said}

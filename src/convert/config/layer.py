"""What one place says of settings: a file of ours, a document's front matter, the command line; standard library only."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from convert.config.schema import option
from convert.errors import ConvertError, SettingsError, UsageError
from convert.record import Record
from convert.storage import Place

Kind = Literal["default", "file", "front matter", "command line"]


class Layer(Record):
    """What one place says: `values` by the names of settings, valid, and the `lines` they stand on, from 1.

    `name` is what messages call it; names of marks have lines of their own, as `marks.red`. `folder` is where a file stands: what
    it names is relative to that, and below it.
    """

    name: str
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    folder: Place = Path()
    kind: Kind = "file"

    def wrong(self, key: str, why: str, other: str = "", value: str = "", end: str = "") -> ConvertError:
        """Say what is wrong with a value, or with it beside `other`: UsageError where it was typed, else SettingsError with its line."""
        if self.kind == "command line":
            beside = f" --{option(other)}{value and ' ' + value}" if other else ""
            return UsageError(f"--{option(key)} {why}{beside}{end}")
        beside = f" {other}{value and ': ' + value}" if other else ""
        return SettingsError(f"{self.where(key)}: {key} {why}{beside}{end}")

    def where(self, key: str) -> str:
        """File and line of a key."""
        return f"{self.name}:{self.lines.get(key, 1)}"


NOTHING: Mapping[str, Any] = MappingProxyType({})


def typed_layer(values: Mapping[str, Any]) -> Layer:
    """What was typed, which is typed already."""
    return Layer("the command line", values, NOTHING, kind="command line")

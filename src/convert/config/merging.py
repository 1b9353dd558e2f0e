"""Files of ours, front matter and what was typed in; the settings in force, and where each comes from, out."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from convert.config import validation
from convert.config.layer import NOTHING, Kind, Layer, typed_layer
from convert.config.schema import DEFAULTS, OF_NETWORK, OF_REACH, Settings, imposition, option
from convert.config.tables import contradictions, is_large, moot, out_of_bounds
from convert.errors import SettingsError, UsageError
from convert.reader.frontmatter import FrontMatter
from convert.record import Record
from convert.storage import Place
from convert.themes import LARGE_PRINT


class Origin(Record):
    """Where a setting comes from: `line` 0 where there is none; `folder` only where a file of ours says it."""

    kind: Kind
    name: str = ""
    line: int = 0
    folder: Place | None = None


def settings(
    front: FrontMatter, typed: Mapping[str, Any], name: str = "the source", layers: Sequence[Layer] = ()
) -> Settings:
    """Merge what is said, the nearest last: `layers` outermost first, front matter, what was typed.

    UsageError, or SettingsError with file, line and key, where a value is wrong or two contradict each other.
    """
    places = (*layers, _of_front_matter(front, name), typed_layer(typed))
    for place in places[-2:]:  # layers were asked when they were read
        for wrong in out_of_bounds(place):
            raise wrong
    merged = _merged(places)
    for wrong in contradictions(places):
        raise wrong
    for key in moot(merged):
        del merged[key]
    if is_large(merged):
        merged.setdefault("theme", LARGE_PRINT)
    result = Settings(**merged)
    try:
        imposition(result, right_to_left=False)
    except SettingsError as error:
        said_by = next(place for place in reversed(places) if "impose_sheet" in place.values)
        raise said_by.wrong("impose_sheet", f"is no paper: {error}") from None
    return result


def origin(
    key: str, front: FrontMatter, typed: Mapping[str, Any], layers: Sequence[Layer] = (), name: str = ""
) -> Origin:
    """Find the place that a setting comes from, or with `marks.NAME` the name of one mark; `name` is what messages call the source."""
    setting, _, mark = key.partition(".")
    places = (*layers, _of_front_matter(front, name, (setting, "large_print")), typed_layer(typed))
    said = {key: value for place in places for key, value in place.values.items()}
    if setting == "theme" and "theme" not in said and said.get("large_print"):
        setting = key = "large_print"  # which stands for the theme of that name
    for place in reversed(places):
        if setting in place.values and (not mark or mark in dict(place.values[setting])):
            line = place.lines.get(key, place.lines.get(setting, 0))
            return Origin(place.kind, place.name, line, place.folder if place.kind == "file" else None)
    return Origin("default")


def _merged(places: Sequence[Layer]) -> dict[str, Any]:
    """What all places say together: the last that says a thing is right; names of marks are gathered."""
    merged: dict[str, Any] = {}
    for place in places:
        for key, value in place.values.items():
            if key in DEFAULTS:
                merged[key] = (
                    tuple((dict(merged.get(key, ())) | dict(value)).items()) if key == "marks" else value
                )
    return merged


def _of_front_matter(front: FrontMatter, name: str, only: Collection[str] = tuple(DEFAULTS)) -> Layer:
    """The settings in front matter, `only` some of them; keys that are none are other programs'."""
    if not front.values:
        return Layer(name, NOTHING, NOTHING, kind="front matter")
    values: dict[str, Any] = {}
    lines = {key.replace("-", "_"): line for key, line in front.lines.items()}
    for key, said in front.values.items():
        setting = key.replace("-", "_")
        # Other programs name a page by `key`.
        if setting not in only or (setting == "key" and not isinstance(said, bool)):
            continue
        if setting in OF_REACH:
            where, file = f"{name}:{front.lines.get(key, 1)}", ", or write it into markhue.toml"
            raise SettingsError(
                f"{where}: {key} is for you to say, not for a document: type --{option(setting)}{file * (setting != OF_NETWORK)}"
            )
        try:
            values[setting] = validation.value(setting, said)
        except ValueError as error:
            raise SettingsError(f"{name}:{front.lines.get(key, 1)}: {key} {error}") from None
    return Layer(name, values, lines, kind="front matter")


def typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Check what a program passes as settings, by their names; UsageError where a value cannot be one."""
    found: dict[str, Any] = {}
    for key, said in values.items():
        plain = list(said) if isinstance(said, tuple) else said
        try:
            found[key] = validation.value(key, dict(said) if key == "marks" and said else plain)
        except (TypeError, ValueError) as error:
            raise UsageError(f"{key} {error}") from None
    return found

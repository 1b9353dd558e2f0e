"""Settings in, what contradicts itself or cannot be shown out: the tables of it, and the errors in one line each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from convert.config.layer import Layer
from convert.config.schema import DEFAULTS, PAGE_FIELDS, option
from convert.errors import ConvertError, UsageError
from convert.themes import LARGE_PRINT

_LIMITS = {
    "font_size": (4.0, 72.0),
    "line_spacing": (0.8, 4.0),
    "width": (0, 1000),
    "impose_signature": (1, 64),
    "toc_depth": (1, 6),
    "cloze_width": (1.0, 40.0),
}
# What says nothing without another setting, and an example of that.
_NEEDS = {
    "impose_sheet": ("impose", "2up"),
    "impose_signature": ("impose", "booklet"),
    "cloze_width": ("cloze", ""),
    "key": ("cloze", ""),
}
# What contradicts another setting that has a value, or any where that is None.
_TEMPLATE = "a template has its own page and type; leave one out"
_CLASHES: tuple[tuple[str, str, Any, str], ...] = (
    *((key, "template", None, _TEMPLATE) for key in PAGE_FIELDS),
    ("impose_signature", "impose", "2up", "only a booklet's sheets are laid in each other; leave one out"),
    ("toc_depth", "toc", False, "no table of contents has no levels; leave one out"),
    ("jobs", "cluster", None, "a cluster has workers of its own; leave one out"),
    ("memory", "cluster", None, "who starts a cluster's workers bounds their memory; leave one out"),
)
_HALVED = "two pages on a side make the type smaller; name a larger sheet with impose_sheet, or leave one out"
# What not every format shows.
_SHOWN = {
    **dict.fromkeys(("theme", "print", *PAGE_FIELDS), ("docx", "html", "pdf")),
    **dict.fromkeys(("impose", "impose_sheet", "impose_signature", "pdf_variant"), ("pdf",)),
    "line_numbers": ("docx", "pdf"),
    "template": ("docx",),
    "text_marks": ("txt",),
    "width": ("txt",),
    "legend": ("docx", "html", "pdf"),
    "marks": ("docx", "html", "pdf"),
}
# With which of these plain text shows it too.
_IN_TEXT = {"legend": ("text_marks",), "marks": ("text_marks", "cloze", "digest")}


def out_of_bounds(place: Layer) -> Iterator[ConvertError]:
    """Give the numbers of a place that are too small or too large."""
    for key, (low, high) in _LIMITS.items():
        value = place.values.get(key)
        if value is not None and not low <= value <= high:
            yield place.wrong(key, f"must lie between {low:g} and {high:g}, not {value:g}")


def clashes(place: Layer) -> Iterator[ConvertError]:
    """Give what contradicts itself in one place; in several, the nearer one goes before."""
    said = place.values
    for key, other, value, why in _CLASHES:
        if said.get(key) and (said.get(other) if value is None else said.get(other) == value):
            yield place.wrong(key, "and", other, end=f": {why}")


def contradictions(places: Sequence[Layer]) -> Iterator[ConvertError]:
    """Give what contradicts itself in settings, of places that are said outermost first.

    What the page cannot be is the theme's to say (`css.setup`).
    """
    merged = {key: value for place in places for key, value in place.values.items()}
    by = {key: place for place in places for key in place.values}
    for key, (other, example) in moot(merged).items():
        # A file speaks for many sources, and some may have what another needs.
        if by[key].kind != "file":
            yield by[key].wrong(key, "says nothing without", other, example)
    for place in places:
        if place.kind != "file":  # those have been asked when they were read
            yield from clashes(place)
    large = "large_print" if merged.get("large_print") else "theme"
    if merged.get("impose") and not merged.get("impose_sheet") and is_large(merged):
        nearest = max((by["impose"], by[large]), key=places.index)
        key, other = ("impose", large) if nearest is by["impose"] else (large, "impose")
        yield nearest.wrong(key, "and", other, end=f": {_HALVED}")


def moot(merged: Mapping[str, Any]) -> Mapping[str, tuple[str, str]]:
    """The settings that say nothing without another: which, and an example of it."""
    return {
        key: (other, example)
        for key, (other, example) in _NEEDS.items()
        if merged.get(key) and not merged.get(other)
    }


def is_large(merged: Mapping[str, Any]) -> bool:
    """Whether settings ask for large print."""
    return bool(merged.get("large_print")) or merged.get("theme") == LARGE_PRINT


def unshown(command_line: Mapping[str, Any], formats: Sequence[str]) -> Iterator[UsageError]:
    """Give what was typed and no format that is made can show; a document may say it for other formats."""
    for key, value in command_line.items():
        shown = _SHOWN.get(key, tuple(formats))
        in_text = _IN_TEXT.get(key, ())
        if any(command_line.get(other) for other in in_text):
            continue
        if not set(shown) & set(formats) and value != DEFAULTS[key]:
            made = "formats are" if len(formats) > 1 else "format is"
            also = f", and txt with --{' or --'.join(map(option, in_text))}" if in_text else ""
            yield UsageError(
                f"--{option(key)} is for {', '.join(shown)}{also}; the {made} {', '.join(formats)}"
            )

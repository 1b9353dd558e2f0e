"""What a file says of settings in, values of their types out; or what is wrong with one, in words for people."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from convert.config.about import words
from convert.config.schema import DEFAULTS, Settings
from convert.css.nearest import nearest

_TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_POINTS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*pt\s*", re.IGNORECASE)
_COMMA = re.compile("[,，、]")
# What a value may be written as, where its type does not say it.
_EXAMPLES = {
    "theme": "exam, or a style sheet: mine.css",
    "template": "school.docx",
    "paper": "A4, or 182x257mm",
    "margin": "2cm 2.5cm",
    "gutter": "8mm",
    "impose_sheet": "A4",
    "notes_headings": '["笔记", "解读"]',
    "cloze": '["red", "green"]',
    "resource_path": '["media"]',
}
# What `true` says where it is more than that.
_USUAL = {"notes_column": "ruled", "line_numbers": "continuous", "legend": "on", "cloze": ("all",)}
_UNUSUAL = {"legend": "off", "cloze": ()}


def value(key: str, said: Any) -> Any:
    """The value of a setting that a file says; ValueError with what it should be, such as `is a whole number, not 'two'`.

    Numbers and truth may stand in quotes; lists may be a line with commas. `false`, and in YAML an empty value, take back what
    may be unset.
    """
    kinds, optional = _kinds(key)
    if said is True and key in _USUAL:
        return _USUAL[key]
    if said is False and key in _UNUSUAL:
        return _UNUSUAL[key]
    if said is None or (said is False and bool not in kinds):
        if optional or isinstance(DEFAULTS[key], tuple):
            return None if optional else ()
        if said is None:
            raise ValueError(f"has no value; it {_wanted(key, kinds)}")
    if key == "marks":
        return _names(said)
    if key == "font_size" and isinstance(said, str) and (points := _POINTS.fullmatch(said)):
        said = points[1]
    for kind in kinds:
        read = _as_choice if get_origin(kind) is Literal else _READERS[get_origin(kind) or kind]
        found = read(kind, said)
        if found is not None:
            return found
    raise ValueError(f"{_wanted(key, kinds)}, not {_shown(said)}{_hint(kinds, said)}")


def number(said: Any) -> float | None:
    """A number, which may stand in quotes; None where it is none."""
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        return None
    try:
        found = float(said)
    except (ValueError, OverflowError):
        return None
    return found if isfinite(found) else None


def listed(said: Any) -> tuple[str, ...] | None:
    """Words in a list, or in a line with commas between; None where they are neither."""
    if isinstance(said, str):
        said = _COMMA.split(said)
    elif not isinstance(said, list | tuple) or not all(isinstance(one, str) for one in said):
        return None
    return tuple(word for one in said if (word := one.strip()))


@cache
def _kinds(key: str) -> tuple[tuple[Any, ...], bool]:
    """The types of a setting, and whether it may be unset."""
    hint = _hints()[key]
    kinds = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return tuple(kind for kind in kinds if kind is not NoneType), NoneType in kinds


@cache
def _hints() -> Mapping[str, Any]:
    return get_type_hints(Settings)


def _as_choice(kind: Any, said: Any) -> str | None:
    word = said.strip().lower() if isinstance(said, str) else said
    return word if word in get_args(kind) else None


def _as_truth(kind: Any, said: Any) -> bool | None:
    return (
        said
        if isinstance(said, bool)
        else _TRUTH.get(said.strip().lower())
        if isinstance(said, str)
        else None
    )


def _as_whole(kind: Any, said: Any) -> int | None:
    found = number(said)
    return int(found) if found is not None and found == int(found) else None


def _as_number(kind: Any, said: Any) -> float | None:
    return number(said)


def _as_text(kind: Any, said: Any) -> str | None:
    return said.strip() or None if isinstance(said, str) else None


def _as_words(kind: Any, said: Any) -> tuple[str, ...] | None:
    return listed(said)


_READERS: Mapping[Any, Callable[[Any, Any], Any]] = {
    bool: _as_truth,
    int: _as_whole,
    float: _as_number,
    str: _as_text,
    tuple: _as_words,
}


def _wanted(key: str, kinds: tuple[Any, ...]) -> str:
    """Say what a value should be."""
    (kind,) = kinds
    example = _EXAMPLES.get(key, "")
    match get_origin(kind) or kind:
        case _ if get_origin(kind) is Literal:
            return f"is one of {', '.join(get_args(kind))}"
        case kind if kind is bool:
            return "is true or false"
        case kind if kind is int:
            return "is a whole number"
        case kind if kind is float:
            return "is a number"
        case kind if kind is tuple:
            return f"is a list of words, such as {example}"
        case _:
            return f"is text, such as {example}"


def _shown(said: Any) -> str:
    match said:
        case bool():
            return "true" if said else "false"
        case dict():
            return "a table"
        case list():
            return "a list"
        case _:
            text = repr(str(said)) if not isinstance(said, int | float) else str(said)
            return text if len(text) <= 60 else f"{text[:59]}…"


def _hint(kinds: tuple[Any, ...], said: Any) -> str:
    near = (
        nearest(said, get_args(kinds[0]))
        if isinstance(said, str) and get_origin(kinds[0]) is Literal
        else None
    )
    return f"; did you mean {near}?" if near else ""


def _names(said: Any) -> tuple[tuple[str, str], ...]:
    """What the author calls marks, each by its name."""
    if not isinstance(said, dict):
        raise ValueError("gives names to marks, as in `marks: {red: key sentence}`")
    found = tuple((words(key), words(name)) for key, name in said.items())
    for mark, name in found:
        if not (mark and name):
            raise ValueError(f"gives {mark or 'a mark'} no name; write one, or leave it out")
    return found

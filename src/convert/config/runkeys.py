"""The keys of a whole run in, their values out; `markhue.toml` and the command line say them, front matter never."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from convert import writers
from convert.config.validation import listed, number
from convert.css.nearest import nearest

RUN_KEYS = ("to", "output", "glob", "exclude", "jobs", "timeout", "memory")
"""The settings of a whole run, in files and on the command line."""
ACTS = ("force", "prune", "check", "dry_run", "report", "cluster", "quiet", "verbose")
"""What is done once, and stands in no file."""
_MOST_JOBS = 512
_SECONDS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(s|sec|m|min|h|)\s*", re.IGNORECASE)
_BYTES = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:([kmgt])i?b?|b|)\s*", re.IGNORECASE)


def parse_seconds(text: str) -> float:
    """Parse `90`, `90s`, `1.5m` or `1h`; ValueError says in words what it should be."""
    match = _SECONDS.fullmatch(text)
    found = float(match[1]) * {"s": 1, "m": 60, "h": 3600}[(match[2] or "s")[0].lower()] if match else 0.0
    if not 0 < found < 1e6:
        raise ValueError(f"is a time, such as 90s or 2m, not {text!r}")
    return found


def parse_bytes(text: str) -> int:
    """Parse `800M`, `2G` or a number of bytes; ValueError says in words what it should be."""
    match = _BYTES.fullmatch(text)
    found = int(float(match[1]) * 1024 ** " kmgt".index((match[2] or " ").lower())) if match else 0
    if not 0 < found < 1 << 60:
        raise ValueError(f"is an amount of memory, such as 800M or 2G, not {text!r}")
    return found


def parse_jobs(text: str) -> int:
    """Parse a number of workers; ValueError says in words what it should be."""
    found = number(text)
    if found is None or found != int(found) or not 1 <= found <= _MOST_JOBS:
        raise ValueError(f"is a number of workers from 1 to {_MOST_JOBS}, not {text!r}")
    return int(found)


PARSERS: Mapping[str, Callable[[str], Any]] = {
    "timeout": parse_seconds,
    "memory": parse_bytes,
    "jobs": parse_jobs,
}
"""How what is typed, or stands in a file, is read."""


def run_value(key: str, said: Any) -> Any:
    """The value of a run's setting that a file says; ValueError with what it should be."""
    if key in PARSERS:
        if isinstance(said, bool) or not isinstance(said, int | float | str):
            raise ValueError(
                "is a number, or text such as " + {"timeout": '"90s"', "memory": '"800M"', "jobs": '"2"'}[key]
            )
        return PARSERS[key](str(said))
    if key == "output":
        if not isinstance(said, str) or not said.strip():
            raise ValueError('is a folder, such as "out"')
        return said.strip()
    words = listed(said)
    if words is None or (key == "to" and not words):
        raise ValueError(
            "is a list, such as " + ('["docx", "pdf"]' if key == "to" else '["2024-*", "drafts/"]')
        )
    return _formats(words) if key == "to" else words


def _formats(words: Sequence[str]) -> str:
    """Formats with commas between; ValueError where one is not written."""
    known = writers.formats()
    for word in words:
        if word not in known:
            near = nearest(word, known)
            raise ValueError(
                f"is of {', '.join(known)}, not {word!r}{f'; did you mean {near}?' if near else ''}"
            )
    return ",".join(words)

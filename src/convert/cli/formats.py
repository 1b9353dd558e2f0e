"""What was typed of formats in, the formats that are written out; and what is asked of one that is not."""

import os
from pathlib import Path
from typing import Any

from convert.errors import UsageError

DEFAULT = ("docx", "pdf", "txt")
# Endings of documents, where another ending may be part of a name, as in v1.2
_NOT_WRITTEN = frozenset(
    "md markdown doc docm dot dotx odt ott fodt rtf wps wpd pages epub mobi azw3 tex latex typ rst org adoc htm xhtml mhtml"
    " ppt pptx odp key xls xlsx ods csv ps djvu xps xml json png jpg jpeg svg".split()
)


def formats_asked(to: str | None, output: str | None) -> tuple[str, ...]:
    """The formats asked for, by `-t` or by the ending of `-o`."""
    from convert.writers import formats

    known = formats()
    ending = Path(output).suffix.lower().lstrip(".") if output and output != "-" else ""
    if output and ending in _NOT_WRITTEN and not output.endswith(("/", os.sep)) and not _is_folder(output):
        raise UsageError(f"-o {output}: {ending} is not written; known are {', '.join(known)}")
    if to is None:
        return (ending,) if ending in known else DEFAULT
    asked = tuple(dict.fromkeys(name.strip().lower().lstrip(".") for name in to.split(",") if name.strip()))
    for name in asked:
        if name not in known:
            raise UsageError(f"unknown format {name!r}; known are {', '.join(known)}")
    if not asked:
        raise UsageError(f"-t names no format; known are {', '.join(known)}")
    if ending in known and asked != (ending,):
        raise UsageError(f"-o {output} is {ending}, but -t says {to}")
    return asked


def _is_folder(output: str) -> bool:
    from convert import storage

    place = storage.named(output)
    return storage.of(place).is_folder(str(place))


def check_asked(settings: dict[str, Any], formats: tuple[str, ...]) -> None:
    """UsageError where something was typed that none of the formats shows."""
    from convert import config

    for error in config.unshown(settings, formats):
        raise error

"""Source text in, front matter and body out: YAML between two lines of `---`, or TOML between two of `+++`, at the very top."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any

from convert.bounds import FRONT_MATTER_BYTES, FRONT_MATTER_NESTING
from convert.errors import SettingsError
from convert.record import Record

_OPENING = re.compile(r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*\n")
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
_KEY = {
    "---": re.compile(r"\s*(?:#.*\n\s*)*[\w\"'][^\n]*?:(?:\s|$)", re.UNICODE),
    "+++": re.compile(r"\s*(?:#.*\n\s*)*(?:\[|[\w\"'][^\n]*?=)", re.UNICODE),
}
_SHORT = 500  # characters in which no nesting is too deep for its reading
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class FrontMatter(Record):
    """What stands above the text: `values` by key, and the line each key is on, from 1; in TOML also that of `table.key`."""

    values: Mapping[str, Any] = MappingProxyType({})
    lines: Mapping[str, int] = MappingProxyType({})


def split(source: str, name: str = "the source") -> tuple[FrontMatter, str, int]:
    """Cut off the front matter: (front matter, body, line the body begins on).

    A first line that no second one answers, or that no key follows, is part of the text. SettingsError, with the line,
    where the YAML or TOML is broken.
    """
    opening = _OPENING.match(source)
    if opening is None:
        return FrontMatter(), source, 1
    fence = opening["fence"]
    closing = _CLOSING[fence].search(source, opening.end())
    block = source[opening.end() : closing.start()] if closing else ""
    if closing is None or (block.strip() and not _KEY[fence].match(block)):
        return FrontMatter(), source, 1
    if len(block) > FRONT_MATTER_BYTES:
        raise SettingsError(f"{name}:1: front matter longer than {FRONT_MATTER_BYTES >> 20} MiB")
    body = source[closing.end() + 1 :]
    parse = _yaml if fence == "---" else _toml
    return parse(block, name), body, source.count("\n", 0, closing.end()) + 2


def toml(text: str, name: str) -> FrontMatter:
    """Read a whole file of TOML; SettingsError, with the line, where it is broken."""
    return _toml(text, name, 1, "broken TOML")


def _toml(block: str, name: str, first_line: int = 2, kind: str = "broken front matter") -> FrontMatter:
    import tomllib  # only documents with such front matter pay for it

    from convert.reader import toml_lines

    for number, line in enumerate(block.split("\n"), first_line):
        if line.partition("=")[0].count(".") > FRONT_MATTER_NESTING:
            raise SettingsError(f"{name}:{number}: {kind}: nested more than {FRONT_MATTER_NESTING} deep")
    try:
        values = tomllib.loads(block)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        place = _TOML_PLACE.search(str(error))
        last = max(1, len(block.splitlines())) + first_line - 1
        at = last if place and place[1] is None else int(place[1]) + first_line - 1 if place else 1
        problem = _TOML_PLACE.sub("", str(error)).rstrip(".").lower()
        raise SettingsError(f"{name}:{at}: {kind}: {problem}") from None
    return FrontMatter(values, toml_lines.lines(block, first_line))


def _yaml(block: str, name: str) -> FrontMatter:
    import yaml  # only documents with front matter pay for it

    kind = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    if "*" in block or len(block) > _SHORT:
        _require_simple(block, kind, name)
    loader = kind(block)
    try:
        node = loader.get_single_node()
        values = loader.construct_document(node) if node else {}
    except yaml.YAMLError as error:
        mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        problem = getattr(error, "problem", None) or "not YAML"
        raise SettingsError(f"{name}:{line}: broken front matter: {problem}") from None
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{name}:1: broken front matter: {error}") from None
    finally:
        loader.dispose()
    if not isinstance(values, dict):
        raise SettingsError(f"{name}:2: front matter must be `key: value` lines")
    lines = {str(key.value): key.start_mark.line + 2 for key, _ in node.value} if node else {}
    return FrontMatter({str(key): value for key, value in values.items()}, lines)


def _require_simple(block: str, kind: Any, name: str) -> None:
    """SettingsError where values stand for others or are nested too deep: both would be built before they can be seen."""
    import yaml

    depth = 0
    for event in _events(block, kind):
        if isinstance(event, yaml.AliasEvent):
            raise SettingsError(
                f"{name}:1: broken front matter: aliases (*name) are not read here; quote the value"
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > FRONT_MATTER_NESTING:
            line = event.start_mark.line + 2
            raise SettingsError(
                f"{name}:{line}: broken front matter: nested more than {FRONT_MATTER_NESTING} deep"
            )


def _events(block: str, kind: Any) -> Iterator[Any]:
    """The parser's events up to what is broken; that is reported by the loading."""
    import yaml

    with suppress(yaml.YAMLError):
        yield from yaml.parse(block, Loader=kind)

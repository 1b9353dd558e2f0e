"""Findings in; each cut down to what still breaks the same promise at the same place, or said to be mended.

python fuzz/shrink.py .fuzz/findings/*
"""

import sys
from pathlib import Path
from typing import Any

import findings
import targets


def main() -> None:
    """Go through the folders that are named."""
    for folder in map(Path, sys.argv[1:]):
        case = folder / "input.case"
        if not case.exists():
            continue
        target = folder.name.partition("-")[0]
        payload, settings = findings.load(case.read_bytes())
        key = _key(target, payload, settings)
        if key is None:
            print(f"mended: {folder}")
            continue
        settings = _fewer(target, payload, settings, key)
        payload = _shorter(target, payload, settings, key)
        case.write_bytes(findings.dump(payload, settings))
        print(f"{key}: {folder}: {len(payload)} bytes")


def _key(target: str, payload: bytes, settings: dict[str, Any]) -> str | None:
    try:
        targets.TARGETS[target](payload, settings)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return findings.key_of(error)
    return None


def _fewer(target: str, payload: bytes, settings: dict[str, Any], key: str) -> dict[str, Any]:
    """Leave out the settings that do not matter."""
    for name in tuple(settings):
        rest = {other: value for other, value in settings.items() if other != name}
        if name != "part" and _key(target, payload, rest) == key:
            settings = rest
    return settings


def _shorter(target: str, payload: bytes, settings: dict[str, Any], key: str) -> bytes:
    """Leave out pieces, the large ones first, as long as the key stays."""
    size = len(payload) // 2
    while size:
        start = 0
        while start < len(payload):
            rest = payload[:start] + payload[start + size :]
            if _key(target, rest, settings) == key:
                payload = rest
            else:
                start += size
        size //= 2
    return payload


if __name__ == "__main__":
    main()

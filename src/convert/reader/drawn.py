"""The markup of a drawing that was made safe in, its pixels as PNG out: the door to resvg.

A few lines of markup can ask for hours of work: filters, groups that lie on each other, pictures repeated. What may, is drawn by a process
of its own, which ends when its time or its memory does.
"""

import contextlib
import json
import math
import re
import sys
from typing import Any, Final

_MAX_PIXELS: Final = 4_000_000.0
_PIXELS_WANTED: Final = 1600.0  # on the longer side: ten centimetres at 400 to the inch
_QUICK: Final = 4e8  # pixels that are drawn over at most: a second or a few
_COSTLY: Final = re.compile(r"<filter|<mask", re.IGNORECASE)
_LAYER: Final = re.compile(r"(?<![-\w])opacity|mix-blend|isolation|clip-path", re.IGNORECASE)
_MOST_LAYERS: Final = 20  # each may be a canvas of its own
_MEMORY: Final = 1 << 30


def pixels(markup: str, width: float, height: float, weight: int, seconds: float) -> bytes:
    """Draw as PNG, in that many seconds; empty where that fails. `weight` is how many elements are drawn."""
    wanted = max(1.0, _PIXELS_WANTED / max(width, height))
    zoom = min(wanted, math.sqrt(_MAX_PIXELS / (width * height)))
    across, down = max(1, round(width * zoom)), max(1, round(height * zoom))
    asked = {
        "svg_string": markup,
        "width": across,
        "height": down,
        "skip_system_fonts": True,
        "font_files": _fonts() if "<text" in markup else [],
        "font_family": "Noto Serif SC",
        "serif_family": "Noto Serif SC",
        "sans_serif_family": "Noto Sans SC",
        "monospace_family": "Noto Sans SC",
    }
    costly = (
        weight * across * down > _QUICK
        or _COSTLY.search(markup)
        or len(_LAYER.findall(markup)) > _MOST_LAYERS
    )
    return _elsewhere(asked, seconds) if costly else _drawn(asked)


def _drawn(asked: dict[str, Any]) -> bytes:
    import resvg_py

    try:
        return bytes(resvg_py.svg_to_bytes(**asked))
    except (ValueError, RuntimeError):
        return b""


def _elsewhere(asked: dict[str, Any], seconds: float) -> bytes:
    """Draw in a process of its own; empty where it does not end well."""
    import os
    import subprocess

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        ended = subprocess.run(  # noqa: S603  (this program's own words)
            (sys.executable, "-m", "convert.reader.drawn", f"{math.ceil(seconds)}"),
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return b""
    return b"" if ended.returncode else ended.stdout


def _bounded(seconds: int) -> None:
    """Let this process end by itself when its time or its memory does, where the system can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _fonts() -> list[str]:
    import pylopdf_fonts_zh_cn as fonts

    return [str(fonts.serif_path()), str(fonts.sans_path())]


if __name__ == "__main__":
    _bounded(int(sys.argv[1]))
    sys.stdout.buffer.write(_drawn(json.load(sys.stdin)))

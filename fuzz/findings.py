"""What a target raised in, a folder of findings out: one for each kind of trouble and place, with its shortest input."""

import json
import re
import traceback
from pathlib import Path
from typing import Any

from targets import ROOT

_OURS = f"{ROOT}/src/convert/"


def key_of(error: BaseException) -> str:
    """What tells findings apart: the kind of exception, and the innermost frame of ours; of a promise, which one."""
    promise = getattr(error, "promise", None)
    if promise is not None:
        return f"{promise}".replace(" ", "-")
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(_OURS)]
    if not ours:
        return f"{type(error).__name__}-outside"
    place = re.sub(r"\W+", ".", ours[-1].filename.removeprefix(_OURS).removesuffix(".py"))
    return f"{type(error).__name__}-{place}.{ours[-1].name}"


def record(folder: Path, target: str, payload: bytes, settings: dict[str, Any], error: BaseException) -> Path:
    """Keep an input where it is the shortest of its kind."""
    where = folder / f"{target}-{key_of(error)}"
    where.mkdir(parents=True, exist_ok=True)
    case = dump(payload, settings)
    before = where / "input.case"
    if not before.exists() or len(case) < before.stat().st_size:
        before.write_bytes(case)
        trace = "".join(traceback.format_exception(error))
        (where / "trace.txt").write_text(trace[-20_000:], "utf-8", "replace")
    return where


def dump(payload: bytes, settings: dict[str, Any]) -> bytes:
    """A case as a file: a line of settings, then the payload."""
    return json.dumps(settings, ensure_ascii=False).encode() + b"\n" + payload


def load(case: bytes) -> tuple[bytes, dict[str, Any]]:
    """A case's payload and settings."""
    line, _, payload = case.partition(b"\n")
    return payload, json.loads(line)

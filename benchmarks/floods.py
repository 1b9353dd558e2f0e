"""Each flood of `flood_sources` in every format, in a process of its own: seconds and MiB, and MISSED over 10 s or 1 GB.

usage: floods.py [-t docx,html,txt,pdf] [-k WORD] [--share 1.0] [--limit 30]

Exit code 0 where each ended in its bounds and kept its last word, or was refused in one line; else 1.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flood_sources import END, FLOODS

SECONDS: Final = 10.0
BYTES: Final = 10**9
_MEMORY: Final = 4 * 10**9  # of addresses, behind which a process is stopped
_REFUSED: Final = (3, 4)
_MOST_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """One flood in one format: seconds of the processor and of the clock, bytes, and what was wrong."""

    cpu: float
    wall: float
    peak: int
    wrong: str

    @property
    def missed(self) -> bool:
        """Whether it is out of bounds."""
        return self.cpu > SECONDS or self.peak > BYTES or bool(self.wrong)


def main(words: Sequence[str]) -> int:
    """Measure, print, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-t", "--formats", default="txt,html,docx,pdf")
    parser.add_argument("-k", "--word", default="")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--limit", type=float, default=30.0, help="seconds after which a process is stopped")
    asked = parser.parse_args(words)
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "flood.md"
        for name, flood in FLOODS.items():
            if asked.word not in name:
                continue
            source.write_text(flood(asked.share), encoding="utf-8", newline="")
            for kind in asked.formats.split(","):
                figure = measure(source, kind, asked.limit)
                missed += figure.missed
                print(_row(name, kind, source.stat().st_size, figure), flush=True)
    print(f"{missed} missed" if missed else "all in bounds")
    return 1 if missed else 0


def measure(source: Path, kind: str, limit: float) -> Figure:
    """Convert a source in a process of its own."""
    output = source.with_suffix(f".{kind}")
    output.unlink(missing_ok=True)
    words = [sys.executable, "-m", "convert", str(source), "-t", kind, "-o", str(output)]
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=said, stderr=said, preexec_fn=lambda: _bound(limit)
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        message = said.read().decode(errors="replace").strip()
    wrong = _wrong(process.returncode, message, output, kind)
    unit = 1 if sys.platform == "darwin" else 1024
    return Figure(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * unit, wrong)


def _bound(limit: float) -> None:
    seconds = int(limit) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _wrong(code: int, message: str, output: Path, kind: str) -> str:
    """What is wrong with an outcome; a refusal in one line is none."""
    last = message.splitlines()[-1][:_MOST_SHOWN] if message else ""
    if code in _REFUSED:
        return "" if message.count("\n") < 30 else "refused in many lines"
    if code:
        return f"ended with {code}: {last}"
    if kind in ("txt", "html") and END.encode() not in output.read_bytes():
        return "lost its last word"
    return ""


def _row(name: str, kind: str, size: int, figure: Figure) -> str:
    state = f"MISSED {figure.wrong}" if figure.missed else ""
    return (
        f"{name:40} {size / 1e6:6.2f} MB  {kind:5}{figure.cpu:7.2f} s {figure.wall:7.2f} s wall "
        f"{figure.peak / 2**20:6.0f} MiB  {state}"
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Commands in, what each whole process took out: the operating system's own accounting, the commands in turn."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

# Linux counts the peak in KiB, macOS in bytes.
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


class CommandError(Exception):
    """A command that was to be timed failed; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall-clock and processor seconds, peak resident memory in bytes."""

    wall: float
    cpu: float
    peak: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The runs of one command."""

    runs: tuple[Run, ...]

    @property
    def wall(self) -> float:
        """Median wall-clock seconds."""
        return statistics.median(run.wall for run in self.runs)

    @property
    def cpu(self) -> float:
        """Median user and system seconds together."""
        return statistics.median(run.cpu for run in self.runs)

    @property
    def peak(self) -> float:
        """Median peak memory in MiB."""
        return statistics.median(run.peak for run in self.runs) / 2**20

    def ratio(self, other: "Figures", figure: Callable[[Run], float]) -> float:
        """Median over the rounds of our figure divided by the other's of the same round.

        A machine that slows down for a while slows both halves of a pair.
        """
        return statistics.median(figure(a) / figure(b) for a, b in zip(self.runs, other.runs, strict=True))


def run(command: Sequence[str], log: IO[bytes]) -> Run:
    """Run a command to its end with its output in `log`; raises CommandError unless it succeeds."""
    log.seek(0)
    log.truncate()
    began = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        log.seek(0)
        said = log.read().decode(errors="replace")[-2000:]
        raise CommandError(f"{' '.join(command)}\nended with {process.returncode}:\n{said}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _PEAK_UNIT)


def measure(
    commands: Mapping[str, Sequence[str]], rounds: int, log: IO[bytes], progress: Callable[[str], None]
) -> dict[str, Figures]:
    """Run every command once to warm up, then all of them in turn, `rounds` times over."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            progress(f"{name}, {f'run {number} of {rounds}' if number else 'warming up'}")
            result = run(command, log)
            if number:
                runs[name].append(result)
    return {name: Figures(tuple(results)) for name, results in runs.items()}

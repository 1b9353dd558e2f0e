"""Commands in, what each with all its processes took out: the operating system's own accounting, the commands in turn."""

import ctypes
import os
import resource
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

# Linux counts the peak in KiB, macOS in bytes.
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
_PR_SET_CHILD_SUBREAPER = 36
_PATIENCE_S = 10.0  # for processes that outlive their command
_SAMPLE_S = 0.2


class CommandError(Exception):
    """A command that was to be timed failed; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Command:
    """Words to run, and what is removed before each run, so that nothing is found done."""

    words: Sequence[str]
    outputs: Path | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One command: seconds and bytes, of all its processes unless said otherwise."""

    wall: float
    cpu: float
    own_cpu: float  # of the process that was started, and of those it waited for
    peak: int  # of its largest process
    together: int = 0  # of all its processes at one moment, what they share counted once; 0: not watched


@dataclass(frozen=True, slots=True)
class Figures:
    """The runs of one command."""

    runs: tuple[Run, ...]

    def median(self, figure: Callable[[Run], float]) -> float:
        """Take the median of a figure over the runs."""
        return statistics.median(figure(run) for run in self.runs)

    @property
    def wall(self) -> float:
        """Median wall-clock seconds."""
        return self.median(lambda run: run.wall)

    @property
    def cpu(self) -> float:
        """Median user and system seconds together."""
        return self.median(lambda run: run.cpu)

    @property
    def peak(self) -> float:
        """Median peak memory of the largest process in MiB."""
        return self.median(lambda run: run.peak) / 2**20

    @property
    def together(self) -> float:
        """Median peak memory of all processes in MiB."""
        return self.median(lambda run: run.together) / 2**20

    def ratio(self, other: "Figures") -> float:
        """Median over the rounds of our wall-clock time divided by the other's of the same round.

        A machine that slows down for a while slows both halves of a pair.
        """
        return statistics.median(a.wall / b.wall for a, b in zip(self.runs, other.runs, strict=True))


def adopt_orphans() -> None:
    """Become the parent of processes that outlive theirs, so that a server of workers is accounted for too (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def run(command: Command, log: IO[bytes], watch: bool = False) -> Run:
    """Run a command to its end with its output in `log`; raises CommandError unless it succeeds and leaves no process."""
    if command.outputs is not None:
        shutil.rmtree(command.outputs, ignore_errors=True)
    log.seek(0)
    log.truncate()
    watcher = _Watcher() if watch else None
    began = time.perf_counter()
    process = subprocess.Popen(command.words, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    together = watcher.end() if watcher else 0
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        log.seek(0)
        said = log.read().decode(errors="replace")[-2000:]
        raise CommandError(f"{' '.join(command.words)}\nended with {process.returncode}:\n{said}")
    own = usage.ru_utime + usage.ru_stime
    cpu, peak = own, usage.ru_maxrss
    for later in _orphans(command):
        cpu += later.ru_utime + later.ru_stime
        peak = max(peak, later.ru_maxrss)
    return Run(wall, cpu, own, peak * _PEAK_UNIT, together)


def _orphans(command: Command) -> Iterator[resource.struct_rusage]:
    """Wait for the processes that a command left to end by themselves."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        try:
            pid, _, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid:
            yield usage
        else:
            time.sleep(0.01)
    raise CommandError(f"{' '.join(command.words)}\nleft a process behind")


class _Watcher:
    """Looks again and again what all processes below this one hold together, until told to end."""

    def __init__(self) -> None:
        self._most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int:
        """Stop, and give the most that was held at a moment, in bytes."""
        self._ended.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while not self._ended.wait(_SAMPLE_S):
            self._most = max(self._most, sum(map(_held, _descendants())))


def _descendants() -> list[int]:
    """List the processes below this one."""
    parents: dict[int, int] = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                stat = Path(entry.path, "stat").read_bytes()
                parents[int(entry.name)] = int(stat.rpartition(b")")[2].split()[1])
            except OSError:
                continue
    found = [os.getpid()]
    for parent in found:
        found += [pid for pid, above in parents.items() if above == parent]
    return found[1:]


def _held(pid: int) -> int:
    """Tell the memory of a process in bytes, each page that several hold shared out among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_bytes().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(b"Pss:")), 0)


def measure(
    commands: Mapping[str, Command],
    rounds: int,
    log: IO[bytes],
    progress: Callable[[str], None],
    *,
    warm_up: bool = True,
    watch: bool = False,
) -> dict[str, Figures]:
    """Run every command once to warm up, then all of them in turn, `rounds` times over."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(0 if warm_up else 1, rounds + 1):
        for name, command in commands.items():
            progress(f"{name}, {f'run {number} of {rounds}' if number else 'warming up'}")
            result = run(command, log, watch)
            if number:
                runs[name].append(result)
    return {name: Figures(tuple(results)) for name, results in runs.items()}

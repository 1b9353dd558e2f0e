"""Formats in, a way to start workers out: a fork server loads their libraries, while whoever asked for it goes on."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.context import BaseContext
from typing import Any, cast


def context(formats: Sequence[str]) -> BaseContext:
    """Start the fork server, which loads its libraries meanwhile; or choose to start each worker anew."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import resource_tracker
    from multiprocessing.forkserver import ensure_running

    context = multiprocessing.get_context("forkserver")
    writers = [f"convert.writers.{name}" for name in formats]
    context.set_forkserver_preload([*writers, "convert.batch.preloaded"])
    # Children inherit the mask: a Ctrl-C, and a SIGTERM to all, is for the process that hands out the work.
    resource_tracker.ensure_running()  # now, for it takes the mask away
    held = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        with _forked():
            ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
    return context


@contextmanager
def _forked() -> Iterator[None]:
    """Make the fork server a copy of this process where that is safe: a new one would load all anew."""
    if sys.platform != "linux" or threading.active_count() > 1:
        yield
        return
    from multiprocessing import util

    spawn: Any = util.spawnv_passfds  # what `ensure_running` starts its command with
    util.spawnv_passfds = cast("Any", _spawn)
    try:
        yield
    finally:
        util.spawnv_passfds = spawn


def _spawn(program: bytes, words: Sequence[str], kept: Sequence[int]) -> int:
    """Run the last of a Python's words in a copy of this process, with no files open but the standard ones and `kept`."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    pid = os.fork()
    if pid:
        return pid
    try:
        for number in map(int, os.listdir("/proc/self/fd")):  # noqa: PTH208
            if number > 2 and number not in kept:
                with suppress(OSError):
                    os.close(number)
        exec(words[-1], {})  # noqa: S102  (the standard library's own)
    finally:
        os._exit(1)

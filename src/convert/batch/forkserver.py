"""Formats in, a way to start workers out: a fork server loads their libraries, while whoever asked for it goes on."""

import multiprocessing
import signal
from collections.abc import Sequence
from multiprocessing.context import BaseContext


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
        ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
    return context

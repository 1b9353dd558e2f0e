"""A folder of the disk in, the right to write there out: one run at a time, as far as the file system can tell."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from convert.errors import TargetError


@contextmanager
def held(folder: str) -> Iterator[None]:
    """Hold a folder, made where it is missing, until the end; TargetError where another run holds it.

    The lock is of the process: it is gone with it, however that ends. Where folders cannot be locked, nothing is held.
    """
    with suppress(OSError):
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    handle = _locked(folder)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _locked(folder: str) -> int | None:
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # what is wrong with it is told where something is written
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise TargetError(f"{folder}: another run of markhue is at work in this folder") from None
    except OSError:
        os.close(handle)
        return None
    return handle

"""What the record says of an output in, whether the file is still that out."""

import os

from convert.batch.jobs import Written
from convert.resources import digest_of


def as_written(known: Written, digest: str = "") -> bool | None:
    """Whether an output is what it was when it was written, or has the bytes of `digest` already; None where it is not there, or empty."""
    try:
        found = os.stat(known.path)  # noqa: PTH116  (thousands of them)
        if not found.st_size:  # nobody's work
            return None
        if (found.st_size, found.st_mtime_ns) == (known.size, known.mtime_ns):
            return True
        with open(known.path, "rb") as file:  # noqa: PTH123
            return digest_of(file.read()) in (known.sha256, digest)
    except FileNotFoundError:
        return None
    except OSError:
        return False

"""What the record says of an output in, whether the file is still that out."""

from convert import storage
from convert.batch.jobs import Written
from convert.resources import digest_of
from convert.storage import Unread


def as_written(known: Written, digest: str = "") -> bool | None:
    """Whether an output is what it was when it was written, or has the bytes of `digest` already; None where it is not there, or empty."""
    store = storage.of(known.path)
    try:
        found = store.state(known.path)
        if not found[0]:  # nobody's work
            return None
        if found == (known.size, known.stamp):
            return True
    except FileNotFoundError:
        return None
    except OSError:
        return False
    match store.read(known.path, None):
        case Unread(missing=True):
            return None
        case Unread():
            return False
        case data, _:
            return digest_of(data) in (known.sha256, digest)

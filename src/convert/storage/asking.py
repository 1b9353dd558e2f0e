"""A question to a store in, its answer out, or an error in words: the door of fsspec.

Each question has its time; what a library raises becomes an OSError without what could be a secret.
"""

import errno
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from convert.errors import ConvertError, MissingLibraryError, UsageError
from convert.storage.address import OF_THE_WEB

PATIENCE_S = 60.0
"""What one question to a store may take, beside a second for each `_PACE` bytes that are sent or fetched."""
_PACE = 2**17
_IMPATIENT = 0.1  # of the patience, for a store that did not answer the last time
_SECRET = re.compile(r"//[^/\s@]*:[^/\s@]*@|\?\S*|(?<==)[^\s&]{12,}|(?<=[Bb]earer )\S+")
_LONGEST_WORDS = 200

_T = TypeVar("_T")


_SLOW: set[str] = set()
"""The schemes of stores that did not answer the last time."""


def asked(address: str, question: Callable[[], _T], size: int = 0) -> _T:
    """The answer to a question; OSError in words where there is none, TimeoutError where it takes too long.

    A library may wait for ever. It does so in a thread of its own, which is left behind.
    """
    scheme = address.partition("://")[0]
    patience = PATIENCE_S * (_IMPATIENT if scheme in _SLOW else 1) + size / _PACE
    answers: SimpleQueue[tuple[_T | None, BaseException | None]] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put((question(), None))
        except BaseException as error:
            answers.put((None, error))

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer, error = answers.get(timeout=patience)
    except Empty:
        _SLOW.add(scheme)
        _connected.cache_clear()
        raise TimeoutError(errno.ETIMEDOUT, f"no answer in {patience:.0f} s") from None
    _SLOW.discard(scheme)
    if error is not None:
        raise _told(error) from None
    return answer  # type: ignore[return-value]


def _told(error: BaseException) -> Exception:
    """What a library raised, as an error that people can read."""
    if isinstance(error, ConvertError):
        return error
    words = _plain(error)
    match error:
        case FileNotFoundError():
            return FileNotFoundError(errno.ENOENT, words or "no such file")
        case PermissionError():
            return PermissionError(errno.EACCES, f"not allowed{words and ': ' + words}")
        case FileExistsError():
            return FileExistsError(errno.EEXIST, words or "is there already")
        case _:
            return OSError(errno.EIO, words or type(error).__name__)


def _plain(error: BaseException) -> str:
    """What an error says, in one line, shortened, without what could be a secret."""
    said = getattr(error, "strerror", None) or str(error)
    line = _SECRET.sub("…", " ".join(said.split()))
    return line if len(line) <= _LONGEST_WORDS else f"{line[:_LONGEST_WORDS]}…"


@lru_cache(maxsize=8)
def _connected(scheme: str, options: tuple[tuple[str, Any], ...]) -> Any:
    """The file system of a store. Options and secrets are the library's own: its environment and files."""
    kind = _kind(scheme)
    found = kind(**dict(options), skip_instance_cache=True)
    # What other processes write must be seen.
    with suppress(AttributeError):
        found.dircache.use_listings_cache = False
    return found


def _kind(scheme: str) -> Any:
    if scheme in OF_THE_WEB:  # the network has a door of its own
        raise UsageError(f"{scheme}://…: pages of the web are no store")
    try:
        import fsspec
    except ImportError:
        raise MissingLibraryError(
            f"{scheme}://…: needs a library that is not installed: pip install 'markhue[remote]'"
        ) from None
    try:
        return fsspec.get_filesystem_class(scheme)
    except ValueError:
        raise UsageError(f"{scheme}://…: no store of this name is known") from None
    except ImportError as error:
        raise MissingLibraryError(f"{scheme}://…: {_plain(error)}") from None


def opened(address: str) -> tuple[Any, str]:
    """The file system of an address, and what the address is called there."""
    scheme = address.partition("://")[0]
    kind = _kind(scheme)
    options = {key: value for key, value in kind._get_kwargs_from_urls(address).items() if key != "path"}
    return _connected(scheme, tuple(sorted(options.items()))), kind._strip_protocol(address)

"""A path and bytes in, a file on the disk out: whole or not at all; and what a run that was killed left behind, removed."""

import binascii
import os
import re
import stat
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from convert.errors import TargetError

RECORD = ".markhue-record.jsonl"
"""The record of a folder's outputs, which stands beside them."""

_LONGEST = 200  # bytes of the name that a temporary file keeps: file systems allow 255
_TEMPORARY = re.compile(r"\..*\.([0-9a-f]{8})-([0-9]{1,10})\.part", re.DOTALL)
_LONG_AGO_S = 3600  # after which no machine is still at work on a file


def save(path: Path, data: bytes) -> int:
    """Write a file by a temporary one in the same folder, synced and renamed; its time in ns. TargetError says why it cannot be."""
    temporary = temporary_path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = _mode(path)
        temporary.unlink(missing_ok=True)  # of a process with our number that was killed
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            if mode is not None:
                temporary.chmod(mode)
            os.fsync(file.fileno())
            written = os.fstat(file.fileno()).st_mtime_ns
        temporary.replace(path)
    except OSError as error:
        raise TargetError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return written


def temporary_path(path: Path) -> Path:
    """Where a file stands until it is whole; the name says of which machine and process it is."""
    kept = os.fsencode(path.name)[:_LONGEST].decode("utf-8", "ignore")
    return path.with_name(f".{kept}.{machine()}-{os.getpid()}.part")


def machine() -> str:
    """Eight hexadecimal digits that tell this machine from others at the same folder."""
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return f"{binascii.crc32(name.encode('utf-8', 'surrogateescape')):08x}"


def _mode(path: Path) -> int | None:
    """The permissions of the file that is to be replaced."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise TargetError(f"{path}: not a regular file; use -o - for a pipe")
    return stat.S_IMODE(found.st_mode)


def sweep(folders: Iterable[str]) -> None:
    """Remove the temporary files in folders whose process is gone, or is another machine's and must be by now."""
    mine = machine()
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                match = _TEMPORARY.fullmatch(entry.name) if entry.name.endswith(".part") else None
                if match is None:
                    continue
                with suppress(OSError):
                    if _gone(int(match[2])) if match[1] == mine else _is_old(entry):
                        os.unlink(entry.path)  # noqa: PTH108


def _is_old(entry: "os.DirEntry[str]") -> bool:
    return time.time() - entry.stat(follow_symlinks=False).st_mtime > _LONG_AGO_S


def _gone(process: int) -> bool:
    """Whether a process has ended; where nobody can tell (asking is ending it, on Windows), it has not."""
    if os.name != "posix":
        return False
    try:
        os.kill(process, 0)
        # One that was killed stays in the list of processes until its parent asks for it.
        return _state(process) == "Z"
    except ProcessLookupError:
        return True
    except OverflowError:
        return True
    except OSError:
        return False


def _state(process: int) -> str:
    """The letter that Linux gives the state of a process, empty elsewhere (proc_pid_stat(5))."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(") ")[2][:1]
    except OSError:
        return ""

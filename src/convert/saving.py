"""A path and bytes in, a file on the disk out: whole or not at all; and what a run that was killed left behind, removed."""

import os
import re
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from convert.errors import TargetError

_LONGEST = 200  # bytes of the name that a temporary file keeps: file systems allow 255
_TEMPORARY = re.compile(r"\..*\.([0-9]{1,10})\.part", re.DOTALL)


def save(path: Path, data: bytes) -> int:
    """Write a file by a temporary one in the same folder, synced and renamed; its time in ns. TargetError says why it cannot be."""
    temporary = _temporary(path)
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


def _temporary(path: Path) -> Path:
    kept = os.fsencode(path.name)[:_LONGEST].decode("utf-8", "ignore")
    return path.with_name(f".{kept}.{os.getpid()}.part")


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
    """Remove the temporary files in folders whose process is gone."""
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                match = _TEMPORARY.fullmatch(entry.name) if entry.name.endswith(".part") else None
                if match and _gone(int(match[1])):
                    with suppress(OSError):
                        os.unlink(entry.path)  # noqa: PTH108


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

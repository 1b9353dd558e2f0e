"""What a process opens, calls and starts, as Python's audit events tell it: an armed watch in, what nobody may do out."""

import os
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_CALLS = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "socket.sendmsg",
    "urllib.Request",
    "http.client.connect",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "webbrowser.open",
    "ftplib.connect",
    "smtplib.connect",
    "telnetlib.Telnet.open",
)
_FILES = ("open", "os.listdir", "os.scandir", "os.rename", "os.remove", "os.link", "os.symlink", "os.truncate", "os.mkdir",
          "os.chmod", "os.chown", "os.rmdir", "os.utime", "shutil.copyfile", "shutil.move", "shutil.rmtree")  # fmt: skip
# What belongs to the program and to the system's fonts, libraries and words.
_OURS = tuple(
    str(Path(place).resolve()) + os.sep
    for place in {
        sys.prefix,
        sys.base_prefix,
        sysconfig.get_path("stdlib"),
        sysconfig.get_path("purelib"),
        ROOT / "src",
        ROOT / "tests",
        ROOT / "styles",
        "/usr/lib",
        "/lib",
        "/usr/local/lib",
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/usr/share/fontconfig",
        "/etc/fonts",
        "/var/cache/fontconfig",
        *([os.environ["PYTHONPYCACHEPREFIX"]] if os.environ.get("PYTHONPYCACHEPREFIX") else []),
    }
)
_PLAIN = {
    "/etc/mime.types",
    "/dev/null",
    "/etc/ld.so.cache",
    "/proc/self/status",
    "/proc/self/maps",
    "/proc/stat",
    "/proc/cpuinfo",
}


class Watch:
    """Collects trouble while it is armed: files outside `inside`, and any call to the outside."""

    def __init__(self) -> None:
        self.armed = False
        self.inside: tuple[str, ...] = ()
        self.outside = ""
        self.trouble: list[str] = []
        sys.addaudithook(self._hear)

    @contextmanager
    def armed_for(self, *inside: Path, outside: Path) -> Iterator[list[str]]:
        """Watch; files are allowed in the folders `inside`, in those of the program, and in the temp folder but for `outside`."""
        self.inside = tuple(str(one.resolve()) for one in inside)
        self.outside = str(outside.resolve())
        self.trouble = []
        self.armed = True
        try:
            yield self.trouble
        finally:
            self.armed = False

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.armed:
            return
        if event in _CALLS and not _is_own(event, arguments):
            self.trouble.append(f"{event} {arguments!r}"[:300])
        elif event in _FILES and arguments and isinstance(arguments[0], (str, bytes, os.PathLike)):
            self.armed = False
            try:
                if not (
                    self.allowed(os.fsdecode(arguments[0])) or _is_import(event, os.fsdecode(arguments[0]))
                ):
                    self.trouble.append(f"{event} {os.fsdecode(arguments[0])}")
            finally:
                self.armed = True

    def allowed(self, name: str) -> bool:
        """Whether a file may be opened: where it really is, not where its name says."""
        try:
            path = os.path.realpath(name)
        except (OSError, ValueError):
            return True  # no file has such a name
        if any(path == folder or path.startswith(folder + os.sep) for folder in self.inside):
            return True
        if path.startswith(self.outside):
            return False
        return (path + os.sep).startswith(_OURS) or path in _PLAIN or path.startswith(_temporary())


def _is_own(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether a call stays in the program: a page's own picture that is opened, or the process that draws in its place."""
    match event:
        case "urllib.Request":
            return str(arguments[0]).startswith("data:image/")
        case "subprocess.Popen":
            return list(arguments[1][:3]) == [sys.executable, "-m", "convert.reader.drawn"]
        case _:
            return False


def _is_import(event: str, name: str) -> bool:
    """Whether a folder is looked through for a module."""
    return event == "os.listdir" and os.path.realpath(name) in map(os.path.realpath, sys.path)


def _temporary() -> str:
    import tempfile

    return os.path.realpath(tempfile.gettempdir()) + os.sep

"""A call in, what came of it out, on a worker of a cluster: begun once, bounded in time, and refused where the worker is not as the client is.

`distributed` begins a call again where its worker died. What kills a worker would so kill several, and none would know why: each call is
noted at the scheduler before it begins, and one that is noted already is not begun.
"""

import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from threading import Timer
from typing import Any, Final, Literal

from convert import __version__

Verdict = tuple[Literal["done", "died", "late", "other"], Any]
"""What came of a call: its value; or that it was begun before and not ended, or ran over its time; or how the worker differs."""

_BEGUN: Final = "begun"
_LATE: Final = "late"
_LIBRARIES: Final = (
    "weasyprint", "pydyf", "fonttools", "lxml", "markdown-it-py", "mdit-py-plugins", "selectolax", "pygments", "pillow", "resvg-py", "icu4py",
    "latex2mathml", "ziamath", "pypdf", "pylopdf-fonts-zh-cn", "pylopdf-fonts-zh-tw", "pylopdf-fonts-jp", "pylopdf-fonts-ko",
    "pylopdf-fonts-ar", "pylopdf-fonts-he", "pylopdf-fonts-hi", "pylopdf-fonts-th",
)  # fmt: skip
"""What the bytes of outputs depend on, as it is called where packages are installed."""


@cache
def about() -> Mapping[str, str]:
    """Say what outputs made in this process depend on, beside their sources and settings."""
    found = {"markhue": __version__, "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "").strip()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


@cache
def _settle_in() -> None:
    """Collect garbage seldom, as `cli.command` does: documents are trees, and what is loaded stays."""
    from convert import pipeline  # noqa: F401

    gc.set_threshold(200_000, 20, 20)
    gc.collect()
    gc.freeze()


def differs(asked: Mapping[str, str]) -> str:
    """Say in words how this process is not as it was asked to be; nothing where it is."""
    mine = about()
    for name, wanted in asked.items():
        if mine.get(name, "") != wanted:
            return f"has {name} {mine.get(name) or '(none)'}, and this machine {wanted or '(none)'}"
    return ""


def look(
    asked: Mapping[str, str], formats: Sequence[str], sizes: Mapping[str, int], token: tuple[str, str]
) -> str:
    """Load what conversions need, and say in words what is not as the client has it; nothing where all is.

    `sizes` are those of files; `token` is a file that was just written where outputs go, and what is in it.
    """
    wrong = differs(asked)
    if wrong:
        return wrong
    for path, size in sizes.items():
        try:
            if os.stat(path).st_size != size:  # noqa: PTH116  (as it travelled)
                return f"sees another file at {path}"
        except OSError:
            return f"does not see {path}"
    path, content = token
    if path:
        try:
            with open(path, encoding="ascii") as file:  # noqa: PTH123
                if file.read() != content:
                    return f"sees another folder at {os.path.dirname(path)}"  # noqa: PTH120
        except OSError:
            return f"does not see {os.path.dirname(path)}"  # noqa: PTH120
    from convert import writers

    for name in formats:  # a task then need not wait for them
        writers.load(name)
    _settle_in()
    return ""


def call(
    run: str,
    number: int,
    asked: Mapping[str, str],
    timeout_s: float | None,
    function: Callable[..., Any],
    args: Sequence[Any],
    named: Mapping[str, Any],
) -> Verdict:
    """Do one call of a run, unless it was begun before."""
    wrong = differs(asked)
    if wrong:
        return "other", wrong
    _settle_in()
    from distributed import get_worker

    worker, place = get_worker(), [run, number]
    before = _note(worker, place, _BEGUN, unless=True)
    if before:
        return ("late", None) if before == _LATE else ("died", None)
    with _bounded(worker, place, timeout_s):
        return "done", function(*args, **named)


def _note(worker: Any, place: Sequence[Any], what: str, *, unless: bool) -> str:
    """Write down at the scheduler how far a call is; what stood there before. With `unless` only where nothing stood."""
    from distributed.utils import sync

    async def noted() -> str:
        before: str = await worker.scheduler.get_metadata(keys=place, default="")
        if not (before and unless):
            await worker.scheduler.set_metadata(keys=place, value=what)
        return before

    found: str = sync(worker.loop, noted)
    return found


@contextmanager
def _bounded(worker: Any, place: Sequence[Any], timeout_s: float | None) -> Iterator[None]:
    """End this process where a call runs over its time: a thread can be ended in no other way, and who keeps the worker starts a new one."""
    if timeout_s is None:
        yield
        return

    def end() -> None:
        try:
            _note(worker, place, _LATE, unless=False)
        finally:
            os._exit(1)

    timer = Timer(timeout_s, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()

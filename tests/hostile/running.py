"""A hostile source in, what came of it out: converted as the command does it, watched, its outputs looked through."""

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from convert import batch
from convert.errors import ConvertError
from hostile import canary, leaks
from hostile.watching import Watch

FORMATS = ("docx", "html", "pdf", "txt")
SECONDS = 10
"""Of work: what other processes take on a busy machine does not count."""
_WAITING_S = 90
"""By the clock, behind that: for what waits and does not work."""


class Place(NamedTuple):
    """Where hostile sources stand in this run, and what watches over them."""

    root: Path
    server: canary.Server
    watch: Watch
    names: dict[str, str]

    @property
    def inside(self) -> Path:
        """The stranger's folder."""
        return self.root / "inside"

    def write(self, name: str, text: str) -> Path:
        """Put a source in the stranger's folder."""
        path = self.inside / f"{name}.md"
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
        return path


class Came(NamedTuple):
    """What came of a source: `trouble` is what nobody may do, `errors` what the user was told instead of an output."""

    trouble: list[str]
    errors: list[str]
    outputs: dict[str, bytes]
    notices: list[str]


@contextmanager
def bounded(seconds: float = SECONDS, waiting: float = _WAITING_S) -> Iterator[None]:
    """TimeoutError where it takes more seconds of work, or waits on a file."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError("too much work" if number == signal.SIGPROF else "waits")

    before = [(one, signal.signal(one, late)) for one in (signal.SIGPROF, signal.SIGALRM)]
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, waiting)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for one, handler in before:
            signal.signal(one, handler)


def convert(place: Place, source: Path, formats: Sequence[str] = FORMATS, **typed: Any) -> Came:
    """Convert a source of the stranger's folder to all formats, through the plan and the jobs of the command."""
    into = place.root / "outputs"
    into.mkdir(exist_ok=True)
    trouble: list[str] = []
    outcomes = []
    began = time.process_time()
    place.server.take()
    try:
        with bounded(), place.watch.armed_for(place.inside, source.parent, into, outside=place.root) as heard:
            plan = batch.plan([source], f"{into}/", formats, typed=typed)
            outcomes = [batch.convert(job, typed) for job in plan.jobs]
    except ConvertError as error:
        return Came([*heard, *place.server.take()], [str(error)], {}, [])
    except TimeoutError as error:
        trouble.append(str(error))
    if time.process_time() - began > SECONDS:
        trouble.append(f"took {time.process_time() - began:.0f} s of work")
    trouble += [*heard, *place.server.take()]
    return _gathered(outcomes, [str(one.error) for one in plan.refused] if outcomes else [], trouble)


def _gathered(outcomes: Sequence[batch.Outcome], errors: list[str], trouble: list[str]) -> Came:
    outputs: dict[str, bytes] = {}
    notices: list[str] = []
    for result in (result for outcome in outcomes for result in outcome.results):
        notices += [notice.message for notice in result.notices]
        if isinstance(result.error, ConvertError):
            errors.append(str(result.error))
            if "\n" in str(result.error) or len(str(result.error)) > 1000:
                trouble.append(f"an error of more than a line: {str(result.error)[:200]!r}")
            if canary.TOKEN in str(result.error):
                trouble.append("an error that tells the canary's token")
        elif result.error is not None:
            notes = "\n".join(getattr(result.error, "__notes__", ()))
            trouble.append(
                f"{result.format}: a bug: {type(result.error).__name__}: {result.error}\n{notes[-600:]}"
            )
        elif result.target is not None:
            data = Path(str(result.target)).read_bytes()
            outputs[result.format] = data
            trouble += [f"{result.format}: {what}" for what in leaks.of(result.format, data)]
    if any(canary.TOKEN in notice for notice in notices):
        trouble.append("a notice that tells the canary's token")
    return Came(trouble, errors, outputs, notices)

"""A source's bytes and settings in; whether all that is promised for any bytes holds: the one predicate of fuzz/ and tests/property.

A conversion ends within a bound of time, with outputs or with one line for people; it keeps what the model promises, loses no visible
character, and gives the same bytes and notices the second time.
"""

import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

from convert import asked, config, pipeline, proof
from convert.errors import ConvertError
from convert.notices import Report
from convert.reader import Fetch, no_files
from invariants import broken

NAME = "article.md"
FORMATS = ("txt", "html", "docx")

CHOICES: dict[str, tuple[Any, ...]] = {
    "theme": ("slides", "large-print", "plain", "mono"),
    "notes": ("separate", "drop", "article", "appendix"),
    "paper": ("a5", "60mmx200mm", "letter"),
    "margin": ("1mm", "40mm 10mm"),
    "font_size": (4, 9, 30, 72),
    "line_spacing": (0.8, 4),
    "landscape": (True,),
    "columns": (2, 3),
    "gutter": ("20mm",),
    "duplex": (True,),
    "notes_column": ("ruled", "blank"),
    "line_numbers": ("page", "document"),
    "large_print": (True,),
    "width": (0, 1, 7, 40),
    "text_marks": ("label", "bracket"),
    "smart_quotes": (True, False),
    "heading_order": ("keep",),
    "impose": ("2up", "booklet"),
    "pdf_variant": ("pdf/ua-2", "pdf/a-2u", "pdf/a-3a"),
    "print": ("safe", "mono"),
    "toc": (True, False),
    "toc_depth": (1, 6),
    "cloze": (("all",), ("red",)),
    "cloze_width": (1, 40),
    "key": (True,),
    "marks": ((("red", "Wichtig"), ("blue", "事实")),),
    "legend": ("on", "off"),
    "digest": (True,),
}
"""Settings, each with values that say something else than its default does."""


class BrokenError(AssertionError):
    """A promise that does not hold: which, and the first things that are wrong."""

    def __init__(self, promise: str, wrong: Sequence[str]) -> None:
        super().__init__(f"{promise}: {'; '.join(wrong[:3])}")
        self.promise = promise


class TooSlow(BaseException):
    """What took longer than its bound; no `except Exception` of a library stops it."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TooSlow in what takes longer, in seconds of the processor."""

    def stop(_: int, frame: FrameType | None) -> None:
        raise TooSlow(f"more than {seconds:g} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def hold(
    data: bytes,
    settings: Mapping[str, Any],
    formats: Sequence[str] = FORMATS,
    fetch: Fetch = no_files,
    seconds: float = 10.0,
) -> bool:
    """Raise what breaks a promise; say whether outputs came out, and not a refusal."""
    with within(seconds):
        first = made(data, settings, formats, fetch, proven=True)
    with within(seconds):
        second = made(data, settings, formats, fetch, proven=False)
    if first != second:
        raise BrokenError("same", [f"{name} differs" for name in first if first[name] != second.get(name)])
    return "refused" not in first


def made(
    data: bytes, settings: Mapping[str, Any], formats: Sequence[str], fetch: Fetch, *, proven: bool
) -> dict[str, object]:
    """Convert it: the bytes of its outputs, and its notices; nothing where it was refused."""
    report = Report()
    found: dict[str, object] = {}
    try:
        typed = config.typed(settings)
        document, merged, front = pipeline.read_source(data, NAME, typed, report, fetch)
        _sound(document)
        article = pipeline.article(document, merged, asked.Said(front, NAME, typed, fetch), report)
        for part in article.documents:
            _sound(part)
        for name in formats:
            for output in pipeline.render(article, name, report):
                found[f"{name} {output.part}"] = output.data
                if proven:
                    missing = proof.check(output.document, name, output.data, article.options)
                    if missing:
                        raise BrokenError(f"kept in {name}", missing)
    except ConvertError as error:
        if len(str(error).splitlines()) != 1:
            raise BrokenError("one line", [str(error)]) from error
        return {"refused": str(error)}
    broken_off = [str(notice) for notice in report if len(str(notice).splitlines()) != 1]
    if broken_off:
        raise BrokenError("one line", broken_off)
    found["notices"] = tuple(map(str, report))
    return found


def _sound(document: object) -> None:
    wrong = broken(document)  # type: ignore[arg-type]
    if wrong:
        raise BrokenError("model", wrong)

"""An article in, the shares of processor time out that a warm conversion to PDF spends in each part of the way.

A sample of the running function is taken every millisecond, and weighs what has passed since the last one, so that a long
call into C counts in full. It belongs to the innermost function on its stack that has a row below.

usage: shares.py ARTICLE.md [--json]
"""

import json
import signal
import sys
import time
from collections import defaultdict
from functools import cache
from pathlib import Path
from types import FrameType

from convert import pipeline
from convert.notices import Report
from convert.resources import Resources

WARM, COUNTED = 3, 20
LAYOUT, DRAWING = "WeasyPrint: layout", "WeasyPrint: drawing"
_INTERVAL_S = 0.001

# What a module's path holds; functions of it, or none for all; the part they belong to.
_PLACES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("weasyprint/document.py", ("paint",), DRAWING),
    ("weasyprint/draw/", (), DRAWING),
    ("weasyprint/stacking.py", (), DRAWING),
    ("weasyprint/layout/", (), LAYOUT),
    ("weasyprint/formatting_structure/", (), LAYOUT),
    ("weasyprint/css/__init__.py", ("__missing__", "get_all_computed_styles"), "WeasyPrint: cascade"),
    ("weasyprint/css/computed_values.py", (), "WeasyPrint: cascade"),
    ("weasyprint/css/", ("preprocess_stylesheet",), "page and sheets parsed"),
    ("weasyprint/__init__.py", (), "page and sheets parsed"),
    ("_pdf/reading.py", (), "page and sheets parsed"),
    ("_pdf/sheets.py", (), "page and sheets parsed"),
    ("weasyprint/pdf/tags.py", (), "structure tree"),
    ("_pdf/elements.py", (), "structure tree"),
    ("_pdf/finish.py", (), "structure tree"),
    ("_pdf/standards.py", (), "structure tree"),
    ("weasyprint/pdf/fonts.py", ("build_fonts_dictionary", "clean", "subset"), "fonts cut down and embedded"),
    ("_pdf/embedding.py", (), "fonts cut down and embedded"),
    ("_pdf/faces.py", (), "fonts looked up"),
    ("pydyf/__init__.py", ("data", "write"), "file compressed and written"),
    ("_pdf/writing.py", (), "file compressed and written"),
    ("weasyprint/pdf/__init__.py", ("generate_pdf",), "file put together"),
    ("_pdf/justify.py", (), "our lines: measured, broken, justified"),
    ("_pdf/measure.py", (), "our lines: measured, broken, justified"),
    ("_pdf/drawing.py", (), "our lines: drawn"),
    ("_pdf/ruby.py", (), "our lines: measured, broken, justified"),
    ("_pdf/bidi.py", (), "our lines: measured, broken, justified"),
    ("_pdf/glue.py", (), "our lines: measured, broken, justified"),
    ("_pdf/kinsoku.py", (), "our lines: measured, broken, justified"),
    ("_pdf/endings.py", (), "our lines: measured, broken, justified"),
    ("_pdf/italics.py", (), "our lines: measured, broken, justified"),
    ("_pdf/leaves.py", (), "our lines: measured, broken, justified"),
    ("_pdf/marks.py", (), "our lines: drawn"),
    ("_pdf/missing.py", (), "our lines: drawn"),
    ("_pdf/clusters.py", (), "our lines: drawn"),
    ("convert/reader/", (), "source read and transformed"),
    ("convert/transforms/", (), "source read and transformed"),
    ("convert/writers/_html/", (), "page written as HTML"),
    ("convert/themes.py", (), "theme"),
    ("convert/css/", (), "theme"),
    ("convert/pipeline.py", ("prepare",), "source read and transformed"),
    ("convert/", (), "the rest of ours"),
)


@cache
def part(path: str, function: str) -> str | None:
    """Tell what a function is counted under; None where its caller decides."""
    for place, functions, name in _PLACES:
        if place in path and (not functions or function in functions):
            return name
    return None


def of_stack(frame: FrameType | None) -> str:
    """Tell what a stack is counted under."""
    while frame is not None:
        name = part(frame.f_code.co_filename, frame.f_code.co_name)
        if name is not None:
            return name
        frame = frame.f_back
    return "the rest"


def convert(source: Path) -> None:
    """Convert an article to PDF, in memory."""
    report = Report()
    fetch = Resources().below(source.parent, report)
    article = pipeline.prepare(source.read_bytes(), str(source), {}, report, fetch)
    pipeline.render(article, "pdf", report)


def shares(source: Path) -> tuple[float, dict[str, float]]:
    """Sample a number of conversions: processor seconds an article, and the shares, which add up to 1."""
    spent: defaultdict[str, float] = defaultdict(float)
    for _ in range(WARM):
        convert(source)
    last = time.process_time()

    def sample(_: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.process_time()
        spent[of_stack(frame)] += now - last
        last = now

    signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, _INTERVAL_S, _INTERVAL_S)
    for _ in range(COUNTED):
        convert(source)
    signal.setitimer(signal.ITIMER_PROF, 0)
    total = sum(spent.values())
    return total / COUNTED, {
        name: spent[name] / total for name in sorted(spent, key=lambda name: -spent[name])
    }


def main(source: str, *more: str) -> None:
    """Print the shares, the largest first."""
    seconds, found = shares(Path(source))
    if "--json" in more:
        print(json.dumps({"seconds": seconds, "shares": found}))
        return
    print(f"{seconds:.3f} s of processor time an article")
    for name, share in found.items():
        print(f"{name:42}{100 * share:6.1f} %")


if __name__ == "__main__":
    main(*sys.argv[1:])

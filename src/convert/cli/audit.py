"""Sources in, audits on the terminal out: a table for people, or JSON for programs."""

import json
import os
import shutil
import sys
from typing import Any

from convert import pipeline, sources, storage
from convert.audit import Audit, MarkUse, audit
from convert.cli.messages import bug, counted, say, tell
from convert.cli.results import exit_code
from convert.errors import ConvertError, NoticesError, UsageError
from convert.model import BLACK, Color
from convert.notices import Report
from convert.widths import width

_WHITE = Color(255, 255, 255)
_MOST_LINES = 6
# What a narrow terminal cuts off stands last
_HEAD = ("mark", "runs", "chars", "contrast", "grey", "lines", "ink", "paper", "sample")
_TO_THE_RIGHT = frozenset(("runs", "chars", "contrast", "grey"))
_LEGEND = "contrast: ink on paper, WCAG asks for 4.5 : 1; grey: L*, from 0 black to 100 white"


def examine(named: list[str], *, as_json: bool, strict: bool) -> int:
    """Audit sources and print what came of it; the exit code."""
    if "-" in named and len(named) > 1:
        raise UsageError("- stands alone: one source")
    codes: list[int] = []
    audits: list[dict[str, Any]] = []
    names = named if named == ["-"] else [str(path) for path in sources.files(map(storage.named, named))]
    for index, name in enumerate(names):
        try:
            found = _audit(name)
        except ConvertError as error:
            codes.append(error.exit_code)
            say(f"markhue: {error}")
            audits.append({"source": name, "error": str(error)})
            continue
        except Exception as error:
            codes.append(bug(error, f" in {name}"))
            continue
        if found.findings and strict:
            codes.append(NoticesError.exit_code)
        if as_json:
            audits.append(_plain(name, found))
        elif not _print(name, found, parted=index > 0):
            break
    if as_json:
        tell(json.dumps({"version": 1, "sources": audits}, ensure_ascii=False, indent=2))
    return exit_code(codes)


def _audit(name: str) -> Audit:
    report = Report()
    data, shown, fetch = pipeline.opened(name, sys.stdin.buffer, report)
    document, _, _ = pipeline.read_source(data, shown, {}, report, fetch)
    return audit(document, report)


def _plain(name: str, found: Audit) -> dict[str, Any]:
    """An audit as JSON has it; the keys are documented in docs/audit.md and stay."""
    return {
        "source": name,
        "characters": found.characters,
        "marks": [
            {
                "name": mark.name,
                "color": _hex(mark.color),
                "background": _hex(mark.background),
                "runs": mark.runs,
                "characters": mark.characters,
                "contrast": mark.contrast and round(mark.contrast, 2),
                "grey": mark.grey and round(mark.grey, 1),
                "lines": list(mark.lines),
                "sample": mark.sample,
            }
            for mark in found.marks
        ],
        "alike_in_grey": [list(pair) for pair in found.alike],
        "findings": [
            {"line": finding.line, "kind": finding.kind, "message": finding.message}
            for finding in found.findings
        ],
    }


def _hex(color: Color | None) -> str | None:
    return f"#{color.hex}" if color else None


def _print(name: str, found: Audit, *, parted: bool) -> bool:
    """Print an audit for people; False when nobody reads any more."""
    lines = [""] * parted
    lines.append(f"{name}: {counted(found.characters, 'character')}, {counted(len(found.marks), 'mark')}")
    if found.marks:
        lines += ["", *_table(found.marks), "", f"  {_LEGEND}"]
    lines += _alike(found)
    lines.append("")
    for finding in found.findings:
        where = f"line {finding.line}: " if finding.line else ""
        lines.append(f"  {where}{finding.message} [{finding.kind}]")
    lines.append(f"  {counted(len(found.findings), 'thing')} wrong" if found.findings else "  nothing wrong")
    return all(map(tell, lines))


def _alike(found: Audit) -> list[str]:
    """Say of each mark which later ones look like it without colours."""
    others: dict[str, list[str]] = {}
    for one, other in found.alike:
        others.setdefault(one, []).append(other)
    return [f"  on a grey copy {one} looks like {', '.join(names)}" for one, names in others.items()]


def _table(marks: tuple[MarkUse, ...]) -> list[str]:
    rows = [_HEAD, *map(_row, marks)]
    widths = [max(_columns(row[index]) for row in rows) for index in range(len(_HEAD))]
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    lines = []
    for row, mark in zip(rows, (None, *marks), strict=True):
        cells = [
            _filled(text, columns, right=title in _TO_THE_RIGHT)
            for title, text, columns in zip(_HEAD, row, widths, strict=True)
        ]
        swatch = _swatch(mark) if _colorful() else ""
        text = (
            _cut("  ".join(cells).rstrip(), room - 2 - 5 * bool(swatch))
            if room
            else "  ".join(cells).rstrip()
        )
        lines.append(f"  {swatch}{text}")
    return lines


def _row(mark: MarkUse) -> tuple[str, ...]:
    more = len(mark.lines) - _MOST_LINES
    return (
        mark.name,
        f"{mark.runs:,}",
        f"{mark.characters:,}",
        "-" if mark.contrast is None else f"{mark.contrast:.1f} : 1",
        "-" if mark.grey is None else f"{mark.grey:.0f}",
        ", ".join(map(str, mark.lines[:_MOST_LINES])) + (f" +{more}" if more > 0 else ""),
        _hex(mark.color) or "-",
        _hex(mark.background) or "-",
        mark.sample,
    )


def _columns(text: str) -> int:
    return width(text, chinese=False)


def _filled(text: str, columns: int, *, right: bool) -> str:
    blanks = " " * (columns - _columns(text))
    return blanks + text if right else text + blanks


def _cut(text: str, room: int) -> str:
    """Shorten a line to what a terminal shows of it."""
    if _columns(text) <= room:
        return text
    while text and _columns(text) > room - 1:
        text = text[:-1]
    return f"{text}…"


def _colorful() -> bool:
    """Whether colours are wanted and shown (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _swatch(mark: MarkUse | None) -> str:
    """Four columns in a mark's ink on its paper, and a blank."""
    if mark is None or mark.grey is None:
        return " " * 5
    ink, paper = mark.color or BLACK, mark.background or _WHITE
    return (
        f"\x1b[38;2;{ink.red};{ink.green};{ink.blue};48;2;{paper.red};{paper.green};{paper.blue}m Aa \x1b[0m "
    )

"""Where pages are turned on their side for what is too wide: marks in the body in, `w:sectPr` out (ISO 29500-1, 17.6.18).

A section's properties stand at its end, and name headers that are known only when all text is written. So the body gets
marks, which `place` replaces.
"""

import re
from collections.abc import Sequence

from convert.writers._docx.ledger import Ledger, Scope
from convert.writers._docx.paragraphs import spacer

_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"/>')


def may_turn(scope: Scope, ledger: Ledger) -> bool:
    """Whether what stands here may get a page of its own on its side."""
    place = scope.geometry
    return (
        ledger.turned_width > scope.width
        and scope.part == "document"
        and not (scope.tables or scope.lists or place.left or place.right or place.frame)
    )


def begin_turned(ledger: Ledger, out: list[str]) -> None:
    """End the upright section before what follows; a heading goes with what it stands over."""
    if ended(ledger, out):
        out.pop()
        ledger.sections.pop()
        return
    ledger.page_break = False
    end = len(out)
    while end and _keeps(out[end - 1], ledger):
        end -= 1
    if not end:
        return
    mark = _mark(len(ledger.sections))
    ledger.sections.append(False)
    last = out[end - 1]
    if last.startswith("<w:p><w:pPr>"):
        out[end - 1] = last.replace("</w:pPr>", f"{mark}</w:pPr>", 1)
    else:
        out.insert(end, _line(mark))


def end_turned(ledger: Ledger, out: list[str]) -> None:
    """End the section on its side."""
    out.append(_line(_mark(len(ledger.sections))))
    ledger.sections.append(True)


def ended(ledger: Ledger, out: Sequence[str]) -> bool:
    """Whether a section on its side has just ended."""
    return bool(
        ledger.sections and ledger.sections[-1] and out and out[-1] == _line(_mark(len(ledger.sections) - 1))
    )


def place(body: str, properties: Sequence[str]) -> str:
    """Put the properties of sections where their marks are."""
    for number, found in enumerate(properties):
        body = body.replace(_mark(number), found, 1)
    return body


def _mark(number: int) -> str:
    # No text looks like this: its < is escaped.
    return f"<!--section {number}-->"


def _line(mark: str) -> str:
    """A paragraph of no height that carries a mark."""
    return spacer(1.0).replace("</w:pPr>", f"{mark}</w:pPr>")


def _keeps(paragraph: str, ledger: Ledger) -> bool:
    """Whether a paragraph stays with what follows."""
    style = _STYLE.search(paragraph) if paragraph.startswith("<w:p><w:pPr>") else None
    if style is None:
        return False
    entry = ledger.sheet.entries.get(style[1])
    own = paragraph[: paragraph.index("</w:pPr>")]
    return "<w:keepNext/>" in own or (entry is not None and "<w:keepNext/>" in entry.paragraph.values())

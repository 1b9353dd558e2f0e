"""Characters that no font here has in, their numbers in a box in their places out, so that nothing is lost; and who tells it.

The box's text is the number for the eye, and the character itself for whoever copies it (ISO 32000-1, 14.9.4, ActualText).
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

import pydyf

from convert.model import Block, CodeBlock, Document, Paragraph
from convert.model import Code as CodeRun
from convert.model import Text as TextRun
from convert.notices import Code, Report
from convert.traverse import everything, lines, walk, walk_inlines
from convert.writers._pdf import tree

_SHEET = (
    '.no-glyph { font: 0.55em "Noto Sans SC"; border: 0.5pt solid; padding: 0 0.2em; margin: 0 0.1em; '
    "white-space: nowrap; text-decoration: none; vertical-align: 0.15em; }\n"
)
CLASS = "no-glyph"
_MOST_NAMED = 20


def mark(root: Element, characters: Iterable[str]) -> None:
    """Put the number of each character in its place, everywhere in a page."""
    pattern = re.compile("[" + "".join(map(re.escape, characters)) + "]")
    tree.add_sheet(root, _SHEET)
    for body in root.iter("body"):
        tree.wrap(body, pattern, _box)


def tell(document: Document, characters: Iterable[str], report: Report) -> None:
    """Report the characters, once for each line of the source that has them."""
    waiting = dict.fromkeys(characters)
    for block in walk(everything(document)):
        text = _text(block)
        here = [character for character in waiting if character in text]
        if here:
            _report(here, report, block.line)
            for character in here:
                del waiting[character]
        if not waiting:
            return
    _report(list(waiting), report, 0)


@contextmanager
def spoken(stream: Any, text: str) -> Iterator[None]:
    """Let what is drawn be read and copied as this text."""
    words = pydyf.Dictionary({"ActualText": pydyf.String(text)})
    stream.begin_marked_content("Span", words)
    yield
    stream.end_marked_content()


def _box(character: str) -> Element:
    box = Element("span", {"class": CLASS, "data-character": character})
    box.text = number(character)
    return box


def number(character: str) -> str:
    """Give the number of a character as Unicode writes it."""
    return f"U+{ord(character):04X}"


def _text(block: Block) -> str:
    """Give what a block itself says."""
    if isinstance(block, CodeBlock):
        return block.text
    runs = walk_inlines(tuple(Paragraph(line) for line in lines(block)))
    return "".join([run.text for run in runs if isinstance(run, TextRun | CodeRun)])


def _report(characters: list[str], report: Report, line: int) -> None:
    if not characters:
        return
    named = ", ".join([f"{character} ({number(character)})" for character in characters[:_MOST_NAMED]])
    more = f" and {len(characters) - _MOST_NAMED} more" if len(characters) > _MOST_NAMED else ""
    report.add(Code.FONT, f"no font here has {named}{more}; the PDF shows the number in a box", line)

"""Every example of the CommonMark and GFM specifications: each converts to each format and loses no visible character.

What a browser would show of the specification's own HTML, without white space, must stand in the output, in its order.
Examples are read one by one and written a chapter at a time.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

import visible
from convert import themes, writers
from convert.model import Document, FootnoteRef, Heading, Inlines, Link, Meta
from convert.notices import Code, Report
from convert.reader import read
from convert.record import replace
from convert.traverse import map_inlines
from invariants import broken

DATA = Path(__file__).parent / "data"
# What GFM 0.29 took for no comment, CommonMark 0.31, which is read here, takes for one.
SUPERSEDED = {("gfm.json", 645), ("gfm.json", 646)}


def _chapters() -> Iterator[object]:
    for file in ("commonmark.json", "gfm.json"):
        examples = json.loads((DATA / file).read_text(encoding="utf-8"))
        examples = [example for example in examples if (file, example["example"]) not in SUPERSEDED]
        for section, group in groupby(examples, key=lambda example: example["section"]):
            yield pytest.param(list(group), id=f"{file[:-5]}-{section}")


CHAPTERS = list(_chapters())


@pytest.mark.parametrize("examples", CHAPTERS)
def test_each_example_is_read_in_full(examples: list[dict[str, str]]) -> None:
    for example in examples:
        document = read(example["markdown"])
        assert broken(document) == [], example
        assert visible.missing(visible.of_html(example["html"]), visible.of_document(document)) == "", example


@pytest.mark.parametrize("name", writers.formats())
def test_each_example_is_written_in_full(name: str) -> None:
    options = writers.Options(themes.load("plain"))
    for chapter in CHAPTERS:
        examples = chapter.values[0]  # type: ignore[attr-defined]
        documents = [_alone(read(example["markdown"])) for example in examples]
        blocks = tuple(block for document in documents for block in document.body)
        report = Report()
        data = writers.load(name)(Document(Meta(language="en"), blocks), options, report)
        # A character that no font here has is reported; it cannot be told from others when it is read back.
        undrawn = {
            n.message.split()[4]
            for n in report
            if n.code is Code.FONT and n.message.startswith("no font here has")
        }
        shown = "".join(visible.of_html(example["html"]) for example in examples)
        shown = "".join(character for character in shown if character not in undrawn)
        assert visible.missing(shown, visible.OF[name](data)) == "", chapter.id  # type: ignore[attr-defined]


def _alone(document: Document) -> Document:
    """A document whose blocks can stand beside others': no anchors, footnotes or pictures."""

    def change(line: Inlines) -> Inlines:
        return tuple(
            part
            for inline in line
            for part in (
                inline.children if isinstance(inline, Link) and inline.href.startswith("#") else (inline,)
            )
            if not isinstance(part, FootnoteRef)
        )

    document = map_inlines(document, change)
    return replace(
        document,
        body=tuple(replace(b, anchor="") if isinstance(b, Heading) else b for b in document.body),
    )

import pytest

import visible
from convert.model import Document, FootnoteRef
from convert.notices import Code, Report
from convert.reader import read
from convert.traverse import walk_inlines
from invariants import broken

LEFT_OPEN = [
    "<h2>",
    "<table><tr><td>",
    "<div style='display: none'>",
    '<div title="',
    "<select>",
    "<template>",
]


def labels(document: Document) -> list[str]:
    return [inline.label for inline in walk_inlines(document.body) if isinstance(inline, FootnoteRef)]


@pytest.mark.parametrize("tag", LEFT_OPEN)
def test_nothing_that_the_text_leaves_open_takes_a_footnote_in(tag: str) -> None:
    document = read(f"a[^1]\n\n{tag}\n\n[^1]: note\n")
    assert broken(document) == []
    assert labels(document) == ["1"]
    (footnote,) = document.footnotes
    assert "note" in visible.of_document(Document(body=footnote.blocks))


def test_a_sheet_that_hides_every_box_hides_no_footnote() -> None:
    document = read("<style>div { display: none }</style>\n\na[^1]\n\n[^1]: note\n")
    assert "note" in visible.of_document(document)


@pytest.mark.parametrize(
    "source",
    ["[^1]: see [^1]\n", "[^1]: see [^2]\n\n[^2]: see [^1]\n", "text\n\n[^1]: see [^2]\n\n[^2]: last\n"],
)
def test_footnotes_that_the_text_does_not_lead_to_begin_as_text(source: str) -> None:
    report = Report()
    document = read(source, report=report)
    assert broken(document) == []
    assert "see" in visible.of_document(Document(body=document.body))
    assert [notice.code for notice in report] == [Code.FOOTNOTE]
    assert len(document.footnotes) == len(set(labels(document)))

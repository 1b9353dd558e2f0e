"""The page that is read as XML is, element for element, the one an HTML parser reads."""

from pathlib import Path
from xml.etree.ElementTree import tostring

import pytest
import tinyhtml5

from convert.model import Document
from convert.notices import Report
from convert.reader import read
from convert.writers._html import page as html_page
from convert.writers._pdf import reading

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.md"))


def page(document: Document) -> str:
    return html_page.build(document, Report()).html("p > b { color: red }")


def as_html(text: str) -> bytes:
    return tostring(tinyhtml5.parse(text, namespace_html_elements=False))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_read_alike(path: Path) -> None:
    text = page(read(path.read_text("utf-8")))
    tree = reading.read(text, quickly=True).etree_element
    assert tostring(tree) == as_html(text)


@pytest.mark.parametrize(
    "text", ["<p>a<br>b</p>", "<p>a & b</p>", "<p>\x01</p>", '<p><svg viewBox="0 0 1 1"/></p>']
)
def test_what_is_no_xml_is_read_as_html(text: str) -> None:
    written = f"<!DOCTYPE html><html><head></head><body>{text}</body></html>"
    tree = reading.read(written, quickly=True).etree_element
    assert tostring(tree) == as_html(written)

"""Every visible character of every fixture looks in Word, PDF and HTML as a browser shows it, but for what is declared."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from browser import Seen
from differences import expected, first, without_repetitions

from convert.proof import docx, pdf
from convert.proof.glyphs import Glyph

pytestmark = pytest.mark.oracle

_TASKS = frozenset("☐☑☒✓")
SeenPages = dict[str, list[Seen]]


def compared(fixture: Any, seen: SeenPages, format_name: str, got: Sequence[Glyph]) -> list[str]:
    """Say where an output differs from the browser; boxes of tasks are made by writers and no characters of the source."""
    wanted = expected(seen[f"source {fixture.name}"], fixture.differs, format_name)
    found = [glyph for glyph in got if glyph.char not in _TASKS]
    return first(wanted, without_repetitions(found, fixture.differs, format_name), format_name)


def test_word_shows_what_a_browser_shows(name: str, fixture_of: Callable[[str], Any], seen: SeenPages):
    fixture = fixture_of(name)
    assert compared(fixture, seen, "docx", list(docx.read(fixture.output("docx")))) == []


def test_pdf_shows_what_a_browser_shows(name: str, fixture_of: Callable[[str], Any], seen: SeenPages):
    fixture = fixture_of(name)
    assert compared(fixture, seen, "pdf", list(pdf.read(fixture.output("pdf")))) == []


def test_our_page_shows_what_a_browser_shows(name: str, fixture_of: Callable[[str], Any], seen: SeenPages):
    got = [Glyph(item.char, item.look) for item in seen[f"html {name}"]]
    fixture_of(name).output("html")
    assert compared(fixture_of(name), seen, "html", got) == []

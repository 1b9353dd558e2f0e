"""What each option of a sheet does, as text in `options/`: one row of `CASES` a case; `./dev accept` rewrites them."""

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx.shared import RGBColor

import docx
from convert import book, pipeline, volume
from convert.cli import base
from convert.notices import Report

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from dumps import DUMPS  # noqa: E402  (beside this file)

OPTIONS = HERE / "options"
ARTICLES = [
    HERE.parents[1] / "samples" / f"{name}.md"
    for name in (
        "annotation-tour",
        "two-articles",
        "deepseek-open-source",
        "slow-reading",
        "every-construct",
    )
]
ALL = "docx html pdf txt"
PAGED = "docx pdf"
# What is asked for: its name, the source, the settings, the formats.
CASES: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    ("print-safe", "reading", {"print": "safe"}, "docx html pdf"),
    ("print-mono", "reading", {"print": "mono"}, "docx html pdf"),
    ("digest", "reading", {"digest": True, "text_marks": "label"}, ALL),
    ("cloze", "reading", {"cloze": ("red", "亮点表述"), "key": True}, ALL),
    ("cloze-width", "reading", {"cloze": ("all",), "cloze_width": 4.0, "notes": "drop"}, "html txt"),
    ("toc", "reading", {"toc": True, "toc_depth": 2, "legend": "off"}, ALL),
    ("notes-column", "page", {"notes_column": "ruled", "duplex": True}, PAGED),
    ("line-numbers", "page", {"line_numbers": "continuous", "paper": "A6"}, PAGED),
    ("columns", "page", {"columns": 2, "line_spacing": 1.5}, PAGED),
    ("large-print", "page", {"large_print": True}, PAGED),
    ("duplex", "page", {"duplex": True, "gutter": "8mm", "paper": "A6", "margin": "12mm"}, PAGED),
    ("landscape", "page", {"landscape": True, "paper": "A5", "font_size": 12.0}, PAGED),
    ("2up", "page", {"impose": "2up", "paper": "A6", "impose_sheet": "A4"}, "pdf"),
    ("booklet", "page", {"impose": "booklet", "paper": "A6", "impose_sheet": "A5"}, "pdf"),
    ("ua-2", "levels", {"pdf_variant": "pdf/ua-2"}, "pdf"),
    ("a-2u", "levels", {"pdf_variant": "pdf/a-2u"}, "pdf"),
    ("a-3a", "levels", {"pdf_variant": "pdf/a-3a"}, "pdf"),
    ("levels-repaired", "levels", {}, "docx pdf html"),
    ("levels-kept", "levels", {"heading_order": "keep"}, "docx html"),
    ("exam", "page", {"theme": "exam"}, PAGED),
    ("official", "page", {"theme": "official"}, PAGED),
    ("template", "page", {"template": "template.docx"}, "docx"),
    ("arabic", "arabic", {}, PAGED),
    ("book", "book", {}, ALL),
)

Prepared = Callable[[str], pipeline.Article]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Read and transform what a case is about, once for all its formats."""
    template = tmp_path_factory.mktemp("desk") / "template.docx"
    asked = {name: (source, settings) for name, source, settings, _ in CASES}

    @cache
    def article(name: str) -> pipeline.Article:
        source, settings = asked[name]
        if source == "book":
            return volume.prepare(book.plan(ARTICLES, OPTIONS / book.FILE, {}), settings, Report())
        if "template" in settings:
            _write_template(template)
            settings = settings | {"template": str(template)}
        data = (OPTIONS / f"{source}.md").read_bytes()
        return pipeline.prepare(data, source, settings, Report())

    return article


def _write_template(path: Path) -> None:
    """Write the file that starts a template, with a red heading and a school's name above each page, as a teacher would."""
    base.write("essay", str(path))
    word = docx.Document(str(path))
    word.styles["Heading 2"].font.color.rgb = RGBColor(0xC0, 0x00, 0x00)
    word.sections[0].header.paragraphs[0].text = "一中语文组"
    word.save(str(path))


@pytest.mark.parametrize(
    ("name", "format_"),
    [(name, format_) for name, _, _, formats in CASES for format_ in formats.split()],
)
def test_an_option_comes_out_as_it_was_accepted(
    name: str, format_: str, prepared: Prepared, accept: bool
) -> None:
    article = prepared(name)
    dumped = DUMPS[format_](pipeline.render(article, format_, Report())[0].data)
    golden = OPTIONS / f"{name}.{format_}.golden"
    if accept:
        golden.write_text(dumped, encoding="utf-8")
    assert golden.is_file(), "no golden file yet: run ./dev accept and read it"
    assert dumped == golden.read_text(encoding="utf-8")

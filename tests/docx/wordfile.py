"""Documents in a line, a theme with round numbers, and files that are written and opened again."""

import io
from dataclasses import dataclass, field

from docx.document import Document as WordDocument

import docx
from convert import themes
from convert.css.computed import ComputedStyle, Page
from convert.model import Block, Document, Meta, Paragraph, Sides, Text
from convert.notices import Report
from convert.record import replace
from convert.writers import Options
from convert.writers import docx as writer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(eq=False)
class RoundTheme:
    """A theme of a few numbers that are easy to read back; what it does not name looks like the body."""

    styles: dict[str, ComputedStyle] = field(default_factory=dict)
    page: Page = field(default_factory=Page)
    css: str = ""
    body: ComputedStyle = field(
        default_factory=lambda: ComputedStyle(font_family=("Times New Roman", "宋体"), font_size_pt=12.0)
    )

    def style(self, path: str) -> ComputedStyle:
        steps = path.split()
        for start in range(len(steps)):
            found = self.styles.get(" ".join(steps[start:]))
            if found is not None:
                return found
        return self.body

    def set(self, path: str, **changes: object) -> "RoundTheme":
        self.styles[path] = replace(self.body, **changes)  # type: ignore[arg-type]
        return self


def sides(top: float = 0, right: float = 0, bottom: float = 0, left: float = 0) -> Sides[float]:
    return Sides(top, right, bottom, left)


def paragraph(*parts: object) -> Paragraph:
    return Paragraph(tuple(Text(part) if isinstance(part, str) else part for part in parts))  # type: ignore[misc]


def document(*blocks: Block | str, language: str = "zh-CN", **fields: object) -> Document:
    body = tuple(paragraph(block) if isinstance(block, str) else block for block in blocks)
    return Document(meta=Meta(language=language), body=body, **fields)  # type: ignore[arg-type]


@dataclass
class Written:
    """A file that was written: its bytes, the notices, and python-docx's view of it."""

    data: bytes
    report: Report
    word: WordDocument

    def part(self, name: str) -> str:
        """A part's XML."""
        for part in self.word.part.package.iter_parts():
            if part.partname == f"/{name}":
                return part.blob.decode()
        raise KeyError(name)

    @property
    def texts(self) -> list[str]:
        """The body's paragraphs as text."""
        return [paragraph.text for paragraph in self.word.paragraphs]

    def xpath(self, expression: str) -> list:  # type: ignore[type-arg]
        """What an XPath finds in the body."""
        return self.word.element.xpath(expression)


def write(source: Document, theme: object = None, date: str = "") -> Written:
    """Write a document and open it again."""
    report = Report()
    theme = theme or themes.load("handout", language=source.meta.language)
    data = writer.write(source, Options(theme=theme, date=date), report)  # type: ignore[arg-type]
    return Written(data, report, docx.Document(io.BytesIO(data)))

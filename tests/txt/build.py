"""Short ways to write a document by hand, and to see it as text."""

from convert.model import (
    Block,
    Blocks,
    Cell,
    Document,
    Footnote,
    Heading,
    Inline,
    List,
    ListItem,
    Meta,
    Paragraph,
    Row,
    Text,
)
from convert.notices import Report
from convert.transforms import legend
from convert.writers import Options, TextMarks, txt


def p(*inlines: Inline | str, align=None) -> Paragraph:
    return Paragraph(tuple(Text(part) if isinstance(part, str) else part for part in inlines), align)


def h(level: int, text: str) -> Heading:
    return Heading(level, (Text(text),))


def items(*contents: str | Block | Blocks, **kwargs) -> List:
    return List(tuple(item(content) for content in contents), **kwargs)


def item(content: str | Block | Blocks, checked: bool | None = None) -> ListItem:
    if isinstance(content, ListItem):
        return content
    if isinstance(content, str):
        content = p(content)
    return ListItem(content if isinstance(content, tuple) else (content,), checked)


def cell(content: str | Blocks, **kwargs) -> Cell:
    return Cell((p(content),) if isinstance(content, str) else content, **kwargs)


def row(*cells: str | Cell) -> Row:
    return Row(tuple(one if isinstance(one, Cell) else cell(one) for one in cells))


def text_of(
    *body: Block,
    width: int = 40,
    language: str = "zh-CN",
    title: str = "",
    notes: Blocks = (),
    footnotes: tuple[Footnote, ...] = (),
    report: Report | None = None,
    text_marks: TextMarks = "none",
) -> str:
    """The text of a document, without the line feed at its end."""
    document = legend.count(Document(Meta(title=title, language=language), tuple(body), notes, (), footnotes))
    options = Options(theme=None, width=width, text_marks=text_marks)
    data = txt.write(document, options, Report() if report is None else report)
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")
    return data.decode()[:-1]

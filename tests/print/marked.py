"""Documents whose marks are known, and how they come out of a conversion as people start it."""

from pathlib import Path
from typing import NamedTuple

from convert import pipeline
from convert.model import Document, Mark, Text
from convert.notices import Notice, Report
from convert.traverse import everything, walk_runs

INKS = {
    "red": "红色标记的句子",
    "green": "绿色标记的句子",
    "orange": "橙色标记的句子",
    "blue": "蓝色标记的句子",
    "purple": "紫色标记的句子",
    "teal": "青色标记的句子",
    "brown": "棕色标记的句子",
    "magenta": "品红标记的句子",
}
GROUNDS = {
    "yellow": "黄底标记的句子",
    "lightgreen": "绿底标记的句子",
    "pink": "粉底标记的句子",
    "navy": "蓝底标记的句子",
}

EIGHT = "# 八种\n\n" + "\n\n".join(
    f'正文里的<span style="color: {name}">{words}</span>到此为止。\n\n没有标记的一行。'
    for name, words in INKS.items()
)
FOUR = "# 四种\n\n" + "\n\n".join(
    f'正文里的<span style="background: {name}">{words}</span>到此为止。\n\n没有标记的一行。'
    for name, words in GROUNDS.items()
)
REFERENCE = Path(__file__).parents[2] / "samples" / "deepseek-open-source.md"


class Converted(NamedTuple):
    """An output, the document it was made from, and what was told."""

    data: bytes
    document: Document
    notices: tuple[Notice, ...]


def convert(source: str, format_name: str, **typed: object) -> Converted:
    """Convert a source with the settings of a command line."""
    report = Report()
    article = pipeline.prepare(source.encode(), "article.md", typed, report)
    (output,) = pipeline.render(article, format_name, report)
    return Converted(output.data, output.document, report.take())


def words_of_marks(document: Document) -> dict[Mark, str]:
    """The first words of each mark."""
    found = {}
    for mark in document.legend:
        look = (mark.name, mark.color, mark.background)
        texts = (
            run.text
            for run in walk_runs(everything(document))
            if isinstance(run, Text) and (run.style.mark, run.style.color, run.style.background) == look
        )
        found[mark] = next(text for text in texts if len(text) > 5)[:7]
    return found

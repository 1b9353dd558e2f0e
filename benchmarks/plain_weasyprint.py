"""Markdown and a style sheet in, a PDF out, the shortest way: markdown-it-py's HTML through WeasyPrint as it comes.

usage: plain_weasyprint.py SOURCE SHEET.css OUTPUT.pdf
"""

import sys
from pathlib import Path

from markdown_it import MarkdownIt
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration


def main(source: str, sheet: str, output: str) -> None:
    """Convert one file."""
    body = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .render(Path(source).read_text(encoding="utf-8"))
    )
    page = f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>article</title><body><main>{body}</main></body></html>'
    fonts = FontConfiguration()
    HTML(string=page).write_pdf(output, stylesheets=[CSS(sheet, font_config=fonts)], font_config=fonts)


if __name__ == "__main__":
    main(*sys.argv[1:])

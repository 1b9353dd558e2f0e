"""The styles Word gets are those WeasyPrint computes for the PDF: same sheet, same elements, same numbers."""

from typing import Any
from xml.etree import ElementTree

import cssselect2
import pytest

from convert import themes
from convert.css.computed import ComputedStyle

weasyprint = pytest.importorskip("weasyprint", reason="WeasyPrint needs Pango")
css = pytest.importorskip("weasyprint.css")

PATHS = """body; p; h1; h2; h3; h4; h5; h6; ul; ol; ul li; li p; ul ul; blockquote; blockquote p; pre; code; pre code; table; th; td;
    td p; caption; figure; figcaption; figure p; a; em; strong; u; s; sub; sup; mark; hr; dl; dt; dd; div.callout.callout-tip;
    div.callout p; p.callout-title; section.notes; section.notes h1; section.notes p; section.footnotes p; sup.footnote-ref a"""
SETUPS = {
    "as it is": themes.PageSetup(),
    "changed": themes.PageSetup(paper="A5", margin="15mm", font_size_pt=13, line_spacing=2.0),
}
PX = 0.75
ALIGNS = {"start": "left", "end": "right"}


def tree(paths: list[str]) -> str:
    """A page with each path once; the last element of each is told by its id."""
    parts = []
    for number, path in enumerate(paths):
        steps = [step.split(".") for step in path.split()]
        opening = "".join(
            f'<w class="{" ".join(classes)}" data-tag="{tag}">'.replace("<w", f"<{tag}")
            for tag, *classes in steps
        )
        opening = opening.replace("<a ", '<a href="#" ')
        last = opening.rindex("<")
        opening = opening[:last] + opening[last:].replace(">", f' id="path{number}">')
        parts.append(opening + "".join(f"</{tag}>" for tag, *_ in reversed(steps)))
    return "".join(parts)


def computed(theme: themes.Theme, language: str, paths: list[str]) -> dict[str, Any]:
    """WeasyPrint's style for each path; the tree is put in as XML, so that no HTML parser moves its elements."""
    html = weasyprint.HTML(string="", media_type="print")
    root = ElementTree.fromstring(f'<html lang="{language}"><body id="body">{tree(paths)}</body></html>')
    html.etree_element = root
    html.wrapper_element = cssselect2.ElementWrapper.from_html_root(root)
    style_for = css.get_all_computed_styles(html, [weasyprint.CSS(string=theme.css, media_type="print")])
    found = {
        element.get("id"): style_for(element) for element in html.etree_element.iter() if element.get("id")
    }
    return {path: found[f"path{number}"] for number, path in enumerate(paths)} | {"body": found["body"]}


def numbers(style: ComputedStyle) -> dict[str, Any]:
    sides = ("top", "right", "bottom", "left")
    return {
        "size": style.font_size_pt,
        "family": style.font_family,
        "bold": style.bold,
        "italic": style.italic,
        "color": style.color.hex,
        "align": style.align,
        "indent": style.text_indent_pt,
        "line": style.line_height_pt,
        "before": style.break_before in ("page", "left", "right"),
        "keep": style.break_after == "avoid",
        "pre": style.preformatted,
        **{f"margin-{side}": getattr(style.margin, side) for side in sides},
        **{f"padding-{side}": getattr(style.padding, side) for side in sides},
        **{f"border-{side}": getattr(style.border, side).width_pt for side in sides},
    }


def points(value: Any, size: float, width: float) -> float:
    if value == "auto":
        return 0.0
    return value.value * width / 100 if value.unit == "%" else value.value * PX


def their_numbers(style: Any, width: float) -> dict[str, Any]:
    size = style["font_size"] * PX
    sides = ("top", "right", "bottom", "left")
    line = style["line_height"]
    red, green, blue = (round(part * 255) for part in style["color"].to("srgb").coordinates)
    return {
        "size": size,
        "family": tuple(style["font_family"]),
        "bold": style["font_weight"] >= 600,
        "italic": style["font_style"] != "normal",
        "color": f"{red:02X}{green:02X}{blue:02X}",
        "align": ALIGNS.get(style["text_align_all"], style["text_align_all"]),
        "indent": points(style["text_indent"], size, width),
        "line": 1.2 * size
        if line == "normal"
        else line * size
        if isinstance(line, float)
        else line.value * PX,
        "before": style["break_before"] in ("page", "always", "left", "right"),
        "keep": style["break_after"] in ("avoid", "avoid-page"),
        "pre": style["white_space"] in ("pre", "pre-wrap"),
        **{f"margin-{side}": points(style[f"margin_{side}"], size, width) for side in sides},
        **{f"padding-{side}": points(style[f"padding_{side}"], size, width) for side in sides},
        **{f"border-{side}": style[f"border_{side}_width"] * PX for side in sides},
    }


@pytest.mark.parametrize("setup", SETUPS.values(), ids=SETUPS)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("name", themes.names())
def test_word_and_pdf_get_the_same_numbers(name: str, language: str, setup: themes.PageSetup) -> None:
    theme = themes.load(name, setup, language)
    width = (theme.page.width_mm - theme.page.margin_mm.left - theme.page.margin_mm.right) / 25.4 * 72
    paths = [path.strip() for path in PATHS.split(";")][1:]
    for path, theirs in computed(theme, language, paths).items():
        expected = their_numbers(theirs, width)
        found = numbers(theme.style(path))
        for key, value in expected.items():
            ours = found[key]
            same = ours == pytest.approx(value, abs=0.01) if isinstance(value, float) else ours == value
            assert same, f"{path}: {key} is {ours} here and {value} there"

"""The styles in use in, `styles.xml` out (ISO 29500-1, 17.7)."""

from collections.abc import Callable, Mapping

from convert.writers._docx import languages, names, properties, xml
from convert.writers._docx.properties import Properties
from convert.writers._docx.styles import Entry, StyleSheet

Difference = Callable[[Entry, Entry | None], tuple[Properties, Properties]]

# Headings are styles people look for first: Word lists by this number.
_PRIORITY = {
    "Normal": 0,
    "Body Text": 1,
    "Strong": 22,
    "Emphasis": 20,
    "Quote": 29,
    "List Paragraph": 34,
    "TOC Heading": 39,
}
_PRIORITY |= {f"toc {level}": 39 for level in range(1, 10)}
_QUICK = {"Normal", "Body Text", "Strong", "Emphasis", "Quote", "List Paragraph", "caption"}


def write(sheet: StyleSheet) -> str:
    """Build `styles.xml`."""
    rows = [_defaults(sheet), _paragraph_font(), _table_normal(), _no_list()]
    rows += [style(entry, sheet.entries) for entry in sheet.entries.values()]
    return xml.part("w:styles", {"w": xml.W}, *rows)


def _defaults(sheet: StyleSheet) -> str:
    normal = sheet.entries["Normal"]
    run = normal.run | {"lang": xml.element("w:lang", languages.of_document(sheet.language))}
    return xml.element(
        "w:docDefaults",
        None,
        xml.element("w:rPrDefault", None, properties.join_run(run)),
        xml.element("w:pPrDefault", None, properties.join_paragraph(normal.paragraph)),
    )


def _paragraph_font() -> str:
    return xml.element(
        "w:style",
        {"w:type": "character", "w:default": 1, "w:styleId": "DefaultParagraphFont"},
        xml.val("name", "Default Paragraph Font"),
        xml.val("uiPriority", 1),
        "<w:semiHidden/><w:unhideWhenUsed/>",
    )


def _table_normal() -> str:
    margins = [xml.element(f"w:{side}", {"w:w": width, "w:type": "dxa"}) for side, width in _CELL]
    return xml.element(
        "w:style",
        {"w:type": "table", "w:default": 1, "w:styleId": "TableNormal"},
        xml.val("name", "Normal Table"),
        xml.val("uiPriority", 99),
        "<w:semiHidden/><w:unhideWhenUsed/>",
        xml.element(
            "w:tblPr",
            None,
            xml.element("w:tblInd", {"w:w": 0, "w:type": "dxa"}),
            xml.element("w:tblCellMar", None, *margins),
        ),
    )


_CELL = (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))


def _no_list() -> str:
    return xml.element(
        "w:style",
        {"w:type": "numbering", "w:default": 1, "w:styleId": "NoList"},
        xml.val("name", "No List"),
        xml.val("uiPriority", 99),
        "<w:semiHidden/><w:unhideWhenUsed/>",
    )


def style(entry: Entry, entries: Mapping[str, Entry], differ: Difference | None = None) -> str:
    """Build a style; `differ` says what it has beyond its parent, which is usually all that differs."""
    attributes: dict[str, xml.Value] = {"w:type": entry.kind}
    if entry.style_id == "Normal":
        attributes["w:default"] = 1
    elif entry.name not in names.BUILT_IN:
        attributes["w:customStyle"] = 1
    attributes["w:styleId"] = entry.style_id
    heading = entry.name.startswith("heading ")
    priority = 9 if heading else _PRIORITY.get(entry.name, 99 if entry.name not in names.BUILT_IN else 35)
    return xml.element(
        "w:style",
        attributes,
        xml.val("name", entry.name),
        xml.val("basedOn", entry.parent) if entry.parent else "",
        xml.val("next", entry.next_id) if entry.next_id in entries else "",
        xml.val("uiPriority", 1 if entry.kind == "character" and entry.name.startswith("Mark") else priority),
        "<w:qFormat/>" if heading or entry.name in _QUICK or entry.name.startswith("Mark") else "",
        *_properties(entry, entries, differ or _difference),
        entry.extra,
    )


def _properties(entry: Entry, entries: Mapping[str, Entry], differ: Difference) -> tuple[str, str]:
    if entry.style_id == "Normal":
        return properties.join_paragraph(entry.paragraph), properties.join_run(entry.run)
    paragraph, run = differ(entry, entries.get(entry.parent))
    return properties.join_paragraph(paragraph), properties.join_run(run)


def _difference(entry: Entry, parent: Entry | None) -> tuple[Properties, Properties]:
    return (
        properties.difference(entry.paragraph, parent.paragraph if parent else {}),
        properties.difference(entry.run, parent.run if parent else {}),
    )

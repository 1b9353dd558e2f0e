"""Parts of a template and parts of ours in, one part with both out: styles, lists, footnotes, faces, settings."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from lxml import etree

from convert.writers._docx import languages, xml
from convert.writers._docx.template.sheet import W, number

_STYLE_ID: Final = re.compile(r'<w:(pStyle|rStyle|tblStyle|basedOn|next|link) w:val="([^"]*)"/>')
_NOTE: Final = re.compile(r'<w:footnoteReference w:id="(\d+)"')
# What stands behind `w:footnotePr` in the settings (ISO 29500-1, 17.15.1.78).
_AFTER_NOTES: Final = {
    "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping",
    "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown",
    "smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
}  # fmt: skip
_EAST_ASIAN: Final = f"{W}eastAsia"
# What asks for files of its author's, or leads to them.
_OUTSIDE: Final = ("attachedTemplate", "mailMerge", "saveThroughXslt")


def named(markup: str, ids: Mapping[str, str]) -> str:
    """Our XML with the template's ids of styles; a style that stands on none there stands on none."""

    def there(match: re.Match[str]) -> str:
        style_id = ids.get(match[2], match[2])
        return f'<w:{match[1]} w:val="{xml.attribute(style_id)}"/>' if style_id else ""

    return _STYLE_ID.sub(there, markup)


def numbered(markup: str, first: int) -> str:
    """Our text with its footnotes counted on from those of the template."""
    return _NOTE.sub(lambda match: f'<w:footnoteReference w:id="{int(match[1]) + first}"', markup)


def children(markup: str) -> list[Any]:
    """The elements inside a part of ours."""
    return list(etree.fromstring(markup.encode()))


def fragment(markup: str) -> list[Any]:
    """Elements of WordprocessingML."""
    return children(f'<x xmlns:w="{xml.W}">{markup}</x>')


def styles(tree: Any, rows: Iterable[str], language: str) -> None:
    """Add styles to `styles.xml`, and make the language that of the text."""
    for row in rows:
        for style in fragment(row):
            tree.append(style)
    said = {
        f"{{{xml.W}}}{key.removeprefix('w:')}": str(value)
        for key, value in languages.of_document(language).items()
    }
    for place in tree.iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"):
        place.attrib.update(said)
    for style in tree.iterchildren(f"{W}style"):
        name = style.find(f"{W}name")
        normal = name is not None and name.get(f"{W}val", "").lower() == "normal"
        for place in style.iterfind(f"{W}rPr/{W}lang"):
            if normal:
                place.attrib.update(said)
            elif not place.get(_EAST_ASIAN, "zh").startswith(("zh", "ja", "ko")):
                # What some programs write everywhere is no East Asian language.
                place.set(_EAST_ASIAN, said[_EAST_ASIAN])


def lists(tree: Any, markup: str) -> None:
    """Add lists to `numbering.xml`, in which what is abstract stands first (17.9.17)."""
    for row in tree.iter(f"{W}lvlJc"):
        # Some programs write what only the strict kind of the format knows.
        side = row.get(f"{W}val", "left")
        row.set(f"{W}val", {"start": "left", "end": "right"}.get(side, side))
    rows = children(markup) if markup else []
    own = list(tree)
    at = max(
        (index + 1 for index, row in enumerate(own) if row.tag in (f"{W}numPicBullet", f"{W}abstractNum")),
        default=0,
    )
    for row in reversed([row for row in rows if row.tag == f"{W}abstractNum"]):
        tree.insert(at, row)
    end = next((index for index, row in enumerate(tree) if row.tag == f"{W}numIdMacAtCleanup"), len(tree))
    for row in reversed([row for row in rows if row.tag == f"{W}num"]):
        tree.insert(end, row)


def notes(tree: Any, tag: str, before: set[str], after: set[str], markup: str, first: int) -> None:
    """Leave those of a template's notes that its kept text refers to, and put ours between those before and after our text.

    Some programs count notes as they stand here, not as the text refers to them.
    """
    behind = []
    for row in tree.findall(f"{W}{tag}"):
        if row.get(f"{W}type", "normal") == "normal" and row.get(f"{W}id") not in before:
            tree.remove(row)
            behind += [row] if row.get(f"{W}id") in after else []
    for row in children(markup) if markup else ():
        if row.get(f"{W}type") is None:
            row.set(f"{W}id", str(int(row.get(f"{W}id")) + first))
            tree.append(row)
    tree.extend(behind)


def last_note(tree: Any) -> int:
    """The highest number of a note, or of a separator."""
    return max((int(number(row.get(f"{W}id", "0"))) for row in tree.iter(f"{W}footnote")), default=0)


def faces(tree: Any, markup: str) -> None:
    """Add to the font table the faces it lacks."""
    known = {row.get(f"{W}name", "").lower() for row in tree}
    for row in tree.iter(f"{W}charset"):
        row.attrib.pop(f"{W}characterSet", None)
    for row in children(markup) if markup else ():
        if row.get(f"{W}name", "").lower() not in known:
            tree.append(row)


def settings(tree: Any, separators: bool) -> None:
    """Take from the settings what leads out of the file; `separators`: name those of our footnotes."""
    for tag in _OUTSIDE:
        for row in tree.findall(f"{W}{tag}"):
            tree.remove(row)
    for row in tree.findall(f"{W}zoom"):
        # Some programs leave out what the schema requires.
        if row.get(f"{W}percent") is None:
            row.set(f"{W}percent", "100")
    _keep_short_lines(tree)
    found = tree.find(f"{W}footnotePr")
    if not separators or (found is not None and found.find(f"{W}footnote") is not None):
        return
    if found is None:
        found = etree.Element(f"{W}footnotePr")
        at = next((index for index, row in enumerate(tree) if _behind_notes(row)), len(tree))
        tree.insert(at, found)
    for note_id in ("-1", "0"):
        etree.SubElement(found, f"{W}footnote", {f"{W}id": note_id})


# What stands before `w:doNotExpandShiftReturn` (17.15.3).
_BEFORE_SHORT: Final = (
    "useSingleBorderforContiguousCells", "wpJustification", "noTabHangInd", "noLeading", "spaceForUL", "noColumnBalance",
    "balanceSingleByteDoubleByteWidth", "noExtraLineSpacing", "doNotLeaveBackslashAlone", "ulTrailSpace",
)  # fmt: skip


def _keep_short_lines(tree: Any) -> None:
    """Let a line that ends in a break stay as short as it is: code and verse have such lines, also where text is justified."""
    compat = tree.find(f"{W}compat")
    if compat is None or compat.find(f"{W}doNotExpandShiftReturn") is not None:
        return
    at = sum(etree.QName(row).localname in _BEFORE_SHORT for row in compat)
    compat.insert(at, etree.Element(f"{W}doNotExpandShiftReturn"))


def _behind_notes(row: Any) -> bool:
    name = etree.QName(row)
    return name.localname in _AFTER_NOTES or name.namespace != xml.W


def text(tree: Any) -> bytes:
    """A part's bytes."""
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))

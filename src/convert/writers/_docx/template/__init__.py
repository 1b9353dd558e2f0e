"""A user's own Word file in; its styles, sections, headers, footers and settings around our text out.

The only door of DOCX to lxml, which keeps every name and prefix of the XML it did not write.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from lxml import etree

from convert.errors import SettingsError
from convert.themes import PageSetup, Theme
from convert.writers._docx import sections, xml
from convert.writers._docx.ledger import Ledger, PartName
from convert.writers._docx.package import Relationships
from convert.writers._docx.template import place
from convert.writers._docx.template.adopted import Adopted
from convert.writers._docx.template.graft import Graft
from convert.writers._docx.template.lists import TemplateLists
from convert.writers._docx.template.parts import Package, opened
from convert.writers._docx.template.sheet import TemplateStyles, W, number

_PICTURE: Final = re.compile(r"image(\d+)\.[^/]*$")
_RELATION: Final = re.compile(r"rId(\d{1,9})")
_DRAWN: Final = ("header", "footer", "officeDocument", "footnotes", "endnotes")
_FONT_SIZES_PT: Final = (4.0, 96.0)


@lru_cache(maxsize=2)
def load(name: str, data: bytes) -> "Template":
    """Read a template; SettingsError says in one line what is wrong with it."""
    return Template(opened(name, data))


class Template:
    """A template as it was read. It is never changed: each document gets copies."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._document = package.tree(package.main)
        body = self._document.find(f"{W}body")
        if self._document.tag != f"{W}document" or body is None:
            raise SettingsError(f"{package.name}: not a Word document: it has no text part")
        for row in self._document.findall(f".//{W}sectPr/{W}printerSettings"):
            row.getparent().remove(row)
        self._place = place.find(body)
        self.goes_on = not self._place.last
        self.paper = place.paper(self._place.section)
        sheet, lists = (package.related(package.main, kind) for kind in ("styles", "numbering"))
        styles = TemplateStyles(package.tree(sheet) if sheet else etree.Element(f"{W}styles"), body)
        self.adopted = Adopted(styles, TemplateLists(package.tree(lists) if lists else None, styles))
        self._graft = Graft(package, self._document, self._place)

    def theme(self, theme: Theme) -> Theme:
        """The theme on the template's paper, in the size of the template's text."""
        text = self.adopted.find("Body Text")
        low, high = _FONT_SIZES_PT
        size = max(low, min(high, text.size_pt)) if text else None
        paper = self.paper
        sides = (paper.margin_mm.top, paper.margin_mm.right, paper.margin_mm.bottom, paper.margin_mm.left)
        margin = " ".join(f"{side:.3f}mm" for side in sides)
        return theme.changed(PageSetup(f"{paper.width_mm:.3f}mm x {paper.height_mm:.3f}mm", margin, size))

    def reserve(self, ledger: Ledger) -> None:
        """Let the ledger count on from what the template has."""
        package = self._package
        parts: dict[PartName, str] = {
            "document": package.main,
            "footnotes": package.related(package.main, "footnotes"),
        }
        for name, part in parts.items():
            found = (_RELATION.fullmatch(row.id) for row in package.relations.get(part, ()))
            ledger.relationships[name] = Relationships(max((int(m[1]) for m in found if m), default=0) + 1)
        pictures = (_PICTURE.search(part) for part in self._graft.kept)
        ledger.first_picture = max((int(match[1]) for match in pictures if match), default=0) + 1
        drawn = (part for part, kind in self._graft.kept.items() if kind in _DRAWN)
        tags = (row for part in drawn for row in package.tree(part).iter(f"{{{xml.WP}}}docPr"))
        ledger.drawings = max((int(number(row.get("id", "0"))) for row in tags), default=0)
        for one in self._graft.standing:
            for start in one.iter(f"{W}bookmarkStart"):
                ledger.bookmarks.reserve(start.get(f"{W}name", ""), int(number(start.get(f"{W}id", "0"))))

    def packed(
        self, rows: Iterable[str], kinds: Sequence[bool], parts: Mapping[str, str | bytes], ledger: Ledger
    ) -> bytes:
        """Pack the template around the rows of our text, of whose sections `kinds` says whether they are turned.

        `parts` are ours as they would be without a template.
        """
        found = place.properties(self._place.section, tuple(kinds))
        text = "".join(sections.place(rows, found[:-1])) + ("" if self.goes_on else found[-1])
        return self._graft.pack(text, len(kinds), {**parts, **ledger.files}, self.adopted, ledger)

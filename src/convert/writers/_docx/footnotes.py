"""Footnotes in, `footnotes.xml` out (ISO 29500-1, 17.11)."""

from convert.model import Heading, Paragraph
from convert.notices import Code
from convert.writers._docx import blocks, xml
from convert.writers._docx.ledger import Ledger, Marker, Scope
from convert.writers._docx.measure import twips
from convert.writers._docx.paragraphs import paragraph

_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))
_PATH = ("section.footnotes",)
_SPACE_PT = 6.0


class Footnotes:
    """The notes of one document, written once the text that refers to them is."""

    def __init__(self, ledger: Ledger, width: float) -> None:
        self._ledger = ledger
        self._width = width
        self._rows: list[str] = []
        self._written: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._rows)

    def write_referenced(self) -> None:
        """Write the notes that have been referred to since the last time."""
        for label, number in list(self._ledger.note_numbers.items()):
            if label not in self._written:
                content = "".join(self._content(label))
                self._rows.append(xml.element("w:footnote", {"w:id": number}, content))

    def write_others(self, out: list[str]) -> None:
        """Append the notes that nothing refers to, so that their text is not lost."""
        for label, note in self._ledger.footnotes.items():
            if label not in self._ledger.note_numbers:
                message = f"nothing refers to the footnote {label}: it stands at the end"
                self._ledger.report.add(Code.FOOTNOTE, message)
                blocks.write(
                    note.blocks,
                    Scope(self._width, _PATH, from_right=self._ledger.sheet.from_right),
                    self._ledger,
                    out,
                )

    def xml(self) -> str:
        """Build `footnotes.xml`."""
        separators = [_separator(name, number) for name, number in _SEPARATORS]
        return xml.part("w:footnotes", xml.NAMESPACES, *separators, *self._rows)

    def _content(self, label: str) -> list[str]:
        """A note, and behind it the notes that only it refers to."""
        style = xml.val("rStyle", self._ledger.runs.footnote_reference())
        out: list[str] = []
        self._one(label, f"<w:r><w:rPr>{style}</w:rPr><w:footnoteRef/></w:r>", out)
        while self._ledger.nested_notes:
            nested = self._ledger.nested_notes.pop(0)
            shown = xml.run(f"<w:rPr>{style}</w:rPr>", str(self._ledger.note_numbers[nested]))
            self._one(nested, shown, out)
        return out

    def _one(self, label: str, shown: str, out: list[str]) -> None:
        self._written.add(label)
        note = self._ledger.footnotes[label]
        marker = Marker(runs=shown + xml.run("", " "))
        scope = Scope(
            self._width, _PATH, part="footnotes", marker=marker, from_right=self._ledger.sheet.from_right
        )
        if not note.blocks or not isinstance(note.blocks[0], Paragraph | Heading):
            out.append(paragraph(scope.paragraph(self._ledger.sheet), "", scope, self._ledger))
            scope = scope.edges(0.0, 0.0)
        blocks.write(note.blocks, scope, self._ledger, out)
        if out[-1].startswith("<w:tbl>"):
            out.append(
                paragraph(scope.paragraph(self._ledger.sheet), "", scope.edges(0.0, 0.0), self._ledger)
            )


def _separator(name: str, number: int) -> str:
    # As high as what a page of the PDF leaves between its text and its notes, in whatever face.
    height: dict[str, xml.Value] = {"w:before": 0, "w:after": 0, "w:line": twips(_SPACE_PT)}
    spacing = xml.element("w:spacing", height | {"w:lineRule": "exact"})
    return xml.element(
        "w:footnote",
        {"w:type": name, "w:id": number},
        f"<w:p><w:pPr>{spacing}</w:pPr><w:r><w:{name}/></w:r></w:p>",
    )

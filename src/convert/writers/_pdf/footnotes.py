"""A page with its notes at its end in, the same with each note at the foot of the page it is referred from out.

The notes keep their elements, and so their looks: only their boxes are made where their references stand (GCPM 3, 2). What
cannot stand there stays at the end: notes of a table's head, which may repeat, notes too long for the foot of a page, and notes
of notes of notes, each of which would be laid out in the other.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from weasyprint.formatting_structure import boxes

from convert.bounds import FOOTNOTES_NESTING
from convert.writers._pdf import elements, patches, tree
from convert.writers._pdf.patches import Place

BUILD: Place = ("formatting_structure.build", "element_to_box")
LINES: Place = ("layout.block", "_linebox_layout")
SECTION = '<section class="footnotes"'
CLASS, TAG = "at-foot", "footnote"
_PREFIX = "fn-"
_LARGEST_SHARE = 0.5  # of the height of the text: a longer note would leave too little of it
# Above the rule, and below it: as much as LibreOffice leaves, and as the line of Word's separator is high.
_SPACE_PT, _PADDING_PT = 3.5, 2.5
_HAIR_PT = 0.05  # below the notes: what floating point may add to them must not make them overflow
_RULE_SHARE, _LONGEST_RULE_PT, _RULE_PT = 0.25, 144.0, 0.5
_MOST_LAYOUTS = 4
_PT = 0.75  # in a pixel
# Numbers end where the text of the notes begins, whose lines stand one under the other.
_SHEET = f"""\
@page {{ @footnote {{ margin-top: {_SPACE_PT}pt; padding: {_PADDING_PT}pt 0 {_HAIR_PT}pt; }} }}
@counter-style {CLASS} {{ system: extends decimal; suffix: "\\2002"; }}
.{CLASS}[class] {{ margin: 0 0 0 2em; padding: 0; list-style: {CLASS} outside; footnote-policy: line; }}
[dir="rtl"] > .{CLASS}[class] {{ margin: 0 2em 0 0; }}
"""


class Footnotes:
    """The notes of one page, by their ids, and the references that they are set with."""

    def __init__(self, root: Element) -> None:
        self._stock = patches.stock(BUILD)
        self._root = root
        self._section = next(root.iterfind(".//section[@class='footnotes']"))
        self._notes = {note.get("id", ""): note for note in self._section.iter("li") if _is_note(note)}
        self._calls: dict[Element, Element] = {}
        self._inside: list[Element] | None = None
        self._named: dict[str, Any] = {}
        self._references: list[tuple[str, Any]] = []
        self._color = "0.6 0.6 0.6"
        self._width = _RULE_PT
        self._layouts = 0
        tree.add_sheet(root, _SHEET)
        for name, note in self._notes.items():
            # As of a list item with a number of its own: WeasyPrint counts before it sets.
            number = name.removeprefix(_PREFIX)
            tree.declare(note, f"counter-increment: list-item 0; counter-set: list-item {number}")
            back = note.find(".//a[@class='footnote-back']")
            if back is not None:
                note.set("aria-label", back.get("aria-label", ""))
        self._arrange(frozenset())

    def _arrange(self, kept: frozenset[Element]) -> None:
        """Set each note with the first reference to it; those that are to be `kept` at the end, and a repeated head's, with none."""
        parents = tree.ancestors(self._root)
        self._calls.clear()
        seen = set(kept)
        depths: dict[Element, int] = {}
        for call in self._root.iter("a"):
            note = self._notes.get(call.get("href", "")[1:])
            if call.get("role") != "doc-noteref" or note is None or note in seen:
                continue
            seen.add(note)
            around = list(tree.above(call, parents))
            depth = 1 + max((depths.get(element, 0) for element in around), default=0)
            if depth <= FOOTNOTES_NESTING and all(element.tag != "thead" for element in around):
                self._calls[call] = note
                depths[note] = depth
        for note in self._notes.values():
            note.attrib.pop("class", None)
        for note in self._calls.values():
            note.set("class", CLASS)

    def adapt(self, document: Any) -> bool:
        """Keep at the end what no foot of a page can hold; say whether the page is to be set again.

        WeasyPrint may lose or repeat a note whose line moves to another page and back; such a one is kept too, in the end all.
        """
        kept = {note for note in self._notes.values() if note.get("class") != CLASS}
        before = len(kept)
        found: Counter[Element] = Counter()
        for page in document.pages:
            area = _area(page)
            if area is None:
                continue
            box = page._page_box
            found.update(child.element for child in _notes(area))
            notes = [child for child in _notes(area) if child.element not in kept]
            kept |= {note.element for note in notes if note.margin_height() > _LARGEST_SHARE * box.height}
            if area.position_y < box.content_box_y() and notes:
                kept.add(max(notes, key=lambda note: note.margin_height()).element)
        kept |= {note for note in self._calls.values() if found[note] != 1}
        if len(kept) > before:
            self._layouts += 1
            if self._layouts > _MOST_LAYOUTS:
                kept = set(self._notes.values())
            self._arrange(frozenset(kept))
        return len(kept) > before

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Build the boxes of notes where their references stand, and name them in the structure tree."""
        tag = patches.stock(elements.PLACE)
        self._named.clear()
        self._references.clear()

        def build(box: Any, parent: Any, pdf: Any, page: int, nums: Any, annotations: Any, tags: Any) -> Any:
            for element in tag(box, parent, pdf, page, nums, annotations, tags):
                if box.element is not None:
                    self._name(box, element, parent, pdf, annotations)
                yield element

        stock = patches.stock(LINES)

        def lines(context: Any, *rest: Any) -> Any:
            return stock(_Keeping(context), *rest)

        with patches.replaced({BUILD: self._build, elements.PLACE: build, LINES: lines}):
            yield

    def _build(self, element: Element, style_for: Any, *rest: Any) -> list[Any]:
        """Make the boxes of an element; a note's belong to its reference."""
        if element is self._section:
            self._take_rule(style_for(element))
            if all(note.get("class") == CLASS for note in self._notes.values()):
                return []
        if element.get("class") == CLASS and element.tag == "li":
            return []
        made: list[Any] = self._stock(element, style_for, *rest)
        note = self._calls.get(element)
        if note is not None and made:
            if self._inside is not None:  # a note to a note stands behind that
                self._inside.append(note)
            else:
                made[0].footnote = self._note(note, style_for, *rest)
        return made

    def _note(self, note: Element, style_for: Any, *rest: Any) -> Any:
        """Make the box of a note, with those that it refers to, and hand it to WeasyPrint as one of its footnotes."""
        *around, footnotes, _ = (*rest, None) if len(rest) == 5 else rest
        self._inside = [note]
        made = []
        for inner in self._inside:
            state: tuple[Any, ...] = [0], {"footnote": [0], "note": [0]}, [{"footnote", "note"}], []
            (box,) = self._stock(inner, style_for, *around, footnotes, state)
            call = next(call for call, one in self._calls.items() if one is inner)
            box.element_tag = TAG  # in the tree, what a list item holds is put elsewhere
            box.children[0].link = "url", ("internal", call.get("id", ""))
            made.append(box)
        self._inside = None
        (whole, *others) = made
        if others:
            style = whole.style.anonymous_style.copy()
            style["footnote_policy"] = whole.style["footnote_policy"]
            whole = boxes.BlockBox("div", style, None, made)
        whole.process_whitespace()
        whole.process_text_transform()
        footnotes.append(whole)
        return whole

    def _name(self, box: Any, element: Any, parent: Any, pdf: Any, annotations: list[Any]) -> None:
        """Call a note and what refers to it by their names (ISO 32000-1, 14.8.4.4.1), each note by its own (ISO 14289-1, 7.9)."""
        source = box.element
        if box.element_tag == TAG and parent["S"] == "/Note":  # what only holds lines
            element["S"] = "/NonStruct"
        elif box.element_tag == TAG:
            name = source.get("id")
            element["ID"] = pydyf.String(name)
            self._named[name] = element
        elif element["S"] == "/Lbl" and source.get("class") == CLASS:
            _link(element, pdf, annotations)
        elif box.element_tag == "sup" and source.get("class") == "footnote-ref":
            element["S"] = "/Reference"
            self._references += [(call.get("href", "")[1:], element) for call in source.iter("a")]

    def relate(self, pdf: Any) -> None:
        """Let notes and what refers to them name each other, in the words of PDF 2.0 (ISO 14289-2, 8.2.5.14)."""
        document = pdf.objects[
            int(pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]["K"][0].split()[0])
        ]
        for note in self._named.values():
            note["S"], note["NS"], note["Ref"] = "/FENote", document["NS"], pydyf.Array()
        for name, reference in self._references:
            if name in self._named:
                note = self._named[name]
                note["Ref"].append(reference.reference)
                reference["Ref"] = pydyf.Array([note.reference])

    def _take_rule(self, style: Any) -> None:
        """Let the rule above the notes be as the theme draws it where notes end a document."""
        if style["border_top_style"] not in ("none", "hidden") and style["border_top_width"]:
            self._width = style["border_top_width"] * _PT
            color = style["border_top_color"]
            if color != "currentcolor":
                self._color = " ".join(f"{channel:.4g}" for channel in color.to("srgb").coordinates)

    def rule(self, document: Any, pdf: Any) -> None:
        """Draw a short rule above the notes of each page."""
        for page, reference in zip(document.pages, pdf.page_references, strict=True):
            area = _area(page)
            if area is None:
                continue
            left, width = area.content_box_x() * _PT, area.width * _PT
            length = min(_RULE_SHARE * width, _LONGEST_RULE_PT)
            if next(_notes(area)).style["direction"] == "rtl":
                left += width - length
            y = (page.height - area.border_box_y()) * _PT
            line = f"{left:.2f} {y:.2f} m {left + length:.2f} {y:.2f} l S"
            drawn = f"/Artifact <</Type /Layout>> BDC\nq {self._color} RG {self._width:g} w\n{line}\nQ\nEMC"
            content = pdf.objects[int(pdf.objects[int(reference.split()[0])]["Contents"].split()[0])].stream
            content.insert(0, drawn.encode("ascii"))


class _Keeping:
    """The state of a layout, for lines that leave the notes before them where they are.

    WeasyPrint would rather push a note to the next page than a paragraph of which too few lines find room; not in columns.
    """

    in_column = True

    def __init__(self, context: Any) -> None:
        self.__dict__["_context"] = context

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._context, name, value)


def _is_note(item: Element) -> bool:
    return item.get("id", "").startswith(_PREFIX)


def _area(page: Any) -> Any:
    """The area at the foot of a page that has notes in it, None without any."""
    areas = [child for child in page._page_box.children if isinstance(child, boxes.FootnoteAreaBox)]
    return areas[0] if areas and areas[0].children else None


def _notes(area: Any) -> Iterator[Any]:
    """The boxes of the notes in an area."""
    for child in area.children:
        if child.element is None:
            yield from child.children
        else:
            yield child


def _link(label: Any, pdf: Any, annotations: list[Any]) -> None:
    """Put what a label holds into a link: that is where an annotation belongs (ISO 14289-1, 7.18.5)."""
    link = pydyf.Dictionary({key: label[key] for key in ("Type", "Pg", "K")})
    link |= {"S": "/Link", "P": label.reference}
    pdf.add_object(link)
    label["K"] = pydyf.Array([link.reference])
    for kid in link["K"]:
        inner = pdf.objects[int(kid.split()[0])]
        if "P" in inner:
            inner["P"] = link.reference
    annotations[:] = [
        (link.reference if owner == label.reference else owner, annotation)
        for owner, annotation in annotations
    ]

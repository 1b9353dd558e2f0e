"""A template's styles in the place of a theme's: what the writer must know of them, and what ours say where they are added."""

import re
from collections.abc import Iterable, Mapping

from convert.css.computed import ComputedStyle
from convert.model import NO_BORDER, NO_SPACE, Sides
from convert.record import replace
from convert.writers._docx import properties, xml
from convert.writers._docx.geometry import Geometry
from convert.writers._docx.properties import Properties
from convert.writers._docx.styles import Entry, ParagraphStyle
from convert.writers._docx.template.lists import TemplateLists
from convert.writers._docx.template.sheet import TemplateStyles, Their

_ATTRIBUTE = re.compile(r'w:(\w+)="([^"]*)"')
_FIXED = {
    "DefaultParagraphFont": ("Default Paragraph Font", "character"),
    "TableNormal": ("Normal Table", "table"),
}
_UNCOUNTED = "TOC Heading"  # stands on a heading's style, and is no chapter
# Where the box of a container is what a style of paragraphs says.
_BOXES = {"blockquote": "Quote", "ul": "List Paragraph", "ol": "List Number"}


class Adopted:
    """A template's styles, as `StyleSheet` asks for them."""

    def __init__(self, styles: TemplateStyles, lists: TemplateLists) -> None:
        self.lists = lists
        self._styles = styles

    def find(self, name: str) -> Their | None:
        """The template's style for one of our paragraphs' styles; None where there is none."""
        style_id = self._styles.find(name, "paragraph")
        return self._styles.look(style_id) if style_id else None

    def box(self, path: str, theme: ComputedStyle) -> ComputedStyle:
        """The box of a container whose paragraphs have a style of the template's; else what the theme says."""
        last = path.rpartition(" ")[2]
        if path in ("", "body"):
            normal = self.find("Body Text")
            return replace(theme, bold=normal.bold, italic=normal.italic) if normal else theme
        their = self.find(_BOXES[last]) if last in _BOXES else None
        if their is None:
            return theme
        bare = replace(theme, padding=NO_SPACE, border=NO_BORDER, background=None)
        if last == "blockquote":
            return replace(bare, margin=Sides(0.0, their.right, 0.0, their.left))
        level = self.lists.level(last == "ol", 0)
        left = level.left if level else their.left or properties.horizontal(theme)[0]
        return replace(bare, margin=Sides(0.0, 0.0, 0.0, left))

    def hang(self, ordered: bool) -> float | None:
        """Points from the number or bullet of a list of the template's to its text; None where it has none."""
        level = self.lists.level(ordered, 0)
        return level.hang if level else None

    def paragraph(self, name: str, made: ParagraphStyle, em_pt: float) -> ParagraphStyle:
        """The style of ours as it is where the template has it."""
        their = self.find(name)
        if their is None:
            # A style of ours inherits an exact height of lines, which would cut what is taller.
            text = self.find("Body Text")
            exact = text is not None and text.spacing.get("lineRule") == "exact"
            return replace(made, look=replace(made.look, line_height=None)) if exact else made
        place = Geometry(their.left, their.right)
        free = made.geometry == Geometry()
        exact = their.spacing.get("lineRule") == "exact"
        look = replace(
            made.look,
            bold=their.bold,
            italic=their.italic,
            font_size_pt=their.size_pt,
            align=their.align,
            text_indent_pt=max(0.0, their.first),
            text_indent_em=None,
            line_height=None if exact else made.look.line_height or 1.2,
            margin=Sides(their.before, their.right, their.after, their.left) if free else NO_SPACE,
            padding=NO_SPACE,
            border=NO_BORDER,
            background=None,
            break_before="page" if their.page_break else "auto",
        )
        return replace(
            made,
            look=look,
            geometry=made.geometry if free else place,
            inner=place,
            before=their.before,
            after=their.after,
            hang=max(0.0, -their.first),
            contextual=their.contextual,
            body_size=abs(their.size_pt - em_pt) < 0.01,
            numbered=bool(their.number) and name in _BOXES.values(),
        )

    def ids(self, entries: Mapping[str, Entry]) -> tuple[dict[str, str], dict[str, str]]:
        """The ids our styles have in the template; and of those it lacks, the names they get there, by our ids."""
        styles, names = ({*taken} for taken in (self._styles.ids, self._styles.names))
        found = {ours: self._styles.find(name, kind) for ours, (name, kind) in _FIXED.items()}
        missing: dict[str, str] = {}
        for ours, entry in entries.items():
            their = self._styles.find(entry.name, entry.kind)
            if not their:
                their = _free(ours, styles, "")
                missing[ours] = _free(entry.name, names, " ")
            found[ours] = their
        return found, missing

    def colored(self, entries: Iterable[Entry]) -> list[str]:
        """What the template calls those of its styles that stand for ours and have colours."""
        found = (self._styles.find(entry.name, entry.kind) for entry in entries)
        return [self._styles.called(one) for one in dict.fromkeys(found) if one and self._styles.colored(one)]

    def difference(self, entry: Entry, parent: Entry | None) -> tuple[Properties, Properties]:
        """What a style of ours must say when it stands on one of the template's."""
        base = parent or Entry("", "", "")
        paragraph = properties.difference(entry.paragraph, base.paragraph)
        run = properties.difference(entry.run, base.run)
        their = self.find(base.name) if entry.kind == "paragraph" and parent else None
        if their is None:
            return paragraph, run
        if their.number and entry.name == _UNCOUNTED:
            paragraph["numPr"] = xml.element("w:numPr", None, xml.val("numId", 0))
        plain = base.name == "Normal"
        for name, said in (("ind", their.indent), ("spacing", their.spacing)):
            ours, theme = (_attributes(one.paragraph.get(name, "")) for one in (entry, base))
            paragraph.pop(name, None)
            if name == "spacing" and not {"sz", "rFonts"} & run.keys():
                # Text as large as that around it has lines as far apart.
                ours = {key: value for key, value in ours.items() if key not in ("line", "lineRule")}
            if found := _beyond(ours, theme, said, actual=plain):
                paragraph[name] = xml.element(f"w:{name}", {f"w:{key}": found[key] for key in found})
        if plain:
            toggles = {"b": their.bold, "bCs": their.bold, "i": their.italic, "iCs": their.italic}
            usual = {key: xml.switch(key, on) for key, on in toggles.items()} | properties.size(their.size_pt)
            for key in usual.keys() & entry.run.keys():
                run.pop(key, None)
                if entry.run[key] != usual[key]:
                    run[key] = entry.run[key]
        return paragraph, run


def _attributes(element: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(element))


# What wins over a length where it is inherited.
_STRONGER = {
    "left": ("leftChars",), "right": ("rightChars",), "firstLine": ("firstLineChars", "hanging", "hangingChars"),
    "hanging": ("hangingChars", "firstLine", "firstLineChars"),
    "before": ("beforeLines", "beforeAutospacing"), "after": ("afterLines", "afterAutospacing"),
}  # fmt: skip


def _beyond(
    ours: Mapping[str, str], theme: Mapping[str, str], their: Mapping[str, str], *, actual: bool
) -> dict[str, str]:
    """The attributes of ours that differ from the theme's parent, or, for `actual`, from what the template's parent says."""
    found: dict[str, str] = {}
    for key, value in ours.items():
        stronger = [one for one in _STRONGER.get(key, ()) if their.get(one, "0") not in ("0", "false", "off")]
        same = their.get(key, "0") == value and not stronger
        if not same if actual and key in _STRONGER else theme.get(key) != value:
            found |= {one: "0" for one in stronger if one not in ours} | {key: value}
    return found


def _free(name: str, taken: set[str], gap: str) -> str:
    """A name that nobody has, which is taken from then on."""
    found, number = name, 2
    while found.lower() in taken:
        found, number = f"{name}{gap}{number}", number + 1
    taken.add(found.lower())
    return found

"""A template and our text in, one package out: which parts of the template are kept, and ours among them."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, Final

from lxml import etree

from convert.errors import SettingsError
from convert.writers._docx import stylesheet, xml
from convert.writers._docx.ledger import Ledger
from convert.writers._docx.package import content_type, content_types, pack, relationships
from convert.writers._docx.template import merge, place
from convert.writers._docx.template.adopted import Adopted
from convert.writers._docx.template.parts import OFFICE, Package, Relation, refuse_fields, refuse_outside
from convert.writers._docx.template.place import Place
from convert.writers._docx.template.sheet import W

Parts = dict[str, str | bytes]

# Parts of ours that have their like in a template, and stand where programs look for them without asking.
MERGED: Final = ("styles", "numbering", "settings", "fontTable", "footnotes")
MAIN: Final = "word/document.xml"
_R: Final = f"{{{xml.R}}}"
_HERE: Final = "our text"
_STYLE_ID: Final = re.compile(r'w:styleId="[^"]*"')
# What a document has whether its text names it or not; all else is kept where the kept text names it.
_UNNAMED: Final = {*MERGED, "webSettings", "theme", "endnotes", "customXml", "glossaryDocument"}
_COMMENTS: Final = {"comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"}
# What we say ourselves of the package, or what a change makes untrue.
_REPLACED: Final = {"officeDocument", "core-properties", "extended-properties", "origin"}
_METADATA: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"


def named(elements: Iterable[Any]) -> set[str]:
    """The relations that elements name."""
    return {
        value
        for one in elements
        for element in one.iter()
        for key, value in element.attrib.items()
        if key.startswith(_R) and value
    }


def notes_named(elements: Iterable[Any], tag: str) -> set[str]:
    """The numbers of the notes that elements refer to."""
    return {row.get(f"{W}id", "") for one in elements for row in one.iter(f"{W}{tag}Reference")}


class Graft:
    """What is kept of a template. `standing` is what of its document is: all but its text, and that around ours."""

    def __init__(self, package: Package, document: Any, where: Place) -> None:
        self._package = package
        self._document = document
        self._place = where
        end = document.find(f"{W}body/{W}sectPr")
        around = [*where.before, *where.after, where.section]
        self.standing = [row for row in document if row.tag != f"{W}body"] + around
        if end is not None and end is not where.section:
            self.standing.append(end)
        self.kept: dict[str, str] = {}
        self._relations: dict[str, tuple[Relation, ...]] = {}
        self._reach()

    def _reach(self) -> None:
        """Follow the relations from the package to all parts that are kept."""
        package = self._package
        self._relations[""] = tuple(row for row in package.relations.get("", ()) if row.kind not in _REPLACED)
        used = named(self.standing)
        comments = any(next(one.iter(f"{W}commentReference"), None) is not None for one in self.standing)
        kinds = _UNNAMED | (_COMMENTS if comments else set())
        main = (row for row in package.relations.get(package.main, ()) if row.kind in kinds or row.id in used)
        self._relations[package.main] = tuple(main)
        self.kept[package.main] = "officeDocument"
        self._check(package.main, used)
        refuse_fields(package.name, package.main, self.standing)
        waiting = [row for part in ("", package.main) for row in self._relations[part]]
        while waiting:
            row = waiting.pop(0)
            if row.external or row.target in self.kept:
                continue
            self.kept[row.target] = row.kind
            self._relations[row.target] = package.relations.get(row.target, ())
            if row.target.endswith(".xml") and row.kind not in ("settings", "customXml"):
                tree = package.tree(row.target)
                self._check(row.target, named([tree]))
                refuse_fields(package.name, row.target, [tree])
            else:
                refuse_outside(package.name, row.target, self._relations[row.target])
            waiting += self._relations[row.target]

    def _check(self, part: str, used: set[str]) -> None:
        """SettingsError where a kept part asks for something from outside, or for a part that is missing."""
        refuse_outside(self._package.name, part, self._relations[part])
        missing = sorted(used - {row.id for row in self._relations[part]})
        if missing:
            what = f"{part} refers to a part that is missing ({missing[0][:40]})"
            raise SettingsError(f"{self._package.name}: broken: {what}; save it again in Word")

    # Our text in it

    def pack(
        self, body: str, sections: int, parts: Mapping[str, str | bytes], adopted: Adopted, ledger: Ledger
    ) -> bytes:
        """Pack the template around our text, which has so many sections; `parts` are ours as they would be without it, and pictures."""
        made = self._made(body, sections, parts, adopted, ledger)
        names = {part: self._name(part, kind) for part, kind in self.kept.items()}
        out: Parts = {}
        types: dict[str, str] = {}
        for part, kind in self.kept.items():
            # Of two parts of a kind, the glossary has the other.
            own = made.pop(kind, None) if names[part] in (MAIN, f"word/{kind}.xml") else None
            out[names[part]] = self._package.parts[part] if own is None else own
            types[names[part]] = self._package.types[part]
        types[MAIN] = content_type(MAIN)
        self._relate(out, names, made, ledger)
        out |= {f"word/{kind}.xml": markup for kind, markup in made.items()}
        out |= {name: data for name, data in parts.items() if name.startswith(("docProps/", "word/media/"))}
        for name in out:
            if not name.endswith(".rels"):
                types.setdefault(name, content_type(name))
        return pack(out, content_types(types), self._root(names))

    def _made(
        self, body: str, sections: int, parts: Mapping[str, str | bytes], adopted: Adopted, ledger: Ledger
    ) -> Parts:  # fmt: skip
        """The document and its parts that are ours and the template's together, by their kinds."""
        ids, missing = adopted.ids(ledger.sheet.entries)
        made: Parts = {}
        first = 0
        for kind in MERGED:
            ours = merge.named(str(parts.get(f"word/{kind}.xml", "")), ids)
            part = self._package.related(self._package.main, kind)
            if not part:
                if ours:
                    made[kind] = ours
                continue
            tree = self._package.tree(part)
            match kind:
                case "styles":
                    merge.styles(tree, _styles(ledger, adopted, ids, missing), ledger.language)
                case "numbering":
                    merge.lists(tree, ours)
                case "footnotes":
                    first = max(0, merge.last_note(tree))
                    merge.notes(tree, "footnote", *self._notes("footnote"), ours, first)
                case "fontTable":
                    merge.faces(tree, ours)
                case _:
                    has_own = self._package.related(self._package.main, "footnotes")
                    merge.settings(tree, separators="word/footnotes.xml" in parts and not has_own)
            made[kind] = merge.text(tree)
        part = self._package.related(self._package.main, "endnotes")
        if part:
            tree = self._package.tree(part)
            merge.notes(tree, "endnote", *self._notes("endnote"), "", 0)
            made["endnotes"] = merge.text(tree)
        made["officeDocument"] = self._text(merge.numbered(merge.named(body, ids), first), sections)
        return made

    def _notes(self, tag: str) -> tuple[set[str], set[str]]:
        """The numbers of the notes that the kept text before and after ours refers to."""
        return notes_named(self._place.before, tag), notes_named(self._place.after, tag)

    def _text(self, body: str, sections: int) -> bytes:
        """`document.xml`: the template's, with our text and its sections in its place."""
        tree = deepcopy(self._document)
        old = tree.find(f"{W}body")
        at = tree.index(old)
        end = old.find(f"{W}sectPr")
        tree.remove(old)
        ours = {prefix: uri for prefix, uri in xml.NAMESPACES.items() if tree.nsmap.get(prefix) != uri}
        new = etree.Element(f"{W}body", nsmap=ours)
        new.extend(deepcopy(row) for row in self._place.before)
        new.append(etree.Comment(_HERE))
        after = [deepcopy(row) for row in self._place.after]
        if after and end is not None:
            after.append(end)
        if after and sections > 1:
            place.go_on(next((row for one in after for row in one.iter(f"{W}sectPr")), None))
        new.extend(after)
        tree.insert(at, new)
        return merge.text(tree).replace(f"<!--{_HERE}-->".encode(), body.encode(), 1)

    def _relate(self, out: Parts, names: Mapping[str, str], made: Parts, ledger: Ledger) -> None:
        """Add the relations of each part to `out`; `made` are parts that the template lacks."""
        for kind in made:
            ledger.relationships["document"].add(kind, f"{kind}.xml")
        added = {MAIN: "document", "word/footnotes.xml": "footnotes"}
        for part in self.kept:
            rows = [_row(row, names, names[part]) for row in self._relations[part]]
            if names[part] in added:
                rows += ledger.relationships[added[names[part]]].rows()
            if rows:
                out[_relations_of(names[part])] = relationships(rows)
        if "footnotes" in made and ledger.relationships["footnotes"]:
            out[_relations_of("word/footnotes.xml")] = ledger.relationships["footnotes"].xml()

    def _name(self, part: str, kind: str) -> str:
        """Where a part of the template stands in the new file: the usual ones where programs look for them."""
        if kind == "officeDocument":
            return MAIN
        usual = f"word/{kind}.xml"
        own = kind in (*MERGED, "endnotes") and part == self._package.related(self._package.main, kind)
        return usual if own and (part == usual or usual not in self.kept) else part

    def _root(self, names: Mapping[str, str]) -> str:
        rows = [
            {"Id": "rIdDocument", "Type": f"{OFFICE}officeDocument", "Target": MAIN},
            {"Id": "rIdCore", "Type": f"{_METADATA}core-properties", "Target": "docProps/core.xml"},
            {"Id": "rIdExtended", "Type": f"{OFFICE}extended-properties", "Target": "docProps/app.xml"},
        ]
        return relationships([*rows, *(_row(row, names, "") for row in self._relations[""])])


def _styles(
    ledger: Ledger, adopted: Adopted, ids: Mapping[str, str], missing: Mapping[str, str]
) -> Iterable[str]:  # fmt: skip
    """Our styles that the template lacks, with the ids and names they have there."""
    for ours, name in missing.items():
        entry = ledger.sheet.entries[ours]
        row = stylesheet.style(entry, ledger.sheet.entries, adopted.difference)
        row = _STYLE_ID.sub(f'w:styleId="{xml.attribute(ids[ours])}"', row, count=1)
        row = row.replace(xml.val("name", entry.name), xml.val("name", name), 1)
        yield merge.named(row, ids)


def _row(row: Relation, names: Mapping[str, str], source: str) -> dict[str, str]:
    """A relation as it is written: targets count from the folder of the part that refers to them."""
    found = {"Id": row.id, "Type": row.type}
    if row.external:
        return found | {"Target": row.target, "TargetMode": "External"}
    folder = posixpath.join("/", posixpath.dirname(source))
    return found | {"Target": posixpath.relpath("/" + names[row.target], folder)}


def _relations_of(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")

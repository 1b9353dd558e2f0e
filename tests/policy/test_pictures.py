"""Pictures and drawings of strangers: bounded before they are decoded, and nothing in them asks for anything."""

import io
import struct
import time
import zlib
from base64 import b64encode

import pytest
from PIL import Image as Pillow

from convert import bounds
from convert.model import Media
from convert.notices import Report
from convert.reader import raster, svg
from convert.reader.cascade import Look
from convert.reader.html import Element
from convert.reader.pictures import Pictures
from convert.style import Style

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="100">{}</svg>'


def drawn(inside: str, before: str = "") -> str:
    """What is left of a drawing; it must have been drawn."""
    found = svg.load((before + SVG.format(inside)).encode())
    assert not isinstance(found, str), found
    return found.data.decode()


def refused(data: bytes) -> str:
    found = svg.load(data)
    assert isinstance(found, str)
    return found


def png(width: int, height: int) -> bytes:
    """The head of a picture, with hardly a pixel behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )


def address(data: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{b64encode(data).decode()}"


def dot(kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Pillow.new("RGB", (4, 4), "red").save(buffer, kind)
    return buffer.getvalue()


def test_pixels_are_counted_before_they_are_decoded() -> None:
    found = raster.load(png(10_000, 10_000))
    assert found == f"has 100 million pixels, more than {bounds.DECODED_PIXELS // 1_000_000}; make it smaller"
    assert raster.load(png(2**31 - 1, 2**31 - 1)) == "has too many pixels; make it smaller"


@pytest.mark.parametrize(
    "data",
    [
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"\x00\x00\x01\x00" + bytes(40),
        b"P6 9 9 255 ",
        b"",
    ],
)
def test_formats_that_are_not_wanted_are_never_opened(data: bytes) -> None:
    assert raster.load(data) == "is no picture this program reads"


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="{}" width="9" height="9"/>', '<image xlink:href="{}" width="9" height="9"/>', '<use href="{}#a"/>',
        '<rect style="fill:url({}#a)"/>', '<rect fill="url(\'{}#a\')"/>', "<style>@import '{}';rect{{fill:url({})}}</style>",
        "<style>@import url({})</style>", '<style>rect{{background:image-set("{}" 1x)}}</style>', '<rect style="fill:u\\72l({})"/>',
        '<foreignObject><img src="{}"/></foreignObject>', '<script href="{}"/>', '<a href="{}"><rect/></a>', '<feImage href="{}"/>',
        '<filter id="f"><feImage xlink:href="{}"/></filter>', '<text><textPath href="{}#a">x</textPath></text>', '<linearGradient href="{}#a"/>',
        '<rect onclick="{}"/>', '<rect onload="{}"/>', '<rect xml:base="{}"/>', '<font-face-uri href="{}"/>', '<cursor href="{}"/>',
        '<set attributeName="href" to="{}"/>', '<animate attributeName="href" values="{}"/>', '<metadata>{}</metadata>',
        '<iframe src="{}"/>', '<html:img xmlns:html="http://www.w3.org/1999/xhtml" src="{}"/>',
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "where",
    [
        "http://canary.example/x",
        "file:///canary",
        "//canary.example/x",
        "canary.svg",
        "data:image/svg+xml,canary",
    ],
)
def test_a_drawing_asks_for_nothing(inside: str, where: str) -> None:
    assert "canary" not in drawn(inside.format(*[where] * inside.count("{}")))


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>', '<!DOC<!DOCTYPE x>TYPE svg [<!ENTITY a "boom">]>',
        '<!DOCTYPE svg [<!ENTITY b "]>"><!ENTITY a "boom">]>', '<!DOCTYPE svg SYSTEM "http://canary.example/dtd">',
        '<!DOCTYPE a><!DOCTYPE svg [<!ENTITY a "boom">]>',
    ],
)  # fmt: skip
def test_entities_bring_nothing(before: str) -> None:
    refused((before + SVG.format("<text>&a;</text>")).encode())


def test_a_document_type_alone_is_left_out() -> None:
    assert "<rect" in drawn(
        "<rect/>",
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">',
    )


@pytest.mark.parametrize("name", ["utf-7", "punycode", "idna", "unicode_escape", "zlib", "rot13", "nonsense"])
def test_encodings_that_are_none_of_texts_are_refused(name: str) -> None:
    refused(f'<?xml version="1.0" encoding="{name}"?>{SVG.format("<rect/>")}'.encode())


def test_a_picture_inside_a_drawing_is_checked_as_any_other() -> None:
    assert "data:image/png" in drawn(f'<image href="{address(dot())}" width="9" height="9"/>')
    assert "data:" not in drawn(f'<image href="{address(png(30_000, 30_000))}" width="9" height="9"/>')
    assert "data:" not in drawn(f'<image href="{address(b"%!PS-Adobe-3.0 EPSF-3.0")}" width="9" height="9"/>')
    assert "data:image/jpeg" in drawn(f'<image href="{address(dot("JPEG"))}" width="9" height="9"/>')


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE svg [" * 200_000, b"<svg>" + b"<a/>" * 500_000 + b"</svg>", SVG.format("<g>" * 5000 + "</g>" * 5000).encode(),
        SVG.format('<g id="a">' + '<use href="#a"/>' * 9 + "</g>").encode(),
        SVG.format("".join(f'<g id="a{n}">' + f'<use href="#a{n + 1}"/>' * 10 + "</g>" for n in range(12))).encode(),
        b"<" * 5_000_000, b"<svg " + b"a='' " * 10 + b"<" * 100_000,
    ],
)  # fmt: skip
def test_floods_of_parts_are_refused_before_they_are_drawn(data: bytes) -> None:
    began = time.process_time()
    refused(data)
    assert time.process_time() - began < 10


def test_a_drawing_that_takes_too_long_is_let_go() -> None:
    numbers = " ".join(["1"] * 2500)
    flood = f'<filter id="f"><feConvolveMatrix order="50" kernelMatrix="{numbers}"/></filter><rect width="100" height="100" filter="url(#f)"/>'
    assert svg.load(SVG.format(flood).encode(), seconds=1.0) == "cannot be drawn"


def test_a_costly_drawing_looks_as_it_should() -> None:
    found = svg.load(
        SVG.format(
            '<filter id="f"><feOffset/></filter><g opacity="0.5"><rect width="100" height="100" fill="red" filter="url(#f)"/></g>'
        ).encode()
    )
    assert not isinstance(found, str)
    picture = Pillow.open(io.BytesIO(found.png))
    red, green, blue, alpha = picture.convert("RGBA").getpixel((50, 50))  # type: ignore[misc]
    assert (red, green, blue) == (255, 0, 0)
    assert 126 <= alpha <= 129


def test_one_picture_named_often_is_read_once() -> None:
    asked: list[str] = []

    def fetch(reference: str) -> bytes:
        asked.append(reference)
        return dot()

    report = Report()
    pictures = Pictures(fetch, report)
    for line in range(5):
        pictures.image(Element("img", {"src": "a%20b.png?x#y", "alt": ""}, line, None), Look(Style()))
        pictures.image(Element("img", {"src": "https://a/%2e?x", "alt": ""}, line, None), Look(Style()))
    assert asked == ["a b.png", "https://a/%2e?x"]
    assert [type(media) for media in pictures.media] == [Media]

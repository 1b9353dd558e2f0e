import io
import time

import pytest
from PIL import Image as Pillow

from convert.model import Image, Length, Media, Text
from convert.notices import Code, Report
from convert.reader import read
from convert.traverse import walk_inlines

OPENING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">'
)
RED = (255, 0, 0, 255)


def loaded(inside: str, opening: str = OPENING) -> Media:
    (media,) = read("![a](a.svg)", lambda path: f"{opening}{inside}</svg>".encode()).media
    return media


def pixel(media: Media, x: float, y: float) -> object:
    """The colour at a place, from 0 to 1, of the picture that stands in for the drawing."""
    with Pillow.open(io.BytesIO(media.png)) as picture:
        return picture.getpixel((int(x * picture.width), int(y * picture.height)))


def test_a_drawing_comes_with_its_pixels() -> None:
    media = loaded('<rect width="10" height="10" fill="red"/>')
    assert (media.mime, media.width_px, media.height_px) == ("image/svg+xml", 20, 10)
    assert (pixel(media, 0.2, 0.5), pixel(media, 0.8, 0.5)) == (RED, (0, 0, 0, 0))


def test_text_in_a_drawing_needs_no_fonts_of_the_system() -> None:
    media = loaded('<text x="0" y="9" font-size="10" font-family="Nobody Has This">中文</text>')
    with Pillow.open(io.BytesIO(media.png)) as picture:
        assert picture.getchannel("A").getextrema()[1] == 255


@pytest.mark.parametrize(
    "reaching",
    [
        "<script>alert(1)</script>",
        '<image href="http://example.org/a.png" width="5" height="5"/>',
        '<image xlink:href="file:///etc/passwd" width="5" height="5"/>',
        '<use href="other.svg#a"/>',
        '<a href="https://example.org"><rect width="1" height="1"/></a>',
        '<rect width="1" height="1" onclick="alert(1)"/>',
        '<rect width="1" height="1" fill="url(http://example.org/#a)"/>',
        r'<rect width="1" height="1" style="fill: \75rl(http://example.org/#a)"/>',
        "<style>@import 'http://example.org/a.css'; rect { fill: url(http://example.org/#a) }</style>",
        "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='http://example.org'/></foreignObject>",
        '<set attributeName="href" to="http://example.org"/>',
    ],
)
def test_nothing_in_a_drawing_reaches_outside_it(reaching: str) -> None:
    kept = loaded(reaching + '<rect width="20" height="10" fill="red"/>')
    for word in (b"example.org", b"passwd", b"other.svg", b"alert", b"script", b"iframe"):
        assert word not in kept.data
    assert pixel(kept, 0.9, 0.9) == RED


def test_entities_are_not_expanded() -> None:
    lines = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + OPENING + "<text>&b;</text></svg>"
    report = Report()
    assert read("![a](a.svg)", lambda path: lines.encode(), report).media == ()
    assert [notice.code for notice in report] == [Code.PICTURE]


REPEATED = "".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(9))


@pytest.mark.parametrize(
    "inside",
    [
        f'<g id="a0"><rect/></g>{REPEATED}',
        '<g id="a"><use href="#a"/></g>',
        "<g>" * 5_000 + "</g>" * 5_000,
        '<pattern id="p"><rect fill="url(#p)"/></pattern>',
    ],
)
def test_drawings_made_to_hurt_are_refused_soon(inside: str) -> None:
    began = time.process_time()
    assert read("![a](a.svg)", lambda path: f"{OPENING}{inside}</svg>".encode()).media == ()
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="2in" height="96"', (192, 96)),
        ('width="40" viewBox="0 0 20 10"', (40, 20)),
        ('width="100%" viewBox="0 0 20 10"', (20, 10)),
        ("", (300, 150)),
        ('width="1e300" height="1"', (300, 1)),
        ('viewBox="0 0 nan inf"', (300, 150)),
    ],
)
def test_the_size_of_a_drawing_is_what_it_says(attributes: str, size: tuple[int, int]) -> None:
    media = loaded("<rect/>", f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>')
    assert (media.width_px, media.height_px) == size


def test_a_drawing_of_the_page_is_a_picture_that_says_its_text() -> None:
    document = read(
        "<p style='color: red'>a <svg viewBox='0 0 20 10' style='width: 2em'><rect width=20 height=10"
        " fill=currentColor /><text y=9>so</text></svg></p>"
    )
    (image,) = (inline for inline in walk_inlines(document.body) if isinstance(inline, Image))
    assert (image.alt, image.width) == ("so", Length(2, "em"))
    assert pixel(document.media[0], 0.99, 0.01) == RED


def test_a_drawing_that_cannot_be_drawn_leaves_its_text() -> None:
    report = Report()
    document = read('<svg><g id="a"><use href="#a"/><text>so</text></g></svg>', report=report)
    assert list(walk_inlines(document.body)) == [Text("so")]
    assert [notice.code for notice in report] == [Code.PICTURE]

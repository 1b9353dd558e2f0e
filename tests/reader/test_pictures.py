import base64
import io
from urllib.parse import quote

import pytest
from PIL import Image as Pillow

from convert.model import Document, Figure, Image, Length, Paragraph, Text
from convert.notices import Code, Report
from convert.reader import read
from convert.traverse import walk_inlines

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"><rect width="8" height="4" fill="red"/></svg>'


def picture(kind: str = "PNG", size: tuple[int, int] = (4, 2)) -> bytes:
    buffer = io.BytesIO()
    Pillow.new("RGB", size, "red").save(buffer, kind)
    return buffer.getvalue()


def only_image(document: Document) -> Image:
    (image,) = (inline for inline in walk_inlines(document.body) if isinstance(inline, Image))
    return image


@pytest.mark.parametrize(
    ("kind", "mime"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("GIF", "image/gif"),
        ("WEBP", "image/png"),
        ("BMP", "image/png"),
    ],
)
def test_pictures_of_the_usual_kinds_are_read(kind: str, mime: str) -> None:
    document = read("![a](a.x)", lambda path: picture(kind))
    assert [(media.mime, media.width_px, media.height_px) for media in document.media] == [(mime, 4, 2)]


def test_one_picture_shown_twice_is_kept_once() -> None:
    document = read("![a](a.png) ![b](b.png)", lambda path: picture())
    assert len(document.media) == 1


def test_a_data_uri_is_a_picture() -> None:
    uri = "data:image/png;base64," + base64.b64encode(picture()).decode()
    assert len(read(f'<img src="{uri}" alt="a">').media) == 1


@pytest.mark.parametrize("encoded", ["data:image/png;name=a;base64,{}", "DATA:image/png;BASE64, {}"])
def test_a_data_uri_may_say_more_than_its_type(encoded: str) -> None:
    uri = encoded.format(base64.b64encode(picture()).decode())
    assert len(read(f'<img src="{uri}" alt="a">').media) == 1


def test_a_data_uri_may_be_percent_encoded() -> None:
    (media,) = read(f'<img src="data:image/svg+xml,{quote(SQUARE)}">').media
    assert media.mime == "image/svg+xml"


@pytest.mark.parametrize(
    ("attributes", "width", "height"),
    [
        ("width=50%", Length(50, "%"), None),
        ("width=3em height=10", Length(3, "em"), Length(7.5)),
        ("width=2cm", Length(56.693), None),
        ("height=wide", None, None),
    ],
)
def test_sizes_are_read_from_attributes(attributes: str, width: Length | None, height: Length | None) -> None:
    image = only_image(read(f"x <img src=a.png {attributes}>", lambda path: picture()))
    assert (image.width, image.height) == (width, height)


@pytest.mark.parametrize(
    ("written", "width", "height"),
    [
        ("=100x80", Length(75), Length(60)),
        ("=100x", Length(75), None),
        ("=x80", None, Length(60)),
        ('"title" =50%x', Length(50, "%"), None),
        ("=40", Length(30), None),
    ],
)
def test_sizes_are_read_behind_an_address(written: str, width: Length | None, height: Length | None) -> None:
    image = only_image(read(f"x ![a *b*](a.png {written})", lambda path: picture()))
    assert (image.alt, image.width, image.height) == ("a b", width, height)


@pytest.mark.parametrize(
    ("style", "width", "height"),
    [
        ("zoom: 50%", Length(15), None),
        ("zoom: 2; width: 10px", Length(15), None),
        ("zoom: 2; height: 10px", None, Length(15)),
        ("zoom: 50%; width: 40%", Length(40, "%"), None),
        ("zoom: 4; max-width: 20px", Length(15), None),
        ("zoom: normal", None, None),
    ],
)
def test_zoom_scales_a_picture(style: str, width: Length | None, height: Length | None) -> None:
    image = only_image(read(f'x <img src=a.png style="{style}">', lambda path: picture(size=(40, 20))))
    assert (image.width, image.height) == (width, height)


def test_sizes_are_read_in_css_units() -> None:
    document = read('<img src=a.png width=96 style="height: 1cm" alt=a>', lambda path: picture())
    image = only_image(document)
    assert (image.width, image.height) == (Length(72), Length(28.346))


@pytest.mark.parametrize("data", [None, b"", b"\x89PNG\r\n\x1a\n", b"<svg>", b"<html/>"])
def test_what_is_no_picture_leaves_its_description_and_a_notice(data: bytes | None) -> None:
    report = Report()
    document = read("x\n\n![the pens](a.png)", lambda path: data, report)
    assert document.media == ()
    assert "the pens" in str(document.body[1])
    assert [(notice.code, notice.line) for notice in report] == [(Code.PICTURE, 3)]


def test_the_title_of_a_picture_alone_in_its_paragraph_is_its_caption() -> None:
    (figure,) = read('![a](a.png "The pens")', lambda path: picture()).body
    assert isinstance(figure, Figure)
    assert figure.caption == (Text("The pens"),)


def test_a_picture_is_turned_as_its_camera_was() -> None:
    upright = Pillow.new("RGB", (4, 2), "red")
    exif = upright.getexif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    upright.save(buffer, "JPEG", exif=exif)
    (media,) = read("![a](a.jpg)", lambda path: buffer.getvalue()).media
    assert (media.mime, media.width_px, media.height_px) == ("image/jpeg", 2, 4)
    with Pillow.open(io.BytesIO(media.data)) as kept:
        assert kept.getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize(("kind", "mode", "wanted"), [("JPEG", "CMYK", "RGB"), ("PNG", "I;16", "L")])
def test_what_word_cannot_show_is_turned_into_what_it_can(kind: str, mode: str, wanted: str) -> None:
    buffer = io.BytesIO()
    Pillow.new(mode, (4, 2), 40_000 if mode == "I;16" else "red").save(buffer, kind)
    (media,) = read("![a](a.x)", lambda path: buffer.getvalue()).media
    with Pillow.open(io.BytesIO(media.data)) as shown:
        assert (shown.format, shown.mode) == (kind, wanted)
        if wanted == "L":
            assert shown.getpixel((0, 0)) == 156


def test_the_first_source_of_a_picture_stands_in_for_its_image() -> None:
    asked: list[str] = []
    read('<picture><source srcset="a.webp 2x, b.webp"><img alt=x></picture>', asked.append)
    assert asked == ["a.webp"]


@pytest.mark.parametrize(
    ("style", "width"),
    [
        ("max-width: 20px", Length(15)),
        ("max-width: 100%", None),
        ("max-width: 50px", None),
        ("width: 30em; max-width: 3em", Length(3, "em")),
        ("max-width: 1%", Length(1, "%")),
        ("max-width: none", None),
    ],
)
def test_a_picture_is_no_wider_than_the_author_lets_it(style: str, width: Length | None) -> None:
    source = f'x <img src=a.png style="{style}">'
    assert only_image(read(source, lambda path: picture(size=(40, 20)))).width == width


def test_a_picture_without_any_size_is_not_there() -> None:
    assert read("a<img src=a.png width=0 alt=x>", lambda path: picture()).body == (Paragraph((Text("a"),)),)


def test_a_picture_is_decorative_only_where_its_author_says_so() -> None:
    def decorative(source: str) -> bool:
        return only_image(read(source, lambda path: picture())).decorative

    assert decorative('<img src="a.png" alt="">')
    assert not decorative('<img src="a.png">')
    assert not decorative("![](a.png)")
    assert not decorative('<img src="a.png" alt="a">')

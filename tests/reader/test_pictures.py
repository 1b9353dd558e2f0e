import base64
import io

import pytest
from PIL import Image as Pillow

from convert.model import Image, Length, Paragraph
from convert.notices import Code, Report
from convert.reader import read


def picture(kind: str = "PNG", size: tuple[int, int] = (4, 2)) -> bytes:
    buffer = io.BytesIO()
    Pillow.new("RGB", size, "red").save(buffer, kind)
    return buffer.getvalue()


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


def test_sizes_are_read_in_css_units() -> None:
    document = read('<img src=a.png width=96 style="height: 1cm" alt=a>', lambda path: picture())
    paragraph = document.body[0]
    assert isinstance(paragraph, Paragraph)
    image = paragraph.children[0]
    assert isinstance(image, Image)
    assert (image.width, image.height) == (Length(72), Length(28.346))


@pytest.mark.parametrize("data", [None, b"", b"\x89PNG\r\n\x1a\n", b"<svg/>"])
def test_what_is_no_picture_leaves_its_description_and_a_notice(data: bytes | None) -> None:
    report = Report()
    document = read("x\n\n![the pens](a.png)", lambda path: data, report)
    assert document.media == ()
    assert "the pens" in str(document.body[1])
    assert [(notice.code, notice.line) for notice in report] == [(Code.PICTURE, 3)]

"""The checks themselves: what is planted is found."""

import base64
import io
import socket
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Callable

import pytest

from hostile import canary, leaks
from hostile.running import Place

DATA = base64.b64encode(canary.picture()).decode()
PAGES = {
    "the token": f"<p>{canary.TOKEN}</p>",
    "the picture": f'<img src="data:image/png;base64,{DATA}">',
    "the picture in a drawing": '<img src="data:image/svg+xml;base64,'
    + base64.b64encode(
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/png;base64,{DATA}"/></svg>'.encode()
    ).decode()
    + '">',
    "a drawing that reaches out": '<img src="data:image/svg+xml;base64,'
    + base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"><use href="http://h/a"/></svg>').decode()
    + '">',
    "a script": "<script>1</script>",
    "a handler": "<p onclick=1>a</p>",
    "a picture elsewhere": "<img src=http://h/a.png>",
    "a set of pictures": "<img srcset='a.png 2x'>",
    "a link to a script": "<a href='java\tscript:1'>a</a>",
    "a link to a file": "<a href='file:///a'>a</a>",
    "a sheet elsewhere": "<link rel=stylesheet href=a.css>",
    "an import": "<style>@im\\port 'a.css'</style>",
    "an address in a style": "<p style='background:u\\72l(http://h/a)'>a</p>",
    "an image set": "<p style=\"background:image-set('a.png' 1x)\">a</p>",
    "a refresh": "<meta http-equiv=refresh content=0>",
    "a frame": "<iframe srcdoc=a></iframe>",
    "a form": "<form></form>",
    "a base": "<base href=a>",
    "a ping": "<a href=#a ping=b>a</a>",
    "the colour": "<p style='color:#d30dbb'>a</p>",
}


@pytest.mark.parametrize("name", PAGES)
def test_what_is_planted_in_a_page_is_found(name: str) -> None:
    assert leaks.of("html", PAGES[name].encode())


def test_a_sound_page_is_not_blamed() -> None:
    page = "<!DOCTYPE html><style>p{color:red}</style><h1 id=a>a</h1><p><a href='https://example.org/'>b</a><a href='#a'>c</a>"
    assert leaks.of("html", page.encode()) == []


_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "the token": ("word/document.xml", f"<a>{canary.TOKEN}</a>"),
    "the picture": ("word/media/a.png", canary.picture()),
    "an external picture": (
        "word/_rels/a.rels",
        f'<a><Relationship Type="{_REL}/image" TargetMode="External" Target="http://h/a"/></a>',
    ),
    "a link to a file": (
        "word/_rels/a.rels",
        f'<a><Relationship Type="{_REL}/hyperlink" TargetMode="External" Target="file:///a"/></a>',
    ),
    "a relationship to a share": (
        "word/_rels/a.rels",
        f'<a><Relationship Type="{_REL}/image" Target="\\\\h\\a"/></a>',
    ),
    "a field": ("word/document.xml", "<a><instrText>INCLUDEPICTURE a</instrText></a>"),
    "a part that runs": ("word/vbaProject.bin", b"a"),
    "a name that climbs": ("../a.xml", "<a/>"),
    "a document type": ("word/a.xml", "<!DOCTYPE a><a/>"),
    "the colour": ("word/a.xml", '<a b="D30DBB"/>'),
    "a drawing that reaches out": ("word/media/a.svg", '<svg><image href="file:///a"/></svg>'),
}


@pytest.mark.parametrize("name", PARTS)
def test_what_is_planted_in_a_word_file_is_found(name: str) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr(*PARTS[name])
    assert leaks.of("docx", data.getvalue())


def _pdf(page: str) -> bytes:
    import weasyprint

    data: bytes = weasyprint.HTML(string=page).write_pdf()
    return data


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{canary.TOKEN}",
        f"<img src='data:image/png;base64,{DATA}'>",
        "<a href='javascript:1'>a</a>",
        "<a href='file:///a'>a</a>",
        "<p style='color:#d30dbb'>a",
        "<a rel=attachment href='data:,a'>a</a>",
        "<link rel=attachment href='data:,a'>",
    ],
)
def test_what_is_planted_in_a_pdf_is_found(page: str) -> None:
    assert leaks.of("pdf", _pdf(page))


@pytest.mark.parametrize("action", ["/Launch", "/GoToR", "/JavaScript", "/SubmitForm", "/ImportData"])
def test_an_action_of_a_pdf_is_found(action: str) -> None:
    import pikepdf

    data = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.pages[0].obj["/AA"] = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name(action)))
        file.save(data)
    assert leaks.of("pdf", data.getvalue())


def _connects(place: Place) -> None:
    host, _, port = place.server.bare.partition(":")
    socket.create_connection((host, int(port))).close()


ACTS: dict[str, Callable[[Place], object]] = {
    "a file beside": lambda place: (place.root / "outside" / "canary.txt").read_text(),
    "a link": lambda place: (place.inside / "link.png").read_bytes(),
    "a way upward": lambda place: list((place.inside / ".." / "outside").iterdir()),
    "a file of the system": lambda place: open("/etc/passwd").close(),  # noqa: PTH123
    "a connection": _connects,
    "a name that is asked for": lambda place: socket.getaddrinfo("localhost", 80),
    "an address": lambda place: urllib.request.urlopen(place.names["server"]).close(),
    "a program": lambda place: subprocess.run([sys.executable, "-c", ""], check=True),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_a_process_does_is_heard(place: Place, name: str) -> None:
    with place.watch.armed_for(place.inside, outside=place.root) as heard:
        ACTS[name](place)
    assert heard
    place.server.take()


def test_the_server_counts_who_comes(place: Place) -> None:
    place.server.take()
    urllib.request.urlopen(f"{place.names['server']}/a.png").close()
    assert place.server.take() == ["GET /a.png"]

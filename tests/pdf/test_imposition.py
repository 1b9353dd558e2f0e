"""Pages two on a side: which lie where, that they look as before, and that links, outline and tags come along."""

import io
import re
from collections.abc import Sequence
from typing import Any

import pikepdf
import pymupdf
import pytest

import judges
from convert import proof, themes
from convert.model import (
    Color,
    Document,
    Heading,
    Image,
    Link,
    Media,
    Meta,
    PageBreak,
    Paragraph,
    Style,
    Text,
)
from convert.notices import Report
from convert.record import replace
from convert.writers import Imposition, Options, pdf
from convert.writers._pdf import signatures
from specimens import EVERYTHING

RED = Style(color=Color(192, 0, 0), mark="red")
GRADIENT = b"""<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80">
<linearGradient id="g" gradientUnits="userSpaceOnUse" x2="200"><stop offset="0" stop-color="#fff"/>
<stop offset="1" stop-color="#06c"/></linearGradient><rect width="200" height="80" fill="url(#g)"/></svg>"""
PICTURE = Media("g", "image/svg+xml", GRADIENT, 200, 80)


def article(pages: int, **meta: str) -> Document:
    """A document of pages that say their number; the first leads to the last."""
    blocks: list[Any] = []
    for number in range(1, pages + 1):
        line = (Text(f"第{number}页，", RED), Link(f"#p{pages}", (Text("末页"),)))
        more = (Link("https://example.org/", (Text("外"),)), Image("g", "渐变"))
        blocks += [Heading(2, (Text(f"题{number}"),), f"p{number}"), Paragraph(line + more), PageBreak()]
    title = Heading(1, (Text("书"),), "top")
    return Document(meta=Meta(title="书", **meta), body=(title, *blocks[:-1]), media=(PICTURE,))


def write(document: Document, imposition: Imposition | None = None, **setup: Any) -> bytes:
    theme = themes.load("handout", themes.PageSetup(**setup), language=document.meta.language)
    return pdf.write(document, Options(theme, imposition=imposition), Report())


def halves(data: bytes) -> list[list[str]]:
    """The numbers that stand on the halves of each side, left and right."""
    found = []
    for page in pymupdf.open(stream=data):
        middle = page.rect.width / 2
        words = [
            re.findall(r"第(\d+)页", page.get_text(clip=pymupdf.Rect(x, 0, x + middle, page.rect.height)))
            for x in (0, middle)
        ]
        found.append([side[0] if side else "" for side in words])
    return found


@pytest.fixture(scope="module")
def five() -> bytes:
    return write(article(5))


@pytest.fixture(scope="module")
def booklet() -> bytes:
    return write(article(5), Imposition("booklet"))


@pytest.fixture(scope="module")
def two_up() -> bytes:
    return write(article(5), Imposition("2up"))


@pytest.mark.parametrize(
    ("pages", "sheets", "expected"),
    [
        (0, None, []),
        (1, None, [(None, 0), (None, None)]),
        (4, None, [(3, 0), (1, 2)]),
        (8, None, [(7, 0), (1, 6), (5, 2), (3, 4)]),
        (9, 1, [(3, 0), (1, 2), (7, 4), (5, 6), (None, 8), (None, None)]),
    ],
)
def test_folded_sheets_read_in_order(pages: int, sheets: int | None, expected: Sequence[Any]) -> None:
    assert list(signatures.booklet(pages, sheets)) == expected


@pytest.mark.parametrize("sheets", [None, 1, 2, 4])
@pytest.mark.parametrize("pages", range(1, 40))
def test_leafing_through_a_booklet_meets_each_page_once(pages: int, sheets: int | None) -> None:
    sides = list(signatures.booklet(pages, sheets))
    assert len(sides) % 2 == 0
    leaves = []
    size = 2 * sheets if sheets else len(sides)
    for start in range(0, len(sides), size):
        fronts, backs = sides[start : start + size : 2], sides[start + 1 : start + size : 2]
        for front, back in zip(fronts, backs, strict=True):  # right halves, from the outside in
            leaves += [front[1], back[0]]
        for front, back in reversed(list(zip(fronts, backs, strict=True))):
            leaves += [back[1], front[0]]
    met = [leaf for leaf in leaves if leaf is not None]
    assert met == list(range(pages))
    assert leaves[: len(met)] == met, "blanks stand at the end"


def test_two_pages_stand_side_by_side_in_order(two_up: bytes) -> None:
    assert halves(two_up) == [["1", "2"], ["3", "4"], ["5", ""]]


def test_a_booklet_has_the_last_page_beside_the_first(booklet: bytes) -> None:
    assert halves(booklet) == [["", "1"], ["2", ""], ["", "3"], ["4", "5"]]


def test_what_is_read_from_the_right_is_bound_on_the_right() -> None:
    data = write(article(4), Imposition("booklet", right_to_left=True))
    assert halves(data) == [["1", "4"], ["3", "2"]]


def test_a_sheet_is_the_paper_turned(two_up: bytes, five: bytes) -> None:
    page, sheet = (pymupdf.open(stream=data)[0].rect for data in (five, two_up))
    assert (sheet.width, sheet.height) == (page.height, page.width)


def test_small_pages_on_a_large_sheet_keep_their_size() -> None:
    document = article(2)
    alone = write(document, paper="A5")
    sheet = write(document, Imposition("booklet", (210.0, 297.0)), paper="A5")
    assert sizes(alone) == pytest.approx(sizes(sheet))


def sizes(data: bytes) -> list[float]:
    """The sizes of type on the first side, from the smallest."""
    blocks = pymupdf.open(stream=data)[0].get_text("dict")["blocks"]
    return sorted(
        {span["size"] for block in blocks for line in block.get("lines", ()) for span in line["spans"]}
    )


def test_wide_pages_lie_one_above_the_other() -> None:
    data = write(article(2), Imposition("2up"), paper="A4 landscape")
    page = pymupdf.open(stream=data)[0]
    first, second = (page.search_for(f"第{number}页")[0] for number in (1, 2))
    assert page.rect.width < page.rect.height
    assert first.y1 < page.rect.height / 2 < second.y0


@pytest.mark.parametrize("kind", ["2up", "booklet"])
def test_each_page_looks_on_its_sheet_as_it_looked_alone(
    kind: str, five: bytes, two_up: bytes, booklet: bytes
) -> None:
    sheets = pymupdf.open(stream=two_up if kind == "2up" else booklet)
    for number, page in enumerate(pymupdf.open(stream=five), 1):
        place = next(
            (sheet, side)
            for sheet, sides in enumerate(halves(two_up if kind == "2up" else booklet))
            for side, said in enumerate(sides)
            if said == str(number)
        )
        sheet = sheets[place[0]]
        middle = sheet.rect.width / 2
        clip = pymupdf.Rect(place[1] * middle, 0, (place[1] + 1) * middle, sheet.rect.height)
        coarse = 0.2 * page.rect.width / middle
        alone = page.get_pixmap(matrix=pymupdf.Matrix(0.2, 0.2), colorspace="gray")
        there = sheet.get_pixmap(matrix=pymupdf.Matrix(coarse, coarse), clip=clip, colorspace="gray")
        apart = [
            abs(alone.pixel(x, y)[0] - there.pixel(x, y)[0])
            for y in range(2, min(alone.height, there.height) - 2)
            for x in range(2, min(alone.width, there.width) - 2)
        ]
        assert sum(step > 40 for step in apart) < 0.002 * len(apart)


def test_links_lead_to_their_page_on_the_sheet(booklet: bytes) -> None:
    book = pymupdf.open(stream=booklet)
    inner = [link for link in book[0].get_links() if link["kind"] != pymupdf.LINK_URI]
    outer = [link for link in book[0].get_links() if link["kind"] == pymupdf.LINK_URI]
    assert [link["uri"] for link in outer] == ["https://example.org/"]
    assert "末页" in book[0].get_textbox(inner[0]["from"])
    file = pikepdf.open(io.BytesIO(booklet))
    target = file.Root.Names.Dests.Names
    places = {str(target[at]): target[at + 1] for at in range(0, len(target), 2)}
    sheet, x, y = places["p5"][0], float(places["p5"][2]), float(places["p5"][3])
    title = book[3].search_for("题5")[0]
    assert sheet.objgen == file.pages[3].obj.objgen
    assert abs(x - title.x0) < 12
    assert abs(book[3].rect.height - y - title.y0) < 12


def test_the_outline_leads_to_the_sheets(booklet: bytes) -> None:
    outline = pymupdf.open(stream=booklet).get_toc()
    assert [(title, page) for _, title, page in outline] == [
        ("书", 1),
        ("题1", 1),
        ("题2", 2),
        ("题3", 3),
        ("题4", 4),
        ("题5", 4),
    ]


def test_labels_say_which_pages_a_side_has(booklet: bytes) -> None:
    labels = [page.get_label() for page in pymupdf.open(stream=booklet)]
    assert labels == ["-, 1", "2, -", "-, 3", "4, 5"]


@pytest.mark.parametrize("kind", ["2up", "booklet"])
def test_a_sheet_is_as_accessible_as_its_pages(kind: str) -> None:
    problems = judges.of_pdf()
    data = write(EVERYTHING, Imposition(kind))  # type: ignore[arg-type]
    assert problems(data) == []


def test_title_language_and_conformance_are_kept(five: bytes, booklet: bytes) -> None:
    for data in (five, booklet):
        file = pikepdf.open(io.BytesIO(data))
        assert (str(file.Root.Lang), str(file.docinfo["/Title"]), file.pdf_version) == ("zh-CN", "书", "1.7")
        assert b'pdfuaid:part="1"' in file.Root.Metadata.read_bytes()


def test_reading_aloud_follows_the_document(booklet: bytes) -> None:
    """The structure tree gives the words in their order, through the parent tree of each sheet and back."""
    file = pikepdf.open(io.BytesIO(booklet))
    waiting, headings = [file.Root.StructTreeRoot.K[0]], []
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Dictionary):
            if str(element.get("/S", "")) == "/H2":
                headings.append(element)
            waiting += reversed(list(element.get("/K", ())))
    sheets = {page.obj.objgen: number for number, page in enumerate(file.pages)}
    assert [sheets[heading.Pg.objgen] for heading in headings] == [0, 1, 2, 3, 3]
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for heading in headings:
        span = heading.K[0]
        assert parents[sheets[span.Pg.objgen]][int(span.K[0])].objgen == span.objgen


def test_fonts_are_there_once_and_the_file_hardly_grows(five: bytes, booklet: bytes) -> None:
    assert len(booklet) < len(five) + 4_000
    assert booklet.count(b"/FontFile") == five.count(b"/FontFile")


def test_the_same_document_gives_the_same_bytes(booklet: bytes) -> None:
    assert write(article(5), Imposition("booklet")) == booklet


@pytest.mark.parametrize("wanted", [Imposition("2up"), Imposition("booklet"), Imposition("booklet", None, 1)])
def test_a_sheet_can_be_proven(wanted: Imposition) -> None:
    document = article(6)
    options = Options(themes.load("handout"), imposition=wanted)
    data = pdf.write(document, options, Report())
    assert proof.check(document, "pdf", data, options) == ()
    other = replace(document, body=(*document.body, Paragraph((Text("缺的一句"),))))
    assert proof.check(other, "pdf", data, options)


@pytest.mark.parametrize("kind", ["2up", "booklet"])
def test_nothing_refers_to_what_is_gone(kind: str) -> None:
    file = pikepdf.open(io.BytesIO(write(EVERYTHING, Imposition(kind))))  # type: ignore[arg-type]
    plain = io.BytesIO()
    file.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable, recompress_flate=False)
    words = re.sub(rb"stream\r?\n.*?endstream", b"", plain.getvalue(), flags=re.DOTALL)
    there = set(re.findall(rb"(?m)^(\d+) 0 obj", words))
    assert set(re.findall(rb"\b(\d+) 0 R\b", words)) <= there
    assert not re.search(rb"^\d+ 0 obj\s*null", words, flags=re.MULTILINE)

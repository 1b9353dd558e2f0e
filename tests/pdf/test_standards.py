"""The standards a PDF can keep to, as far as they can be read from the file."""

import io
import re
from functools import cache
from typing import Any

import pikepdf
import pytest

import judges
from convert import themes
from convert.model import (
    Document,
    Footnote,
    FootnoteRef,
    Heading,
    Image,
    Link,
    List,
    ListItem,
    Media,
    Meta,
    Paragraph,
    Style,
    Text,
)
from convert.notices import Report
from convert.record import replace
from convert.writers import Imposition, Options, PdfVariant, pdf
from specimens import EVERYTHING, paragraph

VARIANTS: tuple[PdfVariant, ...] = ("pdf/ua-1", "pdf/ua-2", "pdf/a-2u", "pdf/a-3a")
ARCHIVAL = VARIANTS[2:]
LINKED = Document(
    meta=Meta(title="题", author="某人", date="2026-01-02", subject="说明", keywords=("甲", "b")),
    body=(
        Heading(1, (Text("一"),), "one"),
        Paragraph((Text("见"), Link("#two", (Text("二"),)), Text("，"), FootnoteRef("n"), Text("an English run", Style(language="en")))),
        List((ListItem((paragraph("甲"),)), ListItem((paragraph("乙"),)))),
        List((ListItem((paragraph("丙"),)),), ordered=True),
        Heading(2, (Text("二"),), "two"),
    ),
    footnotes=(Footnote("n", (paragraph("注。"),)),),
)  # fmt: skip


@cache
def written(variant: PdfVariant, name: str = "linked") -> bytes:
    document = LINKED if name == "linked" else EVERYTHING
    options = Options(themes.load("handout"), date="2026-01-02T00:00:00Z", pdf_variant=variant)
    return pdf.write(document, options, Report())


@cache
def opened(variant: PdfVariant, name: str = "linked") -> Any:
    return pikepdf.open(io.BytesIO(written(variant, name)))


def elements(file: Any, kind: str) -> list[Any]:
    waiting, found = [file.Root.StructTreeRoot.K[0]], []
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found += [element] * (str(element.S) == kind)
            waiting += reversed(list(element.get("/K", ())))
    return found


@pytest.mark.parametrize("variant", VARIANTS)
def test_each_is_tagged_and_says_that_it_is_accessible(variant: PdfVariant) -> None:
    assert judges.of_pdf()(written(variant, "everything")) == []


@pytest.mark.parametrize(
    ("variant", "version", "claims"),
    [
        ("pdf/ua-1", "1.7", {"pdfuaid:part": "1"}),
        ("pdf/ua-2", "2.0", {"pdfuaid:part": "2", "pdfuaid:rev": "2024"}),
        ("pdf/a-2u", "1.7", {"pdfaid:part": "2", "pdfaid:conformance": "U", "pdfuaid:part": "1"}),
        ("pdf/a-3a", "1.7", {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}),
    ],
)
def test_the_metadata_claim_what_was_asked(variant: PdfVariant, version: str, claims: dict[str, str]) -> None:
    file = opened(variant)
    words = file.Root.Metadata.read_bytes().decode()
    found = {
        name: said or more
        for name, said, more in re.findall(r'(pdf(?:ua|a)id:\w+)(?:="(\w+)"|>(\w+)<)', words)
    }
    assert found == claims
    assert file.pdf_version == version


@pytest.mark.parametrize("variant", ARCHIVAL)
def test_an_archive_has_its_colours_defined(variant: PdfVariant) -> None:
    intent = opened(variant).Root.OutputIntents[0]
    assert (str(intent.S), intent.DestOutputProfile.N) == ("/GTS_PDFA1", 3)


@pytest.mark.parametrize("variant", ARCHIVAL)
def test_an_archive_smooths_no_picture_and_prints_every_link(variant: PdfVariant) -> None:
    media = Media("p", "image/png", png(), 1, 1)
    document = replace(LINKED, body=(*LINKED.body, Paragraph((Image("p", "点"),))), media=(media,))
    data = pdf.write(document, Options(themes.load("handout"), pdf_variant=variant), Report())
    file = pikepdf.open(io.BytesIO(data))
    pictures = [
        item for item in file.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    ]
    assert pictures
    assert not any(bool(item.get("/Interpolate", False)) for item in pictures)
    assert all(int(link.F) == 4 for link in file.pages[0].Annots)


@pytest.mark.parametrize("variant", ARCHIVAL)
def test_an_archive_nests_states_less_deep_than_it_may(variant: PdfVariant) -> None:
    """ISO 19005-2, 6.1.13: at most 28."""
    for page in opened(variant, "everything").pages:
        depth = deepest = 0
        for _, operator in pikepdf.parse_content_stream(page):
            depth += {"q": 1, "Q": -1}.get(str(operator), 0)
            deepest = max(deepest, depth)
        assert depth == 0
        assert deepest <= 28


def test_the_metadata_of_an_archive_agree_with_its_information() -> None:
    file = opened("pdf/a-3a")
    words = file.Root.Metadata.read_bytes().decode()
    for key in ("/Title", "/Author", "/Subject", "/Keywords", "/Producer"):
        assert f">{file.docinfo[key]}<" in words or f'"{file.docinfo[key]}"' in words


def test_links_and_outline_of_ua_2_lead_to_elements() -> None:
    file = opened("pdf/ua-2")
    links = {str(link.A.D): str(link.A.SD[0].S) for link in file.pages[0].Annots if "/A" in link}
    assert links["two"] == "/H2"
    assert links["fn-1"] == "/FENote"
    assert not any("/Dest" in item for item in file.objects if isinstance(item, pikepdf.Dictionary))
    first = file.Root.Outlines.First
    assert [str(first.A.SD[0].S), str(first.First.A.SD[0].S)] == ["/H1", "/H2"]


def test_lists_of_ua_2_say_whether_they_count() -> None:
    lists = elements(opened("pdf/ua-2"), "/L")
    assert [str(item.A.ListNumbering) for item in lists[:2]] == ["/Unordered", "/Ordered"]


def test_links_of_ua_2_follow_an_imposition() -> None:
    options = Options(themes.load("handout"), pdf_variant="pdf/ua-2", imposition=Imposition("booklet"))
    file = pikepdf.open(io.BytesIO(pdf.write(LINKED, options, Report())))
    link = next(link for link in file.pages[0].Annots if str(link.A.D) == "two")
    width, height = (float(side) for side in file.pages[0].mediabox[2:])
    assert str(link.A.SD[0].S) == "/H2"
    assert width / 2 < float(link.A.SD[2]) < width
    assert 0 < float(link.A.SD[3]) < height
    assert judges.of_pdf()(pdf.write(LINKED, options, Report())) == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_run_in_another_language_says_so(variant: PdfVariant) -> None:
    spans = [span for span in elements(opened(variant), "/Span") if "/Lang" in span]
    assert {str(span.Lang) for span in spans} == {"en"}


def test_a_picture_without_a_description_is_called_a_picture() -> None:
    media = Media("p", "image/png", png(), 1, 1)
    document = Document(body=(Heading(1, (Text("题"),)), Paragraph((Image("p"),))), media=(media,))
    data = pdf.write(document, Options(themes.load("handout")), Report())
    file = pikepdf.open(io.BytesIO(data))
    figure = elements(file, "/Figure")[0]
    x1, y1, x2, y2 = map(float, figure.A.BBox)
    assert str(figure.Alt) == "图 1"
    assert 0 < x1 < x2 < 595
    assert 600 < y1 < y2 < 842


def test_headings_that_begin_below_the_first_level_stay_beside_each_other() -> None:
    document = Document(
        body=(Heading(2, (Text("甲"),)), Heading(2, (Text("乙"),)), Heading(3, (Text("丙"),)))
    )
    file = pikepdf.open(io.BytesIO(pdf.write(document, Options(themes.load("handout")), Report())))
    assert [len(elements(file, kind)) for kind in ("/H1", "/H2", "/H3")] == [2, 1, 0]


def png() -> bytes:
    from PIL import Image as Picture

    data = io.BytesIO()
    Picture.new("RGB", (4, 4), (200, 0, 0)).save(data, "PNG")
    return data.getvalue()

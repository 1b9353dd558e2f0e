"""Formulas on a page of HTML and of PDF."""

import io
import subprocess
import sys
from xml.etree import ElementTree as ET

import pikepdf
import pymupdf

from convert import formulas, themes
from convert.model import Color, Document, Heading, Math, MathBlock, Paragraph, Style, Text
from convert.notices import Report
from convert.reader import read
from convert.writers import Options, html, pdf

M = "{http://www.w3.org/1998/Math/MathML}"
QUADRATIC = r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}"
CHINESE = r"\text{速度}=\frac{\text{路程}}{\text{时间}}"
DOCUMENT = Document(
    body=(
        Heading(1, (Text("公式"), Math("E=mc^2"))),
        Paragraph((Text("由此得"), Math(CHINESE), Text("，即"), Math("a_n<b"), Text("。"))),
        MathBlock(QUADRATIC),
    )
)


def options() -> Options:
    return Options(theme=themes.load("handout"), date="2026-01-01T00:00:00Z")


def page() -> pymupdf.Document:
    report = Report()
    data = pdf.write(DOCUMENT, options(), report)
    assert list(report) == []
    return pymupdf.open(stream=data, filetype="pdf")


def test_html_has_mathml_with_its_tex():
    tree = ET.fromstring(formulas.mathml("x<1", True) or "")
    assert tree.get("display") == "block"
    assert tree.findtext(f"{M}semantics/{M}annotation") == "x<1"
    assert html.write(DOCUMENT, options(), Report()).decode().count("<math ") == 4


def test_letters_are_slanted_and_names_upright_as_browsers_do_it():
    made = formulas.mathml(r"\sin x+\mathrm d y+\mathbb R", False) or ""
    assert "<mi>sin</mi>" in made
    assert "<mi>x</mi>" in made
    assert '<mi mathvariant="normal">d</mi>' in made
    assert "<mi>ℝ</mi>" in made


def test_a_formula_in_a_pdf_is_drawn_and_its_words_can_be_copied_in_their_place():
    text = page()[0].get_text()
    flat = "".join(text.split())
    assert "由此得速度=路程/时间，即a_(n)<b。" in flat
    assert "x=(−b±√(b²−4ac))/(2a)" in flat
    assert len(page()[0].get_drawings()) > 20


def test_a_formula_is_described_once_for_who_listens():
    data = pdf.write(DOCUMENT, options(), Report())
    with pikepdf.open(io.BytesIO(data)) as opened:
        described = [
            str(item.Alt)
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Formula"
        ]
    assert described == ["E = mc²", "速度 = 路程/时间", "a_(n) < b", "x = (−b ± √(b² − 4ac))/(2a)"]


def test_chinese_in_a_drawing_is_drawn_in_a_face_that_has_it():
    drawn, box = (formulas.svg(tex, False, 10, "#000000") for tex in (r"\text{路程}", r"\text{\ }"))
    assert drawn is not None
    assert box is not None
    outlines = [path.get("d") or "" for path in ET.fromstring(drawn.markup) if path.tag.endswith("path")]
    assert len(set(outlines)) == 2
    assert min(map(len, outlines)) > 200
    assert 19 < drawn.width < 21


def test_a_formula_stands_on_the_line():
    drawn = formulas.svg("x", False, 10, "#123456")
    assert drawn is not None
    assert drawn.depth < 1.5
    assert formulas.svg(r"\frac{a}{b}", False, 10, "#000000").depth > 3  # type: ignore[union-attr]
    assert 'fill="#123456"' in drawn.markup
    assert "black" not in drawn.markup


def test_a_long_formula_ends_its_lines_behind_signs_and_stays_on_the_page():
    long = "x=" + "+".join(rf"\frac{{a_{{{index}}}}}{{(b+c)_{{{index}}}}}" for index in range(30))
    data = pdf.write(
        Document(body=(Paragraph((Text("长"), Math(long))), MathBlock(long))), options(), Report()
    )
    (sheet,) = pymupdf.open(stream=data, filetype="pdf")
    words = [block[4].strip() for block in sheet.get_text("blocks")]
    assert sum("x =" in block for block in words) == 2
    drawn = [item["rect"] for item in sheet.get_drawings()]
    assert max(box.x1 for box in drawn) < sheet.rect.width - 36
    assert max(box.y1 for box in drawn) - min(box.y0 for box in drawn) > 80
    pieces = formulas.pieces("a+b=(c+d)+e", False, 10, "#000000", 20) or ()
    assert [piece.words for piece in pieces] == ["a + b =", "(c + d) +", "e"]
    assert len(formulas.pieces("a+b=(c+d)+e", False, 10, "#000000", 500) or ()) == 1


def test_a_plain_document_loads_no_library_of_formulas_or_code():
    program = """
import sys
from convert import themes
from convert.model import Document, Paragraph, Text
from convert.notices import Report
from convert.writers import Options, docx, html, txt
for writer in (docx, html, txt):
    writer.write(Document(body=(Paragraph((Text("文字"),)),)), Options(theme=themes.load("handout")), Report())
print(*{"ziamath", "ziafont", "latex2mathml", "pygments", "fontTools", "convert.formulas.parser"} & set(sys.modules))
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == ""


def test_a_word_file_with_formulas_loads_no_drawing_library():
    program = r"""
import sys
from convert import formulas
formulas.omml(r"\frac{\alpha}{2}", True), formulas.mathml(r"\sqrt{x}", True), formulas.text(r"\ce{H2O}")
print(*{"ziamath", "latex2mathml", "fontTools", "weasyprint"} & set(sys.modules))
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == ""


def test_a_drawing_has_in_the_pdf_every_shape_it_has():
    tex = r"\color{red}{\overrightarrow{AB}}+\underbrace{c+d}_{n}+\boxed{\frac{e}{f}}+\cancel{g}+\text{路}"
    data = pdf.write(Document(body=(MathBlock(tex),)), options(), Report())
    drawing = formulas.svg(tex, True, 10, "#1A1A1A")
    assert drawing is not None
    shapes = sum(item.tag.endswith(("path", "rect")) for item in ET.fromstring(drawing.markup).iter())
    with pymupdf.open(stream=data, filetype="pdf") as opened:
        drawn = opened[0].get_drawings()
    assert len(drawn) == shapes
    assert (1.0, 0.0, 0.0) in {tuple(item["fill"]) for item in drawn if item["fill"]}


RED = Style(color=Color(255, 0, 0), mark="red")
COLORED = Document(
    body=(Paragraph((Math("a"), Math(r"\overline{b}+\color{blue}{c}", False, RED))), MathBlock("d", RED))
)


def test_a_formula_is_drawn_in_the_colour_around_it():
    data = pdf.write(COLORED, options(), Report())
    with pymupdf.open(stream=data, filetype="pdf") as opened:
        fills = [item["fill"] for item in opened[0].get_drawings() if item["fill"]]
    ink = fills[0]
    assert ink[0] < 0.3
    assert fills[1:] == [(1.0, 0.0, 0.0)] * 3 + [(0.0, 0.0, 1.0), (1.0, 0.0, 0.0)]


def test_a_formula_on_a_page_stands_in_its_mark():
    written = html.write(COLORED, options(), Report()).decode()
    assert written.count('<span class="mark mark-red"><math') == 2


def test_a_title_has_the_words_of_its_formulas():
    document = read(r"# 论 $\frac{a}{b}$ 与 $x^2$")
    assert document.meta.title == "论 a/b 与 x²"
    assert "<title>论 a/b 与 x²</title>" in html.write(document, options(), Report()).decode()

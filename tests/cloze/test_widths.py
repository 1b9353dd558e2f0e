"""Gaps on the page: as wide as the words they stand for, on the page's measure, numbered for eyes and ears."""

import io
import re
import shutil
import subprocess
import zipfile
from itertools import groupby
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest

from convert import pipeline
from convert.notices import Report

WORDS = {
    "zh": ("开放与共享", "AI的未来属于每一个人", "《头雁效应》", "新质生产力、创新与机遇（其一）"),
    "en": ("evaporation", "tiny particles of dust and smoke", "The United Nations in 1945", "illicit hill"),
}
LONG = {
    "zh": "开源和普惠完全可以成为世界领域合作共赢的模板" * 4,
    "en": "words that go on over several lines of a page, " * 6,
}
MARGIN = 595.28 - 77.13  # of the theme `handout`
RED, END = '<span style="color: red">', "</span>"


def source(language: str) -> bytes:
    front = f"---\nlanguage: {language}\n---\n\n"
    filled = "".join(f"Aa {RED}{words}{END} zz.\n\n" for words in WORDS[language])
    return f"{front}{filled}Aa {RED}{LONG[language]}{END} zz.\n".encode()


def written(name: str, language: str, **typed: Any) -> bytes:
    article = pipeline.prepare(source(language), "a.md", typed, Report())
    return pipeline.render(article, name, Report())[0].data


def red_widths(pdf: bytes) -> list[float]:
    """How wide the red words of each line are."""
    found = []
    for line in lines(pdf):
        spans = [span["bbox"] for span in line["spans"] if span["color"] == 0xFF0000 and span["text"].strip()]
        found += [spans[-1][2] - spans[0][0]] if spans else []
    return found


def lines(pdf: bytes) -> list[dict[str, Any]]:
    with pymupdf.open(stream=pdf, filetype="pdf") as opened:
        blocks = [block for page in opened for block in page.get_text("dict")["blocks"]]
    return [line for block in blocks for line in block.get("lines", ())]


def rules(pdf: bytes) -> list[tuple[float, float, float]]:
    """Height, begin and end of each rule drawn, pieces that touch being one."""
    pieces = []
    with pymupdf.open(stream=pdf, filetype="pdf") as opened:
        for number, page in enumerate(opened):
            drawn = [item["rect"] for item in page.get_drawings()]
            pieces += [(round(1000 * number + r.y0), r.x0, r.x1) for r in drawn if r.width > 2 > r.height]
    found: list[tuple[float, float, float]] = []
    for height, row in groupby(sorted(pieces), key=lambda piece: piece[0]):
        for _, begin, end in row:
            if found and found[-1][0] == height and begin - found[-1][2] < 0.5:
                found[-1] = (height, found[-1][1], max(end, found[-1][2]))
            else:
                found.append((height, begin, end))
    return found


def office(folder: Path, name: str, data: bytes) -> bytes:
    (folder / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / f"{name}.docx")], check=True, capture_output=True, timeout=180)
    return (folder / f"{name}.pdf").read_bytes()


def hold(plain: bytes, blanked: bytes, language: str) -> None:
    """Whether rules are as wide as words were, and a long one goes on from line to line up to the margin."""
    words, ruled = red_widths(plain), rules(blanked)
    short = len(WORDS[language])
    widths = [end - begin for _, begin, end in ruled]
    assert widths[:short] == pytest.approx(words[:short], rel=0.1)
    assert len(ruled) - short > 1
    assert sum(widths[short:]) == pytest.approx(sum(words[short:]), rel=0.1)
    assert max(end for _, _, end in ruled) < MARGIN + 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_rules_of_a_page_are_as_wide_as_the_words(language: str) -> None:
    hold(written("pdf", language), written("pdf", language, cloze=("red",)), language)


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is missing: apt-get install libreoffice-writer-nogui"
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_underlines_in_word_files_are_as_wide_as_the_words(language: str, tmp_path: Path) -> None:
    plain = office(tmp_path, "plain", written("docx", language))
    hold(plain, office(tmp_path, "blanked", written("docx", language, cloze=("red",))), language)


def test_one_width_is_that_of_every_rule() -> None:
    widths = {
        round(end - begin) for _, begin, end in rules(written("pdf", "zh", cloze=("red",), cloze_width=6))
    }
    assert widths == {63}


def test_text_rules_gaps_over_its_lines() -> None:
    text = written("txt", "zh", cloze=("red",), width=40).decode()
    assert text.startswith("　　Aa (1)__________ zz.\n")
    gap = re.findall("_+", text.partition("(5)")[2])
    assert len(gap) > 2
    assert sum(map(len, gap)) == 2 * len(LONG["zh"])
    assert max(map(len, text.splitlines())) == 40


def test_a_word_file_has_a_style_for_gaps() -> None:
    with zipfile.ZipFile(io.BytesIO(written("docx", "zh", cloze=("red",)))) as package:
        styles, body = (package.read(f"word/{name}.xml").decode() for name in ("styles", "document"))
    assert 'w:name w:val="Blank"' in styles
    assert len(re.findall('<w:rStyle w:val="Blank"/>', body)) == 5


def test_a_gap_is_spoken_by_its_number() -> None:
    assert 'role="img" aria-label="空 2"' in written("html", "zh", cloze=("red",)).decode()
    with pikepdf.open(io.BytesIO(written("pdf", "zh", cloze=("red",)))) as pdf:
        spoken = [
            str(item.Alt) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert sorted(spoken) == [f"空 {number}" for number in range(1, 6)]


@pytest.mark.parametrize(("size", "to_a_row"), [(10.5, 3), (18.0, 2)])
def test_short_answers_stand_in_rows_in_word(size: float, to_a_row: int) -> None:
    words = "".join(f"甲{RED}{word}{END}" for word in ("开放", "共享", "普惠", "创新", "机遇"))
    typed = {"cloze": ("red",), "key": True, "font_size": size}
    article = pipeline.prepare(f"# 题\n\n{words}\n".encode(), "a.md", typed, Report())
    data = pipeline.render(article, "docx", Report())[0].data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").decode()
    rows = [re.sub("<[^>]*>", "", row.replace("<w:tab/>", "|")) for row in body.split("</w:p>")]
    whole = [f"{number}. {word}" for number, word in enumerate(("开放", "共享", "普惠", "创新", "机遇"), 1)]
    assert "|".join(whole[:to_a_row]) in rows


def test_in_word_numbers_take_their_size_from_their_style_so_that_it_can_be_changed() -> None:
    text = "# 甲\n\n正文==甲乙==。\n\n## 二==丙==\n".encode()
    article = pipeline.prepare(text, "a.md", {"cloze": "all"}, Report())
    data = pipeline.render(article, "docx", Report())[0].data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").decode()
    found = re.findall(
        r'<w:rPr><w:rStyle w:val="BlankNumber"/>((?:(?!</w:rPr>).)*)</w:rPr><w:t>\((\d)\)', body
    )
    assert [(number, "<w:sz " in more) for more, number in found] == [("1", False), ("2", True)]

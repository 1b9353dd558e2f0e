"""The page numbers of a table of contents in a Word file are those of the pages as LibreOffice lays them out.

Word's faces are not here: for the Chinese ones our own stand in under their names, with lines as low as those of such faces
are, because fallbacks have higher ones; for Times New Roman and Arial the Liberation faces, which are as wide.
"""

import io
import os
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from convert import config, themes, transforms
from convert.model import Document
from convert.notices import Report
from convert.reader import read
from convert.reader.frontmatter import split
from convert.writers import Options, docx, of_pdf

SAMPLES = Path(__file__).parents[2] / "samples"
THEMES = ("handout", "essay", "official")
# Not forms of official papers; a displayed formula is lower in LibreOffice than in 28 pt lines.
NOT_OFFICIAL = ("every-construct", "slow-reading")
LATIN = "Liberation Serif"
_CONFIGURATION = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include><dir>{folder}</dir><cachedir>{folder}/cache</cachedir>{rules}</fontconfig>
"""
_RULE = """<match target="pattern"><test name="family"><string>{asked}</string></test>
<edit name="family" mode="prepend" binding="strong"><string>{given}</string></edit></match>"""
_STAND_INS = {"Consolas": "Liberation Mono", "黑体": "黑体", "微软雅黑": "黑体", "等线": "黑体", "宋体": "宋体", "楷体": "宋体", "仿宋": "宋体", "仿宋_GB2312": "宋体", "楷体_GB2312": "宋体", "方正小标宋简体": "宋体"}  # fmt: skip


def generated(chapters: int = 5) -> str:
    """A document of some fifteen pages with headings, tables, lists, quotations and notes."""
    chance = random.Random(4)
    words = "开源社区的协作方式正在改变软件工程的面貌而人们对于自由与责任的理解也随之深化在这一过程中文档测试与评审构成了质量的三根支柱"

    def text(length: int) -> str:
        return "".join(chance.choice(words) for _ in range(length))

    def sentence() -> str:
        return f"{text(chance.randint(6, 20))}，{text(chance.randint(6, 20))}。"

    out = ["# 一篇长文", "[TOC]"]
    for chapter in range(1, chapters + 1):
        out.append(f"## 第{chapter}章 {text(8)}")
        for section in range(1, 5):
            out.append(f"### {chapter}.{section} {text(9)}")
            for number in range(chance.randint(2, 4)):
                note = f"[^{chapter}{section}]" if section == 2 and number == 1 else ""
                out.append("".join(sentence() for _ in range(chance.randint(3, 9))) + note)
            match section:
                case 1:
                    rows = "\n".join(f"| {text(8)} | {text(12)} | {row} |" for row in range(6))
                    out.append(f"| 甲 | 乙 | 丙 |\n|---|---|---|\n{rows}")
                case 2:
                    out.append(f"[^{chapter}2]: {sentence()}")
                case 3:
                    out.append("\n".join(f"- {sentence()}" for _ in range(5)))
                case _:
                    out.append(f"> {sentence()}{sentence()}")
    return "\n\n".join(out)


def articles() -> dict[str, Document]:
    names = ("annotation-tour", "deepseek-open-source", "two-articles", "every-construct", "slow-reading")
    found = {name: split((SAMPLES / f"{name}.md").read_text("utf-8")) for name in names}
    read_ones = {name: read(body, meta=config.meta(front)) for name, (front, body, _) in found.items()}
    return read_ones | {"generated": read(generated())}


def has_latin_faces() -> bool:
    """Whether the faces are here that are as wide as Times New Roman and Arial."""
    listed = (
        subprocess.run(["fc-list", LATIN], capture_output=True, text=True)
        if shutil.which("fc-list")
        else None
    )
    return listed is not None and bool(listed.stdout.strip())


def stand_ins(folder: Path) -> Path:
    """Write the faces with a Fontconfig file that names them, and give that."""
    ours = Path(str(resources.files("pylopdf_fonts_zh_cn")))
    for name, file in (("黑体", "NotoSansSC-Regular.otf"), ("宋体", "NotoSerifSC-Regular.otf")):
        font = TTFont(ours / file, lazy=True, recalcBBoxes=False)
        above, below = (round(share * font["head"].unitsPerEm) for share in (1.1, 0.2))
        font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = above, -below, 0
        metrics = font["OS/2"]
        metrics.sTypoAscender, metrics.sTypoDescender, metrics.sTypoLineGap = above, -below, 0
        metrics.usWinAscent, metrics.usWinDescent = above, below
        for record in font["name"].names:
            if record.nameID in (1, 4, 16):
                record.string = name
        font.save(folder / f"{name}.otf")
        font.close()
    rules = "".join(_RULE.format(asked=asked, given=given) for asked, given in _STAND_INS.items())
    found = folder / "fonts.conf"
    found.write_text(_CONFIGURATION.format(folder=folder, rules=rules), "utf-8")
    return found


def outline(data: bytes) -> list[tuple[str, int]]:
    """The words of each heading, and the page that a PDF's outline leads to."""
    found: list[tuple[str, int]] = []

    def walk(items: Iterable[pikepdf.OutlineItem]) -> None:
        for item in items:
            place = item.destination if item.destination is not None else item.action.D
            found.append((letters(item.title), pages[place[0].objgen]))
            walk(item.children)

    with pikepdf.open(io.BytesIO(data)) as file:
        pages = {page.objgen: number for number, page in enumerate(file.pages, 1)}
        with file.open_outline() as opened:
            walk(opened.root)
    return found


def letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def cached(data: bytes) -> list[tuple[str, int]]:
    """The entries of a Word file's table of contents, with the numbers that it opens with."""
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    table = body[body.index("<w:sdt>") : body.index("</w:sdt>")]
    rows = [re.findall(r"<w:t(?: [^>]*)?>([^<]*)<", row) for row in table.split("</w:p>") if "PAGEREF" in row]
    return [(letters("".join(row[:-1])), int(row[-1])) for row in rows]


def those_listed(found: list[tuple[str, int]], entries: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The headings that a table lists, in their order."""
    rest = iter(found)
    return [next((one for one in rest if one[0] == words), (words, 0)) for words, _ in entries]


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is missing: apt-get install libreoffice-writer-nogui"
)
@pytest.mark.skipif(
    not has_latin_faces(), reason=f"{LATIN} is missing: apt-get install fonts-liberation fontconfig"
)
def test_every_number_in_a_word_file_is_that_of_the_page(tmp_path: Path) -> None:
    expected: dict[str, list[tuple[str, int]]] = {}
    for name, article in articles().items():
        document = transforms.apply(article, transforms.Options(toc=True))[0]
        for theme in THEMES[:2] if name in NOT_OFFICIAL else THEMES:
            options = Options(themes.load(theme, language=article.meta.language))
            options.pages = of_pdf(options)
            data = docx.write(document, options, Report())
            (tmp_path / f"{name}-{theme}.docx").write_bytes(data)
            expected[f"{name}-{theme}"] = entries = cached(data)
            assert entries
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    files = [str(tmp_path / f"{name}.docx") for name in expected]
    environment = os.environ | {"FONTCONFIG_FILE": str(stand_ins(tmp_path))}
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=180, env=environment)
    found = {name: outline((tmp_path / f"{name}.pdf").read_bytes()) for name in expected}
    differing = {
        f"{name}: {words}": (number, shown)
        for name, entries in expected.items()
        for (words, number), (_, shown) in zip(entries, those_listed(found[name], entries), strict=True)
        if number != shown
    }
    assert differing == {}

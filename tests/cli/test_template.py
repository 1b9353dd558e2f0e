"""`--template` and `themes --docx` as people type them."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import docx

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}


def markhue(*words: str, cwd: Path) -> tuple[int, str]:
    found = subprocess.run(
        [sys.executable, "-m", "convert", *words], cwd=cwd, capture_output=True, env=ENVIRONMENT
    )
    return found.returncode, found.stderr.decode()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with an article, and a template with a header of its own."""
    (tmp_path / "a.md").write_text("# 题\n\n正文<span style='color:red'>红</span>。\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("---\ntemplate: own.docx\n---\n\n正文\n", encoding="utf-8")
    own = docx.Document()
    own.sections[0].header.paragraphs[0].text = "第一中学"
    own.save(str(tmp_path / "own.docx"))
    return tmp_path


def header(path: Path) -> str:
    return str(docx.Document(str(path)).sections[0].header.paragraphs[0].text)


def test_a_document_is_set_in_a_file_of_the_users_own_and_proven(desk: Path) -> None:
    code, said = markhue("a.md", "--template", "own.docx", "-t", "docx", "--verify", cwd=desk)
    assert (code, said) == (0, "")
    assert header(desk / "a.docx") == "第一中学"


def test_an_article_names_the_template_that_stands_beside_it(desk: Path) -> None:
    assert markhue("b.md", "-t", "docx", cwd=desk) == (0, "")
    assert header(desk / "b.docx") == "第一中学"


def test_an_article_does_not_reach_a_template_elsewhere(desk: Path) -> None:
    (desk / "in").mkdir()
    (desk / "in" / "b.md").write_text("---\ntemplate: ../own.docx\n---\n\n正文\n", encoding="utf-8")
    code, said = markhue("in/b.md", "-t", "docx", cwd=desk)
    assert (code, said.count("\n")) == (4, 1)
    assert "no such Word file beside" in said


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (("--template", "none.docx"), 4, "no such file"),
        (("--template", "a.md"), 4, "not a sound Word file"),
        (("--template", "own.docx", "--large-print"), 2, "--large-print and --template"),
    ],
)
def test_what_cannot_be_is_said_in_one_line_before_anything_is_written(
    desk: Path, words: tuple[str, ...], code: int, part: str
) -> None:
    found, said = markhue("a.md", *words, cwd=desk)
    assert (found, said.count("\n")) == (code, 1)
    assert part in said
    assert not list(desk.glob("a.docx"))


def test_two_pages_in_one_front_matter_are_refused_with_their_line(desk: Path) -> None:
    (desk / "b.md").write_text("---\ntemplate: own.docx\npaper: A5\n---\n\n正文\n", encoding="utf-8")
    code, said = markhue("b.md", "-t", "docx", cwd=desk)
    assert code == 4
    assert said.startswith("markhue: b.md:3: paper and template")


def test_a_theme_becomes_a_template_that_gives_the_theme(desk: Path) -> None:
    assert markhue("themes", "--docx", "exam", "-o", "base.docx", cwd=desk) == (0, "")
    assert markhue("a.md", "--template", "base.docx", "-o", "one.docx", cwd=desk) == (0, "")
    assert markhue("a.md", "--theme", "exam", "-o", "two.docx", cwd=desk) == (0, "")
    one, two = (docx.Document(str(desk / name)) for name in ("one.docx", "two.docx"))
    for name in ("heading 1", "Body Text", "Mark Red"):
        assert one.styles[name].font.size == two.styles[name].font.size
        assert one.styles[name].font.color.rgb == two.styles[name].font.color.rgb
    assert one.sections[0].page_width == two.sections[0].page_width
    assert [part.text for part in one.paragraphs] == [part.text for part in two.paragraphs]


def test_a_place_for_a_file_of_words_needs_the_option_for_it(desk: Path) -> None:
    code, said = markhue("themes", "exam", "-o", "base.docx", cwd=desk)
    assert (code, said.count("\n")) == (2, 1)
    assert not (desk / "base.docx").exists()


def test_a_file_with_macros_is_refused(desk: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(desk / "own.docx") as plain, zipfile.ZipFile(out, "w") as armed:
        for name in plain.namelist():
            data = plain.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(
                    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"application/vnd.ms-word.document.macroEnabled.main+xml",
                )
            armed.writestr(name, data)
    (desk / "own.docm").write_bytes(out.getvalue())
    code, said = markhue("a.md", "--template", "own.docm", "-t", "docx", cwd=desk)
    assert (code, said.count("\n")) == (4, 1)
    assert "macros" in said


def test_a_template_is_not_written_under_the_name_of_another_kind(desk: Path) -> None:
    code, said = markhue("themes", "--docx", "exam", "-o", "base.pdf", cwd=desk)
    assert (code, "whose name ends with .docx" in said, (desk / "base.pdf").exists()) == (2, True, False)


def test_a_margin_that_leaves_no_room_is_told_without_naming_the_theme(desk: Path) -> None:
    (desk / "wide.md").write_text("字\n", "utf-8")
    code, said = markhue("wide.md", "--margin", "12cm", "-t", "docx", cwd=desk)
    assert (code, said.startswith("markhue: margins leave")) == (2, True)

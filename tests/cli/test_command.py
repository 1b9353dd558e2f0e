"""The command as people type it: what it writes, what it says, how it ends."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}


def markhue(
    *words: str | Path, cwd: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "convert", *map(str, words)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=ENVIRONMENT | environment,
    )


def said(result: subprocess.CompletedProcess[bytes]) -> list[str]:
    return result.stderr.decode().splitlines()


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with one short article in it."""
    (tmp_path / "a.md").write_text(
        "# 题\n\n正文<span style='color:red'>红</span>。\n\n## 笔记\n\n记\n", encoding="utf-8"
    )
    return tmp_path


def test_one_word_is_enough(desk: Path) -> None:
    result = markhue("a.md", cwd=desk)
    assert (result.returncode, said(result)) == (0, [])
    assert files(desk) == ["a.docx", "a.md", "a.pdf", "a.txt"]
    assert [line.split()[0] for line in result.stdout.decode().splitlines()] == ["a.docx", "a.pdf", "a.txt"]


def test_convert_is_the_same_spelled_out(desk: Path) -> None:
    markhue("a.md", "-t", "docx", "-o", "one.docx", cwd=desk)
    markhue("convert", "a.md", "-t", "docx", "-o", "two.docx", cwd=desk)
    assert (desk / "one.docx").read_bytes() == (desk / "two.docx").read_bytes()


def test_the_ending_of_the_output_says_the_format(desk: Path) -> None:
    assert markhue("a.md", "-o", "x.html", cwd=desk).returncode == 0
    assert files(desk) == ["a.md", "x.html"]


def test_an_ending_that_is_no_format_is_part_of_the_name(desk: Path) -> None:
    assert markhue("a.md", "-t", "txt,html", "-o", "v1.2", cwd=desk).returncode == 0
    (desk / "notes.doc").mkdir()
    assert markhue("a.md", "-t", "txt", "-o", "notes.doc", cwd=desk).returncode == 0
    assert files(desk) == ["a.md", "notes.doc/a.txt", "v1.2.html", "v1.2.txt"]


def test_a_misspelt_key_of_the_front_matter_is_told(desk: Path) -> None:
    (desk / "b.md").write_text("---\ntitle: t\npapr: A5\n---\nx\n")
    result = markhue("b.md", "-t", "txt", cwd=desk)
    message = "b.md: line 3: `papr` in the front matter says nothing: did you mean `paper`? [front-matter]"
    assert (result.returncode, said(result)) == (0, [message])
    assert markhue("b.md", "-t", "txt", "--strict", cwd=desk).returncode == 7


def test_a_folder_is_mirrored(desk: Path) -> None:
    (desk / "in" / "deep").mkdir(parents=True)
    shutil.copy(desk / "a.md", desk / "in" / "b.md")
    shutil.copy(desk / "a.md", desk / "in" / "deep" / "c.markdown")
    (desk / "in" / "other.csv").write_text("x")
    result = markhue("in", "a.md", "-t", "txt,html", "-o", "out", cwd=desk)
    assert result.returncode == 0
    assert files(desk / "out") == [
        ".markhue-record.jsonl",
        *("a.html", "a.txt", "b.html", "b.txt", "deep/c.html", "deep/c.txt"),
    ]


def test_from_a_pipe_to_a_pipe(desk: Path) -> None:
    result = markhue("-", "-t", "txt", cwd=desk, stdin="**中**文".encode())
    assert result.returncode == 0
    assert result.stdout.decode() == "　　中文\n"


def test_separate_notes_are_a_file_of_their_own(desk: Path) -> None:
    markhue("a.md", "-t", "txt", "--notes", "separate", cwd=desk)
    assert files(desk) == ["a.md", "a.notes.txt", "a.txt"]
    assert "记" in (desk / "a.notes.txt").read_text("utf-8")
    assert "记" not in (desk / "a.txt").read_text("utf-8")


def test_dropped_notes_are_gone_and_inline_ones_stay(desk: Path) -> None:
    dropped = markhue("a.md", "-t", "txt", "-o", "-", "--notes", "drop", cwd=desk).stdout.decode()
    inline = markhue("a.md", "-t", "txt", "-o", "-", "--notes", "inline", cwd=desk).stdout.decode()
    assert "记" not in dropped
    assert "笔记" in inline
    assert "附录" not in inline


def test_gbk_is_read(desk: Path) -> None:
    (desk / "g.md").write_bytes("这是一篇文章，讲的是我们的“开源”与世界。\n".encode("gbk"))
    result = markhue("g.md", "-t", "txt", "-o", "-", cwd=desk)
    assert "讲的是我们的“开源”与世界。" in result.stdout.decode()


def test_a_bad_file_does_not_stop_the_rest(desk: Path) -> None:
    (desk / "bad.md").write_bytes(b"\xff\xfe\xfd")
    result = markhue("bad.md", "missing.md", "a.md", "-t", "txt", cwd=desk)
    assert result.returncode == 3
    assert len(said(result)) == 2
    assert "a.txt" in files(desk)


ERRORS = [
    (("missing.md",), 3, "missing.md: no such file"),
    (("empty",), 3, "empty: no Markdown in this folder"),
    (("a.md", "-t", "doc"), 2, "unknown format 'doc'; known are docx, html, pdf, txt"),
    (("a.md", "-t", "pdf", "-o", "x.docx"), 2, "-o x.docx is docx, but -t says pdf"),
    (("a.md", "-t", "docx", "--theme", "nosuch"), 2, "nosuch"),
    (("a.md", "-t", "docx", "--theme", "broken.css"), 4, "broken.css:2:"),
    (("a.md", "-t", "docx", "--theme", "missing.css"), 4, "missing.css"),
    (("a.md", "-t", "docx", "--paper", "A99"), 2, "A99"),
    (("a.md", "-t", "docx", "--margin", "wide"), 2, "margin `wide`"),
    (("a.md", "-t", "txt", "--width", "5000"), 2, "--width must lie between 0 and 1000"),
    (("a.md", "a2.markdown", "-t", "txt", "--width", "-1"), 2, "--width must lie between 0 and 1000"),
    (("a.md", "-t", "txt", "--width", "wide"), 2, "'wide' is not a valid int"),
    (("a.md", "-t", "txt", "--text-marks", "loud"), 2, "'none', 'label', 'bracket'"),
    (("a.md", "--no-such-option"), 2, "no such option: --no-such-option"),
    (("audit", "a.md", "-"), 2, "- stands alone"),
    (("audit", "missing.md"), 3, "missing.md: no such file"),
    (("front.md", "-t", "txt"), 4, "front.md:3: broken front matter"),
    (("theme.md", "-t", "txt"), 4, "theme.md:2: no theme `nosuch`"),
    (("paper.md", "-t", "txt"), 4, "paper.md:3: paper `A99`"),
    (("marks.md", "-t", "txt"), 4, "marks.md:2: text-marks"),
    (("binary.md", "-t", "txt"), 3, "binary.md: in no known encoding"),
    (("a.md", "-t", "txt", "-o", "a.md/x.txt"), 5, "a.md/x.txt: cannot be written"),
    (("page.html", "-t", "html"), 5, "page.html is a source"),
    (("a.md", "-o", "x.odt"), 2, "-o x.odt: odt is not written; known are docx, html, pdf, txt"),
    (("a.md", "-t", "pdf", "-o", "x.EPUB"), 2, "epub is not written"),
    (("a.md", "a2.markdown", "-t", "pdf", "-o", "one.pdf"), 2, "-o one.pdf names one file, and there are 2 sources"),
    (("a.md", "-"), 2, "- stands alone"),
    (("a.md", "-t", "txt", "--font-size", "big"), 2, "--font-size takes points"),
    (("a.md", "a.markdown", "-t", "txt"), 5, "would both be written to a.txt"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code", "message"), ERRORS, ids=[" ".join(row[0]) for row in ERRORS])
def test_bad_input_is_one_clear_line(desk: Path, words: tuple[str, ...], code: int, message: str) -> None:
    (desk / "empty").mkdir()
    (desk / "a.markdown").write_text("b")
    (desk / "broken.css").write_text("p { color: red }\nh1 color: blue }\n")
    (desk / "front.md").write_text('---\ntitle: x\nauthor: "y\n---\n')
    (desk / "a2.markdown").write_text("b")
    (desk / "page.html").write_text("b")
    (desk / "theme.md").write_text("---\ntheme: nosuch\n---\nx\n")
    (desk / "paper.md").write_text("---\nmargin: 2cm\npaper: A99\n---\nx\n")
    (desk / "marks.md").write_text("---\ntext-marks: loud\n---\nx\n")
    (desk / "binary.md").write_bytes(bytes(range(128, 256)))
    before = files(desk)
    result = markhue(*words, cwd=desk)
    assert (result.returncode, len(said(result))) == (code, 1), result.stderr.decode()
    assert message in said(result)[0]
    assert result.stdout == b""
    assert files(desk) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_read_only_is_named(desk: Path) -> None:
    desk.chmod(0o500)
    result = markhue("a.md", "-t", "txt", cwd=desk)
    desk.chmod(0o700)
    assert (result.returncode, len(said(result))) == (5, 1)


def test_an_interrupted_write_leaves_the_old_file(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from convert import saving
    from convert.errors import TargetError

    target = desk / "a.txt"
    target.write_text("old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(TargetError, match="no space left"):
        saving.save(target, b"new")
    assert target.read_text() == "old"
    assert files(desk) == ["a.md", "a.txt"]


def test_notices_go_to_standard_error_with_their_line(desk: Path) -> None:
    (desk / "n.md").write_text("a\n\n<span style='color: gren'>b</span>\n")
    result = markhue("n.md", "-t", "txt", "-o", "-", cwd=desk)
    assert said(result) == ["n.md: line 3: `color: gren` is not valid; `green`? [invalid-css]"]
    assert result.returncode == 0


def test_a_notice_of_the_source_is_told_once_for_all_formats(desk: Path) -> None:
    (desk / "n.md").write_text("a <span style='color: gren'>b</span>\n")
    assert len(said(markhue("n.md", "-t", "txt,html", cwd=desk))) == 1


def test_strict_writes_nothing_where_there_is_a_notice(desk: Path) -> None:
    (desk / "n.md").write_text("a <span style='color: gren'>b</span>\n")
    result = markhue("n.md", "a.md", "-t", "txt,html", "--strict", cwd=desk)
    assert result.returncode == 7
    assert said(result)[0].startswith("n.md: line 1: `color: gren`")
    assert said(result)[1:] == ["markhue: n.md: nothing written, because of a notice (--strict)"]
    assert files(desk) == ["a.html", "a.md", "a.txt", "n.md"]


def test_strict_does_not_count_faces_that_the_machine_lacks(desk: Path) -> None:
    (desk / "q.md").write_text("---\nlang: zh-CN\n---\n正文\n\n> 引文\n", encoding="utf-8")
    result = markhue("q.md", "-t", "pdf", "--strict", cwd=desk)
    assert result.returncode == 0
    assert said(result) == ["q.md: line 6: no 楷体 for PDF: quotations are set in Noto Serif SC [face]"]
    assert "q.pdf" in files(desk)


def test_strict_holds_for_streams_and_in_front_matter(desk: Path) -> None:
    source = b"---\nstrict: true\n---\na <span style='color: gren'>b</span>\n"
    result = markhue("-", "-t", "txt", cwd=desk, stdin=source)
    assert (result.returncode, result.stdout) == (7, b"")
    assert markhue("-", "-t", "txt", "--no-strict", cwd=desk, stdin=source).stdout.decode().strip() == "a b"


def test_verify_reads_each_output_back(desk: Path) -> None:
    result = markhue("a.md", "-t", "txt,html", "--verify", cwd=desk)
    assert (result.returncode, said(result)) == (0, [])
    ends = [line.split("verified: ")[1] for line in result.stdout.decode().splitlines()]
    assert ends == ["10 characters", "10 characters, 1 colour"]


def test_verify_names_what_is_missing(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from convert import proof
    from convert.cli import files

    monkeypatch.setattr(proof, "check", lambda *_: ("line 3: 红",))
    monkeypatch.chdir(desk)
    assert files.convert(["a.md"], {"to": "txt"}, {"verify": True}, files.Acts(quiet=True)) == 8
    assert capsys.readouterr().err == "a.txt: missing: line 3: 红\n"


def test_text_marks_are_asked_for_on_the_line_or_in_front_matter(desk: Path) -> None:
    typed = markhue("a.md", "-t", "txt", "-o", "-", "--text-marks", "label", cwd=desk).stdout.decode()
    assert "【红】红【/红】" in typed
    source = "---\ntext-marks: bracket\n---\n字<span style='color:red'>红</span>\n".encode()
    assert "〔红〕" in markhue("-", "-t", "txt", cwd=desk, stdin=source).stdout.decode()


def test_straight_quotes_curl_where_asked(desk: Path) -> None:
    source = '他说"好"。'.encode()
    assert markhue("-", "-t", "txt", cwd=desk, stdin=source).stdout.decode() == '　　他说"好"。\n'
    smart = markhue("-", "-t", "txt", "--smart-quotes", cwd=desk, stdin=source)
    assert smart.stdout.decode() == "　　他说“好”。\n"


def test_a_source_date_that_is_none_is_said(desk: Path) -> None:
    result = markhue("a.md", "-t", "docx", cwd=desk, SOURCE_DATE_EPOCH="yesterday")
    assert (result.returncode, len(said(result))) == (2, 1)
    assert "SOURCE_DATE_EPOCH is 'yesterday'" in said(result)[0]


def test_what_word_cannot_take_from_a_theme_is_told(desk: Path) -> None:
    (desk / "mine.css").write_text("body { color: #111 }\np::first-line { color: red }\n")
    assert (
        "mine.css:2: not in Word" in said(markhue("a.md", "-t", "docx", "--theme", "mine.css", cwd=desk))[0]
    )
    assert said(markhue("a.md", "-t", "html", "--theme", "mine.css", cwd=desk)) == []


def test_pictures_come_from_the_folder_of_the_source_only(desk: Path) -> None:
    (desk / "sub").mkdir()
    shutil.copy(ROOT / "samples" / "images" / "pens.png", desk / "outside.png")
    shutil.copy(ROOT / "samples" / "images" / "pens.png", desk / "sub" / "inside.png")
    (desk / "sub" / "p.md").write_text(
        "![in](inside.png)\n\n![out](../outside.png)\n\n![abs](/etc/hostname)\n"
    )
    result = markhue("sub/p.md", "-t", "html", "-o", "-", cwd=desk)
    assert result.stdout.count(b"data:image/png") == 1
    assert len(said(result)) == 2


@pytest.mark.parametrize(
    "words", [("--version",), ("--help",), ("-h",), ("convert", "--help"), ("audit", "--help"), ("doctor",)]
)
def test_questions_are_answered(desk: Path, words: tuple[str, ...]) -> None:
    result = markhue(*words, cwd=desk)
    assert result.returncode == 0, result.stderr.decode()
    assert "markhue" in result.stdout.decode()

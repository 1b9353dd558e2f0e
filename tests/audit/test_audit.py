"""What an audit says of a source: its marks, how they print, and what is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from convert import pipeline
from convert.audit import Audit, audit
from convert.notices import Report
from convert.reader import read

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAAC"
SOURCE = """# 题

<span style="color: red">要点</span>，<span style="color: green">亮 点</span>，<span style="color: red">**又**一处</span>

<span style="color: red">再一处</span>
"""


def audited(source: str) -> Audit:
    report = Report()
    return audit(read(source, report=report), report)


def found(source: str) -> list[tuple[int, str]]:
    return [(finding.line, finding.kind) for finding in audited(source).findings]


def test_each_mark_is_counted_with_its_lines():
    red, green = audited(SOURCE).marks
    assert (red.name, red.runs, red.characters, red.lines, red.sample) == ("red", 3, 8, (3, 5), "要点")
    assert (green.name, green.runs, green.characters, green.lines, green.sample) == (
        "green",
        1,
        2,
        (3,),
        "亮 点",
    )
    assert audited(SOURCE).characters == 13


def test_contrast_and_grey_are_those_of_the_ink_on_its_paper():
    source = '<i style="color: red">a</i> <i style="background: yellow">b</i> <i style="color: white; background: navy">c</i>'
    figures = [(round(mark.contrast or 0, 2), round(mark.grey or 0)) for mark in audited(source).marks]
    assert figures == [(4.0, 53), (19.56, 97), (16.01, 100)]


def test_a_highlight_of_the_theme_has_no_look_to_judge():
    (mark,) = audited("==a==").marks
    assert (mark.name, mark.color, mark.contrast, mark.grey) == ("highlight", None, None, None)


def test_marks_that_a_grey_copy_cannot_tell_apart_are_named():
    assert audited(SOURCE).alike == (("red", "green"),)
    assert audited('<i style="color: red">a</i> <i style="color: navy">b</i>').alike == ()
    assert audited('<i style="color: red">a</i> <i style="background: red">b</i>').alike == ()


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ('a <span style="color: gren">b</span>', "invalid-css"),
        ("a <span>b", "unclosed-tag"),
        ("# a\n\n### b", "heading-level"),
        (f"![]({PICTURE})", "picture-alt"),
        ("![a](none.png)", "picture"),
        ("[a](#nowhere)", "link-target"),
    ],
)
def test_what_is_wrong_is_found(source: str, kind: str):
    assert {one for _, one in found(source)} == {kind}


def test_a_picture_that_is_declared_decorative_lacks_no_description():
    assert found(f'<img src="{PICTURE}" alt="">') == []
    assert found(f'x\n\ny <img src="{PICTURE}">') == [(3, "picture-alt")]


def test_formulas_and_code_count_as_they_are_read():
    (red,) = audited(
        "<span style='color: red'>即 $\\frac{a}{b}$\n\n```\nx  y\n```\n\n$$z^2$$\n\n</span>"
    ).marks
    assert (red.runs, red.characters, red.lines, red.sample) == (3, 8, (1, 3, 7), "即 a/b")


@pytest.mark.parametrize("source", ["**没闭合的粗", "前文 ==没闭合", "没打开==，后文", "a\n\n- 项 **粗"])
def test_a_mark_without_its_partner_is_found(source: str):
    assert [kind for _, kind in found(source)] == ["unclosed-mark"]


@pytest.mark.parametrize("source", ["**粗** ==亮==", "a == b", "if x==y", "2**3", "`**a`", "=====x", "\\*a"])
def test_operators_and_whole_marks_are_no_slips(source: str):
    assert found(source) == []


def test_audits_and_proofs_count_the_same_characters():
    source = f"""{SOURCE}
正文[^1]与 $x^2$ 与 <ruby>漢<rt>かん</rt></ruby>。

```
a b
```

| 头 |
|---|
| 格 |

[^1]: 注
"""
    article = pipeline.prepare(source.encode(), "a.md", {}, Report())
    (output,) = pipeline.render(article, "txt", Report())
    proof = pipeline.prove(article, "txt", output.document, output.data)
    assert (proof.missing, proof.characters) == ((), audited(source).characters)


def test_findings_are_sorted_by_line():
    assert found("## a\n\n#### b\n\n<span style='color: gren'>c</span>\n\n##### d\n\n# e\n\n### f") == [
        (3, "heading-level"),
        (5, "invalid-css"),
        (11, "heading-level"),
    ]


def test_a_sound_source_has_nothing_wrong():
    assert found("# a\n\n## b\n\n### c\n\n## d\n\ntext") == []


# The command


def markhue(*words: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "convert", "audit", *words],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=ENVIRONMENT,
    )


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "wrong.md").write_text("# a\n\n### b\n", encoding="utf-8")
    return tmp_path


def test_people_get_a_table(desk: Path):
    ran = markhue("a.md", cwd=desk)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (
        ran.stdout
        == """\
a.md: 13 characters, 2 marks

  mark   runs  chars  contrast  grey  lines  ink      paper  sample
  red       3      8   4.0 : 1    53  3, 5   #FF0000  -      要点
  green     1      2   5.1 : 1    46  3      #008000  -      亮 点

  contrast: ink on paper, WCAG asks for 4.5 : 1; grey: L*, from 0 black to 100 white
  on a grey copy red looks like green

  nothing wrong
"""
    )


def test_programs_get_json(desk: Path):
    ran = markhue(".", "--json", cwd=desk)
    read_back = json.loads(ran.stdout)
    sound, wrong = read_back["sources"]
    assert (ran.returncode, read_back["version"]) == (0, 1)
    assert sound["marks"][0] == {
        "name": "red",
        "color": "#FF0000",
        "background": None,
        "runs": 3,
        "characters": 8,
        "contrast": 4.0,
        "grey": 53.2,
        "lines": [3, 5],
        "sample": "要点",
    }
    assert sound["alike_in_grey"] == [["red", "green"]]
    assert [finding["kind"] for finding in wrong["findings"]] == ["heading-level"]


def test_a_source_that_cannot_be_read_does_not_stop_the_rest(desk: Path):
    ran = markhue("none.md", "a.md", "--json", cwd=desk)
    assert ran.returncode == 3
    assert [list(source)[:2] for source in json.loads(ran.stdout)["sources"]] == [
        ["source", "error"],
        ["source", "characters"],
    ]


def test_strict_fails_where_something_is_wrong(desk: Path):
    assert markhue("wrong.md", cwd=desk).returncode == 0
    assert markhue("wrong.md", "--strict", cwd=desk).returncode == 7
    assert markhue("a.md", "--strict", cwd=desk).returncode == 0
    assert markhue("-", "--strict", cwd=desk, stdin="<span style='color: gren'>a</span>").returncode == 7


@pytest.mark.parametrize(
    ("no_color", "swatch"), [("", "\x1b[38;2;255;0;0;48;2;255;255;255m Aa \x1b[0m"), ("1", "")]
)
def test_a_terminal_shows_the_colours_unless_told_not_to(desk: Path, no_color: str, swatch: str):
    pty = pytest.importorskip("pty", reason="this system has no such terminals")
    ours, theirs = pty.openpty()
    environment = {**ENVIRONMENT, "NO_COLOR": no_color, "TERM": "xterm", "COLUMNS": "70"}
    command = [sys.executable, "-m", "convert", "audit", "a.md"]
    subprocess.run(command, cwd=desk, stdout=theirs, env=environment, check=True)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:
        pass
    lines = shown.decode().splitlines()
    assert lines[3].startswith(f"  {swatch}")
    assert ("\x1b" in lines[3]) == bool(swatch)

"""Style sheets of strangers: whatever they ask for, a page that has them asks for nothing."""

from pathlib import Path

import pytest

from convert import convert
from convert.css.inert import inert

ASKING = [
    "@import 'canary';", "@import url(canary) screen;", "@\\69mport 'canary';", "@IMPORT/**/'canary';", '@import "can\\61ry"; ',
    "p { background: url(canary) }", "p { background: URL( 'canary' ) }", "p { background: u\\72l(canary) }", "p { background: \\75 rl(canary) }",
    "p { background-image: image-set('canary' 1x, url(canary) 2x) }", "p { background-image: -webkit-image-set(url(canary) 1x) }",
    "p { list-style: square url(canary) }", "p { content: url(canary) }", "p { cursor: url(canary), auto }", "p { filter: url(canary#x) }",
    "p { mask: url(canary) } ", "p { --a: url(canary) }", "p { border-image: url('canary\\')') 3 }", "p { background: src('canary') }",
    "@font-face { font-family: x; src: url(canary) format('woff') }", "@font-face { font-family: x; src: local(x), url(canary) }",
    "@page { background: url(canary) }", "@media print { p { background: url(canary) } }", "p { background: url(can\\)ary) }",
    "p { background: cross-fade(url(canary), red) }", "p { shape-outside: url(canary) }", "p { background: url(canary",
]  # fmt: skip


@pytest.mark.parametrize("sheet", ASKING)
def test_no_address_is_left(sheet: str) -> None:
    found = inert(sheet)
    assert "canary" not in found
    assert "ary" not in found
    assert inert(found) == found


@pytest.mark.parametrize(
    "sheet",
    ["p { color: red }", 'p::before { content: "url(a)" }', "/* @import url(a) */ p { color: red }", "p { content: '\\201C' }",
     ".url, .src { color: rgb(1 2 3) }", "p { margin: calc((1px + 2px) * 2); content: '\\75 rl(' }"],
)  # fmt: skip
def test_what_asks_for_nothing_stays_as_it_is(sheet: str) -> None:
    assert inert(sheet) == sheet


def test_lines_stay_where_they_are() -> None:
    assert inert("@import\n'a'\n;\np { background: url(\na\n);\ncolor: red }").count("\n") == 6


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_a_theme_of_a_document_asks_for_nothing(form: str, tmp_path: Path) -> None:
    sound = "@import url(http://canary.example/a);\n@font-face { font-family: x; src: url(http://canary.example/f) }\n"
    (tmp_path / "a.css").write_text(
        f"{sound}body {{ background: url(http://canary.example/b); color: red }}\n", "utf-8"
    )
    (tmp_path / "a.md").write_text("---\ntheme: a.css\n---\ntext\n", "utf-8")
    assert b"canary" not in convert(tmp_path / "a.md", form).data  # type: ignore[arg-type]

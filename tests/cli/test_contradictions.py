"""Wishes that contradict each other, or that no format that is made can show: one line before anything is written."""

from pathlib import Path

import pytest

from convert import config
from convert.cli.app import app
from convert.cli.options import with_values
from convert.config import tables
from convert.errors import SettingsError, UsageError
from convert.reader.frontmatter import FrontMatter

TYPED = [
    ("--impose-sheet A3", "--impose-sheet says nothing without --impose 2up"),
    ("--impose-signature 4", "--impose-signature says nothing without --impose booklet"),
    ("--impose 2up --impose-signature 4", "--impose-signature and --impose: only a booklet's sheets are laid in each other"),
    ("--cloze-width 4", "--cloze-width says nothing without --cloze"),
    ("--key", "--key says nothing without --cloze"),
    ("--large-print --impose 2up", "--impose and --large-print: two pages on a side make the type smaller; name a larger"),
    ("--theme large-print --impose booklet", "--impose and --theme: two pages on a side make the type smaller"),
    ("--theme large-print --font-size 12", "large print and a font size of 12 pt: at least 18 pt"),
    ("--toc-depth 2 --no-toc", "--toc-depth and --toc: no table of contents has no levels"),
    ("--cluster tcp://a:1 --jobs 2", "--jobs and --cluster: a cluster has workers of its own; leave one out"),
    ("--cluster tcp://a:1 --memory 1G", "--memory and --cluster: who starts a cluster's workers bounds their memory"),
    *(
        (f"--template own.docx {wish}", f"{wish.split()[0]} and --template: a template has its own page and type")
        for wish in (
            "--paper A5", "--margin 2cm", "--font-size 12", "--line-spacing 2", "--landscape", "--columns 2", "--gutter 8mm",
            "--duplex", "--notes-column blank", "--line-numbers page", "--large-print",
        )
    ),
]  # fmt: skip
UNSHOWN = [
    ("-t txt --impose booklet", "--impose is for pdf; the format is txt"),
    ("-t docx,html --impose-sheet A4", "--impose-sheet is for pdf; the formats are docx, html"),
    ("-t docx --impose-signature 2", "--impose-signature is for pdf; the format is docx"),
    ("-t docx --pdf-variant pdf/a-2u", "--pdf-variant is for pdf; the format is docx"),
    ("-t pdf --template own.docx", "--template is for docx; the format is pdf"),
    ("-t docx --text-marks label", "--text-marks is for txt; the format is docx"),
    ("-o b.pdf --width 60", "--width is for txt; the format is pdf"),
    ("-t html --line-numbers page", "--line-numbers is for docx, pdf; the format is html"),
    ("-t txt --print mono", "--print is for docx, html, pdf; the format is txt"),
    ("-t txt --legend on", "--legend is for docx, html, pdf, and txt with --text-marks; the format is txt"),
    ("-t txt --marks red=甲", "--marks is for docx, html, pdf, and txt with --text-marks or --cloze or --digest; the"),
    *(
        (f"-t txt {wish}", f"{wish.split()[0]} is for docx, html, pdf; the format is txt")
        for wish in (
            "--theme exam", "--paper A5", "--margin 2cm", "--font-size 12", "--line-spacing 2", "--landscape", "--columns 2",
            "--gutter 8mm", "--duplex", "--notes-column blank", "--large-print",
        )
    ),
]  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.md").write_text("# 题\n\n正文\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("words", "said"), TYPED + UNSHOWN)
def test_what_contradicts_itself_is_refused_in_one_line(
    desk: Path, capsys: pytest.CaptureFixture[str], words: str, said: str
) -> None:
    with pytest.raises((UsageError, SystemExit)) as caught:
        raise SystemExit(app(["convert", "a.md", *words.split()], standalone_mode=False))
    told = str(caught.value) if isinstance(caught.value, UsageError) else capsys.readouterr().err
    assert isinstance(caught.value, UsageError) or caught.value.code == UsageError.exit_code
    assert told.strip().removeprefix("markhue: ").startswith(said)
    assert told.strip().count("\n") == 0
    assert [path.name for path in desk.iterdir()] == ["a.md"]


def test_every_row_of_the_tables_is_tried_here() -> None:
    tried = {word.lstrip("-").replace("-", "_") for words, _ in TYPED for word in words.split()}
    assert tried >= {key for key, *_ in tables._CLASHES} | set(tables._NEEDS)
    unshown = {
        key
        for key in tables._SHOWN
        if any(said.startswith(f"--{config.option(key)} ") for _, said in UNSHOWN)
    }
    assert unshown == set(tables._SHOWN)


def test_what_is_as_always_may_be_typed_for_any_format() -> None:
    assert not list(config.unshown({"pdf_variant": "pdf/ua-1", "width": 80, "landscape": False}, ("docx",)))


def test_a_document_may_say_what_another_format_shows(desk: Path) -> None:
    (desk / "a.md").write_text("---\nimpose: 2up\npaper: A5\ntheme: exam\n---\n\n正文\n", encoding="utf-8")
    assert app(["convert", "a.md", "-t", "txt"], standalone_mode=False) == 0
    assert (desk / "a.txt").is_file()


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ({"key": True}, "a.md:2: key says nothing without cloze"),
        ({"impose": "2up", "impose_signature": 2}, "a.md:3: impose_signature and impose: only a booklet's"),
    ],
)
def test_what_a_document_contradicts_is_told_with_its_line(front: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        config.settings(FrontMatter(front, {key: line for line, key in enumerate(front, 2)}), {}, "a.md")
    assert str(caught.value).startswith(said)


def test_what_is_typed_goes_before_what_the_document_says() -> None:
    found = config.settings(FrontMatter({"impose_signature": 2, "impose": "booklet"}), {"impose": "2up"})
    assert found.impose == "2up"
    assert config.settings(FrontMatter({"cloze": "red"}), {"key": True}).key


def test_large_print_keeps_its_size_on_a_larger_sheet() -> None:
    found = config.settings(FrontMatter(), {"large_print": True, "impose": "2up", "impose_sheet": "A3"})
    assert (found.theme, found.impose_sheet) == ("large-print", "A3")


def test_a_word_behind_an_option_that_needs_none_is_its_value_or_a_source(desk: Path) -> None:
    with pytest.raises(UsageError, match="--line-numbers is continuous or page, not weekly"):
        with_values(["a.md", "--line-numbers", "weekly"])
    assert with_values(["--line-numbers", "a.md"]) == ["--line-numbers", "continuous", "a.md"]
    assert with_values(["--notes-column", "blank", "a.md"]) == ["--notes-column", "blank", "a.md"]

"""`from convert import convert, read`: what a program gets, and what it is told when it asks for the impossible."""

import subprocess
import sys
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_type_hints

import pytest

import convert as package
from convert import (
    Color,
    Document,
    NoticesError,
    Report,
    Settings,
    SettingsError,
    SourceError,
    Style,
    TargetError,
    Text,
    UsageError,
    config,
    convert,
    model,
    read,
    replace,
    traverse,
    writers,
)
from convert.api import Format, StrPath
from convert.record import field_names

ROOT = Path(__file__).parents[2]
MARKED = '# 题\n\n这是<span style="color: red">重点</span>，那是<span style="color: green">亮点</span>。\n'
PEN = "![笔](images/pens.png)\n"


def of_text(text: str | bytes, **settings: typing.Any) -> str:
    """An article as plain text."""
    return convert(text=text, to="txt", **settings).data.decode()


def test_a_file_converts_to_the_bytes_that_the_command_writes(samples: Path, tmp_path: Path):
    source = samples / "deepseek-open-source.md"
    command = [sys.executable, "-m", "convert", str(source), "-t", "docx,html,txt", "-o", str(tmp_path)]
    subprocess.run([*command, "--theme", "exam", "--mark", "red=论点"], check=True, capture_output=True)
    for written in tmp_path.iterdir():
        converted = convert(
            source, output=tmp_path / "again" / written.name, theme="exam", marks={"red": "论点"}
        )
        assert converted.data == written.read_bytes()


def test_the_ending_of_the_output_says_the_format(tmp_path: Path):
    convert(text=MARKED, output=tmp_path / "deep" / "a.html")
    assert "重点" in (tmp_path / "deep" / "a.html").read_text("utf-8")
    assert convert(text=MARKED).format == "docx"


def test_notes_of_their_own_are_saved_beside(tmp_path: Path):
    text = "# 题\n\n正文。\n\n## 笔记\n\n注意。\n"
    converted = convert(text=text, output=tmp_path / "a.txt", notes="separate")
    assert "注意" not in (tmp_path / "a.txt").read_text("utf-8")
    assert (tmp_path / "a.notes.txt").read_bytes() == converted.notes
    assert convert(text=text, to="txt").notes is None


def test_bytes_are_decoded_as_those_of_a_file_and_text_is_not_guessed_at():
    article = "开放协作，才能解决算力分配的问题。" * 20
    assert of_text(article.encode("gb18030")) == of_text(article.encode("utf-16")) == of_text(article)
    assert "a" in of_text("a" + "\0" * 9)
    assert of_text("\udc80b").strip().endswith("b")


def test_a_buffer_has_the_pictures_of_the_file_it_is_of(samples: Path):
    buffer = read(samples / "unsaved.md", text=PEN)
    assert [media.mime for media in buffer.media] == ["image/png"]
    assert not read(text=PEN).media


def test_reading_counts_the_marks_and_knows_their_names():
    document = read(text=f"---\nmarks: {{red: 论点}}\n---\n{MARKED}")
    assert [(mark.name, mark.label, mark.characters) for mark in document.legend] == [
        ("red", "论点", 2),
        ("green", "", 2),
    ]


def test_a_document_that_was_read_converts_as_its_source_does():
    text = f"---\nmarks: {{red: 论点}}\ntitle: 题\n---\n{MARKED}"
    document = read(text=text)
    for name in ("docx", "html", "txt"):
        assert convert(document, name).data == convert(text=text, to=name).data
    assert convert(document, marks={"green": "亮"}).document.legend[0].label == "论点"


def redder(document: Document) -> Document:
    """Set all that is marked in one red."""
    style = Style(color=Color(255, 0, 0), mark="red")

    def change(line: model.Inlines) -> model.Inlines:
        return tuple(
            replace(run, style=style) if isinstance(run, Text) and run.style.mark else run for run in line
        )

    return traverse.map_inlines(document, change)


def test_a_transform_comes_before_marks_are_listed_and_blanked():
    converted = convert(text=MARKED, to="txt", transform=redder, cloze="red", key=True)
    assert "重点" not in converted.data.decode().split("1")[0]
    assert [mark.name for mark in convert(text=MARKED, transform=redder).document.legend] == ["red"]
    assert convert(read(text=MARKED), "txt", transform=redder).document.legend[0].characters == 4


def test_a_conversion_does_not_change_the_document():
    document = read(text=MARKED)
    before = repr(document)
    convert(document, "docx", print="mono", cloze=True)
    assert repr(document) == before


def test_notices_come_with_their_line():
    (notice,) = convert(text="a\n\n![b](none.png)", to="txt").notices
    assert (notice.line, notice.code.value) == (3, "picture")
    report = Report()
    read(text="a\n\n![b](none.png)", report=report)
    assert [notice.line for notice in report] == [3]


def test_nothing_is_written_where_something_is_wrong(tmp_path: Path):
    with pytest.raises(NoticesError):
        convert(text="![b](none.png)", output=tmp_path / "a.txt", strict=True)
    assert not any(tmp_path.iterdir())


def test_what_verifies_is_written(tmp_path: Path):
    convert(text=MARKED, output=tmp_path / "a.docx", verify=True)
    assert (tmp_path / "a.docx").exists()


def test_an_output_never_falls_on_its_source(tmp_path: Path):
    source = tmp_path / "a.txt"
    source.write_text(MARKED, "utf-8")
    with pytest.raises(TargetError, match="it is the source"):
        convert(source, output=tmp_path / "." / "a.txt")
    assert source.read_text("utf-8") == MARKED
    with pytest.raises(TargetError, match="a folder"):
        convert(source, "txt", tmp_path)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ({"text": "a", "to": "odt"}, "'odt' is no format; there are docx, html, pdf, txt"),
        ({"text": "a", "output": "a.odt"}, "say which with to="),
        ({}, "name a file"),
        ({"source": "# a\n"}, "text="),
        ({"text": "a", "config": True}, "config=True goes with a path"),
        ({"source": Document(), "text": "a"}, "a Document is the article itself"),
        ({"text": "a", "font_size": "huge"}, "font_size is a number"),
        ({"text": "a", "font_size": 500}, "must lie between 4 and 72"),
        ({"text": "a", "print": "bright"}, "print is one of color, safe, mono"),
        ({"text": "a", "theme": "nosuch"}, "no theme `nosuch`"),
        ({"text": "a", "key": True}, "says nothing without"),
    ],
)
def test_what_is_impossible_is_a_usage_error(call: dict[str, typing.Any], words: str):
    with pytest.raises(UsageError) as raised:
        convert(**call)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_keyword_that_is_no_setting_is_a_type_error_that_names_the_nearest():
    with pytest.raises(TypeError, match="did you mean 'font_size'"):
        convert(text="a", fontsize=12)  # type: ignore[call-arg]


def test_none_says_nothing():
    assert of_text(MARKED, paper=None, toc=None, width=None) == of_text(MARKED)


def test_what_a_file_says_wrong_is_an_error_with_its_line(tmp_path: Path):
    with pytest.raises(SettingsError, match="article:2: "):
        convert(text="---\nwidth: wide\n---\n", to="txt")
    with pytest.raises(SourceError, match="no such file"):
        convert(tmp_path / "none.md")


def test_a_call_leaves_configuration_alone_unless_it_is_asked_for(tmp_path: Path):
    (tmp_path / "markhue.toml").write_text('smart_quotes = true\n[marks]\nred = "论点"\n', "utf-8")
    source = tmp_path / "a.md"
    source.write_text(f'{MARKED}\n"引"\n', "utf-8")
    assert '"引"' in convert(source, "txt").data.decode()
    assert "“引”" in convert(source, "txt", config=True).data.decode()
    assert "论点" in convert(source, "html", config=True).data.decode()
    assert [read(source, config=asked).legend[0].label for asked in (False, True)] == ["", "论点"]


def test_keywords_have_the_names_and_types_of_settings():
    """Some take more than they hold: a path for its text, a mapping for pairs."""
    words = str | Sequence[str]
    wider = {
        "theme": StrPath,
        "template": StrPath | None,
        "notes_headings": words,
        "cloze": bool | words,
        "marks": Mapping[str, str],
        "resource_path": Sequence[StrPath],
    }
    held = get_type_hints(config.Settings)
    taken = get_type_hints(Settings)
    for key in field_names(config.Settings):
        assert taken.pop(key) == wider.get(key, held[key]), key
    assert not taken


def test_formats_are_those_that_can_be_written():
    assert set(typing.get_args(Format)) == set(writers.formats())


def test_the_package_gives_what_it_says_and_loads_nothing_before():
    assert all(getattr(package, name) is not None for name in package.__all__)
    assert set(package.__all__) == {*package._MODULE_OF, "__version__"}
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        package.nothing  # type: ignore[attr-defined]  # noqa: B018
    program = "import sys; before = {*sys.modules}; import convert; print(*{*sys.modules} - before)"
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT / "src", capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["convert"]


def test_modules_can_be_imported_beside_the_function_of_the_package_s_name():
    program = "import convert; convert.convert; import convert.pipeline, convert.batch; convert.pipeline; convert.convert(text='a')"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT / "src", check=True)

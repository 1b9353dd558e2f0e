"""Files of ours from a source's folder upward: what they say, which goes before, and what is wrong with one in one line."""

import os
from pathlib import Path

import pytest

from convert import config
from convert.config import Layer, Settings
from convert.errors import SettingsError
from convert.reader.frontmatter import FrontMatter


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the search ends in, with two folders in each other."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    says(tmp_path, "root = true")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def says(folder: Path, text: str, name: str = "markhue.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def settings(folder: Path, **front: object) -> Settings:
    return config.settings(FrontMatter(front), {}, "a.md", config.layers(folder))


def refused(folder: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        config.layers(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_nearest_file_goes_before_those_above_it_and_front_matter_before_all(desk: Path) -> None:
    says(desk, 'root = true\ntheme = "exam"\nwidth = 60\ncolumns = 2')
    says(desk / "a", "width = 70\ncolumns = 1")
    says(desk / "a" / "b", "width = 72")
    found = settings(desk / "a" / "b", columns=3)
    assert (found.theme, found.width, found.columns) == ("exam", 72, 3)
    assert settings(desk / "a").width == 70
    assert [layer.name for layer in config.layers(Path("a/b"))] == [
        "markhue.toml",
        "a/markhue.toml",
        "a/b/markhue.toml",
    ]


def test_the_search_ends_with_a_root(desk: Path) -> None:
    says(desk, 'root = true\ntheme = "exam"')
    says(desk / "a", "root = true\nwidth = 70")
    assert settings(desk / "a" / "b") == Settings(width=70)


def test_names_of_marks_are_gathered(desk: Path) -> None:
    says(desk / "a", '[marks]\nred = "论点"\ngreen = "亮点"')
    says(desk / "a" / "b", 'marks = {green = "文采"}')
    found = settings(desk / "a" / "b", marks={"blue": "旁证"})
    assert found.marks == (("red", "论点"), ("green", "文采"), ("blue", "旁证"))


def test_a_table_of_a_project_says_the_same(desk: Path) -> None:
    says(
        desk / "a", '[project]\nname = "markhue-notes"\n\n[tool.markhue]\nline-spacing = 2', "pyproject.toml"
    )
    (layer,) = config.layers(desk / "a")[1:]
    assert (dict(layer.values), layer.lines["line_spacing"]) == ({"line_spacing": 2.0}, 5)
    says(desk / "a", "width = 70")
    assert "[tool.markhue]: markhue.toml stands beside it" in refused(desk / "a")


def test_a_project_of_something_else_says_nothing(desk: Path) -> None:
    says(desk / "a", '[tool.other]\npapr = "markhue"', "pyproject.toml")
    assert settings(desk / "a") == Settings()


def test_a_file_that_was_changed_is_read_again(desk: Path) -> None:
    assert settings(desk).width == 80
    says(desk, "root = true\nwidth = 100")
    assert settings(desk).width == 100


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('\npapr = "A4"', "a/markhue.toml:2: papr: did you mean `paper`?"),
        ("line-spacin = 2", "a/markhue.toml:1: line-spacin: did you mean `line-spacing`?"),
        ("papersize = 1", "a/markhue.toml:1: papersize: did you mean `paper`?"),
        ("zebra = 1", "a/markhue.toml:1: zebra: nothing is called that here"),
        ("line-spacing = 2\nline_spacing = 2", "a/markhue.toml:2: line_spacing: `line-spacing` says the same; leave one out"),
        ('author = "某"', "a/markhue.toml:1: author: this is about one document; it stands in front matter"),
        ("force = true", "a/markhue.toml:1: force: this is said on the command line only"),
        ("\nallow-network = true", "a/markhue.toml:2: allow-network: type --allow-network: no file opens the network"),
        ("\n\nwidth = 2000", "a/markhue.toml:3: width must lie between 0 and 1000, not 2000"),
        ('columns = "two"', "a/markhue.toml:1: columns is a whole number, not 'two'"),
        ("theme = 3", "a/markhue.toml:1: theme is text, such as exam, or a style sheet: mine.css, not 3"),
        ('theme = "exma"', "a/markhue.toml:1: theme is none: no theme `exma` (`exam`?)"),
        ('theme = "../mine.css"', "a/markhue.toml:1: theme stands in the folder of this file or below it"),
        ('template = "/etc/passwd"', "a/markhue.toml:1: template stands in the folder of this file or below it"),
        ('print = "saef"', "a/markhue.toml:1: print is one of color, safe, mono, not 'saef'; did you mean safe?"),
        ("landscape = 2", "a/markhue.toml:1: landscape is true or false, not 2"),
        ("key = 3", "a/markhue.toml:1: key is true or false, not 3"),
        ("cloze = [1]", "a/markhue.toml:1: cloze is a list of words"),
        ('width = 70\n[marks]\n\nred = ""', "a/markhue.toml:2: marks gives red no name"),
        ('marks = ["red"]', "a/markhue.toml:1: marks gives names to marks"),
        ('to = ["docx", "pfd"]', "a/markhue.toml:1: to is of docx, html, pdf, txt, not 'pfd'; did you mean pdf?"),
        ("jobs = 0", "a/markhue.toml:1: jobs is a number of workers from 1 to 512, not '0'"),
        ('memory = "much"', "a/markhue.toml:1: memory is an amount of memory, such as 800M or 2G, not 'much'"),
        ('template = "a.docx"\npaper = "A4"', "a/markhue.toml:2: paper and template: a template has its own page"),
        ("width = ", "a/markhue.toml:1: broken TOML: invalid value"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_one_line_with_its_place(desk: Path, text: str, said: str) -> None:
    says(desk / "a", text)
    assert refused(Path("a")).startswith(said)


def test_what_is_no_sound_file_is_one_line_and_never_waits(desk: Path) -> None:
    file = desk / "a" / "markhue.toml"
    os.mkfifo(file)
    assert refused(Path("a")) == "a/markhue.toml: not a regular file"
    file.unlink()
    file.symlink_to(file)
    assert refused(Path("a")).startswith("a/markhue.toml: cannot be read")
    file.unlink()
    file.symlink_to("nowhere")
    assert refused(Path("a")) == "a/markhue.toml: cannot be read: this link leads nowhere"
    file.unlink()
    file.write_bytes(b"theme = '\xd0\xd0'")
    assert refused(Path("a")) == "a/markhue.toml: not UTF-8 at byte 9; save it as UTF-8"
    file.write_bytes(b"#" * (1 << 20) + b"#")
    assert refused(Path("a")) == "a/markhue.toml: larger than 1 MiB"


def test_what_holds_for_a_run_stands_at_its_folder_or_above(desk: Path) -> None:
    says(desk, "root = true\njobs = 2")
    says(desk / "a", 'width = 70\nexclude = ["drafts/"]')
    assert config.run(Path("a"), {}).exclude == ("drafts/",)
    assert config.layers(Path("a/b"), top=Path("a"))
    with pytest.raises(SettingsError, match=r"^a/markhue\.toml:2: exclude holds for a whole run"):
        config.layers(Path("a/b"), top=Path())


def test_a_setting_tells_where_it_comes_from(desk: Path) -> None:
    says(desk, 'root = true\ntheme = "mine.css"\n[marks]\nred = "论点"')
    front = FrontMatter({"columns": 2}, {"columns": 3})
    layers = config.layers(Path())
    found = config.origin("theme", front, {"width": 60}, layers, "a.md")
    assert (found.kind, found.name, found.line, found.folder) == ("file", "markhue.toml", 2, desk)
    assert config.origin("marks.red", front, {}, layers).line == 4
    assert config.origin("columns", front, {}, layers, "a.md").line == 3
    assert config.origin("width", front, {"width": 60}, layers).kind == "command line"
    assert config.origin("paper", front, {}, layers).kind == "default"


def test_large_print_in_a_file_is_the_theme_of_that_name_where_none_is_said(desk: Path) -> None:
    says(desk, "root = true\nlarge-print = true")
    assert settings(desk).theme == "large-print"
    assert config.origin("theme", FrontMatter(), {}, config.layers(Path())).line == 2


def test_what_needs_another_setting_rests_until_a_document_has_it(desk: Path) -> None:
    says(desk, "root = true\nkey = true\ncloze-width = 5")
    assert settings(desk) == Settings()
    assert settings(desk, cloze=["red"]).key
    with pytest.raises(SettingsError, match="impose_sheet says nothing without impose"):
        settings(desk, impose_sheet="A3")


def test_false_takes_back_what_a_file_above_says(desk: Path) -> None:
    says(desk, 'root = true\nimpose = "2up"\ncloze = "all"\npaper = "A5"')
    says(desk / "a", "impose = false\ncloze = false\npaper = false")
    assert settings(desk / "a") == Settings()


def test_a_layer_travels_to_a_worker(desk: Path) -> None:
    import pickle

    says(desk, 'root = true\n[marks]\nred = "论点"')
    (layer,) = config.layers(desk)
    found: Layer = pickle.loads(pickle.dumps(layer))
    assert found == layer

import pytest

from convert import config
from convert.errors import SettingsError
from convert.reader.frontmatter import FrontMatter, split


def test_values_and_the_line_of_the_body() -> None:
    front, body, line = split("---\ntitle: A\ntheme: exam\n---\n\n# B\n")
    assert front.values == {"title": "A", "theme": "exam"}
    assert front.lines == {"title": 2, "theme": 3}
    assert (body, line) == ("\n# B\n", 5)


@pytest.mark.parametrize(
    "source",
    [
        "# no\n",
        "---\n\ntext\n\n---\n",
        "---\nonly a rule\n",
        "----\na: b\n---\n",
        "",
        "---",
        "+++",
        "+++\ntext\n+++\n",
        "+++\na = 1\n",
        "+++\na = 1\n---\n",
    ],
)
def test_a_rule_at_the_top_is_no_front_matter(source: str) -> None:
    assert split(source) == (FrontMatter(), source, 1)


def test_empty_front_matter() -> None:
    assert split("---\n---\ntext") == (FrontMatter(), "text", 3)


def test_toml_between_plus_signs_says_the_same() -> None:
    source = (
        '+++\n# of us\ntitle = "题"\ndate = 2026-03-14\ntags = ["甲", "乙"]\n\ntheme = "exam"\n+++\n\n# B\n'
    )
    front, body, line = split(source)
    assert (body, line) == ("\n# B\n", 9)
    assert front.lines == {"title": 3, "date": 4, "tags": 5, "theme": 7}
    meta = config.meta(front)
    assert (meta.title, meta.date, meta.keywords) == ("题", "2026-03-14", ("甲", "乙"))
    assert config.settings(front, {}).theme == "exam"


def test_three_dots_end_yaml_and_a_byte_order_mark_may_stand_before_it() -> None:
    front, body, line = split("\ufeff---\ntitle: x\n...\ntext")
    assert (front.values, body, line) == ({"title": "x"}, "text", 4)


@pytest.mark.parametrize(
    ("block", "line"), [("title = ", 2), ('a = 1\ntitle = "x', 3), ("a = 1\na = 2", 3), ("a = 1\nb = [1,", 3)]
)
def test_broken_toml_names_file_and_line(block: str, line: int) -> None:
    with pytest.raises(SettingsError, match=rf"^a\.md:{line}: broken front matter: "):
        split(f"+++\n{block}\n+++\n", "a.md")


def test_a_wrong_setting_in_toml_names_its_line() -> None:
    front, _, _ = split('+++\ntitle = "x"\nnotes = "nowhere"\n+++\n', "a.md")
    with pytest.raises(SettingsError, match=r"^a\.md:3: notes"):
        config.settings(front, {}, "a.md")


def test_broken_yaml_names_file_and_line() -> None:
    with pytest.raises(SettingsError, match=r"^a\.md:3: broken front matter"):
        split('---\ntitle: x\nauthor: "y\n---\n', "a.md")


def test_meta_is_read_from_what_people_write() -> None:
    front, _, _ = split(
        "---\ntitle: 题\nauthors: [甲, 乙]\ndate: 2026-03-14\nlang: zh-TW\ntags: 语文，作文\n---\n"
    )
    meta = config.meta(front)
    assert (meta.title, meta.author, meta.date, meta.language) == ("题", "甲, 乙", "2026-03-14", "zh-TW")
    assert meta.keywords == ("语文", "作文")


def test_settings_from_front_matter_give_way_to_the_command_line() -> None:
    front, _, _ = split("---\ntheme: exam\nfont-size: 12pt\nnotes: drop\n---\n")
    settings = config.settings(front, {"theme": "plain"})
    assert (settings.theme, settings.font_size, settings.notes) == ("plain", 12.0, "drop")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("notes: nowhere", "notes"),
        ("width: wide", "width"),
        ("font_size: 400", "font_size"),
        ("line_spacing: 0.1", "line_spacing"),
    ],
)
def test_a_wrong_setting_names_file_line_and_key(line: str, what: str) -> None:
    front, _, _ = split(f"---\ntitle: x\n{line}\n---\n", "a.md")
    with pytest.raises(SettingsError, match=rf"^a\.md:3: {what}"):
        config.settings(front, {}, "a.md")

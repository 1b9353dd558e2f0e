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
    "source", ["# no\n", "---\n\ntext\n\n---\n", "---\nonly a rule\n", "----\na: b\n---\n", "", "---"]
)
def test_a_rule_at_the_top_is_no_front_matter(source: str) -> None:
    assert split(source) == (FrontMatter(), source, 1)


def test_empty_front_matter() -> None:
    assert split("---\n---\ntext") == (FrontMatter(), "text", 3)


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

"""What front matter and files may write for a value."""

import pytest

from convert import config
from convert.errors import SettingsError, UsageError
from convert.reader.frontmatter import split


def value(line: str) -> object:
    front, _, _ = split(f"---\n{line}\n---\n\n文\n")
    return getattr(config.settings(front, {}, "a.md"), line.partition(":")[0].replace("-", "_"))


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("columns: '2'", 2),
        ("columns: 2.0", 2),
        ("font-size: 10.5pt", 10.5),
        ("font-size: 12", 12.0),
        ("landscape: 'yes'", True),
        ("notes: Inline", "inline"),
        ("notes-column: true", "ruled"),
        ("line_numbers: false", None),
        ("toc: false", False),
        ("paper:", None),
        ("cloze: red，绿、blue", ("red", "绿", "blue")),
        ("cloze: [red, green]", ("red", "green")),
        ("cloze: true", ("all",)),
        ("cloze:", ()),
        ("notes-headings: 笔记, 解读", ("笔记", "解读")),
        ("key: page-1", False),
    ],
)
def test_a_value_is_read_as_people_write_it(line: str, meant: object) -> None:
    assert value(line) == meant


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("columns: many", "a.md:2: columns is a whole number, not 'many'"),
        ("columns: true", "a.md:2: columns is a whole number, not true"),
        ("line-spacing: .nan", "a.md:2: line-spacing is a number, not nan"),
        ("margin: 2", "a.md:2: margin is text, such as 2cm 2.5cm, not 2"),
        ("theme:", "a.md:2: theme has no value; it is text, such as exam"),
        ("notes: {}", "a.md:2: notes is one of appendix, article, inline, separate, drop, not a table"),
        ("cloze: [[red]]", "a.md:2: cloze is a list of words"),
        ("impose: 4up", "a.md:2: impose is one of 2up, booklet, not '4up'; did you mean 2up?"),
        ("impose: 2up\nimpose-sheet: Q9", "a.md:3: impose_sheet is no paper: paper `Q9`"),
    ],
)
def test_what_a_value_should_be_is_told_in_words(line: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        value(line)
    assert str(caught.value).startswith(said)


def test_a_program_is_told_what_a_value_should_be() -> None:
    assert config.typed({"cloze": ("red",), "marks": (("red", "论点"),), "toc": None}) == {
        "cloze": ("red",),
        "marks": (("red", "论点"),),
        "toc": None,
    }
    with pytest.raises(UsageError, match="columns is a whole number"):
        config.typed({"columns": "two"})


@pytest.mark.parametrize(("text", "seconds"), [("90", 90), ("90s", 90), ("1.5m", 90), ("1h", 3600)])
def test_a_time_has_a_unit_or_is_in_seconds(text: str, seconds: float) -> None:
    assert config.parse_seconds(text) == seconds


@pytest.mark.parametrize(
    ("text", "size"), [("1024", 1024), ("800M", 800 << 20), ("1.5 GiB", 3 << 29), ("2gb", 2 << 30)]
)
def test_an_amount_of_memory_has_a_unit_or_is_in_bytes(text: str, size: int) -> None:
    assert config.parse_bytes(text) == size


@pytest.mark.parametrize(
    "typed", [{"timeout": "soon"}, {"timeout": "0"}, {"memory": "-1M"}, {"jobs": "many"}]
)
def test_what_was_typed_for_a_run_is_told_with_its_option(typed: dict[str, str], tmp_path) -> None:
    with pytest.raises(UsageError, match=f"^--{next(iter(typed))} is "):
        config.run(tmp_path, typed)

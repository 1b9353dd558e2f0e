"""Code in pieces: what is what, and not a character changed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.highlighting import Token, highlight

PYTHON = 'def f(x):\n    """说明"""\n    return x + 1  # 中文'


def kinds(text: str, language: str) -> dict[str, str | None]:
    return {token.text: token.kind for token in highlight(text, language)}


def test_keywords_names_strings_numbers_and_comments_are_told_apart():
    found = kinds(PYTHON, "python")
    assert (found["def"], found["f"], found['"""说明"""']) == ("keyword", "name", "string")
    assert (found["1"], found["# 中文"]) == ("number", "comment")


def test_a_patch_shows_what_comes_and_goes():
    found = kinds("- old\n+ new", "diff")
    assert (found["- old"], found["+ new"]) == ("deleted", "inserted")


@pytest.mark.parametrize("language", ["py", "Python", "PYTHON", "python3", " py "])
def test_a_language_is_known_by_any_of_its_names(language: str):
    assert kinds(PYTHON, language)["def"] == "keyword"


@pytest.mark.parametrize("language", ["", "text", "no such language", "plain"])
def test_text_and_unknown_languages_are_one_piece(language: str):
    assert highlight(PYTHON, language) == (Token(None, PYTHON),)


def test_code_too_long_for_regular_expressions_is_one_piece():
    for text in ("x = 1\n" * 40_000, "(" * 6_000):
        assert highlight(text, "python") == (Token(None, text),)


@settings(max_examples=80, deadline=1000)
@given(
    st.text(),
    st.sampled_from(
        ["python", "c", "html", "json", "bash", "diff", "yaml", "sql", "tex", "js", "pycon", "php"]
    ),
)
def test_the_pieces_joined_are_the_code(text: str, language: str):
    assert "".join(token.text for token in highlight(text, language)) == text

"""What Chinese setting does between two characters."""

import pytest

from convert.writers._pdf.kinsoku import may_break, space, stretch


@pytest.mark.parametrize(
    "pair", ["的，", "的。", "的”", "了）", "好！", "——", "……", "（开", "《论", "“开", "说…"]
)
def test_no_line_ends_between(pair: str) -> None:
    assert not may_break(pair[0], pair[1], allowed=True)


@pytest.mark.parametrize("pair", ["向“", "”的", "，“", "。”"[::-1], "）（"])
def test_quotation_marks_break_like_brackets(pair: str) -> None:
    assert may_break(pair[0], pair[1], allowed=False) == (pair not in ("”。", "）（"))


def test_a_number_stays_with_what_it_counts() -> None:
    assert not may_break("2", "日", allowed=True)
    assert may_break("2", "的", allowed=True)


def test_latin_is_left_to_unicode() -> None:
    assert not may_break("D", "e", allowed=False)
    assert may_break(" ", "a", allowed=True)


@pytest.mark.parametrize("pair", ["，“", "。”", "”。", "》（", "（《", "”“", "：“"])
def test_neighbouring_marks_share_a_blank(pair: str) -> None:
    assert space(pair[0], pair[1]) == -0.5


@pytest.mark.parametrize("pair", ["？”", "的“", "“开", "——"])
def test_marks_without_a_shared_blank_stay_whole(pair: str) -> None:
    assert space(pair[0], pair[1]) == 0


def test_latin_stands_a_little_apart() -> None:
    assert 0 < space("国", "A") == space("I", "企") == space("站", "1") < 0.125
    assert space("，", "A") == space("国", " ") == space("国", "-") == 0


def test_dashes_are_not_pulled_apart() -> None:
    assert stretch("—", "—") == (0, 0)
    assert stretch("的", "确")[0] > 0
    assert stretch("a", "b") == (0, 0)

"""Which characters are Chinese, wide, or as wide as what stands beside them."""

import pytest

from convert.characters import has_chinese, is_han, is_wide, segments


@pytest.mark.parametrize("character", ["中", "𠮷", "々", "〇", "豈", "⼀"])
def test_ideographs_are_chinese(character: str):
    assert is_han(character)
    assert is_wide(character)
    assert has_chinese(f"a{character}")


@pytest.mark.parametrize("character", ["，", "（", "　", "Ａ", "￥", "・"])
def test_full_width_marks_are_chinese_but_no_ideographs(character: str):
    assert not is_han(character)
    assert is_wide(character)
    assert has_chinese(f"a{character}")


@pytest.mark.parametrize("character", ["あ", "ー", "한", "ㄅ", "㎡", "⿰"])
def test_other_east_asian_characters_are_wide_and_not_chinese(character: str):
    assert is_wide(character)
    assert not has_chinese(f"a{character}")


@pytest.mark.parametrize("character", ["a", "é", "—", "“", "·", "α", "👍", " ", ""])
def test_all_else_is_neither(character: str):
    assert not is_han(character)
    assert not is_wide(character)
    assert not has_chinese(f"a{character}")


@pytest.mark.parametrize(
    ("text", "east_asian", "other"),
    [
        ("中国|AI|企业", ["中国", "企业"], ["AI"]),
        ("DeepSeek R1|的", ["的"], ["DeepSeek R1"]),
        ("说“|AI|”吗", ["说“", "”吗"], ["AI"]),
        ("“AI”", [], ["“AI”"]),
        ("the “best” one", [], ["the “best” one"]),
        ("it’s", [], ["it’s"]),
        ("开源——|AI", ["开源——"], ["AI"]),
        ("克·安", ["克·安"], []),
        ("中文 |is", ["中文 "], ["is"]),
        ("葛\U000e0100飾", ["葛\U000e0100飾"], []),
        ("ㄅㄆ㎡あ한", ["ㄅㄆ㎡あ한"], []),
        ("", [], []),
    ],
)
def test_text_is_cut_where_the_script_changes(text: str, east_asian: list[str], other: list[str]):
    found = list(segments(text.replace("|", "")))
    assert "|".join(part for _, part in found) == text
    assert [part for wide, part in found if wide] == east_asian
    assert [part for wide, part in found if not wide] == other


def test_a_mark_that_nothing_decides_is_what_the_caller_says():
    assert list(segments("……", wide=True)) == [(True, "……")]
    assert list(segments("……", wide=False)) == [(False, "……")]

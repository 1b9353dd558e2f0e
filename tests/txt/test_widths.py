"""How many columns text takes."""

import pytest

from convert.widths import unit_widths, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("中文", 4),
        ("，。（）", 8),
        ("ｆｕｌｌ", 8),
        ("한글かな", 8),
        ("𠮷野", 4),
        ("e\u0301", 1),
        ("葛\U000e0100", 2),
        ("a\u200bb", 2),
        ("ﾊﾝ", 2),
        ("👍", 2),
        ("👍🏽", 2),
        ("👨‍👩‍👧", 2),
        ("🇨🇳🇫🇷", 4),
        ("❤️", 2),
        ("1️⃣", 2),
    ],
)
def test_text_takes_the_columns_a_terminal_gives_it(text: str, columns: int):
    assert width(text, chinese=False) == columns


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("“中文”", 8),
        ("“fine”", 6),
        ("他说“AI”", 10),
        ("中——文", 8),
        ("a — b", 5),
        ("马克·安德森", 12),
        ("①国家", 6),
        ("25°C", 4),
        ("it’s", 4),
    ],
)
def test_a_mark_of_ambiguous_width_is_wide_beside_chinese_only(text: str, columns: int):
    assert width(text, chinese=True) == columns


def test_a_sign_by_itself_is_as_wide_as_the_document_says():
    assert width("√", chinese=True) == width("……", chinese=True) / 2 == 2
    assert width("√", chinese=False) == width("……", chinese=False) / 2 == 1


def test_pieces_of_a_text_are_as_wide_as_within_it():
    text = "他说“AI”，see “this”"
    pieces = ["他", "说", "“AI”，", "see ", "“this”"]
    assert unit_widths(pieces, text, chinese=True) == [2, 2, 8, 4, 6]
    assert sum(unit_widths(pieces, text, chinese=True)) == width(text, chinese=True)

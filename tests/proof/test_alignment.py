"""Texts are laid beside each other: what stands there besides is passed over, what is missing stays alone."""

import time

import pytest

from convert.proof.alignment import MISSING, align


@pytest.mark.parametrize(
    ("wanted", "there", "missing"),
    [
        ("abcdef", "abcdef", ""),
        ("abcdef", "1.abc2.def", ""),
        ("春眠不觉晓处处闻啼鸟夜来风雨声", "春眠不觉晓夜来风雨声", "处处闻啼鸟"),
        ("abcdefghijkl", "abXcdefghijkl", ""),
        ("abcdefghijkl", "abdefghijkl", "c"),
        ("abc", "", "abc"),
        ("一二三12", "1.一2.二3.三12", ""),
        ("漢かん字じ、(着)", "漢(かん)字(じ)、(着)", ""),
        ("一、二、三、12.", "10.一、\n11.二、\n12.三、12.", ""),
        ("上中下", f"上{'─' * 80}中下", ""),
        ("第一段文字第二段文字", "第一段文字9第二段文", "字"),
    ],
)
def test_what_is_missing_is_what_was_left_out(wanted: str, there: str, missing: str):
    places = align(wanted, there)
    assert "".join(c for c, place in zip(wanted, places, strict=True) if place == MISSING) == missing
    found = [place for place in places if place != MISSING]
    assert found == sorted(set(found))
    assert all(wanted[index] == there[place] for index, place in enumerate(places) if place != MISSING)


def test_a_long_text_that_lost_every_tenth_character_takes_no_longer_than_its_length_asks():
    wanted = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(50_000))
    began = time.process_time()
    places = align(wanted, "".join(c for index, c in enumerate(wanted) if index % 10))
    assert places.count(MISSING) == 5_000
    assert time.process_time() - began < 5

import pytest

from convert.errors import SourceError
from convert.notices import Code, Report
from convert.reader.decode import decode

CHINESE = "# 标题\n\n这是一篇文章，讲的是“开源”与世界。我们看到，它在发展。\n"
TRADITIONAL = "# 標題\n\n這是一篇文章，講的是「開源」與世界。我們看到，它在發展。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
)
def test_chinese_is_read_in_every_encoding_people_save_it_in(encoding: str) -> None:
    assert decode(CHINESE.encode(encoding), Report()) == CHINESE


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030"])
def test_traditional_chinese_is_told_from_simplified(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding), Report()) == TRADITIONAL


def test_japanese_is_read_in_shift_jis() -> None:
    text = "これは日本語の文章です。ひらがなとカタカナがあります。"
    assert decode(text.encode("shift_jis"), Report()) == text


@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "开源",
        "# 标题",
        "王小明",
        "第一章 序",
        "《红楼梦》读后感",
        "琥珀色的猫咪",
        "深度求索（DeepSeek）",
    ],
)
def test_a_few_words_are_enough_for_gbk(text: str) -> None:
    assert decode(text.encode("gbk"), Report()) == text


def test_what_the_text_says_of_its_encoding_does_not_count() -> None:
    text = '<meta charset="utf-8">' + CHINESE
    assert decode(text.encode("gbk"), Report()) == text


def test_a_guess_is_reported() -> None:
    report = Report()
    decode(CHINESE.encode("gbk"), report)
    assert [notice.code for notice in report] == [Code.ENCODING]
    assert "GB 18030" in next(iter(report)).message


def test_utf8_is_no_guess() -> None:
    report = Report()
    decode(CHINESE.encode(), report)
    assert not len(report)


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_ends_become_one(ending: str) -> None:
    assert decode(f"a{ending}{ending}b".encode(), Report()) == "a\n\nb"


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe\xfd\xfc\xfb", bytes(range(128, 256)) * 3, b"caf\xe9 au lait", b"\x89PNG\r\n\x1a\n\xff\xd8"],
)
def test_bytes_in_no_known_encoding_are_an_error_that_names_the_source(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"notes\.md.*UTF-8"):
        decode(data, Report(), "notes.md")


def test_nothing_is_nothing() -> None:
    assert decode(b"", Report()) == ""

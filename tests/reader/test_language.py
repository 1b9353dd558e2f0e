import pytest

from convert.reader import read
from convert.reader.language import guess, reading
from convert.reader.quotation import marks


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "zh-CN"),
        ("这是一个中国的句子", "zh-CN"),
        ("這是一個中國的句子", "zh-TW"),
        ("これは日本語の文です", "ja"),
        ("이것은 한국어 문장입니다", "ko"),
        ("This is an English sentence.", "en"),
        ("هذه جملة باللغة العربية", "ar"),
        ("این یک جملهٔ فارسی است که چند کلمه دارد", "fa"),
        ("یہ اردو کا ایک جملہ ہے اور بڑا ہے", "ur"),
        ("זה משפט בעברית", "he"),
        ("Это предложение на русском языке", "ru"),
        ("Це речення українською мовою, її літери", "uk"),
        ("Αυτή είναι μια ελληνική πρόταση", "el"),
        ("นี่คือประโยคภาษาไทย", "th"),
        ("यह हिन्दी का एक वाक्य है", "hi"),
        ("Đây là một câu tiếng Việt có dấu", "vi"),
        ("中文里有 English words 和 русский", "zh-CN"),
        ('<span style="color: red">привет</span> <span class="example">мир</span>', "ru"),
    ],
)
def test_the_language_is_guessed_by_the_script(text: str, language: str) -> None:
    assert guess(text) == language


def test_what_the_front_matter_says_is_not_guessed_over() -> None:
    from convert.model import Meta

    assert read("Hello", meta=Meta(language="de")).meta.language == "de"


@pytest.mark.parametrize(
    ("tag", "direction"),
    [("ar", "rtl"), ("he-IL", "rtl"), ("az-Latn", "ltr"), ("zh-CN", "ltr"), ("ur", "rtl")],
)
def test_a_language_has_a_direction(tag: str, direction: str) -> None:
    assert reading(tag) == direction


@pytest.mark.parametrize(
    ("language", "outer", "inner"),
    [
        ("zh-CN", "“”", "‘’"),
        ("zh-TW", "「」", "『』"),
        ("ja-JP", "「」", "『』"),
        ("de-AT", "„“", "‚‘"),
        ("fr", "«\u00a0\u00a0»", "«\u00a0\u00a0»"),
        ("tlh", "“”", "‘’"),
        ("", "“”", "‘’"),
    ],
)
def test_quotation_marks_are_those_of_the_language(language: str, outer: str, inner: str) -> None:
    assert "".join(marks(language, 0)) == outer
    assert "".join(marks(language, 1)) == "".join(marks(language, 5)) == inner

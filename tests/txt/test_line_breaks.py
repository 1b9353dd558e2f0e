"""Where lines end: by width, by UAX 14, by kinsoku."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from convert.characters import CLOSING, OPENING
from convert.widths import unit_widths
from convert.writers._txt.breaking import Job, wrap

LONG_WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis"


def lines(text: str, columns: int, chinese: bool = True) -> list[str]:
    [found] = wrap([Job(text, columns, columns)], chinese)
    return found


def test_chinese_fills_its_lines_to_the_last_column():
    assert lines("事实证明中国企业拥抱开源不仅为自身", 12) == ["事实证明中国", "企业拥抱开源", "不仅为自身"]


def test_a_closing_mark_takes_a_character_with_it_to_the_next_line():
    assert lines("事实证明，中国企业。", 8) == ["事实证", "明，中国", "企业。"]


def test_an_opening_mark_goes_to_the_next_line():
    assert lines("发展开拓了“新路径”", 12) == ["发展开拓了", "“新路径”"]


def test_a_dash_of_two_and_an_ellipsis_of_two_are_never_split():
    assert lines("答案是中国——以开源", 12) == ["答案是中国", "——以开源"]
    assert lines("答案是中国……以开源", 12) == ["答案是中", "国……以开源"]


def test_an_interpunct_stays_with_the_name_before_it():
    assert lines("投资家马克·安德森", 10) == ["投资家马", "克·安德森"]


def test_a_connecting_dash_stays_with_what_is_before_it():
    assert lines("螺旋式的开源—创新", 12) == ["螺旋式的开", "源—创新"]


def test_a_closing_mark_after_a_blank_does_not_start_a_line():
    assert lines("他说过一句话 ，然后", 12) == ["他说过一句", "话 ，然后"]


def test_the_number_of_a_note_stays_with_what_is_before_it():
    assert lines("中国企业拥抱开源[12]。", 16) == ["中国企业拥抱开", "源[12]。"]


def test_latin_words_stay_whole_between_chinese():
    assert lines("这是DeepSeek的模型", 12) == ["这是DeepSeek", "的模型"]
    assert lines("这是了DeepSeek的模型", 12) == ["这是了", "DeepSeek的模", "型"]


def test_english_is_broken_at_blanks_which_are_dropped():
    assert lines("The quick brown fox jumps", 10, chinese=False) == ["The quick", "brown fox", "jumps"]


def test_an_apostrophe_does_not_end_a_word():
    assert lines("it is 他说 it’s fine", 15) == ["it is 他说 it’s", "fine"]


def test_a_word_longer_than_a_line_is_cut():
    assert lines(LONG_WORD, 20) == [LONG_WORD[:20], LONG_WORD[20:40], LONG_WORD[40:]]


def test_an_address_that_fits_on_a_line_is_not_broken():
    assert lines("参见 https://example.com/a/b/c 一文", 26) == ["参见", "https://example.com/a/b/c", "一文"]


def test_an_address_longer_than_a_line_is_broken_after_its_slashes():
    assert lines("https://example.com/articles/deepseek/open-source", 24) == [
        "https://example.com/",
        "articles/deepseek/open-",
        "source",
    ]


def test_the_first_line_may_be_shorter():
    assert wrap([Job("事实证明中国企业拥抱开源", 8, 12)], True) == [["事实证明", "中国企业拥抱", "开源"]]


def test_many_paragraphs_are_wrapped_like_one():
    texts = ["事实证明，中国企业。", "The quick brown fox", "“拥抱开源”——中国", "a", "人👨‍👩‍👧家𠮷野" * 3]
    together = wrap([Job(text, 9, 12) for text in texts], True)
    assert together == [wrap([Job(text, 9, 12)], True)[0] for text in texts]


def test_a_family_of_emoji_is_not_torn_apart():
    assert lines("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 5) == ["👨‍👩‍👧👨‍👩‍👧", "👨‍👩‍👧"]


ALPHABET = "中国开源模型的，。、；：？！（）《》「」“”‘’—…·～ AIa1-+/.,()%￥　é①👍" + "e\u0301"
TEXTS = st.one_of(
    st.text(alphabet=ALPHABET, max_size=120),
    st.lists(
        st.sampled_from(
            [
                "中国",
                "“拥抱开源”，",
                "《书》",
                "——",
                "……",
                "DeepSeek ",
                "R1 ",
                "it’s ",
                "（见",
                "图）",
                "。",
                " ",
            ]
        )
    ).map("".join),
)


def unbreakable(line: str) -> bool:
    """Whether no place in a line lets it end under kinsoku; marks and combining characters hold on to their neighbours."""
    inner = [
        (before, after)
        for before, after in pairwise(line)
        if after not in CLOSING + "·～ 　\u0301"
        and before not in OPENING + " 　"
        and before + after not in ("——", "……")
    ]
    return not inner


def pieces_of(text: str, found: list[str]) -> list[str]:
    """The text again, as the blanks before each line and the line in turn."""
    pieces: list[str] = []
    place = 0
    for line in found:
        start = text.index(line, place)
        pieces += [text[place:start], line]
        place = start + len(line)
    return pieces


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.integers(10, 40))
def test_no_line_breaks_a_rule(text: str, columns: int):
    text = text.strip(" \u3000")
    found = lines(text, columns)
    pieces = pieces_of(text, found)
    assert "".join(pieces) == text
    assert not "".join(pieces[::2]).strip()
    # A quote or a dash is as wide as its surroundings make it, which may stand on the next line
    for line, line_width in zip(found, unit_widths(pieces, text, chinese=True)[1::2], strict=True):
        assert line_width <= columns or unbreakable(line), line
    for before, blanks, after in zip(found, pieces[2::2], found[1:], strict=False):
        assert after[0] not in CLOSING
        assert before[-1] not in OPENING
        assert before[-1] + blanks + after[0] not in ("——", "……")

"""Lists: what Word counts, what is text, and where items stand."""

import pytest
from wordfile import RoundTheme, W, Written, document, paragraph, sides, write

from convert.model import CodeBlock, List, ListItem


def items(*texts: str) -> tuple[ListItem, ...]:
    return tuple(ListItem((paragraph(text),)) for text in texts)


def numbers(written: Written) -> list[str]:
    """What Word counts before each paragraph: a list's number, and the start it is given."""
    found = []
    for p in written.word.paragraphs:
        num = p._p.pPr.numPr
        if num is None:
            found.append("")
            continue
        definition = written.word.part.numbering_part.element.num_having_numId(num.numId.val)
        override = definition.lvlOverride_lst[0]
        assert override.ilvl == num.ilvl.val
        found.append(f"{num.numId.val}:{num.ilvl.val} from {override.startOverride.val}")
    return found


def test_every_list_restarts_at_its_own_start():
    source = document(List(items("甲", "乙"), ordered=True), "间", List(items("丙"), ordered=True, start=5))
    assert numbers(write(source)) == ["1:0 from 1", "1:0 from 1", "", "2:0 from 5"]


def test_a_list_in_a_list_is_its_next_level():
    inner = List(items("内"), ordered=True)
    source = document(List((ListItem((paragraph("外"), inner)), *items("后")), ordered=True))
    assert numbers(write(source)) == ["1:0 from 1", "2:1 from 1", "1:0 from 1"]


def test_a_list_deeper_than_word_counts_keeps_its_own_numbers(docx_problems):
    nested = List(items("底"), ordered=True)
    for depth in range(12):
        nested = List((ListItem((paragraph(f"层{depth}"), nested)),), ordered=True)
    written = write(document(nested))
    assert numbers(written)[-1].split(":")[1] == "8 from 1"
    lists = {
        node.get(f"{W}val") for node in written.word.part.numbering_part.element.iter("{*}abstractNumId")
    }
    assert len(lists) > 3
    assert docx_problems(written.data) == []


def test_a_second_paragraph_in_an_item_stands_under_the_first_without_a_number():
    source = document(List((ListItem((paragraph("一"), paragraph("二"))),), tight=False))
    written = write(source, RoundTheme().set("ul", padding=sides(left=24)))
    first, second = written.word.paragraphs
    assert numbers(written) == ["1:0 from 1", ""]
    assert (second.paragraph_format.left_indent or second.style.paragraph_format.left_indent).pt == 24
    assert first.style is not None


def test_an_item_that_begins_with_code_still_has_its_number():
    written = write(document(List((ListItem((CodeBlock("x"),)),))))
    assert numbers(written) == ["1:0 from 1", ""]
    assert written.texts == ["", "x"]


def test_tasks_have_their_boxes():
    source = document(List((ListItem((paragraph("做完"),), True), ListItem((paragraph("没做"),), False))))
    written = write(source)
    assert written.texts == ["☑\t做完", "☐\t没做"]
    # One face has both: a program that looks for one of its own may take ☑ for an emoji.
    assert written.word.styles["Task Box"].font.name == "Segoe UI Symbol"


@pytest.mark.parametrize("start", [999_999_999, 32_767, -3])
def test_a_number_that_word_cannot_count_to_is_text(start: int):
    assert write(document(List(items("甲"), ordered=True, start=start))).texts == [f"{start}.\t甲"]


@pytest.mark.parametrize(
    ("marker", "said"),
    [("disc", "•"), ("circle", "◦"), ("square", "▪"), ("decimal-leading-zero", "decimalZero"), ("cjk-decimal", "ideographDigital")],
)  # fmt: skip
def test_a_list_has_the_marker_its_author_chose(marker: str, said: str):
    written = write(document(List(items("甲"), ordered=said.isalpha(), marker=marker)))
    level = written.word.part.numbering_part.element.find(f".//{W}lvl")
    assert said in [node.get(f"{W}val") for node in level]


def test_a_list_without_markers_has_none():
    written = write(document(List(items("甲"), marker="none")))
    assert numbers(written) == [""]
    assert written.texts == ["甲"]


def test_letters_that_word_does_not_count_by_are_text():
    assert write(document(List(items("甲", "乙"), ordered=True, marker="lower-greek"))).texts == [
        "α.\t甲",
        "β.\t乙",
    ]


def test_letters_are_text_where_word_would_count_otherwise_than_a_browser():
    written = write(document(List(items("甲", "乙"), ordered=True, marker="lower-alpha", start=27)))
    assert written.texts == ["甲", "ab.\t乙"]


def test_numbers_jump_where_the_author_says():
    jumps = (3, None, 10, 2, -1, 0)
    listed = List(tuple(ListItem((paragraph("项"),), number=number) for number in jumps), ordered=True)
    written = write(document(listed))
    assert numbers(written) == ["1:0 from 3", "1:0 from 3", "2:0 from 10", "3:0 from 2", "", "4:0 from 0"]
    assert written.texts[4] == "-1.\t项"


def test_numbered_tasks_have_their_number_and_their_box():
    source = document(List((ListItem((paragraph("做完"),), True),), ordered=True))
    written = write(source)
    assert written.texts == ["☑ 做完"]
    assert numbers(written) == ["1:0 from 1"]


def test_the_first_item_of_a_list_after_a_list_is_apart_above_only():
    theme = RoundTheme().set("ul", margin=sides(top=6, bottom=6))
    last = write(document(List(items("甲")), List(items("乙", "丙"))), theme).word.paragraphs[1]
    assert last.paragraph_format.space_after == 0


@pytest.mark.parametrize(("text", "stays"), [("如下：", True), ("as follows:", True), ("如下。", False)])
def test_a_paragraph_that_leads_to_a_list_stays_with_it(text: str, stays: bool):
    first, _ = write(document(text, List(items("一")))).word.paragraphs
    assert bool(first.paragraph_format.keep_with_next) is stays


def test_numbers_are_flush_right_and_bullets_are_not():
    written = write(document(List(items("一"), ordered=True), List(items("二"))))
    kinds = written.word.part.numbering_part.element.findall(f"{W}abstractNum")
    found = [{place.get(f"{W}val") for place in kind.iter(f"{W}lvlJc")} for kind in kinds]
    assert found == [{"right"}, {"left"}]

"""What each node of a document looks like as text."""

import pytest

from convert.model import (
    Anchor,
    Box,
    Callout,
    Code,
    CodeBlock,
    Color,
    Definition,
    DefinitionList,
    Details,
    Figure,
    Footnote,
    FootnoteRef,
    Frame,
    Image,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    MathBlock,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Ruby,
    Rule,
    Style,
    Table,
    Text,
)
from convert.notices import Report
from txt.build import cell, h, item, items, p, row, text_of

LONG = "事实证明，中国AI企业“拥抱开源”，不仅为自身发展开拓了新路径。"


def shown(text: str) -> str:
    """An expected text, written between two margins."""
    return text.strip("\n")


def test_chinese_paragraphs_open_with_two_ideographic_spaces_and_stand_close():
    assert text_of(p(LONG), p("第二段。"), width=40) == shown("""
　　事实证明，中国AI企业“拥抱开源”，不
仅为自身发展开拓了新路径。
　　第二段。
""")


def test_english_paragraphs_are_parted_by_blank_lines():
    assert text_of(p("The quick brown fox jumps."), p("Another."), width=20, language="en") == shown("""
The quick brown fox
jumps.

Another.
""")


def test_japanese_paragraphs_open_with_one_ideographic_space():
    assert text_of(p("日本語の文。"), p("次。"), language="ja") == "　日本語の文。\n　次。"


def test_the_authors_own_indent_is_not_added_to_ours():
    assert text_of(p("　　自己缩进。")) == "　　自己缩进。"


def test_width_0_puts_each_paragraph_on_one_line():
    assert text_of(p(LONG * 5), p("二"), width=0) == f"　　{LONG * 5}\n　　二"


def test_headings_step_down_from_a_centred_title():
    assert text_of(
        h(1, "文章的题目"), p("正文。"), h(2, "第二级"), h(3, "第三级"), p("文。"), h(4, "第四级"), p("文。")
    ) == shown("""
               文章的题目

　　正文。


第二级
───

第三级

　　文。

第四级
　　文。
""")


def test_marks_and_emphasis_leave_no_trace():
    red = Style(color=Color(255, 0, 0), mark="red", bold=True, underline="wavy")
    assert (
        text_of(p("前", Text("要点", red), "后", Code("x = 1"), Text("。", Style(strike=True))))
        == "　　前要点后x = 1。"
    )


def test_lists_keep_their_numbers_and_hang():
    assert text_of(
        items("通过开源策略打破技术垄断，推动全球技术民主化", "二", ordered=True, start=9), width=30
    ) == shown("""
9.  通过开源策略打破技术垄断，
    推动全球技术民主化
10. 二
""")


def test_nested_lists_count_as_their_own_systems_say():
    inner = items("甲", "乙", ordered=True, marker="lower-alpha", start=26)
    roman = items("丙", ordered=True, marker="upper-roman", start=4)
    assert text_of(items((p("一"), inner), (p("二"), roman), ordered=True)) == shown("""
1. 一
   z.  甲
   aa. 乙
2. 二
   IV. 丙
""")


def test_items_have_the_numbers_they_are_given():
    counted = List((item("一"), ListItem((p("五"),), number=5), item("六")), ordered=True)
    assert text_of(counted) == "1. 一\n5. 五\n6. 六"
    backwards = List((ListItem((p("乙"),), number=0), ListItem((p("甲"),), number=-1)), ordered=True)
    assert text_of(backwards) == "0.  乙\n-1. 甲"


@pytest.mark.parametrize(
    ("marker", "start", "text"),
    [
        ("cjk-decimal", 1, "一、甲\n二、乙"),
        ("decimal-leading-zero", 9, "09. 甲\n10. 乙"),
        ("lower-greek", 1, "α. 甲\nβ. 乙"),
        ("none", 1, "  甲\n  乙"),
    ],
)
def test_numbers_are_written_as_the_list_says(marker: str, start: int, text: str):
    assert text_of(items("甲", "乙", ordered=True, marker=marker, start=start)) == text


def test_a_list_without_bullets_is_only_indented():
    assert text_of(items("甲", "乙", marker="none")) == "  甲\n  乙"
    assert text_of(items("甲", marker="square")) == "▪ 甲"


def test_bullets_change_with_depth_and_what_is_wrapped_hangs_under_the_text():
    assert text_of(items((p("云端芯片厂商宣布适配模型服务"), items("券商")), "教育"), width=20) == shown("""
• 云端芯片厂商宣布
  适配模型服务
  - 券商
• 教育
""")


def test_items_of_a_loose_list_are_parted():
    assert (
        text_of(items((p("One"), p("more")), "Two", tight=False), language="en") == "• One\n\n  more\n\n• Two"
    )


def test_tasks_show_their_boxes():
    assert text_of(items(item("做完", True), item("没做", False))) == "☑ 做完\n☐ 没做"
    assert text_of(items(item("做完", True), ordered=True)) == "1. ☑ 做完"


def test_an_empty_item_keeps_its_number():
    assert text_of(items("一", (), "三", ordered=True)) == "1. 一\n2.\n3. 三"


def test_quotes_are_indented():
    assert text_of(
        p("他说："), Quote((p("引用的话，引用的话。"), p("又一段。"))), p("完。"), width=20
    ) == shown("""
　　他说：

　　引用的话，引用的
　　话。

　　又一段。

　　完。
""")


def test_callouts_name_their_kind():
    assert text_of(Callout("warning", (), (p("小心。"),))) == "【警告】\n　　小心。"
    assert text_of(Callout("tip", (Text("窍门"),), (p("如此。"),))) == "【提示】窍门\n　　如此。"
    assert text_of(Callout("tip", (Text("A trick"),), (p("So."),)), language="en") == "Tip: A trick\n    So."
    assert text_of(Callout("note", (), (p("So."),)), language="en") == "Note:\n    So."


def test_code_is_indented_and_not_wrapped():
    long = "print('" + "x" * 60 + "')"
    assert (
        text_of(p("看："), CodeBlock(f"if a:\n    {long}\n\nb"), width=20)
        == f"　　看：\n\n    if a:\n        {long}\n\n    b"
    )


def test_formulas_are_readable():
    assert text_of(p("能量", Math("E = mc^2"), "。"), MathBlock("a^2 +\nb^2")) == (
        "　　能量E = mc²。\n\n    a² + b²"
    )


def test_a_displayed_formula_that_is_too_long_goes_on_before_a_sign():
    assert text_of(MathBlock("s = a+b+c+d+e+(f+g+h+i)+j+k+l+m"), width=30).split("\n") == [
        "    s = a + b + c + d + e",
        "        + (f + g + h + i) + j",
        "        + k + l + m",
    ]
    assert text_of(MathBlock("a" * 60), width=30) == "    " + "a" * 60
    assert text_of(MathBlock("a+b+c+d+e+f+g+h"), width=0) == "    a + b + c + d + e + f + g + h"


def test_a_decorative_picture_is_nothing_in_text():
    assert text_of(p("甲", Image("a.png", decorative=True), "乙")) == "　　甲乙"


def test_a_raised_number_does_not_run_into_the_one_before_it():
    up = Style(script="super")
    assert text_of(
        p(
            "10",
            Text("9", up),
            " Na",
            Text("+", up),
            " 1",
            Text("st", up),
            " H",
            Text("2", Style(script="sub")),
            "O",
        )
    ) == ("　　10^9 Na^+ 1st H2O")


def test_lowered_names_and_raised_terms_keep_their_signs():
    up, down = Style(script="super"), Style(script="sub")
    line = p("x", Text("i", down), " V", Text("max", down), " 2", Text("n-1", up), " a", Text("n+1", down))
    assert text_of(line, language="en") == "x_i V_max 2^(n-1) a_(n+1)"
    assert text_of(p("log", Text("2", down), "8", " CO", Text("2", down)), language="en") == "log2 8 CO2"


def test_ruby_stands_in_parentheses():
    assert text_of(p(Ruby((Text("漢字"),), (Text("かんじ"),)), "です")) == "　　漢字(かんじ)です"


def test_a_links_address_follows_it_unless_it_is_the_text():
    address = "https://example.com/a"
    assert text_of(p(Link(address, (Text("官网"),)), "。"), width=0) == f"　　官网（{address}）。"
    assert (
        text_of(p("See ", Link(address, (Text("the site"),)), "."), language="en", width=0)
        == f"See the site ({address})."
    )
    for text in (address, "example.com/a", "www.example.com/a/"):
        assert text_of(p(Link(address, (Text(text),))), width=0) == f"　　{text}"
    assert text_of(p(Link("mailto:a@example.com", (Text("a@example.com"),)))) == "　　a@example.com"
    assert (
        text_of(p(Link("https://example.com/%E4%B8%AD", (Text("https://example.com/中"),))))
        == "　　https://example.com/中"
    )
    assert text_of(p(Link("#there", (Text("那里"),)), Anchor("there"))) == "　　那里"


def test_pictures_are_what_they_show():
    assert text_of(p(Image("k", "一幅画"))) == "　　[图：一幅画]"
    assert text_of(p(Image("k", "a view")), language="en") == "[Picture: a view]"


def test_a_picture_without_description_is_reported():
    report = Report()
    assert text_of(p(Image("k")), report=report) == "　　[图]"
    assert [notice.code.value for notice in report] == ["not-rendered"]


def test_a_figure_has_its_caption_under_it():
    assert text_of(Figure((p(Image("k", "一幅画")),), (Text("图1　说明"),))) == "[图：一幅画]\n图1　说明"
    assert text_of(Figure((p(Image("k", "说明")),), (Text("说明"),))) == "[图：说明]"


def test_definitions_are_indented_under_their_terms():
    entry = Definition(((Text("开源"),), (Text("open source"),)), ((p("源码公开。"),), (p("又一义。"),)))
    assert text_of(DefinitionList((entry,))) == "开源\nopen source\n　　源码公开。\n　　又一义。"


def test_details_stand_open_under_their_summary():
    assert text_of(p("问。"), Details((Text("答案"),), (p("四十二。"),))) == "　　问。\n\n答案\n　　四十二。"
    assert text_of(Details((), (p("四十二。"),))) == "　　四十二。"


def test_what_is_framed_stands_apart():
    framed = Frame(background=Color(255, 255, 0))
    assert text_of(p("前"), Box((p("框"),), frame=framed), p("后")) == "　　前\n\n　　框\n\n　　后"
    assert text_of(p("前"), Paragraph((Text("框"),), frame=framed), p("后")) == "　　前\n\n框\n\n　　后"


def test_rules_page_breaks_and_boxes():
    assert text_of(Box((p("甲"),)), Rule(), p("乙"), PageBreak(), p("丙"), width=40) == (
        "　　甲\n\n          ──────────\n\n　　乙\n\n\n　　丙"
    )


def test_an_authors_line_break_and_alignment_are_kept():
    assert text_of(p("春眠不觉晓，", LineBreak(), "处处闻啼鸟。")) == "　　春眠不觉晓，\n处处闻啼鸟。"
    assert text_of(p("居中", align="center"), p("署名", align="right"), width=12) == "    居中\n        署名"


def test_footnotes_follow_the_body_and_stand_before_the_appendix():
    footnotes = (
        Footnote("b", (p("出处二。"),)),
        Footnote("a", (p("出处一，出处一。"),)),
        Footnote("n", (p("笔记的注。"),)),
    )
    body = p("甲", FootnoteRef("a"), "乙", FootnoteRef("b"), "再", FootnoteRef("a"), "。")
    notes = (h(1, "附录"), p("笔记", FootnoteRef("n"), "。"))
    assert text_of(body, notes=notes, footnotes=footnotes, width=16) == shown("""
　　甲[1]乙[2]
再[1]。


脚注

[1] 出处一，出处
    一。
[2] 出处二。


────────


      附录

　　笔记[3]。


脚注

[3] 笔记的注。
""")


def test_a_footnote_that_only_a_footnote_or_nothing_refers_to_is_kept():
    footnotes = (
        Footnote("a", (p("见", FootnoteRef("b")),)),
        Footnote("b", (p("乙"),)),
        Footnote("c", (p("丙"),)),
    )
    text = text_of(p("甲", FootnoteRef("a")), footnotes=footnotes)
    assert text.index("[1] 见[2]") < text.index("[2] 乙") < text.index("[3] 丙")


def test_a_table_is_aligned_by_display_columns():
    table = Table(
        3,
        (row("国家", "首都", cell("人口（亿）", align="right")),),
        (
            row("中国", "北京", cell("14.1", align="right")),
            row("法国", "巴黎“花都”", cell("0.7", align="right")),
        ),
        (Text("表一"),),
    )
    assert text_of(p("见下表："), table, width=40) == shown("""
　　见下表：

表一
国家   首都           人口（亿）
----   ------------   ----------
中国   北京                 14.1
法国   巴黎“花都”          0.7
""")


def test_cells_wrap_where_a_table_is_too_wide():
    table = Table(2, (row("名", "说明"),), (row("甲", "一段很长的说明，一段很长的说明。"), row("乙", "短")))
    assert text_of(table, width=24) == shown("""
名   说明
--   -------------------
甲   一段很长的说明，一
     段很长的说明。

乙   短
""")


def test_cells_that_span_are_drawn_as_one_box():
    table = Table(
        3,
        (Row((cell("甲", rowspan=2), cell("合并", colspan=2, align="center"))), row("乙", "丙")),
        (row("1", "2", "3"), Row((cell("四", colspan=2), cell("五", rowspan=2))), row("六", "七")),
    )
    assert text_of(table) == shown("""
+----+---------+
| 甲 |  合并   |
|    +----+----+
|    | 乙 | 丙 |
+====+====+====+
| 1  | 2  | 3  |
+----+----+----+
| 四      | 五 |
+----+----+    |
| 六 | 七 |    |
+----+----+----+
""")


def test_cells_hold_any_blocks():
    table = Table(
        2,
        (),
        (
            row(cell((p("步骤"), items("甲", "乙", ordered=True))), cell((CodeBlock("x = 1\ny"),))),
            row("a", "b"),
        ),
    )
    assert text_of(table) == shown("""
步骤        x = 1
1. 甲       y
2. 乙

a       b
""")


def test_a_table_in_a_cell_stands_inside_drawn_lines_and_wraps_with_it():
    inner = Table(2, (row("子", "丑"),), (row("寅卯辰巳午未申酉戌亥", "一"),))
    outer = Table(2, (), (row("甲", cell((inner,))),))
    assert text_of(outer, width=0) == shown("""
+----+---------------------------+
| 甲 | 子                     丑 |
|    | --------------------   -- |
|    | 寅卯辰巳午未申酉戌亥   一 |
+----+---------------------------+
""")
    assert text_of(outer, width=30) == shown("""
+----+-----------------------+
| 甲 | 子：寅卯辰巳午未申酉  |
|    | 　　戌亥              |
|    | 丑：一                |
+----+-----------------------+
""")


def test_a_table_with_no_room_for_its_columns_becomes_records():
    table = Table(6, (row(*"甲乙丙丁戊己"),), (row(*[f"内容内容{n}" for n in range(6)]), row(*"123456")))
    assert text_of(p("前"), table, p("后"), width=30) == shown("""
　　前

甲：内容内容0
乙：内容内容1
丙：内容内容2
丁：内容内容3
戊：内容内容4
己：内容内容5

甲：1
乙：2
丙：3
丁：4
戊：5
己：6

　　后
""")


@pytest.mark.parametrize("width", [1, 10, 20, 80, 0])
def test_any_width_keeps_all_text(width: int):
    deep = p("底层的文字")
    for _ in range(20):
        deep = Quote((items(deep),))
    wide = Table(5, (row(*"甲乙丙丁戊"),), (row(*["很长的内容"] * 5),))
    text = text_of(deep, wide, h(2, "标题"), p(LONG), width=width)
    for part in ("底层的文字", "很长的内容" * 5, "标题", LONG):
        left = iter(text)
        assert all(character in left for character in part)


def test_a_document_without_text_is_one_line_feed():
    assert text_of() == ""
    assert text_of(p(" "), items()) == ""


def test_every_node_keeps_its_words_at_every_width():
    words = iter(f"字词{n}号" for n in range(100))
    said: list[str] = []

    def say() -> str:
        said.append(next(words))
        return said[-1]

    def line(*more) -> Paragraph:
        return p(say(), *more)

    link = Link("https://example.com/a", (Text(say()), Code(say())))
    body = (
        h(1, say()),
        h(6, say()),
        line(
            link,
            Image("k", say()),
            Math(say()),
            Ruby((Text(say()),), (Text(say()),)),
            FootnoteRef("a"),
            LineBreak(),
            say(),
        ),
        items((line(), items((line(), Quote((line(),))), ordered=True)), item(line(), True)),
        DefinitionList((Definition(((Text(say()),),), ((line(),),)),)),
        Quote((line(), CodeBlock(say()))),
        Callout("caution", (Text(say()),), (line(), Table(1, (), (row(say()),)))),
        MathBlock(say()),
        Table(2, (row(say(), say()),), (row(say(), cell((items(line()),))),), (Text(say()),)),
        Table(2, (row(cell(say(), colspan=2)),), (row(say(), say()),)),
        Figure((p(Image("k", say())),), (Text(say()),)),
        Box((line(),)),
    )
    footnotes = (Footnote("a", (line(), line())),)
    for width in (0, 20, 80):
        text = text_of(*body, notes=(h(1, "附录"), p("末")), footnotes=footnotes, width=width)
        squeezed = "".join(text.split())
        assert [word for word in said if word not in squeezed] == []

"""A hand-made document with every node of the model in it, and a short Chinese article, for the tests of HTML and PDF."""

import struct
import zlib

from convert.model import (
    PLAIN,
    Anchor,
    Box,
    Callout,
    Cell,
    Code,
    CodeBlock,
    CodeSpan,
    Color,
    Definition,
    DefinitionList,
    Document,
    Figure,
    Footnote,
    FootnoteRef,
    Heading,
    Image,
    Length,
    LineBreak,
    Link,
    List,
    ListItem,
    Mark,
    Math,
    MathBlock,
    Media,
    Meta,
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

RED, GREEN, ORANGE = Color(255, 0, 0), Color(0, 128, 0), Color(255, 165, 0)
RED_MARK = Style(mark="red", color=RED)
GREEN_MARK = Style(mark="green", color=GREEN)
ORANGE_MARK = Style(mark="orange", color=ORANGE)


def text(words: str, style: Style = PLAIN) -> Text:
    return Text(words, style)


def paragraph(*parts: str | Text) -> Paragraph:
    return Paragraph(tuple(Text(part) if isinstance(part, str) else part for part in parts))


def cell(words: str, **options: object) -> Cell:
    return Cell((paragraph(words),), **options)  # type: ignore[arg-type]


def png(width: int, height: int, rgb: tuple[int, int, int]) -> bytes:
    """A picture in one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(rgb) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


PICTURE = Media("bild.png", "image/png", png(240, 120, (90, 120, 150)), 240, 120)

ARTICLE = Document(
    meta=Meta(title="中国AI“拥抱开源”给世界的启示", author="环球时报", date="2025-02-14"),
    body=(
        Heading(1, (Text("中国AI“拥抱开源”给世界的启示"),), "title"),
        paragraph(
            "事实证明，中国AI企业“拥抱开源”，不仅为自身发展开拓了新路径，也带动AI企业跨国合作的需求，并推动全球AI生态向“开源普惠”转型。",
            text(
                "DeepSeek通过免费开放部分模型功能，将AI时代的数字红利公平地派发到每一位网民手中，", GREEN_MARK
            ),
            "这种“去中心化”的开源策略，与以往西方国家AI技术的封闭生态、高资源门槛和少数玩家垄断形成鲜明对比，契合了全球技术民主化的进程。硅谷风险投资家马克·安德森在社交平台X上写道：作为开源软件，DeepSeek-R1是“给世界的一份意义深远的礼物”。",
        ),
        paragraph(
            "澳大利亚“对话”网站12日刊文称，中国企业对AI开源的拥抱“将深刻地重塑AI发展的格局”，中国AI崛起的关键词，除了“快速”“协作”，还有“市场驱动”。得益于中国强大的工业产业链支撑，AI技术在中国的落地速度令人惊叹。从DeepSeek近期在中国掀起的“接入潮”中便可略见一斑：十几家本土云端AI芯片厂商宣布适配或上架DeepSeek模型服务，几家云计算巨头均宣布对DeepSeek提供支持，电信、汽车、券商、教育等行业纷纷接入DeepSeek。",
            text(
                "这意味着AI将在推动新质生产力发展中发挥“头雁效应”，成为推动中国更广泛创新和经济整体提质升级的催化剂，也将为跨国合作创造更多新的机遇与可能。",
                RED_MARK,
            ),
        ),
        paragraph(
            "此次在巴黎的AI行动峰会上，包括中国在内的60多个签署方共同发布了成果文件《关于发展包容、可持续的人工智能造福人类与地球的声明》，只有美英两国的代表没有签字。",
            text(
                "这说明以自我为中心的排他性的AI霸权发展逻辑在国际上没什么市场，中国所倡导的开放包容普惠平等的AI治理理念为世界绝大多数成员所认可和接受。",
                RED_MARK,
            ),
        ),
        paragraph(
            "关起门来搞发展，失去了交流和竞争的环境，堆叠再高的算力，都有可能被某种全新的路径替代。唯有通过开放协作，才能解决算力分配、伦理标准等全球性课题。",
            text(
                "试图以挖“护城河”的经验，守住AI时代的竞争优势，无异于痴人说梦，更别提打开“星际之门”了。",
                ORANGE_MARK,
            ),
            "何况现在对中国“关门”，意味着失去与先进技术切磋的机会。有媒体提醒：美国企业进一步利用中国开源技术的潜力，可能受到本国政治壁垒的限制。",
        ),
        paragraph(
            "当前，全球AI发展正站在十字路口。是继续依赖算力霸权构筑技术高墙，还是通过普惠合作实现共同繁荣？中国给出的答案是——以开源促创新，以普惠谋发展……",
            text("当中国以谦逊开放的姿态融入全球技术网络，世界也因多元力量的交汇而更具活力。", GREEN_MARK),
        ),
    ),
    notes=(
        Heading(1, (Text("附录"),), "appendix"),
        Heading(2, (Text("DeepSeek 精读"),), "notes"),
        Heading(3, (Text("核心解读"),), "core"),
        Heading(4, (Text("中国开源AI的战略价值"),), "value"),
        List(
            tuple(
                ListItem((paragraph(words),))
                for words in (
                    "通过开源策略打破技术垄断，推动全球技术民主化进程",
                    '构建"开源-创新-迭代"的良性发展模式，形成新质生产力',
                    "以开放生态促进跨国合作，重构全球AI治理体系",
                )
            ),
            ordered=True,
        ),
        Heading(4, (Text("典型实践案例"),), "cases"),
        List(
            tuple(
                ListItem((paragraph(words),))
                for words in (
                    "DeepSeek模型：免费开放功能实现技术平权，引发本土芯片厂商适配潮",
                    "Apollo平台：自动驾驶开放生态的协同创新范式",
                )
            )
        ),
    ),
    legend=(
        Mark("green", GREEN, None, 77),
        Mark("red", RED, None, 138),
        Mark("orange", ORANGE, None, 46),
    ),
)

EVERYTHING = Document(
    meta=Meta(
        title="样张 <全部> & “节点”", author="某人", date="2026-01-01", subject="试验", keywords=("一", "二")
    ),
    body=(
        Heading(1, (Text("样张：每一种节点"),), "top"),
        Paragraph(
            (
                Text("正文里有"),
                Text("粗体", Style(bold=True)),
                Text("、"),
                Text("强调", Style(italic=True)),
                Text("、"),
                Text("下划线", Style(underline="single")),
                Text("、"),
                Text("波浪线", Style(underline="wavy")),
                Text("、"),
                Text("删除线", Style(strike=True)),
                Text("、H"),
                Text("2", Style(script="sub")),
                Text("O、x"),
                Text("2", Style(script="super")),
                Text("、"),
                Text("高亮", Style(mark="highlight")),
                Text("、"),
                Text("黄底", Style(mark="yellow", background=Color(255, 255, 0))),
                Text("、"),
                Text("大字", Style(size_pt=14.0, font="Noto Sans SC", small_caps=True)),
                Text("、行内代码 "),
                Code("print('<&>')"),
                Text("，"),
                Link("https://example.com/?a=1&b=2", (Text("一个链接"),), '题目 "引号"'),
                Text("，"),
                Link("#top", (Text("回到开头"),)),
                Text("，脚注"),
                FootnoteRef("one"),
                Text("和第二个"),
                FootnoteRef("two"),
                Text("，公式 "),
                Math("e^{i\\pi}+1=0"),
                Math("\\bar{x}", False, RED_MARK),
                Text("，注音"),
                Ruby((Text("漢字"),), (Text("かんじ"),)),
                Text("，"),
                Anchor("here"),
                Text("换行"),
                LineBreak(),
                Text("之后还有字。"),
            )
        ),
        Heading(2, (Text("引文与提示"),), "quotes"),
        Quote(
            (
                paragraph("学而时习之，不亦说乎？有朋自远方来，不亦乐乎？人不知而不愠，不亦君子乎？"),
                paragraph("——《论语》"),
            )
        ),
        Callout("note", (), (paragraph("这是一条说明，左边有一道竖线，背景是浅灰色。"),)),
        Callout("warning", (Text("小心地滑"),), (paragraph("警告的标题是作者自己写的。"),)),
        Heading(2, (Text("列表"),), "lists"),
        List(
            (
                ListItem(
                    (
                        paragraph("第一项"),
                        List((ListItem((paragraph("内层甲"),)), ListItem((paragraph("内层乙"),)))),
                    )
                ),
                ListItem((paragraph("第二项"),)),
            ),
            ordered=True,
            start=3,
        ),
        List(
            (ListItem((paragraph("字母甲"),)), ListItem((paragraph("字母乙"),))),
            ordered=True,
            marker="lower-alpha",
        ),
        List(
            (ListItem((paragraph("已做完"),), checked=True), ListItem((paragraph("还没做"),), checked=False))
        ),
        List(
            (ListItem((paragraph("松散的一项"), paragraph("第二段"))), ListItem((paragraph("另一项"),))),
            tight=False,
        ),
        DefinitionList(
            (
                Definition(
                    ((Text("开源"),), (Text("open source"),)),
                    ((paragraph("源代码公开，任何人可以使用、研究、修改和分发。"),),),
                ),
            )
        ),
        Heading(2, (Text("表、图、代码"),), "tables"),
        Table(
            3,
            (
                Row(
                    (
                        cell("项目", header=True),
                        cell("数量", header=True, align="right"),
                        cell("说明", header=True),
                    )
                ),
            ),
            (
                Row(
                    (
                        cell("红", header=True, background=Color(255, 230, 230)),
                        cell("196", align="right"),
                        cell("核心论点"),
                    )
                ),
                Row((cell("绿", header=True), cell("138", align="right"), cell("亮点表述", rowspan=2))),
                Row((cell("橙", header=True), cell("46", align="right"))),
                Row((cell("合计", header=True), cell("380个字符，跨两栏", colspan=2))),
            ),
            (Text("表1　三种颜色"),),
        ),
        Figure(
            (Paragraph((Image("bild.png", "一块蓝灰色的长方形", Length(141.732)),)),), (Text("图1　一幅图"),)
        ),
        CodeBlock(
            'def greet(name: str) -> None:\n    print(f"你好，{name} <&>")  # 注释\n\n\tgreet("世界")',
            "python",
        ),
        CodeBlock(
            "x  = 1\n  y = 2  # 红", "python", (CodeSpan(3, 15, RED_MARK), CodeSpan(17, 20, Style(bold=True)))
        ),
        MathBlock("\\int_0^1 x^2\\,dx = \\frac{1}{3}"),
        MathBlock("\\sqrt{x}", RED_MARK),
        Rule(),
        Box((paragraph("盒子里的一段。"),), ("kasten", "breit")),
        Paragraph((Text("居中的一段。"),), "center"),
        PageBreak(),
        Heading(3, (Text("跳级的标题"),), "skip", classes=("x",)),
        paragraph(
            "The quick brown fox jumps over the lazy dog, said “Alice”; it’s a test of English in a Chinese document."
        ),
        Paragraph((Image("fehlt.png", "缺失的图"),)),
    ),
    footnotes=(
        Footnote("one", (paragraph("第一个脚注。"),)),
        Footnote("two", (paragraph("第二个脚注，", text("红字", RED_MARK)), paragraph("有两段。"))),
        Footnote("never", (paragraph("没有引用的脚注。"),)),
    ),
    legend=(Mark("red", RED, None, 18), Mark("yellow", None, Color(255, 255, 0), 2)),
    media=(PICTURE,),
)

import time

import pytest

from convert import transforms
from convert.model import (
    Code,
    Document,
    FootnoteRef,
    Inlines,
    Link,
    Math,
    Meta,
    Paragraph,
    Ruby,
    Style,
    Text,
)
from convert.transforms.quotes import curl
from convert.traverse import lines, plain

BOLD = Style(bold=True)


def _set(line: Inlines, language: str = "zh-CN") -> Inlines:
    (paragraph,) = curl(Document(Meta(language=language), (Paragraph(line),))).body
    assert isinstance(paragraph, Paragraph)
    return paragraph.children


def _words(text: str, language: str = "zh-CN") -> str:
    (run,) = _set((Text(text),), language)
    assert isinstance(run, Text)
    return run.text


def test_a_quote_that_begins_a_run_belongs_to_its_partner_there() -> None:
    inner = _set((Text('"我们要读'), Text('"经典"', BOLD), Text('"')))
    assert inner == (Text("“我们要读"), Text("“经典”", BOLD), Text("”"))
    outer = _set((Text('"'), Text("foo", BOLD), Text('"bar "baz"')))
    assert outer == (Text("“"), Text("foo", BOLD), Text("”bar “baz”"))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"开源"', "“开源”"),
        ("他说'开源'很好", "他说‘开源’很好"),
        ('他说"开源"很好，DeepSeek"开源"模型', "他说“开源”很好，DeepSeek“开源”模型"),
        ("\"他说：'好'。\"", "“他说：‘好’。”"),
        ('"甲"和"乙"（"丙"）', "“甲”和“乙”（“丙”）"),
        ("开源--世界 甲 -- 乙 丙---丁", "开源——世界 甲 —— 乙 丙——丁"),
        ("好了... ......好 Wait...", "好了…… ……好 Wait…"),
    ],
)
def test_chinese_is_set_as_chinese_is(typed: str, printed: str) -> None:
    assert _words(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"Don\'t," she said.', "“Don’t,” she said."),
        ("the '90s, rock 'n' roll, 'tis", "the ’90s, rock ’n’ roll, ’tis"),
        ("'quoted' and the teachers' room", "‘quoted’ and the teachers’ room"),
        ('"outer \'inner\' outer" ("x")', "“outer ‘inner’ outer” (“x”)"),
        ("1990--1995, so -- well---yes", "1990–1995, so – well—yes"),
        ("wait... yes", "wait… yes"),
        ('see "http://a.b/c--d"', "see “http://a.b/c--d”"),
    ],
)
def test_english_is_set_as_english_is(typed: str, printed: str) -> None:
    assert _words(typed, "en") == printed


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("zh-TW", "「a『b』c」"),
        ("ja", "“a‘b’c”"),
        ("de-AT", "„a‚b‘c“"),
        ("fr", "«\u202fa‘b’c\u202f»"),
    ],
)
def test_each_language_has_its_own_marks(language: str, printed: str) -> None:
    assert _words("\"开'中'文\"", language) == printed.replace("a", "开").replace("b", "中").replace(
        "c", "文"
    )


@pytest.mark.parametrize(
    "text",
    [
        '5" disk',
        "6'2\" tall",
        'one " alone',
        "use --help",
        "-->",
        "<!--",
        "a ---- b",
        "../...",
        "见 http://a.b/x--y...z",
    ],
)
def test_what_is_no_quotation_stays_as_it_is_typed(text: str) -> None:
    assert _words(text) == text


def test_dashes_and_dots_over_a_change_of_style_stay_as_they_are_typed() -> None:
    for line in (
        (Text("a-"), Text("-b", BOLD)),
        (Text("---"), Text("---", BOLD)),
        (Text("等."), Text("..", BOLD)),
    ):
        assert _set(line) == line


def test_quotations_run_across_emphasis_links_readings_and_footnotes() -> None:
    line = (
        Text('"'),
        Text("开", BOLD),
        Link("http://a.b", (Text('源"'),)),
        FootnoteRef("1"),
        Text("，'"),
        Ruby((Text("字'"),), (Text("'z"),)),
    )
    assert _set(line) == (
        Text("“"),
        Text("开", BOLD),
        Link("http://a.b", (Text("源”"),)),
        FootnoteRef("1"),
        Text("，‘"),
        Ruby((Text("字’"),), (Text("'z"),)),
    )


def test_code_formulas_and_addresses_are_left_alone_and_may_be_quoted() -> None:
    address = Link("http://a--b.c", (Text("http://a--b.c"),))
    line = (Text('"'), Code('"x"'), Text('" '), Math("f''"), Text(' "'), address, Text('"'))
    assert _set(line, "en") == (
        Text("“"),
        Code('"x"'),
        Text("” "),
        Math("f''"),
        Text(" “"),
        address,
        Text("”"),
    )


def test_a_run_in_another_language_has_that_languages_marks() -> None:
    (run,) = _set((Text('"bonjour"', Style(language="fr")),), "en")
    assert run == Text("«\u202fbonjour\u202f»", Style(language="fr"))


def test_the_title_is_set_like_its_heading_and_only_on_request() -> None:
    document = Document(Meta(title='"甲"', language="zh-CN"))
    (plain,) = transforms.apply(document, transforms.Options())
    (curled,) = transforms.apply(document, transforms.Options(smart_quotes=True))
    assert (plain.meta.title, curled.meta.title) == ('"甲"', "“甲”")


@pytest.mark.parametrize("flood", ['"a ', "'a ", "\"a'b ", "a--b", "-- ", "a...", "'n'", '"中', "http://--"])
def test_floods_take_time_in_proportion(flood: str) -> None:
    began = time.process_time()
    _words(flood * 30_000)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("language", "said"),
    [("en-GB", "It’s “fine” -- so..."), ("zh-CN", 'It\'s "fine" -- so...'), ("de", 'It\'s "fine" -- so...')],
)
def test_straight_quotes_of_english_documents_are_curled_unasked_and_nothing_else(
    language: str, said: str
) -> None:
    document = Document(Meta(language=language), (Paragraph((Text('It\'s "fine" -- so...'),)),))
    (curled,) = transforms.apply(document, transforms.Options())
    assert plain(lines(curled.body[0])[0]) == said
    (kept,) = transforms.apply(document, transforms.Options(smart_quotes=False))
    assert plain(lines(kept.body[0])[0]) == 'It\'s "fine" -- so...'

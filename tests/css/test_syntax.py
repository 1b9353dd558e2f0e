"""Where rules and declarations end, and what is said about broken ones."""

import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from convert.css.syntax import AtRule, QualifiedRule, parse_declarations, parse_stylesheet, unescape


def messages(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in parse_stylesheet(text)[1]]


def test_rules_keep_their_lines() -> None:
    block, problems = parse_stylesheet(
        "/* 1 */\n\np, h1 {\n  color: red;\n\n  margin:0 }\n@media print { a { b: c } }"
    )
    assert not problems
    rule, media = block.rules
    assert isinstance(rule, QualifiedRule)
    assert (rule.prelude, rule.line) == ("p, h1", 3)
    assert [(d.name, d.value, d.line) for d in rule.block.declarations] == [
        ("color", "red", 4),
        ("margin", "0", 6),
    ]
    assert isinstance(media, AtRule)
    assert (media.name, media.prelude, media.line) == ("media", "print", 7)


def test_marks_inside_strings_comments_and_brackets_end_nothing() -> None:
    text = 'a: "};{" /* ; } */ url(data:image/png;base64,AA==) f(;) [;]; b: 2'
    found, problems = parse_declarations(text)
    assert not problems
    assert [d.name for d in found] == ["a", "b"]
    assert found[0].value == '"};{"   url(data:image/png;base64,AA==) f(;) [;]'


def test_important_is_taken_off_the_value() -> None:
    found, _ = parse_declarations("COLOR: red ! IMPORTANT; --My-Color: x")
    assert [(d.name, d.value, d.important) for d in found] == [
        ("color", "red", True),
        ("--My-Color", "x", False),
    ]


def test_every_kind_of_line_end_counts_once() -> None:
    block, _ = parse_stylesheet("\r\n\r\n\fp{}")
    assert block.rules[0].line == 4


def test_comment_marks_of_old_are_ignored() -> None:
    block, problems = parse_stylesheet("<!-- p { color: red } -->")
    assert len(block.rules) == 1
    assert not problems


def test_what_is_broken_is_told_with_its_line() -> None:
    assert messages("p { color red;\n margin: 1em }") == [(1, "`color red` is not `property: value`")]
    assert messages("p {\n color; }") == [(2, "`color` without `:` and a value")]
    assert messages("p { color: ; }") == [(1, "`color` without a value")]
    assert messages("\np {\n color: red") == [(2, "`{` is never closed")]
    assert messages("p{}\n} h1 { }") == [(2, "`}` without `{`")]
    assert messages("\nh1") == [(2, "a selector without `{`: `h1`")]
    assert messages('a { b: "c\n d }') == [(1, "a string that does not end on its line")]


def test_full_width_marks_are_named() -> None:
    [(line, message)] = messages("p {\n color：red }")
    assert line == 2
    assert "`：`" in message


def test_a_broken_declaration_takes_no_other_with_it() -> None:
    found, problems = parse_declarations("color red; *zoom: 1; margin: 0")
    assert [d.name for d in found] == ["margin"]
    assert len(problems) == 2


def test_escapes_are_resolved() -> None:
    assert unescape(r"\5B8B \4F53") == "宋体"
    assert unescape(r"\0 \d800 \110000 ") == "\ufffd" * 3
    assert unescape("a\\\nb\\") == "ab\\"


def test_deep_nesting_neither_recurses_nor_hangs() -> None:
    for piece in ("@media print {", "a {", "{", "f(", "[", '"', "/*", "\\", "url("):
        parse_stylesheet(piece * 20_000)
        parse_declarations(piece * 20_000)


PIECES = st.lists(
    st.sampled_from(
        [
            "a",
            "color",
            ":",
            ";",
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            " ",
            "\n",
            '"',
            "'",
            "/*",
            "*/",
            "\\",
            "!important",
            "@x",
            "1px",
            ",",
        ]
    ),
    max_size=25,
).map("".join)


@given(st.one_of(st.text(), PIECES))
def test_no_text_raises(text: str) -> None:
    parse_stylesheet(text)
    parse_declarations(text)


@given(PIECES)
def test_rules_end_where_tinycss2_ends_them(text: str) -> None:
    ours = parse_stylesheet(text)[0].rules
    theirs = [
        rule
        for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        if rule.type in ("qualified-rule", "at-rule")
    ]
    stray = [
        rule
        for rule in theirs
        if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).lstrip()[:1] == "}"
    ]
    assert len(ours) == len(theirs) - len(stray)

"""A share of the full size in, sources made to hurt out: one a name, each with a word `END` that no output may lose.

At 1.0 most are about a megabyte: more than anybody writes, in one construct, again and again.
"""

from collections.abc import Callable
from typing import Final

END: Final = "zEND"

Flood = Callable[[float], str]


def _times(text: str, number: int, before: str = "", after: str = "") -> Flood:
    """Repeat a text."""
    return lambda share: f"{before}{text * max(1, int(number * share))}{after}\n\n{END}\n"


def _each(text: Callable[[int], str], number: int, before: str = "", after: str = "") -> Flood:
    """Give a text for each number."""

    def flood(share: float) -> str:
        return before + "".join(map(text, range(max(1, int(number * share))))) + f"{after}\n\n{END}\n"

    return flood


def _around(start: str, end: str, number: int, inside: str = "a") -> Flood:
    """Nest something."""

    def flood(share: float) -> str:
        depth = max(1, int(number * share))
        return f"{start * depth}{inside}{end * depth}\n\n{END}\n"

    return flood


def _grid(columns: int, rows: int, cell: str = "|a") -> Flood:
    def flood(share: float) -> str:
        wide = max(2, int(columns * share))
        return f"{'|a' * wide}|\n{'|-' * wide}|\n" + (cell * wide + "|\n") * rows + f"\n{END}\n"

    return flood


def _style(rules: Callable[[int], str], number: int, body: str = "<p class=a1>a</p>") -> Flood:
    def flood(share: float) -> str:
        return (
            f"<style>{''.join(map(rules, range(max(1, int(number * share)))))}</style>\n\n{body}\n\n{END}\n"
        )

    return flood


def _declared(declaration: str) -> Flood:
    """Say something of two paragraphs, in a sheet and inline."""
    return lambda share: (
        f'<style>.x{{{declaration}}}</style>\n\n<p class="x">a</p>\n\n<div style="{declaration}">b <span style="{declaration}">c</span></div>\n\n{END}\n'
    )


def _notes(share: float) -> str:
    number = max(2, int(20_000 * share))
    return (
        "".join(f"a[^{n}]\n\n" for n in range(number))
        + "".join(f"[^{n}]: b[^{(n + 1) % number}]\n" for n in range(number))
        + f"\n{END}\n"
    )


def _amplified(share: float) -> str:
    """One long definition and many references to it."""
    return (
        f"[a]: http://x/{'y' * 50_000} '{'t' * 50_000}'\n\n"
        + "[a] " * max(1, int(50_000 * share))
        + f"\n\n{END}\n"
    )


def _aliases(share: float) -> str:
    """A thousand million laughs."""
    rows = ["a0: &a0 lol"] + [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    return "---\n" + "\n".join(rows) + f"\ntitle: *a9\n---\n\n{END}\n"


MARKDOWN: Final[dict[str, Flood]] = {
    "emphasis alternating": _times("*a **a ", 100_000),
    "emphasis stars": _times("*", 100_000, after="a"),
    "emphasis underscores": _times("_a", 50_000),
    "emphasis never closed": _times("*a_ ", 100_000),
    "emphasis nested": _around("*a **a ", "** a* ", 20_000),
    "strikethrough": _times("~~a~a ", 50_000),
    "double signs": _times("==a++a ", 50_000),
    "raised and lowered": _times("x^a~b", 50_000),
    "brackets open": _times("[", 100_000, after="a"),
    "brackets close": _times("a]", 100_000),
    "links never closed": _times("[a](", 50_000),
    "links half": _times("[a](b", 50_000),
    "links angled": _times("[a](<b", 50_000),
    "link titles never closed": _times('[a](b "', 50_000),
    "links in links": _around("[a", "](b)", 20_000),
    "references in references": _around("[a", "][b]", 20_000),
    "pictures never closed": _times("![", 50_000),
    "pictures half": _times("![a](", 50_000),
    "pictures in pictures": _around("![a", "](b)", 20_000),
    "wikilinks": _times("[[", 50_000),
    "wikilinks half": _times("[[a|", 50_000),
    "wikilinks whole": _times("[[a#b|c]] ", 50_000),
    "attributes": _times("[a]{.b ", 50_000),
    "spans in spans": _around("[a", "]{.red}", 10_000),
    "a thousand thousand classes": _times(".b ", 300_000, "# a {", "}"),
    "instructions": _times("<?", 100_000),
    "instructions in lines": _times("a <? ", 100_000),
    "declarations": _times("<!A ", 100_000),
    "cdata": _times("<![CDATA[", 50_000),
    "cdata in lines": _times("a <![CDATA[ ", 50_000),
    "comments": _times("<!--", 100_000),
    "comments in lines": _times("a <!-- a\n", 50_000),
    "comments apart": _times("a <!-- a\n\n", 50_000),
    "comments and dashes": _times("a <!--->", 50_000),
    "lesser": _times("a <", 200_000),
    "open tags": _times("a <b ", 100_000),
    "open attributes": _times('a <b c="', 100_000),
    "quotes": _times(">", 50_000, after="a"),
    "quotes on each line": _times("> " * 100 + "a\n", 3_000),
    "quotes growing": _each(lambda n: ">" * (n % 500) + "a\n", 3_000),
    "lists growing": _each(lambda n: "  " * n + "- a\n", 1_500),
    "lists on a line": _times("- ", 50_000, after="a"),
    "lists ordered on a line": _times("1. ", 50_000, after="a"),
    "list items": _times("- a\n", 200_000),
    "list markers changing": _times("- a\n* a\n+ a\n", 50_000),
    "quotes and lists": _times("> - ", 20_000, after="a"),
    "backticks growing": _each(lambda n: "a" + "`" * n, 2_000),
    "backticks": _times("`a``b", 100_000),
    "fences": _times("```\na\n", 50_000),
    "fences growing": _each(lambda n: "`" * (n + 3) + "\na\n\n", 1_000),
    "entities": _times("&amp;&#1;&#x110000;&nosuch;", 50_000),
    "ampersands": _times("&", 500_000, after="a"),
    "entities half": _times("&a", 300_000),
    "backslashes": _times("\\", 500_001, after="a"),
    "definitions": _each(lambda n: f"[a{n}]: /b\n", 50_000, after="\n" + "[a1] " * 50_000),
    "definitions never ended": _times("[a]: b '\n", 50_000),
    "definitions amplified": _amplified,
    "footnotes around": _notes,
    "footnotes to one": _times("a[^1] ", 50_000, "[^1]: b\n\n"),
    "footnotes amplified": _times("a[^1] ", 20_000, f"[^1]: {'b ' * 20_000}\n\n"),
    "footnotes in the line": _times("^[a", 50_000),
    "footnotes in footnotes": _around("^[a ", "]", 10_000),
    "footnotes nobody defines": _times("[^a]", 50_000),
    "addresses with at": _times("a", 1_000_000, after="@"),
    "addresses with many ats": _times("a@", 300_000),
    "addresses with dots": _times("a.", 300_000, after="@b.c"),
    "addresses with schemes": _times("x://", 200_000),
    "addresses": _times("http://a.b/c ", 50_000),
    "addresses and brackets": _times("http://a.b/", 1, after=")" * 200_000),
    "addresses in angles": _times("<a:", 200_000),
    "table wide": _grid(10_000, 3),
    "table wide and empty": _grid(10_000, 20, "|"),
    "table long": lambda share: _grid(3, int(50_000 * share) + 1)(1.0),
    "table rows": lambda share: "|a|b|\n|-|-|\n" + "|\n" * int(200_000 * share) + f"\n{END}\n",
    "table of bars": lambda share: f"a|b\n-|-\n{'|' * int(1_000_000 * share)}\n\n{END}\n",
    "table heads only": _times("|a|\n", 100_000),
    "formulas": _times("$a^b$ ", 10_000),
    "formulas never closed": _times("$a ", 200_000),
    "formulas displayed": _times("$$a\n", 50_000),
    "formula fractions": _around("\\frac{", "}{b}", 10_000),
    "formula in dollars": lambda share: (
        "$$" + "\\frac{" * int(900 * share) + "a" + "}{b}" * int(900 * share) + f"$$\n\n{END}\n"
    ),
    "formula powers": lambda share: (
        f"```math\na{'^{b' * int(10_000 * share)}{'}' * int(10_000 * share)}\n```\n\n{END}\n"
    ),
    "formula macros": _times(
        "\\a",
        2_000,
        "```math\n\\def\\a{\\b\\b\\b\\b\\b\\b\\b\\b\\b\\b}\\def\\b{\\c\\c\\c\\c\\c\\c\\c\\c\\c\\c}"
        "\\def\\c{\\d\\d\\d\\d\\d\\d\\d\\d\\d\\d}\\def\\d{xxxxxxxxxx}",
        "\n```",
    ),
    "formula matrix": _times("a&", 3_000, "```math\n\\begin{matrix}", "a\\end{matrix}\n```"),
    "terms": _times("a\n: b\n\n", 50_000),
    "terms in one": _times(": b\n", 50_000, "a\n"),
    "callouts nested": lambda share: (
        "".join("> " * (n + 1) + "[!note]\n" for n in range(int(500 * share))) + f"\n{END}\n"
    ),
    "callouts": _times("> [!note]\n> a\n\n", 20_000),
    "divs of colons": _times("::: a\n", 50_000),
    "divs of colons nested": _each(lambda n: ":" * (1_003 - n) + " a\n", 1_000),
    "comments of two signs": _times("%%a", 100_000),
    "shortcodes": _times("{{< a >}} {{% b %}} ", 50_000),
    "braces": _times("{", 500_000),
    "headings": _times("# a\n", 200_000),
    "headings named": _each(lambda n: f"# h{n}\n", 50_000, "[toc]\n\n"),
    "headings underlined": _times("a\n=\n", 100_000),
    "headings of signs": _times("#", 500_000, "# a ", " a"),
    "links to headings": _each(lambda n: f"# h{n}\n[a](#h{n})\n", 20_000),
    "links to nowhere": _each(lambda n: f"[a](#h{n}) ", 50_000),
    "rules": _times("---\n", 200_000),
    "rules half": _times("- ", 300_000, after="a -"),
    "blocks with names": _times("a ^b\n\n", 50_000),
    "hard breaks": _times("a  \n", 200_000),
    "blank lines": _times("\n", 1_000_000),
    "blanks": _times(" ", 5_000_000, "a", "a"),
    "blanks in the line": _times("a" + " " * 500, 5_000),
    "tabs": _times("\t", 1_000_000, "a", "a"),
    "paragraphs": _times("a\n\n", 200_000),
    "lines": _times("a\n", 300_000),
    "words": _times("word ", 200_000),
    "letters": _times("a", 1_000_000),
    "letters Chinese": _times("汉", 300_000),
    "letters of a word": _times("a", 50_000),
    "letters with accents": _times("a" + "\u0301" * 100, 3_000),
    "marks upon a letter": _times("\u0301", 200_000, "a"),
    "direction": _times("\u202e\u2066a", 50_000),
    "joiners": _times("\u200d", 200_000, "a", "a"),
    "emoji joined": _times("👩\u200d", 30_000, "a", "👩"),
    "nothing": _times("\x00", 500_000, "a word of text before it\n\n"),
}

HTML: Final[dict[str, Flood]] = {
    "div": _around("<div>", "</div>", 100_000),
    "div open": _times("<div>", 100_000),
    "div on lines": _times("<div>\n\n", 20_000),
    "span": _around("a<span>", "</span>", 100_000),
    "span coloured": _each(lambda n: f"<span style='color:#{n:06x}'>a", 20_000),
    "font": _each(lambda n: f"<font color=#{n:06x}>a ", 20_000),
    "font apart": _each(lambda n: f"<font color=#{n:06x}>a\n\n", 10_000),
    "b": _times("<b>", 100_000, "a"),
    "b apart": _times("<b>a\n\n", 20_000),
    "b and p": _times("<b><p>a", 20_000, "<div>"),
    "a and p": _times("<a href=b><div>a", 20_000, "<div>"),
    "mis-nested": _times("<b><i>a</b></i>", 30_000, "<p>"),
    "mis-nested deep": lambda share: (
        "<div>"
        + "<b><i><u>a" * int(5_000 * share)
        + "</b></i></u>" * int(5_000 * share)
        + f"</div>\n\n{END}\n"
    ),
    "adoption": _times("<a><b><table><a>", 10_000, "<div>"),
    "end tags": _times("</b>", 100_000, "a"),
    "end tags of p": _times("</p>", 100_000, "<div>"),
    "table in table": _times("<table><tr><td>", 10_000, after="a"),
    "tables fostering": _times("<table>a<b>", 10_000),
    "selects": _times("<select><option>a", 20_000),
    "lists": _times("<ul><li>", 50_000, after="a"),
    "attributes": _each(lambda n: f" a{n}=b", 100_000, "<p", ">a</p>"),
    "attribute long": _times("x", 1_000_000, "<p class='", "'>a</p>"),
    "classes": _each(lambda n: f"c{n} ", 100_000, "<p class='", "'>a</p>"),
    "style long": _times("color:red;", 100_000, "<p style='", "'>a</p>"),
    "style one long value": _times("x", 1_000_000, "<p style='color:", "'>a</p>"),
    "style custom properties": _each(
        lambda n: f"--a{n}:var(--a{n + 1});", 20_000, "<p style='", "color:var(--a0)'>a</p>"
    ),
    "colspan": _times("<tr><td colspan=1000000>a</td></tr>", 2_000, "<table>", "</table>"),
    "rowspan": _times("<tr><td rowspan=65534>a</td></tr>", 2_000, "<table>", "</table>"),
    "rowspans side by side": _times("<td rowspan=65534>a", 20_000, "<table><tr>", "</table>"),
    "spans both": _times("<tr><td rowspan=65534 colspan=1000>a", 500, "<table>", "</table>"),
    "col": _times("<col span=1000>", 20_000, "<table>", "<tr><td>a</table>"),
    "cells": _times("<td>a", 50_000, "<table><tr>", "</table>"),
    "rows": _times("<tr><td>a", 50_000, "<table>", "</table>"),
    "numbers": _times("<ol start=999999999999999999999><li value=-99999999999999>a</li></ol>", 2_000),
    "ruby": _times("<ruby>a<rt>b", 20_000),
    "ruby whole": _times("<ruby>漢<rt>b</rt></ruby>", 20_000),
    "details": _times("<details><summary>a", 20_000),
    "anchors": _each(lambda n: f"<a id=a{n}></a><a href='#a{n}'>b</a> ", 20_000),
    "ids alike": _times("<p id=a>a</p>\n", 50_000),
    "svg": _times("<g>", 20_000, "<svg xmlns='http://www.w3.org/2000/svg'>", "<text>a</text></svg>"),
    "svg many": _times("<svg width=1 height=1><rect/></svg> ", 3_000),
    "svg wide": _times(
        "<rect width='1' height='1'/>", 50_000, "<svg xmlns='http://www.w3.org/2000/svg'>", "</svg>"
    ),
    "mathml": _times("<mrow>", 20_000, "<math>", "<mi>a</mi></math>"),
    "mathml roots": _times("<msqrt>", 5_000, "<math>", "<mi>a</mi></math>"),
    "mathml wide": _times("<mi>a</mi>", 20_000, "<math>", "</math>"),
    "pre": _times("a\n", 300_000, "<pre>", "</pre>"),
    "pre long line": _times("a", 500_000, "<pre>", "</pre>"),
    "code language": _times("(", 200_000, "```python\n", "\n```"),
    "code strings": _times("'\\'", 60_000, "```python\n", "\n```"),
    "code lines": _times("def a(b): return 'c'\n", 20_000, "```python\n", "```"),
    "br": _times("<br>", 200_000, "a"),
    "wbr": _times("a<wbr>", 100_000),
    "hr": _times("<hr>", 100_000),
    "pictures": _times("<img src=none.png alt=a>", 20_000),
    "raw text": _times("<title>", 50_000, "a "),
    "raw text script": _times("<script>a", 50_000),
    "template": _times("<template>", 20_000, after="a"),
    "notices": _each(lambda n: f"<p style='colour{n}:red'>a</p>\n", 50_000),
    "stray ends": _times("a</span>\n\n", 60_000),
    "never closed": _times("<span>a\n\n", 60_000),
    "marks": _each(lambda n: f"<span style='color:#{n * 7 % 0x1000000:06x}'>a{n}</span> ", 100_000),
    "marks named": _each(lambda n: f"<mark class=m{n}>a</mark> ", 50_000),
}

CSS: Final[dict[str, Flood]] = {
    "rules": _style(lambda n: f".a{n}{{color:red}}", 100_000),
    "selectors": _style(lambda n: f".a{n},", 100_000, "</style><style>p{color:red}</style>\n\na"),
    "chains": _style(lambda n: f".a{n} ", 50_000),
    "compounds": _style(lambda n: f".a{n}", 50_000),
    "descendants": lambda share: (
        "<style>"
        + "".join(f"{'div ' * 50}.a{n}{{color:red}}" for n in range(int(2_000 * share)))
        + "</style>\n\n"
        + "<div>" * 90
        + "<p class=a1>a</p>" * int(2_000 * share)
        + f"\n\n{END}\n"
    ),
    "siblings": lambda share: (
        "<style>"
        + "p ~ p ~ p ~ p ~ p ~ b{color:red}p:nth-child(3n+1 of p){color:red}" * 20
        + "</style>\n\n"
        + "<p>a</p>" * int(20_000 * share)
        + f"\n\n{END}\n"
    ),
    "last children": lambda share: (
        "<style>p:nth-last-child(2n){color:red}p:last-of-type{color:blue}p:only-child{color:green}</style>\n\n<div>"
        + "<p>a</p>" * int(20_000 * share)
        + f"</div>\n\n{END}\n"
    ),
    "has": lambda share: (
        "<style>"
        + "div:has(p b){color:red}" * 200
        + "</style>\n\n"
        + "<div><p>a</p>" * int(5_000 * share)
        + f"\n\n{END}\n"
    ),
    "not": _times(":not(", 50_000, "<style>p", "</style>\n\na"),
    "not closed": lambda share: (
        f"<style>p{':not(' * 20_000}b{')' * 20_000}{{color:red}}</style>\n\na\n\n{END}\n"
    ),
    "is": lambda share: (
        "<style>" + ":is(a,b) " * int(20_000 * share) + f"{{color:red}}</style>\n\na\n\n{END}\n"
    ),
    "blocks": _times("a{", 100_000, "<style>", "</style>\n\na"),
    "nested rules": _times("a,b{&,& c{", 30, "<style>", "color:red</style>\n\na"),
    "media": _times("@media print{", 50_000, "<style>", "</style>\n\na"),
    "brackets": _times("(", 200_000, "<style>p{width:", "}</style>\n\na"),
    "calc": lambda share: f"<p style='width:{'calc(' * 10_000}1px{')' * 10_000}'>a</p>\n\n{END}\n",
    "calc sums": _times("1px + ", 50_000, "<p style='width:calc(", "1px)'>a</p>"),
    "gradients": _times("red,", 50_000, "<p style='background:linear-gradient(", "blue)'>a</p>"),
    "colors mixed": lambda share: (
        f"<p style='color:{'color-mix(in srgb,red,' * 5_000}red{')' * 5_000}'>a</p>\n\n{END}\n"
    ),
    "variables in a ring": _declared("--a:var(--b);--b:var(--a);color:var(--a)"),
    "variables doubling": lambda share: (
        "<style>:root{--a0:x;"
        + "".join(f"--a{n}:var(--a{n - 1}) var(--a{n - 1});" for n in range(1, 60))
        + f"}}p{{color:var(--a59)}}</style>\n\na\n\n{END}\n"
    ),
    "comments": _times("/*a*/", 200_000, "<style>", "p{color:red}</style>\n\na"),
    "comment open": _times("/*", 200_000, "<style>", "</style>\n\na"),
    "strings": _times("'a", 200_000, '<style>p{font-family:"', '"}</style>\n\na'),
    "escapes": _times("\\61 ", 200_000, "<style>p{font-family:", "}</style>\n\na"),
    "at rules": _times("@a;", 200_000, "<style>", "</style>\n\na"),
    "imports": _times("@import 'a';", 50_000, "<style>", "</style>\n\na"),
    "semicolons": _times(";", 500_000, "<p style='", "'>a</p>"),
    "exclamations": _times("!", 300_000, "<p style='color:red", "'>a</p>"),
    "number huge": _declared("width:1e999px;margin-top:1e999em;font-size:1e400%"),
    "size huge": _declared("font-size:1e9px"),
    "size large": _declared("font-size:5000px"),
    "size below nothing": _declared("font-size:-1px;letter-spacing:-1e9px"),
    "size nothing": _declared("font-size:0"),
    "letters apart": _declared("letter-spacing:1e6px;word-spacing:1e6px"),
    "line tall": _declared("line-height:1e6"),
    "line of nothing": _declared("line-height:0"),
    "margins": _declared("margin:1e9px"),
    "margins below nothing": _declared("margin:-1e9px"),
    "paddings": _declared("padding:1e9px;display:inline-block"),
    "indent": _declared("text-indent:1e9px"),
    "borders": _declared("border:1e9px solid red"),
    "heights": _declared("height:1e9px;min-height:1e9px;width:1e9px"),
    "pages": lambda share: (
        f"<style>@page{{size:1pt 1pt;margin:0}}</style>\n\n{'a ' * int(20_000 * share)}\n\n{END}\n"
    ),
    "pages huge": lambda share: f"<style>@page{{size:1e9mm 1e9mm;margin:1e9mm}}</style>\n\na\n\n{END}\n",
    "page breaks": _times("<p style='page-break-after:always'>a</p>\n", 3_000),
    "counters": _declared("counter-reset:a 999999999999;counter-increment:a 99999999999;content:counter(a)"),
    "columns": _declared("column-count:1000000;column-width:1px"),
    "float": _times("<span style='float:left'>a</span>", 3_000),
    "positions": _times("<div style='position:absolute;top:1e9px'>a</div>", 3_000),
}

FRONT: Final[dict[str, Flood]] = {
    "laughs": _aliases,
    "yaml deep": lambda share: (
        f"---\ntitle: {'[' * int(100_000 * share)}{']' * int(100_000 * share)}\n---\n\n{END}\n"
    ),
    "yaml maps": lambda share: (
        f"---\ntitle: {'{a: ' * int(50_000 * share)}b{'}' * int(50_000 * share)}\n---\n\n{END}\n"
    ),
    "yaml indented": lambda share: (
        "---\n" + "".join(f"{' ' * n}a:\n" for n in range(int(2_000 * share))) + f"---\n\n{END}\n"
    ),
    "yaml large": lambda share: "---\nkeywords:\n" + "  - b\n" * int(1_600_000 * share) + f"---\n\n{END}\n",
    "yaml long title": lambda share: f"---\ntitle: {'a' * int(10_000_000 * share)}\n---\n\n{END}\n",
    "yaml numbers": lambda share: f"---\ntitle: {'9' * int(100_000 * share)}\n---\n\n{END}\n",
    "yaml merge": lambda share: (
        "---\na0: &a0 {b: c}\n"
        + "".join(f"a{n}: &a{n}\n  <<: [*a{n - 1}, *a{n - 1}]\n" for n in range(1, int(2_000 * share)))
        + f"---\n\n{END}\n"
    ),
    "yaml never closed": lambda share: "---\n" + "a: b\n" * int(500_000 * share) + f"\n{END}\n",
    "toml deep": lambda share: (
        f"+++\na = {'[' * int(100_000 * share)}{']' * int(100_000 * share)}\n+++\n\n{END}\n"
    ),
    "toml tables": lambda share: f"+++\n[{'.'.join(['a'] * int(50_000 * share))}]\n+++\n\n{END}\n",
    "toml keys": lambda share: (
        "+++\n" + "".join(f"a{n}.b.c.d = 1\n" for n in range(int(50_000 * share))) + f"+++\n\n{END}\n"
    ),
    "toml inline": lambda share: (
        f"+++\na = {'{a=' * int(20_000 * share)}1{'}' * int(20_000 * share)}\n+++\n\n{END}\n"
    ),
}

LARGE: Final[dict[str, Flood]] = {
    "one line": lambda share: "中文abc，word " * int(2_500_000 * share) + END,
    "one line of letters": lambda share: "a" * int(50_000_000 * share) + " " + END,
    "one line of signs": lambda share: "*a_[<&`!" * int(6_000_000 * share) + " " + END,
    "lines": lambda share: "word word word word\n" * int(2_500_000 * share) + END,
    "paragraphs": lambda share: "a paragraph of some words\n\n" * int(1_900_000 * share) + END,
    "nothing": lambda share: "\n" * int(50_000_000 * share) + END,
}

FLOODS: Final[dict[str, Flood]] = {
    f"{kind}: {name}": flood
    for kind, floods in (
        ("markdown", MARKDOWN),
        ("html", HTML),
        ("css", CSS),
        ("front", FRONT),
        ("50 MB", LARGE),
    )
    for name, flood in floods.items()
}

"""Floods of a moderate size: the whole run of each, in all formats, ends within its bound."""

import pytest

from hostile.running import FORMATS, Place, convert

FLOODS = {
    "emphasis": "*a_ " * 4_000,
    "stars": "**" * 8_000 + "a",
    "emphasis that closes": "*a" * 2_000 + "*" * 2_000,
    "brackets": "[" * 10_000 + "a",
    "brackets that close": "[" * 3_000 + "a" + "](b)" * 3_000,
    "pictures in pictures": "![" * 3_000 + "a" + "](b.png)" * 3_000,
    "pictures that lack": "![a](b.png) " * 1_500,
    "one picture often": "![a](good.png) " * 800,
    "instructions": "<?a " * 8_000,
    "declarations": "<!A a " * 8_000,
    "cdata": "<![CDATA[a" * 5_000,
    "comments": "<!--" * 8_000 + "a",
    "quotes": ">" * 1_000 + " a",
    "lists": "".join("  " * depth + "- a\n" for depth in range(150)),
    "quotes and lists": "> - " * 200 + "a",
    "a long line": "中文abc，" * 2_000,
    "a long word": "a" * 4_000,
    "a long word of Chinese": "字" * 8_000,
    "backticks": "".join("`" * n + "a " for n in range(1, 200)),
    "dollars": "$a " * 8_000,
    "formulas in formulas": "$" + "{" * 2_000 + "a" + "}" * 2_000 + "$",
    "fractions": "$" + r"\frac{1}{" * 200 + "a" + "}" * 200 + "$",
    "references": "[a]: b\n" * 2_000 + "[a]" * 2_000,
    "footnotes": "".join(f"a[^{n}]\n\n[^{n}]: f\n\n" for n in range(150)),
    "footnotes in footnotes": "".join(f"[^{n}]: a[^{n + 1}]\n\n" for n in range(30)) + "a[^0]",
    "divisions": "<div>" * 3_000 + "a",
    "spans": "<span style='color:red'>a" * 1_500,
    "bold": "<b>a" * 2_000,
    "tables in tables": "<table><tr><td>" * 150 + "a",
    "wide spans": "<table>" + "<tr><td rowspan=65534 colspan=1000>a</td></tr>" * 60 + "</table>",
    "a wide table": "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n|" + "b|" * 200,
    "a ragged table": "<table><tr>" + "<td rowspan=65534>a" * 200 + "<tr><td>b" * 200 + "</table>",
    "a list that starts high": '<ol start="99999999999999999999"><li value="-99999999999999999999">a</ol>\n\n999999999. b',
    "declarations of style": "<p style='" + "color:red;" * 8_000 + "'>a</p>",
    "selectors": "<style>"
    + "".join(f".c{n} .d{n} > p{{color:red}}" for n in range(1_500))
    + "</style>\n\n"
    + "a\n\n" * 50,
    "selectors in selectors": "<style>"
    + ":is(" * 2_000
    + "p"
    + ")" * 2_000
    + "{color:red}"
    + "{" * 5_000
    + "</style>\n\na",
    "functions in functions": "<p style='width:"
    + "calc(" * 3_000
    + "1px"
    + ")" * 3_000
    + ";color:"
    + "rgb(" * 3_000
    + "'>a</p>",
    "values without end": "<p style='font-size:1e999px;margin:9999999pt;text-indent:1e300em;line-height:1e9;width:1e99%'>a</p>",
    "attributes": "<p " + "".join(f"a{n}=b " for n in range(5_000)) + ">a</p>",
    "classes": f"<p class='{' '.join(f'c{n}' for n in range(5_000))}'>a</p>",
    "headings": "".join(f"# {n}\n\n" for n in range(200)) + "[TOC]",
    "headings of one name": "# same\n\n" * 200,
    "callouts": "".join("> " * n + "[!note] a\n" for n in range(1, 60)),
    "ruby": "<ruby>" * 500 + "a" + "<rt>b</rt></ruby>" * 500,
    "drawings": '<svg width="9" height="9"><rect width="9" height="9"/></svg>\n\n' * 60,
    "accents": "a" + "\u0301" * 5_000,
    "directions": "\u202e\u2066" * 3_000 + "a",
    "characters that are not there": "\u200b\u2060\ufeff" * 4_000 + "a",
    "carriage returns": "a\r" * 3_000,
    "tabs": "\t" * 10_000 + "a",
    "entities": "&" * 8_000 + "&#1;&#x110000;&amp;" * 1_000,
    "marks": "==a " * 3_000,
    "marks of all colours": "".join(f"<span style='color:#{n * 4099:06x}'>a</span> " for n in range(400)),
    "wikilinks": "[[" * 8_000 + "a",
    "attributes in braces": "[a]{.b " * 4_000,
    "front matter": "---\n" + "".join(f"k{n}: v\n" for n in range(3_000)) + "---\na",
    "code of many lines": "```python\n" + "a = '''\n" * 400 + "```",
    "code that backtracks": "```js\n" + "/" + "(" * 3_000 + "\n```\n\n```cpp\n" + "<" * 3_000 + "\n```",
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_ends_in_all_formats(place: Place, name: str) -> None:
    came = convert(place, place.write(f"flood-{name.replace(' ', '-')}", FLOODS[name]))
    assert not came.trouble, "\n".join(came.trouble)[:3000]
    assert set(came.outputs) == set(FORMATS), came.errors

"""Articles from a grammar of Markdown and HTML, and any bytes: what the author wrote and coloured is in the document, and promises hold.

Colours open and close anywhere, so that they cross emphasis, list items, cells and quotations; a footnote's own end with it.
"""

from collections import Counter
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

import promise
from convert.notices import Report
from convert.proof.glyphs import visible
from convert.reader import read
from convert.traverse import everything, walk_runs
from invariants import broken

COLORS = {"red": "FF0000", "blue": "0000FF", "#0a0": "00AA00"}
# Chinese of all planes, kana, hangul, emoji of several characters, right to left, marks over letters, what is not seen.
LETTERS = st.sampled_from(
    [
        *"天地玄黄宇宙",
        "𠀀",
        "かな",
        "한글",
        "👩‍👩‍👧",
        "🇨🇳",
        "שלום",
        "سلام",
        "हिन्दी",
        "é",
        "ạ̈",
        "x",
        "Word",
        "ß",
        "\u200b",
        "\u00ad",
        "\u2060",
        "\u200e",
    ]
)
WORDS = st.lists(LETTERS, min_size=1, max_size=5).map("".join)


class Opened(NamedTuple):
    """A colour that begins here."""

    color: str


class Closed(NamedTuple):
    """The end of the colour that began last."""


class Around(NamedTuple):
    """Pieces between two signs of Markdown or HTML."""

    before: str
    pieces: list[Any]
    after: str


TURNS = st.one_of(st.builds(Opened, st.sampled_from(sorted(COLORS))), st.just(Closed()))
SIGNS = st.sampled_from([("**", "**"), ("*", "*"), ("<b>", "</b>"), ("<u>", "</u>"), ("[5", "](#1)"), ("~~", "~~"), ("==", "=="), ("<sup>", "</sup>")])  # fmt: skip
PIECES = st.recursive(
    st.one_of(WORDS, WORDS, TURNS),
    lambda inner: st.builds(lambda signs, pieces: Around(signs[0], pieces, signs[1]), SIGNS, st.lists(inner, min_size=1, max_size=3)),
    max_leaves=6,
)  # fmt: skip
LINES = st.lists(PIECES, min_size=1, max_size=4)
SHAPES = st.sampled_from(
    [("", ""), ("# ", ""), ("- ", ""), ("1. ", ""), ("  - ", ""), ("> ", ""), ("> - ", ""), ("<p>", "</p>"), ("<div>", "</div>"),
     ("| 1 | 2 |\n|---|---|\n| ", " | 3 |"), ("<table><tr><td>", "</td><td>4</td></tr></table>"), ("[^1]\n\n[^1]: ", "")]
)  # fmt: skip
BLOCKS = st.lists(st.tuples(SHAPES, LINES), min_size=1, max_size=6)


class Article(NamedTuple):
    """A source, and each character that it shows with its colour."""

    source: str
    shown: Counter[tuple[str, str]]


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Write blocks down, and note what stands in which colour."""
    open_colors: list[str] = []
    shown: Counter[tuple[str, str]] = Counter()

    def written(piece: Any) -> str:
        match piece:
            case Opened(color):
                open_colors.append(color)
                return f'<span style="color: {color}">'
            case Closed():
                return "</span>" if open_colors and open_colors.pop() else ""
            case Around(before, pieces, after):
                return before + "".join(map(written, pieces)) + after
            case _:
                color = COLORS[open_colors[-1]] if open_colors else ""
                shown.update((one, color) for one in piece if one.isalpha() and visible(one))
                return str(piece)

    def closed() -> str:
        ends = "</span>" * len(open_colors)
        open_colors.clear()
        return ends

    noted = False
    parts = []
    for (before, after), line in draw(BLOCKS):
        is_note = "[^1]" in before
        if is_note:
            parts.append(closed())
        text = "".join(map(written, line)) + (closed() if is_note else "")
        parts.append(text if is_note and noted else before + text + after)
        noted = noted or is_note
    return Article("\n\n".join(parts) + closed(), shown)


@given(articles())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_each_letter_is_kept_in_its_colour(article: Article) -> None:
    document = read(article.source, report=Report())
    assert broken(document) == []
    found = Counter(
        (one, run.style.color.hex if run.style.color else "")
        for run in walk_runs(everything(document))
        for one in run.text
        if one.isalpha() and visible(one)
    )
    assert found == article.shown


SETTINGS = st.dictionaries(st.sampled_from(sorted(promise.CHOICES)), st.integers(0, 3), max_size=3).map(
    lambda chosen: {
        key: promise.CHOICES[key][value % len(promise.CHOICES[key])] for key, value in chosen.items()
    }
)


@given(articles(), SETTINGS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_an_article_keeps_all_promises_in_all_formats(article: Article, said: dict[str, Any]) -> None:
    promise.hold(article.source.encode(), said)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)), SETTINGS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_bytes_keep_all_promises_or_are_refused_in_a_line(data: bytes, said: dict[str, Any]) -> None:
    promise.hold(data, said)

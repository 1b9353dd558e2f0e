"""Any text gives a document that keeps the model's promises and loses nothing a browser would show."""

from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import visible
from convert import themes, transforms
from convert.characters import segments
from convert.errors import SourceError
from convert.model import Box, List
from convert.notices import Report
from convert.reader import markdown, read
from convert.reader.decode import decode
from convert.transforms import quotes
from convert.traverse import everything, walk
from dump import dump
from invariants import broken

PIECES = st.sampled_from(
    ["<span style='color:red'>", "</span>", "<b>", "</b>", "<div>", "</div>", "<p>", "</p>", "<table>", "<tr>", "<td colspan=3>", "</table>",
     "<ul><li>", "</ul>", "<font color=blue>", "</font>", "<mark>", "</mark>", "<!-- c -->", "<!-- notes -->", "<br>", "<a href='#x'>", "</a>",
     "**", "*", "_", "==", "~~", "`", "```\n", "# ", "## 精读\n", "- ", "1. ", "> ", "| a | b |\n|---|---|\n| c |", "[x](#y)", "![i](j)", "[^1]",
     "\n\n[^1]: f", "\n", "\n\n", "  ", "中文，", "“好”", "word ", "&amp;", "&#1;", "\\", "<", ">", "---", "    code", "<ruby>漢<rt>k</rt></ruby>",
     "$x^2$", "$", "$$", "$$\n", "\\(", "\\)", "\\[", "\\]", "[[", "]]", "![[", "|", "{.red}", "{#x}", "{", "]{", "::: a\n", ":::\n", "%%", "%%\n",
     "++", "^[", "^x^", "~2~", " ^abc\n", "> [!NOTE]\n", "> [!x]- y\n", "\n: d\n", "\\newpage\n", "[x]{.a}", "[^1]: g\n", "\"", "'", "--", "...",
     "<style>.a{color:red}</style>", "<span class=a>", "<script>x</script>", "<details>", "<dl><dt>", "<pre>", "</pre>", "<h2 id=x>", "[TOC]\n\n", "<div class=legend>", "<div class=answers>"]
)  # fmt: skip
SOURCES = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=25).map("".join)

HANDOUT = themes.load("handout")
OPTIONS = (
    transforms.Options(),
    transforms.Options(notes="separate", legend="on", digest=True, toc=True),
    transforms.Options(notes="drop", cloze=("all",), key=True, digest=True, toc=True, toc_depth=6),
    transforms.Options(notes="article", cloze=("red",), legend="on", print="safe", theme=lambda: HANDOUT),
    transforms.Options(legend="on", digest=True, print="mono", theme=lambda: HANDOUT),
)


@given(SOURCES)
@settings(max_examples=250, deadline=2000)
def test_any_text_gives_a_sound_document(source: str) -> None:
    report = Report()
    document = read(source, report=report)
    assert broken(document) == []
    assert all(block.line for block in walk(everything(document)) if isinstance(block, Box | List))
    for options in OPTIONS:
        for part in transforms.apply(document, options):
            assert broken(part) == []


@given(SOURCES)
@settings(max_examples=100, deadline=2000)
def test_setting_quotes_leaves_a_document_sound_and_twice_is_once(source: str) -> None:
    document = quotes.curl(read(source))
    assert broken(document) == []
    assert quotes.curl(document) == document


@given(st.lists(st.one_of(PIECES, st.text("ab ，。“”中文", max_size=8)), max_size=15).map("".join))
@settings(max_examples=150, deadline=2000)
def test_reading_is_a_function_of_the_text(source: str) -> None:
    assert dump(read(source)) == dump(read(source))


@given(SOURCES)
@settings(max_examples=250, deadline=2000)
def test_rules_that_are_left_out_would_have_found_nothing(source: str) -> None:
    with mock.patch.object(markdown, "_of_use", lambda source, rules: tuple(rules)):
        every = markdown.to_html(source, Report())
    assert markdown.to_html(source, Report()) == every


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=200))
def test_plain_text_is_kept(text: str) -> None:
    plain = text.replace("<", "").replace("&", "").replace("[", "")
    shown = visible.of_html(MarkdownIt("zero").render(plain))
    kept = visible.squeeze(dump(read(plain)))
    assert visible.missing(_letters(shown), _letters(kept)) == ""


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha())


@given(st.text(max_size=100))
def test_segments_cut_without_losing(text: str) -> None:
    assert "".join(part for _, part in segments(text)) == text


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text = decode(data, Report())
    except SourceError:
        return
    assert "\r" not in text

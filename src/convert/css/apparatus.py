"""How what the program sets by itself looks before a theme speaks: covers, tables of contents, legends, digests, gaps.

For Word and pages alike. A theme has the last word: its rules come after these, with the same right.
"""

from functools import lru_cache
from typing import Final

from convert.css.sheet import StyleRule, parse_sheet

_TOC: Final = """\
.toc { margin: 0.8em 0 1.6em 0; }
.toc-title { font-size: 1.2em; text-align: center; margin: 0 0 0.6em 0; padding: 0; border: 0; }
.toc-1, .toc-2, .toc-3, .toc-4, .toc-5, .toc-6 { text-align: start; text-indent: 0; }
.toc-2 { margin-left: 2em; }
.toc-3 { margin-left: 4em; }
.toc-4 { margin-left: 6em; }
.toc-5 { margin-left: 8em; }
.toc-6 { margin-left: 10em; }
"""
# What only a page needs: lists without bullets, the dots to the number of the page.
_TOC_PAGE: Final = """\
.toc ul { list-style: none; margin: 0; padding: 0; }
.toc li { margin: 0; }
.toc a { color: inherit; text-decoration: none; }
.toc-title { break-after: avoid; bookmark-level: none; }
.toc[dir="rtl"] .toc-2 { margin-left: 0; margin-right: 2em; }
.toc[dir="rtl"] .toc-3 { margin-left: 0; margin-right: 4em; }
.toc[dir="rtl"] .toc-4 { margin-left: 0; margin-right: 6em; }
.toc[dir="rtl"] .toc-5 { margin-left: 0; margin-right: 8em; }
.toc[dir="rtl"] .toc-6 { margin-left: 0; margin-right: 10em; }
@media print {
  .toc a::after { content: leader(dotted) target-counter(attr(href url), page); }
}
"""

# Between two hairlines under the title, whole on its page; the element's name outdoes what themes say of `p:lang(zh)`.
_LEGEND: Final = """\
div.legend { margin: 0 0 1.2em 0; padding: 0.3em 0; border-top: 0.5pt solid #999999; border-bottom: 0.5pt solid #999999; break-inside: avoid; }
div.legend p { margin: 0; font-size: 0.9em; line-height: 1.6; text-align: left; text-indent: 0; hyphens: manual; }
"""
_LEGEND_PAGE: Final = """\
.legend:not(.long) :is(.mark, mark) { white-space: nowrap; }
"""
_DIGEST: Final = """\
div.digest li { margin: 0 0 0.35em 0; }
"""
_DIGEST_PAGE: Final = """\
.page-ref { color: inherit; text-decoration: none; white-space: nowrap; }
@media screen {
  div.digest { margin-top: 4em; border-top: 1px solid #cccccc; padding-top: 1em; }
}
"""

# A rule is pieces between which lines may end, at the place of an underline.
_BLANK: Final = """\
.blank-number { font-size: 0.75em; font-weight: normal; font-style: normal; }
"""
_BLANK_PAGE: Final = """\
.blank-start, .blank-number { white-space: nowrap; }
.blank-rule { display: inline-block; width: 0.5em; height: 0; border-bottom: 0.06em solid; vertical-align: -0.2em; }
"""
# Short answers stand in columns, in Word in rows.
_ANSWERS: Final = """\
.answers .row { margin: 0; text-align: start; text-indent: 0; }
"""
_ANSWERS_PAGE: Final = """\
.answers li { break-inside: avoid; }
.answers.short ol { columns: 3 10em; column-gap: 1em; }
"""

# The title in the face of headings; where it stands on its page, only that knows.
_COVER: Final = """\
header.cover h1.title { font-size: 2.6em; line-height: 1.35; text-align: center; text-indent: 0; margin: 3em 0 0.5em 0; padding: 0; border: 0; }
header.cover p { text-align: center; text-indent: 0; }
header.cover p.subtitle { font-size: 1.35em; line-height: 1.5; margin: 0; }
header.cover p.author, header.cover p.date { font-size: 1.15em; line-height: 1.5; margin: 0.4em 0 0 0; }
header.cover p.below { margin-top: 3em; }
"""
_COVER_PAGE: Final = """\
header.cover { break-after: page; }
"""
_CHAPTER_PAGE: Final = """\
main > article.chapter, section.chapter.notes { break-before: page; }
main > article.chapter.right, section.chapter.notes.right { break-before: right; }
"""

_PARTS: Final = (
    ('class="cover"', _COVER, _COVER_PAGE),
    ('class="chapter', "", _CHAPTER_PAGE),
    ('class="toc"', _TOC, _TOC_PAGE),
    ('class="legend', _LEGEND, _LEGEND_PAGE),
    ('class="digest"', _DIGEST, _DIGEST_PAGE),
    ('class="blank"', _BLANK, _BLANK_PAGE),
    ('class="answers', _ANSWERS, _ANSWERS_PAGE),
)
_FIRST: Final = -10_000


@lru_cache(2)
def rules(height_pt: float = 0.0) -> tuple[StyleRule, ...]:
    """The rules that Word needs too, as they stand before those of a theme, where text is so high."""
    sheet = parse_sheet("".join(shared for _, shared, _ in _PARTS) + cover(height_pt))
    return tuple(rule._replace(order=rule.order + _FIRST) for rule in sheet.rules)


_DROP: Final = 0.22  # of the height of the text


def cover(height_pt: float) -> str:
    """The places on a cover, whose text may be so high: the title under the top, who and when under the middle."""
    drop = round(_DROP * height_pt, 2)
    return (
        f"header.cover h1.title {{ margin-top: {drop:g}pt }} "
        f"header.cover p.below {{ margin-top: {drop:g}pt }} "
    )


def of_page(body: str) -> str:
    """The rules that a page with this body needs, to stand before its theme."""
    return "".join(shared + own for sign, shared, own in _PARTS if sign in body)

"""Documents converted one after another in a process: what is kept between them changes none of them."""

from convert import pipeline, themes
from convert.notices import Report
from convert.writers._docx import looks

_PLAIN = "# 一\n\n> 引\n\n1. 甲\n2. 乙\n\n<span style='color:red'>红</span> `x` **强**\n"
_OTHER = (
    "# 二\n\n- 甲\n\n  > 引\n\n```py\nx = 1\n```\n\n<p class='own'>文</p>\n\n| 表 | 格 |\n|---|---|\n| 1 | 2 |\n\n"
    "*斜* <span style='color:#00f; font-family: Arial'>蓝</span>\n"
)
_ENGLISH = "# Three\n\nText with *stress*, ~~struck~~ and a [link](https://example.org).\n"


def _written(source: str, **typed: str) -> bytes:
    report = Report()
    article = pipeline.prepare(source.encode(), "a.md", typed, report)
    return pipeline.render(article, "docx", report)[0].data


def _alone(source: str) -> bytes:
    """As a process writes it that has written nothing yet."""
    themes._theme.cache_clear()
    looks.of_theme.cache_clear()
    return _written(source)


def test_a_document_is_the_same_whatever_was_converted_before_it() -> None:
    alone = _alone(_PLAIN)
    _written(_OTHER)
    _written(_ENGLISH)
    _written(_PLAIN, theme="handout")
    assert _written(_PLAIN) == alone


def test_a_style_that_another_document_needed_does_not_stand_in_the_next() -> None:
    alone = _alone(_OTHER)
    for source in (_PLAIN, _ENGLISH, _PLAIN):
        _written(source)
    assert _written(_OTHER) == alone

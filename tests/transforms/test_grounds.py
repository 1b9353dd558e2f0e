"""Light words of a dark box, copied to a legend or a digest: they can be read there."""

import pytest

from convert import themes, transforms
from convert.css.appearance import contrast
from convert.css.color import WHITE
from convert.model import Color, Document
from convert.notices import Report
from convert.reader import no_files, read
from convert.traverse import is_made, walk, walk_runs

DARK = (
    "# 题\n\n前<span style='color:red'>红字</span>后，<span style='color:yellow'>黄字</span>。\n\n"
    "<div style='background:#123'>甲<span style='color:white'>白字</span>乙。</div>\n"
)


def finished(print_mode: transforms.PrintMode) -> Document:
    options = transforms.Options(
        print=print_mode, theme=lambda: themes.load("handout"), legend="on", digest=True
    )
    (document,) = transforms.apply(read(DARK, no_files, Report()), options)
    return document


@pytest.mark.parametrize("print_mode", ["color", "safe", "mono"])
def test_words_of_a_dark_box_bring_their_ground_to_the_copies(print_mode: transforms.PrintMode) -> None:
    copies = [block for block in walk(finished(print_mode).body) if is_made(block, "legend", "digest")]
    shown = [run.style for run in walk_runs(tuple(copies)) if run.style.mark and "white" in run.style.mark]
    assert len(shown) == 3  # in the legend, as a heading, in its sentence
    for style in shown:
        assert style.color is not None
        assert contrast(style.color, style.background or WHITE) > 4.5


def test_a_light_ink_that_stands_on_white_in_the_text_stands_on_white_in_the_copies() -> None:
    copies = [block for block in walk(finished("color").body) if is_made(block, "legend", "digest")]
    styles = [run.style for run in walk_runs(tuple(copies)) if run.style.mark == "yellow"]
    assert {(style.color, style.background) for style in styles} == {(Color(255, 255, 0), None)}

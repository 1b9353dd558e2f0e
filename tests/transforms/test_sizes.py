"""Large print leaves no author's size below its own."""

from convert import transforms
from convert.model import Paragraph, Text
from convert.reader import read


def test_small_type_becomes_the_texts_own_and_large_type_stays() -> None:
    source = '大<small>小</small><span style="font-size: 7pt">七磅</span><span style="font-size: 30pt">三十磅</span>'
    (document,) = transforms.apply(read(source), transforms.Options(least_pt=18))
    (paragraph,) = document.body
    assert isinstance(paragraph, Paragraph)
    assert [(run.text, run.style.size_pt) for run in paragraph.children if isinstance(run, Text)] == [
        ("大小七磅", None),
        ("三十磅", 30),
    ]

"""The word people have for a colour, whatever its digits."""

import pytest

from convert.css.color_words import word
from convert.labels import COLORS
from convert.model import Color

SAID = """
red ff0000 ff5252 f44336 e74c3c c0392b dc143c c00000
darkred 8b0000 800000
magenta c71585 c2185b e91e63
pink ff69b4 f8d7da ffcccc fa8072
orange ff9800 e67e22 d35400 ff7f50 d2691e
brown 795548 5c3a21 a52a2a 8b4513
gold ffc107 ffc000
yellow ffeb3b ffff00
lightyellow fff3cd ffff99
green 4caf50 00b050 92d050
darkgreen 1b5e20 556b2f
lightgreen d4edda ccffcc
teal 009688
cyan 00bcd4
blue 2196f3 0070c0 1e90ff 3f51b5
navy 002060
lightblue cce5ff 87ceeb
purple 673ab7 7030a0 9c27b0 4b0082
gray 999999 666666
black 333333
white fafafa
"""


@pytest.mark.parametrize(
    ("said", "digits"),
    [(said, digits) for said, *all_digits in map(str.split, SAID.split("\n")[1:-1]) for digits in all_digits],
)
def test_a_colour_has_the_word_that_people_have_for_it(said: str, digits: str) -> None:
    assert word(Color(*bytes.fromhex(digits))) == said


def test_every_colour_has_a_word() -> None:
    steps = range(0, 256, 51)
    assert {word(Color(r, g, b)) for r in steps for g in steps for b in steps} <= set(COLORS)

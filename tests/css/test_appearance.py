"""How colours look: contrast, grey, likeness."""

import pytest

from convert.css.appearance import contrast, lightness, luminance
from convert.css.color_names import COLORS
from convert.model import Color

WHITE, BLACK = Color(255, 255, 255), Color(0, 0, 0)


def test_contrast_goes_from_1_to_21_either_way_round():
    assert contrast(WHITE, WHITE) == pytest.approx(1)
    assert contrast(WHITE, BLACK) == contrast(BLACK, WHITE) == pytest.approx(21, abs=1e-3)


# Figures of other tools for the same colours
@pytest.mark.parametrize(
    ("color", "ratio", "grey"),
    [("red", 4.0, 53.24), ("green", 5.14, 46.23), ("orange", 1.97, 74.94), ("blue", 8.59, 32.3)],
)
def test_named_colours_on_white(color: str, ratio: float, grey: float):
    assert contrast(COLORS[color], WHITE) == pytest.approx(ratio, abs=0.01)
    assert lightness(COLORS[color]) == pytest.approx(grey, abs=0.02)


def test_luminance_near_black_is_linear():
    assert luminance(Color(1, 1, 1)) == pytest.approx(1 / 255 / 12.92)

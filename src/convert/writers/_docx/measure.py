"""Points and millimetres in, the units of Office Open XML out (ISO 29500-1, 22.9.2)."""

PT_PER_MM = 72 / 25.4
PT_PER_PX = 0.75
EMU_PER_PT = 12700
# What Word allows between a paragraph's border and its text.
WIDEST_SPACE_PT = 31


def twips(points: float) -> int:
    """Twentieths of a point, within the 31,680 that Word accepts."""
    return max(-31680, min(31680, round(points * 20)))


def half_points(points: float) -> int:
    """Half-points, the unit of type sizes, from 1 pt to Word's 1,638 pt."""
    return max(2, min(3276, round(points * 2)))


def eighths(points: float) -> int:
    """Eighths of a point, the unit of border widths, from 1/4 pt to 12 pt."""
    return max(2, min(96, round(points * 8)))


def border_space(points: float) -> int:
    """Whole points between border and text."""
    return max(0, min(WIDEST_SPACE_PT, round(points)))


def emu(points: float) -> int:
    """English metric units, the unit of drawings; at least one point."""
    return max(EMU_PER_PT, round(points * EMU_PER_PT))

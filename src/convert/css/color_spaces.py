"""Coordinates of a CSS colour space in, sRGB channels from 0 to 1 out, possibly out of range. Standard library only.

Source: CSS Color Level 4, sections 7 to 9 and 16; for Oklab, the matrices of its definition for linear sRGB.
"""

from math import cos, radians, sin

Triple = tuple[float, float, float]

_D50 = (0.3457 / 0.3585, 1.0, (1.0 - 0.3457 - 0.3585) / 0.3585)
_D50_TO_D65 = (
    (0.955473421488075, -0.02309845494876471, 0.06325924320057072),
    (-0.0283697093338637, 1.0099953980813041, 0.021041441191917323),
    (0.012314014864481998, -0.020507649298898964, 1.330365926242124),
)
_XYZ_TO_LINEAR = (
    (12831 / 3959, -329 / 214, -1974 / 3959),
    (-851781 / 878810, 1648619 / 878810, 36519 / 878810),
    (705 / 12673, -2585 / 12673, 705 / 667),
)
_OKLAB_TO_LMS = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_LMS_TO_LINEAR = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def hsl_to_srgb(hue: float, saturation: float, lightness: float) -> Triple:
    """Convert a hue in degrees, saturation and lightness from 0 to 1."""
    reach = saturation * min(lightness, 1 - lightness)

    def channel(turn: float) -> float:
        position = (turn + hue / 30) % 12
        return lightness - reach * max(-1.0, min(position - 3, 9 - position, 1.0))

    return channel(0), channel(8), channel(4)


def hwb_to_srgb(hue: float, white: float, black: float) -> Triple:
    """Convert a hue in degrees, whiteness and blackness from 0 to 1."""
    if white + black >= 1:
        gray = white / (white + black)
        return gray, gray, gray
    red, green, blue = (part * (1 - white - black) + white for part in hsl_to_srgb(hue, 1.0, 0.5))
    return red, green, blue


def lab_to_srgb(lightness: float, a: float, b: float) -> Triple:
    """Convert CIE Lab under D50, lightness from 0 to 100."""
    middle = (lightness + 16) / 116
    x, y, z = (
        _cube_or_line(value) * white
        for value, white in zip((middle + a / 500, middle, middle - b / 200), _D50, strict=True)
    )
    return _encode(_times(_XYZ_TO_LINEAR, _times(_D50_TO_D65, (x, y, z))))


def oklab_to_srgb(lightness: float, a: float, b: float) -> Triple:
    """Convert Oklab, lightness from 0 to 1."""
    long, middle, short = _times(_OKLAB_TO_LMS, (lightness, a, b))
    return _encode(_times(_LMS_TO_LINEAR, (long**3, middle**3, short**3)))


def polar(chroma: float, hue: float) -> tuple[float, float]:
    """Turn chroma and hue in degrees into the axes a and b."""
    return chroma * cos(radians(hue)), chroma * sin(radians(hue))


def _cube_or_line(value: float) -> float:
    """The inverse of CIE's lightness function."""
    cube = value**3
    return cube if cube > 216 / 24389 else (116 * value - 16) / (24389 / 27)


def _times(matrix: tuple[Triple, Triple, Triple], vector: Triple) -> Triple:
    x, y, z = (sum(factor * value for factor, value in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z


def _encode(linear: Triple) -> Triple:
    """Apply sRGB's transfer function."""
    red, green, blue = (
        12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in linear
    )
    return red, green, blue

"""Coordinates in one CSS colour space in, the same colour's in another out, possibly out of range. Standard library only.

Source: CSS Color Level 4, sections 7 to 12; for Oklab, the matrices of its definition for linear sRGB. Every way leads
over XYZ under D65.
"""

from collections.abc import Callable
from math import atan2, copysign, cos, degrees, hypot, radians, sin
from typing import NamedTuple

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

_D50 = (0.3457 / 0.3585, 1.0, (1.0 - 0.3457 - 0.3585) / 0.3585)


def _times(matrix: Matrix, vector: Triple) -> Triple:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    x, y, z = vector
    return a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z


def _inverse(matrix: Matrix) -> Matrix:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    whole = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    return (
        ((e * i - f * h) / whole, (c * h - b * i) / whole, (b * f - c * e) / whole),
        ((f * g - d * i) / whole, (a * i - c * g) / whole, (c * d - a * f) / whole),
        ((d * h - e * g) / whole, (b * g - a * h) / whole, (a * e - b * d) / whole),
    )


# Linear light of each set of primaries → XYZ under its white; section 18.
_SRGB: Matrix = (
    (506752 / 1228815, 87881 / 245763, 12673 / 70218),
    (87098 / 409605, 175762 / 245763, 12673 / 175545),
    (7918 / 409605, 87881 / 737289, 1001167 / 1053270),
)
_P3: Matrix = (
    (608311 / 1250200, 189793 / 714400, 198249 / 1000160),
    (35783 / 156275, 247089 / 357200, 198249 / 2500400),
    (0.0, 32229 / 714400, 5220557 / 5000800),
)
_A98: Matrix = (
    (573536 / 994567, 263643 / 1420810, 187206 / 994567),
    (591459 / 1989134, 6239551 / 9945670, 374412 / 4972835),
    (53769 / 1989134, 351524 / 4972835, 4929758 / 4972835),
)
_REC2020: Matrix = (
    (63426534 / 99577255, 20160776 / 139408157, 47086771 / 278816314),
    (26158966 / 99577255, 472592308 / 697040785, 8267143 / 139408157),
    (0.0, 19567812 / 697040785, 295819943 / 278816314),
)
_PROPHOTO: Matrix = (
    (0.7977666449006423, 0.13518129740053308, 0.0313477341283922),
    (0.2880748288194013, 0.711835234241873, 0.00008993693872564),
    (0.0, 0.0, 0.8251046025104602),
)
_D50_TO_D65: Matrix = (
    (0.955473421488075, -0.02309845494876471, 0.06325924320057072),
    (-0.0283697093338637, 1.0099953980813041, 0.021041441191917323),
    (0.012314014864481998, -0.020507649298898964, 1.330365926242124),
)
_D65_TO_D50 = _inverse(_D50_TO_D65)
_OKLAB_TO_LMS: Matrix = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_LMS_TO_LINEAR: Matrix = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_LMS_TO_OKLAB, _LINEAR_TO_LMS = _inverse(_OKLAB_TO_LMS), _inverse(_LMS_TO_LINEAR)


# Transfer functions, mirrored below 0

Curve = Callable[[float], float]


def _srgb_decode(part: float) -> float:
    size = abs(part)
    return part / 12.92 if size <= 0.04045 else copysign(((size + 0.055) / 1.055) ** 2.4, part)


def _srgb_encode(part: float) -> float:
    size = abs(part)
    return part * 12.92 if size <= 0.0031308 else copysign(1.055 * size ** (1 / 2.4) - 0.055, part)


def _prophoto_decode(part: float) -> float:
    return part / 16 if abs(part) <= 16 / 512 else copysign(abs(part) ** 1.8, part)


def _prophoto_encode(part: float) -> float:
    return part * 16 if abs(part) < 1 / 512 else copysign(abs(part) ** (1 / 1.8), part)


_ALPHA, _BETA = 1.09929682680944, 0.018053968510807  # ITU-R BT.2020-2, table 4


def _rec2020_decode(part: float) -> float:
    size = abs(part)
    return part / 4.5 if size < _BETA * 4.5 else copysign(((size + _ALPHA - 1) / _ALPHA) ** (1 / 0.45), part)


def _rec2020_encode(part: float) -> float:
    size = abs(part)
    return part * 4.5 if size < _BETA else copysign(_ALPHA * size**0.45 - (_ALPHA - 1), part)


def _power(exponent: float) -> Curve:
    return lambda part: copysign(abs(part) ** exponent, part)


def _straight(part: float) -> float:
    return part


# Cylinders and cubes


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


def _hue(red: float, green: float, blue: float) -> float:
    high, reach = max(red, green, blue), max(red, green, blue) - min(red, green, blue)
    if reach == 0:
        return 0.0
    if high == red:
        turn = (green - blue) / reach % 6
    else:
        turn = (blue - red) / reach + 2 if high == green else (red - green) / reach + 4
    return turn * 60


def _srgb_to_hsl(red: float, green: float, blue: float) -> Triple:
    high, low = max(red, green, blue), min(red, green, blue)
    light = (high + low) / 2
    room = min(light, 1 - light)
    hue, saturation = _hue(red, green, blue), (high - light) / room if room else 0.0
    # Section 7.2: what lies outside sRGB may come out negative; the opposite hue is the same colour.
    return ((hue + 180) % 360, -saturation, light) if saturation < 0 else (hue, saturation, light)


def _srgb_to_hwb(red: float, green: float, blue: float) -> Triple:
    return _hue(red, green, blue), min(red, green, blue), 1 - max(red, green, blue)


def polar(chroma: float, hue: float) -> tuple[float, float]:
    """Turn chroma and hue in degrees into the axes a and b."""
    return chroma * cos(radians(hue)), chroma * sin(radians(hue))


def _from_lch(light: float, chroma: float, hue: float) -> Triple:
    return light, *polar(chroma, hue)


def _to_lch(light: float, a: float, b: float) -> Triple:
    return light, hypot(a, b), degrees(atan2(b, a)) % 360


_KAPPA, _EPSILON = 24389 / 27, 216 / 24389


def _lab_to_d50(light: float, a: float, b: float) -> Triple:
    middle = (light + 16) / 116
    x, y, z = (
        (value**3 if value**3 > _EPSILON else (116 * value - 16) / _KAPPA) * white
        for value, white in zip((middle + a / 500, middle, middle - b / 200), _D50, strict=True)
    )
    return x, y, z


def _d50_to_lab(x: float, y: float, z: float) -> Triple:
    one, two, three = (
        part ** (1 / 3) if part > _EPSILON else (_KAPPA * part + 16) / 116
        for part in (value / white for value, white in zip((x, y, z), _D50, strict=True))
    )
    return 116 * two - 16, 500 * (one - two), 200 * (two - three)


def _oklab_to_xyz(light: float, a: float, b: float) -> Triple:
    long, middle, short = _times(_OKLAB_TO_LMS, (light, a, b))
    return _times(_SRGB, _times(_LMS_TO_LINEAR, (long**3, middle**3, short**3)))


def _xyz_to_oklab(x: float, y: float, z: float) -> Triple:
    long, middle, short = _times(_LINEAR_TO_LMS, _times(_XYZ_TO_SRGB, (x, y, z)))
    root = _power(1 / 3)
    return _times(_LMS_TO_OKLAB, (root(long), root(middle), root(short)))


_XYZ_TO_SRGB = _inverse(_SRGB)


class Space(NamedTuple):
    """A space: its ways to XYZ under D65 and back, and the names of its coordinates."""

    to_xyz: Callable[[float, float, float], Triple]
    from_xyz: Callable[[float, float, float], Triple]
    channels: tuple[str, str, str]

    @property
    def polar(self) -> bool:
        """Whether one of the coordinates is a hue."""
        return "h" in self.channels


def _rgb(matrix: Matrix, decode: Curve, encode: Curve, d50: bool = False) -> Space:
    """A space of three primaries."""
    if d50:
        matrix = _product(_D50_TO_D65, matrix)
    back = _inverse(matrix)

    def to_xyz(red: float, green: float, blue: float) -> Triple:
        return _times(matrix, (decode(red), decode(green), decode(blue)))

    def from_xyz(x: float, y: float, z: float) -> Triple:
        red, green, blue = _times(back, (x, y, z))
        return encode(red), encode(green), encode(blue)

    return Space(to_xyz, from_xyz, ("r", "g", "b"))


def _product(one: Matrix, other: Matrix) -> Matrix:
    columns = [_times(one, (other[0][i], other[1][i], other[2][i])) for i in range(3)]
    first, second, third = (tuple(column[i] for column in columns) for i in range(3))
    return first, second, third  # type: ignore[return-value]


def _over(
    base: Space, into: Callable[..., Triple], out: Callable[..., Triple], channels: tuple[str, str, str]
) -> Space:
    """The same colours in other coordinates: a cylinder around the axes of another space."""
    return Space(lambda *place: base.to_xyz(*into(*place)), lambda *xyz: out(*base.from_xyz(*xyz)), channels)


_SRGB_SPACE = _rgb(_SRGB, _srgb_decode, _srgb_encode)
_XYZ_D50 = Space(
    lambda x, y, z: _times(_D50_TO_D65, (x, y, z)),
    lambda x, y, z: _times(_D65_TO_D50, (x, y, z)),
    ("x", "y", "z"),
)
_XYZ = Space(lambda x, y, z: (x, y, z), lambda x, y, z: (x, y, z), ("x", "y", "z"))
_LAB = _over(_XYZ_D50, _lab_to_d50, _d50_to_lab, ("l", "a", "b"))
_OKLAB = Space(_oklab_to_xyz, _xyz_to_oklab, ("l", "a", "b"))

SPACES: dict[str, Space] = {
    "srgb": _SRGB_SPACE,
    "srgb-linear": _rgb(_SRGB, _straight, _straight),
    "display-p3": _rgb(_P3, _srgb_decode, _srgb_encode),
    "display-p3-linear": _rgb(_P3, _straight, _straight),
    "a98-rgb": _rgb(_A98, _power(563 / 256), _power(256 / 563)),
    "prophoto-rgb": _rgb(_PROPHOTO, _prophoto_decode, _prophoto_encode, d50=True),
    "rec2020": _rgb(_REC2020, _rec2020_decode, _rec2020_encode),
    "xyz": _XYZ,
    "xyz-d65": _XYZ,
    "xyz-d50": _XYZ_D50,
    "lab": _LAB,
    "oklab": _OKLAB,
    "lch": _over(_LAB, _from_lch, _to_lch, ("l", "c", "h")),
    "oklch": _over(_OKLAB, _from_lch, _to_lch, ("l", "c", "h")),
    "hsl": _over(_SRGB_SPACE, hsl_to_srgb, _srgb_to_hsl, ("h", "s", "l")),
    "hwb": _over(_SRGB_SPACE, hwb_to_srgb, _srgb_to_hwb, ("h", "w", "b")),
}


def convert(place: Triple, source: str, target: str) -> Triple:
    """Give a colour's coordinates in another space; hues are degrees, all else is on the scale of `color()`, Lab's own 100."""
    if source == target:
        return place
    if {source, target} <= {"srgb", "hsl", "hwb"}:
        # Without the way over XYZ, so that bytes stay bytes.
        red, green, blue = {"hsl": hsl_to_srgb, "hwb": hwb_to_srgb}.get(source, _same)(*place)
        return {"hsl": _srgb_to_hsl, "hwb": _srgb_to_hwb}.get(target, _same)(red, green, blue)
    return SPACES[target].from_xyz(*SPACES[source].to_xyz(*place))


def _same(one: float, two: float, three: float) -> Triple:
    return one, two, three

"""A shorthand's value in, its longhands with specified values out: `margin`, `border`, `font`, `background`, `text-decoration`."""

import re
from collections.abc import Callable, Iterable

from convert.css.color import BLACK, CURRENT, AlphaColor, parse_color
from convert.css.longhands import KEYWORDS, LONGHANDS, SIDES
from convert.css.values import Length, components, four_sides, keyword, parse_length

Values = dict[str, object]
Parse = Callable[[str], Values | None]

_MEDIUM = Length(2.25)


def _each_side(pattern: str) -> tuple[tuple[str, ...], Parse]:
    """A shorthand of one to four values, such as `margin`; `{}` in the pattern stands for the side."""
    names = tuple(pattern.format(side) for side in SIDES)

    def parse(value: str) -> Values | None:
        sides = four_sides(components(value))
        if sides is None:
            return None
        return _parsed(zip(names, sides, strict=True))

    return names, parse


def _two_sides(box: str, first: str, second: str) -> tuple[tuple[str, ...], Parse]:
    """`margin-block`, `padding-inline` and their like: one value or two."""
    names = (f"{box}-{first}", f"{box}-{second}")

    def parse(value: str) -> Values | None:
        parts = components(value)
        if len(parts) not in (1, 2):
            return None
        return _parsed(zip(names, (parts[0], parts[-1]), strict=True))

    return names, parse


def _parsed(pairs: Iterable[tuple[str, str]]) -> Values | None:
    values: Values = {}
    for name, text in pairs:
        value = LONGHANDS[name](text)
        if value is None:
            return None
        values[name] = value
    return values


def _border(sides: tuple[str, ...]) -> tuple[tuple[str, ...], Parse]:
    """`border` or one side of it: width, style and colour in any order, what is left out at its initial value."""
    names = tuple(f"border-{side}-{part}" for side in sides for part in ("width", "style", "color"))

    def parse(value: str) -> Values | None:
        found: Values = {}
        for component in components(value):
            for part in ("width", "style", "color"):
                parsed = LONGHANDS[f"border-top-{part}"](component)
                if parsed is not None and part not in found:
                    found[part] = parsed
                    break
            else:
                return None
        if not found:
            return None
        full = {"width": _MEDIUM, "style": "none", "color": CURRENT} | found
        return {f"border-{side}-{part}": full[part] for side in sides for part in ("width", "style", "color")}

    return names, parse


_LAYER_WORDS = frozenset(
    "none repeat repeat-x repeat-y no-repeat space round scroll fixed local left right top bottom center auto cover contain "
    "border-box padding-box content-box / ,".split()
)


def _background(value: str) -> Values | None:
    """The colour of a `background`; without one, nothing is painted. A picture alone is not understood."""
    color: object = None
    pictured = False
    clip = "border-box"
    for part in components(value):
        found = parse_color(part)
        if found is not None:
            color = found
        elif _PICTURE.match(part):
            pictured = True
        elif keyword(part) == "text":
            clip = "text"
        elif keyword(part) not in _LAYER_WORDS and parse_length(part) is None:
            return None
    if not value or (pictured and color is None):
        return None
    return {"background-color": color or AlphaColor(BLACK, 0.0), "background-clip": clip}


_PICTURE = re.compile(r"(?:url|image-set|cross-fade|element|image|[-a-z]*-gradient)\(", re.IGNORECASE)


def _text_decoration(value: str) -> Values | None:
    """Lines, their style, colour and thickness, in any order."""
    lines: list[str] = []
    style = ""
    color: object = CURRENT
    thickness: object = "auto"
    none = False
    for part in components(value):
        word = keyword(part)
        if word in ("underline", "line-through", "overline", "blink") and word not in lines:
            lines.append(word)
        elif word in KEYWORDS["text-decoration-style"] and not style:
            style = word
        elif word == "none" and not none:
            none = True
        elif (found := parse_color(part)) is not None:
            color = found
        elif (width := LONGHANDS["text-decoration-thickness"](part)) is not None:
            thickness = width
        else:
            return None
    if none and lines:
        return None
    return {
        "text-decoration-line": tuple(lines),
        "text-decoration-style": style or "solid",
        "text-decoration-color": color,
        "text-decoration-thickness": thickness,
    }


_SYSTEM_FONTS = ("caption", "icon", "menu", "message-box", "small-caption", "status-bar")
_STRETCHES = frozenset(
    f"{strength}{width}"
    for strength in ("ultra-", "extra-", "semi-", "")
    for width in ("condensed", "expanded")
)
_FONT = ("font-style", "font-variant-caps", "font-weight", "font-size", "line-height", "font-family")
_FONT_START: Values = {
    "font-style": "normal",
    "font-variant-caps": "normal",
    "font-weight": "normal",
    "line-height": "normal",
}


def _font(value: str) -> Values | None:
    """`font: [style || caps || weight || stretch]? size [/ line-height]? families`."""
    if keyword(value) in _SYSTEM_FONTS:
        return _FONT_START | {"font-size": Length(12.0), "font-family": ("system-ui",)}
    parts = components(value)
    found = dict(_FONT_START)
    place = 0
    while place < len(parts) and _take_font_word(parts[place], found):
        place += 1
    if place >= len(parts) or (size := LONGHANDS["font-size"](parts[place])) is None:
        return None
    found["font-size"] = size
    place += 1
    if place + 1 < len(parts) and parts[place] == "/":
        height = LONGHANDS["line-height"](parts[place + 1])
        if height is None:
            return None
        found["line-height"] = height
        place += 2
    families = LONGHANDS["font-family"](" ".join(parts[place:]))
    return found | {"font-family": families} if families is not None else None


def _take_font_word(part: str, found: Values) -> bool:
    """Take a word before the size, if this is one."""
    word = keyword(part)
    if word == "normal" or word in _STRETCHES:
        return True
    for name in ("font-style", "font-weight"):
        parsed = LONGHANDS[name](part)
        if parsed is not None:
            found[name] = parsed
            return True
    if word == "small-caps":
        found["font-variant-caps"] = word
        return True
    return False


def _font_variant(value: str) -> Values | None:
    words = [keyword(part) for part in components(value)]
    caps = [word for word in words if LONGHANDS["font-variant-caps"](word) is not None]
    if not words or (len(caps) > 1 and "normal" in caps):
        return None
    return {"font-variant-caps": caps[0] if caps else "normal"}


WHITE_SPACES: dict[str, tuple[str, str]] = {
    "normal": ("collapse", "wrap"),
    "nowrap": ("collapse", "nowrap"),
    "pre": ("preserve", "nowrap"),
    "pre-wrap": ("preserve", "wrap"),
    "pre-line": ("preserve-breaks", "wrap"),
    "break-spaces": ("break-spaces", "wrap"),
}
"""`white-space` of old as the two longhands it stands for."""


def _white_space(value: str) -> Values | None:
    """A keyword of old, or the two longhands' in any order."""
    words = [keyword(part) for part in components(value)]
    if len(words) == 1 and words[0] in WHITE_SPACES:
        collapse, wrap = WHITE_SPACES[words[0]]
        return {"white-space-collapse": collapse, "text-wrap-mode": wrap}
    found: Values = {}
    for word in words:
        name = next(
            (one for one in ("white-space-collapse", "text-wrap-mode") if word in KEYWORDS[one]),
            "white-space-trim",
        )
        if name in found or (name == "white-space-trim" and word not in ("none", "discard-inner")):
            return None
        found[name] = word
    if not words:
        return None
    return {
        "white-space-collapse": found.get("white-space-collapse", "collapse"),
        "text-wrap-mode": found.get("text-wrap-mode", "wrap"),
    }


def _text_wrap(value: str) -> Values | None:
    words = [keyword(part) for part in components(value)]
    modes = [word for word in words if word in KEYWORDS["text-wrap-mode"]]
    styles = [word for word in words if word in ("auto", "balance", "pretty", "stable")]
    if not words or len(modes) > 1 or len(styles) > 1 or len(modes) + len(styles) != len(words):
        return None
    return {"text-wrap-mode": modes[0] if modes else "wrap"}


def _text_emphasis(value: str) -> Values | None:
    """A shape and a colour in any order; the colour is the text's where none is said."""
    parts = components(value)
    colors = [part for part in parts if parse_color(part) is not None]
    shape = " ".join(part for part in parts if part not in colors)
    style = LONGHANDS["text-emphasis-style"](shape) if shape else "none"
    if not parts or len(colors) > 1 or style is None:
        return None
    return {
        "text-emphasis-style": style,
        "text-emphasis-color": parse_color(colors[0]) if colors else CURRENT,
    }


def _list_style(value: str) -> Values | None:
    """A marker, a place and a picture in any order; a picture leaves the marker that stands for it."""
    types: list[object] = []
    for part in components(value):
        word = keyword(part)
        if word in ("inside", "outside") or part.lower().startswith(("url(", "image-set(")):
            continue
        found = LONGHANDS["list-style-type"](part)
        if found is None:
            return None
        types.append(found)
    if not value or len([one for one in types if one != "none"]) > 1:
        return None
    named = [one for one in types if one != "none"]
    return {"list-style-type": named[0] if named else "none" if types else "disc"}


def _none(value: str) -> Values | None:
    return None


SHORTHANDS: dict[str, tuple[tuple[str, ...], Parse]] = {
    "margin": _each_side("margin-{}"),
    "padding": _each_side("padding-{}"),
    "margin-block": _two_sides("margin", "top", "bottom"),
    "margin-inline": _two_sides("margin", "left", "right"),
    "padding-block": _two_sides("padding", "top", "bottom"),
    "padding-inline": _two_sides("padding", "left", "right"),
    "border": _border(SIDES),
    **{f"border-{side}": _border((side,)) for side in SIDES},
    "border-block-start": _border(("top",)),
    "border-block-end": _border(("bottom",)),
    "border-block": _border(("top", "bottom")),
    "border-inline-start": _border(("left",)),
    "border-inline-end": _border(("right",)),
    "border-inline": _border(("left", "right")),
    "border-width": _each_side("border-{}-width"),
    "border-style": _each_side("border-{}-style"),
    "border-color": _each_side("border-{}-color"),
    "background": (("background-color", "background-clip"), _background),
    "text-decoration": (
        (
            "text-decoration-line",
            "text-decoration-style",
            "text-decoration-color",
            "text-decoration-thickness",
        ),
        _text_decoration,
    ),
    "font": (_FONT, _font),
    "font-variant": (("font-variant-caps",), _font_variant),
    "white-space": (("white-space-collapse", "text-wrap-mode"), _white_space),
    "text-wrap": (("text-wrap-mode",), _text_wrap),
    "text-emphasis": (("text-emphasis-style", "text-emphasis-color"), _text_emphasis),
    "list-style": (("list-style-type",), _list_style),
    # CSS Cascade 4, section 3.2: it takes nothing but the words good for every property.
    "all": (tuple(name for name in LONGHANDS if name not in ("direction", "unicode-bidi")), _none),
}
for _axis, _first, _second in (("block", "top", "bottom"), ("inline", "left", "right")):
    for _part in ("width", "style", "color"):
        SHORTHANDS[f"border-{_axis}-{_part}"] = _two_sides(
            "border", f"{_first}-{_part}", f"{_second}-{_part}"
        )

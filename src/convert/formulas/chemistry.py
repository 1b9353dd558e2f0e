"""Chemical notation (`\\ce` of mhchem) in, TeX out: elements upright, numbers low, charges high, arrows."""

import re

from convert.formulas.source import NotUnderstood

_PIECES = re.compile(
    r"""
    (?P<arrow><=>>|<<=>|<=>|<->|<-->|->|<-|=>)(?:\[(?P<over>[^\]]*)\])?(?:\[(?P<under>[^\]]*)\])? |
    (?P<script>[\^_])(?:\{(?P<group>[^{}]*)\}|(?P<charge>[0-9]*[+-]|[0-9]+|[A-Za-z])) |
    (?P<gas>\s\^(?=\s|$)) | (?P<solid>\sv(?=\s|$)) |
    (?P<math>\$[^$]*\$) |
    (?P<count>(?:(?<=^)|(?<=[\s(\[]))[0-9]+(?:/[0-9]+|\.[0-9]+)?) |
    (?P<low>(?<=[A-Za-z)\]}])[0-9]+(?:\.[0-9]+)?) |
    (?P<high>(?<=[A-Za-z0-9)\]}])[+-](?=\s|$|\)|\]|,)) |
    (?P<bond>(?<=[A-Za-z0-9)])[-=\#](?=[A-Za-z(])) |
    (?P<name>[A-Za-z]+) |
    (?P<dot>\s*[.*]\s*) |
    (?P<sign>[()\[\],;/] | \s?[+=]\s?) |
    (?P<blank>\s+) |
    (?P<command>\\[A-Za-z]+)
    """,
    re.VERBOSE,
)
_ARROWS = {
    "->": ("longrightarrow", "xrightarrow"),
    "<-": ("longleftarrow", "xleftarrow"),
    "<->": ("longleftrightarrow", "xleftrightarrow"),
    "<-->": ("rightleftarrows", "xtofrom"),
    "<=>": ("rightleftharpoons", "xrightleftharpoons"),
    "<=>>": ("rightleftharpoons", "xrightleftharpoons"),
    "<<=>": ("rightleftharpoons", "xrightleftharpoons"),
    "=>": ("Longrightarrow", "xRightarrow"),
}
_SIGNS = {"gas": r"\uparrow", "solid": r"\downarrow", "dot": r"\cdot ", "blank": r"\ "}
_BONDS = {"-": "{-}", "=": "{=}", "#": r"{\equiv}"}
_APART = re.compile(r"(?:[+=\s]|\\,)\Z")
_CONDITION = re.compile(r"[\u2e80-\u9fff]+")


def tex(notation: str) -> str:
    """Spell chemical notation as TeX for a reader whose letters are upright."""
    out: list[str] = []
    place = 0
    while place < len(notation):
        match = _PIECES.match(notation, place)
        if match is None or match.end() == place:
            raise NotUnderstood(f"{notation[place]} in \\ce is not known")
        piece = _piece(match)
        # Numbers in front of a symbol are its own, whatever stands before them.
        before = piece[:1] in ("^", "_") and (not out or _APART.search(out[-1]))
        out.append(f"{{}}{piece}" if before else piece)
        place = match.end()
    return "".join(out)


def _piece(match: re.Match[str]) -> str:
    kind, text = match.lastgroup or "", match.group()
    if match["arrow"]:
        over, under = (_condition(match[side]) for side in ("over", "under"))
        plain, wide = _ARROWS[match["arrow"]]
        return f"\\{wide}[{under}]{{{over}}}" if over or under else f"\\{plain} "
    if match["script"]:
        inner = match["group"] if match["group"] is not None else match["charge"]
        return f"{match['script']}{{{inner}}}"
    match kind:
        case "gas" | "solid" | "dot" | "blank":
            return _SIGNS[kind]
        case "math":
            return text[1:-1]
        case "low":
            return f"_{{{text}}}"
        case "high":
            return f"^{{{text}}}"
        case "bond":
            return _BONDS[text]
        case "count":
            return f"{text}\\,"
        case _:
            return text.strip() + (" " if kind == "command" else "")


def _condition(text: str | None) -> str:
    """What stands over or under an arrow: chemistry again, Chinese as words."""
    if not text:
        return ""
    return text if _CONDITION.search(text) or "\\" in text else tex(text)

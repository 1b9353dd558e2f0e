"""Letters and digits in a mathematical style in, Unicode's characters for them out (Unicode 15, U+1D400 to U+1D7FF)."""

from convert.formulas.tree import Variant

# Where the capitals, the small letters and the digits of a style begin.
_LATIN: dict[Variant, tuple[int, int, int]] = {
    "bold": (0x1D400, 0x1D41A, 0x1D7CE),
    "italic": (0x1D434, 0x1D44E, 0),
    "bold-italic": (0x1D468, 0x1D482, 0),
    "script": (0x1D49C, 0x1D4B6, 0),
    "fraktur": (0x1D504, 0x1D51E, 0),
    "double-struck": (0x1D538, 0x1D552, 0x1D7D8),
    "sans-serif": (0x1D5A0, 0x1D5BA, 0x1D7E2),
    "monospace": (0x1D670, 0x1D68A, 0x1D7F6),
}
_GREEK: dict[Variant, tuple[int, int]] = {
    "bold": (0x1D6A8, 0x1D6C2),
    "italic": (0x1D6E2, 0x1D6FC),
    "bold-italic": (0x1D71C, 0x1D736),
}
# Letters that had a place of their own before.
_EARLIER: dict[Variant, dict[str, str]] = {
    "italic": dict(zip("h", "ℎ", strict=True)),
    "script": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "fraktur": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
    "double-struck": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
}
_VARIANTS_OF_GREEK = dict(zip("∂ϵϑϰϕϱϖ", range(25, 32), strict=True))
_FIRST_ASTRAL = 0x10000


def styled(text: str, variant: Variant | None) -> str:
    """Spell a text in the characters of a style; what has none stays as it is."""
    return "".join(_styled(character, variant) for character in text) if variant else text


def spelled(text: str, variant: Variant | None) -> str:
    """Spell a text for reading: only in the characters any font has, such as ℝ."""
    return (
        "".join(new if ord(new := _styled(old, variant)) < _FIRST_ASTRAL else old for old in text)
        if variant
        else text
    )


def _styled(character: str, variant: Variant | None) -> str:
    if variant is None or variant == "normal":
        return character
    earlier = _EARLIER.get(variant, {}).get(character)
    if earlier:
        return earlier
    capitals, smalls, digits = _LATIN[variant]
    if "A" <= character <= "Z":
        return chr(capitals + ord(character) - ord("A"))
    if "a" <= character <= "z":
        return chr(smalls + ord(character) - ord("a"))
    if "0" <= character <= "9" and digits:
        return chr(digits + ord(character) - ord("0"))
    if variant in _GREEK:
        return _greek(character, *_GREEK[variant])
    return character


def _greek(character: str, capitals: int, smalls: int) -> str:
    if "Α" <= character <= "Ω":
        return chr(capitals + ord(character) - ord("Α"))
    if "α" <= character <= "ω":
        return chr(smalls + ord(character) - ord("α"))
    if character in _VARIANTS_OF_GREEK:
        return chr(smalls + _VARIANTS_OF_GREEK[character])
    return character

"""A document's language in, `settings.xml` out (ISO 29500-1, 17.15.1): nothing in it asks anything on opening."""

from convert.writers._docx import fonts, languages, xml
from convert.writers._docx.measure import twips
from convert.writers._docx.styles import StyleSheet

_COMPATIBILITY = {
    # 15 is Word 2013 and later: without it Word opens in compatibility mode, with margins that do not collapse.
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
# Words are divided by the rules of their language, on two lines in a row at most, and where more than 18 pt would stay empty.
_HYPHENATION = '<w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="360"/><w:doNotHyphenateCaps/>'
_OWNER = "http://schemas.microsoft.com/office/word"


def _divides_words(sheet: StyleSheet) -> bool:
    """Whether lines may end inside words: not in East Asian text, nor in large print, nor where a theme says so."""
    return not fonts.east_asian(sheet.language) and not sheet.least_pt and sheet.computed("p").hyphenate


def write(sheet: StyleSheet, footnotes: bool, two_sided: bool = False, mirrored: bool = False) -> str:
    """Build `settings.xml`; `footnotes`: the package has them.

    `two_sided`: left pages have headers of their own; `mirrored`: and margins.
    """
    note = (
        xml.element(
            "w:footnotePr", None, *(xml.element("w:footnote", {"w:id": number}) for number in (-1, 0))
        )
        if footnotes
        else ""
    )
    settings = [
        xml.element("w:compatSetting", {"w:name": name, "w:uri": _OWNER, "w:val": value})
        for name, value in _COMPATIBILITY.items()
    ]
    return xml.part(
        "w:settings",
        {"w": xml.W},
        xml.element("w:zoom", {"w:percent": 100}),
        "<w:mirrorMargins/>" if mirrored else "",
        xml.val("defaultTabStop", max(1, twips(2 * sheet.em_pt))),
        _HYPHENATION if _divides_words(sheet) else "",
        "<w:evenAndOddHeaders/>" if two_sided else "",
        # Adjacent full-width punctuation is not double-wide.
        xml.val("characterSpacingControl", "compressPunctuation"),
        note,
        # A line that ends in a break is not justified.
        xml.element("w:compat", None, "<w:doNotExpandShiftReturn/>", *settings),
        xml.element("w:themeFontLang", languages.of_document(sheet.language)),
        xml.val("decimalSymbol", "."),
        xml.val("listSeparator", ","),
    )

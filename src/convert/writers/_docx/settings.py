"""A document's language in, `settings.xml` out (ISO 29500-1, 17.15.1): nothing in it asks anything on opening."""

from convert.writers._docx import languages, xml
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
_OWNER = "http://schemas.microsoft.com/office/word"


def write(sheet: StyleSheet, footnotes: bool) -> str:
    """Build `settings.xml`; `footnotes`: the package has them."""
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
        xml.val("defaultTabStop", max(1, twips(2 * sheet.em_pt))),
        # Adjacent full-width punctuation is not double-wide.
        xml.val("characterSpacingControl", "compressPunctuation"),
        note,
        # A line that ends in a break is not justified.
        xml.element("w:compat", None, "<w:doNotExpandShiftReturn/>", *settings),
        xml.element("w:themeFontLang", languages.of_document(sheet.language)),
        xml.val("decimalSymbol", "."),
        xml.val("listSeparator", ","),
    )

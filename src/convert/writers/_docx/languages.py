"""BCP 47 tags in, what Word is told of languages out: `w:lang`, and which way their text runs."""

import re
from typing import Final

from convert.writers._docx import fonts, xml

_FROM_RIGHT: Final = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ku-arab", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)
_COMPLEX: Final = _FROM_RIGHT | {
    "am", "as", "bn", "bo", "gu", "hi", "km", "kn", "lo", "ml", "mr", "my", "ne", "or", "pa", "sa", "si", "ta", "te", "th",
}  # fmt: skip
_REGIONS: Final = {
    "zh": "zh-CN", "zh-hans": "zh-CN", "zh-hant": "zh-TW", "ja": "ja-JP", "ko": "ko-KR", "en": "en-US", "ar": "ar-SA",
    "he": "he-IL", "fa": "fa-IR", "ur": "ur-PK", "th": "th-TH", "hi": "hi-IN", "de": "de-DE", "fr": "fr-FR",
    "es": "es-ES", "it": "it-IT", "pt": "pt-PT", "ru": "ru-RU", "la": "la-VA",
}  # fmt: skip
_TAG = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}"


def from_right(language: str) -> bool:
    """Whether text in this language reads from the right."""
    tag = language.lower()
    return tag.split("-")[0] in _FROM_RIGHT or "-arab" in tag or "-hebr" in tag


def tag(language: str) -> str:
    """A language with a region, as Word knows them; `en-US` for what is no tag."""
    return _REGIONS.get(language.lower(), language) if re.fullmatch(_TAG, language) else "en-US"


def of_document(language: str) -> dict[str, xml.Value]:
    """The languages of Latin, East Asian and complex text in a document, as attributes of `w:lang`."""
    asian, complex_ = fonts.east_asian(language), _is_complex(language)
    found: dict[str, xml.Value] = {
        "w:val": "en-US" if asian or complex_ else tag(language),
        "w:eastAsia": tag(language) if asian else "zh-CN",
    }
    return found | ({"w:bidi": tag(language)} if complex_ else {})


def of_run(language: str) -> str:
    """`w:lang` of a run in another language: only that of its script."""
    if not re.fullmatch(_TAG, language):
        return ""
    kind = "eastAsia" if fonts.east_asian(language) else "bidi" if _is_complex(language) else "val"
    return xml.element("w:lang", {f"w:{kind}": tag(language)})


def _is_complex(language: str) -> bool:
    return from_right(language) or language.lower().split("-")[0] in _COMPLEX


def of_reading(reading: str, language: str) -> str:
    """The language of a reading over characters, by its letters; else the document's, if that has such readings."""
    for pattern, found in (
        ("[\u3041-\u30ff]", "ja-JP"),
        ("[\u3105-\u312f\u31a0-\u31bf]", "zh-TW"),
        ("[\uac00-\ud7af]", "ko-KR"),
    ):
        if re.search(pattern, reading):
            return found
    return tag(language) if fonts.east_asian(language) else "en-US"

"""The program's own words in a document, by the document's language: 附录, Appendix. Standard library only."""

from convert.record import Record


class Labels(Record):
    """Words in one language."""

    appendix: str
    footnotes: str
    note: str
    tip: str
    important: str
    warning: str
    caution: str
    picture: str
    back: str


_ENGLISH = Labels(
    appendix="Appendix",
    footnotes="Notes",
    note="Note",
    tip="Tip",
    important="Important",
    warning="Warning",
    caution="Caution",
    picture="Picture",
    back="Back to the text",
)
_BY_LANGUAGE = {
    "en": _ENGLISH,
    "zh": Labels(
        appendix="附录", footnotes="脚注", note="注", tip="提示", important="重要",
        warning="警告", caution="当心", picture="图", back="回到正文",
    ),
    "zh-hant": Labels(
        appendix="附錄", footnotes="腳注", note="注", tip="提示", important="重要",
        warning="警告", caution="當心", picture="圖", back="回到正文",
    ),
    "ja": Labels(
        appendix="付録", footnotes="脚注", note="注", tip="ヒント", important="重要",
        warning="警告", caution="注意", picture="図", back="本文に戻る",
    ),
    "ko": Labels(
        appendix="부록", footnotes="각주", note="참고", tip="팁", important="중요",
        warning="경고", caution="주의", picture="그림", back="본문으로",
    ),
}  # fmt: skip
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def labels(language: str) -> Labels:
    """The words for a BCP 47 tag; English where a language has none of its own."""
    tag = language.lower()
    if tag.startswith(_TRADITIONAL):
        return _BY_LANGUAGE["zh-hant"]
    return _BY_LANGUAGE.get(tag.split("-")[0], _ENGLISH)

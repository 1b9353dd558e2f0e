"""The program's own words in a document, by the document's language: 附录, Appendix. Standard library only."""

from convert.record import Record


class Labels(Record):
    """Words in one language.

    `on_paper` and `paper` hold `{paper}` and `{ink}`, colours of a mark; `colors` has a word for each of `COLORS`.
    """

    appendix: str
    footnotes: str
    note: str
    tip: str
    important: str
    warning: str
    caution: str
    picture: str
    back: str
    marks: str
    character: str
    characters: str
    highlight: str
    on_paper: str
    paper: str
    colors: tuple[str, ...]


COLORS = (
    "black", "white", "gray", "lightgray", "red", "darkred", "orange", "yellow", "lightyellow", "green", "lime", "darkgreen",
    "lightgreen", "cyan", "teal", "blue", "navy", "lightblue", "purple", "violet", "magenta", "pink", "brown", "gold",
)  # fmt: skip
"""The colours that have words, by their names in CSS."""

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
    marks="Marks",
    character="character",
    characters="characters",
    highlight="highlight",
    on_paper="{ink} on {paper}",
    paper="{paper} background",
    colors=(*COLORS[:3], "light gray", "red", "dark red", *COLORS[6:8], "light yellow", "green", "lime", "dark green",
            "light green", *COLORS[13:17], "light blue", *COLORS[18:]),
)  # fmt: skip
_BY_LANGUAGE = {
    "en": _ENGLISH,
    "zh": Labels(
        appendix="附录", footnotes="脚注", note="注", tip="提示", important="重要",
        warning="警告", caution="当心", picture="图", back="回到正文",
        marks="标记", character="字", characters="字", highlight="高亮", on_paper="{paper}底{ink}字", paper="{paper}底",
        colors=tuple(
            "黑 白 灰 浅灰 红 深红 橙 黄 浅黄 绿 亮绿 深绿 浅绿 青 蓝绿 蓝 深蓝 浅蓝 紫 浅紫 品红 粉 棕 金".split()
        ),
    ),
    "zh-hant": Labels(
        appendix="附錄", footnotes="腳注", note="注", tip="提示", important="重要",
        warning="警告", caution="當心", picture="圖", back="回到正文",
        marks="標記", character="字", characters="字", highlight="醒目", on_paper="{paper}底{ink}字", paper="{paper}底",
        colors=tuple(
            "黑 白 灰 淺灰 紅 深紅 橙 黃 淺黃 綠 亮綠 深綠 淺綠 青 藍綠 藍 深藍 淺藍 紫 淺紫 洋紅 粉 棕 金".split()
        ),
    ),
    "ja": Labels(
        appendix="付録", footnotes="脚注", note="注", tip="ヒント", important="重要",
        warning="警告", caution="注意", picture="図", back="本文に戻る",
        marks="マーク", character="字", characters="字", highlight="蛍光", on_paper="{paper}地に{ink}", paper="{paper}地",
        colors=tuple(
            "黒 白 灰 薄灰 赤 深紅 橙 黄 薄黄 緑 黄緑 深緑 薄緑 水色 青緑 青 紺 薄青 紫 薄紫 赤紫 桃 茶 金".split()
        ),
    ),
    "ko": Labels(
        appendix="부록", footnotes="각주", note="참고", tip="팁", important="중요",
        warning="경고", caution="주의", picture="그림", back="본문으로",
        marks="표시", character="자", characters="자", highlight="형광", on_paper="{paper} 바탕 {ink}", paper="{paper} 바탕",
        colors=tuple(
            "검정 하양 회색 연회색 빨강 진빨강 주황 노랑 연노랑 초록 연두 진초록 연초록 하늘 청록 파랑 남색 연파랑 보라 연보라 "
            "자홍 분홍 갈색 금색".split()
        ),
    ),
}  # fmt: skip
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def labels(language: str) -> Labels:
    """The words for a BCP 47 tag; English where a language has none of its own."""
    tag = language.lower()
    if tag.startswith(_TRADITIONAL):
        return _BY_LANGUAGE["zh-hant"]
    return _BY_LANGUAGE.get(tag.split("-")[0], _ENGLISH)


def in_full_width(language: str) -> bool:
    """Whether the program's own marks among the words are full-width: 【注】, （…）."""
    return language.lower().split("-")[0] in ("zh", "ja")

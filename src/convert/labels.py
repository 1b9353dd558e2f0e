"""The program's own words in a document, by the document's language: 附录, Appendix. Standard library only."""

from convert.record import Record


class Labels(Record):
    """Words in one language.

    `blank`, `paragraph` and `page` hold `{number}`; `on_paper` and `paper` hold `{paper}` and `{ink}`, colours of a mark; `colors`
    has a word for each of `COLORS`.
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
    contents: str
    digest: str
    answers: str
    blank: str
    paragraph: str
    page: str
    place: str
    places: str
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
    contents="Contents", digest="Marked passages", answers="Answers", blank="blank {number}", paragraph="paragraph {number}", page="p. {number}", place="place", places="places",
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
        contents="目录", digest="标记摘录", answers="答案", blank="空 {number}", paragraph="第 {number} 段", page="第 {number} 页", place="处", places="处",
        marks="标记", character="字", characters="字", highlight="高亮", on_paper="{paper}底{ink}字", paper="{paper}底",
        colors=tuple(
            "黑 白 灰 浅灰 红 深红 橙 黄 浅黄 绿 亮绿 深绿 浅绿 青 蓝绿 蓝 深蓝 浅蓝 紫 浅紫 品红 粉 棕 金".split()
        ),
    ),
    "zh-hant": Labels(
        appendix="附錄", footnotes="腳注", note="注", tip="提示", important="重要",
        warning="警告", caution="當心", picture="圖", back="回到正文",
        contents="目錄", digest="標記摘錄", answers="答案", blank="空 {number}", paragraph="第 {number} 段", page="第 {number} 頁", place="處", places="處",
        marks="標記", character="字", characters="字", highlight="醒目", on_paper="{paper}底{ink}字", paper="{paper}底",
        colors=tuple(
            "黑 白 灰 淺灰 紅 深紅 橙 黃 淺黃 綠 亮綠 深綠 淺綠 青 藍綠 藍 深藍 淺藍 紫 淺紫 洋紅 粉 棕 金".split()
        ),
    ),
    "ja": Labels(
        appendix="付録", footnotes="脚注", note="注", tip="ヒント", important="重要",
        warning="警告", caution="注意", picture="図", back="本文に戻る",
        contents="目次", digest="マーク一覧", answers="解答", blank="空欄 {number}", paragraph="第{number}段落", page="{number}ページ", place="か所", places="か所",
        marks="マーク", character="字", characters="字", highlight="蛍光", on_paper="{paper}地に{ink}", paper="{paper}地",
        colors=tuple(
            "黒 白 灰 薄灰 赤 深紅 橙 黄 薄黄 緑 黄緑 深緑 薄緑 水色 青緑 青 紺 薄青 紫 薄紫 赤紫 桃 茶 金".split()
        ),
    ),
    "ko": Labels(
        appendix="부록", footnotes="각주", note="참고", tip="팁", important="중요",
        warning="경고", caution="주의", picture="그림", back="본문으로",
        contents="차례", digest="표시한 글", answers="정답", blank="빈칸 {number}", paragraph="{number}번째 문단", page="{number}쪽", place="곳", places="곳",
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


def date(iso: str, language: str) -> str:
    """Write an ISO 8601 date in words: 2026年9月1日, 1 September 2026; as it is, where a language has none of its own here."""
    if not iso:
        return ""
    year, month, day = map(int, iso.split("-"))
    match language.lower().split("-")[0]:
        case "zh" | "ja":
            return f"{year}年{month}月{day}日"
        case "ko":
            return f"{year}년 {month}월 {day}일"
        case "en":
            return f"{day} {_MONTHS[month - 1]} {year}"
        case _:
            return iso


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip

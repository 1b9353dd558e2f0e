"""Study notes → appendix: sections whose heading says so, or that the source marks, move from the body to `notes`.

A section runs to the next heading of the same or a higher level. Several articles in one document (headings of level 1)
gather their notes in order, each under its article's name.
"""

import re
from collections.abc import Callable

from convert.labels import labels
from convert.model import Block, Blocks, Box, Document, Heading, Inlines, Text
from convert.record import replace
from convert.traverse import plain

# A word with * before it is meant at the end of any heading, one without only where it stands alone or behind a space, a
# mark or Latin: `课文精读` and `DeepSeek 解读` open notes, `政策解读` is a section like others.
HEADINGS = (
    "*精读", "*笔记", "解读", "核心解读", "课文解读", "文章解读", "全文解读", "文本解读", "精读解读", "注释", "课文注释", "词语注释",
    "注解", "批注", "素材", "素材积累", "作文素材", "写作素材", "金句", "金句积累", "金句摘抄", "好词好句", "词汇", "重点词汇", "生词",
    "*精讀", "*筆記", "解讀", "核心解讀", "課文解讀", "注釋", "註釋", "素材積累", "金句積累", "詞彙", "生詞",
    "注釈", "解説", "語彙", "*ノート", "주석", "단어", "*노트",
    "study notes", "reading notes", "notes", "annotations", "commentary", "vocabulary", "glossary",
)  # fmt: skip

_NUMBERING = re.compile(r"^[\s（(]*(?:\d+(?:\.\d+)*|[一二三四五六七八九十百]+|[ivxIVX]+)[\s.、．)）:：]+")
_EDGES = " \t\u3000·*#-—–:：.。!！?？()（）[]【】《》〈〉“”\"'’‘"


def gather(document: Document, headings: tuple[str, ...] = HEADINGS) -> Document:
    """Move the notes into `Document.notes`, under a heading of their own."""
    body: list[Block] = []
    sections: list[tuple[Inlines, list[Block]]] = []
    article: Inlines = ()
    taking = 0  # level of the notes' heading while a section is being taken, else 0
    says = _matcher(headings)
    first = next((block for block in document.body if isinstance(block, Heading)), None)
    for block in document.body:
        if isinstance(block, Heading):
            opens = block is first and (
                block.level == 1 or not body
            )  # an article's own title is no notes' heading
            notes = "notes" in block.classes or (not opens and says(plain(block.children)))
            if taking and block.level <= taking:
                taking = 0
            if notes and not taking:
                taking = block.level
                sections.append((article, []))
            elif block.level == 1 and not taking:
                article = block.children
        if taking:
            sections[-1][1].append(_unmarked(block))
        elif isinstance(block, Box) and "notes" in block.classes:
            sections.append((article, list(block.blocks)))
        else:
            body.append(block)
    if not sections:
        return document
    several = sum(isinstance(block, Heading) and block.level == 1 for block in body) > 1
    return replace(document, body=tuple(body), notes=_appendix(document, sections, several))


def follow(document: Document, headings: tuple[str, ...] = HEADINGS) -> Document:
    """Set the notes behind the article they belong to, under a heading of their own, one below its title."""
    says = _matcher(headings)
    articles: list[list[Block]] = [[]]
    for block in document.body:
        title = isinstance(block, Heading) and block.level == 1 and "notes" not in block.classes
        if isinstance(block, Heading) and title and articles[-1] and not says(plain(block.children)):
            articles.append([])
        articles[-1].append(block)
    body: list[Block] = []
    for number, article in enumerate(articles, 1):
        gathered = gather(replace(document, body=tuple(article)), headings)
        body += gathered.body
        anchor = "markhue-appendix" if number == 1 else f"markhue-appendix-{number}"
        body += (
            replace(block, level=min(6, block.level + 1), anchor=block.anchor if index else anchor)
            if isinstance(block, Heading)
            else block
            for index, block in enumerate(gathered.notes)
        )
    return replace(document, body=tuple(body))


def drop(document: Document) -> Document:
    """Leave the notes out."""
    return replace(document, notes=())


def separate(document: Document) -> tuple[Document, Document]:
    """Cut a document with gathered notes in two: the article, and the notes as a document of their own."""
    title = f"{document.meta.title} — {labels(document.meta.language).appendix}".removeprefix(" — ")
    notes = replace(document, body=document.notes, notes=(), meta=replace(document.meta, title=title))
    return replace(document, notes=()), notes


def _appendix(document: Document, sections: list[tuple[Inlines, list[Block]]], several: bool) -> Blocks:
    blocks: list[Block] = [Heading(1, (Text(labels(document.meta.language).appendix),), "markhue-appendix")]
    named: Inlines | None = None
    for index, (article, section) in enumerate(sections, 1):
        if several and article != named:
            named = article
            blocks.append(Heading(2, article, f"markhue-notes-{index}"))
        blocks += _below(section, 3 if several else 2)
    return tuple(blocks)


def _below(section: list[Block], level: int) -> Blocks:
    """Shift headings down so that none stands above `level`."""
    highest = min((block.level for block in section if isinstance(block, Heading)), default=level)
    shift = level - highest
    if shift <= 0:
        return tuple(section)
    return tuple(
        replace(block, level=min(6, block.level + shift)) if isinstance(block, Heading) else block
        for block in section
    )


def _unmarked(block: Block) -> Block:
    """A heading without the class that brought it here."""
    if isinstance(block, Heading) and "notes" in block.classes:
        return replace(block, classes=tuple(name for name in block.classes if name != "notes"))
    return block


def _matcher(headings: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a heading says "notes": it ends in one of the words, or has one before a colon, dash, bracket or number."""
    anywhere = "|".join(re.escape(word[1:].lower()) for word in headings if word.startswith("*"))
    apart = "|".join(re.escape(word.lower()) for word in headings if not word.startswith("*"))
    words = [f"(?:{anywhere})"] if anywhere else []
    words += [rf"(?<![^\W\da-z])(?<!['a-z])(?:{apart})" if apart else ""]
    pattern = re.compile(
        rf".*(?:{'|'.join(filter(None, words)) or '(?!)'})(?:\s*[：:（(—–-].*|\s*\d*)?", re.DOTALL
    )

    def says(text: str) -> bool:
        return pattern.fullmatch(_NUMBERING.sub("", text).strip(_EDGES).lower()) is not None

    return says

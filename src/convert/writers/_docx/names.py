"""Where a paragraph stands in, what Word's user calls its style out."""

import re

# Names that Word itself knows (ISO 29500-1, 17.7.4.9) are spelled its way; it shows them in the user's language.
_NAMES = {
    ((), "p"): "Body Text",
    (("ul",), "li"): "List Paragraph",
    (("ol",), "li"): "List Number",
    (("ul", "li"), "p"): "List Continue",
    (("ol", "li"), "p"): "List Number Text",
    (("blockquote",), "p"): "Quote",
    (("section.footnotes",), "p"): "footnote text",
    (("figure",), "p"): "Figure",
    (("figure",), "figcaption"): "caption",
    (("table",), "caption"): "Table Caption",
    (("table", "tbody", "tr"), "td"): "Table Text",
    (("table", "thead", "tr"), "th"): "Table Heading",
    (("table", "tbody", "tr"), "th"): "Table Row Heading",
    (("dl",), "dt"): "Definition Term",
    (("dl",), "dd"): "Definition",
    (("dl", "dd"), "p"): "Definition Text",
    ((), "pre code"): "Source Code",
    ((), "hr"): "Horizontal Line",
    (("header.cover",), "h1.title"): "Title",
    (("header.cover",), "p.subtitle"): "Subtitle",
    (("header.cover",), "p.author"): "Author",
    (("header.cover",), "p.author.below"): "Author",
    (("header.cover",), "p.date"): "Date",
    (("header.cover",), "p.date.below"): "Date",
    ((), "div.math"): "Math Block",
    ((), "header"): "header",
    ((), "footer"): "footer",
} | {((), f"h{level}"): f"heading {level}" for level in range(1, 7)}

# Stands behind the element of a box that is a table in Word: what is inside has no borders of its own.
FRAMED = ".framed"

# Stands behind an element, with hundredths, whose type is smaller so that it fits.
FITTED = ".fitted-"

BUILT_IN = {
    "Normal", "Body Text", "List Paragraph", "List Continue", "Quote", "footnote text", "footnote reference", "caption",
    "header", "footer", "line number", "TOC Heading", "Title", "Subtitle", "Date", "Strong", "Emphasis", "Hyperlink", "Normal Table", "List Number",
} | {f"heading {level}" for level in range(1, 7)} | {f"toc {level}" for level in range(1, 10)}  # fmt: skip

_CONTAINERS = {
    "section.notes": "Appendix",
    "section.footnotes": "Footnote",
    "blockquote": "Quote",
    "ul": "List",
    "ol": "List Number",
    "dl": "Definition",
    "details": "Details",
    "figure": "Figure",
    "table": "Table",
    "li": "", "dd": "", "td": "", "th": "", "tr": "", "thead": "", "tbody": "",
}  # fmt: skip
_LEAVES = {
    "p": "",
    "li": "",
    "td": "Text",
    "th": "Heading",
    "dd": "",
    "dt": "Term",
    "pre code": "Code",
    "hr": "Line",
    "summary": "Summary",
}


# The element that is the heading of a table of contents, and is not listed in it.
TOC_TITLE = "h2.toc-title"

# The element that is the title on a cover, which is no heading of an article.
COVER_TITLE = "h1.title"
COVER = ("header.cover",)  # nothing elsewhere looks like what stands there

# A chapter that is not in the language of its book.
_CHAPTER = "article@"
_LANGUAGES = {"zh": "Chinese", "en": "English", "ja": "Japanese", "ko": "Korean"}


def chapter(language: str) -> str:
    """The step of a path for a chapter in a language (BCP 47) of its own."""
    return _CHAPTER + re.sub(r"[^A-Za-z0-9-]", "", language)


def is_chapter(step: str) -> bool:
    """Whether a step of a path is such a chapter."""
    return step.startswith(_CHAPTER)


# Stands behind an element, with a level: that of Word's outline, where the element has another.
_OUTLINED = ".outline-"


def outlined(element: str, level: int) -> str:
    """An element whose paragraphs are of that level in Word's outline."""
    return f"{element}{_OUTLINED}{level}"


def outline_of(leaf: str) -> int | None:
    """The level in Word's outline that `outlined` has given a leaf; None where it is the element's own."""
    _, sign, level = leaf.partition(_OUTLINED)
    return int(level) if sign else None


def paragraph_style(path: tuple[str, ...], leaf: str) -> str:
    """The name of the style of paragraphs at a path of containers."""
    known = _NAMES.get((path, leaf))
    if known:
        return known
    if leaf == TOC_TITLE:
        return "TOC Heading"
    leaf, outlined, level = leaf.partition(_OUTLINED)
    if leaf.startswith("div.toc-"):
        return f"toc {level}"
    if outlined and not path:
        path = ("div.listed",)  # the element's own name is that of Word's
    if leaf == "p.callout-title":
        return f"{container(path[-1])} Title"
    words: list[str] = []
    for element in path:
        label = container(element)
        if label and (not words or words[-1] != label):
            words.append(label)
    if leaf == "p" and (words == ["Appendix"] or (len(path) == 1 and is_chapter(path[0]))):
        words.append("Text")
    tag, *classes = leaf.split(".")
    own = _LEAVES.get(tag, _NAMES.get(((), tag), tag.title()))
    return _capitals(" ".join([*words, own, *classes]))


def fit_of(element: str) -> float:
    """The factor of the type's size that a step of a path says."""
    return int(element.partition(FITTED)[2][:2]) / 100 if FITTED in element else 1.0


def container(element: str) -> str:
    """What a container is called in the names of styles."""
    if is_chapter(element):
        tag = element.removeprefix(_CHAPTER)
        return _LANGUAGES.get(tag.partition("-")[0].lower(), tag)
    if FITTED in element:
        kind, _, size = element.partition(FITTED)
        return f"{_CONTAINERS.get(kind, 'Fitted')} {size}"
    if element.endswith(FRAMED):
        return f"Framed {container(element.removesuffix(FRAMED))}"
    if element in _CONTAINERS:
        return _CONTAINERS[element]
    classes = element.split(".")[1:]
    if classes[:1] == ["callout"]:
        classes = [classes[-1].replace("callout-", "callout ")]
    return _capitals(" ".join(classes)) or "Box"


def _capitals(words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in re.split(r"[\s_-]+", words) if word)


def style_name(words: str) -> str:
    """A legal name for a style after free words: commas part aliases and semicolons lists in Word."""
    return " ".join(re.sub(r"[,;\x00-\x1f]+", " ", words).split())[:60].strip()


def style_id(name: str) -> str:
    """An ASCII id after a name; `Style` where nothing of it is ASCII."""
    name = name.replace("toc ", "TOC ") if name in BUILT_IN else name
    return re.sub(r"[^A-Za-z0-9]", "", _capitals(name)) or "Style"

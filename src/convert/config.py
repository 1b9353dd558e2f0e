"""Settings: defaults ← front matter ← command line, validated; and what the front matter says about the document.

Each setting has one name, with `_` in front matter and `-` on the command line. Keys of the front matter that are no setting
are left alone, for other programs keep theirs there; one that looks like a slip is told.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from convert.css.nearest import nearest
from convert.css.setup import paper
from convert.errors import ConvertError, SettingsError, UsageError
from convert.model import Meta
from convert.notices import Code, Report
from convert.reader.frontmatter import FrontMatter
from convert.record import Record, field_names
from convert.themes import LARGE_PRINT, LARGE_PRINT_PT, LineNumbers, PageSetup
from convert.transforms import HeadingOrder, Legend, NotesMode, PrintMode
from convert.transforms.notes import HEADINGS
from convert.writers import Impose, Imposition, PdfVariant, TextMarks


class Settings(Record):
    """Everything a user can choose for one source.

    `paper` a name or `WxH`; `margin` one to four CSS lengths; `font_size` in pt; `line_spacing` a factor of the size;
    `gutter` a length at the inner margin; `duplex` mirrors left pages; `columns`, `notes_column`, `line_numbers`: of the page;
    `large_print`: the theme of that name, or another made so;
    `width` display columns of plain text, 0 for none; `text_marks` how plain text shows the marks. `smart_quotes` curls
    straight quotes (None: those of English), `strict` lets any notice fail the source, `verify` reads outputs back. None means "as the theme has it".
    `heading_order` says whether levels that were skipped are closed; `impose` lays the pages of a PDF on paper of size
    `impose_sheet`, a booklet's `impose_signature` sheets in each other; `pdf_variant` is the standard it keeps to.
    `template` is a Word file that a DOCX is set in. `print` says what printer the marks are made fit for. `toc`: whether there is
    a table of contents, None for where the source asks for one; `toc_depth`: its levels. `cloze`: the marks whose words are
    blanked, or `all`; `cloze_width`: em of every gap, None for that of its words; `key`: whether the answers follow. `marks`: what
    the author calls the marks, by their names; `legend`: whether a legend names them; `digest`: whether a sheet gathers what is
    marked.
    """

    theme: str = "handout"
    notes: NotesMode = "appendix"
    notes_headings: tuple[str, ...] = HEADINGS
    paper: str | None = None
    margin: str | None = None
    font_size: float | None = None
    line_spacing: float | None = None
    landscape: bool = False
    columns: int = 1
    gutter: str | None = None
    duplex: bool = False
    notes_column: Literal["ruled", "blank"] | None = None
    line_numbers: LineNumbers | None = None
    large_print: bool = False
    width: int = 80
    text_marks: TextMarks = "none"
    smart_quotes: bool | None = None
    strict: bool = False
    verify: bool = False
    heading_order: HeadingOrder = "repair"
    impose: Impose | None = None
    impose_sheet: str | None = None
    impose_signature: int | None = None
    pdf_variant: PdfVariant = "pdf/ua-1"
    template: str | None = None
    print: PrintMode = "color"
    toc: bool | None = None
    toc_depth: int = 3
    cloze: tuple[str, ...] = ()
    cloze_width: float | None = None
    key: bool = False
    marks: tuple[tuple[str, str], ...] = ()
    legend: Legend = "auto"
    digest: bool = False

    @property
    def page_setup(self) -> PageSetup:
        """What the theme is asked to change."""
        return PageSetup(**{field: getattr(self, key) for key, field in PAGE_FIELDS.items()})

    @property
    def least_pt(self) -> float:
        """The smallest type there is, in points; 0 where any may be."""
        return LARGE_PRINT_PT if self.large_print or self.theme == LARGE_PRINT else 0.0


PAGE_FIELDS = {
    "paper": "paper",
    "margin": "margin",
    "font_size": "font_size_pt",
    "line_spacing": "line_spacing",
    "landscape": "landscape",
    "columns": "columns",
    "gutter": "gutter",
    "duplex": "duplex",
    "notes_column": "notes_column",
    "line_numbers": "line_numbers",
    "large_print": "large_print",
}
"""The settings that a theme is asked to change, and what they are called there."""
OF_WRITING = ("notes_headings", "smart_quotes", "heading_order", "marks")
"""The settings that say how a source is written: in a book each article may have its own."""
_DEFAULTS = {key: getattr(Settings(), key) for key in field_names(Settings)}
_NAMES = frozenset(_DEFAULTS)
_ABOUT = frozenset(
    ("title", "author", "authors", "date", "language", "lang", "subject", "description", "keywords", "tags")
)
# What other programs call a setting of ours; a key written together is one with `_`.
_ELSEWHERE = {
    "papersize": "paper",
    "pagesize": "paper",
    "geometry": "margin",
    "linestretch": "line_spacing",
    "lineheight": "line_spacing",
    "style": "theme",
    "css": "theme",
}
_NOT_MADE = {"numbersections": "headings get no numbers"}
_ALIKE = 0.8  # of difflib's ratio: a letter or two
# Keys of other programs that look like slips of ours
_OTHERS = frozenset(("data", "notebook", "note", "tag", "update", "updated"))
_LIMITS = {
    "font_size": (4.0, 72.0),
    "line_spacing": (0.8, 4.0),
    "width": (0, 1000),
    "impose_signature": (1, 64),
    "toc_depth": (1, 6),
    "cloze_width": (1.0, 40.0),
}
# What says nothing without another setting, and an example of that.
_NEEDS = {
    "impose_sheet": ("impose", "2up"),
    "impose_signature": ("impose", "booklet"),
    "cloze_width": ("cloze", ""),
    "key": ("cloze", ""),
}
# What contradicts another setting that has a value, or any where that is None; said in one place, for what is typed goes first.
_TEMPLATE = "a template has its own page and type; leave one out"
_CLASHES: tuple[tuple[str, str, Any, str], ...] = (
    *((key, "template", None, _TEMPLATE) for key in PAGE_FIELDS),
    ("impose_signature", "impose", "2up", "only a booklet's sheets are laid in each other; leave one out"),
    ("toc_depth", "toc", False, "no table of contents has no levels; leave one out"),
)
# What not every format shows.
_SHOWN = {
    **dict.fromkeys(("theme", "print", *PAGE_FIELDS), ("docx", "html", "pdf")),
    **dict.fromkeys(("impose", "impose_sheet", "impose_signature", "pdf_variant"), ("pdf",)),
    "line_numbers": ("docx", "pdf"),
    "template": ("docx",),
    "text_marks": ("txt",),
    "width": ("txt",),
    "legend": ("docx", "html", "pdf"),
    "marks": ("docx", "html", "pdf"),
}
# With which of these plain text shows it too.
_IN_TEXT = {"legend": ("text_marks",), "marks": ("text_marks", "cloze", "digest")}
_POINTS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*pt\s*", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_CONTROLS = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def settings(front: FrontMatter, command_line: Mapping[str, Any], name: str = "the source") -> Settings:
    """Merge the layers; SettingsError names file, line and key of what is wrong."""
    said = {key.replace("-", "_"): value for key, value in front.values.items()}
    chosen = {key: value for key, value in said.items() if key in _NAMES}
    lines = {key.replace("-", "_"): line for key, line in front.lines.items()}
    # The command line is typed already; only what a file says needs the validator, and its import.
    checked = _validated(chosen, lines, name)
    merged = checked | dict(command_line)
    if "marks" in checked and "marks" in command_line:
        merged["marks"] = tuple((dict(checked["marks"]) | dict(command_line["marks"])).items())
    for key, (low, high) in _LIMITS.items():
        value = merged.get(key)
        if value is not None and not low <= value <= high:
            wrong = f"must lie between {low:g} and {high:g}, not {value:g}"
            if key in command_line:
                raise UsageError(f"--{option(key)} {wrong}")
            raise SettingsError(f"{name}:{lines.get(key, 1)}: {key} {wrong}")
    if merged.get("large_print") and "theme" not in merged:
        merged["theme"] = LARGE_PRINT
    for error in contradictions(checked, command_line, lines, name):
        raise error
    result = Settings(**merged)
    try:
        imposition(result, right_to_left=False)
    except SettingsError as error:
        if "impose_sheet" in command_line:
            raise UsageError(str(error)) from None
        raise SettingsError(f"{name}:{lines.get('impose_sheet', 1)}: {error}") from None
    return result


def contradictions(
    front: Mapping[str, Any], command_line: Mapping[str, Any], lines: Mapping[str, int], name: str
) -> Iterator[ConvertError]:
    """Give what contradicts itself in settings: UsageError where it was typed, SettingsError with its line where a file says it.

    What the page cannot be is the theme's to say (`css.setup`).
    """

    def told(key: str, other: str, value: str, why: str) -> ConvertError:
        if key in command_line:
            return UsageError(f"--{option(key)} {why} --{option(other)}{value and ' ' + value}")
        return SettingsError(f"{name}:{lines.get(key, 1)}: {key} {why} {other}{value and ': ' + value}")

    merged = {**front, **command_line}
    for key, (other, example) in _NEEDS.items():
        if merged.get(key) and not merged.get(other):
            yield told(key, other, example, "says nothing without")
    for place in (command_line, front):
        for key, other, value, why in _CLASHES:
            if place.get(key) and (place.get(other) if value is None else place.get(other) == value):
                error = told(key, other, "", "and")
                yield type(error)(f"{error}: {why}")


def unshown(command_line: Mapping[str, Any], formats: Sequence[str]) -> Iterator[UsageError]:
    """Give what was typed and no format that is made can show; a document may say it for other formats."""
    for key, value in command_line.items():
        shown = _SHOWN.get(key, tuple(formats))
        in_text = _IN_TEXT.get(key, ())
        if any(command_line.get(other) for other in in_text):
            continue
        if not set(shown) & set(formats) and value != _DEFAULTS[key]:
            made = "formats are" if len(formats) > 1 else "format is"
            also = f", and txt with --{' or --'.join(map(option, in_text))}" if in_text else ""
            yield UsageError(
                f"--{option(key)} is for {', '.join(shown)}{also}; the {made} {', '.join(formats)}"
            )


def option(key: str) -> str:
    """What a setting is called on the command line."""
    return "mark" if key == "marks" else key.replace("_", "-")


def imposition(settings: Settings, *, right_to_left: bool) -> Imposition | None:
    """How a PDF's pages are laid on sheets; SettingsError where the sheet is no paper."""
    kind, sheet = settings.impose, settings.impose_sheet
    signature = settings.impose_signature if kind == "booklet" else None
    return kind and Imposition(kind, paper(sheet) if sheet else None, signature, right_to_left)


def report_slips(front: FrontMatter, report: Report) -> None:
    """Report the keys of front matter that mean nothing here and look as if they should, with what was probably meant."""
    for key, value in front.values.items():
        if key.replace("-", "_") in _NAMES or key.lower() in _ABOUT:
            continue
        said = _bare(key)
        meant = "" if said in _OTHERS else _meant(said)
        if meant:
            message = f"`{key}` in the front matter says nothing: did you mean `{meant}`?"
        elif said in _NOT_MADE and value:
            message = f"`{key}` in the front matter says nothing: {_NOT_MADE[said]}"
        else:
            continue
        report.add(Code.FRONT_MATTER, message, front.lines.get(key, 0))


def refuse_unknown(front: FrontMatter, more: Iterable[str], name: str) -> None:
    """SettingsError for the first key of a file of ours that is no setting, says nothing of a document, and is none of `more`."""
    known = {_bare(key): key for key in sorted(_NAMES | _ABOUT | {*more})}
    for key in front.values:
        if key.replace("-", "_") not in known.values():
            near = nearest(_bare(key), known)
            hint = f"did you mean `{known[near]}`?" if near else "nothing is called that in a book"
            raise SettingsError(f"{name}:{front.lines.get(key, 1)}: {key}: {hint}")


def _meant(said: str) -> str:
    """Find the key that another was probably meant to be; empty where none is near."""
    from difflib import get_close_matches  # only keys that are not ours pay for it

    names = {_bare(name): name for name in sorted(_NAMES | _ABOUT)} | _ELSEWHERE
    near = get_close_matches(said, names, n=1, cutoff=_ALIKE)
    return names[near[0]] if near else ""


def _bare(key: str) -> str:
    return re.sub("[-_ ]", "", key).lower()


def _validated(values: dict[str, Any], lines: Mapping[str, int], name: str) -> dict[str, Any]:
    if not values:
        return {}
    from typing import get_type_hints

    from pydantic import ValidationError, create_model

    for key in ("font_size",):
        match = _POINTS.fullmatch(str(values.get(key, "")))
        if match:
            values[key] = float(match[1])
    for key, usual in (("notes_column", "ruled"), ("line_numbers", "continuous")):
        if isinstance(values.get(key), bool):
            values[key] = usual if values[key] else None
    if isinstance(values.get("legend"), bool):  # `on` and `off` are so in YAML
        values["legend"] = "on" if values["legend"] else "off"
    if "marks" in values:
        values["marks"] = _names(values["marks"], f"{name}:{lines.get('marks', 1)}")
    if isinstance(values.get("cloze"), bool | str):
        values["cloze"] = _marks(values["cloze"])
    if not isinstance(values.get("key"), bool):
        values.pop("key", None)  # other programs name a page by it
    if isinstance(values.get("notes_headings"), str):
        values["notes_headings"] = (values["notes_headings"],)
    try:
        hints = get_type_hints(Settings)
        model = create_model("Settings", **{key: (hints[key], ...) for key in values})  # type: ignore[call-overload]
        checked = model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else ""
        raise SettingsError(f"{name}:{lines.get(key, 1)}: {key}: {first['msg'].lower()}") from None
    return {key: getattr(checked, key) for key in values}


def _names(said: Any, where: str) -> tuple[tuple[str, str], ...]:
    """What the author calls marks, each by its name."""
    if said is None:
        return ()
    if not isinstance(said, dict):
        raise SettingsError(f"{where}: marks gives names to marks, as in `marks: {{red: key sentence}}`")
    return tuple((_words(key), _words(name)) for key, name in said.items() if _words(name))


def _marks(said: bool | str) -> tuple[str, ...]:
    """Names of marks as a line has them; `true` means all of them."""
    if isinstance(said, bool):
        return ("all",) * said
    return tuple(filter(None, map(str.strip, re.split("[,，、]", said))))


def meta(front: FrontMatter) -> Meta:
    """What the front matter says about the document; what it does not say is empty."""
    values = {key.lower(): value for key, value in front.values.items()}
    return Meta(
        title=_words(values.get("title")),
        author=_words(values.get("author", values.get("authors"))),
        date=_date(values.get("date")),
        language=_words(values.get("language", values.get("lang"))),
        subject=_words(values.get("subject", values.get("description"))),
        keywords=_list(values.get("keywords", values.get("tags"))),
    )


def _words(value: Any) -> str:
    match value:
        case None | bool() | dict():
            return ""
        case list():
            return ", ".join(filter(None, map(_words, value)))
        case _:
            return " ".join(_CONTROLS.sub(" ", str(value)).split())


def _list(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else re.split("[,，、;；]", _words(value))
    return tuple(word for item in items if (word := _words(item)))


def _date(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    match = _DATE.match(_words(value))
    if match is None:
        return ""
    try:
        return datetime.date(*map(int, match.groups())).isoformat()
    except ValueError:
        return ""

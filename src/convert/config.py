"""Settings: defaults ← front matter ← command line, validated; and what the front matter says about the document.

Each setting has one name, with `_` in front matter and `-` on the command line. Keys of the front matter that are no setting
are left alone, for other programs keep theirs there; one that looks like a slip is told.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from convert.errors import SettingsError, UsageError
from convert.model import Meta
from convert.notices import Code, Report
from convert.reader.frontmatter import FrontMatter
from convert.themes import PageSetup
from convert.transforms import NotesMode
from convert.transforms.notes import HEADINGS
from convert.writers import TextMarks


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user can choose for one source.

    `paper` a name or `WxH`; `margin` one to four CSS lengths; `font_size` in pt; `line_spacing` a factor of the size;
    `width` display columns of plain text, 0 for none; `text_marks` how plain text shows the marks. `smart_quotes` curls
    straight quotes, `strict` lets any notice fail the source, `verify` reads outputs back. None means "as the theme has it".
    """

    theme: str = "handout"
    notes: NotesMode = "appendix"
    notes_headings: tuple[str, ...] = HEADINGS
    paper: str | None = None
    margin: str | None = None
    font_size: float | None = None
    line_spacing: float | None = None
    width: int = 80
    text_marks: TextMarks = "none"
    smart_quotes: bool = False
    strict: bool = False
    verify: bool = False

    @property
    def page_setup(self) -> PageSetup:
        """What the theme is asked to change."""
        return PageSetup(self.paper, self.margin, self.font_size, self.line_spacing)


PAGE_FIELDS = {
    "paper": "paper",
    "margin": "margin",
    "font_size": "font_size_pt",
    "line_spacing": "line_spacing",
}
"""The settings that a theme is asked to change, and what they are called there."""
_NAMES = frozenset(field.name for field in fields(Settings))
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
_NOT_MADE = {"toc": "no table of contents is made", "numbersections": "headings get no numbers"}
_ALIKE = 0.8  # of difflib's ratio: a letter or two
# Keys of other programs that look like slips of ours
_OTHERS = frozenset(("data", "notebook", "note", "tag", "update", "updated"))
_LIMITS = {"font_size": (4.0, 72.0), "line_spacing": (0.8, 4.0), "width": (0, 1000)}
_POINTS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*pt\s*", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_CONTROLS = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def settings(front: FrontMatter, command_line: Mapping[str, Any], name: str = "the source") -> Settings:
    """Merge the layers; SettingsError names file, line and key of what is wrong."""
    said = {key.replace("-", "_"): value for key, value in front.values.items()}
    chosen = {key: value for key, value in said.items() if key in _NAMES}
    lines = {key.replace("-", "_"): line for key, line in front.lines.items()}
    # The command line is typed already; only what a file says needs the validator, and its import.
    merged = _validated(chosen, lines, name) | dict(command_line)
    for key, (low, high) in _LIMITS.items():
        value = merged.get(key)
        if value is not None and not low <= value <= high:
            wrong = f"must lie between {low:g} and {high:g}, not {value:g}"
            if key in command_line:
                raise UsageError(f"--{key.replace('_', '-')} {wrong}")
            raise SettingsError(f"{name}:{lines.get(key, 1)}: {key} {wrong}")
    return Settings(**merged)


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
    from pydantic import TypeAdapter, ValidationError

    for key in ("font_size",):
        match = _POINTS.fullmatch(str(values.get(key, "")))
        if match:
            values[key] = float(match[1])
    if isinstance(values.get("notes_headings"), str):
        values["notes_headings"] = (values["notes_headings"],)
    try:
        checked: Settings = TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else ""
        raise SettingsError(f"{name}:{lines.get(key, 1)}: {key}: {first['msg'].lower()}") from None
    return {key: value for key, value in asdict(checked).items() if key in values}


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

"""Front matter in, what it says about the document out; what it does not say is empty."""

import datetime
import re
from typing import Any

from convert.model import Meta
from convert.reader.frontmatter import FrontMatter

ABOUT = frozenset(
    ("title", "author", "authors", "date", "language", "lang", "subject", "description", "keywords", "tags")
)
"""The keys that are about a document."""
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_CONTROLS = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def meta(front: FrontMatter) -> Meta:
    """What the front matter says about the document; what it does not say is empty."""
    values = {key.lower(): value for key, value in front.values.items()}
    return Meta(
        title=words(values.get("title")),
        author=words(values.get("author", values.get("authors"))),
        date=_date(values.get("date")),
        language=words(values.get("language", values.get("lang"))),
        subject=words(values.get("subject", values.get("description"))),
        keywords=_list(values.get("keywords", values.get("tags"))),
    )


def words(value: Any) -> str:
    """A value as a line of text; empty where it is none."""
    match value:
        case None | bool() | dict():
            return ""
        case list():
            return ", ".join(filter(None, map(words, value)))
        case _:
            return " ".join(_CONTROLS.sub(" ", str(value)).split())


def _list(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else re.split("[,，、;；]", words(value))
    return tuple(word for item in items if (word := words(item)))


def _date(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    match = _DATE.match(words(value))
    if match is None:
        return ""
    try:
        return datetime.date(*map(int, match.groups())).isoformat()
    except ValueError:
        return ""

"""Keys that are none of ours in; what was probably meant, as a notice or an error, out."""

import re
from collections.abc import Collection, Mapping

from convert.config.about import ABOUT
from convert.config.schema import DEFAULTS, OF_REACH
from convert.css.nearest import nearest
from convert.errors import SettingsError
from convert.notices import Code, Report
from convert.reader.frontmatter import FrontMatter

OF_DOCUMENTS = frozenset((*DEFAULTS, *ABOUT)).difference(OF_REACH)
"""What the front matter of a document may say: settings, and what it is about."""
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


def report_slips(front: FrontMatter, report: Report) -> None:
    """Report the keys of front matter that mean nothing here and look as if they should, with what was probably meant."""
    for key, value in front.values.items():
        if key.replace("-", "_") in OF_DOCUMENTS or key.lower() in ABOUT:
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


def refuse_unknown(
    front: FrontMatter, known: Collection[str], name: str, elsewhere: Mapping[str, str]
) -> None:
    """SettingsError for the first key of a file of ours that it does not know, or that it says twice.

    `known` are the keys with `_`; `elsewhere` says of keys that stand in other places which.
    """
    bare = {_bare(key): key for key in sorted(known)}
    seen: dict[str, str] = {}
    for key in front.values:
        said = key.replace("-", "_")
        where = f"{name}:{front.lines.get(key, 1)}: {key}"
        if said in seen:
            raise SettingsError(f"{where}: `{seen[said]}` says the same; leave one out")
        seen[said] = key
        if said in known:
            continue
        if said in elsewhere:
            raise SettingsError(f"{where}: {elsewhere[said]}")
        near = nearest(_bare(key), bare)
        meant = bare[near] if near else _ELSEWHERE.get(_bare(key), "")
        hint = f"did you mean `{_spelled(meant, key)}`?" if meant in known else "nothing is called that here"
        raise SettingsError(f"{where}: {hint}")


def _spelled(name: str, like: str) -> str:
    return name if "_" in like else name.replace("_", "-")


def _meant(said: str) -> str:
    """Find the key that another was probably meant to be; empty where none is near."""
    from difflib import get_close_matches  # only keys that are not ours pay for it

    names = {_bare(name): name for name in sorted(OF_DOCUMENTS)} | _ELSEWHERE
    near = get_close_matches(said, names, n=1, cutoff=_ALIKE)
    return names[near[0]] if near else ""


def _bare(key: str) -> str:
    return re.sub("[-_ ]", "", key).lower()

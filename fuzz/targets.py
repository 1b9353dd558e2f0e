"""A target's name, a payload and settings in; raises where a promise of `tests/promise.py` breaks.

An input is a payload with a tail that says settings, so that mutations reach both: the last byte is the number of choices, two bytes
before it say each, which setting and which value.
"""

import html
import io
import sys
import tempfile
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import promise  # noqa: E402
from convert import config  # noqa: E402
from convert.errors import ConvertError  # noqa: E402

_MOST_CHOICES = 4
_BODY = """# 标题 Title {#x .red}

<p class="red a" id="p" lang="en">One <span style="color: red">two **three** 四</span> five, [six](#x)[^1].</p>

> quote <mark>seven</mark>

- eight
  1. nine

| a | b |
|---|---|
| c | d |

    code

[^1]: a note.
"""


def taken_apart(data: bytes) -> tuple[bytes, dict[str, Any]]:
    """An input's payload, and the settings that its tail says."""
    if not data:
        return b"", {}
    number = min(data[-1] % (_MOST_CHOICES + 1), (len(data) - 1) // 2)
    end = len(data) - 1 - 2 * number
    settings: dict[str, Any] = {}
    for place in range(end, len(data) - 1, 2):
        key = tuple(promise.CHOICES)[data[place] % len(promise.CHOICES)]
        values = promise.CHOICES[key]
        settings[key] = values[data[place + 1] % len(values)]
    return data[:end], settings


def article(payload: bytes, settings: dict[str, Any]) -> None:
    """A source as it stands in a file."""
    promise.hold(payload, settings)


def pdf(payload: bytes, settings: dict[str, Any]) -> None:
    """A source as it stands in a file, for the page."""
    promise.hold(payload, settings, ("pdf",), seconds=30)


def formula(payload: bytes, settings: dict[str, Any]) -> None:
    """TeX in a line, and of its own."""
    promise.hold(b"a $" + payload + b"$ b\n\n$$\n" + payload + b"\n$$\n", settings)


def style(payload: bytes, settings: dict[str, Any]) -> None:
    """An author's sheet, and its text as an inline style."""
    text = payload.decode("utf-8", "replace")
    inline = f'<p class="b" style="{html.escape(text)}">一 <b style="{html.escape(text)}">two</b></p>'
    promise.hold(f"<style>\n{text}\n</style>\n\n{inline}\n\n{_BODY}".encode(), settings)


def theme(payload: bytes, settings: dict[str, Any]) -> None:
    """A sheet that front matter names as its theme."""
    promise.hold(f"---\ntheme: t.css\n---\n{_BODY}".encode(), settings, fetch=lambda _: payload)


def yaml(payload: bytes, settings: dict[str, Any]) -> None:
    """Front matter in YAML."""
    promise.hold(b"---\n" + payload + b"\n---\n" + _BODY.encode(), settings, ("txt", "docx"))


def toml(payload: bytes, settings: dict[str, Any]) -> None:
    """Front matter in TOML, and a file of settings."""
    promise.hold(b"+++\n" + payload + b"\n+++\n" + _BODY.encode(), settings, ("txt",))
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "markhue.toml").write_bytes(b"root = true\n" + payload)
        try:
            with promise.within(10):
                config.run({}, config.layers(Path(folder)))
        except ConvertError as error:
            if len(str(error).splitlines()) != 1:
                raise promise.BrokenError("one line", [str(error)]) from error


def picture(payload: bytes, settings: dict[str, Any]) -> None:
    """A file that pictures name."""
    source = b'![a](p "t")\n\n<img src=p width=5 alt=b> <img src=p style="height:3em">\n'
    promise.hold(source, settings, fetch=lambda _: payload)


def template(payload: bytes, settings: dict[str, Any]) -> None:
    """A part of a Word file that front matter names as its template: `part` says which, the rest is sound."""
    said = dict(settings)
    part = said.pop("part", None)
    if part is None and payload:
        part = tuple(_parts())[payload[-1] % len(_parts())]
        payload = payload[:-1]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, data in _parts().items():
            package.writestr(name, payload if name == part else data)
    source = f"---\ntemplate: t.docx\n---\n{_BODY}".encode()
    promise.hold(source, {}, ("docx",), fetch=lambda _: packed.getvalue())


@lru_cache(maxsize=1)
def _parts() -> dict[str, bytes]:
    """A sound Word file of our own, taken apart."""
    made = promise.made(_BODY.encode(), {}, ("docx",), lambda _: None, proven=False)["docx "]
    with zipfile.ZipFile(io.BytesIO(made)) as package:  # type: ignore[arg-type]
        return {name: package.read(name) for name in package.namelist()}


Target = Callable[[bytes, dict[str, Any]], None]
TARGETS: dict[str, Target] = {
    one.__name__: one for one in (article, pdf, formula, style, theme, yaml, toml, picture, template)
}
SHARES = {"article": 4, "pdf": 3, "style": 2, "theme": 2}
"""How much of the time a target gets; one where nothing is said."""

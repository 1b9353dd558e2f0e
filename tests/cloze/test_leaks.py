"""A gap's words stand nowhere in a file without the key: not in its text, nor where only programs look."""

import io
import zipfile
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pikepdf
import pymupdf
import pytest
from PIL import Image

from convert import pipeline
from convert.notices import Report
from visible import squeeze

RED, END = '<span style="color: red">', "</span>"
SECRETS = (
    "鸿鹄高飞",
    "Quokkaland",
    "凤凰来仪",
    "Wallabyton",
    "麒麟送子",
    "Numbatville",
    "饕餮盛宴",
    "Bandicootia",
)
SOURCE = f"""---
title: 论{SECRETS[0]}之志
description: 谈{SECRETS[0]}与{SECRETS[1]}
keywords: [{SECRETS[1]}, 志向]
---

# 论{RED}{SECRETS[0]}{END}之志

文中有{RED}{SECRETS[1]}{END}，[看]({SECRETS[1].lower()}.html "{SECRETS[1]}")与[论](#论{SECRETS[0]}之志)。

## {RED}{SECRETS[2]}{END}

| {RED}{SECRETS[3]}{END} | 乙 |
|---|---|
| 丙 | [看](https://example.org/{SECRETS[3]}) ![图 {SECRETS[3]}](none.png "{SECRETS[3]}") |

- {RED}<ruby>{SECRETS[4]}<rt>qílín</rt></ruby>{END}是瑞兽。[^{SECRETS[4]}]

{RED}$\\text{{{SECRETS[5]}}}$、`{SECRETS[6]}`{END}，<a id="{SECRETS[7]}"></a>[至{RED}{SECRETS[7]}{END}](#{SECRETS[7]})。

==别的高亮==。

## 笔记

再说{RED}{SECRETS[0]}{END}与[甲](#{SECRETS[2]})。

[^{SECRETS[4]}]: 注：{RED}{SECRETS[4]}{END}
"""
OPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"digest": True, "legend": "on", "toc": True, "print": "safe"},
    {"text_marks": "label", "theme": "exam", "notes": "inline"},
)


def picture(_: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, "PNG")
    return file.getvalue()


def article(**typed: Any) -> pipeline.Article:
    return pipeline.prepare(SOURCE.encode(), "文.md", {"cloze": ("red",), **typed}, Report(), picture)


def written(name: str, **typed: Any) -> bytes:
    return pipeline.render(article(**typed), name, Report())[0].data


def strings(name: str, data: bytes) -> Iterator[str]:
    """Every string of a file, unpacked, without blanks."""
    if name == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield from (
                squeeze(part + package.read(part).decode("utf-8", "replace")) for part in package.namelist()
            )
    elif name == "pdf":
        with pymupdf.open(stream=data, filetype="pdf") as pdf:
            yield from (squeeze(page.get_text()) for page in pdf)
        with pikepdf.open(io.BytesIO(data)) as opened:
            yield from map(squeeze, chain.from_iterable(map(in_object, opened.objects)))
            yield squeeze(str(opened.open_metadata()))
    else:
        yield squeeze(data.decode())


def in_object(found: Any, depth: int = 0) -> Iterator[str]:
    """The strings and names in an object of a PDF, those it holds itself."""
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream) and depth < 9:
        items = found.items() if isinstance(found, pikepdf.Dictionary) else found.stream_dict.items()
        for key, value in items:
            yield key
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from in_object(value, depth + 1)
    elif isinstance(found, pikepdf.Array) and depth < 9:
        for value in found:
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from in_object(value, depth + 1)
    else:
        yield str(found)


@pytest.mark.parametrize("typed", OPTIONS, ids=["plain", "with-apparatus", "inline-notes"])
@pytest.mark.parametrize("name", ["docx", "html", "pdf", "txt"])
def test_no_file_tells_an_answer(name: str, typed: dict[str, Any]) -> None:
    file = "\n".join(strings(name, written(name, **typed))).lower()
    assert [secret for secret in SECRETS if secret.lower() in file] == []


@pytest.mark.parametrize("name", ["docx", "html", "pdf", "txt"])
def test_the_key_tells_them_all(name: str) -> None:
    file = "\n".join(strings(name, written(name, key=True)))
    assert [secret for secret in SECRETS if secret not in file] == []


@pytest.mark.parametrize("typed", [{}, {"key": True}], ids=["without", "with-key"])
def test_files_are_sound(typed: dict[str, Any], docx_problems: Any, pdf_problems: Any) -> None:
    assert docx_problems(written("docx", **typed)) == []
    assert pdf_problems(written("pdf", **typed)) == []


@pytest.mark.parametrize("name", ["docx", "html", "pdf", "txt"])
def test_what_is_left_is_proven(name: str) -> None:
    made = article(key=True)
    (output,) = pipeline.render(made, name, Report())
    assert pipeline.prove(made, name, output.document, output.data).missing == ()

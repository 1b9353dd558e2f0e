"""What a worker has before its first task: loaded by the fork server, whose copies the workers are. Nothing in, nothing out.

Importing it is its whole effect, for a fork server is told only names of modules, and loads this one last.
"""

import gc
import os
import sys

from convert import pipeline

_ARTICLE = '---\nlang: zh\n---\n# 题\n\n一**二**<span style="color: red">三</span>`x`\n\n> 四\n\n- 五\n'
"""A little of what articles have: rules, tables and expressions are made where they are first needed."""
_QUICK = ("docx", "txt", "html")
"""Formats that a fork server may try. PDF's C libraries have threads and open files, which copies do not share well."""


def _load() -> None:
    formats = [name for name in _QUICK if f"convert.writers.{name}" in sys.modules]
    from convert.notices import Report

    report = Report()
    article = pipeline.prepare(_ARTICLE.encode(), "article", {}, report)
    for name in formats:
        pipeline.render(article, name, report)


# As `cli.command` sets it: documents are trees, and what is loaded stays.
gc.set_threshold(200_000, 20, 20)
_load()
gc.collect()
gc.freeze()
# What Python and C libraries say where they end for want of memory, who hands out the work says in a line.
os.dup2(os.open(os.devnull, os.O_WRONLY), 2)

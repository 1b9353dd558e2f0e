"""A fixture's text in, the page that a browser is asked about out: stock Markdown, and a sheet that switches themes' looks off."""

import re
from functools import cache

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

_FRONT = re.compile(r"(---|\+\+\+)\n(.*?)\n\1\n", re.DOTALL)

# Of no specificity at all, so that whatever an author says is stronger.
BASELINE = """\
:where(html, body) { background: #ffffff; color: #000000 }
:where(h1, h2, h3, h4, h5, h6, th) { font-weight: normal }
:where(a) { color: inherit; text-decoration: none }
:where(mark) { background: #ffff00; color: inherit }
"""


def parted(text: str) -> tuple[dict[str, object], str]:
    """Part a fixture's front matter, read as YAML, from its Markdown."""
    found = _FRONT.match(text)
    if not found:
        return {}, text
    front = yaml.safe_load(found[2]) if found[1] == "---" else {}
    return front if isinstance(front, dict) else {}, text[found.end() :]


def page(markdown: str) -> str:
    """Render a fixture's Markdown as a page, with a sheet for what themes decide."""
    return (
        f"<!DOCTYPE html><html lang=zh-CN><head><style>{BASELINE}</style></head>"
        f"<body>{_parser().render(markdown)}</body></html>"
    )


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])
    for plugin in (deflist_plugin, dollarmath_plugin, footnote_plugin, tasklists_plugin):
        parser.use(plugin)
    return parser.use(attrs_plugin, spans=True)

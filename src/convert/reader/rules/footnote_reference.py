"""`[^label]`, a reference to a footnote that is defined; the plugin's own rule reads on to the end of the text from each `[^`.

Tokens: `footnote_ref` with the footnote's number in `meta["id"]`, from 0 in the order of first references.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin

from convert.reader.rules.pattern import pattern

_REFERENCE = pattern(r"\[\^(?P<label>[^\s\]]{1,200})\]")


def install(md: MarkdownIt) -> None:
    """Add the footnote plugin to a parser, with the rule in the place of its own."""
    md.use(footnote_plugin, move_to_end=False)
    md.inline.ruler.at("footnote_ref", reference)


def reference(state: StateInline, silent: bool) -> bool:
    """Take a reference to a footnote."""
    known = state.env.get("footnotes")
    if not known or not known["refs"] or not state.src.startswith("[^", state.pos):
        return False
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    number = known["refs"].get(f":{match['label']}") if match else None
    if match is None or number is None:
        return False
    if not silent:
        if number < 0:
            number = known["refs"][f":{match['label']}"] = len(known["list"])
            known["list"][number] = {"label": match["label"], "count": 0}
        state.push("footnote_ref", "", 0).meta = {"id": number}
    state.pos = match.end()
    return True

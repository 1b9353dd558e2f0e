r"""`\newpage`, `\pagebreak` or `\clearpage` on a line of its own begins a new page.

Tokens: `page_break`.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from convert.reader.rules.pattern import pattern

_COMMAND = pattern(r"\\(?:newpage|pagebreak|clearpage)(?:\{\}|\[\d\])?[ \t]*")


def install(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.block.ruler.before(
        "fence", "page_break", block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a line that holds nothing else."""
    first = state.bMarks[start] + state.tShift[start]
    if state.src[first : first + 1] != "\\" or state.is_code_block(start):
        return False
    if not is_command(state.src[first : state.eMarks[start]]):
        return False
    if not silent:
        state.push("page_break", "", 0).map = [start, start + 1]
        state.line = start + 1
    return True


def is_command(text: str) -> bool:
    """Whether a text is a command for a new page and nothing else."""
    return _COMMAND.fullmatch(text) is not None

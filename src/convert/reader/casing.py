"""Text in, text in the case that `text-transform` asks for out (CSS Text 3, 2.1)."""

import re
from typing import assert_never

from convert.reader.cascade import TextTransform

# A letter or digit at the start of a word; an apostrophe does not part words.
_WORD = re.compile(r"[^\W_](?:[^\W_]|['’])*", re.UNICODE)
_FULL_WIDTH = {32: 0x3000, **{code: code + 0xFEE0 for code in range(0x21, 0x7F)}}


def transformed(text: str, how: TextTransform, in_word: bool = False) -> str:
    """Change the case or width of text; `in_word` says that it goes on with a word begun before it."""
    match how:
        case "none":
            return text
        case "uppercase":
            return text.upper()
        case "lowercase":
            return text.lower()
        case "capitalize":
            return _WORD.sub(lambda word: _capital(word, in_word), text)
        case "full-width":
            return text.translate(_FULL_WIDTH)
        case _:
            assert_never(how)


def _capital(word: re.Match[str], in_word: bool) -> str:
    said = word.group()
    return said if in_word and word.start() == 0 else said[0].title() + said[1:]

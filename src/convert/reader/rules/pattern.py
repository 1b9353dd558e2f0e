"""A regular expression in, the same compiled once it is used out.

Most documents use few of these rules, and compiling all their expressions takes longer than reading a page.
"""

import re
from typing import Any, cast


class _Waiting:
    """Stands for a compiled expression, and becomes it at the first call of one of its methods."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(*self._given), name)
        setattr(self, name, method)
        return method


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Give a regular expression that is compiled when it is first used."""
    return cast(re.Pattern[str], _Waiting(text, flags))

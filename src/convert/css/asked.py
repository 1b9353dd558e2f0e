"""What was specified of an element in, answers of the kinds that its look is made of out."""

from typing import Any, NamedTuple

from convert.css.look import Kind, Look
from convert.css.properties import Wide


class Asked(NamedTuple):
    """The values that won for an element, by property, the look around it, and what kind of element it is."""

    values: dict[str, object]
    around: Look
    kind: Kind

    @property
    def is_block(self) -> bool:
        """Whether it has a box of its own rather than a place in a line."""
        return self.kind in ("block", "list", "table", "part", "cell")

    @property
    def in_table(self) -> bool:
        """Whether it is a cell or holds cells."""
        return self.kind in ("part", "cell")

    def choice(self, name: str, around: Any, words: dict[str, Any], *, other: Any, initial: Any) -> Any:
        """An inherited keyword's value: of its own word, of any other, of none at all."""
        value = self.values.get(name)
        if value is None:
            return around
        if isinstance(value, Wide):
            return initial if value.keyword == "initial" else around
        return words.get(str(value), other)

    def keyword(self, name: str, around: str, initial: str) -> str:
        """An inherited keyword."""
        value = self.values.get(name)
        if isinstance(value, Wide):
            return initial if value.keyword == "initial" else around
        return around if value is None else str(value)

    def switch(self, name: str, *words: str) -> bool | None:
        """Whether a keyword is one of these; None where nothing, or only inheritance, was said."""
        value = self.values.get(name)
        if value is None or isinstance(value, Wide):
            return False if isinstance(value, Wide) and value.keyword == "initial" else None
        return value in words

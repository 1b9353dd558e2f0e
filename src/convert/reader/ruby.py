"""A `<ruby>` in, its bases with the readings that belong to each out (HTML Standard 4.5.10, HTML Ruby Markup Extensions).

Readings go to bases one by one, `<rb>漢<rb>字<rt>かん<rt>じ` as well as `漢<rt>かん</rt>字<rt>じ</rt>`; a single one goes over
all bases before it. A second container of readings (`<rtc>`) stands over all of its segment.
"""

from typing import NamedTuple

from convert.reader.html import COMMENT, Element

_Content = list["Element | str"]


class Pair(NamedTuple):
    """A base with its reading, which may be empty; `beside` is a second reading, which no format can set above too."""

    base: Element
    reading: Element
    beside: Element


class _Segment:
    """Bases and the readings behind them, as they are gathered."""

    def __init__(self, ruby: Element) -> None:
        self._ruby = ruby
        self.bases: list[_Content] = []
        self.explicit = False  # whether the last base is an `<rb>`
        self.readings: list[Element] = []
        self.second: _Content = []

    @property
    def read(self) -> bool:
        return bool(self.readings or self.second)

    def base(self, child: "Element | str") -> None:
        explicit = isinstance(child, Element) and child.tag == "rb"
        if explicit or self.explicit or not self.bases:
            self.bases.append([])
        self.explicit = explicit
        self.bases[-1].append(child)

    def pairs(self) -> list[Pair]:
        """Give each base its reading; bases without one share the only reading, readings too many go to the last base."""
        bases: list[_Content] = self.bases
        readings: list[_Content] = [[reading] for reading in self.readings]
        if not readings and self.second:
            readings, self.second = [self.second], []
        if len(readings) == 1 or not bases:
            bases = [[child for base in bases for child in base]]
        last = len(bases) - 1
        readings[last:] = [[part for reading in readings[last:] for part in reading]]
        readings += [[]] * (len(bases) - len(readings))
        seconds: list[_Content] = [[]] * last + [self.second]
        return [
            Pair(self._span(base), self._span(reading), self._span(second))
            for base, reading, second in zip(bases, readings, seconds, strict=True)
        ]

    def _span(self, content: _Content) -> Element:
        span = Element("span", {}, self._ruby.line, self._ruby)
        span.children += content
        return span


def pairs(ruby: Element) -> list[Pair]:
    """Part a `<ruby>` into pairs, in the order of the source."""
    segment = _Segment(ruby)
    found: list[Pair] = []
    blank = ""
    for child in ruby.children:
        tag = child.tag if isinstance(child, Element) else ""
        if isinstance(child, str) and not child.strip():
            blank = child  # counts between bases only
        elif isinstance(child, Element) and tag == "rt":
            segment.readings.append(child)
        elif isinstance(child, Element) and tag == "rtc":
            segment.second.append(child)
        elif tag not in ("rp", COMMENT):
            if segment.read:
                found += segment.pairs()
                segment = _Segment(ruby)
                if blank and tag != "rb":
                    found += [_blank(ruby, blank)]
            elif blank and segment.bases and tag != "rb" and not segment.explicit:
                segment.base(blank)
            segment.base(child)
            blank = ""
        if tag:
            blank = "" if tag in ("rt", "rtc", "rp") else blank
    if segment.bases or segment.read:
        found += segment.pairs()
    return found


def _blank(ruby: Element, text: str) -> Pair:
    segment = _Segment(ruby)
    segment.base(text)
    return segment.pairs()[0]

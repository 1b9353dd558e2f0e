"""Document in, a clean text file out: UTF-8, no markup, wrapped to `options.width` display columns."""

from collections.abc import Iterator, Sequence

from convert import legends
from convert.labels import Labels, in_full_width, labels
from convert.model import Blocks, Document, Footnote, Heading, PageBreak, Text
from convert.notices import Code, Report
from convert.traverse import is_made
from convert.writers import Options
from convert.writers._txt.blocks import Setter
from convert.writers._txt.flow import Flow, joined
from convert.writers._txt.inlines import BREAK, Speller
from convert.writers._txt.marks import Marks

_UNWRAPPED_RULE = 40


def write(document: Document, options: Options, report: Report) -> bytes:
    """Write a document as UTF-8 text that ends in one line feed.

    Footnotes follow the part that refers to them; the appendix follows the body, under a rule. A legend of the marks, where
    they are shown, stands under the title.
    """
    chinese = document.meta.language.lower().startswith("zh")
    words = labels(document.meta.language)
    marks = Marks(document, options.text_marks, words)
    speller = Speller(words, chinese, report, marks)
    setter = Setter(speller, document.meta.language)
    flow = Flow(max(0, options.width), chinese)
    flow.prose = True
    footnotes = _Footnotes(document.footnotes, setter, report)

    title, body = _titled(document.body)
    setter.set_blocks(title, flow)
    if options.text_legend:
        _set_legend(marks.legend(), words, flow, full=in_full_width(document.meta.language))
    for chapter in _chapters(body):
        setter.set_blocks(chapter, flow)
        footnotes.set_referenced(flow)
    if document.notes:
        flow.space(2)
        setter.rule(flow, flow.limit or _UNWRAPPED_RULE)
        flow.space(2)
        setter.set_blocks(document.notes, flow)
        footnotes.set_referenced(flow)
    footnotes.set_rest(flow)
    text = joined(flow.strips, chinese)
    return (text.replace(BREAK, "") if speller.gaps else text).encode()


def _titled(body: Blocks) -> tuple[Blocks, Blocks]:
    """Part the title from what follows it; the legend that parts them is not text, which shows other marks."""
    for place, block in enumerate(body):
        if is_made(block, legends.CLASS):
            return body[:place], body[place + 1 :]
    match body:
        case (Heading(level=1), *_):
            return body[:1], body[1:]
        case _:
            return (), body


def _chapters(body: Blocks) -> Iterator[Blocks]:
    """Part a book before each chapter."""
    start = 0
    for place, block in enumerate(body):
        if isinstance(block, PageBreak) and block.chapter:
            yield body[start:place]
            start = place
    yield body[start:]


def _set_legend(entries: Sequence[str], words: Labels, flow: Flow, *, full: bool) -> None:
    """Set a legend on one line, or where it is too long with a line for each of its entries."""
    if not entries:
        return
    colon, comma = ("：", "；") if full else (": ", "; ")
    legend = words.marks + colon + comma.join(entries)
    if flow.room and flow.width(legend) > flow.room:
        legend = "\n".join((words.marks + colon.strip(), *entries))
    flow.add(legend)
    flow.space()


class _Footnotes:
    """The footnotes still to be set."""

    def __init__(self, footnotes: tuple[Footnote, ...], setter: Setter, report: Report) -> None:
        self._waiting = {footnote.label: footnote for footnote in footnotes}
        self._setter = setter
        self._report = report
        self._set: set[str] = set()

    def set_referenced(self, flow: Flow) -> None:
        """Set those that have been referred to since the last call, and those they refer to themselves."""
        numbers = self._setter.speller.numbers
        titled = False
        while labels_now := [label for label in numbers if label not in self._set]:
            for label in labels_now:
                self._set.add(label)
                footnote = self._waiting.pop(label, None)
                if footnote is None:
                    self._report.add(Code.FOOTNOTE, f"no footnote for the reference [{label}]")
                    continue
                if not titled:
                    self._title(flow)
                    titled = True
                self._set_one(footnote, numbers[label], flow)

    def set_rest(self, flow: Flow) -> None:
        """Set those that nothing refers to."""
        for label in list(self._waiting):
            self._setter.speller.number(label)
        self.set_referenced(flow)

    def _title(self, flow: Flow) -> None:
        words = self._setter.speller.words
        flow.space(2)
        with flow.indented(""):
            self._setter.heading(3, (Text(words.footnotes),), flow)

    def _set_one(self, footnote: Footnote, number: int, flow: Flow) -> None:
        label = f"[{number}] "
        with flow.spaced(tight=len(footnote.blocks) == 1), flow.indented(" " * len(label), label):
            self._setter.set_blocks(footnote.blocks, flow)

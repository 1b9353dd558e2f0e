"""A document whose pages in Word are asked for, in; the faces its letters are as wide in there, as fonts and Fontconfig rules, out.

Word sets letters in Times New Roman, Arial and Consolas, which are narrower or wider than ours. The fonts have their widths
and no outlines: docs/advances.py makes them. What is East Asian stays in our faces, which are as wide as Word's.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from convert.characters import SHARED_MARKS
from convert.model import Document
from convert.traverse import everything, said, walk_runs
from convert.writers._pdf import faces

_FAMILIES = {
    faces.SERIF: "Word Serif",
    faces.ITALIC: "Word Serif",
    faces.SANS: "Word Sans",
    faces.MONO: "Word Mono",
}
# Fewer than this share of letters move no line by more than kerning does.
_HARDLY_ANY = 0.02


def differs(document: Document) -> bool:
    """Whether a document has letters enough for lines to end elsewhere in Word than in the PDF."""
    letters = characters = 0
    for run in walk_runs(everything(document)):
        words = said(run)
        characters += len(words)
        letters += sum(letter.isalnum() and letter < "\u2000" for letter in words)
    return letters > _HARDLY_ANY * characters


def substitutes(east_asian: bool) -> faces.Substitutes:
    """Give the fonts, and the rules that put them before the faces of ours that a page names.

    In an `east_asian` document marks that Chinese and Latin share are of the East Asian face, as in Word.
    """
    folder = files("convert.writers._pdf") / "advances"
    paths = sorted(Path(str(font)) for font in folder.iterdir())
    return faces.Substitutes(tuple(paths), tuple(_rules(east_asian)))


def _rules(east_asian: bool) -> Iterator[str]:
    for ours, theirs in _FAMILIES.items():
        yield (
            f'<match target="pattern"><test name="family"><string>{ours}</string></test>'
            f'<edit name="family" mode="prepend" binding="same"><string>{theirs}</string></edit></match>'
        )
    for theirs in dict.fromkeys(_FAMILIES.values()) if east_asian else ():
        shared = "".join(f"<int>{ord(mark)}</int>" for mark in SHARED_MARKS)
        yield (
            f'<match target="scan"><test name="family"><string>{theirs}</string></test><edit name="charset" mode="assign">'
            f"<minus><name>charset</name><charset>{shared}</charset></minus></edit></match>"
        )

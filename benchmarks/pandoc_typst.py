"""A folder of Markdown files in, a folder of PDF out: pandoc makes each a Typst file, Typst sets it, so many at a time.

Each of the processes that do it keeps Typst and its faces loaded; pandoc is a process an article, as it always is.

usage: pandoc_typst.py PANDOC SOURCES OUTPUTS FACES PROCESSES
"""

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

import typst

OPTIONS = ("--standalone", "--to", "typst", "--variable", "mainfont=Noto Serif SC", "--variable", "lang=zh")


@cache
def faces(folder: str) -> typst.Fonts:
    """Find the faces once a process."""
    return typst.Fonts(font_paths=[folder], include_system_fonts=False)


def convert(source: Path, pandoc: str, outputs: Path, fonts: str) -> None:
    """Convert one file."""
    made: bytes = subprocess.run([pandoc, str(source), *OPTIONS], stdout=subprocess.PIPE, check=True).stdout
    page = typst.Compiler(font_paths=faces(fonts)).compile(input=made, format="pdf")
    if not isinstance(page, bytes):
        raise TypeError(f"{source}: Typst gave no PDF")
    (outputs / f"{source.stem}.pdf").write_bytes(page)


def main(pandoc: str, sources: str, outputs: str, fonts: str, processes: str) -> None:
    """Convert all of them."""
    Path(outputs).mkdir()
    one = partial(convert, pandoc=pandoc, outputs=Path(outputs), fonts=fonts)
    with ProcessPoolExecutor(int(processes)) as pool:
        for _ in pool.map(one, sorted(Path(sources).glob("*.md"))):
            pass


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The samples in, a folder with a number of articles for `markhue bind` out; run: binds some, prints seconds, memory and pages."""

import sys
import tempfile
from pathlib import Path

import processes

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ("deepseek-open-source.md", "slow-reading.md", "annotation-tour.md", "two-articles.md")
NUMBERS = (20, 40, 80)
FORMATS = ("pdf", "docx", "txt")


def fill(folder: Path, number: int) -> None:
    """Write so many articles: the samples in turn, each under a title of its own."""
    (folder / "images").mkdir(parents=True, exist_ok=True)
    for picture in (ROOT / "samples" / "images").iterdir():
        (folder / "images" / picture.name).write_bytes(picture.read_bytes())
    texts = [f"\n{(ROOT / 'samples' / name).read_text('utf-8')}" for name in SAMPLES]
    for place in range(1, number + 1):
        text = texts[(place - 1) % len(texts)].replace("\n# ", f"\n# 第{place}篇 ")
        (folder / f"{place}.md").write_text(text[1:], "utf-8")


def pages(path: Path) -> int:
    """Count the pages of a PDF."""
    from pypdf import PdfReader

    return len(PdfReader(path).pages)


def main() -> None:
    """Bind booklets of each number in each format, one process each."""
    with tempfile.TemporaryDirectory() as scratch, (Path(scratch) / "log").open("w+b") as log:
        for number in NUMBERS:
            folder = Path(scratch) / str(number)
            fill(folder, number)
            for name in FORMATS:
                book = Path(scratch) / f"{number}.{name}"
                command = [sys.executable, "-m", "convert", "bind", str(folder), "-o", str(book), "-q"]
                took = processes.run(processes.Command(command), log)
                size = f"{pages(book)} pages" if name == "pdf" else f"{book.stat().st_size / 1e6:.2f} MB"
                print(
                    f"{number:3} articles  {name:4}  {took.wall:6.2f} s  {took.peak / 2**20:6.0f} MiB  {size}"
                )


if __name__ == "__main__":
    main()

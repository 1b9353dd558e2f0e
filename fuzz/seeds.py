"""The tree in, a folder of seeds for each target out: samples, the syntax reference, fixtures of the oracle, hostile cases, themes, formulas."""

import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import targets
from targets import ROOT

_LARGEST = 3_000  # bytes: mutations of long inputs hardly hit anything
_CASE = re.compile(r"^```+markdown\n(.*?)^```+$", re.DOTALL | re.MULTILINE)
_SHEET = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_INLINE = re.compile(r'style="([^"]*)"')
_TEX = re.compile(r"\$\$?([^$]+)\$\$?")
_FRONT = re.compile(rb"\A(?:---|\+\+\+)\n(.*?)\n(?:---|\+\+\+)\n", re.DOTALL)


def write(folder: Path, target: str) -> Path:
    """Write the seeds of a target into a folder of its own, each named by its bytes."""
    where = folder / target
    where.mkdir(parents=True, exist_ok=True)
    tails = _tails()
    for number, payload in enumerate(sorted(set(_payloads(target)))):
        data = payload + tails[number % len(tails)]
        (where / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    return where


def _tails() -> list[bytes]:
    """No settings, then each value of each setting once."""
    said = [
        bytes((place, value, 1))
        for place, values in enumerate(targets.promise.CHOICES.values())
        for value in range(len(values))
    ]
    return [tail for one in said for tail in (b"\0", one)]


def _payloads(target: str) -> Iterator[bytes]:
    match target:
        case "article" | "pdf":
            yield from (text.encode()[:_LARGEST] for text in _articles())
        case "formula":
            yield from (tex.strip().encode() for text in _articles() for tex in _TEX.findall(text))
            for path in sorted((ROOT / "tests/formulas").rglob("*.md")):
                yield from (tex.strip().encode() for tex in _TEX.findall(path.read_text("utf-8")))
        case "style":
            for text in _articles():
                yield from (css.strip().encode()[:_LARGEST] for css in _SHEET.findall(text))
                yield from (css.encode() for css in _INLINE.findall(text))
        case "theme":
            for path in sorted((ROOT / "styles").glob("*.css")):
                sheet = path.read_bytes()
                yield from (sheet[start : start + _LARGEST] for start in range(0, len(sheet), _LARGEST))
        case "yaml" | "toml":
            yield from _fronts(target)
        case "picture":
            yield from _pictures()
        case "template":
            yield from _template_parts()


def _articles() -> Iterator[str]:
    for path in [
        *sorted((ROOT / "samples").rglob("*.md")),
        *sorted((ROOT / "tests/oracle/fixtures").glob("*.md")),
    ]:
        yield path.read_text("utf-8")
    for path in sorted((ROOT / "tests/spec").glob("*.md")):
        yield from _CASE.findall(path.read_text("utf-8"))
    for path in sorted((ROOT / "tests/hostile/cases").glob("*.txt")):
        yield from (one.partition("\n")[2] for one in path.read_text("utf-8").split("=== ")[1:])


def _fronts(target: str) -> Iterator[bytes]:
    for text in _articles():
        found = _FRONT.match(text.encode())
        if found and text.startswith("+++") == (target == "toml"):
            yield found[1]
    for key, values in targets.promise.CHOICES.items():
        for value in values:
            said = (
                str(value).lower()
                if isinstance(value, bool)
                else repr(value).replace("(", "[").replace(")", "]")
            )
            yield f"{key}{' = ' if target == 'toml' else ': '}{said}".encode()
    about = {
        "title": '"一 Title"',
        "author": '["A", "B"]',
        "date": "2026-01-01",
        "lang": '"ar"',
        "tags": '["a"]',
    }
    yield "\n".join(
        f"{key}{' = ' if target == 'toml' else ': '}{said}" for key, said in about.items()
    ).encode()


def _pictures() -> Iterator[bytes]:
    from PIL import Image

    for kind in ("PNG", "GIF", "BMP", "TIFF", "JPEG", "WEBP", "ICO", "PPM"):
        packed = io.BytesIO()
        Image.new("RGB", (3, 2), "red").save(packed, kind)
        yield packed.getvalue()
    for text in _articles():
        for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
            yield svg.encode()[:_LARGEST]
    for path in sorted((ROOT / "samples").rglob("*.svg")):
        yield path.read_bytes()[:_LARGEST]
    yield b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="5" height="5" fill="red"/></svg>'


def _template_parts() -> Iterator[bytes]:
    for number, data in enumerate(targets._parts().values()):
        yield data[:20_000] + bytes((number,))


def dictionary(folder: Path) -> Path:
    """Write the tokens of `tokens.txt` as libFuzzer reads them."""
    where = folder / "tokens.dict"
    lines = (ROOT / "fuzz/tokens.txt").read_text("utf-8").splitlines()
    said = (
        "".join(f"\\x{byte:02x}" for byte in token.replace("\\n", "\n").encode()) for token in lines if token
    )
    where.write_text("".join(f'"{one}"\n' for one in said), "ascii")
    return where

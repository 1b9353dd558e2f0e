"""Sources and a folder in, command lines out: ours, and those of the peers with the same Chinese faces.

The peers find the faces as if they were installed on the system, and are told to use them.
"""

import shlex
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pylopdf_fonts_zh_cn
import pypandoc
from processes import Command

from convert import themes

HERE = Path(__file__).resolve().parent
THEME = "handout"
FACES = {"Noto Sans SC": pylopdf_fonts_zh_cn.sans_path(), "Noto Serif SC": pylopdf_fonts_zh_cn.serif_path()}
_IN_CHINESE = ("--variable", "mainfont=Noto Serif SC", "--variable", "lang=zh")
_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{faces}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def beside_python(name: str) -> Path:
    """Tell where a program of this environment stands."""
    return Path(sys.executable).parent / name


def _markhue() -> tuple[str, ...]:
    installed = beside_python("markhue")
    return (str(installed),) if installed.exists() else (sys.executable, "-m", "convert")


MARKHUE = _markhue()
PANDOC = pypandoc.get_pandoc_path()


@dataclass(frozen=True, slots=True)
class Group:
    """Commands that are measured in turn; `source_bytes` is what each reads."""

    title: str
    commands: Mapping[str, Command]
    rounds: int
    warm_up: bool = True
    watch: bool = False
    source_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Bench:
    """The folder everything is made in, with what the peers need; what was asked for."""

    folder: Path
    source: Path
    formats: tuple[str, ...]
    rounds: int  # 0: as each group has it
    sheet: Path = field(init=False)
    faces: Path = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sheet", self.folder / "theme.css")
        object.__setattr__(self, "faces", self.folder / "faces")
        self.faces.mkdir()
        for path in FACES.values():
            shutil.copy(path, self.faces)
        rules = [
            f'@font-face {{ font-family: "{name}"; src: url("{path.as_uri()}") }}\n'
            for name, path in FACES.items()
        ]
        self.sheet.write_text("".join(rules) + themes.load(THEME).css, encoding="utf-8")
        config = _FONTCONFIG.format(faces=self.faces, cache=self.folder / "font-cache")
        (self.folder / "fonts.conf").write_text(config, encoding="utf-8")

    def file(self, source: Path, to: str) -> Command:
        """Give our command for one file."""
        return Command((*MARKHUE, str(source), "--theme", THEME, "-t", to, "-o", str(self.folder / "ours")))

    def batch(self, sources: Path, to: str, jobs: int, *more: str, again: bool = False) -> Command:
        """Give our command for a folder; `again`: what it wrote before is left to be found."""
        outputs = self.folder / f"{sources.name}-{to}-{jobs}"
        words = (*MARKHUE, str(sources), "-t", to, "-o", str(outputs), "--jobs", str(jobs), "--quiet", *more)
        return Command(words, None if again else outputs)

    def pandoc(self, source: Path, to: str, *more: str) -> Command:
        """Give pandoc's command for one file, as people type it."""
        output = self.folder / f"pandoc.{to}"
        return Command((PANDOC, str(source), "-t", {"txt": "plain"}.get(to, to), *more, "-o", str(output)))

    def pandoc_each(self, source: Path) -> Command:
        """Give pandoc's three commands for a file, one after the other; WeasyPrint makes its PDF."""
        engine = f"--pdf-engine={beside_python('weasyprint')}"
        pdf = (PANDOC, str(source), "--standalone", engine, *_IN_CHINESE, "--metadata", "title=article")
        three = [
            self.pandoc(source, "docx").words,
            self.pandoc(source, "txt").words,
            ("env", f"FONTCONFIG_FILE={self.folder / 'fonts.conf'}", *pdf, "-o", str(self.folder / "p.pdf")),
        ]
        return Command(("sh", "-c", " && ".join(map(shlex.join, three))))

    def pandoc_by_twos(self, sources: Path, to: str) -> Command:
        """Give the line of shell that runs pandoc on each file of a folder, two at a time."""
        outputs = self.folder / f"pandoc-{to}"
        one = shlex.join((PANDOC, "{}", "-t", {"txt": "plain"}.get(to, to), "-o", f"{outputs}/{{}}.{to}"))
        line = f"mkdir {shlex.quote(str(outputs))} && cd {shlex.quote(str(sources))} && ls | xargs -P 2 -I {{}} {one}"
        return Command(("sh", "-c", line), outputs)

    def typst_by_twos(self, sources: Path) -> Command:
        """Give the command that makes PDF of a folder with pandoc and Typst, two at a time."""
        outputs = self.folder / "pandoc-typst"
        script = str(HERE / "pandoc_typst.py")
        words = (sys.executable, script, PANDOC, str(sources), str(outputs), str(self.faces), "2")
        return Command(words, outputs)

    def plain_weasyprint(self, source: Path) -> Command:
        """Give the command that makes a PDF with nothing but WeasyPrint and the same theme."""
        script = str(HERE / "plain_weasyprint.py")
        return Command((sys.executable, script, str(source), str(self.sheet), str(self.folder / "plain.pdf")))

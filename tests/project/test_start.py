"""What the program costs before it has anything to do."""

import subprocess
import sys
from pathlib import Path

# A library that only some commands need must not make all of them wait.
HEAVY = frozenset(
    "cssselect2 docx fontTools hypothesis icu4py latex2mathml lxml markdown_it mdit_py_plugins pikepdf PIL pydantic pygments pylopdf_fonts_zh_cn pypdf "
    "rich selectolax tinycss2 weasyprint yaml ziafont ziamath".split()
)

PROGRAM = """
import sys
from convert.cli.app import main

sys.argv = ["markhue", *{arguments!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("loaded:", *{{name.split(".")[0] for name in sys.modules}})
"""


def loaded_by(*arguments: str) -> set[str]:
    """The top-level modules in memory after a command."""
    program = PROGRAM.format(arguments=arguments)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(ran.stdout.splitlines()[-1].removeprefix("loaded:").split())


def test_help_imports_no_reader_writer_or_parser():
    assert not loaded_by("--help") & HEAVY


def test_the_help_of_convert_imports_no_reader_writer_or_parser():
    assert not loaded_by("convert", "--help") & HEAVY


def test_version_imports_no_reader_writer_or_parser():
    assert not loaded_by("--version") & HEAVY


def test_a_plan_of_a_folder_imports_no_reader_writer_or_parser(tmp_path: Path):
    (tmp_path / "one.md").write_text("# One\n", encoding="utf-8")
    assert not loaded_by(str(tmp_path), "-t", "docx", "--dry-run") & HEAVY

"""What may stand in a committed file."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# In halves, so that this file passes its own test.
HOSTS = [
    "pypi" + ".org",
    "python" + "hosted",
    "registry." + "npmjs",
    "deb." + "debian.org",
    "archive." + "ubuntu.com",
]
PLACES = ["/" + place + "/" for place in ("work", "root", "Users", "tmp/[a-z]", "home/[a-z]", "opt")]
FORBIDDEN = re.compile("|".join([*map(re.escape, HOSTS), *(rf"(?<![\w.<~-]){place}" for place in PLACES)]))

# What `./dev` and the tools leave behind.
LEFT = re.compile(
    r"(^|/)(\.git|\.venv|\.setup\.log|\.hypothesis|\.?\w+_cache|__pycache__|out|dist|build)(/|$)"
)


def committed() -> list[Path]:
    """The files under version control, and new ones that could be; without git or a repository, all that is not left behind."""
    ask = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True) if shutil.which("git") else None
    if listed and listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not LEFT.search(path.relative_to(ROOT).as_posix())]
    return sorted(path for path in paths if path.is_file())


def text_of(path: Path) -> str:
    """A file's text; empty for a binary one."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_file_names_a_registry_or_a_place_on_one_machine():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in committed()
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if FORBIDDEN.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line", ["see https://" + "pypi" + ".org/x", "cd /" + "work/main", "open('/" + "root/x')"]
)
def test_the_search_for_such_names_finds_them(line: str):
    assert FORBIDDEN.search(line)


def test_what_is_exact_for_the_tests_is_within_what_users_get():
    ranges = (ROOT / "pyproject.toml").read_text("utf-8")
    pinned = dict(
        re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)
    )
    names = re.findall(r'^    "([\w.-]+)[><=]', ranges, re.MULTILINE)
    assert {name.lower().replace("_", "-") for name in names} <= {
        name.lower().replace("_", "-") for name in pinned
    }

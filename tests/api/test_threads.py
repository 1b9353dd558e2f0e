"""Calls in several threads at once give what each gives alone: nothing of one article comes into another."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
PROGRAM = """
import hashlib, sys
from concurrent.futures import ThreadPoolExecutor
from convert import convert

name, threads = sys.argv[1], int(sys.argv[2])
INKS = ("red", "green", "blue", "orange", "purple", "teal")


def article(number):
    words = f'第{number}篇，“<span style="color: {INKS[number]}">重点{number}</span>”——is it <b>so</b>？' * 12
    picture = "![笔](images/pens.png)" if number % 2 else "$x^2$"
    return f"# 题{number}\\n\\n{words}\\n\\n{picture}\\n\\n```python\\nx = {number}\\n```\\n"


def of(number):
    theme = ("handout", "exam", "essay")[number % 3]
    settings = {"theme": theme, "print": ("color", "mono")[number // 3], "columns": 1 + number % 2}
    return hashlib.sha256(convert("a.md", name, text=article(number), **settings).data).hexdigest()


sys.setswitchinterval(1e-5)
with ThreadPoolExecutor(threads) as executor:
    print(*executor.map(of, range(len(INKS))))
"""


@pytest.mark.parametrize("name", ["docx", "html", "pdf", "txt"])
def test_threads_at_once_give_what_one_alone_gives(name: str, samples: Path):
    def hashes(threads: int) -> list[str]:
        command = [sys.executable, "-c", PROGRAM, name, str(threads)]
        ran = subprocess.run(command, cwd=samples, capture_output=True, text=True, env=ENVIRONMENT)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.split()

    assert hashes(4) == hashes(1)

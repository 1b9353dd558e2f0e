"""The help of commands with many options: each stands under a heading, once, and no line is wider than asked."""

import os
import re
import subprocess
import sys

import pytest

from convert.cli.help import GROUPS
from convert.cli.options import SETTINGS


def help_of(command: str, columns: int) -> str:
    run = [sys.executable, "-m", "convert", command, "--help"]
    environment = {**os.environ, "COLUMNS": str(columns)}
    return subprocess.run(run, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("command", ["convert", "bind", "watch"])
def test_each_option_stands_once_under_a_heading(command: str) -> None:
    text = help_of(command, 100)
    assert "\nOther:" not in text
    assert "\nOptions:" not in text
    for name in SETTINGS:
        option = name.replace("_", "-")
        assert len(re.findall(rf"^  --(?:\[no-\])?{option}\b(?!-)", text, re.MULTILINE)) == 1, option


def test_headings_come_in_their_order_and_only_where_they_head_something() -> None:
    found = re.findall(r"^(\w[\w ]*):$", help_of("convert", 100), re.MULTILINE)
    assert found == ["Arguments", *(name for name in GROUPS if name not in ("The book", "Live view"))]
    assert "\nThe book:" in help_of("bind", 100)
    assert "\nLive view:" in help_of("watch", 100)


@pytest.mark.parametrize("columns", [80, 100])
@pytest.mark.parametrize("command", ["convert", "bind", "watch"])
def test_no_line_is_wider_than_the_terminal(command: str, columns: int) -> None:
    assert max(map(len, help_of(command, columns).splitlines())) <= columns

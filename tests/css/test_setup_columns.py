"""Columns that the paper has no room for."""

import pytest

from convert import themes
from convert.errors import SettingsError


def test_columns_too_narrow_to_read_are_refused() -> None:
    with pytest.raises(SettingsError, match="less than 10 characters"):
        themes.load("handout", themes.PageSetup(paper="A6", columns=3))

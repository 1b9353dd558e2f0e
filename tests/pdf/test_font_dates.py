"""A face that is written anew for a PDF, as that of coloured signs, does not tell when."""

from itertools import count

import pytest
from fontTools.ttLib.tables import _h_e_a_d

from convert import convert


def test_a_pdf_with_a_coloured_sign_has_the_same_bytes_a_second_later(monkeypatch: pytest.MonkeyPatch):
    seconds = count(3_900_000_000)
    monkeypatch.setattr(_h_e_a_d, "timestampNow", lambda: next(seconds))
    first, second = (convert(text="# 题\n\n笑 😀 🀄", to="pdf").data for _ in range(2))
    assert first == second

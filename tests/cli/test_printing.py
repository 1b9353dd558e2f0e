"""Options of the printed sheet as people type them, or write them in front matter."""

import io
from pathlib import Path

import pikepdf
import pytest

from convert import batch
from convert.errors import ConvertError, SettingsError, UsageError


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.md").write_text("# 题\n\n正文\n\n### 细目\n\n文\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"impose": "2up", "impose_sheet": "Z9"}, "paper `Z9`"),
        ({"impose": "booklet", "impose_signature": 0}, "--impose-signature must lie between 1 and 64"),
    ],
)
def test_what_cannot_be_is_one_line_and_writes_nothing(
    desk: Path, typed: dict[str, object], said: str
) -> None:
    (outcome,) = batch.run(batch.plan([desk / "a.md"], None, ["pdf"]), typed)
    (result,) = outcome.results
    assert type(result.error) is UsageError
    assert said in str(result.error)
    assert [path.name for path in desk.iterdir()] == ["a.md"]


def results(desk: Path, front: str) -> list[batch.Result]:
    (desk / "b.md").write_text(f"---\n{front}\n---\n\n# 题\n\n正文\n", encoding="utf-8")
    (outcome,) = batch.run(batch.plan([desk / "b.md"], str(desk / "b.pdf"), ["pdf"]), {})
    return list(outcome.results)


def test_front_matter_imposes_too(desk: Path) -> None:
    (result,) = results(desk, "impose: booklet\nimpose_sheet: A3\npdf_variant: pdf/a-2u")
    assert result.error is None
    file = pikepdf.open(io.BytesIO((desk / "b.pdf").read_bytes()))
    assert [round(float(side) / 72 * 25.4) for side in file.pages[0].mediabox[2:]] == [420, 297]
    assert b'pdfaid:part="2"' in file.Root.Metadata.read_bytes()


@pytest.mark.parametrize(
    ("front", "said"),
    [
        (
            "theme: plain\nimpose_signature: 2",
            "b.md:3: impose_signature says nothing without impose: booklet",
        ),
        ("impose: booklet\nimpose_sheet: Z9", "b.md:3: impose_sheet is no paper: paper `Z9`"),
        ("impose: folded", "b.md:2: impose"),
        ("pdf_variant: pdf/x-4", "b.md:2: pdf_variant"),
    ],
)
def test_what_front_matter_gets_wrong_is_told_with_its_line(desk: Path, front: str, said: str) -> None:
    (result,) = results(desk, front)
    assert isinstance(result.error, ConvertError)
    assert type(result.error) is SettingsError
    assert said in str(result.error)


def test_a_level_that_a_heading_skips_is_closed_in_every_format_and_told_once(desk: Path) -> None:
    (outcome,) = batch.run(batch.plan([desk / "a.md"], None, ["docx", "html", "pdf"]), {})
    found = list(outcome.results)
    assert [len(result.notices) for result in found] == [1, 0, 0]
    assert "<h2" in (desk / "a.html").read_text(encoding="utf-8")
    assert "<h3" not in (desk / "a.html").read_text(encoding="utf-8")

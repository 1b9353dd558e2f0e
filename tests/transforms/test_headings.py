"""Levels that headings skip are closed, with a notice."""

import pytest

from convert import transforms
from convert.model import Document, Heading, Quote, Text
from convert.notices import Code, Report
from convert.traverse import walk


def levels(*written: int, order: transforms.HeadingOrder = "repair") -> tuple[list[int], list[str]]:
    body = tuple(Heading(level, (Text(f"题{at}"),), line=at) for at, level in enumerate(written, 1))
    report = Report()
    (document,) = transforms.apply(Document(body=body), transforms.Options(heading_order=order), report)
    assert all(notice.code is Code.HEADING_ORDER for notice in report)
    return [block.level for block in walk(document.body) if isinstance(block, Heading)], list(
        map(str, report)
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ((1, 2, 3, 2), [1, 2, 3, 2]),
        ((1, 3), [1, 2]),
        ((1, 3, 3, 2), [1, 2, 2, 2]),
        ((1, 4, 6, 4), [1, 2, 3, 2]),
        ((1, 6, 1, 2), [1, 2, 1, 2]),
        ((2, 2, 3), [2, 2, 3]),
        ((2, 5, 1, 3), [2, 3, 1, 2]),
        ((3, 2, 1), [3, 2, 1]),
        ((), []),
    ],
)
def test_no_level_is_skipped_and_neighbours_stay_neighbours(
    written: tuple[int, ...], expected: list[int]
) -> None:
    assert levels(*written)[0] == expected


def test_each_repair_is_told_with_its_line() -> None:
    _, told = levels(1, 3, 2)
    assert told == [
        "line 2: the heading “题2” is of level 3 under one of level 1; set on level 2 [heading-order]"
    ]


def test_who_wants_it_as_written_gets_it() -> None:
    assert levels(1, 4, order="keep") == ([1, 4], [])


def test_headings_inside_other_blocks_count_too() -> None:
    body = (Heading(1, (Text("一"),)), Quote((Heading(3, (Text("二"),)),)))
    (document,) = transforms.apply(Document(body=body), transforms.Options())
    assert [block.level for block in walk(document.body) if isinstance(block, Heading)] == [1, 2]

"""Records behave as frozen dataclasses do."""

import copy
import pickle

import pytest

from convert.record import Record, field, field_names, replace


class Point(Record):
    x: int
    y: int = 2
    line: int = field(default=0, compare=False, kw_only=True)


class Named(Point):
    name: str = ""


class Other(Record):
    x: int
    y: int = 2


def test_equality_is_that_of_class_and_compared_fields() -> None:
    assert Point(1) == Point(1, 2, line=9)
    assert Point(1) != Point(2)
    assert Point(1) != Other(1)
    assert len({Point(1, line=1), Point(1, line=2), Other(1)}) == 2


def test_a_record_cannot_be_changed() -> None:
    for act in (
        lambda: setattr(Point(1), "x", 2),
        lambda: setattr(Point(1), "z", 2),
        lambda: delattr(Point(1), "x"),
    ):
        with pytest.raises(AttributeError):
            act()


def test_replace_copies_with_changes() -> None:
    assert replace(Point(1, line=4), y=5).line == 4
    assert replace(Point(1), y=5) == Point(1, 5)
    with pytest.raises(TypeError):
        replace(Point(1), z=5)


def test_records_copy_pickle_and_print_by_their_fields() -> None:
    point = Named(1, 3, "a", line=7)
    assert copy.deepcopy(point).line == pickle.loads(pickle.dumps(point)).line == 7
    assert pickle.loads(pickle.dumps(point)) == point
    assert repr(point) == "Named(x=1, y=3, line=7, name='a')"
    assert field_names(Named) == ("x", "y", "line", "name")


def test_records_match_by_position_without_keyword_fields() -> None:
    match Named(1, 3, "a"):
        case Named(x, y, name):
            assert (x, y, name) == (1, 3, "a")


def test_missing_and_unknown_fields_are_errors() -> None:
    for words in ((), (1, 2, 3)):
        with pytest.raises(TypeError):
            Point(*words)

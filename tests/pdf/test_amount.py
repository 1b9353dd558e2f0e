"""What is too much for pages is refused in one line, before it is laid out."""

import pytest

from convert import bounds
from convert.errors import SourceError
from convert.writers._pdf import amount


def test_a_long_book_is_set() -> None:
    amount.check("<p>a paragraph of some words</p>" * (bounds.PDF_ELEMENTS - 1))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>a</p>" * (bounds.PDF_THIN_ELEMENTS + 1), "elements of so little text"),
        ("<p>a paragraph of some words</p>" * (bounds.PDF_ELEMENTS + 1), "elements are more"),
        ("a" * (bounds.PDF_CHARACTERS + 1), "characters are more"),
    ],
)
def test_too_much_is_refused_in_one_line(body: str, said: str) -> None:
    with pytest.raises(SourceError, match=said) as caught:
        amount.check(body)
    assert "\n" not in str(caught.value)


def test_few_elements_with_long_addresses_are_not_much() -> None:
    amount.check(f'<img src="data:{"a" * (bounds.PDF_CHARACTERS + 1)}">')

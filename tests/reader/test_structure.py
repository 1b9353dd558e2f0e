import pytest

import visible
from convert.model import Figure, Link, List, Paragraph, Text
from convert.reader import read
from convert.traverse import walk, walk_inlines
from invariants import broken

DEEP = {
    "framed boxes": "<div style='border: 1px solid'>" * 150,
    "framed quotations": "<blockquote style='border: 1px solid'>" * 150,
    "framed items": "<ul><li style='border: 1px solid'>" * 90,
    "disclosures": "<details><summary>s" * 100,
    "framed tables": "<table style='border: 1px solid'><tr><td style='border: 1px solid'>" * 60,
    "figures in fieldsets": "<fieldset><figure>" * 60,
    "ruby": "<ruby>" * 300,
    "objects": "<object>" * 300,
    "links around blocks": "<a href='https://example.org'><div>" * 150,
}


@pytest.mark.parametrize("name", DEEP)
def test_what_is_nested_too_deep_is_flattened_and_kept(name: str) -> None:
    document = read(DEEP[name] + "word")
    assert broken(document) == []
    assert "word" in visible.of_document(document)


def test_columns_that_no_cell_uses_cost_nothing() -> None:
    (table,) = read("<table><colgroup>" + "<col span=1000 width=10>" * 2_000 + "<tr><td>a</table>").body
    assert "a" in visible.of_document(read("<table><col><tr><td>a</table>"))
    assert getattr(table, "columns", 0) == 1


def test_numbers_of_items_are_cut_to_what_word_can_count() -> None:
    (numbers,) = read("<ol start=99999999999999999999><li>a<li value=-99999999>b</ol>").body
    assert isinstance(numbers, List)
    assert (numbers.start, numbers.items[1].number) == (32767, -32767)


def test_a_hidden_item_takes_no_number() -> None:
    (numbers,) = read("<ol><li>a<li hidden>b<li>c</ol>").body
    assert isinstance(numbers, List)
    assert [item.number for item in numbers.items] == [None, None]


def test_an_anchor_alone_makes_no_empty_line() -> None:
    document = read("[a](#x)\n\n<a id=x></a>\n\n```\ncode\n```\n\n<a id=y></a>\n\n> b [c](#y)")
    lines = [block for block in walk(document.body) if isinstance(block, Paragraph)]
    assert broken(document) == []
    assert len(lines) == 3  # a line of its own only before the code, which holds no anchor


def test_a_link_in_a_link_around_blocks_is_part_of_it() -> None:
    (paragraph,) = read(
        "<a href='https://a.org'>\n<div><object><a href='https://b.org'>x</a></object></div>\n</a>"
    ).body
    (link, *_) = (one for one in walk_inlines((paragraph,)) if isinstance(one, Link))
    assert link == Link("https://a.org", (Text("x"),))


def test_a_caption_belongs_to_the_figure_whatever_stands_first() -> None:
    for source in ("<figcaption>c</figcaption><p>x</p>", "<p>x</p><figcaption>c</figcaption>"):
        (figure,) = read(f"<figure>{source}</figure>").body
        assert isinstance(figure, Figure)
        assert figure.caption == (Text("c"),)

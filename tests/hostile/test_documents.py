"""Documents that reach for files and addresses: nothing is read, fetched, embedded, run or hung, in any format."""

import pytest

from hostile import cases
from hostile.running import FORMATS, Place, convert

DOCUMENTS = [
    (kind, name) for kind in ("html", "css", "markdown", "frontmatter") for name in cases.named(kind)
]


@pytest.mark.parametrize(("kind", "name"), DOCUMENTS, ids=lambda value: value.replace(" ", "-"))
def test_a_document_reaches_nothing(place: Place, kind: str, name: str) -> None:
    case = next(one for one in cases.load(kind, place.names) if one.name == name)
    came = convert(place, place.write(case.slug, case.text))
    assert not came.trouble, "\n".join(came.trouble)
    assert came.errors or set(came.outputs) == set(FORMATS)


@pytest.mark.parametrize("name", cases.named("svg"), ids=lambda value: value.replace(" ", "-"))
def test_a_drawing_reaches_nothing(place: Place, name: str) -> None:
    case = next(one for one in cases.load("svg", place.names) if one.name == name)
    (place.inside / f"{case.slug}.svg").write_text(case.text, encoding="utf-8")
    came = convert(place, place.write(case.slug, f"![a]({case.slug}.svg)\n\n{case.text}\n"))
    assert not came.trouble, "\n".join(came.trouble)
    assert set(came.outputs) == set(FORMATS)

"""Elements as selectors see them, and where they stand among their siblings."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol, TypeGuard

Combinator = Literal[" ", ">", "+", "~"]


class Subject(Protocol):
    """An element; `children` may hold other things too, and comments whose `tag` begins with `#`."""

    @property
    def tag(self) -> str:
        """The name in lower case."""

    @property
    def attributes(self) -> Mapping[str, str]:
        """The attributes, names in lower case."""

    @property
    def parent(self) -> "Subject | None":
        """The element around, None for the root."""

    @property
    def children(self) -> Sequence[object]:
        """Elements, text and comments in order."""


def is_element(child: object) -> TypeGuard[Subject]:
    """Whether a child is an element, neither text nor a comment."""
    return not getattr(child, "tag", "#").startswith("#")


class Place(NamedTuple):
    """Where an element stands, from 1, among how many siblings; then the same among those of its own type."""

    number: int
    total: int
    type_number: int
    type_total: int


_ALONE = Place(1, 1, 1, 1)
_MOST_LOOKS = 100_000


class Condition(Protocol):
    """Something an element fits or not."""

    def matches(self, element: Subject, siblings: "Siblings") -> bool:
        """Whether the element fits."""


class Only(NamedTuple):
    """The condition that one element fits."""

    element: Subject

    def matches(self, element: Subject, siblings: "Siblings") -> bool:
        """Whether it is that element."""
        return element is self.element


class Siblings:
    """The places of elements, worked out once a parent: the tree must not change while this is in use.

    `given_up` is called where `:has()` would look at more elements than `_MOST_LOOKS`.
    """

    def __init__(self, given_up: Callable[[], None] = lambda: None) -> None:
        self._given_up = given_up
        # A parent is kept with what is known about it, so that its id stays its own.
        self._known: dict[int, tuple[Subject, list[Subject], dict[int, Place]]] = {}
        self._numbers: dict[tuple[int, int], dict[int, int]] = {}
        self._looks = 0
        self._fitting: dict[tuple[int, int], tuple[Condition, list[tuple[int, Subject]]]] = {}

    def place(self, element: Subject) -> Place:
        """Where an element stands."""
        return _ALONE if element.parent is None else self._around(element.parent)[1].get(id(element), _ALONE)

    def earlier(self, element: Subject, condition: Condition) -> Iterator[Subject]:
        """The siblings before an element that fit a condition, in order."""
        if element.parent is None:
            return
        place = self.place(element)
        if isinstance(condition, Only):
            other = condition.element
            if other.parent is element.parent and self.place(other).number < place.number:
                yield other
            return
        for number, sibling in self._fitting_in(element.parent, condition):
            if number >= place.number:
                return
            yield sibling

    def number_among(self, element: Subject, condition: Condition, backwards: bool) -> int:
        """Count from 1, from either end, among the siblings that fit a condition; 0 for an element that does not."""
        if element.parent is None:
            return int(condition.matches(element, self))
        key = id(element.parent), id(condition)
        numbers = self._numbers.get(key)
        if numbers is None:
            fitting = self._fitting_in(element.parent, condition)
            numbers = self._numbers[key] = {id(one): n for n, (_, one) in enumerate(fitting, 1)}
        number = numbers.get(id(element), 0)
        return len(numbers) - number + 1 if number and backwards else number

    def _fitting_in(self, parent: Subject, condition: Condition) -> list[tuple[int, Subject]]:
        """The elements inside a parent that fit a condition, each with its number."""
        key = id(parent), id(condition)
        fitting = self._fitting.get(key)
        if fitting is None:
            elements, _ = self._around(parent)
            numbered = [(n, one) for n, one in enumerate(elements, 1) if condition.matches(one, self)]
            fitting = self._fitting[key] = condition, numbered
        return fitting[1]

    def previous(self, element: Subject) -> Subject | None:
        """The sibling right before an element."""
        if element.parent is None:
            return None
        elements, places = self._around(element.parent)
        number = places.get(id(element), _ALONE).number
        return elements[number - 2] if number > 1 else None

    def after(self, element: Subject, combinator: Combinator, far: bool) -> Iterator[Subject]:
        """The elements inside one, or those after it, that stand to it as a combinator says, in the order of the source.

        With `far` also what stands in or after those. Strangers' sheets must not take quadratic time: after `_MOST_LOOKS`
        there are no more.
        """
        if combinator in " >":
            waiting = [child for child in reversed(element.children) if is_element(child)]
        elif element.parent is None:
            return
        else:
            elements, places = self._around(element.parent)
            waiting = elements[: places.get(id(element), _ALONE).number - 1 : -1]
        if combinator == "+" and not far:
            waiting = waiting[-1:]
        while waiting:
            if self._looks >= _MOST_LOOKS:
                self._given_up()
                return
            self._looks += 1
            one = waiting.pop()
            yield one
            if far or combinator == " ":
                waiting += [child for child in reversed(one.children) if is_element(child)]

    def _around(self, parent: Subject) -> tuple[list[Subject], dict[int, Place]]:
        known = self._known.get(id(parent))
        if known is None:
            elements = [child for child in parent.children if is_element(child)]
            known = self._known[id(parent)] = parent, elements, _places(elements)
        return known[1], known[2]


def _places(elements: list[Subject]) -> dict[int, Place]:
    totals = Counter(element.tag for element in elements)
    seen: Counter[str] = Counter()
    places = {}
    for number, element in enumerate(elements, 1):
        seen[element.tag] += 1
        places[id(element)] = Place(number, len(elements), seen[element.tag], totals[element.tag])
    return places

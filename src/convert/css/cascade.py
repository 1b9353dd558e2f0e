"""Rules and elements in; the declarations that apply, in order, and computed styles out (CSS Cascade Level 4, section 6)."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from convert.css import defaults
from convert.css.computed import ComputedStyle
from convert.css.elements import Siblings, Subject
from convert.css.properties import Longhand
from convert.css.resolve import ROOT, Node, Scale, resolve
from convert.css.selectors import Specificity
from convert.css.sheet import StyleRule, parse_sheet

_Bucket = dict[str, list[StyleRule]]


class _Rules:
    """The rules of one origin, found by what their subject must have."""

    def __init__(self, rules: Iterable[StyleRule]) -> None:
        self._ids: _Bucket = {}
        self._classes: _Bucket = {}
        self._tags: _Bucket = {}
        self._others: list[StyleRule] = []
        for rule in rules:
            if not rule.selector.pseudo_element:
                self._file(rule)

    def _file(self, rule: StyleRule) -> None:
        subject = rule.selector.compounds[0]
        if subject.id:
            self._ids.setdefault(subject.id, []).append(rule)
        elif subject.classes:
            self._classes.setdefault(subject.classes[0], []).append(rule)
        elif subject.tag:
            self._tags.setdefault(subject.tag, []).append(rule)
        else:
            self._others.append(rule)

    def matching(self, element: Subject, siblings: Siblings) -> list[StyleRule]:
        """The rules that apply to an element, the strongest last."""
        candidates = [*self._others, *self._tags.get(element.tag, ())]
        attributes = element.attributes
        if self._classes and (classes := attributes.get("class")):
            for name in dict.fromkeys(classes.split()):
                candidates += self._classes.get(name, ())
        if self._ids and (name := attributes.get("id", "")):
            candidates += self._ids.get(name, ())
        found = [rule for rule in candidates if rule.selector.matches(element, siblings)]
        found.sort(key=_strength)
        return found


def _strength(rule: StyleRule) -> tuple[Specificity, int]:
    return rule.selector.specificity, rule.order


class AuthorSheet:
    """The rules of a document's own `<style>` elements, in their order; the tree must not change between calls."""

    def __init__(self, rules: Iterable[StyleRule]) -> None:
        self._rules = _Rules(rules)
        self._siblings = Siblings()

    def match(self, element: Subject) -> tuple[Longhand, ...]:
        """The longhands that apply to an element, normal ones before important ones, the strongest last."""
        return in_order(
            longhand for rule in self._rules.matching(element, self._siblings) for longhand in rule.longhands
        )


def in_order(longhands: Iterable[Longhand]) -> tuple[Longhand, ...]:
    """Put important longhands behind the normal ones; of the sheet's and then the `style` attribute's, for example."""
    both = tuple(longhands)
    return tuple(sorted(both, key=_is_important)) if any(map(_is_important, both)) else both


def _is_important(longhand: Longhand) -> bool:
    return longhand.important


# Styles of elements that stand alone


class PathElement(NamedTuple):
    """An element with nothing but ancestors."""

    tag: str
    attributes: Mapping[str, str]
    parent: "PathElement | None" = None
    children: tuple[object, ...] = ()


@lru_cache(1)
def _defaults() -> tuple[StyleRule, ...]:
    return parse_sheet(defaults.CSS).rules


class PathStyles:
    """Computed styles of paths of elements, such as `html body blockquote p`, under the default sheet and one author sheet."""

    def __init__(self, rules: Iterable[StyleRule], language: str, width_pt: float) -> None:
        self._origins = (_Rules(_defaults()), _Rules(rules))
        self._siblings = Siblings()
        self._language = language
        self._scale = Scale(width_pt=width_pt)
        root = PathElement("html", {"lang": language})
        self._nodes: dict[tuple[str, ...], tuple[PathElement, Node]] = {}
        self.root = self._resolve(root, ROOT)
        self._scale = Scale(self.root.style.font_size_pt, width_pt)
        self._nodes[("html",)] = root, self.root

    def style(self, path: str) -> ComputedStyle:
        """Compute the style at the end of a path below `html`; a step is `tag.class#id`, in any order but the tag first."""
        return self._node(("html", *path.split()))[1].style

    def _node(self, steps: tuple[str, ...]) -> tuple[PathElement, Node]:
        found = self._nodes.get(steps)
        if found is None:
            parent, node = self._node(steps[:-1])
            element = _element(steps[-1], parent)
            found = self._nodes[steps] = element, self._resolve(element, node)
        return found

    def _resolve(self, element: PathElement, parent: Node) -> Node:
        return resolve(self._winners(element), parent, self._scale)

    def _winners(self, element: PathElement) -> dict[str, object]:
        """Each property's value that wins; the default sheet has nothing important."""
        longhands = in_order(
            longhand
            for origin in self._origins
            for rule in origin.matching(element, self._siblings)
            for longhand in rule.longhands
        )
        return {longhand.name: longhand.value for longhand in longhands}


def _element(step: str, parent: PathElement) -> PathElement:
    """The element of a step: `section.notes`, `a`, `.callout` (a `div`). Every `a` is a link."""
    name, *rest = step.replace("#", ".#").split(".")
    classes = [part for part in rest if not part.startswith("#")]
    ids = [part[1:] for part in rest if part.startswith("#")]
    attributes = {"class": " ".join(classes)} if classes else {}
    if ids:
        attributes["id"] = ids[0]
    if name == "a":
        attributes["href"] = "#"
    return PathElement(name or "div", attributes, parent)

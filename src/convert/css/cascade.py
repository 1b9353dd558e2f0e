"""Rules and elements in; the declarations that apply, in order, and computed styles out (CSS Cascade Level 4, section 6)."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from convert.css import defaults
from convert.css.computed import ComputedStyle
from convert.css.elements import Siblings, Subject
from convert.css.properties import Longhand
from convert.css.resolve import ROOT, Node, Scale, resolve
from convert.css.selectors import Compound, Selector, Specificity
from convert.css.sheet import StyleRule, parse_sheet
from convert.css.specified import in_order, specify

_BITS = 1024  # beyond so many names, some share a bit
_KEPT = 4096  # paths whose styles are kept: documents bring names of their own


class _Filed(NamedTuple):
    """A rule, and a bit for each name that it asks of the elements around its subject."""

    rule: StyleRule
    around: int


class _Kind:
    """All elements that tags and attributes, their own and those around, cannot tell apart.

    `bits` are those of the names found on them and around them; `found` is what applies to them, once it is known and the
    same for all.
    """

    __slots__ = ("bits", "found", "inner", "kept")

    def __init__(self, bits: int) -> None:
        self.bits = bits
        self.found: tuple[Longhand, ...] | None = None
        self.inner: dict[tuple[object, ...], _Kind] = {}
        self.kept: dict[str, list[StyleRule]] = {}


class _Rules:
    """The rules of one origin, found by what their subject must have and what must stand around it.

    Strangers' sheets may hold thousands of rules: each is tested once a kind of element, not once an element.
    """

    def __init__(self, rules: Iterable[StyleRule]) -> None:
        self._buckets: dict[str, list[_Filed]] = {}
        self._bits: dict[str, int] = {}
        self.forget()
        for rule in rules:
            if not rule.selector.pseudo_element:
                filed = _Filed(rule, self._asked(rule.selector))
                self._buckets.setdefault(_narrowest(rule.selector.compounds[0]), []).append(filed)

    def forget(self) -> None:
        """Forget the elements met so far."""
        self._outermost = _Kind(0)
        # An element is kept with its kind, so that its id stays its own.
        self._kinds: dict[int, tuple[Subject, _Kind]] = {}
        self._same: dict[tuple[Longhand, ...], tuple[Longhand, ...]] = {}

    def longhands(self, element: Subject, siblings: Siblings) -> tuple[Longhand, ...]:
        """What the rules say of an element, in order; what is equal is the same tuple."""
        around = self._outermost if element.parent is None else self._kind(element.parent)
        kind = self._inside(around, element)
        if kind.found is not None:
            return kind.found
        candidates = [rule for name in ("", *_names(element)) for rule in self._kept(around, name)]
        rules = [rule for rule in candidates if rule.selector.matches(element, siblings)]
        rules.sort(key=_strength)
        found = in_order(longhand for rule in rules for longhand in rule.longhands)
        found = self._same.setdefault(found, found)
        if not any(rule.selector.structural for rule in candidates):
            kind.found = found
        return found

    def _asked(self, selector: Selector) -> int:
        """The bits of what must stand around a selector's subject; a sibling's ancestors are its own."""
        bits = 0
        for combinator, compound in zip(selector.combinators, selector.compounds[1:], strict=True):
            if combinator in " >":
                for name in _required(compound):
                    bits |= self._bits.setdefault(name, 1 << len(self._bits) % _BITS)
        return bits

    def _kept(self, around: _Kind, name: str) -> list[StyleRule]:
        """The rules of a bucket whose ancestors may be there."""
        kept = around.kept.get(name)
        if kept is None:
            bits = around.bits
            kept = [rule for rule, asked in self._buckets.get(name, ()) if asked & bits == asked]
            around.kept[name] = kept
        return kept

    def _kind(self, element: Subject) -> _Kind:
        """The kind of an element that holds others."""
        known = self._kinds.get(id(element))
        if known is None:
            around = self._outermost if element.parent is None else self._kind(element.parent)
            known = self._kinds[id(element)] = element, self._inside(around, element)
        return known[1]

    def _inside(self, around: _Kind, element: Subject) -> _Kind:
        key = (element.tag, *element.attributes.items())
        kind = around.inner.get(key)
        if kind is None:
            bits = around.bits
            for name in _names(element) if self._bits else ():
                bits |= self._bits.get(name, 0)
            kind = around.inner[key] = _Kind(bits)
        return kind


def _names(element: Subject) -> Iterable[str]:
    """What selectors can ask of an element: its tag, `#id` and `.class`, each once."""
    attributes = element.attributes
    names = [element.tag]
    if name := attributes.get("id"):
        names.append(f"#{name}")
    if classes := attributes.get("class"):
        names += dict.fromkeys(f".{name}" for name in classes.split())
    return names


def _required(compound: Compound) -> list[str]:
    """The names an element must have to fit a compound, the rarest first."""
    names = [f"#{compound.id}"] if compound.id else []
    names += [f".{name}" for name in compound.classes]
    return [*names, compound.tag] if compound.tag else names


def _narrowest(compound: Compound) -> str:
    """The bucket of a rule with this subject; the empty one is everybody's."""
    return next(iter(_required(compound)), "")


def _strength(rule: StyleRule) -> tuple[int, Specificity, int]:
    return rule.layer, rule.selector.specificity, rule.order


class AuthorSheet:
    """The rules of a document's own `<style>` elements, in their order; the tree must not change between calls.

    `given_up` is called where a `:has()` asks for more than is looked at.
    """

    def __init__(self, rules: Iterable[StyleRule], given_up: Callable[[], None] = lambda: None) -> None:
        self._rules = _Rules(rules)
        self._siblings = Siblings(given_up)

    def match(self, element: Subject) -> tuple[Longhand, ...]:
        """The longhands that apply to an element, normal ones before important ones, the strongest last.

        What is equal is the same tuple for as long as the sheet is kept, so that it can be told by its identity.
        """
        return self._rules.longhands(element, self._siblings)


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
        html = PathElement("html", {"lang": language})
        self.root = self._resolve(html, ROOT)
        self._scale = Scale(self.root.style.font_size_pt, width_pt)
        self._html = html, self.root
        self._forget()

    def _forget(self) -> None:
        """Keep only the root: as if nothing else had been asked yet."""
        for rules in self._origins:
            rules.forget()
        self._nodes: dict[tuple[str, ...], tuple[PathElement, Node]] = {("html",): self._html}

    def style(self, path: str) -> ComputedStyle:
        """Compute the style at the end of a path below `html`; a step is `tag.class#id@language`, the tag first, the language last."""
        if len(self._nodes) > _KEPT:
            self._forget()
        return self._node(("html", *path.split()))[1].style

    def _node(self, steps: tuple[str, ...]) -> tuple[PathElement, Node]:
        found = self._nodes.get(steps)
        if found is None:
            parent, node = self._node(steps[:-1])
            element = _element(steps[-1], parent)
            found = self._nodes[steps] = element, self._resolve(element, node)
        return found

    def _resolve(self, element: PathElement, parent: Node) -> Node:
        """Let the strongest declarations win; the default sheet has nothing important."""
        longhands = in_order(
            longhand for origin in self._origins for longhand in origin.longhands(element, self._siblings)
        )
        found = specify(longhands, parent.variables)
        return resolve(found.values, parent, self._scale)._replace(variables=found.variables)


def _element(step: str, parent: PathElement) -> PathElement:
    """The element of a step: `section.notes`, `a`, `.callout` (a `div`), `article@en`. Every `a` is a link."""
    step, _, language = step.partition("@")
    name, *rest = step.replace("#", ".#").split(".")
    classes = [part for part in rest if not part.startswith("#")]
    ids = [part[1:] for part in rest if part.startswith("#")]
    attributes = {"class": " ".join(classes)} if classes else {}
    if ids:
        attributes["id"] = ids[0]
    if language:
        attributes["lang"] = language
    if name == "a":
        attributes["href"] = "#"
    return PathElement(name or "div", attributes, parent)

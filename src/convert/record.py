"""Frozen, slotted value classes, cheap to define; standard library only.

They give what `@dataclass(frozen=True, slots=True)` gives at a fraction of its time at import. A dataclass compiles seven
methods and makes the class twice, 0.7 ms each: 40 ms for the classes that a conversion loads, a third of pandoc's whole run. A record compiles its `__init__` and inherits the rest.

    class Heading(Record):
        level: int
        children: Inlines
        anchor: str = ""
        line: int = field(default=0, compare=False, kw_only=True)

Records of one class are equal where their compared fields are; they hash, print, copy and pickle by their fields, and match
by position. Type checkers know them by PEP 681.
"""

import sys
from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple, TypeVar, cast, dataclass_transform

_NOTHING: Any = object()


class _Field(NamedTuple):
    default: Any = _NOTHING
    compare: bool = True
    kw_only: bool = False
    repr: bool = True


def field(*, default: Any = _NOTHING, compare: bool = True, kw_only: bool = False, repr: bool = True) -> Any:  # noqa: A002
    """Say more of a field than its default, as `dataclasses.field` does."""
    return _Field(default, compare, kw_only, repr)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class _Meta(type):
    """Turns annotated names into slots and writes `__init__`."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> "_Meta":
        own = {}
        for key in _annotated(namespace):
            if not key.startswith("_"):
                value = namespace.pop(key, _NOTHING)
                own[key] = value if isinstance(value, _Field) else _Field(value)
        every = {key: entry for base in bases for key, entry in getattr(base, "_fields", {}).items()} | own
        namespace["__slots__"] = tuple(own) if bases else ("_hash",)
        namespace["__match_args__"] = tuple(key for key, entry in every.items() if not entry.kw_only)
        made = super().__new__(mcs, name, bases, namespace)
        made._fields = every
        made._shown = tuple(key for key, entry in every.items() if entry.repr)
        compared = [key for key, entry in every.items() if entry.compare]
        made._values = attrgetter(*compared) if compared else cast(Callable[[Any], Any], _no_values)
        if every:
            made.__init__ = _waiting(made, every)  # type: ignore[misc]
        return made

    # What the metaclass sets on each class.
    _fields: dict[str, _Field]
    _shown: tuple[str, ...]
    _values: Callable[[Any], Any]


def _annotated(namespace: dict[str, Any]) -> Iterable[str]:
    """The names a class body annotates; from Python 3.14 on they are known only to a function (PEP 649)."""
    if sys.version_info >= (3, 14):
        import annotationlib

        annotate = annotationlib.get_annotate_from_class_namespace(namespace)
        if annotate is not None:
            return annotationlib.call_annotate_function(annotate, annotationlib.Format.FORWARDREF)
    return cast(Iterable[str], namespace.get("__annotations__", {}))


def _no_values(record: object) -> tuple[()]:
    return ()


def _waiting(cls: type, fields: dict[str, _Field]) -> Callable[..., None]:
    """An `__init__` that compiles the class's own at the first call: half of the classes never have an instance."""

    def __init__(self: object, *values: Any, **named: Any) -> None:  # noqa: N807  (it stands for the class's)
        compiled = _initializer(cls, fields)
        cls.__init__ = compiled  # type: ignore[misc]
        compiled(self, *values, **named)

    return __init__


def _initializer(cls: type, fields: dict[str, _Field]) -> Callable[..., None]:
    """Compile `__init__`; it sets slots through their descriptors, past the frozen `__setattr__`."""
    names: dict[str, Any] = {}
    positional = ["self"]
    keywords: list[str] = []
    body = []
    for key, entry in fields.items():
        names[f"set_{key}"] = getattr(cls, key).__set__
        names[f"default_{key}"] = entry.default
        said = key if entry.default is _NOTHING else f"{key}=default_{key}"
        (keywords if entry.kw_only else positional).append(said)
        body.append(f" set_{key}(self, {key})")
    parameters = positional + (["*", *keywords] if keywords else [])
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(body), names)  # noqa: S102  (names of fields only)
    return cast(Callable[..., None], names["__init__"])


class Record(metaclass=_Meta):
    """Base of value classes."""

    _fields: ClassVar[dict[str, _Field]]
    _shown: ClassVar[tuple[str, ...]]
    _values: ClassVar[Callable[[Any], Any]]

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        values = type(self)._values
        return cast(bool, values(self) == values(other))

    _hash: ClassVar[int]

    def __hash__(self) -> int:
        # Looks and styles are keys again and again, and deep.
        try:
            return self._hash
        except AttributeError:
            found = hash(type(self)._values(self))
            object.__setattr__(self, "_hash", found)
            return found

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._shown)
        return f"{type(self).__qualname__}({shown})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be set: records are frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be deleted: records are frozen")

    def __getstate__(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self._fields}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)


R = TypeVar("R", bound=Record)


def replace(record: R, **changes: Any) -> R:
    """Copy a record with some fields changed."""
    return cast(R, _replacer(type(record))(record, **changes))


@cache
def _replacer(cls: type[Record]) -> Callable[..., Record]:
    """Compile the copying of one class on first use: documents are changed a hundred thousand times."""
    fields = cls._fields
    parameters = ", ".join(f"{key}=nothing" for key in fields)
    values = ", ".join(f"{key}=old.{key} if {key} is nothing else {key}" for key in fields)
    names: dict[str, Any] = {"nothing": _NOTHING, "cls": cls}
    exec(f"def copy(old, *, {parameters}): return cls({values})", names)  # noqa: S102  (names of fields only)
    return cast(Callable[..., Record], names["copy"])


def field_names(record: type[Record]) -> tuple[str, ...]:
    """The names of a record's fields, in order."""
    return tuple(record._fields)

"""Made-up values for every field of every record, by the types that the records declare."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from clinicdesk.model.record import R
from clinicdesk.store.kept import COLUMNS

ODD = [
    "",
    "Zoë Müller",
    "𝔘nicode 👩🏽‍⚕️",
    'O\'Brien; DROP TABLE "patient"--',
    "a\0b",
    "\u202eright\u202c",
    "\r\n\t",
    "%s{}\\",
]
TEXTS = st.sampled_from(ODD) | st.text(max_size=20)
PLAIN: dict[type, st.SearchStrategy[Any]] = {
    str: TEXTS,
    bool: st.booleans(),
    int: st.integers(-(2**63), 2**63 - 1),
    bytes: st.binary(max_size=50),
    date: st.dates(),
    NoneType: st.none(),
}
PARENTS = {"patient": "p", "visit": "v", "coverage": "c", "document": "d", "sheet": "t"}
"""The ids that records of a test may refer to, by the field that does."""


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a declared type."""
    if hint in PLAIN:
        return PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    if is_dataclass(hint):
        assert isinstance(hint, type)
        hints = get_type_hints(hint)
        return st.builds(hint, **{one.name: values(hints[one.name]) for one in fields(hint)})
    return _composed(get_origin(hint), get_args(hint))


def _composed(origin: Any, inner: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if origin in {Union, UnionType}:
        return st.one_of([values(one) for one in inner])
    if origin is Mapping:
        return st.dictionaries(values(inner[0]), values(inner[1]), max_size=3)
    assert origin is tuple, origin
    if inner[-1] is ...:
        return st.lists(values(inner[0]), max_size=3).map(tuple)
    return st.tuples(*map(values, inner))


def records(kind: type[R]) -> st.SearchStrategy[R]:
    """Records of a kind, not stored yet, that refer to nothing but `PARENTS`. Their ids are to be replaced."""
    told = {name: values(hint) for name, hint in COLUMNS[kind].items()}
    told |= {name: st.just(parent) for name, parent in PARENTS.items() if name in told}
    if "version" in told:
        told["version"] = st.just(0)
    return st.builds(kind, **told)

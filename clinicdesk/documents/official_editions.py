"""Editions of official forms: how one is known, until when it may be used, and where which value goes on it."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from clinicdesk import resources
from clinicdesk.errors import Fault, RulesRefused
from clinicdesk.model.dated import Source

FIELDS = ("notifier", "patient", "number", "service", "reason", "cost")
"""The values that can be put on a form."""


class Place(NamedTuple):
    """Where a value goes: beside words of the form, or below them. Lengths are points; `left` is None at the words."""

    field: str
    anchor: str
    below: bool
    gap: int
    left: int | None
    width: int
    lines: int
    size: int


class Edition(NamedTuple):
    """One edition of an official form, as `resources/official/` describes it."""

    id: str
    kind: str
    language: str
    title: str
    expires: date
    usable_until: date
    marks: tuple[str, ...]
    note: str
    verified: bool
    source: Source
    places: tuple[Place, ...]


@cache
def editions() -> Mapping[str, Edition]:
    """Every edition by its id. RulesRefused tells what is wrong with a file."""
    found = (read(name, data) for name, data in resources.toml_files("official"))
    return {one.id: one for one in found}


_TOP: Mapping[str, type] = {
    "id": str,
    "kind": str,
    "language": str,
    "title": str,
    "expires": date,
    "usable_until": date,
    "marks": list,
    "note": str,
    "verified": bool,
    "source": dict,
    "place": list,
}
_PLACE: Mapping[str, type] = {"field": str, "gap": int, "width": int, "lines": int, "size": int}
_ALSO = {"after": str, "under": str, "left": int}
_SOURCE: Mapping[str, type] = {"title": str, "href": str, "checked": date}


def read(name: str, data: bytes) -> Edition:
    """The edition of one file. RulesRefused names every fault."""
    table = resources.read_toml(name, data)
    faults = [Fault(name, key, 0, text) for key, text in _faults(name, table)]
    if faults:
        raise RulesRefused(faults)
    told = {key: value for key, value in table.items() if key not in {"place", "source", "marks"}}
    places = tuple(_place(one) for one in table["place"])
    return Edition(**told, marks=tuple(table["marks"]), source=Source(**table["source"]), places=places)


def _faults(name: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from _shape(table, _TOP, {})
    if table.get("id") != name.removesuffix(".toml"):
        yield "id", "must be the file's name"
    yield from _shape(table.get("source", {}), _SOURCE, {})
    for one in table.get("place", ()):
        yield from _shape(one, _PLACE, _ALSO)
        if one.get("field") not in FIELDS:
            yield "field", "is no value that can be put on a form"
        if ("after" in one) is ("under" in one):
            yield "after", "a place has either after or under"


def _shape(table: Mapping[str, Any], needed: Mapping[str, type], also: Mapping[str, type]) -> Iterator[tuple[str, str]]:
    for key in needed.keys() - table.keys():
        yield key, "is missing"
    for key, value in table.items():
        wanted = needed.get(key) or also.get(key)
        if wanted is None:
            yield key, "unknown key"
        elif type(value) is not wanted:
            yield key, "is of the wrong kind"


def _place(table: Mapping[str, Any]) -> Place:
    return Place(
        field=table["field"],
        anchor=table.get("after") or table["under"],
        below="under" in table,
        gap=table["gap"],
        left=table.get("left"),
        width=table["width"],
        lines=table["lines"],
        size=table["size"],
    )

"""The texts of a paper, read from `resources/documents/<kind>/<language>.toml`: strict, and once."""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from clinicdesk import resources
from clinicdesk.errors import Fault, RulesRefused
from clinicdesk.model.dated import Source


class Part(NamedTuple):
    """One part of a paper: heading, paragraphs, a list. `{name}` in them stands for a value."""

    id: str
    heading: str
    text: tuple[str, ...]
    items: tuple[str, ...]
    sources: tuple[str, ...]

    def paragraphs(self, **values: str) -> tuple[str, ...]:
        """The paragraphs with their values put in."""
        return tuple(one.format_map(values) for one in self.text)

    def listed(self, **values: str) -> tuple[str, ...]:
        """The list with its values put in."""
        return tuple(one.format_map(values) for one in self.items)


class Rate(NamedTuple):
    """How often something happens, and the studies that say so."""

    event: str
    rate: str
    sources: tuple[str, ...]


class Form(NamedTuple):
    """All texts of one kind of paper in one language. `mark` is the start of the file's sha256."""

    id: str
    language: str
    edition: date
    title: str
    parts: Mapping[str, Part]
    figures: tuple[Rate, ...]
    sources: Mapping[str, Source]
    mark: str


_TOP = {"id", "language", "edition", "title", "part", "figure", "source"}
_PART = {"id", "heading", "text", "items", "sources"}
_FIGURE = {"event", "rate", "sources"}
_SOURCE = {"title", "href", "checked"}


@cache
def form(kind: str, language: str) -> Form:
    """The shipped texts. RulesRefused tells every fault against the format of `resources/documents/README.md`."""
    name = f"documents/{kind}/{language}.toml"
    data = (resources.folder() / "documents" / kind / f"{language}.toml").read_bytes()
    return read(name, data, kind, language)


def read(name: str, data: bytes, kind: str, language: str) -> Form:
    """The texts of one file."""
    table = resources.read_toml(name, data)
    problems = list(_problems(table, kind, language))
    if problems:
        raise RulesRefused([Fault(name, key, resources.line_of(data, path), text) for path, key, text in problems])
    return Form(
        id=table["id"],
        language=table["language"],
        edition=table["edition"],
        title=table["title"],
        parts={one["id"]: _part(one) for one in table["part"]},
        figures=tuple(Rate(one["event"], one["rate"], tuple(one["sources"])) for one in table.get("figure", ())),
        sources={key: Source(**one) for key, one in table.get("source", {}).items()},
        mark=hashlib.sha256(data).hexdigest()[:8],
    )


def _part(table: Mapping[str, Any]) -> Part:
    return Part(
        table["id"], table.get("heading", ""), *(tuple(table.get(key, ())) for key in ("text", "items", "sources"))
    )


_Path = tuple[str | int, ...]


def _problems(table: dict[str, Any], kind: str, language: str) -> "list[tuple[_Path, str, str]]":
    """Every fault: the path to it, its key, a sentence."""
    found: list[tuple[_Path, str, str]] = []
    found += _shape((), table, _TOP, {"id": str, "language": str, "edition": date, "title": str, "part": list})
    for key, wanted in (("id", kind), ("language", language)):
        if table.get(key) != wanted:
            found.append(((key,), key, f'must be "{wanted}", as the file is named'))
    sources = table.get("source", {})
    for name, one in sources.items():
        found += _shape(("source", name), one, _SOURCE, {"title": str, "href": str, "checked": date})
    seen: set[str] = set()
    for list_name, allowed, types in (
        ("part", _PART, {"id": str}),
        ("figure", _FIGURE, {"event": str, "rate": str, "sources": list}),
    ):
        for at, one in enumerate(table.get(list_name, ())):
            found += _shape((list_name, at), one, allowed, types)
            for named in one.get("sources", ()):
                if named not in sources:
                    told = f"{resources.quoted(str(named))} is no source of this file"
                    found.append(((list_name, at, "sources"), "sources", told))
            if list_name == "part" and one.get("id") in seen:
                found.append(((list_name, at, "id"), "id", f"{resources.quoted(str(one['id']))} is here twice"))
            seen.add(one.get("id", ""))
    return found


def _shape(
    path: _Path, table: Mapping[str, Any], allowed: set[str], types: Mapping[str, type]
) -> "list[tuple[_Path, str, str]]":
    found: list[tuple[_Path, str, str]] = [((*path, key), key, "unknown key") for key in table if key not in allowed]
    for key, wanted in types.items():
        if key not in table:
            found.append((path, key, "is missing"))
        elif not isinstance(table[key], wanted):
            found.append(((*path, key), key, "is of the wrong kind"))
    lists = (key for key in ("text", "items", "sources") if key in table and not _is_texts(table[key]))
    return [*found, *(((*path, key), key, "must be a list of texts") for key in lists)]


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)

"""The catalogues: every sentence that the program may say is there, none is left over, values and placeholders fit."""

import ast
import re
import string
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NamedTuple

import pytest

import clinicdesk
from clinicdesk import model
from clinicdesk.model.practice import PracticeStatus
from clinicdesk.resources import folder, read_toml, toml_files
from clinicdesk.words import SYMBOLS, Words, read_words

PACKAGE = Path(clinicdesk.__file__).parent
LANGUAGES = sorted(path.name for path in (folder() / "locale").iterdir() if path.is_dir())
ENGLISH = read_words("en").texts
NEVER_SHOWN = {"ItemType", "Kind", "NotPaid", "Repeat"}
"""Types whose members stand in files and in code only."""

FORBIDDEN = re.compile(r"\b(safe|unsafe|safely|safety|cleared|legal|legally|lawful|lawfully|hipaa)\b", re.IGNORECASE)
GAP = ".+"
DOTTED = re.compile(r"[a-z_]+(\.[a-z_]+)+")


class Call(NamedTuple):
    """A sentence that the code says: the pattern of its key, and the names of the values that go with it."""

    place: str
    pattern: re.Pattern[str]
    values: frozenset[str] | None


def trees() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the program."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE.parent), ast.parse(path.read_text("utf-8"))


def patterns(node: ast.expr) -> list[str]:
    """What a key can look like: the text itself, both of a choice, or an f-string with anything in its gaps."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [re.escape(node.value)]
    if isinstance(node, ast.IfExp):
        return [*patterns(node.body), *patterns(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        parts = (re.escape(str(one.value)) if isinstance(one, ast.Constant) else GAP for one in node.values)
        return ["".join(parts)]
    return []


def all_patterns() -> set[str]:
    """Every text and f-string of the program as a pattern of a key."""
    return {
        one for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.expr) for one in patterns(node)
    }


def prefix_of(call: ast.Call, path: Path) -> str | None:
    """Under which keys a call finds its sentence; None where it says nothing."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"Reason", "of_rule"}:
        return r"reason\."
    if name != "say":
        return None
    on_case = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value).split(".")[-1] in {"case", "self"}
    return r"paper\." if on_case and path.parts[1] == "documents" else ""


def values_of(call: ast.Call) -> frozenset[str] | None:
    """The names of the values that a call gives; None where they are put together elsewhere."""
    names: set[str] = set()
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "Reason":
        if len(call.args) > 1 and not isinstance(call.args[1], ast.Dict):
            return None
        keys = call.args[1].keys if len(call.args) > 1 and isinstance(call.args[1], ast.Dict) else []
        if any(not isinstance(key, ast.Constant) for key in keys):
            return None
        return frozenset(str(key.value) for key in keys if isinstance(key, ast.Constant))
    for keyword in call.keywords:
        if keyword.arg is None:
            return None
        names.add(keyword.arg)
    return frozenset(names)


def calls() -> Iterator[Call]:
    """Every sentence that the code says with a key that can be read off."""
    for path, tree in trees():
        for node in ast.walk(tree) if path.name != "words.py" else ():
            if isinstance(node, ast.Call) and node.args:
                prefix = prefix_of(node, path)
                for pattern in patterns(node.args[0]) if prefix is not None else []:
                    place = f"{path}:{node.lineno}"
                    yield Call(place, re.compile(f"{prefix}{pattern}"), values_of(node))


CALLS = list(calls())


def placeholders(text: str | dict[str, str]) -> set[str]:
    """The names of the values in a sentence."""
    texts = [text] if isinstance(text, str) else list(text.values())
    return {name.split(".")[0] for one in texts for _, name, _, _ in string.Formatter().parse(one) if name}


def test_the_calls_are_found() -> None:
    assert len(CALLS) > 150


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.place} {call.pattern.pattern}")
def test_every_sentence_that_the_code_says_is_in_the_catalogue(call: Call) -> None:
    assert any(call.pattern.fullmatch(key) for key in ENGLISH), call


FULLY_KNOWN = [one for one in CALLS if one.values is not None and GAP not in one.pattern.pattern]


@pytest.mark.parametrize("call", FULLY_KNOWN, ids=lambda call: f"{call.place} {call.pattern.pattern}")
def test_every_placeholder_has_its_value_and_every_value_is_told(call: Call) -> None:
    key = call.pattern.pattern.replace("\\", "")
    text = ENGLISH[key]
    wanted = placeholders(text if isinstance(text, str) else dict(text))
    counted = set() if isinstance(text, str) else {"count"}
    assert wanted | counted == set(call.values or ()) | counted


def test_every_code_of_a_reason_in_the_engine_is_in_the_catalogue() -> None:
    """Also codes that are kept in a variable before they become a reason."""
    spaces = {key.split(".")[1] for key in ENGLISH if key.startswith("reason.")}
    for path, tree in trees():
        for node in ast.walk(tree) if path.parts[1] == "engine" else ():
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and DOTTED.fullmatch(text) and text.partition(".")[0] in spaces:
                assert any(key.startswith(f"reason.{text}") for key in ENGLISH), f"{path}: {text}"


def test_codes_that_are_put_together_are_all_there() -> None:
    """An f-string in the engine whose gap is a fixed word."""
    for start, kind in (("practice", PracticeStatus), ("field.clinic", None)):
        members = [member.value for member in kind] if kind else ["npi", "tin", "address"]
        assert {f"reason.{start}.{member}" for member in members} <= set(ENGLISH)


def enums() -> dict[str, type[StrEnum]]:
    """Every type of fixed words in the model."""
    modules = [import_module(one.name) for one in iter_modules(model.__path__, f"{model.__name__}.")]
    values = [(name, value) for module in modules for name, value in vars(module).items()]
    return {
        name: value
        for name, value in values
        if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum
    }


ENUMS = enums()


@pytest.mark.parametrize("name", sorted(set(ENUMS) - NEVER_SHOWN))
def test_every_member_that_is_shown_has_a_word(name: str) -> None:
    words = {key.split(".", 1)[1] for key in ENGLISH if key.startswith(f"{name}.")}
    assert words == {member.value for member in ENUMS[name]}


def test_no_type_is_both_shown_and_never_shown() -> None:
    assert set(ENUMS) >= NEVER_SHOWN
    assert not {name for name in NEVER_SHOWN if any(key.startswith(f"{name}.") for key in ENGLISH)}


FORWARDING = {GAP, r"paper\..+", r"reason\..+", r".+\..+", ""}
"""Patterns that pass a key on and would fit any."""


def test_no_sentence_is_left_over() -> None:
    """Each is said somewhere: by its key, by a pattern, or as the word of a type."""
    said = re.compile("|".join(f"(?:{one})" for one in all_patterns() - FORWARDING if re.search(r"[a-z]{3}", one)))
    left = [
        key
        for key in ENGLISH
        if key.split(".")[0] not in ENUMS
        and not key.startswith("form.month.")
        and not any(
            key.startswith(part) and said.fullmatch(key.removeprefix(part)) for part in ("reason.", "paper.", "")
        )
    ]
    assert left == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_the_same_with_the_same_values(language: str) -> None:
    texts = read_words(language).texts
    assert texts.keys() == ENGLISH.keys()
    for key, text in texts.items():
        ours, theirs = ENGLISH[key], text
        assert isinstance(ours, str) is isinstance(theirs, str), key
        same = [placeholders(one if isinstance(one, str) else dict(one)) for one in (ours, theirs)]
        assert same[0] == same[1], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_can_be_formed(language: str) -> None:
    """Every placeholder is a plain name, and every brace is closed."""
    words: Words = read_words(language)
    for key, text in words.texts.items():
        for one in [text] if isinstance(text, str) else text.values():
            assert one.strip(), key
            assert one == one.strip() or key.startswith("form."), key
            for _, name, spec, conversion in string.Formatter().parse(one):
                assert name is None or name.isidentifier(), key
                assert not spec, key
                assert not conversion, key


def test_every_month_and_every_currency_has_its_form() -> None:
    assert {f"form.month.{number}" for number in range(1, 13)} <= set(ENGLISH)
    assert set(SYMBOLS) == {"USD", "INR", "CAD", "AUD", "NZD", "GBP", "EUR"}


def strings(value: Any) -> Iterator[str]:
    """Every text that is shown; addresses and titles of sources are others' words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in {"href", "title", "source", "sources"}:
                yield from strings(one)


SHOWN = [
    *(("locale", language) for language in LANGUAGES),
    *(("documents", path.name) for path in sorted((folder() / "documents").iterdir()) if path.is_dir()),
    *((name,) for name in ("screening", "payers", "states", "codes", "fees", "notices", "lines", "calendars")),
]


@pytest.mark.parametrize("parts", SHOWN, ids="/".join)
def test_no_text_that_is_shown_promises_or_judges(parts: tuple[str, ...]) -> None:
    for name, data in toml_files(*parts):
        for text in strings(read_toml(name, data)):
            assert not FORBIDDEN.search(text), (name, text)


def test_no_text_in_the_code_promises_or_judges() -> None:
    for path, tree in trees():
        shown = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                docstring = id(node) in shown and path.parts[1] != "cli"
                assert docstring or not FORBIDDEN.search(node.value), f"{path}:{node.lineno}"

"""Every code has its sentence, every sentence its code, and each sentence gets the values that it tells."""

import string
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib import import_module
from typing import Any

import pytest

from clinicdesk.resources import folder, read_toml
from clinicdesk.words import Words, read_words
from tests.health.keys import KNOWN, MET, SOURCE, Use, uses

LANGUAGES = sorted(path.name for path in (folder() / "locale").iterdir() if path.is_dir())
NEVER_SHOWN = {"ItemType", "Kind", "NotPaid", "Repeat"}
"""Enumerations without words: forms of data, and what has a sentence of its own."""


@pytest.fixture(scope="module")
def asked() -> list[Use]:
    """Every place that asks for sentences."""
    return uses()


def enumerations() -> Iterator[type[StrEnum]]:
    """Every enumeration of the model."""
    for path in sorted((SOURCE / "model").glob("*.py")):
        for value in vars(import_module(f"clinicdesk.model.{path.stem}")).values():
            if isinstance(value, type) and issubclass(value, StrEnum) and value.__module__.endswith(f".{path.stem}"):
                yield value


def fields(text: str) -> set[str]:
    """The values that a text tells."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def needed(text: str | Mapping[str, str]) -> set[str]:
    """The values that a text cannot do without."""
    return fields(text) if isinstance(text, str) else {"count"}.union(*map(fields, text.values()))


def test_every_code_of_the_program_has_a_sentence(asked: list[Use], words: Words) -> None:
    assert {(use.place, key) for use in asked for key in use.keys - words.texts.keys()} == set()


def test_no_sentence_is_without_a_code(asked: list[Use], words: Words) -> None:
    enums = {one.__name__ for one in enumerations()}
    sentences = {key for key in words.texts if key.split(".")[0] not in enums}
    assert sentences - {key for use in asked for key in use.keys} == set()


def test_every_value_that_a_sentence_tells_is_given_where_it_is_said(asked: list[Use], words: Words) -> None:
    lacking = {
        (use.place, key, name) for use in asked for key in use.keys for name in needed(words.texts[key]) - use.values
    }
    assert lacking == set()


def test_every_value_that_is_given_is_told_by_a_sentence_of_that_place(asked: list[Use], words: Words) -> None:
    told = {use: set().union(*(needed(words.texts[key]) for key in use.keys)) for use in asked}
    spare = {
        (use.place, name) for use in asked for name in use.values - told[use] if use.place.startswith("documents/")
    }
    assert spare == set()


def test_the_places_are_really_found(asked: list[Use]) -> None:
    keys = {key for use in asked for key in use.keys}
    assert len(asked) > 250
    assert {"reason.practice.silent", "reason.condition.diagnosis", "reason.field.clinic.tin"} <= keys
    assert {"reason.why.status_excluded", "paper.chart.open", "paper.cost.column.left_open", "form.month.12"} <= keys


def test_what_is_told_to_the_search_is_still_of_use(asked: list[Use]) -> None:
    assert asked
    assert KNOWN.keys() - MET == set()


def test_every_fixed_code_has_a_word_and_every_word_a_fixed_code(words: Words) -> None:
    enums = {one.__name__: set(one) for one in enumerations()}
    assert enums.keys() > NEVER_SHOWN
    shown = {(name, str(member)) for name, members in enums.items() if name not in NEVER_SHOWN for member in members}
    assert {tuple(key.split(".", 1)) for key in words.texts if key.split(".")[0] in enums} == shown
    for one in enumerations():
        assert one.__name__ in NEVER_SHOWN or all(words.word(member) for member in one)


def test_every_text_says_something_in_one_line(words: Words) -> None:
    for key, text in words.texts.items():
        for one in [text] if isinstance(text, str) else text.values():
            assert one == one.strip(), key
            assert one, key
            assert one.isprintable(), key


def differences(english: Words, other: Words) -> set[str]:
    """Keys that only one of them has, and those whose texts tell other values or have another shape.

    What is said in English in the program itself is looked at in `test_refusals.py`.
    """
    both = english.texts.keys() & other.texts.keys()
    told = {key for key in other.texts if not key.startswith("said.")}
    return (english.texts.keys() ^ told) | {
        key
        for key in both
        if needed(english.texts[key]) != needed(other.texts[key])
        or isinstance(english.texts[key], str) != isinstance(other.texts[key], str)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_same_keys_and_values_as_english(language: str, words: Words) -> None:
    assert differences(words, read_words(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_file_and_every_paper(language: str) -> None:
    english = {path.name for path in (folder() / "locale" / "en").iterdir()}
    assert {path.name for path in (folder() / "locale" / language).iterdir()} - {"said.toml"} == english
    assert (folder() / "screening" / f"dry-needling.{language}.toml").is_file()
    for kind in (folder() / "documents").iterdir():
        assert not kind.is_dir() or (kind / f"{language}.toml").is_file()


def test_a_language_with_a_fault_is_seen() -> None:
    english = Words("en", {"a": "{x}", "b": "B", "c": {"one": "{count}", "other": "{count} {x}"}, "d": "D"})
    other = Words("es", {"a": "{y}", "b": {"one": "B", "other": "B"}, "c": english.texts["c"], "e": "E"})
    assert differences(english, other) == {"a", "b", "d", "e"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questions_of_each_language_are_those_of_english(language: str) -> None:
    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shape(one) for key, one in value.items()}
        return [shape(one) for one in value] if isinstance(value, list) else type(value)

    texts = [(folder() / "screening" / f"dry-needling.{one}.toml").read_bytes() for one in ("en", language)]
    english, other = (read_toml("dry-needling", text) for text in texts)
    assert shape(english.get("item")) == shape(other.get("item"))

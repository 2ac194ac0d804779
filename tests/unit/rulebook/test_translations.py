"""The screening set in other languages: the same structure, other words, and every gap in them a fault."""

import pytest

from clinicdesk.errors import Fault
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.rulebook.reader import load
from tests.unit.rulebook.small import FILES, faults_of

ENGLISH = "screening/dry-needling.en.toml"
SPANISH = "screening/dry-needling.es.toml"
WORDS = FILES[ENGLISH].replace("dry-needling.en", "dry-needling.es").replace('language = "en"', 'language = "es"')


def rules_with(words: str, **others: str) -> Rulebook:
    files = FILES | {SPANISH: words} | others
    return load((name, text.encode()) for name, text in files.items())


def faults_with(old: str, new: str) -> list[Fault]:
    assert WORDS.count(old) == 1
    return faults_of(FILES | {SPANISH: WORDS.replace(old, new)})


def test_another_language_has_its_words_and_the_structure_of_the_set() -> None:
    rules = rules_with(WORDS.replace(f'text = "{first_text()}"', 'text = "¿Sí?"'))
    spanish = rules.in_language("es")
    assert (rules.language, spanish.language) == ("en", "es")
    one, other = (told.questionnaire.items[0] for told in (rules, spanish))
    assert other.text == "¿Sí?"
    assert [told.when for told in one.triggers] == [told.when for told in other.triggers]
    assert spanish.questionnaire.by_id[one.link_id] is other
    assert spanish.version == rules.version


def first_text() -> str:
    return load((name, text.encode()) for name, text in FILES.items()).questionnaire.items[0].text


def test_from_any_language_there_is_a_way_back_and_the_original_stays_the_same() -> None:
    rules = rules_with(WORDS)
    spanish = rules.in_language("es")
    assert spanish.in_language("es") is spanish
    assert spanish.in_language("en").questionnaire is rules.questionnaire
    assert spanish.original is rules.questionnaire is rules.original


def test_a_language_without_words_is_told_as_it_was_written() -> None:
    rules = rules_with(WORDS)
    assert rules.in_language("tlh") is rules
    assert rules.in_language("es").in_language("tlh").language == "en"


def test_codes_have_words_in_other_languages_too(rules: Rulebook) -> None:
    texts = {code: told.text_in["es"] for code, told in rules.codes.items()}
    assert len(set(texts.values())) == len({told.text for told in rules.codes.values()})
    words = FILES["codes/codes.toml"].replace('text = "', 'text_in = { es = "otra" }\ntext = "', 1)
    there = rules_with(WORDS, **{"codes/codes.toml": words})
    code = next(iter(there.codes))
    assert there.in_language("es").codes[code].text == "otra"
    assert there.in_language("es").in_language("en").codes[code].text == there.codes[code].text


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('language = "es"', 'language = "es"\nmore = "x"', "more: this key is not known here"),
        ('title = "', 'tittle = "', "title: this is missing"),
        ('messages = ["Under 12."]', "", "there must be one message for each trigger"),
    ],
)
def test_what_is_wrong_with_the_words_is_told_with_its_place(old: str, new: str, told: str) -> None:
    faults = [str(one) for one in faults_with(old, new)]
    assert [one for one in faults if one.startswith(SPANISH) and told in one]


def test_words_are_not_compared_with_a_set_that_has_a_fault_itself() -> None:
    files = FILES | {SPANISH: WORDS, ENGLISH: FILES[ENGLISH].replace('title = "', 'tittle = "', 1)}
    assert {one.file for one in faults_of(files)} == {ENGLISH}

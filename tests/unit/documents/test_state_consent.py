"""What the state wants said: printed word for word where somebody has supplied the words, else as a gap."""

from typing import Any

import pytest

from clinicdesk.model.rulebook import Rulebook
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.words import Words
from tests.conftest import example_json
from tests.unit.documents.helpers import pdf_of, plain

GAP = "The clinic must supply this text:"
TITLE = "What your state wants you to be told"
GIST = "A written consent for each patient. The patient signs it and gets a copy."
SUPPLIED = "I sign this of my own free will; <b>{gist}</b> I have a copy.\nThis is no acupuncture."


def with_text(text: str) -> Rulebook:
    """The shipped rules, in which Colorado's words for physical therapists are supplied."""
    files = dict(rule_files())
    line = f'gist = "{GIST}"\n'.encode()
    assert files["states/CO.toml"].count(line) == 1
    files["states/CO.toml"] = files["states/CO.toml"].replace(line, line + f'text = """{text}"""\n'.encode())
    return load(files.items())


def in_colorado(**service: Any) -> dict[str, Any]:
    """A physical therapist's patient there."""
    value = example_json("self-pay-three-to-six")
    value["clinic"]["state"] = "CO"
    value["service"] |= service
    return value


def test_a_text_that_nobody_has_supplied_is_a_gap(rules: Rulebook, words: Words) -> None:
    text = plain(pdf_of(in_colorado(), rules, words))
    assert f"{TITLE} {GAP} {GIST}" in text


@pytest.mark.parametrize("text", [SUPPLIED, f"\n{SUPPLIED}\n"])
def test_a_text_that_is_supplied_is_printed_word_for_word(text: str, words: Words) -> None:
    told = plain(pdf_of(in_colorado(), with_text(text), words))
    assert f"{TITLE} {' '.join(SUPPLIED.split())} As listed on 4 CCR 732-1, rule 11, older copy" in told
    assert GAP not in told
    assert GIST not in told


def test_a_text_goes_to_its_own_profession_only(words: Words) -> None:
    value = in_colorado(scheduled_on="2026-11-23", first_session="2027-09-01")
    value["clinic"]["practitioner"]["profession"] = "OT"
    told = plain(pdf_of(value, with_text(SUPPLIED), words))
    assert f"{TITLE} {GAP} The benefits and the risks" in told
    assert "of my own free will" not in told

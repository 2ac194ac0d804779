"""The program against a second working of the contract: every status, amount, date and blocker of made-up visits."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from clinicdesk.engine.visit import work
from clinicdesk.exchange.result_file import result_text
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from clinicdesk.words import read_words
from tests.conftest import EXAMPLES, as_visit, example_json
from tests.property import reference
from tests.property.strategies import visit_files

RULES = load(rule_files())
WORDS = read_words("en")


def comparable(value: dict[str, Any]) -> dict[str, Any]:
    """The program's result in the reference's shape: no reasons and no words."""
    visit = as_visit(value, RULES)
    told = json.loads(result_text(work(visit, RULES), WORDS, rulebook=RULES.version, visit=""))
    for one in [told["practice"], *told["coverage"], *told["notices"]]:
        del one["reasons"]
    told["screening"]["findings"] = [
        (one["item"], one["severity"], one["scope"]) for one in told["screening"]["findings"]
    ]
    told["estimate"]["assumed"] = [one["code"] for one in told["estimate"].pop("assumptions")]
    told["blockers"] = [one["kind"] for one in told["blockers"]]
    return {key: told[key] for key in ("practice", "coverage", "screening", "estimate", "notices", "blockers")}


def check(value: dict[str, Any]) -> None:
    """Both say the same, part by part."""
    ours, theirs = comparable(value), reference.work(value)
    assert ours["practice"] == theirs["practice"]
    assert ours["coverage"] == theirs["coverage"]
    assert ours["screening"] == theirs["screening"]
    for one, two in zip(ours["estimate"]["lines"], theirs["estimate"]["lines"], strict=True):
        assert one == two
    assert ours["estimate"] == theirs["estimate"]
    assert ours["notices"] == theirs["notices"]
    assert ours["blockers"] == theirs["blockers"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example(name: str) -> None:
    check(example_json(name))


@given(visit_files(RULES))
def test_made_up_visits(value: dict[str, Any]) -> None:
    check(value)


@pytest.mark.torture
@settings(settings.get_profile("long"))
@given(visit_files(RULES))
def test_ten_thousand_made_up_visits(value: dict[str, Any]) -> None:
    check(value)

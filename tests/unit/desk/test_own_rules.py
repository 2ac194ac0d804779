"""What rests on a rule file of the clinic's own says so beside the rule's source: on paper, in the determination."""

import json
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from clinicdesk.desk.costs import determine
from clinicdesk.desk.courses import open_course, open_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.own_rules import rules_with
from clinicdesk.desk.papers import issue, reprint
from clinicdesk.desk.people import register
from clinicdesk.desk.plans import add_coverage
from clinicdesk.desk.settings import save_rules
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.payer import LineOfBusiness
from clinicdesk.model.records import RuleFileRecord
from clinicdesk.resources import rule_files
from tests.unit.desk.visits import ANA, MONDAY, SERVICE, become, set_prices

SHIPPED = {name: data.decode() for name, data in rule_files()}
PAYER, STATE, SET = "payers/bcbsnc.toml", "states/NC.toml", "screening/dry-needling.toml"
PLAN = Coverage(payer="bcbsnc", line_of_business=LineOfBusiness.COMMERCIAL, in_network=True, member_id="A1")
Told = dict[str, list[bool]]


@pytest.fixture
def priced(desk: Desk) -> Desk:
    set_prices(desk)
    return desk


def own(desk: Desk, name: str, text: str) -> None:
    """Somebody who manages saves a rule file of the clinic's own."""
    become(desk, "staff-max")
    version = sum(one.version for one in desk.store.find(RuleFileRecord, id=name))
    save_rules(desk, RuleFileRecord(id=name, text=text, version=version))
    become(desk, "staff-ana")


def told(desk: Desk) -> Told:
    """Where "clinic's own" stands in what a new patient is told: by each source, and by each line of the sheet."""
    patient = register(desk, ANA).id
    course = open_course(desk, patient, SERVICE, "staff-kim", [add_coverage(desk, patient, PLAN, 1).id])
    visit = open_visit(desk, patient, course.id, MONDAY).id
    found = json.loads(determine(desk, patient, visit).result)
    return {
        "coverage": are_own(found["coverage"][0]["reasons"]),
        "practice": are_own(found["practice"]["reasons"]),
        "sheet": ["(clinic's own), checked" in sheet_text(desk, patient, visit)],
    }


def are_own(reasons: list[dict[str, Any]]) -> list[bool]:
    return sorted({one["source"]["title"].endswith("(clinic's own)") for one in reasons if one["source"]})


def sheet_text(desk: Desk, patient: str, visit: str) -> str:
    pages = PdfReader(BytesIO(reprint(desk, issue(desk, patient, visit)[0].id))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_what_ships_is_not_said_to_be_the_clinics_own(priced: Desk) -> None:
    assert told(priced) == {"coverage": [False], "practice": [False], "sheet": [False]}


def test_a_payer_of_the_clinics_own_takes_the_place_of_the_shipped_one_and_says_so(priced: Desk) -> None:
    own(priced, PAYER, f"# as our payer wrote to us\n{SHIPPED[PAYER]}")
    assert told(priced) == {"coverage": [True], "practice": [False], "sheet": [True]}
    own(priced, PAYER, "")
    assert told(priced) == {"coverage": [False], "practice": [False], "sheet": [False]}


def test_a_state_of_the_clinics_own_says_so(priced: Desk) -> None:
    own(priced, STATE, f"# as our board wrote to us\n{SHIPPED[STATE]}")
    assert told(priced) == {"coverage": [False], "practice": [True], "sheet": [True]}


def test_a_copy_without_a_change_is_what_ships(priced: Desk) -> None:
    own(priced, PAYER, SHIPPED[PAYER])
    assert told(priced)["coverage"] == [False]


def test_questions_of_the_clinics_own_say_so_too() -> None:
    items = rules_with({SET: f"# ours\n{SHIPPED[SET]}"}).questionnaire.items
    sources = [source for item in items for source in item.sources]
    assert sources
    assert all(source.title.endswith("(clinic's own)") for source in sources)


def test_two_layers_have_one_version_of_their_own() -> None:
    version = rules_with({}).version
    assert rules_with({PAYER: f"{SHIPPED[PAYER]}\n"}).version != version
    assert rules_with({PAYER: ""}).version == version

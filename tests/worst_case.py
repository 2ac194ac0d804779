"""The visit that is hardest to print: the longest names, sixty sessions, two plans, and every finding there is."""

from typing import Any

from clinicdesk.engine.visit import work
from clinicdesk.model.questionnaire import Item, ItemType
from clinicdesk.model.rulebook import Rulebook
from tests.conftest import as_visit, example_json

SESSIONS = 60
LONG_GIVEN = "Maximiliana Wilhelmína Đặng-Ōkubo"
LONG_FAMILY = "Featherstonehaugh-Cholmondeley von und zu Hohenzollern-Sigmaringen"
LONG_PAYER = "Interlocal Educational Employees' Health and Welfare Benefit Trust of the Western Counties"
LONG_CLINIC = "Northern Appalachian Regional Orthopedic, Sports and Spine Physical Therapy Associates, PLLC"


def worst_case(rules: Rulebook) -> dict[str, Any]:
    """A visit file; everything in it is made up."""
    told = example_json("year-end-and-secondary")
    told["clinic"] |= {
        "name": LONG_CLINIC,
        "address": "Suite 1400, Building C\n12000 Old Mill Creek Crossing Boulevard\nWinston-Salem, NC 27101-0012",
    }
    told["clinic"]["practitioner"] |= {"name": "Alexandra Konstantinopolou-Vandenbergh, PT, DPT, OCS, FAAOMPT"}
    told["patient"] |= {
        "given_name": LONG_GIVEN,
        "family_name": LONG_FAMILY,
        "birth_date": "2011-12-31",
        "guardian": {"name": f"Bartholomew {LONG_FAMILY}", "relationship": "stepfather, by order of the court"},
    }
    told["answers"] = {one.link_id: given for one in rules.questionnaire.items if (given := _flagged(one)) is not None}
    told["answers"] |= {"wants_treatment": "yes", "emergency_now": "no"}
    told["answers"].pop("age_years", None)
    told["coverage"][0] |= {"payer_name": LONG_PAYER, "plan_name": "Choice Plus 5000/80 with the vision rider"}
    told["service"] |= {
        "sessions": SESSIONS,
        "sessions_range": [SESSIONS - 20, SESSIONS],
        "every_days": 4,
        "diagnoses": ["M79.18", "M54.50", "M25.511", "M62.838", "G44.209", "M76.61", "S13.4XXA", "M54.2"],
        "body_region": "neck, both shoulders, upper back, lower back and the back of both thighs",
    }
    found = {one.item for one in work(as_visit(told, rules), rules).screening.findings}
    told["clinician_decision"] = {
        "by": "Alexandra Konstantinopolou-Vandenbergh, PT, DPT, OCS, FAAOMPT",
        "license": "P-0012345",
        "decision": "may_go_on",
        "findings": sorted(found),
        "reason": "Each was talked over with the patient, the guardian and the treating doctors; the places are left "
        "out, fewer needles are used, and the patient lies down all the time.",
        "on": "2026-11-23",
    }
    return told


def _flagged(item: Item) -> Any:
    """The answer that makes most findings, where the item has one."""
    if item.type is ItemType.MULTI_CHOICE:
        return [*item.options]
    if item.type is ItemType.CHOICE:
        return max(item.options, key=lambda one: _findings(item, one))
    if item.type is ItemType.TEXT:
        return "Methotrexate 15 mg weekly, prednisone 10 mg, apixaban 5 mg twice a day, insulin glargine 20 units"
    return item.range[1] if item.range else None


def _findings(item: Item, option: str) -> int:
    """How many findings an option of an item makes."""
    return len(item.by_option.get(option, ())) + sum(option in one.when.options for one in item.triggers)

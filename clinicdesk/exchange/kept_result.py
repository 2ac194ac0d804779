"""What is read back from what was stored as it was told: a result file or a part of one, and its visit file."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from clinicdesk.exchange.result_file import as_json
from clinicdesk.exchange.visit_writer import coverage_told
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.estimate import Basis
from clinicdesk.model.money import cents_of
from clinicdesk.model.payer import NOT_ASKED_FOR, CoverageStatus, Need
from clinicdesk.model.questionnaire import Severity


def primary_status(result: str) -> CoverageStatus | None:
    """The primary plan's status in a kept `coverage`; None where no plan is used."""
    coverage = read_kept(result)["coverage"]
    return CoverageStatus(coverage[0]["status"]) if coverage else None


def patient_at(result: str, session: int) -> int | None:
    """What the patient pays at a session, in cents; None where that is not known, not told or must not be collected."""
    told = read_kept(result)
    estimate = told["estimate"]
    lines = [line for line in estimate["lines"] if line["session"] == session]
    collected = all(one["patient_may_be_billed"] not in NOT_ASKED_FOR for one in told["coverage"])
    if estimate["basis"] == Basis.UNKNOWN or not lines or not collected:
        return None
    return sum(cents_of(line["patient"]) for line in lines)


def asks_for(result: str, need: Need) -> bool:
    """Whether the state or a plan asks for it, by a kept `practice` and `coverage`."""
    told = read_kept(result)
    return any(need in one.get("needs", []) for one in (told.get("practice", {}), *told["coverage"]))


def same_plans(visit: str, now: Sequence[Coverage]) -> bool:
    """Whether the plans of a kept visit file are those of now, and nothing was learned of them since.

    What the sessions of the course have used up in between is nothing new.
    """
    then = read_kept(visit).get("coverage", [])
    found: list[Any] = [json.loads(as_json(coverage_told(one))) for one in now]
    if len(then) != len(found) or any(_plan(old) != _plan(new) for old, new in zip(then, found, strict=True)):
        return False
    pairs = zip(then, found, strict=True)
    return not any(_told_since(old.get("benefits", {}), new.get("benefits", {})) for old, new in pairs)


def weighty_items(result: str) -> frozenset[str]:
    """The items of a kept `screening` with a finding that a clinician has to look at."""
    findings = read_kept(result)["findings"]
    return frozenset(one["item"] for one in findings if one["severity"] != Severity.NOTE)


def _plan(told: Mapping[str, Any]) -> dict[str, Any]:
    """The plan itself, with what was said on the telephone: without benefits, and without what is counted down."""
    plan = {key: value for key, value in told.items() if key not in {"benefits", "visits_used"}}
    leave = plan.get("prior_authorization", {})
    return plan | {"prior_authorization": {key: value for key, value in leave.items() if key != "visits"}}


def _told_since(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether other benefits were told since. What the desk worked out itself of earlier ones has a day, no teller."""
    day = new.get("as_of", "")
    if "as_of" in old and "told_by" not in old and old != new:
        return bool(day >= old["as_of"])
    differs = {**old, "as_of": None} != {**new, "as_of": None}
    return differs or day not in {"", old.get("as_of")}


def read_kept(text: str) -> dict[str, Any]:
    """The values of a text that the program itself has written and kept, such as a paper's visit file: no limits."""
    told: dict[str, Any] = json.loads(text)
    return told

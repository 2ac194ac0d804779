"""What is read back from a kept result: the part of a result file that was stored as it was told."""

import json
from typing import Any

from clinicdesk.model.estimate import Basis
from clinicdesk.model.money import cents_of
from clinicdesk.model.payer import NOT_ASKED_FOR, CoverageStatus
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


def weighty_items(result: str) -> frozenset[str]:
    """The items of a kept `screening` with a finding that a clinician has to look at."""
    findings = read_kept(result)["findings"]
    return frozenset(one["item"] for one in findings if one["severity"] != Severity.NOTE)


def read_kept(text: str) -> dict[str, Any]:
    """The values of a text that the program itself has written and kept, such as a paper's visit file: no limits."""
    told: dict[str, Any] = json.loads(text)
    return told

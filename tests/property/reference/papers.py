"""Notices and blockers."""

from datetime import date, timedelta

from tests.property.reference.book import COVERED, REFUSED, Json, day, first_session, plans, sessions, toml
from tests.property.reference.coverage import line_of_business, status
from tests.property.reference.estimate import work_lines
from tests.property.reference.screening import age, state_age, year_after


def holidays() -> set[date]:
    """Federal holidays as observed."""
    return {on for one in toml("calendars/us-federal")["holiday"] for on in one["days"]}


def is_business_day(on: date) -> bool:
    """Monday to Friday less federal holidays."""
    return on.isoweekday() <= 5 and on not in holidays()


def after(start: date, count: int) -> str:
    """So many business days after a day."""
    on = start
    while count > 0:
        on += timedelta(days=1)
        count -= is_business_day(on)
    return on.isoformat()


def estimate_due(visit: Json) -> str | None:
    """When a Good Faith Estimate is due."""
    booked = day(visit["service"].get("scheduled_on"))
    if booked is None:
        return after(date.fromisoformat(visit["date"]), 3)
    span = (first_session(visit) - booked).days
    ahead = sum(is_business_day(booked + timedelta(days=number)) for number in range(1, span + 1))
    if ahead >= 10:
        return after(booked, 3)
    return after(booked, 1) if ahead >= 3 else None


def signer(visit: Json) -> str | None:
    """Who signs all papers."""
    years = age(visit)
    if years is None:
        return None
    if years < state_age(visit):
        return "guardian"
    return "representative" if visit["answers"].get("decides_for_self") == "no" else "patient"


def not_covered_sessions(visit: Json, plan: Json) -> tuple[bool, bool]:
    """Whether a session is not covered (refused, or no visit left of a plan in use), and whether one is unknown."""
    days, code = sessions(visit, visit["service"]["sessions"]), visit["service"]["code"]
    statuses = [status(visit, plan, code, on) for on in days]
    lines = [line for line in work_lines({**visit, "coverage": [plan]}, len(days), []) if line["needling"]]
    out = visit["service"].get("use_insurance", True) and any(
        one in COVERED and not line["covered"] for one, line in zip(statuses, lines, strict=True)
    )
    return out or any(one in REFUSED for one in statuses), "unknown" in statuses


def may_be_billed(told: Json) -> bool:
    """Whether it is known that the patient may be billed."""
    return told["patient_may_be_billed"] in ("yes", "with_notice")


def notices(visit: Json, allowed: Json, told: list[Json]) -> list[Json]:
    """What papers are due."""
    found: list[tuple[str, str | None, list[str]]] = []
    if allowed["status"] not in ("prohibited", "not_yet_effective"):
        found.append(("consent", None, []))
    primary = plans(visit)[0] if plans(visit) else None
    line = (line_of_business(primary) or "other") if primary else None
    uses = primary is not None and visit["service"].get("use_insurance", True)
    uninsured = line in ("commercial", "other") and told[0]["status"] in (*REFUSED, "inactive")
    if visit["clinic"]["state"] != "XX" and (not uses or uninsured):
        missing = [f"clinic.{key}" for key in ("npi", "tin", "address") if not visit["clinic"].get(key)]
        found.append(("good_faith_estimate", estimate_due(visit), missing))
    else:
        found.append(("cost_estimate", None, []))
    if primary:
        out, unknown = not_covered_sessions(visit, primary)
        if line == "medicare" and out:
            found.append(("abn", None, []))
        elif line == "medicare_advantage" and (out or unknown):
            found.append(("organization_determination", None, []))
        elif line not in ("medicare", "medicare_advantage") and out and may_be_billed(told[0]):
            found.append(("non_covered_waiver", None, []))
    return [{"kind": kind, "due": due, "signer": signer(visit), "missing": missing} for kind, due, missing in found]


def blockers(visit: Json, allowed: Json, screened: Json) -> list[str]:
    """What stands in the way."""
    weighty = {item for item, severity, _ in screened["findings"] if severity in ("stop", "review")}
    decision = visit.get("clinician_decision")
    counts = (
        decision is not None and weighty <= set(decision["findings"]) and visit["date"] <= year_after(decision["on"])
    )
    lifted = counts and decision is not None and decision["decision"] == "may_go_on"
    patient, who = visit["patient"], signer(visit)
    holding = {
        "screening_stop": screened["outcome"] == "stop" and not lifted,
        "screening_incomplete": bool(screened["unanswered"]),
        "clinician_review": screened["outcome"] == "review" and not lifted,
        "clinician_declined": counts and decision is not None and decision["decision"] == "not_today",
        "practice_prohibited": allowed["status"] in ("prohibited", "not_yet_effective"),
        "practitioner_not_qualified": any(need != "referral" for need in allowed["unmet"]),
        "signer_missing": who in ("guardian", "representative") and not patient.get(who, {}).get("name", "").strip(),
    }
    return [kind for kind, there in holding.items() if there]

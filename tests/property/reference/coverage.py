"""What a payer says of a course."""

from datetime import date, timedelta

from tests.property.reference.book import COVERED, Json, holds, sessions, toml

ENDLESS = 10**9


def line_of_business(plan: Json) -> str | None:
    """As stated, else the payer's only one."""
    known = toml(f"payers/{plan['payer']}").get("lines_of_business", [])
    return plan.get("line_of_business") or (known[0] if len(known) == 1 else None)


def condition(wanted: list[str], facts: list[str], *, prefix: bool = False) -> str:
    """`met`, `failed`, or `open` where the fact is not stated."""
    if not wanted:
        return "met"
    if not facts:
        return "open"
    met = any(fact.startswith(one) if prefix else fact == one for fact in facts for one in wanted)
    return "met" if met else "failed"


def marks(visit: Json, plan: Json, policy: Json) -> set[str]:
    """What becomes of a policy's conditions; `elsewhere` where it is about another kind of plan or another state."""
    service, line = visit["service"], line_of_business(plan)
    place = {
        condition(policy.get("lines_of_business", []), [line] if line else []),
        condition(policy.get("states", []), [visit["clinic"]["state"]]),
    }
    if "failed" in place:
        return {"elsewhere"}
    return place | {
        condition(policy.get("diagnoses", []), service.get("diagnoses", []), prefix=True),
        condition(policy.get("indications", []), [service["indication"]] if "indication" in service else []),
        condition(policy.get("professions", []), [visit["clinic"]["practitioner"]["profession"]]),
    }


def exists(code: str, on: date) -> bool:
    """Whether the code was there on a day."""
    return on >= next((one.get("since", on) for one in toml("codes/codes")["code"] if one["code"] == code), on)


def rule(visit: Json, plan: Json, code: str, on: date) -> tuple[str, Json | None]:
    """The rule book's status of a code on a day, and the policy that says so."""
    policies = toml(f"payers/{plan['payer']}").get("policy", [])
    marked = [(one, marks(visit, plan, one)) for one in policies if code in one["codes"] and holds(one, on)]
    here = [(one, found) for one, found in marked if "elsewhere" not in found] if exists(code, on) else []
    specific = [one for one in here if not one[0].get("otherwise")]
    rest = [one for one in here if one[0].get("otherwise") and "failed" not in one[1]]
    for policy, found in specific:
        if found == {"met"}:
            return policy["status"], policy
    for policy, found in specific:
        if "failed" not in found:
            return "unknown", policy
    for policy, found in rest:
        return (policy["status"] if found == {"met"} else "unknown"), policy
    for policy, _ in specific:
        if policy["status"] in COVERED:
            return "not_covered", policy
    return "unknown", None


def phone(visit: Json, plan: Json, code: str) -> Json | None:
    """The telephone check that counts for a code."""
    told: Json | None = plan.get("verified_by_phone")
    if told is None or has_lapsed(visit, plan):
        return None
    return told if not told.get("codes") or code in told["codes"] else None


def has_lapsed(visit: Json, plan: Json) -> bool:
    """Whether there is a telephone check that is too old."""
    if "verified_by_phone" not in plan:
        return False
    on, today = date.fromisoformat(plan["verified_by_phone"]["on"]), date.fromisoformat(visit["date"])
    return today - on > timedelta(days=90)


def outranks(visit: Json, plan: Json, code: str, on: date) -> Json | None:
    """The telephone check, unless the rule is a verified exclusion by Original Medicare."""
    said, policy = rule(visit, plan, code, on)
    if said == "excluded" and policy and policy["verified"] and line_of_business(plan) == "medicare":
        return None
    return phone(visit, plan, code)


def active(plan: Json, on: date) -> bool:
    """Whether the plan runs on a day."""
    return bool(plan.get("effective_from", "0000") <= on.isoformat() <= plan.get("effective_to", "9999-99"))


def status(visit: Json, plan: Json, code: str, on: date) -> str:
    """The service's status on a day."""
    if not active(plan, on):
        return "inactive"
    told = outranks(visit, plan, code, on)
    return str(told["status"]) if told else rule(visit, plan, code, on)[0]


def is_named(visit: Json, plan: Json, code: str) -> bool:
    """Whether the telephone or a policy names a code beside the service."""
    policies = toml(f"payers/{plan['payer']}").get("policy", [])
    return bool(phone(visit, plan, code)) or any(code in policy["codes"] for policy in policies)


def benefits_stated(plan: Json) -> bool:
    """Whether anything of the plan's cost share is stated."""
    told = plan.get("benefits", {})
    left = [*told.get("accumulators", {}).values(), *told.get("next_year", {}).values()]
    shares = [told.get("copay"), told.get("coinsurance"), *left]
    return any(one is not None for one in shares) or told.get("deductible_applies") is False


def other_status(visit: Json, plan: Json, code: str, on: date) -> str:
    """The status of a code beside the service."""
    if not active(plan, on):
        return "inactive"
    if is_named(visit, plan, code):
        return status(visit, plan, code, on)
    return "covered" if benefits_stated(plan) else "unknown"


def visits_allowed(visit: Json, plan: Json, days: list[date]) -> int | None:
    """The limit: the telephone's, else that of the policy of the first session that is covered."""
    code = visit["service"]["code"]
    told = outranks(visit, plan, code, days[0])
    if told and "visits_allowed" in told:
        return int(told["visits_allowed"])
    covered = [on for on in days if status(visit, plan, code, on) in COVERED]
    policy = rule(visit, plan, code, (covered or days)[0])[1]
    plain = [one["count"] for one in (policy or {}).get("visits", []) if not one.get("documented_improvement")]
    better = [one["count"] for one in (policy or {}).get("visits", []) if one.get("documented_improvement")]
    if better and plan.get("documented_improvement"):
        plain = [max(better)]
    return int(min(plain)) if plain else None


def authorization(plan: Json, on: date) -> Json | None:
    """The authorization that holds on a day."""
    given: Json | None = plan.get("prior_authorization")
    return given if given and on.isoformat() <= given.get("until", "9999-99") else None


def unmet_on(visit: Json, plan: Json, on: date) -> list[str]:
    """What the policy of a day asks for and is not there."""
    policy = rule(visit, plan, visit["service"]["code"], on)[1] or {}
    missing = []
    if policy.get("prior_authorization") and not authorization(plan, on):
        missing.append("prior_authorization")
    if policy.get("referral") and "referral" not in plan:
        missing.append("referral")
    return missing


def limits(visit: Json, plan: Json, days: list[date]) -> tuple[int, list[int]]:
    """What is left of the first limit, and of the second a session."""
    allowed = visits_allowed(visit, plan, days)
    first = ENDLESS if allowed is None else max(0, allowed - plan.get("visits_used", 0))
    return first, [(authorization(plan, on) or {}).get("visits", ENDLESS) for on in days]


def plan_visits(plan: Json, days: list[date], used: int) -> int:
    """What the third limit leaves at a session, so many after the first, where every session before it used a visit."""
    told = plan.get("benefits", {})
    ends = told.get("plan_year_ends", "9999-99")
    left, after = (told.get(key, {}).get("visits_remaining") for key in ("accumulators", "next_year"))
    before_end = sum(1 for on in days[:used] if on.isoformat() <= ends)
    if days[used].isoformat() > ends and after is not None:
        return max(0, int(after) - (used - before_end))
    return ENDLESS if left is None else max(0, int(left) - used)


def coverage(visit: Json, plan: Json) -> Json:
    """One determination."""
    days, code = sessions(visit, visit["service"]["sessions"]), visit["service"]["code"]
    statuses = [status(visit, plan, code, on) for on in days]
    first, second = limits(visit, plan, days)
    third = [plan_visits(plan, days, used=number) for number in range(len(days))]
    left: int = min(first, second[0], third[0])
    policies = [rule(visit, plan, code, on)[1] or {} for on in days]
    asked = [need for need in ("prior_authorization", "referral") if any(one.get(need) for one in policies)]
    unmet = {need for on in days for need in unmet_on(visit, plan, on)}
    policy = policies[0]
    told = phone(visit, plan, code)
    within = all(number < min(first, second[number]) and third[number] > 0 for number in range(len(days)))
    fully = within and all(one in COVERED for one in statuses)
    if told and "may_bill_patient" in told:
        billed = "yes" if told["may_bill_patient"] else "no"
    elif policy.get("patient_may_be_billed"):
        billed = policy["patient_may_be_billed"]
    elif line_of_business(plan) in ("medicaid", "workers_comp", "va"):
        billed = "unknown"
    else:
        billed = "yes" if fully else "with_notice"
    rests_on_fact = statuses[0] == "inactive" or outranks(visit, plan, code, days[0]) is not None
    return {
        "payer": plan["payer"],
        "status": statuses[0],
        "changes": [
            {"session": number + 1, "status": statuses[number]}
            for number in range(1, len(days))
            if statuses[number] != statuses[number - 1]
        ],
        "visits_allowed": visits_allowed(visit, plan, days),
        "visits_left": None if left == ENDLESS else left,
        "needs": asked,
        "unmet": [need for need in asked if need in unmet],
        "patient_may_be_billed": billed,
        "verified": rests_on_fact or bool(policy.get("verified")),
    }

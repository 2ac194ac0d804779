"""A second, naive working of a visit, written from the contract alone: nothing here knows the program's code.

A visit file's values in, the comparable parts of a result file out. Money is in Fractions of a unit of currency until
it is rounded, half up, to the cent; rules are read from the TOML files as they stand.
"""

import tomllib
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

Json = dict[str, Any]
ROOT = Path(__file__).parents[2] / "resources"
COVERED = ("covered", "covered_with_conditions")
REFUSED = ("not_covered", "investigational", "excluded")
AMOUNTS = [
    "billed", "allowed", "write_off", "deductible", "copay", "coinsurance", "out_of_pocket_reduction",
    "not_covered", "balance_bill", "plan", "secondary_plan", "patient",
]  # fmt: skip
ENDLESS = 10**9


@cache
def toml(name: str) -> Json:
    """One rule file as it stands; empty where there is none."""
    path = ROOT / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def cents(value: Fraction) -> Fraction:
    """Half up to the cent."""
    return Fraction((value * 100 + Fraction(1, 2)).__floor__(), 100)


def text(value: Fraction) -> str:
    """`95.00`."""
    whole = value * 100
    assert whole.denominator == 1
    return f"{whole.numerator // 100}.{whole.numerator % 100:02d}"


def day(written: str | None) -> date | None:
    """A day of the file."""
    return date.fromisoformat(written) if written else None


def holds(rule: Json, on: date) -> bool:
    """Whether a dated block is in force."""
    checked, until = rule["source"]["checked"], rule.get("until")
    since = rule.get("since") or (date.min if until and until < checked else checked)
    return since <= on and (until is None or on <= until)


# Practice


def practice(visit: Json) -> Json:
    """What the state says of the practitioner on the day of the first session."""
    state, who = visit["clinic"]["state"], visit["clinic"]["practitioner"]
    nothing: Json = {"status": "unknown", "needs": [], "unmet": []}
    if state == "XX":
        return nothing
    own = [row for row in toml(f"states/{state}").get("practice", []) if row["profession"] == who["profession"]]
    every = [row for row in toml("states/every").get("practice", []) if row["profession"] == who["profession"]]
    rows = [row for row in own or every if holds(row, first_session(visit))]
    if not rows:
        return nothing
    (row,) = rows
    needs, unmet = [], []
    if "training_hours" in row or row.get("training"):
        needs.append("training_hours")
        if row.get("training_hours", 0) > who.get("dry_needling_hours", 0):
            unmet.append("training_hours")
    if row.get("endorsement"):
        needs.append("endorsement")
        if not who.get("endorsed"):
            unmet.append("endorsement")
    if row.get("written_consent"):
        needs.append("written_consent")
    if row.get("referral"):
        needs.append("referral")
        if visit["answers"].get("referral") != "yes" and not any("referral" in one for one in plans(visit)):
            unmet.append("referral")
    return {"status": row["status"], "needs": needs, "unmet": unmet}


def plans(visit: Json) -> list[Json]:
    """The coverages."""
    found: list[Json] = visit.get("coverage", [])
    return found


def first_session(visit: Json) -> date:
    """The day of the first session."""
    return date.fromisoformat(visit["service"].get("first_session", visit["date"]))


def sessions(visit: Json, count: int) -> list[date]:
    """The days of so many sessions."""
    apart = timedelta(days=visit["service"].get("every_days", 7))
    return [first_session(visit) + number * apart for number in range(count)]


# Coverage


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


def rule(visit: Json, plan: Json, code: str, on: date) -> tuple[str, Json | None]:
    """The rule book's status of a code on a day, and the policy that says so."""
    service, line = visit["service"], line_of_business(plan)
    if on < next((one.get("since", on) for one in toml("codes/codes")["code"] if one["code"] == code), on):
        return "unknown", None
    found = []
    for policy in toml(f"payers/{plan['payer']}").get("policy", []):
        if code not in policy["codes"] or not holds(policy, on):
            continue
        place = {
            condition(policy.get("lines_of_business", []), [line] if line else []),
            condition(policy.get("states", []), [visit["clinic"]["state"]]),
        }
        facts = {
            condition(policy.get("diagnoses", []), service.get("diagnoses", []), prefix=True),
            condition(policy.get("indications", []), [service["indication"]] if "indication" in service else []),
            condition(policy.get("professions", []), [visit["clinic"]["practitioner"]["profession"]]),
        }
        if "failed" not in place:
            found.append((policy, place | facts))
    specific = [(policy, marks) for policy, marks in found if not policy.get("otherwise")]
    for policy, marks in specific:
        if marks == {"met"}:
            return policy["status"], policy
    for policy, marks in specific:
        if "failed" not in marks:
            return "unknown", policy
    for policy, marks in found:
        if policy.get("otherwise") and "failed" not in marks:
            return (policy["status"] if "open" not in marks else "unknown"), policy
    for policy, marks in specific:
        if policy["status"] in COVERED and "failed" in marks:
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
    return plan.get("effective_from", "0000") <= on.isoformat() <= plan.get("effective_to", "9999-99")


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


def coverage(visit: Json, plan: Json) -> Json:
    """One determination."""
    days, code = sessions(visit, visit["service"]["sessions"]), visit["service"]["code"]
    statuses = [status(visit, plan, code, on) for on in days]
    remaining = plan.get("benefits", {}).get("accumulators", {}).get("visits_remaining")
    first, second = limits(visit, plan, days)
    left = min(first, second[0], ENDLESS if remaining is None else remaining)
    policies = [rule(visit, plan, code, on)[1] or {} for on in days]
    asked = [need for need in ("prior_authorization", "referral") if any(one.get(need) for one in policies)]
    unmet = {need for on in days for need in unmet_on(visit, plan, on)}
    policy = policies[0]
    told = phone(visit, plan, code)
    fully = all(one in COVERED for one in statuses) and left >= len(days)
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


# Estimate


class Plan:
    """One plan while the course goes on."""

    def __init__(self, told: Json, assumed: list[str]) -> None:
        self.told, self.assumed = told, assumed
        self.take_over(told.get("accumulators", {}), {})
        self.turned = False
        self.copay_used = Fraction(0)

    def take_over(self, left: Json, before: Json) -> None:
        """A year's accumulators."""
        self.left = {key: None if value is None else Fraction(value) for key, value in left.items()}
        if self.left.get("visits_remaining") is None:
            self.left["visits_remaining"] = before.get("visits_remaining")

    def begin(self, on: date) -> None:
        """A new session."""
        self.copay_used = Fraction(0)
        ends = day(self.told.get("plan_year_ends"))
        if ends and on > ends and not self.turned:
            self.turned = True
            self.take_over(self.told.get("next_year", {}), self.left)

    def visit_left(self) -> bool:
        """Whether the third limit leaves a visit."""
        visits = self.left.get("visits_remaining")
        return visits is None or visits > 0

    def use_visit(self) -> None:
        """One visit less."""
        visits = self.left.get("visits_remaining")
        if visits is not None:
            self.left["visits_remaining"] = visits - 1

    def least(self, *keys: str) -> Fraction | None:
        """The least of what is stated."""
        stated = [value for value in (self.left.get(key) for key in keys) if value is not None]
        return min(stated, default=None)

    def assume(self, code: str) -> None:
        """Note what is not known."""
        if code not in self.assumed:
            self.assumed.append(code)

    def share(self, base: Fraction) -> dict[str, Fraction]:
        """Steps 4 to 7."""
        deductible = Fraction(0)
        if self.told.get("deductible_applies", True) and base:
            left = self.least("deductible_remaining", "family_deductible_remaining")
            if left is None:
                self.assume("deductible_not_stated")
            deductible = base if left is None else min(base, left)
        rest = base - deductible
        copay = coinsurance = Fraction(0)
        if self.told.get("copay") is not None:
            copay = min(rest, Fraction(self.told["copay"]) - self.copay_used)
            self.copay_used += copay
        elif self.told.get("coinsurance") is not None:
            coinsurance = cents(rest * Fraction(self.told["coinsurance"]))
        elif rest:
            self.assume("cost_share_not_stated")
            coinsurance = rest
        most = self.least("out_of_pocket_remaining", "family_out_of_pocket_remaining")
        taken = deductible + copay + coinsurance
        if most is None and taken:
            self.assume("out_of_pocket_not_stated")
        too_much = Fraction(0) if most is None else max(Fraction(0), taken - most)
        parts = {"coinsurance": coinsurance, "copay": copay, "deductible": deductible}
        over = too_much
        for name, part in parts.items():
            parts[name] = part - min(part, over)
            over -= min(part, over)
        self.reduce(parts["deductible"], "deductible_remaining", "family_deductible_remaining")
        self.reduce(sum(parts.values(), Fraction(0)), "out_of_pocket_remaining", "family_out_of_pocket_remaining")
        return parts | {"out_of_pocket_reduction": too_much}

    def reduce(self, amount: Fraction, *keys: str) -> None:
        """Take off what was taken."""
        for key in keys:
            left = self.left.get(key)
            if left is not None:
                self.left[key] = left - amount


def own_part(parts: dict[str, Fraction]) -> Fraction:
    """Deductible, copay and coinsurance."""
    return parts["deductible"] + parts["copay"] + parts["coinsurance"]


def blank(visit: Json, code: str, units: int) -> dict[str, Fraction]:
    """A line that nobody pays but the patient, at the self-pay price."""
    price = visit["fees"][code]
    line = dict.fromkeys(AMOUNTS, Fraction(0))
    line["billed"] = Fraction(price["billed"]) * units
    line["not_covered"] = line["patient"] = Fraction(price.get("self_pay", price["billed"])) * units
    line["write_off"] = line["billed"] - line["patient"]
    return line


def contracted(visit: Json, plan: Json, code: str, units: int) -> Fraction | None:
    """The amount that clinic and payer have agreed on."""
    amounts = visit["fees"][code].get("allowed", {})
    return Fraction(amounts[plan["payer"]]) * units if plan["payer"] in amounts else None


def second_pays(mode: str, base: Fraction, line: dict[str, Fraction], plan: Plan) -> Fraction:
    """Step 8."""
    share = own_part(line)
    if mode == "maintenance_of_benefits":
        base = max(Fraction(0), base - line["plan"])
        return min(base - own_part(plan.share(base)), share)
    alone = base - own_part(plan.share(base))
    if mode == "non_duplication":
        return min(max(Fraction(0), alone - line["plan"]), share)
    return min(alone, share)


def work_lines(
    visit: Json, count: int, assumed: list[str], *, unknown_covered: bool = False, unmet_out: bool = False
) -> list[Json]:
    """Every line of so many sessions."""
    service, days = visit["service"], sessions(visit, count)
    billed = [(service["code"], 1), *[(one["code"], one.get("units", 1)) for one in service.get("also", [])]]
    told = plans(visit) if service.get("use_insurance", True) else []
    states = [Plan(plan.get("benefits", {}), assumed) for plan in told]
    bounds = [limits(visit, plan, days) for plan in told]
    used = [0] * len(told)
    lines = []
    for number, on in enumerate(days):
        for state in states:
            state.begin(on)
        left = [state.visit_left() for state in states]
        counted, needled = [False] * len(told), False
        for position, (code, units) in enumerate(billed):
            needling = position == 0

            def covers(which: int, code: str = code, number: int = number, on: date = on) -> bool:
                plan, needling = told[which], code == service["code"]
                if has_lapsed(visit, plan):
                    states[which].assume("phone_check_lapsed")
                now = status(visit, plan, code, on) if needling else other_status(visit, plan, code, on)
                supposed = now == "unknown" and unknown_covered and which == 0
                lacking = needling and unmet_on(visit, plan, on)
                first, second = bounds[which][0], bounds[which][1][number]
                within = not needling or which == 1 or (used[which] < first and used[which] < second)
                counts = now in COVERED and left[which] and within and not (lacking and unmet_out)
                if not counts and not supposed:
                    return False
                if lacking:
                    states[which].assume("needs_assumed_met")
                if not needling and not is_named(visit, plan, code) and now in COVERED:
                    states[which].assume("other_service_assumed_covered")
                counted[which] = counted[which] or counts
                return True

            line = blank(visit, code, units)
            covered = bool(told) and covers(0)
            if covered:
                agreed = contracted(visit, told[0], code, units)
                if agreed is None:
                    states[0].assume("allowed_not_known")
                line["allowed"] = line["billed"] if agreed is None else min(line["billed"], agreed)
                line |= {"not_covered": Fraction(0), "write_off": Fraction(0)}
                line["write_off" if told[0]["network"] == "in" else "balance_bill"] = line["billed"] - line["allowed"]
                line |= states[0].share(line["allowed"])
                line["plan"] = line["allowed"] - own_part(line)
                if len(told) > 1 and covers(1):
                    mode = told[1].get("coordination")
                    own = contracted(visit, told[1], code, units)
                    base = line["allowed"] if own is None else min(line["billed"], own)
                    if mode is None:
                        states[1].assume("coordination_not_known")
                        counted[1] = False
                    else:
                        line["secondary_plan"] = second_pays(mode, base, line, states[1])
                line["patient"] = own_part(line) + line["balance_bill"] - line["secondary_plan"]
            lines.append({
                "session": number + 1, "date": on.isoformat(), "code": code, "units": units, "covered": covered,
                "needling": needling, **line,
            })  # fmt: skip
            needled = needled or (needling and bool(told) and counted[0])
        used = [one + (needled if which == 0 else 0) for which, one in enumerate(used)]
        for which, state in enumerate(states):
            if counted[which]:
                state.use_visit()
    return lines


def patient_total(lines: list[Json]) -> Fraction:
    """What the patient pays."""
    return sum((line["patient"] for line in lines), Fraction(0))


def estimate(visit: Json) -> Json:
    """The whole estimate."""
    service = visit["service"]
    count, told = service["sessions"], plans(visit) if service.get("use_insurance", True) else []
    days = sessions(visit, count)
    assumed: list[str] = []
    lines = work_lines(visit, count, assumed)
    needs_open = "needs_assumed_met" in assumed
    statuses = [status(visit, told[0], service["code"], on) for on in days] if told else []
    needling = [line for line in lines if line["needling"]]
    if not told:
        basis = "self_pay"
    elif any(line["covered"] for line in needling):
        basis = "insured"
    else:
        basis = "unknown" if "unknown" in statuses else "not_covered"
    reach = service.get("sessions_range")
    found: Json = {"currency": visit["clinic"].get("currency", "USD"), "basis": basis, "range": None}
    if reach:
        totals = [text(patient_total(work_lines(visit, number, assumed))) for number in reach]
        found["range"] = {"sessions": reach, "patient": totals}
    found["if_covered"] = found["if_not_obtained"] = None
    if "unknown" in statuses:
        found["if_covered"] = text(patient_total(work_lines(visit, count, assumed, unknown_covered=True)))
    if needs_open:
        found["if_not_obtained"] = text(patient_total(work_lines(visit, count, assumed, unmet_out=True)))
    found["total"] = {name: text(sum((line[name] for line in lines), Fraction(0))) for name in AMOUNTS}
    found["lines"] = [
        {key: text(value) if key in AMOUNTS else value for key, value in line.items() if key != "needling"}
        for line in lines
    ]
    return found | {"assumed": assumed}


# Screening


def answered(answers: Json, key: str) -> Any:
    """The answer, or None where it is empty."""
    value = answers.get(key)
    empty = value in ("", []) or (isinstance(value, str) and not value.strip())
    return None if empty else value


def age(visit: Json) -> int | None:
    """Whole years on the day of the visit."""
    birth = visit["patient"]["birth_date"]
    if birth is None:
        return None
    born, today = date.fromisoformat(birth), date.fromisoformat(visit["date"])
    years = today.year - born.year
    try:
        birthday = born.replace(year=today.year)
    except ValueError:
        birthday = date(today.year, 3, 1)
    return years if today >= birthday else years - 1


def state_age(visit: Json) -> int:
    """The age at which the state lets a person consent to health care."""
    return int(toml(f"states/{visit['clinic']['state']}").get("age_of_consent", {}).get("age", 18))


def is_return(visit: Json) -> bool:
    """Whether only the short set is asked."""
    told, today = visit.get("screening", {}), date.fromisoformat(visit["date"])
    if told.get("kind", "full") != "return" or visit["answers"].get("changed") != "no" or "full_on" not in told:
        return False
    full = date.fromisoformat(told["full_on"])
    try:
        ends = full.replace(year=full.year + 1)
    except ValueError:
        ends = date(full.year + 1, 2, 28)
    return full <= today <= ends


def screening(visit: Json, *, referral_asked: bool) -> Json:
    """Outcome, findings, what is unanswered, age."""
    items, answers = toml("screening/dry-needling")["item"], visit["answers"]
    short = is_return(visit)
    each_visit = {item["id"] for item in items if item["repeat"] == "each_visit"}
    years = age(visit)
    enabled: Json = {}
    unanswered = ["birth_date"] if years is None else []
    findings: list[tuple[str, str, str]] = []
    for item in items:
        key, when = item["id"], item.get("enable_when")
        if key == "changed" and visit.get("screening", {}).get("kind", "full") != "return":
            continue
        if key == "referral" and not referral_asked:
            continue
        conditions = when["conditions"] if when else []
        held = [
            one["answer"] in enabled.get(one["question"], [])
            if isinstance(enabled.get(one["question"]), list)
            else enabled.get(one["question"]) == one["answer"]
            for one in conditions
        ]
        if when and not (all(held) if when["behavior"] == "all" else any(held)):
            continue
        answer = years if key == "age_years" else answered(answers, key)
        asked = not short or key in each_visit or any(one["question"] in each_visit for one in conditions)
        if answer is None:
            if item["required"] and asked and key != "age_years":
                unanswered.append(key)
            continue
        enabled[key] = answer
        for trigger in item.get("trigger", []):
            if fires(trigger, answer, state_age(visit)):
                findings.append((key, trigger["severity"], trigger["scope"]))
    if any(severity == "stop" and scope == "whole" for _, severity, scope in findings):
        outcome = "stop"
    elif unanswered:
        outcome = "incomplete"
    else:
        outcome = "review" if any(severity in ("stop", "review") for _, severity, _ in findings) else "no_flags"
    return {"outcome": outcome, "findings": findings, "unanswered": unanswered, "age": years}


def fires(trigger: Json, answer: Any, adult: int) -> bool:
    """Whether a trigger holds."""
    if "in" in trigger:
        return any(one in trigger["in"] for one in (answer if isinstance(answer, list) else [answer]))
    if "answered" in trigger:
        return True
    if "below" in trigger:
        return bool(answer < adult)
    if "at_most" in trigger:
        return bool(answer <= trigger["at_most"])
    return bool(answer >= trigger["at_least"])


# Notices and blockers


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
    """Whether a session is not covered (by status, or no visit is left), and whether one is unknown."""
    days, code = sessions(visit, visit["service"]["sessions"]), visit["service"]["code"]
    statuses = [status(visit, plan, code, on) for on in days]
    using = {**visit, "service": {**visit["service"], "use_insurance": True}, "coverage": [plan]}
    lines = [line for line in work_lines(using, len(days), []) if line["needling"]]
    out = any(one in COVERED and not line["covered"] for one, line in zip(statuses, lines, strict=True))
    return out or any(one in REFUSED for one in statuses), "unknown" in statuses


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
        elif line not in ("medicare", "medicare_advantage") and out:
            if told[0]["patient_may_be_billed"] in ("yes", "with_notice"):
                found.append(("non_covered_waiver", None, []))
    return [{"kind": kind, "due": due, "signer": signer(visit), "missing": missing} for kind, due, missing in found]


def blockers(visit: Json, allowed: Json, screened: Json) -> list[str]:
    """What stands in the way."""
    weighty = {item for item, severity, _ in screened["findings"] if severity in ("stop", "review")}
    decision = visit.get("clinician_decision")
    counts = decision is not None and weighty <= set(decision["findings"])
    lifted = counts and decision is not None and decision["decision"] == "may_go_on"
    patient = visit["patient"]
    holding = {
        "screening_stop": screened["outcome"] == "stop" and not lifted,
        "screening_incomplete": bool(screened["unanswered"]),
        "clinician_review": screened["outcome"] == "review" and not lifted,
        "clinician_declined": counts and decision is not None and decision["decision"] == "not_today",
        "practice_prohibited": allowed["status"] in ("prohibited", "not_yet_effective"),
        "practitioner_not_qualified": any(need != "referral" for need in allowed["unmet"]),
        "signer_missing": signer(visit) in ("guardian", "representative") and signer(visit) not in patient,
    }
    return [kind for kind, there in holding.items() if there]


def work(visit: Json) -> Json:
    """The comparable parts of the result."""
    allowed = practice(visit)
    told = [coverage(visit, plan) for plan in plans(visit)]
    asked = "referral" in allowed["needs"] or any("referral" in one["needs"] for one in told)
    screened = screening(visit, referral_asked=asked)
    return {
        "practice": allowed,
        "coverage": told,
        "screening": screened,
        "estimate": estimate(visit),
        "notices": notices(visit, allowed, told),
        "blockers": blockers(visit, allowed, screened),
    }

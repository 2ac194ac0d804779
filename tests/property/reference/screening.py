"""Screening, in one pass."""

from datetime import date
from typing import Any

from tests.property.reference.book import Json, toml


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


def year_after(on: str) -> str:
    """Twelve months later; 28 February after a 29th."""
    later = f"{int(on[:4]) + 1:04d}{on[4:]}"
    return later.replace("02-29", "02-28")


def is_return(visit: Json) -> bool:
    """Whether only the short set is asked."""
    told = visit.get("screening", {})
    if told.get("kind", "full") != "return" or visit["answers"].get("changed") != "no" or "full_on" not in told:
        return False
    return bool(told["full_on"] <= visit["date"] <= year_after(told["full_on"]))


def holds_of(enabled: Json, one: Json) -> bool:
    """Whether an earlier answer is this one."""
    answer = enabled.get(one["question"])
    return one["answer"] in answer if isinstance(answer, list) else answer == one["answer"]


def is_on(visit: Json, item: Json, enabled: Json, *, referral_asked: bool) -> bool:
    """Whether an item is enabled."""
    if item["id"] == "changed" and visit.get("screening", {}).get("kind", "full") != "return":
        return False
    if item["id"] == "referral" and not referral_asked:
        return False
    when = item.get("enable_when")
    held = [holds_of(enabled, one) for one in when["conditions"]] if when else [True]
    return all(held) if not when or when["behavior"] == "all" else any(held)


def is_asked(item: Json, each_visit: set[str]) -> bool:
    """Whether a return visit asks for an item."""
    conditions = item.get("enable_when", {}).get("conditions", [])
    return item["id"] in each_visit or any(one["question"] in each_visit for one in conditions)


def screening(visit: Json, *, referral_asked: bool) -> Json:
    """Outcome, findings, what is unanswered, age."""
    items, years = toml("screening/dry-needling")["item"], age(visit)
    each_visit = {item["id"] for item in items if item["repeat"] == "each_visit"}
    enabled: Json = {}
    unanswered = ["birth_date"] if years is None else []
    findings: list[tuple[str, str, str]] = []
    for item in items:
        key = item["id"]
        if not is_on(visit, item, enabled, referral_asked=referral_asked):
            continue
        answer = years if key == "age_years" else answered(visit["answers"], key)
        if answer is not None:
            enabled[key] = answer
            held = [one for one in item.get("trigger", []) if fires(one, answer, state_age(visit))]
            findings += [(key, one["severity"], one["scope"]) for one in held]
        elif item["required"] and key != "age_years" and (not is_return(visit) or is_asked(item, each_visit)):
            unanswered.append(key)
    return {"outcome": outcome(findings, unanswered), "findings": findings, "unanswered": unanswered, "age": years}


def outcome(findings: list[tuple[str, str, str]], unanswered: list[str]) -> str:
    """The worst of it."""
    if any(severity == "stop" and scope == "whole" for _, severity, scope in findings):
        return "stop"
    if unanswered:
        return "incomplete"
    return "review" if any(severity in ("stop", "review") for _, severity, _ in findings) else "no_flags"


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

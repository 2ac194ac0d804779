"""Which of a payer's dated policies answers for one code on one day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from clinicdesk.engine.asked import Asked
from clinicdesk.model.dated import Reason
from clinicdesk.model.payer import CoverageStatus, Policy

Match = Literal["yes", "no", "open"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rule book says for one code on one day, by which policy (None = by none), and why."""

    status: CoverageStatus
    policy: Policy | None
    reason: Reason


def rule_on(asked: Asked, code: str, day: date) -> Ruling:
    """The rule book's answer. Nothing found is `unknown`, and so is what hangs on a fact that is not stated.

    A specific policy that holds answers first; then one that might hold leaves it open; then the one for all other
    cases; and where every specific one fails for a fact of the visit, it is not covered.
    """
    known = asked.rules.codes.get(code)
    if known and known.since and day < known.since:
        reason = Reason.of_rule("coverage.no_code", known, code=code, day=day)
        return Ruling(CoverageStatus.UNKNOWN, None, reason)
    matches = _matches(asked, code, day)
    for policy, match, condition in sorted(matches, key=_rank):
        if match == "yes":
            return _by(policy, asked)
        if match == "open":
            return _hanging(policy, condition, asked, CoverageStatus.UNKNOWN, "coverage.not_stated")
        if condition in _FACTS and not policy.otherwise:
            return _hanging(policy, condition, asked, CoverageStatus.NOT_COVERED, "coverage.condition_fails")
    reason = Reason("coverage.nothing_found", {"payer": asked.name, "code": code})
    return Ruling(CoverageStatus.UNKNOWN, None, reason)


def speaks_of(asked: Asked, code: str, day: date) -> bool:
    """Whether any policy in force names the code for this kind of plan in this state."""
    return any(condition not in _SCOPE for _, _, condition in _matches(asked, code, day))


_SCOPE = frozenset({"line_of_business", "state"})
_FACTS = frozenset({"profession", "indication", "diagnosis"})

_Matched = tuple[Policy, Match, str]


def _matches(asked: Asked, code: str, day: date) -> list[_Matched]:
    return [
        (policy, *_match(policy, asked))
        for policy in asked.payer.policies
        if code in policy.codes and policy.holds_on(day)
    ]


def _rank(matched: _Matched) -> int:
    policy, match, _ = matched
    return {"yes": 2 if policy.otherwise else 0, "open": 1, "no": 3}[match]


def _match(policy: Policy, asked: Asked) -> tuple[Match, str]:
    """Whether the policy's conditions hold: the first that fails, else the first whose fact is not stated."""
    inquiry = asked.inquiry
    held = (
        ("line_of_business", _holds(policy.lines_of_business, asked.line)),
        ("state", _holds(policy.states, inquiry.state)),
        ("profession", _holds(policy.professions, inquiry.profession)),
        ("indication", _holds(policy.indications, inquiry.indication)),
        ("diagnosis", _diagnosed(policy.diagnoses, inquiry.diagnoses)),
    )
    for wanted in ("no", "open"):
        for condition, match in held:
            if match == wanted:
                return match, condition
    return "yes", ""


def _holds(wanted: tuple[str, ...], fact: str | None) -> Match:
    if not wanted:
        return "yes"
    if fact is None:
        return "open"
    return "yes" if fact in wanted else "no"


def _diagnosed(wanted: tuple[str, ...], diagnoses: tuple[str, ...]) -> Match:
    """A policy's `M54.5` also means `M54.50`."""
    if not wanted:
        return "yes"
    if not diagnoses:
        return "open"
    return "yes" if any(diagnosis.startswith(wanted) for diagnosis in diagnoses) else "no"


def _by(policy: Policy, asked: Asked) -> Ruling:
    code = "coverage.example" if asked.payer.example else "coverage.rule"
    if policy.status is CoverageStatus.UNKNOWN:
        return Ruling(policy.status, policy, Reason.of_rule("coverage.rule_unknown", policy, payer=asked.name))
    return Ruling(policy.status, policy, Reason.of_rule(code, policy, payer=asked.name, status=policy.status))


def _hanging(policy: Policy, condition: str, asked: Asked, status: CoverageStatus, code: str) -> Ruling:
    told = Reason(f"condition.{condition}")
    return Ruling(status, policy, Reason.of_rule(code, policy, payer=asked.name, condition=told))

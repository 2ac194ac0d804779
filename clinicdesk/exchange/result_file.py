"""The result file: what came of a visit, as the contract of the visit file has it."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from clinicdesk.model.coverage import Determination
from clinicdesk.model.dated import Reason, Source
from clinicdesk.model.document import Notice
from clinicdesk.model.estimate import AMOUNTS, Estimate, Line
from clinicdesk.model.money import text_of
from clinicdesk.model.payer import Need
from clinicdesk.model.practice import Permission
from clinicdesk.model.result import Result
from clinicdesk.model.screening import Screening
from clinicdesk.words import Words

FORMAT = "result/1"


def result_text(result: Result, words: Words, *, rulebook: str, visit: str) -> bytes:
    """The result as JSON in UTF-8; `rulebook` and `visit` are the sha256 of the rules and of the visit file's bytes."""
    told = {
        "clinicdesk": FORMAT,
        "rulebook": rulebook,
        "visit": visit,
        "practice": _practice(result.practice, words),
        "coverage": [determination_json(one, words) for one in result.coverage],
        "screening": _screening(result.screening),
        "estimate": _estimate(result.estimate, words),
        "notices": [_notice(one, words) for one in result.notices],
        "blockers": [{"kind": one.kind, "text": words.tell(one.reason)} for one in result.blockers],
    }
    return as_json(told)


def as_json(told: Any) -> bytes:
    """Any told values as indented JSON in UTF-8, with a line break at the end."""
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def reasons_json(reasons: Sequence[Reason], words: Words) -> list[dict[str, Any]]:
    """Reasons with their sentences and sources."""
    return [
        {
            "code": one.code,
            "text": words.tell(one),
            "source": _source(one.source),
            "since": _day(one.since),
            "verified": one.verified,
        }
        for one in reasons
    ]


def determination_json(one: Determination, words: Words) -> dict[str, Any]:
    """One coverage's determination."""
    return {
        "payer": one.payer,
        "status": one.status,
        "changes": [{"session": change.session, "status": change.status} for change in one.changes],
        "visits_allowed": one.visits_allowed,
        "visits_left": one.visits_left,
        "needs": _needs(one.needs),
        "unmet": _needs(one.unmet),
        "patient_may_be_billed": one.patient_may_be_billed,
        "verified": one.verified,
        "reasons": reasons_json(one.reasons, words),
    }


def _source(source: Source | None) -> dict[str, str] | None:
    return {"title": source.title, "href": source.href, "checked": source.checked.isoformat()} if source else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _needs(needs: Sequence[Need]) -> list[str]:
    return [need.value for need in needs]


def _practice(practice: Permission, words: Words) -> dict[str, Any]:
    return {
        "status": practice.status,
        "needs": _needs(practice.needs),
        "unmet": _needs(practice.unmet),
        "reasons": reasons_json(practice.reasons, words),
    }


def _screening(screening: Screening) -> dict[str, Any]:
    return {
        "outcome": screening.outcome,
        "findings": [
            {
                "item": one.item,
                "severity": one.severity,
                "scope": one.scope,
                "message": one.message,
                "sources": [f"{source.title} {source.href}".strip() for source in one.sources],
            }
            for one in screening.findings
        ],
        "unanswered": list(screening.unanswered),
        "age": screening.age,
    }


def _estimate(estimate: Estimate, words: Words) -> dict[str, Any]:
    return {
        "currency": estimate.currency,
        "basis": estimate.basis,
        "lines": [_line(one) for one in estimate.lines],
        "total": {name: text_of(estimate.total[name]) for name in AMOUNTS},
        "range": estimate.range
        and {"sessions": list(estimate.range.sessions), "patient": [text_of(one) for one in estimate.range.patient]},
        "if_covered": _amount(estimate.if_covered),
        "if_not_obtained": _amount(estimate.if_not_obtained),
        "assumptions": [{"code": one, "text": words.word(one)} for one in estimate.assumptions],
    }


def _amount(cents: int | None) -> str | None:
    return None if cents is None else text_of(cents)


def _line(line: Line) -> dict[str, Any]:
    told: dict[str, Any] = {
        "session": line.session,
        "date": line.day.isoformat(),
        "code": line.code,
        "units": line.units,
    }
    for name in AMOUNTS:
        told[name] = text_of(getattr(line, name))
        if name == "write_off":
            told["covered"] = line.covered
    return told


def _notice(notice: Notice, words: Words) -> dict[str, Any]:
    return {
        "kind": notice.kind,
        "due": _day(notice.due),
        "signer": notice.signer,
        "missing": list(notice.missing),
        "reasons": reasons_json(notice.reasons, words),
    }

"""A visit file in which every key of the schema is used, and the places in it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from clinicdesk.errors import Problem, VisitRefused
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.model.rulebook import Rulebook
from tests.conftest import DOCS, example_json

SCHEMA: dict[str, Any] = json.loads((DOCS / "visit.schema.json").read_bytes())
Path = tuple[str | int, ...]
GONE = object()

_LEFT = {
    "deductible_remaining": "100.00",
    "family_deductible_remaining": "300.00",
    "out_of_pocket_remaining": "2000.00",
    "family_out_of_pocket_remaining": None,
    "visits_remaining": 12,
}
_PLAN: dict[str, Any] = {
    "payer": "unlisted",
    "payer_name": "Acme Employee Health",
    "line_of_business": "commercial",
    "plan_name": "Gold",
    "member_id": "A1",
    "network": "in",
    "effective_from": "2026-01-01",
    "effective_to": "2026-12-31",
    "benefits": {
        "accumulators": _LEFT,
        "copay": None,
        "coinsurance": "0.20",
        "deductible_applies": True,
        "plan_year_ends": "2026-12-31",
        "next_year": _LEFT,
        "as_of": "2026-11-20",
        "told_by": "phone",
    },
    "visits_used": 2,
    "prior_authorization": {"number": "A-1", "visits": 8, "until": "2027-01-31"},
    "referral": {"from": "Dr. Osei", "date": "2026-11-01"},
    "verified_by_phone": {
        "status": "covered",
        "on": "2026-11-20",
        "by": "desk",
        "spoke_to": "Agent 12",
        "reference": "REF-77",
        "visits_allowed": 10,
        "codes": ["20561"],
        "may_bill_patient": True,
    },
    "coordination": "standard",
    "documented_improvement": False,
}


def full() -> dict[str, Any]:
    """A visit with every key of the format, one plan, and one answer of each type."""
    visit = example_json("clinician-decided")
    visit["answers"] = {"blood_thinner": "yes", "blood_thinner_kind": ["doac"], "pregnant_weeks": 12, "language": "en"}
    del visit["fees"]["20560"]
    visit["clinic"]["currency"] = "USD"
    visit["clinic"]["practitioner"] |= {"npi": "1234567893", "endorsed": True}
    visit["patient"] |= {
        "id": "P-1",
        "phone": "919-555-0100",
        "email": "ana@example.org",
        "address": "1 Elm Street",
        "guardian": {"name": "Rosa Example", "relationship": "mother"},
        "representative": {"name": "Luis Example", "relationship": "brother"},
    }
    visit["coverage"] = [json.loads(json.dumps(_PLAN))]
    visit["service"] |= {
        "body_region": "left shoulder",
        "sessions_range": [3, 6],
        "every_days": 7,
        "scheduled_on": "2026-11-20",
        "also": [{"code": "97140", "units": 2}],
        "use_insurance": True,
    }
    visit["screening"] = {"kind": "full", "full_on": "2026-09-01"}
    return visit


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in a value, the outer before the inner."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


def at(value: Any, path: Path) -> Any:
    """What stands at a place."""
    for part in path:
        value = value[part]
    return value


def with_value(path: Path, value: Any, base: dict[str, Any] | None = None) -> dict[str, Any]:
    """The full visit with something else at one place; GONE takes the key out."""
    visit = full() if base is None else base
    holder = at(visit, path[:-1])
    if value is GONE:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return visit


def written(path: Path) -> str:
    """A place as the messages write it: `coverage[0].benefits`; a key that is no plain word stands in quotes."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{_shown(part)}" for part in path).removeprefix(".")


def _shown(key: str) -> str:
    return key if re.fullmatch(r"[\w-]{1,60}", key, re.ASCII) else json.dumps(key[:60])


def problems_of(value: Any, rules: Rulebook) -> list[Problem]:
    """Every problem of a visit file, given as plain values."""
    return problems_in(json.dumps(value).encode(), rules)


def problems_in(data: bytes, rules: Rulebook) -> list[Problem]:
    """Every problem of a file's bytes."""
    try:
        read_visit(data, rules)
    except VisitRefused as refused:
        return list(refused.problems)
    return []

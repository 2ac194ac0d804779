"""Rule files as they stand, amounts and days."""

import tomllib
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

Json = dict[str, Any]
ROOT = Path(__file__).parents[3] / "resources"
COVERED = ("covered", "covered_with_conditions")
REFUSED = ("not_covered", "investigational", "excluded")


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

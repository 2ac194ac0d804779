"""The demo clinic as `resources/demo/` tells it: its people, and the story of each patient, with the days put in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from clinicdesk.exchange.result_file import as_json
from clinicdesk.exchange.visit_file import FORMAT, read_visit
from clinicdesk.model.clinic import Clinic
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.fees import Fee
from clinicdesk.model.people import Patient, Profession
from clinicdesk.model.questionnaire import Answer
from clinicdesk.model.records import DecisionReason
from clinicdesk.model.roles import Role
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Decision, Service, Visit
from clinicdesk.resources import read_toml, toml_files
from clinicdesk.words import read_words

_STORIES = ("others.toml", "today.toml")
_WEEKDAYS = 5
_DATED = frozenset({"as_of", "first_session", "on", "plan_year_ends", "scheduled_on", "until"})
"""The keys of a story whose whole number is a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """One of the staff, with what signs them in. `role_words` are the roles as they are shown."""

    login: str
    name: str
    roles: tuple[Role, ...]
    role_words: str
    password: str
    pin: str
    profession: Profession | None = None
    license: str = ""
    dry_needling_hours: int | None = None


class Stage(StrEnum):
    """How far a visit goes, in the order of the work; `cancelled` stands apart."""

    BOOKED = "booked"
    CANCELLED = "cancelled"
    ARRIVED = "arrived"
    ANSWERING = "answering"
    SCREENED = "screened"
    DECIDED = "decided"
    ESTIMATED = "estimated"
    ISSUED = "issued"
    SIGNED = "signed"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDecision:
    """A clinician's decision; `by` is a sign-in name."""

    by: str
    decision: Decision
    code: DecisionReason
    reason: str
    findings: tuple[str, ...]
    on_paper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldVisit:
    """One visit of a story. `answers` are all that may be given; while answering, `answered` of them are."""

    day: date
    time: str
    until: Stage
    answers: Mapping[str, Answer]
    answered: int
    decision: ToldDecision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One patient. `new` = nobody has registered them; no `service` = no course yet; `closed` ends it."""

    person: Patient
    coverage: tuple[Coverage, ...]
    opened: date
    new: bool
    service: Service | None
    practitioner: str
    visits: tuple[ToldVisit, ...]
    closed: date | None


@dataclass(frozen=True, slots=True)
class Demo:
    """Everything that is told of the demo clinic, with the days counted from one day."""

    clinic: Clinic
    fees: Mapping[str, Fee]
    began: date
    stories: tuple[Story, ...] = field(repr=False)


@cache
def demo_people() -> tuple[DemoPerson, ...]:
    """Who works in the demo clinic, the manager first."""
    words = read_words("en")
    return tuple(
        DemoPerson(
            **{key: value for key, value in told.items() if key not in {"roles", "profession"}},
            roles=tuple(map(Role, told["roles"])),
            role_words=words.listed(words.word(Role(one)) for one in told["roles"]),
            profession=Profession(told["profession"]) if "profession" in told else None,
        )
        for told in _table("staff.toml")["person"]
    )


def read_demo(today: date, rules: Rulebook) -> Demo:
    """The demo clinic as of a day. VisitRefused where a story has what no visit file may have."""
    stories = [_story(told, today, rules) for name in _STORIES for told in _table(name)["story"]]
    least = _read({"patient": {"given_name": "", "family_name": "", "birth_date": None}}, today, rules)
    began = working_day(today, _table("clinic.toml")["began"])
    return Demo(least.clinic, least.fees, began, tuple(stories))


def working_day(today: date, count: int) -> date:
    """The day that lies so many working days after today, or before it."""
    day, step = today, timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while day.weekday() >= _WEEKDAYS:
            day += step
    return day


@cache
def _table(name: str) -> dict[str, Any]:
    return read_toml(f"demo/{name}", dict(toml_files("demo"))[name])


def _story(told: Mapping[str, Any], today: date, rules: Rulebook) -> Story:
    opened = working_day(today, told["opened"])
    plans = [_learned(one, opened) for one in _dated(told.get("coverage", []), today)]
    parts = {"patient": _person(told["patient"], today), "coverage": plans}
    service = {"service": _dated(told["service"], today)} if "service" in told else {}
    read = _read(parts | service, today, rules)
    return Story(
        person=read.patient,
        coverage=read.coverage,
        opened=opened,
        new=told.get("new", False),
        service=read.service if service else None,
        practitioner=told.get("practitioner", ""),
        visits=tuple(_visit(one, today) for one in told.get("visit", ())),
        closed=working_day(today, told["closed"]) if "closed" in told else None,
    )


def _read(parts: Mapping[str, Any], today: date, rules: Rulebook) -> Visit:
    """Parts of a visit file, through its reader."""
    told = _table("clinic.toml")
    treats = next(one for one in demo_people() if one.profession)
    clinic = told["clinic"] | {"practitioner": {"name": treats.name, "profession": treats.profession}}
    least = {"clinicdesk": FORMAT, "date": f"{today}", "clinic": clinic, "fees": told["fees"], "answers": {}}
    service = {"service": {"code": rules.service_codes[0], "sessions": 1}}
    return read_visit(as_json(least | service | dict(parts)), rules)


def _person(told: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The patient with a birth date in place of birthday and age, so that everybody keeps their age."""
    month, day = map(int, told["born"].split("-"))
    year = today.year - told["age"] - ((today.month, today.day) < (month, day))
    rest = {key: value for key, value in told.items() if key not in {"born", "age"}}
    return rest | {"birth_date": f"{date(year, month, day)}"}


def _dated(told: Any, today: date, key: str = "") -> Any:
    """The same with days in place of the counted ones."""
    if isinstance(told, dict):
        return {name: _dated(value, today, name) for name, value in told.items()}
    if isinstance(told, list):
        return [_dated(one, today) for one in told]
    return f"{working_day(today, told)}" if key in _DATED else told


def _learned(plan: Mapping[str, Any], opened: date) -> dict[str, Any]:
    """A plan whose benefits were told, and whose payer was called, on the day on which the patient came first."""
    found = dict(plan)
    if "benefits" in plan:
        found["benefits"] = {"as_of": f"{opened}", "told_by": "phone"} | plan["benefits"]
    if "verified_by_phone" in plan:
        found["verified_by_phone"] = {"on": f"{opened}", "by": _caller()} | plan["verified_by_phone"]
    return found


def _caller() -> str:
    return next(one.name for one in demo_people() if one.roles == (Role.FRONT_DESK,))


def _visit(told: Mapping[str, Any], today: date) -> ToldVisit:
    given = {**_table("answers.toml")["usual"], **told.get("answers", {})}
    return ToldVisit(
        day=working_day(today, told["day"]),
        time=told["time"],
        until=Stage(told["until"]),
        answers={item: tuple(one) if isinstance(one, list) else one for item, one in given.items()},
        answered=told.get("answered", len(given)),
        decision=_decision(told["decision"]) if "decision" in told else None,
    )


def _decision(told: Mapping[str, Any]) -> ToldDecision:
    return ToldDecision(
        by=told["by"],
        decision=Decision(told["decision"]),
        code=DecisionReason(told["code"]),
        reason=told["reason"],
        findings=tuple(told["findings"]),
        on_paper=told.get("on_paper", False),
    )

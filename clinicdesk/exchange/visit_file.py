"""The visit file: one JSON text into a visit, or into every problem that it has, each with its place."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from clinicdesk.errors import Problem, VisitRefused
from clinicdesk.exchange.checks import (
    LAST_DAY,
    check_answers,
    check_booking,
    check_clinic,
    check_codes,
    check_course,
    check_fees,
    check_phone_codes,
    years_before,
)
from clinicdesk.exchange.coverage import read_coverage
from clinicdesk.exchange.forms import ANY, CPT, CURRENCIES, DIAGNOSIS, NPI, STATE, TIN
from clinicdesk.exchange.json_text import MOST_BYTES, parse
from clinicdesk.exchange.node import Node, quoted
from clinicdesk.model.clinic import Clinic
from clinicdesk.model.fees import Fee
from clinicdesk.model.payer import Indication
from clinicdesk.model.people import Party, Patient, Practitioner, Profession
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import ClinicianDecision, Decision, Kind, OtherService, ScreeningKind, Service, Visit
from clinicdesk.words import said

T = TypeVar("T")
FORMAT = "visit/1"
_OLDEST = 130
MOST_BESIDE = 20
"""So many other services at a session: a course's lines stay countable."""


def says_visit(data: bytes) -> bool:
    """Whether a file claims to be a visit file, so that a broken one is refused rather than passed over.

    In a broken one the claim may stand anywhere, also with two or four bytes a letter; one that is too large and was
    read in part may still have it further down.
    """
    try:
        value = parse(data)
    except VisitRefused:
        plain = data.replace(b"\0", b"").replace(b"\\/", b"/")
        return f'"{FORMAT}"'.encode() in plain or (len(data) > MOST_BYTES and b'"clinicdesk"' not in plain)
    return isinstance(value, dict) and value.get("clinicdesk") == FORMAT


def read_visit(data: bytes, rules: Rulebook) -> Visit:
    """The visit in a file's bytes. VisitRefused names every problem at once."""
    value = parse(data)
    if not isinstance(value, dict):
        raise VisitRefused([Problem("", "a visit file is an object in braces")])
    if value.get("clinicdesk") != FORMAT:
        raise VisitRefused([Problem("clinicdesk", _other_format(value))])
    problems: list[Problem] = []
    visit = _visit(Node((), value, problems), rules)
    if problems:
        raise VisitRefused(problems)
    return visit


def _other_format(value: dict[str, Any]) -> str:
    if "clinicdesk" not in value:
        return said('this is missing; a visit file says "{format}"', format=FORMAT)
    told = value["clinicdesk"]
    shown = quoted(told) if isinstance(told, str) else said("this")
    return said('{value} is not a format that is read here; a visit file says "{format}"', value=shown, format=FORMAT)


def _visit(top: Node, rules: Rulebook) -> Visit:
    top.asked.add("clinicdesk")
    day = top.day("date")
    today = day if top.is_sound("date") else None
    if day > LAST_DAY:
        top.problem("date", said("this lies after the year {year}", year=LAST_DAY.year))
    clinic = _closed(top.node("clinic"), lambda node: _clinic(node, rules))
    patient = _closed(top.node("patient"), lambda node: _patient(node, today))
    answers = check_answers(top.node("answers"), rules.questionnaire)
    coverage = tuple(read_coverage(node, rules, today) for node in top.nodes("coverage", 2))
    service = _closed(top.node("service"), lambda node: _service(node, today, rules))
    fees = _fees(top, rules)
    kind = top.node_or_none("screening")
    decision = top.node_or_none("clinician_decision")
    visit = Visit(
        day=day,
        clinic=clinic,
        patient=patient,
        answers=answers,
        coverage=coverage,
        service=service,
        fees=fees,
        screening=_closed(kind, lambda node: _screening(node, today)) if kind else ScreeningKind(),
        clinician_decision=_closed(decision, lambda node: _decision(node, today, rules)) if decision else None,
    )
    top.close()
    check_phone_codes(top, coverage, service, rules)
    check_fees(top, service, fees)
    return visit


def _closed(node: Node, read: Callable[[Node], T]) -> T:
    found = read(node)
    node.close()
    return found


def _clinic(node: Node, rules: Rulebook) -> Clinic:
    clinic = Clinic(
        name=node.text("name", least=1, most=200),
        address=node.text_or("address", "", most=400),
        phone=node.text_or("phone", "", most=40),
        npi=node.text_or("npi", "", like=NPI, such=said('"1234567893" (10 digits)')),
        tin=node.text_or("tin", "", like=TIN, such='"12-3456789"'),
        state=node.text("state", like=STATE, such=said('"NC" (two capital letters)')),
        currency=node.word("currency", CURRENCIES) if node.has("currency") else "USD",
        practitioner=_closed(node.node("practitioner"), _practitioner),
    )
    node.asked.add("currency")
    check_clinic(node, clinic, rules)
    return clinic


def _practitioner(node: Node) -> Practitioner:
    return Practitioner(
        name=node.text("name", least=1, most=200),
        profession=node.member("profession", Profession),
        license=node.text_or("license", "", most=60),
        npi=node.text_or("npi", "", like=NPI, such=said('"1234567893" (10 digits)')),
        dry_needling_hours=node.whole("dry_needling_hours", 0, 5000) if node.has("dry_needling_hours") else None,
        endorsed=node.flag_or("endorsed", default=False),
    )


def _patient(node: Node, day: date | None) -> Patient:
    guardian, representative = node.node_or_none("guardian"), node.node_or_none("representative")
    return Patient(
        given_name=node.text("given_name", most=120),
        family_name=node.text("family_name", most=120),
        birth_date=_birth_date(node, day),
        id=node.text_or("id", "", most=80),
        phone=node.text_or("phone", "", most=40),
        email=node.text_or("email", "", most=200),
        address=node.text_or("address", "", most=400),
        language=node.text_or("language", "en"),
        guardian=_closed(guardian, _party) if guardian else None,
        representative=_closed(representative, _party) if representative else None,
    )


def _birth_date(node: Node, day: date | None) -> date | None:
    if node.data.get("birth_date", "") is None:
        node.asked.add("birth_date")
        return None
    birth = node.past_day("birth_date", day)
    sound = node.has("birth_date") and node.is_sound("birth_date")
    if day and sound and years_before(day, birth, _OLDEST):
        node.problem("birth_date", said("this is more than {years} years before the day of the visit", years=_OLDEST))
    return birth


def _party(node: Node) -> Party:
    return Party(node.text("name", least=1, most=200), node.text_or("relationship", "", most=60))


def _service(node: Node, today: date | None, rules: Rulebook) -> Service:
    service = Service(
        code=node.text("code", like=CPT, such='"20561"'),
        sessions=node.whole("sessions", 1, 60),
        first_session=node.day("first_session") if node.has("first_session") else today or date.min,
        every_days=node.whole_or("every_days", 7, 1, 90),
        sessions_range=_sessions_range(node),
        diagnoses=node.texts("diagnoses", DIAGNOSIS, '"M54.50"'),
        indication=node.member_or_none("indication", Indication),
        body_region=node.text_or("body_region", "", most=120),
        scheduled_on=node.past_day("scheduled_on", today) if node.has("scheduled_on") else None,
        also=tuple(_other(one) for one in node.nodes("also", MOST_BESIDE)),
        use_insurance=node.flag_or("use_insurance", default=True),
    )
    check_codes(node, service, rules)
    check_course(node, service)
    check_booking(node, service, today)
    return service


def _other(node: Node) -> OtherService:
    return OtherService(node.text("code", like=CPT, such='"97140"'), node.whole_or("units", 1, 1, 20))


def _sessions_range(node: Node) -> tuple[int, int] | None:
    if not node.has("sessions_range"):
        return None
    match node.items("sessions_range"):
        case [int(least), int(most)] if least >= 1 and most >= 1 and bool not in {type(least), type(most)}:
            return least, most
    if node.is_sound("sessions_range"):
        node.problem("sessions_range", "this must be two whole numbers from 1 up, the least and the most sessions")
    return None


def _fees(top: Node, rules: Rulebook) -> dict[str, Fee]:
    node = top.node_or_none("fees")
    if node is None:
        return {}
    node.asked.update(node.data)
    return {code: _closed(node.node(code), lambda one: _fee(one, rules)) for code in node.data}


def _fee(node: Node, rules: Rulebook) -> Fee:
    billed = node.cents("billed")
    allowed = node.node_or_none("allowed")
    self_pay = node.cents("self_pay") if node.has("self_pay") else billed
    node.asked.add("self_pay")
    if self_pay > billed and node.is_sound("billed", "self_pay"):
        node.problem("self_pay", "the self-pay price is above what is billed; a discount cannot raise a price")
    return Fee(billed, self_pay, _contracted(allowed, rules) if allowed else {})


def _contracted(node: Node, rules: Rulebook) -> dict[str, int]:
    """The amounts by payer. One under an id that does not exist would be lost in silence."""
    for payer in node.data.keys() - rules.payers.keys():
        node.problem(payer, "this is no payer of the rule book")
    return {payer: node.cents(payer) for payer in node.data}


def _screening(node: Node, today: date | None) -> ScreeningKind:
    return ScreeningKind(node.member("kind", Kind), node.past_day("full_on", today) if node.has("full_on") else None)


def _decision(node: Node, today: date | None, rules: Rulebook) -> ClinicianDecision:
    decision = ClinicianDecision(
        by=node.text("by", least=1, most=200),
        license=node.text("license", least=1, most=60),
        on=node.past_day("on", today),
        decision=node.member("decision", Decision),
        reason=node.text("reason", least=1, most=2000),
        findings=node.texts("findings", ANY, '"blood_thinner"', required=True),
    )
    for place, link_id in enumerate(decision.findings):
        if link_id not in rules.questionnaire.by_id:
            known = rules.questionnaire.by_id
            node.unknown_at(("findings", place), link_id, "there is no such question", known)
    return decision

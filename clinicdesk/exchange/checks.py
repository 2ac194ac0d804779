"""What a visit file must keep to beyond its form: the questionnaire's options, the code rules, the fees, the course."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from clinicdesk.exchange.forms import CPT, STATE
from clinicdesk.exchange.node import Node, quoted
from clinicdesk.model.clinic import ABROAD, Clinic
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.fees import Fee
from clinicdesk.model.questionnaire import AGE_ITEM, Answer, Item, ItemType, Questionnaire
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Service
from clinicdesk.words import said

MOST_SESSIONS_TOLD = 999
LAST_DAY = date(9998, 12, 31)
"""Deadlines and the validity of an estimate reach up to a year further."""

DOLLARS = "USD"
LONGEST_WAIT = 3
"""Nobody books a session so many years ahead: such a booking is a slip of the pen."""


def years_before(day: date, then: date, years: int) -> bool:
    """Whether `then` is more than so many years before `day`."""
    return (day.year - then.year, day.month, day.day) > (years, then.month, then.day)


def check_clinic(node: Node, clinic: Clinic, rules: Rulebook) -> None:
    """The state is known, and a clinic in the United States reckons in dollars."""
    if not STATE.fullmatch(clinic.state) or clinic.state == ABROAD:
        return
    if clinic.state not in rules.states:
        node.problem(
            "state",
            said(
                '"{state}" is no US state that the rule book has; write XX outside the United States',
                state=clinic.state,
            ),
        )
    elif clinic.currency != DOLLARS:
        node.problem(
            "currency",
            said(
                "a clinic in {state} reckons in {currency}; write XX as the state outside of it",
                state=clinic.state,
                currency=DOLLARS,
            ),
        )


def check_answers(node: Node, questionnaire: Questionnaire) -> dict[str, Answer]:
    """The answers by link id. An empty text or list is no answer and is left out."""
    answers: dict[str, Answer] = {}
    node.asked.update(node.data)
    for link_id, value in node.data.items():
        item = questionnaire.by_id.get(link_id)
        if item is None:
            node.unknown(link_id, "there is no such question", questionnaire.by_id)
        elif link_id == AGE_ITEM:
            node.problem(link_id, "the age is worked out from the birth date; leave it out")
        elif value not in ("", []):
            problem = _answer_problem(item, value)
            if problem:
                node.problem(link_id, problem)
            else:
                answers[link_id] = tuple(value) if isinstance(value, list) else value
    return answers


def _answer_problem(item: Item, value: Any) -> str:
    options = ", ".join(item.options)
    if item.type is ItemType.CHOICE:
        return (
            ""
            if isinstance(value, str) and value in item.options
            else said("this must be one of {options}", options=options)
        )
    if item.type is ItemType.MULTI_CHOICE:
        is_list = isinstance(value, list) and all(isinstance(one, str) and one in item.options for one in value)
        return "" if is_list else said("this must be a list of some of {options}", options=options)
    if item.type is ItemType.TEXT:
        return "" if isinstance(value, str) else "this must be a text"
    least, most = item.range or (0, 999)
    whole = isinstance(value, int) and not isinstance(value, bool)
    if whole and least <= value <= most:
        return ""
    return said("this must be a whole number from {least} to {most}", least=least, most=most)


def check_codes(node: Node, service: Service, rules: Rulebook) -> None:
    """The service is one of the two codes of dry needling, and nothing stands beside it that must not."""
    codes = rules.service_codes
    if CPT.fullmatch(service.code) and service.code not in codes:
        reason = _conflict(service.code, codes, rules) or "this program works out dry needling"
        node.problem(
            "code",
            said(
                "{code} is not the service: {ended} Write {choices}.",
                code=service.code,
                ended=_ended(reason),
                choices=" or ".join(codes),
            ),
        )
    for place, other in enumerate(service.also):
        where = ("also", place, "code")
        reason = _conflict(other.code, (service.code,), rules)
        if CPT.fullmatch(other.code) and other.code == service.code:
            node.problem_at(
                where, said("{code} is the service itself; it is already billed at every session", code=other.code)
            )
        elif CPT.fullmatch(other.code) and reason:
            node.problem_at(
                where,
                said(
                    "{code} must not stand with {service}: {ended}",
                    code=other.code,
                    service=service.code,
                    ended=_ended(reason),
                ),
            )


def _conflict(code: str, against: tuple[str, ...], rules: Rulebook) -> str:
    """Why two codes must not stand together, with the source; empty where nothing is known against it."""
    for conflict in rules.conflicts:
        pairs = ((conflict.codes, conflict.never_with), (conflict.never_with, conflict.codes))
        if any(code in ours and not set(theirs).isdisjoint(against) for ours, theirs in pairs):
            source = conflict.source
            return f"{conflict.reason.rstrip('.')} (source: {source.title}, checked {source.checked})"
    return ""


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(".") else f"{sentence}."


def check_fees(top: Node, service: Service, fees: Mapping[str, Fee]) -> None:
    """Every code that is billed has a fee: a price is never made up."""
    billed = dict.fromkeys((service.code, *(one.code for one in service.also)))
    for code in billed if top.is_sound("fees") else ():
        if CPT.fullmatch(code) and code not in fees:
            top.problem_at(("fees", code), "this service has no fee; add what the clinic bills for it")


def check_phone_codes(top: Node, coverage: Sequence[Coverage], service: Service, rules: Rulebook) -> None:
    """A telephone check is about codes of the visit: under any other code it would be lost in silence.

    Both codes of the service are taken, as one call asks about both.
    """
    billed = {service.code, *(one.code for one in service.also)}
    if service.code not in rules.service_codes or not all(map(CPT.fullmatch, billed)):
        return
    known = {*billed, *rules.service_codes}
    for at, one in enumerate(coverage):
        for place, code in enumerate(one.phone_check.codes if one.phone_check else ()):
            if code not in known:
                path = ("coverage", at, "verified_by_phone", "codes", place)
                top.unknown_at(path, code, said("{value} is not billed at this visit", value=quoted(code)), known)


def check_booking(node: Node, service: Service, today: date | None) -> None:
    """A session is booked before it is held, and not years before."""
    booked = service.scheduled_on
    if booked is None or today is None or not node.is_sound("scheduled_on", "first_session"):
        return
    if booked > service.first_session:
        node.problem("scheduled_on", "this lies after the first session")
    elif years_before(today, booked, LONGEST_WAIT):
        node.problem(
            "scheduled_on",
            said("this is more than {years} years before the day of the visit", years=LONGEST_WAIT),
        )


def check_course(node: Node, service: Service) -> None:
    """The number of sessions lies in its range, and the calendar reaches to the last of them."""
    if service.sessions_range:
        least, most = service.sessions_range
        if least > most:
            node.problem(
                "sessions_range", said("the range is reversed; write [{most}, {least}]", most=most, least=least)
            )
        elif node.is_sound("sessions") and not least <= service.sessions <= most:
            node.problem(
                "sessions",
                said(
                    "{sessions} is not between {least} and {most}, the range of sessions",
                    sessions=service.sessions,
                    least=least,
                    most=most,
                ),
            )
        if most > MOST_SESSIONS_TOLD:
            node.problem(
                "sessions_range",
                said(
                    "a course of more than {most} sessions is not worked out",
                    most=MOST_SESSIONS_TOLD,
                ),
            )
            return
    days = (service.most_sessions - 1) * service.every_days
    if days > (LAST_DAY - service.first_session).days:
        node.problem("first_session", said("the last session would fall after the year {year}", year=LAST_DAY.year))

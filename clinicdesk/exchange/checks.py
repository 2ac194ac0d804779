"""What a visit file must keep to beyond its form: the questionnaire's options, the code rules, the fees, the course."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from clinicdesk.exchange.forms import CPT
from clinicdesk.exchange.node import Node
from clinicdesk.model.fees import Fee
from clinicdesk.model.questionnaire import AGE_ITEM, Answer, Item, ItemType, Questionnaire
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Service

MOST_SESSIONS_TOLD = 999
LAST_DAY = date(9998, 12, 31)
"""Deadlines and the validity of an estimate reach up to a year further."""


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
        return "" if isinstance(value, str) and value in item.options else f"this must be one of {options}"
    if item.type is ItemType.MULTI_CHOICE:
        is_list = isinstance(value, list) and all(isinstance(one, str) and one in item.options for one in value)
        return "" if is_list else f"this must be a list of some of {options}"
    if item.type is ItemType.TEXT:
        return "" if isinstance(value, str) else "this must be a text"
    least, most = item.range or (0, 999)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return "" if whole and least <= value <= most else f"this must be a whole number from {least} to {most}"


def check_codes(node: Node, service: Service, rules: Rulebook) -> None:
    """The service is one of the two codes of dry needling, and nothing stands beside it that must not."""
    codes = rules.service_codes
    if CPT.fullmatch(service.code) and service.code not in codes:
        reason = _conflict(service.code, codes, rules) or "this program works out dry needling"
        node.problem("code", f"{service.code} is not the service: {_ended(reason)} Write {' or '.join(codes)}.")
    for place, other in enumerate(service.also):
        where = ("also", place, "code")
        reason = _conflict(other.code, (service.code,), rules)
        if CPT.fullmatch(other.code) and other.code == service.code:
            node.problem_at(where, f"{other.code} is the service itself; it is already billed at every session")
        elif CPT.fullmatch(other.code) and reason:
            node.problem_at(where, f"{other.code} must not stand with {service.code}: {_ended(reason)}")


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


def check_course(node: Node, service: Service) -> None:
    """The number of sessions lies in its range, and the calendar reaches to the last of them."""
    if service.sessions_range:
        least, most = service.sessions_range
        if least > most:
            node.problem("sessions_range", f"the range is reversed; write [{most}, {least}]")
        elif node.is_sound("sessions") and not least <= service.sessions <= most:
            node.problem("sessions", f"{service.sessions} is not between {least} and {most}, the range of sessions")
        if most > MOST_SESSIONS_TOLD:
            node.problem("sessions_range", f"a course of more than {MOST_SESSIONS_TOLD} sessions is not worked out")
            return
    days = (service.most_sessions - 1) * service.every_days
    if days > (LAST_DAY - service.first_session).days:
        node.problem("first_session", f"the last session would fall after the year {LAST_DAY.year}")
    if service.scheduled_on and service.scheduled_on > LAST_DAY:
        node.problem("scheduled_on", f"this lies after the year {LAST_DAY.year}")

"""Screening: the answers against the questionnaire, in one pass."""

from collections.abc import Mapping
from datetime import date

from clinicdesk.engine.asking import builds_on_full, holds, is_short, switched_off
from clinicdesk.engine.calendar import age_on
from clinicdesk.model.questionnaire import (
    AGE_ITEM,
    CHANGED_ITEM,
    STATE_AGE,
    Answer,
    Item,
    Questionnaire,
    Scope,
    Severity,
    Trigger,
    When,
)
from clinicdesk.model.screening import BIRTH_DATE, Finding, Outcome, Screening
from clinicdesk.model.visit import ScreeningKind


def screen(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    *,
    day: date,
    birth_date: date | None,
    kind: ScreeningKind,
    age_of_consent: int,
    referral_asked: bool,
) -> Screening:
    """What the answers mean on `day`. Every trigger that holds makes a finding; their order does not matter.

    `age_of_consent` in years; `referral_asked` where the state or a payer wants a referral.
    """
    full = _is_full(kind, answers, day)
    off = switched_off(kind.kind, referral_asked=referral_asked)
    age = age_on(birth_date, day) if birth_date else None
    given: dict[str, Answer | None] = {} if age is None else {AGE_ITEM: age}
    unanswered = [BIRTH_DATE] if age is None else []
    findings: list[Finding] = []
    for item in questionnaire.items:
        link_id = item.link_id
        if link_id in off or (item.enable_when and not holds(item.enable_when, given)):
            continue
        answer = age if link_id == AGE_ITEM else answers.get(link_id)
        fired = item.by_option.get(answer) if isinstance(answer, str) else None
        if fired is None and (answer is None or not _is_answer(answer)):
            if item.required and link_id != AGE_ITEM and (full or is_short(item, questionnaire)):
                unanswered.append(link_id)
            continue
        assert answer is not None
        given[link_id] = answer
        if fired is None:
            fired = _fired(item, answer, age_of_consent)
        if fired:
            findings += [_finding(item, one) for one in fired]
    return Screening(_outcome(findings, unanswered), tuple(findings), tuple(unanswered), age)


def _is_full(kind: ScreeningKind, answers: Mapping[str, Answer], day: date) -> bool:
    """A return counts as full unless nothing changed since a full set of at most twelve months ago."""
    return answers.get(CHANGED_ITEM) != "no" or not builds_on_full(kind, day)


def _is_answer(answer: Answer) -> bool:
    """An empty text or list is none."""
    return bool(answer.strip()) if isinstance(answer, str) else answer != ()


def _finding(item: Item, one: Trigger) -> Finding:
    return Finding(item.link_id, one.severity, one.scope, one.message, item.sources, one.urgent)


def _fired(item: Item, answer: Answer, age_of_consent: int) -> tuple[Trigger, ...]:
    """The triggers that hold for the answer."""
    return tuple(trigger for trigger in item.triggers if _fires(trigger.when, answer, age_of_consent))


def _fires(when: When, answer: Answer, age_of_consent: int) -> bool:
    if when.operator == "answered":
        return True
    if when.operator == "in":
        return not when.options.isdisjoint(answer if isinstance(answer, tuple) else (str(answer),))
    bound = age_of_consent if when.bound == STATE_AGE else when.bound
    assert isinstance(answer, int)
    assert isinstance(bound, int)
    if when.operator == "at_most":
        return answer <= bound
    return answer >= bound if when.operator == "at_least" else answer < bound


def _outcome(findings: list[Finding], unanswered: list[str]) -> Outcome:
    worst = {(finding.severity, finding.scope) for finding in findings}
    if (Severity.STOP, Scope.WHOLE) in worst:
        return Outcome.STOP
    if unanswered:
        return Outcome.INCOMPLETE
    if any(severity is not Severity.NOTE for severity, _ in worst):
        return Outcome.REVIEW
    return Outcome.NO_FLAGS

"""What of an open course still holds on a day, and what is stale: values with codes, each with the dates behind it."""

from collections.abc import Iterator
from datetime import date

from clinicdesk.desk.course_facts import CourseFacts
from clinicdesk.desk.standing_plan import Hold, Part, Standing, plan_parts, until_day, while_left
from clinicdesk.model.dated import year_after


def standing_of(facts: CourseFacts) -> tuple[Standing, ...]:
    """Every part of the course on that day, in the order in which it is shown; plans only where one is to be used."""
    return (_screening(facts), _sessions(facts), _estimate(facts), _consent(facts), *_plans(facts))


def asks_for_full_set(facts: CourseFacts) -> bool:
    """Whether a visit on that day takes all five steps: nothing is lasting any more that a return builds on."""
    lasting = {Part.SCREENING, Part.PAYER, Part.PLAN_YEAR, Part.PLAN_VISITS, Part.AUTHORIZATION}
    return any(one.part in lasting and one.hold in {Hold.STALE, Hold.MISSING} for one in standing_of(facts))


def _screening(facts: CourseFacts) -> Standing:
    full_on = facts.full_set_on
    if full_on is None:
        return Standing(part=Part.SCREENING, hold=Hold.MISSING)
    until = year_after(full_on)
    return Standing(part=Part.SCREENING, hold=until_day(facts.day, until), since=full_on, until=until)


def _sessions(facts: CourseFacts) -> Standing:
    used, planned = facts.done_since(date.min), facts.course.service.sessions
    return Standing(part=Part.SESSIONS, hold=while_left(planned - used), used=used, of=planned)


def _estimate(facts: CourseFacts) -> Standing:
    """A Good Faith Estimate holds for twelve months at most; every other one is measured by it.

    None holds once something else was learned of the plans. Then nobody says until when it held.
    """
    if not facts.told:
        return Standing(part=Part.ESTIMATE, hold=Hold.MISSING)
    since = facts.told[-1].day
    if facts.outdated:
        return Standing(part=Part.ESTIMATE, hold=Hold.STALE, since=since)
    until = year_after(since)
    return Standing(part=Part.ESTIMATE, hold=until_day(facts.day, until), since=since, until=until)


def _consent(facts: CourseFacts) -> Standing:
    paper = facts.consent
    signed = {one.signer for one in facts.signatures}
    if paper is None or not signed.issuperset(paper.signers) or not signed:
        return Standing(part=Part.CONSENT, hold=Hold.MISSING)
    since = max(one.signed_on for one in facts.signatures)
    return Standing(part=Part.CONSENT, hold=Hold.HOLDS, since=since, rulebook=paper.rulebook)


def _plans(facts: CourseFacts) -> Iterator[Standing]:
    if facts.course.service.use_insurance:
        yield from _payer(facts)
        for plan in facts.plans:
            yield from plan_parts(facts, plan)


def _payer(facts: CourseFacts) -> Iterator[Standing]:
    """Whether the course's payers are still those of its last estimate; nothing where there was none."""
    if facts.told:
        now = [(one.composed.payer, one.composed.payer_name) for one in facts.plans]
        then = [(one.payer, one.payer_name) for one in facts.told[-1].coverage]
        yield Standing(part=Part.PAYER, hold=Hold.HOLDS if now == then else Hold.STALE, since=facts.told[-1].day)

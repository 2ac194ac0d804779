"""The clinicians' decisions of a course, in the order in which they count, and what stands of them at a visit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from clinicdesk.desk.desk import Work
from clinicdesk.engine.settled import Ruled, Settled, settled, standing_decision
from clinicdesk.model.questionnaire import AGE_ITEM, Answer, Questionnaire
from clinicdesk.model.records import DecisionRecord, ScreeningRecord, VisitRecord
from clinicdesk.model.visit import ClinicianDecision, Decision


def decisions_of(work: Work, visit: VisitRecord) -> list[DecisionRecord]:
    """The decisions of the visit's course in the order in which they count."""
    return in_order(
        work.store.find(DecisionRecord, **({"course": visit.course} if visit.course else {"visit": visit.id}))
    )


def in_order(decisions: Iterable[DecisionRecord]) -> list[DecisionRecord]:
    """Decisions in the order in which they count.

    A record that confirms a decision on paper adds nothing to it. At what hour a paper was signed is not known: one
    that says `may_go_on` comes before what was decided on the screen that day, so that it overrules nothing.
    """
    return sorted((one for one in decisions if not one.confirms), key=_order)


def _order(one: DecisionRecord) -> tuple[str, bool]:
    lets_pass = one.decision.decision is Decision.MAY_GO_ON
    return one.decision.on.isoformat(), not (one.on_paper and lets_pass)


def standing(
    work: Work, visit: VisitRecord, answers: Mapping[str, Answer], age: int | None
) -> ClinicianDecision | None:
    """The decision that stands for the visit. One that was filed from paper counts before it is confirmed."""
    given: dict[str, Answer] = {**answers} if age is None else {**answers, AGE_ITEM: age}
    return standing_of(work.rules.questionnaire, visit, given, _as_they_hold(work, visit))


def standing_of(
    questionnaire: Questionnaire, visit: VisitRecord, given: Mapping[str, Answer], decisions: Iterable[DecisionRecord]
) -> ClinicianDecision | None:
    """The decision that stands for the visit, of those of its course as they hold; `given` has the age too."""
    ruled = [(one.visit == visit.id, _ruled(one)) for one in decisions]
    return standing_decision(
        questionnaire,
        given,
        own=[one for own, one in ruled if own],
        earlier=[one for own, one in ruled if not own],
        day=visit.day,
    )


def settled_at(work: Work, visit: VisitRecord, answers: Mapping[str, Answer]) -> tuple[Settled, ...]:
    """The lasting items that a clinician has looked at in this course, with by whom and when."""
    return settled(work.rules.questionnaire, answers, [_ruled(one) for one in _as_they_hold(work, visit)], visit.day)


def _ruled(one: DecisionRecord) -> Ruled:
    return Ruled(one.decision, one.rulings)


def _as_they_hold(work: Work, visit: VisitRecord) -> list[DecisionRecord]:
    visits = [visit, *(one for one in work.store.find(VisitRecord, course=visit.course) if visit.course)]
    known = {one.id for one in visits if one.id == visit.id or one.day < visit.day}
    return as_they_hold(decisions_of(work, visit), work.store.find_any(ScreeningRecord, "visit", known))


def as_they_hold(decisions: Iterable[DecisionRecord], screenings: Sequence[ScreeningRecord]) -> list[DecisionRecord]:
    """Decisions without what was answered otherwise since: an answer that changed and came back is a new one."""
    found = []
    for one in decisions:
        later = [screening.answers for screening in screenings if screening.id > one.id]
        held = {item: told for item, told in one.rulings.items() if _held(item, told, later)}
        found.append(replace(one, rulings=held))
    return found


def _held(item: str, told: Answer, later: Iterable[Mapping[str, Answer]]) -> bool:
    return item == AGE_ITEM or all(answers.get(item) == told for answers in later)

"""What has been answered at a visit, and what a return carries over from the full set that it builds on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from clinicdesk.desk.ahead import Anew
from clinicdesk.desk.desk import Work
from clinicdesk.engine.asking import builds_on_full
from clinicdesk.engine.practice import ADULT
from clinicdesk.engine.screening import screen
from clinicdesk.model.questionnaire import CHANGED_ITEM, Answer, Questionnaire, Repeat
from clinicdesk.model.records import AnswerRecord, Asked, ScreeningRecord, VisitRecord
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.screening import BIRTH_DATE
from clinicdesk.model.visit import Kind, ScreeningKind


class Before(NamedTuple):
    """What was screened at an earlier visit of the course."""

    visit: VisitRecord
    screening: ScreeningRecord

    @property
    def day(self) -> date:
        """The day of that visit."""
        return self.visit.day


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers that count at a visit, those `own` to it among them, and which set they answer.

    `carried` are those that an earlier full set gives it while nothing has changed. `stale` tells why the last full
    set, of the day `full_on`, is nothing to build on; None where it is, or where the visit does not ask for one.
    """

    answers: Mapping[str, Answer]
    own: Mapping[str, Answer]
    kind: ScreeningKind
    carried: Mapping[str, Answer] = field(default_factory=dict)
    stale: Anew | None = None
    full_on: date | None = None


def answered(work: Work, visit: VisitRecord) -> Answered:
    """The answers of a visit, with those that it carries.

    The lasting answers of the course's last full set are carried, as later returns of the course have changed them,
    while that set is no more than twelve months old, had every question answered and asked them in today's words.
    As soon as `changed` is answered otherwise than `no`, nothing is carried: everything is asked anew. An own answer
    that was taken back leaves the one that is carried.
    """
    return answered_after(work.rules, visit, own_answers(work, visit), screenings_before(work, visit))


def answered_after(
    rules: Rulebook, visit: VisitRecord, own: Mapping[str, Answer], before: Sequence[Before]
) -> Answered:
    """As `answered`, of the visit's `own` answers and the course's screenings `before` it, the earliest first."""
    full = next((one for one in reversed(before) if one.screening.kind is Kind.FULL), None)
    if full is None:
        stale = Anew.NEVER_FULL if before or visit.kind is Kind.RETURN else None
        return Answered(own, own, ScreeningKind(visit.kind), stale=stale)
    carried = _lasting(rules, full.screening, before[-1].screening)
    stale = _stale(rules, visit, full, carried)
    if visit.kind is Kind.FULL:
        return Answered(own, own, ScreeningKind(), stale=stale or Anew.ALL_STEPS, full_on=full.day)
    kind = ScreeningKind(Kind.RETURN, None if stale in {Anew.LEFT_OPEN, Anew.NEW_SET} else full.day)
    if stale:
        return Answered(own, own, kind, stale=stale, full_on=full.day)
    carries = own.get(CHANGED_ITEM, "no") == "no"
    return Answered({**carried, **own} if carries else own, own, kind, carried, full_on=full.day)


def _stale(rules: Rulebook, visit: VisitRecord, full: Before, carried: Mapping[str, Answer]) -> Anew | None:
    """Why a full set is nothing to build on; None where it is."""
    if missing := _left_open(rules.questionnaire, full.screening, carried):
        return Anew.LEFT_OPEN if _was_left_open(full.screening, missing) else Anew.NEW_SET
    builds = builds_on_full(ScreeningKind(Kind.RETURN, full.day), visit.day)
    return None if builds else Anew.TOO_OLD


def own_answers(work: Work, visit: VisitRecord) -> dict[str, Answer]:
    """The latest answer to each item of one visit; one that was taken back is none."""
    latest = {one.item: one.answer for one in work.store.find(AnswerRecord, visit=visit.id)}
    return {item: answer for item, answer in latest.items() if answer is not None}


def screenings_before(work: Work, visit: VisitRecord) -> list[Before]:
    """The course's screenings of the visits before this one, each visit's last, in the order of their days."""
    if not visit.course:
        return []
    siblings = work.store.find(VisitRecord, course=visit.course)
    earlier = [one.id for one in siblings if _is_before(one, visit)]
    return before_visit(visit, siblings, work.store.find_any(ScreeningRecord, "visit", earlier))


def before_visit(
    visit: VisitRecord, siblings: Iterable[VisitRecord], screenings: Iterable[ScreeningRecord]
) -> list[Before]:
    """Of the course's screenings, the oldest first, those of the visits before this one: as `screenings_before`."""
    earlier = {one.id: one for one in siblings if _is_before(one, visit)}
    last = {one.visit: one for one in screenings if one.visit in earlier}
    found = (Before(earlier[one.visit], one) for one in last.values())
    return sorted(found, key=lambda one: (one.visit.day, one.visit.time, one.visit.id))


def _is_before(one: VisitRecord, visit: VisitRecord) -> bool:
    return one.id != visit.id and (one.day, one.time, one.id) < (visit.day, visit.time, visit.id)


def _lasting(rules: Rulebook, full: ScreeningRecord, last: ScreeningRecord) -> dict[str, Answer]:
    """The lasting answers as they stood last, to the questions that have today's words in the language of that time."""
    then = {one.item: one for one in full.asked}
    lasting = (one.link_id for one in rules.questionnaire.items if one.repeat is Repeat.EACH_EPISODE)
    items = [one for one in lasting if one in then and _has_todays_words(rules, then[one])]
    return {one: last.answers[one] for one in items if one in last.answers}


def _has_todays_words(rules: Rulebook, asked: Asked) -> bool:
    now = rules.in_language(asked.language)
    today = now.questionnaire.by_id[asked.item]
    return (asked.language, asked.text, dict(asked.options)) == (now.language, today.text, dict(today.options))


def _was_left_open(full: ScreeningRecord, missing: Sequence[str]) -> bool:
    """Whether all that is missing today was asked at the full set, and not answered."""
    return {one.item for one in full.asked}.difference(full.answers).issuperset(missing)


def _left_open(questionnaire: Questionnaire, full: ScreeningRecord, carried: Mapping[str, Answer]) -> list[str]:
    """The lasting questions that are required today and that nothing of the full set answers."""
    asked_then = {item: answer for item, answer in full.answers.items() if item in questionnaire.asked_each_visit}
    told = screen(
        questionnaire,
        {**asked_then, **carried},
        day=date.min,
        birth_date=None,
        kind=ScreeningKind(),
        age_of_consent=ADULT,
        referral_asked=False,
    )
    open_items = (questionnaire.by_id[one] for one in told.unanswered if one != BIRTH_DATE)
    return [one.link_id for one in open_items if one.repeat is Repeat.EACH_EPISODE]

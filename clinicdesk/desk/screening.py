"""Screening at the desk: answers one at a time, how far they are, finished, and opened again for a correction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clinicdesk.desk.ahead import Basis, counted
from clinicdesk.desk.alone import alone, check_looked_through
from clinicdesk.desk.answers import answered
from clinicdesk.desk.chain import open_visit, told_parts, unpriced
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.entry import refuse
from clinicdesk.desk.guards import visit_of
from clinicdesk.desk.rulings import settled_at
from clinicdesk.desk.screening_set import set_sha256
from clinicdesk.desk.typed import typed
from clinicdesk.engine import visit as engine
from clinicdesk.engine.settled import Settled
from clinicdesk.errors import EntryRefused, NotAllowed, Problem
from clinicdesk.exchange.checks import check_answers
from clinicdesk.exchange.node import Node
from clinicdesk.exchange.result_file import as_json
from clinicdesk.model.payer import Need
from clinicdesk.model.questionnaire import AGE_ITEM, Answer, Item, Questionnaire
from clinicdesk.model.records import AnswerRecord, Asked, ScreeningRecord, VisitRecord
from clinicdesk.model.result import Result
from clinicdesk.model.roles import Act
from clinicdesk.model.screening import BIRTH_DATE, Finding, Outcome
from clinicdesk.model.visit import Kind, Visit
from clinicdesk.words import said

LONGEST = 2000
"""Characters of a text answer, or of a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a screening is.

    `asked` are the items asked now, in order; of the required ones among them `answered` of `required` are answered.
    `unanswered` begins with `birth_date` where that is not known. `settled` are lasting findings that a clinician has
    looked at, `full` says that the whole set is asked, `finished` that the answers are completed. `outcome` is what the
    answers come to so far. `alone` are the items that the patient answered without staff, not looked through yet;
    `basis` is what the questions hang on.
    """

    asked: tuple[Item, ...]
    answers: Mapping[str, Answer]
    answered: int
    required: int
    unanswered: tuple[str, ...]
    findings: tuple[Finding, ...]
    outcome: Outcome
    settled: tuple[Settled, ...]
    full: bool
    finished: bool
    alone: tuple[str, ...]
    basis: Basis


@act(Act.VIEW_SCREENING)
def progress(work: Work, patient: str, visit: str) -> Progress:
    """The questions of a visit, its answers, and what they mean so far."""
    record = visit_of(work, patient, visit)
    work.about(record.patient, record.id)
    return progress_now(work, record)


@act(Act.ANSWER)
def answer(work: Work, patient: str, visit: str, item: str, given: Answer | None) -> Progress:
    """Keep the answer to one question, in place of the one before; None takes it back. How far the screening is then.

    EntryRefused where the question does not take such an answer; NotAllowed once the screening is finished.
    """
    record = open_visit(work, patient, visit)
    keep_answer(work, record, item, given)
    return progress_now(work, record)


@act(Act.FINISH_SCREENING)
def finish(work: Work, patient: str, visit: str) -> ScreeningRecord:
    """Complete the answers: what was asked, word for word, what was answered, and what came out.

    EntryRefused names the questions that are still open, unless an answer has made a stop already; NotAllowed while
    nobody has looked through what the patient answered alone.
    """
    record = open_visit(work, patient, visit)
    if record.screened:
        raise NotAllowed("The screening of this visit is finished already.")
    told = unpriced(work, record)
    result = engine.work(told, work.rules)
    if result.screening.unanswered and result.screening.outcome is not Outcome.STOP:
        raise EntryRefused([_open(one, work.rules.questionnaire) for one in result.screening.unanswered])
    check_looked_through(work, record)
    kept = _completed(work, record, told, result)
    work.store.append(kept)
    work.store.put(replace(record, screened=True))
    work.about(outcome=kept.outcome, kind=kept.kind.value)
    return kept


@act(Act.REOPEN_SCREENING)
def reopen(work: Work, patient: str, visit: str, reason: str) -> VisitRecord:
    """Open a finished screening for a correction. What was completed stays; a new one follows when it is finished."""
    record = open_visit(work, patient, visit)
    if not record.screened:
        raise NotAllowed("The screening of this visit is not finished; its answers can be changed as they are.")
    work.about(reason=typed("reason", reason, LONGEST))
    return work.store.put(replace(record, screened=False))


def keep_answer(work: Work, visit: VisitRecord, item: str, given: Answer | None) -> None:
    """Keep an answer of an open visit. It raises what `answer` does."""
    if visit.screened:
        raise NotAllowed("The screening of this visit is finished. Open it again first, and say why.")
    _check(item, given, work.rules.questionnaire)
    told = {**work.made(), "patient": visit.patient, "visit": visit.id, "item": item, "language": work.rules.language}
    work.store.append(AnswerRecord(**told, answer=given))
    work.about(item=item, taken_back=given is None)


def progress_now(work: Work, visit: VisitRecord) -> Progress:
    """How far the screening of a visit is. NotReady where the visit has no course."""
    told = unpriced(work, visit)
    return progress_of(work, visit, told, engine.work(told, work.rules))


def progress_of(work: Work, record: VisitRecord, told: Visit, result: Result) -> Progress:
    """How far the screening of a visit is, of which `result` has come."""
    basis = _basis(work, record, result)
    now = counted(basis, work.rules.questionnaire)
    screening = result.screening
    return Progress(
        asked=now.asked,
        answers=told.answers,
        answered=now.required - len(now.left),
        required=now.required,
        unanswered=(BIRTH_DATE, *now.left) if screening.age is None else now.left,
        findings=screening.findings,
        outcome=screening.outcome,
        settled=settled_at(work, record, told.answers),
        full=not basis.is_short,
        finished=record.screened,
        alone=alone(work.store, record.id),
        basis=basis,
    )


def _completed(work: Work, record: VisitRecord, told: Visit, result: Result) -> ScreeningRecord:
    questionnaire = work.rules.questionnaire
    basis = _basis(work, record, result)
    return ScreeningRecord(
        **work.made(),
        patient=record.patient,
        visit=record.id,
        set_id=questionnaire.id,
        set_version=questionnaire.version,
        set_sha256=set_sha256(work.rules.original),
        rulebook=work.rules.version,
        kind=Kind.RETURN if basis.is_short else Kind.FULL,
        asked=tuple(_asked(work, record, [one.link_id for one in basis.asked(questionnaire)])),
        answers=told.answers,
        outcome=result.screening.outcome,
        result=as_json(told_parts(result, work.rules)["screening"]).decode(),
    )


def _asked(work: Work, record: VisitRecord, items: Sequence[str]) -> Iterator[Asked]:
    """The questions word for word, each in the language in which it was answered."""
    answered_in = {one.item: one.language for one in work.store.find(AnswerRecord, visit=record.id)}
    for item in items:
        rules = work.rules.in_language(answered_in.get(item, work.rules.language))
        told = rules.questionnaire.by_id[item]
        yield Asked(item=item, text=told.text, options=told.options, language=rules.language)


def _basis(work: Work, visit: VisitRecord, result: Result) -> Basis:
    """What the questions of a visit hang on."""
    needs = (result.practice.needs, *(one.needs for one in result.coverage))
    given = answered(work, visit)
    return Basis(
        day=visit.day,
        kind=given.kind,
        referral_asked=any(Need.REFERRAL in one for one in needs),
        own=given.own,
        carried=given.carried,
        stale=given.stale,
        full_on=given.full_on,
    )


def _check(item: str, given: Answer | None, questionnaire: Questionnaire) -> None:
    """The rules of the visit file's reader, for one answer."""
    if given is None and item in questionnaire.by_id.keys() - {AGE_ITEM}:
        return
    if given == ():
        raise refuse(item, "choose at least one, or take the answer back")
    if isinstance(given, str):
        typed(item, given, LONGEST)
    problems: list[Problem] = []
    told = list(given) if isinstance(given, tuple) else given
    check_answers(Node((), {item: told}, problems), questionnaire)
    if problems:
        raise EntryRefused(problems)


def _open(item: str, questionnaire: Questionnaire) -> Problem:
    if item == BIRTH_DATE:
        return Problem(item, "the birth date is not known yet; add it to the patient")
    return Problem(item, said("this is not answered yet: {text}", text=questionnaire.by_id[item].text))

"""What a paper was made from against what is kept now: what of it has changed, in words."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from clinicdesk.desk.so_far import sessions_before
from clinicdesk.exchange.kept_result import read_kept
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.questionnaire import Questionnaire
from clinicdesk.model.records import DocumentRecord, VisitRecord
from clinicdesk.words import said

_PARTS = {
    "date": "the day of the visit",
    "clinic": "the clinic or who treats",
    "patient": "the patient's name, birth date or who signs",
    "coverage": "the plans, their benefits or a telephone check",
    "service": "the course, or what is left of it",
    "fees": "the clinic's fees",
    "screening": "which set of questions was asked",
    "clinician_decision": "the clinician's decision",
}
_SCOPE = ("clinic", "patient", "coverage", "service", "fees")
_NOT_PRINTED = {"id", "phone", "email", "address"}
_SAME_COURSE = ("code", "body_region", "also", "use_insurance")
_SAME_PLAN = ("payer", "payer_name", "member_id")
_SAME_PATIENT = ("given_name", "family_name", "birth_date", "guardian", "representative")


def changes(then: str, now: str, questionnaire: Questionnaire) -> list[str]:
    """What has changed between two visit files of one visit, in words; nothing where a paper says the same still.

    A decision that was not made yet when a paper was printed is no change: the paper has the box to write it into.
    """
    old, new = _printed(then), _printed(now)
    if "clinician_decision" not in old:
        new.pop("clinician_decision", None)
    parts = [said(words) for part, words in _PARTS.items() if old.get(part) != new.get(part)]
    return [*_answers(old.get("answers", {}), new.get("answers", {}), questionnaire), *parts]


def scope(then: str, now: str) -> list[str]:
    """What an estimate is about that is other between two visit files, in words; no answer is among it."""
    old, new = ({part: one.get(part) for part in _SCOPE} for one in (_printed(then), _printed(now)))
    for one in (old, new):
        one["patient"] = _some(one["patient"] or {}, _SAME_PATIENT)
    return [said(words) for part, words in _PARTS.items() if part in _SCOPE and old[part] != new[part]]


def covers(kind: str, then: str, now: str, sessions: tuple[int, int]) -> bool:
    """Whether a paper of an earlier visit holds for a later one of the course: the same people, service and plans.

    `sessions` are those of the whole course, then and now. A consent does not mind how many of them are left. All other
    papers are about amounts: they hold while they are about as many sessions, by the same benefits.
    """
    old, new = read_kept(then), read_kept(now)
    same = sessions[0] == sessions[1] and _lasting(old) == _lasting(new)
    return same and (kind == NoticeKind.CONSENT or _amounts(old) == _amounts(new))


def told_until(text: str) -> date:
    """The day before which every session is in what a visit file's plans have left; `date.min` where none is used."""
    days = (one.get("as_of") for one in _benefits(read_kept(text)))
    return max((date.fromisoformat(day) for day in days if day), default=date.min)


def sessions_told(text: str) -> int:
    """How many sessions a visit file has."""
    count: int = read_kept(text)["service"]["sessions"]
    return count


def planned(course: Mapping[str, VisitRecord], paper: DocumentRecord) -> int:
    """The sessions of the whole course by a paper: those that it is about, and those that were counted already.

    `course` has the course's visits by their ids.
    """
    until, earlier = told_until(paper.inputs), sessions_before(course[paper.visit], course.values())
    return sum(one.day < until for one in earlier) + sessions_told(paper.inputs)


def _printed(text: str) -> dict[str, Any]:
    told = read_kept(text)
    told["patient"] = {key: value for key, value in told.get("patient", {}).items() if key not in _NOT_PRINTED}
    return told


def _answers(old: Mapping[str, Any], new: Mapping[str, Any], questionnaire: Questionnaire) -> Iterator[str]:
    for item in questionnaire.items:
        if old.get(item.link_id) != new.get(item.link_id):
            yield said("the answer to “{question}”", question=item.text)


def _lasting(told: Mapping[str, Any]) -> list[Any]:
    """A plan year that has begun anew asks for new papers, as a new plan does."""
    plans = told.get("coverage", [])
    return [
        told.get("clinic", {}).get("practitioner"),
        _some(told.get("patient", {}), _SAME_PATIENT),
        _some(told.get("service", {}), _SAME_COURSE),
        [[*_some(one, _SAME_PLAN), one.get("benefits", {}).get("plan_year_ends")] for one in plans],
    ]


def _amounts(told: Mapping[str, Any]) -> list[Any]:
    """What amounts hang on beside the plan itself."""
    benefits = [{**one, "as_of": None, "told_by": None} for one in _benefits(told)]
    return [told["service"]["sessions"], benefits]


def _benefits(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those of the plans that are used."""
    used = told["service"].get("use_insurance", True)
    return [one.get("benefits", {}) for one in told.get("coverage", []) if used]


def _some(told: Mapping[str, Any], keys: tuple[str, ...]) -> list[Any]:
    return [told.get(key) for key in keys]

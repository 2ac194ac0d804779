"""The one thing to be done next with the papers of a visit, and whether a sheet may be issued at all."""

from enum import StrEnum

from clinicdesk.desk.next_step import Next, next_of
from clinicdesk.desk.papers import GIVEN_KINDS, DuePaper
from clinicdesk.desk.visit_view import VisitView
from clinicdesk.model.records import VisitState
from clinicdesk.ui.papers.due_card import to_give, waits


class Todo(StrEnum):
    """What the step's one primary button does."""

    ISSUE = "issue"
    SIGN = "sign"
    HAND_OVER = "hand_over"
    DONE = "done"
    PATIENT = "patient"
    SCREENING = "screening"
    ESTIMATE = "estimate"
    REVIEW = "review"
    TODAY = "today"


_LEADS = {
    Next.COURSE: Todo.PATIENT,
    Next.BEGIN: Todo.SCREENING,
    Next.GO_ON: Todo.SCREENING,
    Next.FINISH: Todo.SCREENING,
    Next.ESTIMATE: Todo.ESTIMATE,
    Next.DONE: Todo.DONE,
    Next.NOTHING: Todo.TODAY,
}
_AFTER_PRINTING = {Next.CLINICIAN: Todo.REVIEW, Next.NOT_TODAY: Todo.TODAY, Next.BLOCKED: Todo.TODAY}


def todo_of(view: VisitView) -> Todo:
    """What is to be done next; the sheet is printed also where something stands in the way, without a place to sign."""
    then = next_of(view)
    if then in _LEADS:
        return _LEADS[then]
    if to_issue(view):
        return Todo.ISSUE
    if then in _AFTER_PRINTING:
        return _AFTER_PRINTING[then]
    if any(map(waits, view.papers)):
        return Todo.SIGN
    if any(map(to_give, view.papers)):
        return Todo.HAND_OVER
    left = {one.notice.kind for one in view.papers if not one.settled}
    return Todo.DONE if left <= GIVEN_KINDS else Todo.PATIENT


def to_issue(view: VisitView) -> bool:
    """Whether there is a sheet to issue that was not printed yet as it is now."""
    is_open = view.visit.state in {VisitState.BOOKED, VisitState.ARRIVED}
    return is_open and not all(map(_printed, view.papers))


def _printed(due: DuePaper) -> bool:
    return due.document is not None or (due.before is not None and not due.changed)

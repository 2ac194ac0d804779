"""What earlier decisions of clinicians still settle, and the one decision that stands for a visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from clinicdesk.model.dated import year_after
from clinicdesk.model.questionnaire import Answer, Questionnaire, Repeat
from clinicdesk.model.visit import ClinicianDecision, Decision


class Ruled(NamedTuple):
    """A decision, and what had been answered to each item that it is about."""

    decision: ClinicianDecision
    rulings: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Settled:
    """A lasting item that a clinician has looked at: its answer is still the one that was decided about."""

    item: str
    by: str
    on: date


def settled(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], decisions: Sequence[Ruled], day: date
) -> tuple[Settled, ...]:
    """The lasting items of a course that need no new decision on `day`, in the questionnaire's order.

    `decisions` are the course's; the later day counts, and on one day the later in the list. An item is settled while
    the last decision about it says `may_go_on`, its answer is the same, and no more than twelve months have passed.
    """
    last = _last_about(_in_force(decisions, day))
    found = {
        item.link_id: last[item.link_id].decision
        for item in questionnaire.items
        if item.repeat is Repeat.EACH_EPISODE and item.link_id in last and _holds(item.link_id, last, answers)
    }
    return tuple(Settled(item, decision.by, decision.on) for item, decision in found.items())


def standing_decision(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    *,
    own: Sequence[Ruled],
    earlier: Sequence[Ruled],
    day: date,
) -> ClinicianDecision | None:
    """The decision that stands for a visit on `day`: its own ones together with what earlier ones of its course settle.

    `answers` has the age too, where it is known. A `not_today` of the visit's own stands whatever is answered
    afterwards, until a later own decision about the same items. A `may_go_on` counts for the items whose answers are
    still those that it was about, an earlier visit's for lasting items only; together they are one decision, signed by
    the latest and as old as the oldest. None where nothing stands.
    """
    ours = _in_force(own, day)
    declined = [one for one in _last_about(ours).values() if one.decision.decision is Decision.NOT_TODAY]
    counting = _counting(questionnaire, answers, ours, _in_force([*earlier, *own], day))
    if declined:
        decision = _latest(declined, ours)
        named = {*counting, *(item for one in declined for item in one.decision.findings)}
        return replace(decision, findings=_in_order(questionnaire, named))
    if not counting:
        return None
    oldest = min(one.decision.on for one in counting.values())
    decision = _latest([*counting.values()], _in_force([*earlier, *own], day))
    return replace(decision, on=oldest, findings=_in_order(questionnaire, {*counting}))


def _counting(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], own: Sequence[Ruled], course: Sequence[Ruled]
) -> dict[str, Ruled]:
    """The decision that lets each item pass, by item: only this visit's where the item is asked at each visit."""
    ours, all_of_them = _last_about(own), _last_about(course)
    found: dict[str, Ruled] = {}
    for item in questionnaire.items:
        last = all_of_them if item.repeat is Repeat.EACH_EPISODE else ours
        if item.link_id in last and _holds(item.link_id, last, answers):
            found[item.link_id] = last[item.link_id]
    return found


def _in_force(decisions: Sequence[Ruled], day: date) -> list[Ruled]:
    """Those that were made by then and are no more than twelve months old, the oldest first."""
    found = [one for one in decisions if one.decision.on <= day <= year_after(one.decision.on)]
    return sorted(found, key=lambda one: one.decision.on)


def _last_about(decisions: Sequence[Ruled]) -> dict[str, Ruled]:
    """The last decision about each item."""
    return {item: one for one in decisions for item in one.decision.findings}


def _holds(item: str, last: Mapping[str, Ruled], answers: Mapping[str, Answer]) -> bool:
    """Whether the item may pass: decided so, about the very answer that is given now."""
    decision, rulings = last[item]
    decided_about = item in rulings and item in answers and _same(rulings[item], answers[item])
    return decided_about and decision.decision is Decision.MAY_GO_ON


def _same(one: Answer, other: Answer) -> bool:
    """The order in which several options were marked means nothing."""
    return set(one) == set(other) if isinstance(one, tuple) and isinstance(other, tuple) else one == other


def _latest(some: Sequence[Ruled], in_order: Sequence[Ruled]) -> ClinicianDecision:
    return next(one.decision for one in reversed(in_order) if any(one is other for other in some))


def _in_order(questionnaire: Questionnaire, items: set[str]) -> tuple[str, ...]:
    return tuple(item.link_id for item in questionnaire.items if item.link_id in items)

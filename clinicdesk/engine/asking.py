"""Which questions a visit asks now, by what has been answered so far."""

from collections.abc import Mapping
from datetime import date

from clinicdesk.model.dated import year_after
from clinicdesk.model.questionnaire import (
    AGE_ITEM,
    CHANGED_ITEM,
    REFERRAL_ITEM,
    Answer,
    EnableWhen,
    Item,
    Questionnaire,
    Repeat,
)
from clinicdesk.model.visit import Kind, ScreeningKind


def builds_on_full(kind: ScreeningKind, day: date) -> bool:
    """Whether a visit on `day` is a return on which a full set of at most twelve months ago still counts."""
    return kind.kind is Kind.RETURN and kind.full_on is not None and kind.full_on <= day <= year_after(kind.full_on)


def asked(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], *, kind: Kind, short: bool, referral_asked: bool
) -> tuple[Item, ...]:
    """The items that a person is asked, in their order; the age, which is worked out, is none of them.

    `short` is the set of a return to which nothing has changed: what is asked at each visit, and what hangs on that.
    `answers` may have more than is asked; what hangs on them is asked all the same.
    """
    off = switched_off(kind, referral_asked=referral_asked) | {AGE_ITEM}
    enabled: dict[str, Answer | None] = {}
    for item in questionnaire.items:
        if item.link_id not in off and (item.enable_when is None or holds(item.enable_when, enabled)):
            enabled[item.link_id] = answers.get(item.link_id)
    items = (questionnaire.by_id[one] for one in enabled)
    return tuple(item for item in items if not short or is_short(item, questionnaire))


def switched_off(kind: Kind, *, referral_asked: bool) -> frozenset[str]:
    """The items that are asked in other visits only."""
    never_changed = frozenset() if kind is Kind.RETURN else frozenset({CHANGED_ITEM})
    return never_changed if referral_asked else never_changed | {REFERRAL_ITEM}


def is_short(item: Item, questionnaire: Questionnaire) -> bool:
    """Whether an item is of the short set: asked at each visit, or hanging on one that is."""
    if item.repeat is Repeat.EACH_VISIT:
        return True
    conditions = item.enable_when.conditions if item.enable_when else ()
    return any(one.question in questionnaire.asked_each_visit for one in conditions)


def holds(enable_when: EnableWhen, given: Mapping[str, Answer | None]) -> bool:
    """Whether what was answered before switches an item on."""
    held = [_is_given(given.get(one.question), one.answer) for one in enable_when.conditions]
    return all(held) if enable_when.behavior == "all" else any(held)


def _is_given(answer: Answer | None, wanted: str) -> bool:
    return wanted in answer if isinstance(answer, tuple) else answer == wanted

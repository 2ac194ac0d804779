"""What must hold of clinicians' decisions, whatever was answered and decided, and in whatever order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.engine.asking import asked
from clinicdesk.engine.screening import screen
from clinicdesk.engine.settled import Ruled, settled, standing_decision
from clinicdesk.model.dated import year_after
from clinicdesk.model.questionnaire import AGE_ITEM, Answer, Repeat
from clinicdesk.model.screening import BIRTH_DATE
from clinicdesk.model.visit import ClinicianDecision, Decision, Kind, ScreeningKind
from clinicdesk.resources import rule_files
from clinicdesk.rulebook.reader import load
from tests.property.strategies import DAY, answers_to

QUESTIONNAIRE = load(rule_files()).questionnaire
ITEMS = ["implants", "heart_valve", "bleeding_managed", "blood_thinner_kind", "blood_thinner", "surgery", AGE_ITEM]
LASTING = {one for one in ITEMS if QUESTIONNAIRE.by_id[one].repeat is Repeat.EACH_EPISODE}
TOLD: st.SearchStrategy[Answer] = st.sampled_from(["yes", "unsure"])


def told_answers() -> st.SearchStrategy[dict[str, Answer]]:
    return st.dictionaries(st.sampled_from(ITEMS), TOLD)


@st.composite
def decisions(draw: st.DrawFn, most: int = 4) -> list[Ruled]:
    """Decisions around a year back, the oldest first."""
    found: list[Ruled] = []
    for days in sorted(draw(st.lists(st.integers(-1, 400), max_size=most)), reverse=True):
        findings = draw(st.lists(st.sampled_from(ITEMS), unique=True, min_size=1, max_size=3))
        told = ClinicianDecision(
            by=draw(st.sampled_from(["Dr. Kim Osei", "Sam Lee"])),
            license="P9",
            on=DAY - timedelta(days=days),
            decision=draw(st.sampled_from(list(Decision))),
            reason=f"reason {len(found)}",
            findings=tuple(findings),
        )
        found.append(Ruled(told, draw(st.fixed_dictionaries({}, optional=dict.fromkeys(findings, TOLD)))))
    return found


def counted(item: str, answers: Mapping[str, Answer], made: Sequence[Ruled]) -> ClinicianDecision | None:
    """By the plainest way: walk through the decisions one by one, as they were made."""
    found: ClinicianDecision | None = None
    for decision, rulings in made:
        if decision.on <= DAY <= year_after(decision.on) and item in decision.findings:
            lets_pass = decision.decision is Decision.MAY_GO_ON
            same = item in answers and rulings.get(item) == answers[item]
            found = decision if lets_pass and same else None
    return found


@given(told_answers(), decisions())
def test_settled_are_the_lasting_items_whose_last_decision_let_this_very_answer_pass(
    answers: dict[str, Answer], made: list[Ruled]
) -> None:
    plain = {item: counted(item, answers, made) for item in LASTING}
    expected = {(item, one.by, one.on) for item, one in plain.items() if one}
    assert {(one.item, one.by, one.on) for one in settled(QUESTIONNAIRE, answers, made, DAY)} == expected


@given(told_answers(), decisions(), st.data())
def test_an_answer_that_changes_or_goes_is_settled_no_more(
    answers: dict[str, Answer], made: list[Ruled], data: st.DataObject
) -> None:
    for one in settled(QUESTIONNAIRE, answers, made, DAY):
        other: dict[str, Answer] = {**answers, one.item: "unsure" if answers[one.item] == "yes" else "yes"}
        gone = {item: told for item, told in answers.items() if item != one.item}
        after = data.draw(st.sampled_from([other, gone]))
        assert one.item not in {left.item for left in settled(QUESTIONNAIRE, after, made, DAY)}


@given(told_answers(), decisions())
def test_nothing_is_settled_for_longer_than_twelve_months(answers: dict[str, Answer], made: list[Ruled]) -> None:
    latest = max((one.decision.on for one in made), default=DAY)
    assert settled(QUESTIONNAIRE, answers, made, year_after(latest) + timedelta(days=1)) == ()


@given(told_answers(), decisions(2), decisions())
def test_the_decision_that_stands_lets_pass_what_each_item_was_let_pass_for(
    answers: dict[str, Answer], own: list[Ruled], earlier: list[Ruled]
) -> None:
    own = [Ruled(replace(one.decision, on=DAY), one.rulings) for one in own]
    stands = standing_decision(QUESTIONNAIRE, answers, own=own, earlier=earlier, day=DAY)
    last_own = {item: one.decision.decision for one in own for item in one.decision.findings}
    passed = {item for item in ITEMS if counted(item, answers, own)}
    passed |= {item for item in LASTING if counted(item, answers, [*earlier, *own])}
    if Decision.NOT_TODAY in last_own.values():
        assert stands
        assert stands.decision is Decision.NOT_TODAY
        assert stands.on == DAY
        declined = {item for item, one in last_own.items() if one is Decision.NOT_TODAY}
        assert set(stands.findings) >= declined
        assert passed <= set(stands.findings)
    elif stands:
        assert stands.decision is Decision.MAY_GO_ON
        assert set(stands.findings) == passed
        made = [one for item in passed if (one := counted(item, answers, [*earlier, *own] if item in LASTING else own))]
        assert stands.on == min(one.on for one in made)
        assert stands.reason in {one.reason for one in made}
    else:
        assert not passed


@given(told_answers(), decisions())
def test_no_item_that_is_asked_at_each_visit_is_ever_carried(answers: dict[str, Answer], earlier: list[Ruled]) -> None:
    stands = standing_decision(QUESTIONNAIRE, answers, own=[], earlier=earlier, day=DAY)
    assert set(stands.findings if stands else ()) <= LASTING


@given(told_answers(), decisions(2), decisions())
def test_the_order_in_which_decisions_were_read_does_not_matter_where_their_days_differ(
    answers: dict[str, Answer], own: list[Ruled], earlier: list[Ruled]
) -> None:
    days = [one.decision.on for one in [*own, *earlier]]
    if len(set(days)) == len(days):
        one = standing_decision(QUESTIONNAIRE, answers, own=own, earlier=earlier, day=DAY)
        other = standing_decision(QUESTIONNAIRE, answers, own=own[::-1], earlier=earlier[::-1], day=DAY)
        assert one == other


@given(answers_to(QUESTIONNAIRE), st.sampled_from(list(Kind)), st.booleans(), st.booleans())
def test_what_is_asked_and_not_answered_is_what_screening_calls_unanswered(
    drawn: dict[str, Any], kind: Kind, changed: bool, referral: bool
) -> None:
    answers: dict[str, Answer] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in drawn.items() if value
    }
    if changed:
        answers |= {"changed": "no"}
    full_on = date(2026, 9, 1)
    short = kind is Kind.RETURN and answers.get("changed") == "no"
    items = asked(QUESTIONNAIRE, answers, kind=kind, short=short, referral_asked=referral)
    told = screen(
        QUESTIONNAIRE,
        answers,
        day=DAY,
        birth_date=None,
        kind=ScreeningKind(kind, full_on if kind is Kind.RETURN else None),
        age_of_consent=18,
        referral_asked=referral,
    )
    left = [one.link_id for one in items if one.required and one.link_id not in answers]
    assert [BIRTH_DATE, *left] == list(told.unanswered)

"""A clinician's decision on a lasting finding: how long it holds, and what stands at today's visit."""

from dataclasses import replace
from datetime import date
from typing import Any

from clinicdesk.engine.settled import Ruled, Settled, settled, standing_decision
from clinicdesk.engine.visit import work
from clinicdesk.model.document import BlockerKind
from clinicdesk.model.questionnaire import AGE_ITEM, Answer
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import ClinicianDecision, Decision
from tests.conftest import as_visit, example_json

MAY, NOT = Decision.MAY_GO_ON, Decision.NOT_TODAY
TODAY = date(2026, 11, 23)
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 5)


def ruled(
    on: date, decision: Decision, rulings: dict[str, Answer], by: str = "Dr. Kim Osei", reason: str = "stable"
) -> Ruled:
    told = ClinicianDecision(by=by, license="P9", on=on, decision=decision, reason=reason, findings=tuple(rulings))
    return Ruled(told, rulings)


def stands(
    rules: Rulebook, answers: dict[str, Answer], *, own: list[Ruled] | None = None, earlier: list[Ruled] | None = None
) -> ClinicianDecision | None:
    return standing_decision(rules.questionnaire, answers, own=own or [], earlier=earlier or [], day=TODAY)


def test_an_implant_that_was_looked_at_in_september_is_settled_with_by_whom_and_when(rules: Rulebook) -> None:
    made = [ruled(SEPTEMBER, MAY, {"implants": "yes"})]
    told = settled(rules.questionnaire, {"implants": "yes"}, made, TODAY)
    assert told == (Settled("implants", "Dr. Kim Osei", SEPTEMBER),)


def test_unsure_that_has_become_yes_is_looked_at_anew(rules: Rulebook) -> None:
    made = [ruled(SEPTEMBER, MAY, {"implants": "unsure"})]
    assert settled(rules.questionnaire, {"implants": "yes"}, made, TODAY) == ()
    assert stands(rules, {"implants": "yes"}, earlier=made) is None


def test_an_item_without_an_answer_now_is_not_settled(rules: Rulebook) -> None:
    made = [ruled(SEPTEMBER, MAY, {"implants": "yes"})]
    assert settled(rules.questionnaire, {}, made, TODAY) == ()


def test_a_decision_that_does_not_say_what_it_was_about_settles_nothing(rules: Rulebook) -> None:
    told = ruled(SEPTEMBER, MAY, {"implants": "yes"}).decision
    assert settled(rules.questionnaire, {"implants": "yes"}, [Ruled(told, {})], TODAY) == ()


def test_several_options_are_the_same_in_any_order(rules: Rulebook) -> None:
    made = [ruled(SEPTEMBER, MAY, {"blood_thinner_kind": ("doac", "other")})]
    assert settled(rules.questionnaire, {"blood_thinner_kind": ("other", "doac")}, made, TODAY)
    assert not settled(rules.questionnaire, {"blood_thinner_kind": ("other", "doac", "warfarin")}, made, TODAY)


def test_it_holds_on_the_last_day_of_twelve_months_and_not_on_the_next(rules: Rulebook) -> None:
    made = [ruled(date(2025, 11, 23), MAY, {"implants": "yes"})]
    assert settled(rules.questionnaire, {"implants": "yes"}, made, TODAY)
    assert not settled(rules.questionnaire, {"implants": "yes"}, made, date(2026, 11, 24))


def test_what_was_decided_on_a_later_day_is_not_known_yet(rules: Rulebook) -> None:
    made = [ruled(date(2026, 11, 24), MAY, {"implants": "yes"})]
    assert settled(rules.questionnaire, {"implants": "yes"}, made, TODAY) == ()


def test_of_two_decisions_about_one_item_the_later_counts(rules: Rulebook) -> None:
    yes: dict[str, Answer] = {"implants": "yes"}
    lets, refuses = ruled(SEPTEMBER, MAY, yes), ruled(OCTOBER, NOT, yes)
    assert settled(rules.questionnaire, yes, [lets, refuses], TODAY) == ()
    again = ruled(TODAY, MAY, yes, by="Sam Lee")
    assert settled(rules.questionnaire, yes, [lets, refuses, again], TODAY) == (Settled("implants", "Sam Lee", TODAY),)


def test_what_was_refused_at_an_earlier_visit_is_asked_anew_but_refuses_nothing_today(rules: Rulebook) -> None:
    assert stands(rules, {"implants": "yes"}, earlier=[ruled(OCTOBER, NOT, {"implants": "yes"})]) is None


def test_a_blood_thinner_is_asked_at_each_visit_and_so_decided_at_each(rules: Rulebook) -> None:
    answers: dict[str, Answer] = {"blood_thinner": "yes", "blood_thinner_kind": ("doac",)}
    told = stands(rules, answers, earlier=[ruled(OCTOBER, MAY, answers)])
    assert told
    assert told.findings == ("blood_thinner_kind",)


def test_today_and_earlier_are_one_decision_signed_by_the_latest_and_as_old_as_the_oldest(rules: Rulebook) -> None:
    answers: dict[str, Answer] = {"implants": "yes", "heart_valve": "yes", "surgery": "yes", AGE_ITEM: 16}
    earlier = [
        ruled(SEPTEMBER, MAY, {"implants": "yes"}),
        ruled(OCTOBER, MAY, {"heart_valve": "yes"}, by="Sam Lee", reason="cardiologist agrees"),
    ]
    own = [ruled(TODAY, MAY, {"surgery": "yes", AGE_ITEM: 16}, by="Dr. Mona Field", reason="healed")]
    assert stands(rules, answers, own=own, earlier=earlier) == ClinicianDecision(
        by="Dr. Mona Field",
        license="P9",
        on=SEPTEMBER,
        decision=MAY,
        reason="healed",
        findings=(AGE_ITEM, "heart_valve", "implants", "surgery"),
    )


def test_not_today_is_not_overruled_by_an_earlier_decision_of_the_course(rules: Rulebook) -> None:
    answers: dict[str, Answer] = {"implants": "yes", "surgery": "yes"}
    told = stands(
        rules,
        answers,
        own=[ruled(TODAY, NOT, {"surgery": "yes"}, reason="stitches")],
        earlier=[ruled(SEPTEMBER, MAY, answers)],
    )
    assert told
    assert (told.decision, told.on, told.reason) == (NOT, TODAY, "stitches")
    assert told.findings == ("implants", "surgery")


def test_not_today_stands_though_the_answer_is_another_until_a_clinician_says_otherwise(rules: Rulebook) -> None:
    refused = ruled(TODAY, NOT, {"surgery": "yes"})
    told = stands(rules, {"surgery": "no"}, own=[refused])
    assert told
    assert told.decision is NOT
    told = stands(rules, {"surgery": "no"}, own=[refused, ruled(TODAY, MAY, {"surgery": "no"})])
    assert told
    assert told.decision is MAY


def test_a_decision_about_something_else_does_not_take_not_today_back(rules: Rulebook) -> None:
    answers: dict[str, Answer] = {"implants": "yes", "surgery": "yes"}
    own = [ruled(TODAY, NOT, {"surgery": "yes"}), ruled(TODAY, MAY, {"implants": "yes"})]
    told = stands(rules, answers, own=own)
    assert told
    assert told.decision is NOT


def test_what_has_lapsed_does_not_take_what_still_counts_with_it(rules: Rulebook) -> None:
    answers: dict[str, Answer] = {"implants": "yes", "heart_valve": "yes"}
    old = ruled(date(2025, 10, 1), MAY, {"implants": "yes"})
    told = stands(rules, answers, earlier=[old, ruled(OCTOBER, MAY, {"heart_valve": "yes"})])
    assert told
    assert (told.findings, told.on) == (("heart_valve",), OCTOBER)


def test_through_the_chain_a_settled_implant_lets_a_return_go_on_and_a_new_finding_does_not(rules: Rulebook) -> None:
    earlier = [ruled(SEPTEMBER, MAY, {"implants": "yes"})]
    told = example_json("return-visit")
    assert blockers(told, rules, earlier) == []
    told["answers"]["surgery"] = "yes"
    assert blockers(told, rules, earlier) == [BlockerKind.CLINICIAN_REVIEW]
    told["answers"] |= {"surgery": "no", "implants": "unsure"}
    assert blockers(told, rules, earlier) == [BlockerKind.CLINICIAN_REVIEW]


def blockers(told: dict[str, Any], rules: Rulebook, earlier: list[Ruled]) -> list[BlockerKind]:
    visit = as_visit(told, rules)
    decision = standing_decision(rules.questionnaire, visit.answers, own=[], earlier=earlier, day=visit.day)
    return [one.kind for one in work(replace(visit, clinician_decision=decision), rules).blockers]

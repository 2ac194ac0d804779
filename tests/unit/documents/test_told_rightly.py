"""What a paper must not get wrong: who is asked first, what a plan has said, where the review stands."""

from typing import Any

from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import Words
from tests.conftest import example_json
from tests.unit.documents.helpers import pdf_of, plain


def text_of(value: dict[str, Any], rules: Rulebook, words: Words) -> str:
    """A visit's sheet as text."""
    return plain(pdf_of(value, rules, words))


def test_the_review_box_comes_before_a_waiver_to_sign(rules: Rulebook, words: Words) -> None:
    value = example_json("investigational-bcbsnc")
    value["answers"]["surgery"] = "yes"
    text = text_of(value, rules, words)
    assert text.index("Clinician's review") < text.index("Your plan may not pay for this")


def test_a_waiver_names_only_what_the_plan_refuses(rules: Rulebook, words: Words) -> None:
    value = example_json("investigational-bcbsnc")
    value["date"] = "2021-06-20"
    value["coverage"] = [{"payer": "bcbs-al", "network": "in"}]
    value["service"] |= {"first_session": "2021-06-24", "use_insurance": False}
    text = text_of(value, rules, words)
    waiver = text[text.index("Your plan may not pay for this") : text.index("Your choice")]
    assert "June 24, 2021" not in waiver
    assert "July 1, 2021" not in waiver
    assert "July 8, 2021 20561 investigational" in waiver
    assert "$120.00" in waiver


def test_a_second_plan_that_must_be_asked_withholds_every_amount(rules: Rulebook, words: Words) -> None:
    value = example_json("deductible-met-midway")
    value["coverage"].append({"payer": "medicaid", "network": "in"})
    text = text_of(value, rules, words)
    assert "Do not collect: ask the payer" in text
    assert "Due today" not in text
    assert "Whole course" not in text


def test_an_emergency_is_told_first(rules: Rulebook, words: Words) -> None:
    value = example_json("deductible-met-midway")
    value["answers"] |= {"emergency_now": "yes", "wants_treatment": "no"}
    text = text_of(value, rules, words)
    assert text.index("Get a clinician now. No treatment may start.") < text.index("Get a clinician now. Call 911")
    assert text.index("Call 911 if told") < text.index("Patient does not want it")
    assert text.count("Patient does not want it") == 1


def test_medicare_s_form_is_asked_for_before_the_cost(rules: Rulebook, words: Words) -> None:
    text = text_of(example_json("medicare-by-physical-therapist"), rules, words)
    assert text.index("a Medicare form is needed first") < text.index("What we expect it to cost")


def test_what_the_telephone_settled_is_not_told_as_unknown(rules: Rulebook, words: Words) -> None:
    text = text_of(example_json("deductible-met-midway"), rules, words)
    assert "The payer said on the telephone" in text
    assert "Not known is not the same" not in text


def test_an_amount_that_rests_on_what_is_not_stated_says_at_most(rules: Rulebook, words: Words) -> None:
    value = example_json("deductible-met-midway")
    del value["coverage"][0]["benefits"]["accumulators"]["deductible_remaining"]
    assert "At most: see what we had to assume" in text_of(value, rules, words)


def test_out_of_network_and_a_plan_that_has_ended_stand_on_top(rules: Rulebook, words: Words) -> None:
    value = example_json("deductible-met-midway")
    value["coverage"][0]["network"] = "out"
    assert "out of network" in text_of(value, rules, words)
    value["coverage"][0]["effective_to"] = "2026-11-30"
    text = text_of(value, rules, words)
    assert "not active on December 1, 2026" in text
    assert "outranks" not in text


def test_a_good_faith_estimate_tells_the_price_of_one_unit(rules: Rulebook, words: Words) -> None:
    value = example_json("self-pay-three-to-six")
    value["service"]["also"] = [{"code": "97140", "units": 2}]
    assert "97140 M79.18 12 $40.00 $480.00" in text_of(value, rules, words)

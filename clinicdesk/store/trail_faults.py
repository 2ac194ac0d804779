"""What is wrong with the first bad row of a trail, as far as the rows that are left can tell."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from clinicdesk.errors import TrailBroken
from clinicdesk.store.trail_text import BEFORE_THE_FIRST, entry_of, fits, mac_of
from clinicdesk.words import said


class Kept(NamedTuple):
    """A row as it stands in the table: number, text, MAC. None of it is known to be right."""

    number: int
    text: bytes
    mac: bytes


def broken_at(bad: int, kept: Sequence[Kept], key: bytes) -> TrailBroken:
    """The sentence for row `bad`, the first that does not verify; `kept` has all rows by number."""
    return TrailBroken(_sentence(bad, kept, key), bad)


def _sentence(bad: int, kept: Sequence[Kept], key: bytes) -> str:
    if bad < 1:
        return said("Row {number} of the trail was put in: the first row has the number 1.", number=bad)
    row = kept[bad - 1]
    if sum(one.number == bad for one in kept) > 1:
        return said("Row {number} of the trail stands there more than once.", number=bad)
    if row.number != bad:
        return said(
            "Row {number} of the trail is missing: it was deleted, and row {found} comes next.",
            number=bad,
            found=row.number,
        )
    before = kept[bad - 2].mac if bad > 1 else BEFORE_THE_FIRST
    if not _is_readable(row.text):
        return said(
            "Row {number} of the trail was edited or put in: its text is not as the program writes rows.", number=bad
        )
    follows = kept[bad] if bad < len(kept) else None
    if follows and fits(key, row.mac, bad + 1, follows.text, follows.mac):
        return said("Row {number} of the trail was edited after it was written.", number=bad)
    if follows and fits(key, mac_of(key, before, bad, row.text), bad + 1, follows.text, follows.mac):
        return said("Row {number} of the trail has another MAC than it was written with.", number=bad)
    return _out_of_place(bad, before, kept, key)


def _any_fits(kept: Sequence[Kept], key: bytes) -> bool:
    """Whether any row fits the one that stands before it, whatever that is worth."""
    return any(fits(key, one.mac, two.number, two.text, two.mac) for one, two in pairwise(kept))


def _is_readable(text: bytes) -> bool:
    try:
        entry_of(text)
    except ValueError:
        return False
    return True


def _out_of_place(bad: int, before: bytes, kept: Sequence[Kept], key: bytes) -> str:
    """The sentence for a row whose neighbours do not know it."""
    own = _own_place(kept[bad - 1], kept, key)
    if own:
        return said(
            "Row {number} of the trail is out of order: what stands there was written as row {found}.",
            number=bad,
            found=own,
        )
    for one in kept[bad:]:
        if fits(key, before, bad, one.text, one.mac):
            return said(
                "Row {number} of the trail was put in: what was written as row {number} stands at {found}.",
                number=bad,
                found=one.number,
            )
    if bad == 1 and not _any_fits(kept, key):
        return "No row of the trail fits the key: this is the wrong key, or all rows were replaced or renumbered."
    return said(
        "Row {number} of the trail does not follow from the row before: it was edited or put in, or rows between the "
        "two were deleted and the rest renumbered.",
        number=bad,
    )


def _own_place(row: Kept, kept: Sequence[Kept], key: bytes) -> int:
    """The number that a row was written with, where the row before that is still there, perhaps moved on by one."""
    for one in kept:
        for number in (one.number, one.number + 1):
            if number > 0 and number != row.number and fits(key, one.mac, number, row.text, row.mac):
                return number
    return 0

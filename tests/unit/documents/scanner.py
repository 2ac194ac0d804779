"""A reader of Code 128 for one line across a picture, as a scanner at a desk reads it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportlab.graphics.barcode import code128

MODULES = 11
START, CHECKED, STOP = 104, 103, 106
QUIET = 10
_TABLE: dict[int, str] = vars(code128)["_patterns"]
_WIDTHS = {tuple("abcd".index(one.lower()) + 1 for one in pattern): value for value, pattern in _TABLE.items()}
"""ReportLab's own table: bars in capitals, gaps in small letters."""


def scan(line: Sequence[bool]) -> list[str]:
    """Every text on a line of pixels, of which True is dark, that has white at both sides and the right check."""
    runs = [(dark, len([*pixels])) for dark, pixels in groupby(line)]
    found = (_read([wide for _, wide in runs[at:]]) for at in range(1, len(runs)) if runs[at][0] and _quiet(runs, at))
    return [text for text in found if text]


def _quiet(runs: Sequence[tuple[bool, int]], at: int) -> bool:
    """Whether there is white enough before a start."""
    return runs[at - 1][1] >= QUIET * sum(wide for _, wide in runs[at : at + 6]) / MODULES - 1


def _read(wide: Sequence[int]) -> str:
    values: list[int] = []
    for at in range(0, len(wide) - 6, 6):
        if values and values[-1] >= 0 and _value(wide[at : at + 7], 13) == STOP:
            quiet = wide[at + 7] >= QUIET * sum(wide[at : at + 7]) / 13 - 1
            return _text(values) if quiet else ""
        values.append(_value(wide[at : at + 6], MODULES))
        if values[0] != START or values[-1] < 0:
            return ""
    return ""


def _value(wide: Sequence[int], modules: int) -> int:
    """The value of so many bars and gaps; -1 where they are none."""
    unit = sum(wide) / modules
    return _WIDTHS.get(tuple(round(one / unit) for one in wide), -1)


def _text(values: Sequence[int]) -> str:
    *told, check = values
    right = sum(value * max(place, 1) for place, value in enumerate(told)) % CHECKED == check
    return "".join(_letters(told[1:])) if right else ""


def _letters(values: Sequence[int]) -> Iterator[str]:
    return (chr(value + ord(" ")) for value in values)

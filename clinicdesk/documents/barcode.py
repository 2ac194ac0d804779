"""A text as Code 128 (ISO/IEC 15417), code set B: bars that every scanner at a desk reads."""

from collections.abc import Iterator
from itertools import accumulate

from clinicdesk.documents.marks import Bars

MODULE = 0.72
"""The narrowest bar in points: a hundredth of an inch, which is three whole dots of a printer of 300 to the inch."""

QUIET = 10 * MODULE
"""So much at both sides stays white."""

_START_B, _STOP = 104, 106
_FIRST, _LAST = " ", "~"
_MODULUS = 103
_ALL = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
)
_PATTERNS = _ALL.split()
"""Of each value bars and gaps in turn, in modules."""


def widths(text: str) -> list[int]:
    """Bars and gaps in turn, from the first bar to the last, in modules. ValueError for what is no ASCII text."""
    if not all(_FIRST <= character <= _LAST for character in text):
        raise ValueError("Code 128 B has no such character")
    values = [_START_B, *(ord(character) - ord(_FIRST) for character in text)]
    check = sum(value * max(place, 1) for place, value in enumerate(values)) % _MODULUS
    return [int(wide) for value in (*values, check, _STOP) for wide in _PATTERNS[value]]


def length(text: str) -> float:
    """How long the bars of a text are, in points, without the white at both sides."""
    return sum(widths(text)) * MODULE


def bars(text: str, left: float, y: float, height: float) -> Bars:
    """The bars of a text from this left edge on."""
    return Bars(y, height, tuple(_bars(widths(text), left)))


def _bars(wide: list[int], left: float) -> Iterator[tuple[float, float]]:
    edges = (0, *accumulate(wide))
    return ((left + edges[at] * MODULE, wide[at] * MODULE) for at in range(0, len(wide), 2))

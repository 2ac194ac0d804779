"""The recovery key on paper: 160 random bits in Crockford's base32, eight groups of four and a check character.

Crockford's letters leave out I, L, O and U, so that whatever somebody writes for a 0, a 1 or a V is read rightly.
"""

import secrets
import unicodedata

from clinicdesk.errors import SignInRefused
from clinicdesk.words import said

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BYTES = 20
GROUPS = 8
GROUP = 5

_ALIKE = str.maketrans("ILOU", "110V")
_VALUES = {letter: value for value, letter in enumerate(LETTERS)}
_NO_SIGN = ("Pd", "Pc", "Cc", "Cf", "Zs", "Zl", "Zp")


def new() -> bytes:
    """A new secret of 160 random bits."""
    return secrets.token_bytes(BYTES)


def written(secret: bytes) -> str:
    """A secret of 20 bytes as it is shown and printed: `XXXXX-XXXXX-...`, eight groups of five."""
    bits = int.from_bytes(secret)
    values = [bits >> 5 * place & 31 for place in reversed(range(GROUPS * (GROUP - 1)))]
    groups = [values[start : start + GROUP - 1] for start in range(0, len(values), GROUP - 1)]
    return "-".join(
        "".join(LETTERS[value] for value in (*group, _check(number, group)))
        for number, group in enumerate(groups, start=1)
    )


def read(text: str) -> bytes:
    """The 20 bytes of a recovery key, however it was typed: case, spaces, dashes and look-alike letters are forgiven.

    Raises SignInRefused, which names the groups that are wrong but never a character of the key.
    """
    signs = _signs(text)
    _check_length(text, signs)
    groups = [[_VALUES.get(sign, -1) for sign in signs[at : at + GROUP]] for at in range(0, len(signs), GROUP)]
    wrong = [number for number, group in enumerate(groups, start=1) if not _fits(number, group)]
    if wrong:
        raise SignInRefused(
            said(
                "The recovery key is not right in {listed}: the check character there does not fit. Compare with the "
                "paper, letter by letter, and type it again.",
                listed=_listed(wrong),
            )
        )
    bits = 0
    for group in groups:
        for value in group[:-1]:
            bits = bits << 5 | value
    return bits.to_bytes(BYTES)


def is_copy(shown_key: str, typed: str) -> bool:
    """Whether somebody has the key before them: they typed its last two groups, or all of it."""
    whole, told = _signs(shown_key), _signs(typed)
    return told in {whole, whole[-2 * GROUP :]}


def _signs(text: str) -> str:
    """Letters and digits alone, look-alikes mended. What is far too long to be a key is not looked at to its end."""
    plain = unicodedata.normalize("NFKC", text[: 10 * GROUPS * GROUP]).upper()
    return "".join(sign for sign in plain if unicodedata.category(sign) not in _NO_SIGN).translate(_ALIKE)


def _check_length(text: str, signs: str) -> None:
    if len(signs) == GROUPS * GROUP:
        return
    parts = [_signs(part) for part in text.replace("-", " ").split()]
    odd = [number for number, part in enumerate(parts, start=1) if len(part) != GROUP]
    where = said("; look at {groups}", groups=_listed(odd)) if len(parts) == GROUPS else ""
    raise SignInRefused(
        said(
            "A recovery key has {groups} groups of {group} letters and digits, {number} in all, but {count} were "
            "typed{where}. Compare with the paper and type it again.",
            groups=GROUPS,
            group=GROUP,
            number=GROUPS * GROUP,
            count=len(signs),
            where=where,
        )
    )


def _listed(numbers: list[int]) -> str:
    *some, last = map(str, numbers)
    if not some:
        return said("group {last}", last=last)
    return said("groups {some} and {last}", some=", ".join(some), last=last)


def _fits(number: int, group: list[int]) -> bool:
    return min(group) >= 0 and _check(number, group[:-1]) == group[-1]


def _check(number: int, group: list[int]) -> int:
    """The check value: a polynomial over GF(32) that begins with the group's number.

    It shows every wrong character, every two neighbours that changed places and every two groups that did.
    """
    value = number
    for one in group:
        value = _doubled(value) ^ one
    return _doubled(value)


def _doubled(value: int) -> int:
    return value << 1 ^ (0b100101 if value & 16 else 0)

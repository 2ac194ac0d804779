"""What people type to sign in: one form for every way to type it, and the rules for a new password."""

import unicodedata
from collections.abc import Iterator

from clinicdesk.errors import NotAllowed
from clinicdesk.words import said

SHORTEST = 15
LONGEST = 1024
LOOKED_AT = 72
GOOD_SCORE = 4
OWN_SUBSTANCE = 8
SHORTEST_NAME = 3
LONGEST_LOGIN = 64

_MOST_PARTS = 4  # more than this many code points never become one in NFKC
_NO_LETTER = {"Cc", "Cn", "Cs"}


def typed(password: str) -> bytes:
    """The bytes that a password stands for, the same for NFC and NFD; empty for one that nobody can have."""
    if len(password) > _MOST_PARTS * LONGEST:
        return b""
    normal = _normal(password)
    return b"" if len(normal) > LONGEST else normal.encode("utf-8", "surrogatepass")


def chosen(password: str) -> bytes:
    """The bytes of a new password of 15 to 1,024 characters. Nothing is ever cut off.

    Raises NotAllowed for one that is shorter or longer, or that holds what no keyboard types.
    """
    if len(password) > _MOST_PARTS * LONGEST or len(normal := _normal(password)) > LONGEST:
        raise NotAllowed(
            said("The password has more than {longest:,} characters. Choose a shorter one.", longest=LONGEST)
        )
    length = min(len(normal), len(unicodedata.normalize("NFC", password)))
    if length < SHORTEST:
        raise NotAllowed(
            said(
                "The password has {length} characters and needs at least {shortest}. Four or more words that have "
                "nothing to do with each other are easy to remember.",
                length=length,
                shortest=SHORTEST,
            )
        )
    if any(unicodedata.category(letter) in _NO_LETTER for letter in normal):
        raise NotAllowed("The password holds a line break or another sign that cannot be typed. Type it by hand.")
    return normal.encode()


def check(password: str, login: str, clinic: str) -> None:
    """All rules for a new password of the person who signs in as `login`, at a clinic of this name.

    Raises NotAllowed with what is wrong and how to do better. No kind of character is asked for.
    """
    normal = chosen(password).decode()
    names = sorted(set(_names(login, clinic)), key=len, reverse=True)
    if not _has_own_substance(folded(normal), names):
        raise NotAllowed(
            "The password is little more than the sign-in name or the clinic's name. Choose words that say neither."
        )
    if not _is_hard_to_guess(normal, names):
        raise NotAllowed(
            "The password is easy to guess: it is common, or made of names, dates, repeats or rows of keys. "
            "Choose four or more words that have nothing to do with each other."
        )


def folded(login: str) -> str:
    """A sign-in name as it is compared: width, ligatures and case do not count."""
    return unicodedata.normalize("NFKC", shown(login).casefold())


def shown(login: str) -> str:
    """A sign-in name as it is kept: the case as typed. What is far too long to be one is cut."""
    return unicodedata.normalize("NFKC", login[: 10 * LONGEST_LOGIN]).strip()


def check_login(login: str) -> None:
    """Raises NotAllowed for a sign-in name that is empty, longer than 64 characters, or not plain text."""
    if not 0 < len(shown(login)) <= LONGEST_LOGIN or not shown(login).isprintable():
        raise NotAllowed(
            said(
                "A sign-in name has 1 to {longest} letters, digits or signs on one line. Choose another name.",
                longest=LONGEST_LOGIN,
            )
        )


def _normal(password: str) -> str:
    """As RFC 8265 has it for passwords, but NFKC: every space is the plain one, the case stays."""
    spaced = (" " if unicodedata.category(letter) == "Zs" else letter for letter in password)
    return unicodedata.normalize("NFKC", "".join(spaced))


def _names(login: str, clinic: str) -> Iterator[str]:
    """The names whole, without what is between their words, and word by word."""
    for name in (folded(login), folded(clinic)):
        parts = "".join(letter if letter.isalnum() else " " for letter in name).split()
        yield from (one for one in (name, "".join(parts), *parts) if len(one) >= SHORTEST_NAME)


def _has_own_substance(password: str, names: list[str]) -> bool:
    rest = password
    for name in names:
        rest = rest.replace(name, " ")
    return rest == password or sum(letter.isalnum() for letter in rest) >= OWN_SUBSTANCE


def _is_hard_to_guess(password: str, names: list[str]) -> bool:
    """More than 10^10 guesses, by the first 72 characters: zxcvbn is slow on long texts."""
    from zxcvbn import zxcvbn  # noqa: PLC0415 - lists of words, for new passwords only

    score: int = zxcvbn(password[:LOOKED_AT], names, max_length=LOOKED_AT)["score"]
    return score >= GOOD_SCORE

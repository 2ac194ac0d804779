"""PINs: the short secret that unlocks within a shift that began with a password."""

import secrets
from itertools import pairwise

from clinicdesk.errors import NotAllowed
from clinicdesk.store.crypto import FULL, SALT, same, stretch
from clinicdesk.store.json_file import as_bytes, as_text
from clinicdesk.words import said

SHORTEST = 4
LONGEST = 12
TRIES = 5
"""So many wrong PINs, then the password is asked for."""


def check_pin(pin: str) -> None:
    """Raises NotAllowed for what is no PIN: 4 to 12 digits, not all the same, no row such as 1234."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        raise NotAllowed(
            said("A PIN has {shortest} to {longest} digits. Choose another one.", shortest=SHORTEST, longest=LONGEST)
        )
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise NotAllowed("This PIN is the first that anybody would try. Choose another one.")


def hashed(pin: str) -> str:
    """What is kept of a PIN: salt and argon2id hash as text."""
    salt = secrets.token_bytes(SALT)
    return f"{as_text(salt)} {as_text(stretch(pin.encode(), salt, FULL))}"


def fits(pin: str, kept: str) -> bool:
    """Whether the PIN is the one that was kept."""
    salt, found = (as_bytes(part) for part in kept.split(" "))
    return same(stretch(pin.encode("utf-8", "surrogatepass"), salt, FULL), found)

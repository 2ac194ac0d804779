"""The keyring: who can open the database, with which password, and how that changes.

Everybody in it, and the recovery key, has an X25519 key pair: the private half is wrapped by the password, the
database keys and the trail's key are sealed to the public half. A MAC under all keys together covers the whole, so
that nobody who cannot open the database can slip in a public key of their own. (Whoever can open it, can.)
A copy of the whole file from another day is valid: what was taken back since then comes back with it.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from clinicdesk.errors import NotAllowed, NotKept, SignInRefused, StoreRefused
from clinicdesk.store import recovery
from clinicdesk.store.crypto import FULL, Argon2, DoesNotOpen, new_key
from clinicdesk.store.entries import (
    is_signed,
    no_private_half,
    opened,
    person_entry,
    private_half,
    recovery_entry,
    signed,
    with_key,
)
from clinicdesk.store.keys_file import TRAIL, Contents, Entry, read_contents, write_contents
from clinicdesk.store.passwords import folded, typed

NOT_RIGHT = (
    "The sign-in name or the password is not right. Type both again. "
    "A manager can give you a new password, and the recovery key opens the data if no manager can."
)
NO_RECOVERY = (
    "This recovery key does not open the data of this clinic. Look whether a newer one was printed since, "
    "or whether it belongs to another clinic."
)
CHANGED = (
    "keys.json was damaged, or changed by something other than this program. "
    "Put back keys.json from the newest backup, then start again."
)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a good password gives: 32-byte keys, which no repr shows.

    `person` is a staff id, empty for the recovery key. `database_keys` has every key by its id, newest last, for old
    backups too; the database is under `current`, or, if a rotation was cut short, under another one of them.
    """

    person: str
    database_keys: Mapping[str, bytes] = field(repr=False)
    current: str
    trail_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keyring:
    """What `keys.json` holds. Every change gives a new keyring; only `write` puts it on the disk.

    `cost` is how dear the next password's wrap will be; each wrap keeps its own. Two programs that change one file
    must not do it at once: read, change and write under the store's lock.
    """

    contents: Contents
    cost: Argon2 = field(default=FULL, compare=False)

    @classmethod
    def create(cls, person_id: str, login: str, password: str, cost: Argon2 = FULL) -> tuple[Self, Unlocked, str]:
        """A new clinic's keyring with its first person: also what is unlocked by it, and the recovery key's text.

        Raises NotAllowed for a sign-in name or a password that cannot be one.
        """
        key_id = _new_id()
        unlocked = Unlocked(person_id, {key_id: new_key()}, key_id, new_key())
        secret = recovery.new()
        contents = Contents(
            keys=(key_id,),
            current=key_id,
            people=(person_entry(person_id, login, password, _secrets(unlocked), cost),),
            recovery=recovery_entry(secret, _secrets(unlocked), cost),
            mac=b"",
        )
        return cls(signed(contents, _secrets(unlocked)), cost), unlocked, recovery.written(secret)

    @classmethod
    def read(cls, path: Path) -> Self:
        """The keyring in a file. Raises StoreRefused, with a sentence for each thing that can be wrong with it."""
        return cls(read_contents(path))

    def write(self, path: Path) -> None:
        """Put it on the disk, whole or not at all. Raises StoreFailed."""
        write_contents(path, self.contents)

    @property
    def logins(self) -> dict[str, str]:
        """The sign-in name of each person, by staff id. Whoever was disabled is not there."""
        return {entry.person: entry.login for entry in self.contents.people}

    def unlock(self, login: str, password: str) -> Unlocked:
        """What this person can open.

        Raises SignInRefused in the same words, after the same work, whether the name or the password is wrong;
        StoreRefused where the file was changed.
        """
        name = folded(login)
        found = next((entry for entry in self.contents.people if folded(entry.login) == name), None)
        entry = found or self.contents.people[0]
        try:
            private = (private_half if found else no_private_half)(entry, typed(password))
        except DoesNotOpen:
            raise SignInRefused(NOT_RIGHT) from None
        return self._opened(entry, private)

    def unlock_with_recovery(self, text: str) -> Unlocked:
        """What the recovery key opens: everything. `person` is empty.

        Raises SignInRefused for a text that is mistyped, naming the groups, and for another clinic's key.
        """
        entry = self.contents.recovery
        secret = recovery.read(text)
        try:
            private = private_half(entry, secret)
        except DoesNotOpen:
            raise SignInRefused(NO_RECOVERY) from None
        return self._opened(entry, private)

    def add(self, unlocked: Unlocked, person_id: str, login: str, password: str) -> Self:
        """With one more person, who can open all that the unlocker can.

        Raises NotAllowed for a name that is taken and for a name or password that cannot be one.
        """
        if person_id in self.logins:
            raise NotAllowed("This person can already sign in. Set a new password instead.")
        if folded(login) in map(folded, self.logins.values()):
            raise NotAllowed("Somebody else signs in with this name. Choose another one.")
        person = person_entry(person_id, login, password, _secrets(unlocked), self.cost)
        return self._changed(unlocked, people=(*self.contents.people, person))

    def change_password(self, login: str, old: str, new: str) -> Self:
        """With another password for the person who knows the old one.

        The key pair is new too, so that an old copy of the file and the old password do not open a later key.
        Raises SignInRefused as `unlock` does, NotAllowed for a password that cannot be one.
        """
        unlocked = self.unlock(login, old)
        return self.reset_password(unlocked, unlocked.person, new)

    def reset_password(self, unlocked: Unlocked, person_id: str, new: str) -> Self:
        """With another password and a new key pair for a person.

        Raises NotKept for somebody who is not there, NotAllowed for a password that cannot be one.
        """
        old = self._person(person_id)
        made = person_entry(person_id, old.login, new, _secrets(unlocked), self.cost)
        people = tuple(made if entry is old else entry for entry in self.contents.people)
        return self._changed(unlocked, people=people)

    def begin_rotation(self, unlocked: Unlocked, *, without: str) -> tuple[Self, str, bytes]:
        """Without a person, and with a new key for all who stay: the keyring, the new key's id and the key.

        `current` is still the old one: write the keyring, write the database anew under the new key, then call
        `finish_rotation`. Who goes on with `unlocked` adds the new key to it, or signs in again.
        Raises NotKept for somebody who is not there, NotAllowed for the last person.
        """
        gone = self._person(without)
        if len(self.contents.people) == 1:
            raise NotAllowed("This is the last person who can sign in. Add another one first.")
        key_id, key = _new_id(), new_key()
        self._verify(unlocked)
        contents = replace(
            self.contents,
            keys=(*self.contents.keys, key_id),
            people=tuple(with_key(one, key_id, key) for one in self.contents.people if one is not gone),
            recovery=with_key(self.contents.recovery, key_id, key),
        )
        return replace(self, contents=signed(contents, {**_secrets(unlocked), key_id: key})), key_id, key

    def finish_rotation(self, new_key_id: str) -> Self:
        """With `current` set to the key that the database is under now. Raises NotKept for an unknown id."""
        if new_key_id not in self.contents.keys:
            raise NotKept("The keyring has no such key. Sign in again, then look which key opens the database.")
        return replace(self, contents=replace(self.contents, current=new_key_id))

    def new_recovery(self, unlocked: Unlocked) -> tuple[Self, str]:
        """With a new recovery key, and its text. The old one opens this keyring no more, but still its old copies."""
        secret = recovery.new()
        made = recovery_entry(secret, _secrets(unlocked), self.cost)
        return self._changed(unlocked, recovery=made), recovery.written(secret)

    def _person(self, person_id: str) -> Entry:
        found = next((entry for entry in self.contents.people if entry.person == person_id), None)
        if found is None:
            raise NotKept("This person cannot sign in here, or cannot any more. Look at the list of staff again.")
        return found

    def _opened(self, entry: Entry, private: bytes) -> Unlocked:
        try:
            found = opened(entry, private)
        except DoesNotOpen:
            raise StoreRefused(CHANGED) from None
        keys = {key_id: found[key_id] for key_id in self.contents.keys}
        unlocked = Unlocked(entry.person, keys, self.contents.current, found[TRAIL])
        self._verify(unlocked)
        return unlocked

    def _changed(self, unlocked: Unlocked, **changes: Any) -> Self:
        """Nothing is sealed or signed anew in a keyring that is not what was written."""
        self._verify(unlocked)
        return replace(self, contents=signed(replace(self.contents, **changes), _secrets(unlocked)))

    def _verify(self, unlocked: Unlocked) -> None:
        if set(unlocked.database_keys) != set(self.contents.keys):
            raise NotAllowed("The keys were renewed since you signed in. Sign in again, then do this once more.")
        if not is_signed(self.contents, _secrets(unlocked)):
            raise StoreRefused(CHANGED)


def _secrets(unlocked: Unlocked) -> dict[str, bytes]:
    return {TRAIL: unlocked.trail_key, **unlocked.database_keys}


def _new_id() -> str:
    """Eight random bytes in hex; TRAIL is none."""
    return secrets.token_hex(8)

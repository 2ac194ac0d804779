"""One part of the keyring: made for a password, opened by it, given a further key; and the MAC over all parts.

`secrets` is everything that a part seals: the trail's key under TRAIL, each database key under its id.
"""

import json
from collections.abc import Mapping
from dataclasses import replace

from clinicdesk.errors import NotAllowed
from clinicdesk.store.crypto import Argon2, mac, new_pair, same, seal, unseal, unwrap, wrap
from clinicdesk.store.keys_file import FORMAT, MOST_TEXT, TRAIL, Contents, Entry, covered_bytes
from clinicdesk.store.passwords import check_login, chosen, shown


def person_entry(person_id: str, login: str, password: str, secrets: Mapping[str, bytes], cost: Argon2) -> Entry:
    """A new part for a person. Raises NotAllowed for a sign-in name or a password that cannot be one."""
    check_login(login)
    if not 0 < len(person_id) <= MOST_TEXT or not person_id.isprintable():
        raise NotAllowed("Only a person on the list of staff can sign in. Put the person on the list first.")
    return _entry(person_id, shown(login), chosen(password), secrets, cost)


def recovery_entry(secret: bytes, secrets: Mapping[str, bytes], cost: Argon2) -> Entry:
    """A new part for the recovery key with these 20 bytes."""
    return _entry("", "", secret, secrets, cost)


def with_key(entry: Entry, key_id: str, key: bytes) -> Entry:
    """The part with one more key sealed to it; no password is needed for that."""
    box = seal(key, entry.public, _about_seal(entry.person, key_id))
    return replace(entry, sealed={**entry.sealed, key_id: box})


def private_half(entry: Entry, password: bytes) -> bytes:
    """The part's private key. Raises DoesNotOpen."""
    return unwrap(entry.wrap, password, _about_wrap(entry.person, entry.public))


def no_private_half(entry: Entry, password: bytes) -> bytes:
    """The same work as `private_half`, and never a good end: for a name that nobody has. Raises DoesNotOpen."""
    return unwrap(entry.wrap, password, _about("nobody"))


def opened(entry: Entry, private: bytes) -> dict[str, bytes]:
    """The secrets that are sealed to a part. Raises DoesNotOpen."""
    return {name: unseal(box, private, _about_seal(entry.person, name)) for name, box in entry.sealed.items()}


def signed(contents: Contents, secrets: Mapping[str, bytes]) -> Contents:
    """With the MAC that fits."""
    return replace(contents, mac=_mac(contents, secrets))


def is_signed(contents: Contents, secrets: Mapping[str, bytes]) -> bool:
    """Whether nothing was changed since the MAC was made."""
    return same(contents.mac, _mac(contents, secrets))


def _mac(contents: Contents, secrets: Mapping[str, bytes]) -> bytes:
    """Under all keys at once: neither a stranger nor a person who was removed knows them all."""
    together = b"".join(secrets[name] for name in (TRAIL, *contents.keys))
    return mac(together, _about("mac"), covered_bytes(contents))


def _entry(person: str, login: str, password: bytes, secrets: Mapping[str, bytes], cost: Argon2) -> Entry:
    private, public = new_pair()
    return Entry(
        person=person,
        login=login,
        public=public,
        wrap=wrap(private, password, _about_wrap(person, public), cost),
        sealed={name: seal(secret, public, _about_seal(person, name)) for name, secret in secrets.items()},
    )


def _about_wrap(person: str, public: bytes) -> bytes:
    return _about("wrap", person, public.hex())


def _about_seal(person: str, name: str) -> bytes:
    return _about("seal", person, name)


def _about(*parts: str) -> bytes:
    """What bytes are for, so that none can stand in another's place."""
    return json.dumps([f"clinicdesk {FORMAT}", *parts]).encode()

"""The few primitives that the keys are made of: argon2id, AES-256-GCM, boxes sealed to an X25519 key, a MAC."""

import hmac
import secrets
from dataclasses import dataclass, field

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clinicdesk.errors import ClinicdeskError
from clinicdesk.store.core_dumps import forbid_core_dumps

KEY = 32
SALT = 16
NONCE = 12
TAG = 16


class DoesNotOpen(ClinicdeskError):
    """A wrap or a box that does not open: another key or password, another owner, or changed bytes."""

    def __init__(self) -> None:
        """One sentence for all of them, since nothing can tell them apart."""
        super().__init__("This does not open: the key or password is another one, or the bytes were changed.")


@dataclass(frozen=True, slots=True)
class Argon2:
    """How dear one guess at a password is: KiB of memory, passes over it, lanes. What stands here is what ships."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


FULL = Argon2()


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A secret under a password: what argon2id was given (`salt`: 16 bytes), and `box` from AES-256-GCM."""

    cost: Argon2
    salt: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    box: bytes = field(repr=False)


def new_key() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(KEY)


def stretch(secret: bytes, salt: bytes, cost: Argon2) -> bytes:
    """32 bytes from a password by argon2id, version 1.3. From here on this process writes no core dump."""
    forbid_core_dumps()
    return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY, Type.ID)


def wrap(secret: bytes, password: bytes, about: bytes, cost: Argon2) -> Wrapped:
    """A secret under a password. `about` says whose and what it is; the same must be said to open it."""
    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
    box = AESGCM(stretch(password, salt, cost)).encrypt(nonce, secret, about)
    return Wrapped(cost, salt, nonce, box)


def unwrap(wrapped: Wrapped, password: bytes, about: bytes) -> bytes:
    """The secret that `wrap` was given. Takes as long for a wrong password as for the right one.

    Raises DoesNotOpen for another password, another `about` or changed bytes.
    """
    key = stretch(password, wrapped.salt, wrapped.cost)
    return _open(key, wrapped.nonce, wrapped.box, about)


def new_pair() -> tuple[bytes, bytes]:
    """The private and the public half of a new X25519 key pair, 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal(secret: bytes, public: bytes, about: bytes) -> bytes:
    """A box that only the private half of `public` opens: 32 bytes of a passing public key, then AES-256-GCM.

    The key serves for this one box, so that the nonce may come from the same derivation.
    """
    passing = X25519PrivateKey.generate()
    shared = passing.exchange(X25519PublicKey.from_public_bytes(public))
    mine = passing.public_key().public_bytes_raw()
    key, nonce = _key_and_nonce(shared, mine + public)
    return mine + AESGCM(key).encrypt(nonce, secret, about)


def unseal(box: bytes, private: bytes, about: bytes) -> bytes:
    """What was sealed to the public half of `private`. Raises DoesNotOpen for everything else."""
    own = X25519PrivateKey.from_private_bytes(private)
    passing, sealed = box[:KEY], box[KEY:]
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(passing))
    except ValueError:  # too short, or a point that makes every shared secret zero
        raise DoesNotOpen from None
    key, nonce = _key_and_nonce(shared, passing + own.public_key().public_bytes_raw())
    return _open(key, nonce, sealed, about)


def mac(key: bytes, purpose: bytes, data: bytes) -> bytes:
    """HMAC-SHA-256 (32 bytes) of `data` under a key made from `key` for this purpose alone."""
    return hmac.digest(_derived(key, purpose, KEY), data, "sha256")


def same(one: bytes, other: bytes) -> bool:
    """Whether two MACs are the same, in a time that tells nothing."""
    return hmac.compare_digest(one, other)


def _open(key: bytes, nonce: bytes, box: bytes, about: bytes) -> bytes:
    if len(box) < TAG:
        raise DoesNotOpen
    try:
        return AESGCM(key).decrypt(nonce, box, about)
    except InvalidTag:
        raise DoesNotOpen from None


def _key_and_nonce(shared: bytes, publics: bytes) -> tuple[bytes, bytes]:
    derived = _derived(shared, b"clinicdesk seal/1" + publics, KEY + NONCE)
    return derived[:KEY], derived[KEY:]


def _derived(key: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=purpose).derive(key)

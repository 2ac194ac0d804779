"""Wraps, boxes and MACs: what opens, what never does, and known answers from the standards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.store.crypto import (
    FULL,
    Argon2,
    DoesNotOpen,
    Wrapped,
    mac,
    new_key,
    new_pair,
    same,
    seal,
    stretch,
    unseal,
    unwrap,
    wrap,
)

SMALL = Argon2(memory_kib=8, passes=1, lanes=1)
SECRET = bytes(range(32))


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_what_ships_is_64_mib_and_3_passes() -> None:
    assert (FULL.memory_kib, FULL.passes, FULL.lanes) == (64 * 1024, 3, 4)
    assert Argon2() == FULL
    assert unwrap(wrap(SECRET, b"a long password", b"me", FULL), b"a long password", b"me") == SECRET


def test_argon2id_gives_what_the_reference_gives() -> None:
    found = stretch(b"password", b"somesalt", Argon2(memory_kib=65536, passes=2, lanes=1))
    assert found.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


@given(st.binary(max_size=100), st.binary(max_size=100), st.binary(max_size=100))
def test_a_wrap_opens_with_its_password_alone(secret: bytes, password: bytes, about: bytes) -> None:
    wrapped = wrap(secret, password, about, SMALL)
    assert unwrap(wrapped, password, about) == secret
    for other, what in ((password + b"x", about), (password, about + b"x")):
        with pytest.raises(DoesNotOpen):
            unwrap(wrapped, other, what)


def test_no_byte_of_a_wrap_may_be_another() -> None:
    whole = wrap(SECRET, b"password", b"me", SMALL)
    changed = [
        *(Wrapped(SMALL, flipped(whole.salt, at), whole.nonce, whole.box) for at in range(len(whole.salt))),
        *(Wrapped(SMALL, whole.salt, flipped(whole.nonce, at), whole.box) for at in range(len(whole.nonce))),
        *(Wrapped(SMALL, whole.salt, whole.nonce, flipped(whole.box, at)) for at in range(len(whole.box))),
        *(Wrapped(SMALL, whole.salt, whole.nonce, whole.box[:length]) for length in range(len(whole.box))),
        Wrapped(Argon2(memory_kib=8, passes=2, lanes=1), whole.salt, whole.nonce, whole.box),
    ]
    assert len(changed) == 16 + 12 + 48 + 48 + 1
    for one in changed:
        with pytest.raises(DoesNotOpen):
            unwrap(one, b"password", b"me")


def test_a_wrap_is_new_each_time() -> None:
    one, other = (wrap(SECRET, b"password", b"me", SMALL) for _ in range(2))
    assert (one.salt, one.nonce, one.box) != (other.salt, other.nonce, other.box)
    assert one.salt != other.salt


def test_a_sealed_box_opens_with_the_private_half_alone() -> None:
    private, public = new_pair()
    box = seal(SECRET, public, b"me")
    assert unseal(box, private, b"me") == SECRET
    assert SECRET not in box
    for wrong_key, about in ((new_pair()[0], b"me"), (public, b"me"), (private, b"you"), (private, b"")):
        with pytest.raises(DoesNotOpen):
            unseal(box, wrong_key, about)


def test_no_byte_of_a_box_may_be_another_or_missing() -> None:
    private, public = new_pair()
    box = seal(SECRET, public, b"me")
    assert len(box) == 32 + 32 + 16
    for changed in (*(flipped(box, at) for at in range(len(box))), *(box[:length] for length in range(len(box)))):
        if changed[:32] == flipped(box, 31)[:32]:
            continue
        with pytest.raises(DoesNotOpen):
            unseal(changed, private, b"me")


def test_the_bit_that_x25519_ignores_is_refused_too() -> None:
    private, public = new_pair()
    box = seal(SECRET, public, b"me")
    with pytest.raises(DoesNotOpen):
        unseal(box[:31] + bytes([box[31] ^ 128]) + box[32:], private, b"me")


def test_a_box_from_a_point_without_a_secret_is_refused() -> None:
    private, _ = new_pair()
    with pytest.raises(DoesNotOpen):
        unseal(bytes(32) + bytes(48), private, b"me")


def test_a_mac_is_for_one_key_one_purpose_and_one_text() -> None:
    key = new_key()
    found = mac(key, b"trail", b"row 1")
    assert same(found, mac(key, b"trail", b"row 1"))
    assert not same(found, mac(new_key(), b"trail", b"row 1"))
    assert not same(found, mac(key, b"keys", b"row 1"))
    assert not same(found, mac(key, b"trail", b"row 2"))


def test_keys_are_32_bytes_and_never_twice() -> None:
    keys = {new_key() for _ in range(100)} | {half for _ in range(100) for half in new_pair()}
    assert len(keys) == 300
    assert {len(key) for key in keys} == {32}


def test_nothing_shows_what_is_in_it() -> None:
    wrapped = wrap(SECRET, b"password", b"me", SMALL)
    assert repr(wrapped) == "Wrapped(cost=Argon2(memory_kib=8, passes=1, lanes=1))"
    with pytest.raises(DoesNotOpen) as refused:
        unwrap(wrapped, b"another password", b"me")
    assert str(refused.value) == ("This does not open: the key or password is another one, or the bytes were changed.")

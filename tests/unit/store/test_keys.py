"""The keyring: who can open what, before and after every change, and what a changed file does."""

import json
import logging
import statistics
import time
import traceback
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.errors import ClinicdeskError, NotAllowed, NotKept, SignInRefused, StoreRefused
from clinicdesk.store import recovery
from clinicdesk.store.crypto import FULL, Argon2, DoesNotOpen, seal
from clinicdesk.store.entries import no_private_half, opened, person_entry, private_half, signed
from clinicdesk.store.keys import CHANGED, NO_RECOVERY, NOT_RIGHT, Keyring, Unlocked

SMALL = Argon2(memory_kib=8, passes=1, lanes=1)
ANNA, BOB, CARA = (f"0190a6c4-0000-7000-8000-00000000000{number}" for number in range(3))
PASSWORDS = {"anna": "four blue lamps sing", "bob": "nine old trains dance", "cara": "seven dry rivers talk"}
LOST = "keys.json lacks something, or holds what this program never writes. "


@cache
def clinic() -> tuple[Keyring, Unlocked, str]:
    """A keyring with three people, what the first one can open, and the recovery key."""
    ring, unlocked, text = Keyring.create(ANNA, "Anna", PASSWORDS["anna"], SMALL)
    for person, login in ((BOB, "bob"), (CARA, "cara")):
        ring = ring.add(unlocked, person, login, PASSWORDS[login])
    return ring, unlocked, text


def unlock(ring: Keyring, login: str) -> Unlocked:
    return ring.unlock(login, PASSWORDS[login])


def written(ring: Keyring, folder: Path) -> dict[str, Any]:
    """What stands in the file."""
    ring.write(folder / "keys.json")
    value: dict[str, Any] = json.loads((folder / "keys.json").read_bytes())
    return value


def reread(value: Any, folder: Path) -> Keyring:
    """A keyring from changed values of the file."""
    (folder / "keys.json").write_text(json.dumps(value))
    return replace(Keyring.read(folder / "keys.json"), cost=SMALL)


def refusal(work: Callable[[], object], kind: type[ClinicdeskError]) -> str:
    with pytest.raises(kind) as refused:
        work()
    return str(refused.value)


def test_what_ships_wraps_at_full_strength(tmp_path: Path) -> None:
    ring, unlocked, _ = Keyring.create(ANNA, "anna", PASSWORDS["anna"])
    ring = ring.add(unlocked, BOB, "bob", PASSWORDS["bob"])
    value = written(ring, tmp_path)
    for entry in (*value["people"], value["recovery"]):
        assert {key: entry["wrap"][key] for key in ("memory_kib", "passes", "lanes")} == {
            "memory_kib": 65536,
            "passes": 3,
            "lanes": 4,
        }
    assert Keyring.read(tmp_path / "keys.json").cost == FULL


def test_everybody_opens_the_same_with_their_own_password() -> None:
    ring, unlocked, text = clinic()
    assert {len(unlocked.trail_key), *map(len, unlocked.database_keys.values())} == {32}
    assert list(unlocked.database_keys) == [unlocked.current]
    for login, person in (("anna", ANNA), ("bob", BOB), ("cara", CARA)):
        assert unlock(ring, login) == replace(unlocked, person=person)
    assert ring.unlock_with_recovery(text) == replace(unlocked, person="")
    assert ring.unlock_with_recovery(text.lower().replace("-", " ")) == replace(unlocked, person="")


def test_two_clinics_have_nothing_in_common() -> None:
    (_, one, one_text), (_, other, other_text) = (Keyring.create(ANNA, "anna", PASSWORDS["anna"], SMALL) for _ in "ab")
    assert not {*one.database_keys, *one.database_keys.values(), one.trail_key, one_text} & {
        *other.database_keys,
        *other.database_keys.values(),
        other.trail_key,
        other_text,
    }
    assert one.trail_key not in one.database_keys.values()


def test_a_keyring_is_read_as_it_was_written(tmp_path: Path) -> None:
    ring, unlocked, _ = clinic()
    ring.write(tmp_path / "keys.json")
    again = Keyring.read(tmp_path / "keys.json")
    assert again == ring
    assert unlock(again, "anna") == unlocked
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600


def test_the_file_holds_names_to_sign_in_with_and_no_secret(tmp_path: Path) -> None:
    ring, unlocked, text = clinic()
    value = written(ring, tmp_path)
    assert set(value) == {"clinicdesk", "keys", "current", "people", "recovery", "mac"}
    assert {key for entry in value["people"] for key in entry} == {"person", "login", "public", "wrap", "sealed"}
    data = (tmp_path / "keys.json").read_text()
    for secret in secrets_of(unlocked, text):
        assert secret not in data


def secrets_of(unlocked: Unlocked, text: str) -> list[str]:
    """Every form in which a secret could show."""
    keys = [*unlocked.database_keys.values(), unlocked.trail_key, recovery.read(text)]
    forms = [form for key in keys for form in (key.hex(), b64encode(key).decode(), repr(key)[2:-1], str(list(key)))]
    return [*forms, text, text.replace("-", ""), *PASSWORDS.values()]


@given(st.lists(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20), min_size=1, max_size=4))
def test_people_with_any_names_find_their_keys(logins: list[str]) -> None:
    ring, unlocked, _ = Keyring.create(ANNA, "anna", PASSWORDS["anna"], SMALL)
    for number, login in enumerate(logins):
        try:
            ring = ring.add(unlocked, str(number), login, f"a password of number {number}")
        except NotAllowed:
            continue
        for typed in (login, login.upper().lower(), f" {login} "):
            assert ring.unlock(typed, f"a password of number {number}").person == str(number)
    assert len({login.casefold() for login in ring.logins.values()}) == len(ring.logins)


@pytest.mark.parametrize("login", ["anna", "ANNA", " Anna ", "ａｎｎａ"])
def test_a_sign_in_name_is_taken_once(login: str) -> None:
    ring, unlocked, _ = clinic()
    assert unlock(replace(ring), "anna") == ring.unlock(login, PASSWORDS["anna"])
    said = refusal(lambda: ring.add(unlocked, "somebody else", login, PASSWORDS["bob"]), NotAllowed)
    assert said == "Somebody else signs in with this name. Choose another one."


def test_nobody_is_in_it_twice() -> None:
    ring, unlocked, _ = clinic()
    assert "can already sign in" in refusal(lambda: ring.add(unlocked, BOB, "robert", PASSWORDS["bob"]), NotAllowed)


@pytest.mark.parametrize("person", ["", "x" * 65, "a\nb"])
def test_only_staff_can_be_added(person: str) -> None:
    ring, unlocked, _ = clinic()
    assert "list of staff" in refusal(lambda: ring.add(unlocked, person, "dora", PASSWORDS["bob"]), NotAllowed)


def test_a_password_that_cannot_be_one_is_refused_wherever_it_is_set() -> None:
    ring, unlocked, _ = clinic()
    for set_it in (
        lambda: Keyring.create(ANNA, "anna", "too short", SMALL),
        lambda: ring.add(unlocked, "dora", "dora", "too short"),
        lambda: ring.reset_password(unlocked, BOB, "too short"),
        lambda: ring.change_password("bob", PASSWORDS["bob"], "too short"),
    ):
        assert "The password has 9 characters" in refusal(set_it, NotAllowed)


@pytest.mark.parametrize("password", ["", "four blue lamps", "Four blue lamps sing", "x" * 1_000_000, "\ud800", "a\0b"])
def test_a_wrong_password_and_an_unknown_name_are_told_in_the_same_words(password: str) -> None:
    ring, _, _ = clinic()
    tries = [
        lambda: ring.unlock("anna", password),
        lambda: ring.unlock("nobody", password),
        lambda: ring.unlock("nobody", PASSWORDS["anna"]),
        lambda: ring.unlock("", PASSWORDS["anna"]),
        lambda: ring.unlock("\ud800" * 100_000, PASSWORDS["anna"]),
        lambda: ring.unlock("bob", PASSWORDS["anna"]),
    ]
    assert {refusal(one, SignInRefused) for one in tries} == {NOT_RIGHT}


def test_a_wrong_password_and_an_unknown_name_take_the_same_time() -> None:
    ring, _, _ = Keyring.create(ANNA, "anna", PASSWORDS["anna"], Argon2(memory_kib=16 * 1024, passes=3, lanes=1))
    times: dict[str, list[float]] = {"anna": [], "nobody": []}
    for _ in range(7):
        for login, found in times.items():
            started = time.perf_counter()
            with pytest.raises(SignInRefused):
                ring.unlock(login, "a wrong password")
            found.append(time.perf_counter() - started)
    one, other = map(statistics.median, times.values())
    assert 0.6 < one / other < 1.6


def test_the_composed_and_the_decomposed_password_are_one() -> None:
    ring, _, _ = Keyring.create(ANNA, "Zo\u00eb", "vier sch\u00f6ne L\u00f6ffel", SMALL)
    assert ring.unlock("zoe\u0308", "vier scho\u0308ne Lo\u0308ffel").person == ANNA


def test_a_changed_password_opens_and_the_old_one_does_not() -> None:
    ring, unlocked, text = clinic()
    changed = ring.change_password("bob", PASSWORDS["bob"], "eleven quiet drums")
    assert changed.unlock("bob", "eleven quiet drums") == replace(unlocked, person=BOB)
    assert refusal(lambda: unlock(changed, "bob"), SignInRefused) == NOT_RIGHT
    assert unlock(changed, "anna") == unlocked
    assert changed.unlock_with_recovery(text) == replace(unlocked, person="")
    wrong = refusal(lambda: ring.change_password("bob", PASSWORDS["anna"], "eleven quiet drums"), SignInRefused)
    assert wrong == NOT_RIGHT


def test_a_manager_or_the_recovery_key_gives_a_new_password_and_key_pair(tmp_path: Path) -> None:
    ring, unlocked, text = clinic()
    for who in (unlocked, ring.unlock_with_recovery(text)):
        changed = ring.reset_password(who, BOB, "eleven quiet drums")
        assert changed.unlock("bob", "eleven quiet drums") == replace(unlocked, person=BOB)
        assert refusal(lambda changed=changed: unlock(changed, "bob"), SignInRefused) == NOT_RIGHT  # type: ignore[misc]
        before, after = written(ring, tmp_path)["people"], written(changed, tmp_path)["people"]
        assert before[0] == after[0]
        assert before[1]["public"] != after[1]["public"]
    assert "list of staff" in refusal(lambda: ring.reset_password(unlocked, "dora", "eleven quiet drums"), NotKept)


def test_an_old_private_key_does_not_open_a_later_key(tmp_path: Path) -> None:
    ring, unlocked, _ = clinic()
    changed = ring.change_password("bob", PASSWORDS["bob"], "eleven quiet drums")
    rotated, key_id, _ = changed.begin_rotation(unlocked, without=CARA)
    value, old = written(rotated, tmp_path), written(ring, tmp_path)
    value["people"][1] |= {key: old["people"][1][key] for key in ("public", "wrap")}
    assert key_id in value["people"][1]["sealed"]
    assert refusal(lambda: unlock(reread(value, tmp_path), "bob"), StoreRefused) == CHANGED


def test_whoever_is_removed_opens_nothing_and_the_others_open_both_keys() -> None:
    ring, unlocked, text = clinic()
    rotated, key_id, key = ring.begin_rotation(unlocked, without=BOB)
    assert refusal(lambda: unlock(rotated, "bob"), SignInRefused) == NOT_RIGHT
    assert rotated.logins == {ANNA: "Anna", CARA: "cara"}
    assert key not in unlocked.database_keys.values()
    for found in (unlock(rotated, "anna"), unlock(rotated, "cara"), rotated.unlock_with_recovery(text)):
        assert found.current == unlocked.current
        assert list(found.database_keys.items()) == [*unlocked.database_keys.items(), (key_id, key)]
        assert found.trail_key == unlocked.trail_key
    finished = rotated.finish_rotation(key_id)
    assert unlock(finished, "cara").current == key_id
    assert unlock(finished, "cara").database_keys == unlock(rotated, "cara").database_keys
    assert "no such key" in refusal(lambda: rotated.finish_rotation("0" * 16), NotKept)


def test_a_new_person_and_a_new_password_get_the_old_keys_too(tmp_path: Path) -> None:
    ring, unlocked, _ = clinic()
    rotated, key_id, _ = ring.begin_rotation(unlocked, without=BOB)
    rotated = reread(written(rotated.finish_rotation(key_id), tmp_path), tmp_path)
    anna = unlock(rotated, "anna")
    ring = rotated.add(anna, BOB, "bob", PASSWORDS["bob"]).reset_password(anna, CARA, "eleven quiet drums")
    assert unlock(ring, "bob") == replace(anna, person=BOB)
    assert ring.unlock("cara", "eleven quiet drums") == replace(anna, person=CARA)


def test_a_rotation_can_be_begun_again_after_one_that_was_cut_short() -> None:
    ring, unlocked, _ = clinic()
    once, first, _ = ring.begin_rotation(unlocked, without=BOB)
    twice, second, key = once.begin_rotation(unlock(once, "anna"), without=CARA)
    found = unlock(twice.finish_rotation(second), "anna")
    assert list(found.database_keys) == [unlocked.current, first, second]
    assert found.database_keys[second] == key
    assert found.current == second


def test_somebody_always_stays() -> None:
    ring, unlocked, _ = Keyring.create(ANNA, "anna", PASSWORDS["anna"], SMALL)
    assert "the last person" in refusal(lambda: ring.begin_rotation(unlocked, without=ANNA), NotAllowed)
    assert "list of staff" in refusal(lambda: ring.begin_rotation(unlocked, without=BOB), NotKept)


def test_who_signed_in_before_a_rotation_changes_nothing_after_it() -> None:
    ring, unlocked, _ = clinic()
    rotated, key_id, key = ring.begin_rotation(unlocked, without=BOB)
    for change in (
        lambda: rotated.add(unlocked, BOB, "bob", PASSWORDS["bob"]),
        lambda: rotated.reset_password(unlocked, CARA, PASSWORDS["bob"]),
        lambda: rotated.begin_rotation(unlocked, without=CARA),
        lambda: rotated.new_recovery(unlocked),
    ):
        assert "Sign in again" in refusal(change, NotAllowed)
    renewed = replace(unlocked, database_keys={**unlocked.database_keys, key_id: key})
    assert unlock(rotated.add(renewed, BOB, "bob", PASSWORDS["bob"]), "bob").database_keys == renewed.database_keys


def test_a_new_recovery_key_opens_and_the_old_one_does_not() -> None:
    ring, unlocked, text = clinic()
    renewed, new_text = ring.new_recovery(unlocked)
    assert renewed.unlock_with_recovery(new_text) == replace(unlocked, person="")
    assert refusal(lambda: renewed.unlock_with_recovery(text), SignInRefused) == NO_RECOVERY
    assert refusal(lambda: ring.unlock_with_recovery(new_text), SignInRefused) == NO_RECOVERY
    assert "group 8" in refusal(lambda: renewed.unlock_with_recovery(new_text[:-1] + "?"), SignInRefused)


def test_no_byte_of_the_file_may_be_another(tmp_path: Path) -> None:
    ring, unlocked, _ = clinic()
    ring.write(tmp_path / "keys.json")
    data, other = (tmp_path / "keys.json").read_bytes(), tmp_path / "other.json"
    refused = 0
    for at in range(len(data)):
        other.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        try:
            assert unlock(Keyring.read(other), "anna") == unlocked
        except (SignInRefused, StoreRefused):
            refused += 1
    harmless = len(data) - refused
    assert harmless < data.count(b"\n") + data.count(b" ")
    assert refused > 2000


@pytest.mark.parametrize("part", ["public", "wrap", "sealed", "person", "login"])
def test_what_is_one_persons_cannot_stand_in_anothers_place(part: str, tmp_path: Path) -> None:
    value = written(clinic()[0], tmp_path)
    anna, bob, _ = value["people"]
    anna[part], bob[part] = bob[part], anna[part]
    ring = reread(value, tmp_path)
    for login in ("anna", "bob"):
        for password in (PASSWORDS["anna"], PASSWORDS["bob"]):
            with pytest.raises((SignInRefused, StoreRefused)):
                ring.unlock(login, password)
    assert refusal(lambda: unlock(ring, "cara"), StoreRefused) == CHANGED


def test_a_strangers_public_key_gets_no_secret(tmp_path: Path) -> None:
    ring, unlocked, _ = clinic()
    stranger = written(Keyring.create(BOB, "bob", "the stranger's password", SMALL)[0], tmp_path)["people"][0]
    value = written(ring, tmp_path)
    value["people"][1] |= {key: stranger[key] for key in ("public", "wrap")}
    changed = reread(value, tmp_path)
    for change in (
        lambda: changed.begin_rotation(unlocked, without=CARA),
        lambda: changed.add(unlocked, "dora", "dora", PASSWORDS["bob"]),
        lambda: changed.new_recovery(unlocked),
        lambda: unlock(changed, "anna"),
    ):
        assert refusal(change, StoreRefused) == CHANGED


def test_keys_that_somebody_else_sealed_are_refused(tmp_path: Path) -> None:
    ring, unlocked, _ = clinic()
    value = written(ring, tmp_path)
    for name in ("trail", unlocked.current):
        about = json.dumps(["clinicdesk keys/1", "seal", ANNA, name]).encode()
        box = seal(bytes(32), ring.contents.people[0].public, about)
        changed = json.loads(json.dumps(value))
        changed["people"][0]["sealed"][name] = b64encode(box).decode()
        assert refusal(lambda changed=changed: unlock(reread(changed, tmp_path), "anna"), StoreRefused) == CHANGED  # type: ignore[misc]


def test_boxes_of_one_person_cannot_change_places(tmp_path: Path) -> None:
    value = written(clinic()[0], tmp_path)
    sealed = value["people"][0]["sealed"]
    one, other = sealed
    sealed[one], sealed[other] = sealed[other], sealed[one]
    assert refusal(lambda: unlock(reread(value, tmp_path), "anna"), StoreRefused) == CHANGED


def test_a_part_is_bound_to_its_person_its_public_key_and_the_names_of_its_boxes() -> None:
    entry, other = clinic()[0].contents.people[:2]
    password = PASSWORDS["anna"].encode()
    private = private_half(entry, password)
    for changed in (replace(entry, person=BOB), replace(entry, public=other.public), replace(entry, wrap=other.wrap)):
        with pytest.raises(DoesNotOpen):
            private_half(changed, password)
    one, two = entry.sealed
    swapped = replace(entry, sealed={one: entry.sealed[two], two: entry.sealed[one]})
    for changed in (replace(entry, person=BOB), replace(entry, sealed=other.sealed), swapped):
        with pytest.raises(DoesNotOpen):
            opened(changed, private)
    with pytest.raises(DoesNotOpen):
        no_private_half(entry, password)


def test_a_removed_person_who_still_knows_the_old_keys_cannot_sign_the_file() -> None:
    ring, unlocked, _ = clinic()
    rotated, key_id, key = ring.begin_rotation(unlocked, without=BOB)
    bobs = person_entry(BOB, "bob", PASSWORDS["bob"], {}, SMALL)
    slipped_in = replace(rotated.contents, people=(rotated.contents.people[0], bobs))
    known = {"trail": unlocked.trail_key, **unlocked.database_keys}
    for guess in (bytes(32), unlocked.trail_key, *unlocked.database_keys.values()):
        forged = replace(rotated, contents=signed(slipped_in, {**known, key_id: guess}))
        assert refusal(lambda forged=forged: unlock(forged, "anna"), StoreRefused) == CHANGED  # type: ignore[misc]
    real = replace(rotated, contents=signed(slipped_in, {**known, key_id: key}))
    assert unlock(real, "anna").trail_key == unlocked.trail_key


@pytest.mark.parametrize("version", ["keys/2", "result/1", 1, None])
def test_another_format_is_told(version: object, tmp_path: Path) -> None:
    value = written(clinic()[0], tmp_path) | {"clinicdesk": version}
    said = refusal(lambda: reread(value, tmp_path), StoreRefused)
    assert said.startswith("keys.json is of a format that this version does not know. Install the newest version")


def paths(value: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The place of every value inside of the file."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for key, one in items for path in ((*before, key), *paths(one, (*before, key)))]


WRONG = [None, True, -1, 0, 1 << 40, 1.5, "", "x", "é", "\n", "\ud800", "x" * 65, [], ["x"], {}, {"x": "x"}]


def test_a_value_of_another_kind_or_a_missing_one_is_told_everywhere(tmp_path: Path) -> None:
    whole = written(clinic()[0], tmp_path)
    missing = refused = 0
    for path in paths(whole):
        for wrong in [..., *WRONG]:
            value = json.loads(json.dumps(whole))
            at = value
            for key in path[:-1]:
                at = at[key]
            if wrong is ...:
                del at[path[-1]]
                missing += 1
            else:
                at[path[-1]] = wrong
            if value == whole:
                continue
            try:
                ring = reread(value, tmp_path)
            except StoreRefused as error:
                assert str(error).startswith((LOST, "keys.json is of a format"))  # noqa: PT017 - some may be read
                refused += 1
            else:
                with pytest.raises((SignInRefused, StoreRefused)):
                    unlock(ring, "anna")
    assert missing > 60
    assert refused > 0.9 * len(paths(whole)) * (len(WRONG) + 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.update(people=[]),
        lambda value: value.update(extra=1),
        lambda value: value.update(current="f" * 16),
        lambda value: value["keys"].append(value["keys"][0]),
        lambda value: value["keys"].append("trail"),
        lambda value: value["keys"].append("f" * 16),
        lambda value: value["people"].append(value["people"][0]),
        lambda value: value["people"][1].update(login="ANNA"),
        lambda value: value["people"][1].update(login=" bob"),
        lambda value: value["people"][1].update(person=ANNA),
        lambda value: value["recovery"].update(login="root"),
        lambda value: value["recovery"].update(person="root"),
        lambda value: value["people"][0]["sealed"].pop("trail"),
        lambda value: value["people"][0]["wrap"].update(memory_kib=1 << 21),
        lambda value: value["people"][0]["wrap"].update(passes=17),
        lambda value: value["people"][0]["wrap"].update(lanes=2),
        lambda value: value["people"][0]["wrap"].update(salt=value["people"][0]["public"]),
    ],
)
def test_parts_that_do_not_fit_together_are_refused(change: Callable[[Any], object], tmp_path: Path) -> None:
    value = written(clinic()[0], tmp_path)
    change(value)
    assert refusal(lambda: reread(value, tmp_path), StoreRefused).startswith(LOST)


def test_the_last_of_the_people_may_not_be_dropped_by_hand(tmp_path: Path) -> None:
    value = written(clinic()[0], tmp_path)
    del value["people"][1]
    assert refusal(lambda: unlock(reread(value, tmp_path), "anna"), StoreRefused) == CHANGED


def test_no_secret_shows_in_any_repr_message_or_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ring, unlocked, text = clinic()
    rotated, key_id, key = ring.begin_rotation(unlocked, without=BOB)
    value = written(ring, tmp_path)
    value["people"][0]["sealed"]["trail"] = value["people"][1]["sealed"]["trail"]
    tries: list[Callable[[], object]] = [
        lambda: ring.unlock("anna", PASSWORDS["bob"]),
        lambda: ring.unlock(PASSWORDS["anna"], ""),
        lambda: ring.unlock_with_recovery(text[:-1] + "?"),
        lambda: rotated.new_recovery(unlocked),
        lambda: rotated.finish_rotation(key.hex()),
        lambda: ring.add(unlocked, CARA, "cara", PASSWORDS["cara"]),
        lambda: unlock(reread(value, tmp_path), "anna"),
        lambda: ring.write(tmp_path / "missing" / "keys.json"),
    ]
    shown = [repr(ring), str(unlocked), repr(unlocked), repr(rotated.finish_rotation(key_id)), f"{unlock(ring, 'bob')}"]
    for one in tries:
        with pytest.raises(ClinicdeskError) as refused:
            one()
        shown += ["".join(traceback.format_exception_only(refused.value)), repr(refused.value.__context__)]
    everything = "\n".join([*shown, caplog.text])
    grown = unlock(rotated, "anna")
    assert key in grown.database_keys.values()
    assert not [secret for secret in secrets_of(grown, text) if secret in everything]
    assert repr(unlocked) == f"Unlocked(person='{ANNA}', current='{unlocked.current}')"
